"""Prepare .venv from the hash-locked lists and start what `make` was asked for.

    sh tools/python.sh tools/bootstrap.py demo | test | check | bench | docs | screenshots
    sh tools/python.sh tools/bootstrap.py run COMMAND...

Only the standard library, since it runs before anything is installed. What can go wrong on a new
machine (no disk, no network, a port in use) is said in a sentence, with what to do about it.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "fortrinn.json"
ROOM_NEEDED = {"web": 2_000, "dev": 3_500}  # megabytes, while installing
DEFAULT_PORT = "8000"


class MissingError(Exception):
    """Something this machine lacks; the message says what, and what to do now."""


def main(arguments: list[str]) -> int:
    """Do one of the tasks; the first thing that is missing ends it with a sentence."""
    tasks = {task.__name__: task for task in (demo, test, check, bench, docs, screenshots)}
    try:
        match arguments:
            case [task] if task in tasks:
                return tasks[task]()
            case ["run", *command] if command:
                prepare("dev")
                return subprocess.run([str(PYTHON), *command], cwd=ROOT).returncode
    except MissingError as missing:
        print(f"\n{missing}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(__doc__)
    return 1


# --- the environment ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Installer:
    """A way to make .venv and to fill it."""

    make: list[str]
    needs: str  # what an environment must be able to do to be filled this way, in Python
    install: list[str]


def installers() -> list[Installer]:
    """uv where it is found, since it is faster; then pip, which mirrors are set up for."""
    options = ["--disable-pip-version-check", "--no-input"]
    pip = Installer(
        make=[sys.executable, "-m", "venv"],
        needs="import pip",
        # Compiling all modules takes as long as installing them; few are ever imported.
        install=[str(PYTHON), "-m", "pip", *options, "install", "--quiet", "--no-compile"],
    )
    uv = shutil.which("uv")
    if uv is None:
        return [pip]
    quick = Installer(
        make=[uv, "venv", "--quiet", "--python", sys.executable],
        needs="pass",
        install=[uv, "pip", "install", "--quiet", "--python", str(PYTHON)],
    )
    return [quick, pip]


def prepare(name: str) -> None:
    """Make .venv hold the packages of a list and Fortrinn itself; does nothing when it does."""
    wanted = fingerprint(name)
    if read_stamps().get(name) == wanted:
        return
    refuse_full_disk(name)
    for installer in installers():
        if filled(name, installer):
            write_stamps(read_stamps() | {name: wanted})
            return
        refuse_full_disk(None)
    raise MissingError(
        f"Installing from requirements/{name}.txt failed (see above). The first start needs the "
        "Python package index, later ones need no network. Behind a proxy or mirror, configure "
        "pip for it and run the same command again."
    )


def filled(name: str, installer: Installer) -> bool:
    if not usable_environment(installer):
        create_environment(installer)
    say(f"Installing the packages of requirements/{name}.txt into .venv (once, some minutes)")
    packages = ["--require-hashes", "-r", f"requirements/{name}.txt"]
    ourselves = ["--no-deps", "--no-build-isolation", "-e", "."]
    return succeeds([*installer.install, *packages]) and succeeds([*installer.install, *ourselves])


def fingerprint(name: str) -> str:
    """What the installation depends on: the list, and how the project describes itself."""
    digest = hashlib.sha256(python_version(sys.version_info).encode())
    for path in (f"requirements/{name}.txt", "pyproject.toml", "hatch_build.py"):
        digest.update((ROOT / path).read_bytes())
    return digest.hexdigest()


def python_version(version: Sequence[object]) -> str:
    return f"{version[0]}.{version[1]}"


def read_stamps() -> dict[str, str]:
    """Which lists .venv was filled from; an environment moved from elsewhere counts as none."""
    try:
        stamps: dict[str, str] = json.loads(STAMP.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return stamps if stamps.get("place") == str(ROOT) and PYTHON.exists() else {}


def write_stamps(stamps: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(stamps | {"place": str(ROOT)}))


def usable_environment(installer: Installer) -> bool:
    """One half-made, moved, or left behind by another Python is not; it is made anew."""
    if not PYTHON.exists() or (STAMP.exists() and not read_stamps()):
        return False
    code = f"{installer.needs}\nimport sys; print(*sys.version_info[:2], sep='.')"
    answer = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True)
    return answer.stdout.strip() == python_version(sys.version_info)


def create_environment(installer: Installer) -> None:
    say("Making .venv")
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        made = succeeds([*installer.make, str(VENV)])
    except OSError as error:
        raise MissingError(f"Cannot write to {VENV}: {error.strerror}.") from error
    if not made:
        refuse_full_disk(None)
        raise MissingError(
            "Python could not make an environment in .venv (see above). On Debian or Ubuntu: "
            "sudo apt-get install -y python3-venv"
        )


def refuse_full_disk(name: str | None) -> None:
    """Too little room to begin installing a list, or (None) so little that it stopped half-way."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    needed = ROOM_NEEDED[name] if name else 100
    if free < needed:
        raise MissingError(
            f"The disk is too full: {free} MB free in {ROOT}, and installing needs about "
            f"{max(needed, ROOM_NEEDED['web'])} MB. Make room and run the same command again."
        )


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT).returncode == 0


