"""Resolve what Fortrinn needs into requirements/*.txt: every file hashed, no address of anything.

    python tools/lock.py             keep the versions that still fit
    python tools/lock.py --upgrade   take the newest that fit

One list serves every supported Python and platform. ``web.txt`` runs the workspace; ``dev.txt``
is the same versions plus what the tests and checks need.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS: dict[str, list[str]] = {
    "web": ["--extra=web", "--group=build"],
    "dev": [
        "--extra=web",
        "--group=build",
        "--group=test",
        "--group=check",
        "--constraint=requirements/web.txt",
    ],
}
HEADER = "# Written by `make lock` from pyproject.toml; not edited by hand.\n"
ADDRESS = re.compile(r"\w+://|--(extra-)?index|--find-links|(^|[\s(@])/\w", re.MULTILINE)


def main() -> int:
    """Write both lists, and refuse one that names an address or a path of this machine."""
    with tempfile.TemporaryDirectory(prefix="fortrinn-lock-") as folder:
        uv = shutil.which("uv") or install_uv(Path(folder))
        for name, selection in LISTS.items():
            resolve(uv, ROOT / "requirements" / f"{name}.txt", selection)
    return 0


def install_uv(folder: Path) -> str:
    """The resolver, in an environment that is thrown away."""
    subprocess.run([sys.executable, "-m", "venv", folder / "uv"], check=True)
    python = folder / "uv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(folder / "uv" / "bin" / "uv")


def resolve(uv: str, target: Path, selection: list[str]) -> None:
    target.parent.mkdir(exist_ok=True)
    relative = target.relative_to(ROOT).as_posix()
    command = [uv, "pip", "compile", "pyproject.toml", f"--output-file={relative}", *selection]
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header"]
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    subprocess.run(
        [*command, *options, *sys.argv[1:]],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    text = target.read_text(encoding="utf-8")
    found = ADDRESS.search(text)
    if found:
        sys.exit(f"{relative} would name an address or a path: {found.group()!r}.")
    target.write_text(HEADER + text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
