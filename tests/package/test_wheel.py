"""The wheel carries everything: installed in a clean environment, it counts and serves.

The environment has a Python and the wheel of its own. What Fortrinn depends on is lent to it by a
``.pth`` line that names the site-packages of the running environment, since copying 900 MB would
test nothing more. A lent folder's own ``.pth`` files are not read, so the editable Fortrinn of a
checkout, which is one of them, stays invisible.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.package


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what git tracks, as a release is."""
    source = tmp_path_factory.mktemp("source")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)]
    subprocess.run([*build, str(source)], check=True, stdout=subprocess.DEVNULL)
    (wheel,) = target.glob("fortrinn-*.whl")
    return wheel


def tracked() -> list[str]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of a clean environment with the wheel in it."""
    place = tmp_path_factory.mktemp("clean") / "venv"
    uv = shutil.which("uv")
    venv.create(place, with_pip=uv is None)
    python = place / "bin" / "python"
    if uv:
        install = [uv, "pip", "install", "--python", str(python), "--offline"]
    else:
        install = [str(python), "-m", "pip", "install", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*install, "--quiet", "--no-deps", str(wheel)], check=True)
    (own,) = place.glob("lib/python*/site-packages")
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / "bin"


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A person's bare environment: a home, and nothing of the checkout's."""
    return {"HOME": str(tmp_path), "PATH": os.defpath, "LANG": "C.UTF-8"}


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    source = {name.removeprefix("src/") for name in tracked() if name.startswith("src/")}
    assert {name for name in source - inside if not name.endswith(".po")} == set()
    compiled = {
        f"fortrinn/locale/{language}/LC_MESSAGES/{name}.mo"
        for language in ("nb", "nn")
        for name in ("django", "fortrinn")
    }
    assert compiled <= inside
    strange = {name for name in inside - source - compiled if ".dist-info/" not in name}
    assert strange == set()
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_it_is_the_installed_fortrinn_that_runs(
    installed: Path, surroundings: dict[str, str]
) -> None:
    code = (
        "import fortrinn, importlib.metadata as m; print(fortrinn.__file__, m.version('fortrinn'))"
    )
    answer = run([installed / "python", "-c", code], surroundings)
    place, version = answer.split()
    assert Path(place).is_relative_to(installed.parent)
    assert version == re.search(r'__version__ = "(.+)"', Path(place).read_text())[1]


def test_the_counties_are_inside(installed: Path, surroundings: dict[str, str]) -> None:
    counties = json.loads(run([installed / "fortrinn", "counties", "--json"], surroundings))
    assert len(counties) == 15
    assert "Nordland" in run([installed / "fortrinn", "counties"], surroundings)


def test_it_speaks_both_kinds_of_norwegian(installed: Path, surroundings: dict[str, str]) -> None:
    code = (
        "from fortrinn.language import FOLDER, translator\n"
        "import gettext\n"
        "for code in ('nb', 'nn'):\n"
        "    texts = gettext.translation('fortrinn', FOLDER, languages=[code])._catalog\n"
        "    print(len(texts), translator(code).lang)"
    )
    lines = run([installed / "python", "-c", code], surroundings).splitlines()
    assert [line.split()[1] for line in lines] == ["nb", "nn"]
    assert all(int(line.split()[0]) > 100 for line in lines)


def test_it_serves_the_workspace_with_style_and_words(
    installed: Path, surroundings: dict[str, str]
) -> None:
    with served(installed, surroundings) as address:
        front = read(f"{address}/")
        assert '<html lang="nb"' in front
        assert '<html lang="nn"' in read(f"{address}/nn/")
        assert "Nordland" in read(f"{address}/nordland/")
        linked = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|woff2|ico))"', front)
        assert len(linked) >= 4
        for link in linked:
            assert read(f"{address}{link}"), link


# --- helpers ------------------------------------------------------------------------------------


def run(command: list[object], environment: dict[str, str]) -> str:
    answer = subprocess.run(
        [str(part) for part in command],
        env=environment,
        cwd=environment["HOME"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@contextlib.contextmanager
def served(installed: Path, environment: dict[str, str]) -> Iterator[str]:
    """`fortrinn serve` on a free port, ready to answer, and ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = Path(environment["HOME"], "serve.log")
    with log.open("w") as output:
        server = subprocess.Popen(
            [installed / "fortrinn", "serve", "--port", str(port)],
            env=environment,
            cwd=environment["HOME"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_until_ready(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    patience = time.monotonic() + 60
    while time.monotonic() < patience:
        assert server.poll() is None, log.read_text()
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            read(f"{address}/health/")
            return
        time.sleep(0.1)
    pytest.fail(f"no answer within a minute:\n{log.read_text()}")


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode("utf-8", "replace")