def say(text: str) -> None:
    print(f"-- {text}", flush=True)


# --- the tasks ----------------------------------------------------------------------------------


def demo() -> int:
    """Install, then hand over to `fortrinn demo`, which migrates, loads and serves."""
    port = free_port(os.environ.get("PORT") or DEFAULT_PORT)
    if read_stamps().get("dev") != fingerprint("dev"):  # the longer list holds the shorter one
        prepare("web")
    command = str(VENV / "bin" / "fortrinn")
    os.chdir(ROOT)
    compile_once(os.environ)
    os.execv(command, [command, "demo", "--port", str(port)])


def free_port(text: str) -> int:
    """The port to serve on, refused here before minutes go into installing."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise MissingError(f"PORT={text} is not a port. Give a number from 1024 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError as error:
            raise MissingError(f"Port {text} is for the system only. Try PORT=8000.") from error
        except OSError as error:
            other = int(text) + 1 if int(text) < 65535 else 8000
            raise MissingError(
                f"Port {text} is taken by another program. Try: make demo PORT={other}"
            ) from error
    return int(text)


def check() -> int:
    """Everything that runs without a browser."""
    prepare("dev")
    return run_steps(STATIC, then=[TESTS], beside=[TYPES])


def test() -> int:
    """Everything, as the build runs it."""
    prepare("dev")
    os.environ["FORTRINN_CHROMIUM"] = chromium()
    return run_steps(STATIC, then=[TESTS, JOURNEYS], beside=[TYPES, PACKAGE])


def bench() -> int:
    prepare("dev")
    os.environ["FORTRINN_CHROMIUM"] = chromium()
    return run_steps([BENCHMARKS])


def screenshots() -> int:
    """The journeys once more, keeping the pictures that README and manual show."""
    prepare("dev")
    os.environ["FORTRINN_CHROMIUM"] = chromium()
    name, command = JOURNEYS
    return run_steps([(name, [*command, "--screenshots"])])


def docs() -> int:
    prepare("dev")
    return run_steps([REQUIREMENTS, MANUAL])


Step = tuple[str, list[str]]
STATIC: list[Step] = [
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("import contracts", ["lint-imports"]),
]
TYPES: Step = ("types", ["mypy"])
ON_BOTH_CORES = ["-n", "2", "--dist", "loadfile"]
SHARED_OUT = ["-n", "2", "--dist", "worksteal"]
TESTS: Step = (
    "tests",
    ["pytest", "-q", *ON_BOTH_CORES, "-m", "not package and not live", "--ignore=tests/journeys"],
)
PACKAGE: Step = ("the package", ["pytest", "-q", "-m", "package", "tests/package"])
JOURNEYS: Step = ("journeys in a browser", ["pytest", "-q", *SHARED_OUT, "tests/journeys"])
BENCHMARKS: Step = ("benchmarks", ["python", "-m", "benchmarks"])
REQUIREMENTS: Step = ("the page of requirements", ["python", "tools/requirements.py"])
MANUAL: Step = ("manual", ["python", "tools/manual.py"])


def run_steps(steps: Sequence[Step], then: Sequence[Step] = (), beside: Sequence[Step] = ()) -> int:
    """Run one after the other, ``then`` more with others ``beside``; name what fails first."""
    environment = os.environ | {
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        # What a person has in data/ is neither read nor touched.
        "FORTRINN_DATA": tempfile.mkdtemp(prefix="fortrinn-test-"),
    }
    compile_once(environment)
    began = time.monotonic()
    try:
        code = run_in(environment, steps) or run_both(environment, then, beside)
    finally:
        shutil.rmtree(environment["FORTRINN_DATA"], ignore_errors=True)
    if not code:
        say(f"All fine, {time.monotonic() - began:.0f} s.")
    return code


def compile_once(environment: MutableMapping[str, str]) -> None:
    """Else each of the many processes would compile all sources for itself."""
    environment.pop("PYTHONDONTWRITEBYTECODE", None)


def run_both(environment: Mapping[str, str], steps: Sequence[Step], beside: Sequence[Step]) -> int:
    """Two rows of steps at the same time, since not every step keeps two cores busy."""
    with ThreadPoolExecutor(1) as thread:
        other = thread.submit(run_in, environment, beside, aloud=False)
        code = run_in(environment, steps)
    if not code and other.result():
        print("\nFAILED beside the rest: see FAILED above.", file=sys.stderr)
    return code or other.result()


def run_in(environment: Mapping[str, str], steps: Sequence[Step], *, aloud: bool = True) -> int:
    """Run them in turn; what is not run ``aloud`` is printed when it is done, in one piece."""
    for name, command in steps:
        say(f"{name}: {' '.join(command)}")
        started = time.monotonic()
        program = [str(VENV / "bin" / command[0]), *command[1:]]
        heard = None if aloud else subprocess.PIPE
        done = subprocess.run(
            program, cwd=ROOT, env=environment, stdout=heard, stderr=heard and subprocess.STDOUT
        )
        if done.stdout:
            sys.stdout.buffer.write(done.stdout)
        if done.returncode:
            print(f"\nFAILED: {name}. Alone: .venv/bin/{' '.join(command)}", file=sys.stderr)
            return done.returncode
        say(f"{name}: fine, {time.monotonic() - started:.0f} s")
    return 0


# --- a browser ----------------------------------------------------------------------------------


def chromium() -> str:
    """The path of a Chromium: the system's, else Debian's package when root, else Playwright's."""
    found = installed_chromium()
    if found is None and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium from the distribution, for the journeys")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-q"], ["install", "-yq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *step], env=os.environ | quiet, stdout=subprocess.DEVNULL)
        found = installed_chromium()
    if found is None:
        say("No Chromium on this machine; trying Playwright's own")
        subprocess.run([str(VENV / "bin" / "playwright"), "install", "chromium"])
        found = playwrights_chromium()
    if found is None:
        raise MissingError(
            "The journeys need Chromium. On Debian or Ubuntu: sudo apt-get install -y chromium. "
            "Elsewhere: set FORTRINN_CHROMIUM to its path. `make check` runs all but the journeys."
        )
    return found


def installed_chromium() -> str | None:
    named = os.environ.get("FORTRINN_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    paths = [path for path in map(shutil.which, names) if path]
    return next((path for path in paths if starts(path)), None)


def starts(path: str) -> bool:
    """Ubuntu has a stand-in called chromium-browser that only says where to get one."""
    answer = subprocess.run([path, "--version"], capture_output=True, text=True)
    return answer.returncode == 0 and "Chrom" in answer.stdout


def playwrights_chromium() -> str | None:
    code = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True)
    path = answer.stdout.strip()
    return path if answer.returncode == 0 and Path(path).exists() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
