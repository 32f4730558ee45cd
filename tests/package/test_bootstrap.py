"""`make demo` and `make test` on a machine where something is missing say what, and what to do."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections import namedtuple
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import bootstrap, lock
from tools.bootstrap import MissingError

PYTHON_SH = bootstrap.ROOT / "tools" / "python.sh"


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A PATH with a shell and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    return folder


def find_python(commands: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [commands / "sh", PYTHON_SH, "-c", "import sys; print(sys.version_info >= (3, 11))"],
        env={"PATH": str(commands)},
        capture_output=True,
        text=True,
        check=False,
    )


def pretend_python(commands: Path, name: str, before: str) -> None:
    """A Python that believes something else about itself."""
    program = commands / name
    program.write_text(
        f"#!{sys.executable}\nimport sys\n{before}\n"
        "exec(sys.argv[2] if sys.argv[1] == '-c' else open(sys.argv[1]).read())\n"
    )
    program.chmod(0o755)


def test_no_python_at_all(commands: Path) -> None:
    answer = find_python(commands)
    assert answer.returncode == 1
    assert "needs Python 3.11 or newer. None was found." in answer.stderr
    assert "apt-get install -y python3 python3-venv" in answer.stderr


def test_a_python_too_old_is_named(commands: Path) -> None:
    pretend_python(commands, "python3", "sys.version_info = (3, 9, 2)")
    answer = find_python(commands)
    assert answer.returncode == 1
    assert "too old: python3 is 3.9" in answer.stderr


def test_a_newer_python_beside_an_old_one_is_used(commands: Path) -> None:
    pretend_python(commands, "python3", "sys.version_info = (3, 9, 2)")
    (commands / "python3.12").symlink_to(sys.executable)
    answer = find_python(commands)
    assert (answer.returncode, answer.stdout.strip()) == (0, "True")


def test_a_python_without_its_venv_module_names_debians_package(commands: Path) -> None:
    pretend_python(commands, "python3", "sys.modules['ensurepip'] = None")
    answer = find_python(commands)
    assert answer.returncode == 1
    assert "without its venv module" in answer.stderr
    assert "apt-get install -y python3-venv" in answer.stderr


def test_a_port_in_use_is_refused_before_anything_is_installed() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(MissingError, match=rf"Port {port} is taken .* make demo PORT="):
            bootstrap.free_port(str(port))


@pytest.mark.parametrize("text", ["web", "0", "-1", "65536", "80 80", "8O00", "\u0661"])
def test_what_is_not_a_port_is_refused(text: str) -> None:
    with pytest.raises(MissingError, match="is not a port"):
        bootstrap.free_port(text)


def test_a_full_disk_is_said_before_installing(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage(0, 0, 300_000_000))
    with pytest.raises(MissingError, match=r"too full: 300 MB free .* about 2000 MB"):
        bootstrap.refuse_full_disk("web")


def test_a_disk_that_fills_up_on_the_way_is_said(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    room = iter([5_000_000_000, 5_000_000])
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: usage(0, 0, next(room)))
    monkeypatch.setattr(bootstrap, "succeeds", lambda _command: False)
    with pytest.raises(MissingError, match="too full: 5 MB free"):
        bootstrap.prepare("dev")


def test_where_uv_cannot_install_pip_does(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(bootstrap, "succeeds", lambda it: commands.append(it) or it[0] != "/bin/uv")
    monkeypatch.setattr(bootstrap, "usable_environment", lambda _installer: True)
    bootstrap.prepare("dev")
    assert [command[0] for command in commands] == ["/bin/uv", *[str(bootstrap.PYTHON)] * 2]
    assert all("--require-hashes" in command for command in commands[:2])


def test_a_failed_installation_says_that_the_index_is_needed_once(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "succeeds", lambda _command: False)
    with pytest.raises(MissingError, match="first start needs the Python package index"):
        bootstrap.prepare("dev")
    assert "dev" not in bootstrap.read_stamps()


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A .venv of a project elsewhere, filled from the shorter list."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", venv / "fortrinn.json")
    bootstrap.write_stamps({"web": bootstrap.fingerprint("web")})
    return venv


def test_what_is_installed_is_not_installed_again(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(bootstrap, "filled", lambda name, _installer: not asked.append(name))
    bootstrap.prepare("web")
    assert asked == []
    bootstrap.prepare("dev")
    assert asked == ["dev"]
    assert bootstrap.read_stamps().keys() == {"web", "dev", "place"}


def test_an_environment_that_was_moved_or_left_half_made_is_made_anew(environment: Path) -> None:
    pip = bootstrap.installers()[-1]
    assert bootstrap.usable_environment(pip)
    bootstrap.STAMP.write_text(json.dumps({"web": "x", "place": "/somewhere/else"}))
    assert bootstrap.read_stamps() == {}
    assert not bootstrap.usable_environment(pip)
    bootstrap.STAMP.unlink()
    bootstrap.PYTHON.unlink()
    assert not bootstrap.usable_environment(pip)


def test_the_first_step_that_fails_is_named_and_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bin").mkdir()
    for name, code in (("works", 0), ("fails", 3), ("never", 0)):
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\necho ran {name}\nexit {code}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    steps = [("first", ["works"]), ("second", ["fails", "--now"]), ("third", ["never"])]
    assert bootstrap.run_steps(steps) == 3
    output = capfd.readouterr()
    assert "FAILED: second. Alone: .venv/bin/fails --now" in output.err
    assert "ran never" not in output.out
    assert bootstrap.run_steps([], then=steps[:1], beside=steps[1:]) == 3
    output = capfd.readouterr()
    assert "FAILED: second" in output.err
    assert "ran fails" in output.out
    assert "All fine" not in output.out


def test_make_alone_explains_every_command() -> None:
    makefile = (bootstrap.ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z ]+):$", makefile, flags=re.MULTILINE)
    commands = {name for line in targets for name in line.split()} - {"help"}
    explained = set(re.findall(r"echo 'make (\w+)", makefile))
    assert explained == commands
    assert {"demo", "test", "check", "bench", "docs", "assets", "lock"} <= commands


# --- the lists ----------------------------------------------------------------------------------


def pins(name: str) -> dict[str, set[str]]:
    text = (bootstrap.ROOT / "requirements" / f"{name}.txt").read_text()
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[.*\])?==([^ ;]+)", text, re.MULTILINE):
        found.setdefault(package.lower(), set()).add(version)
    return found


def project() -> dict[str, object]:
    return tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text())


def wanted(name: str) -> list[Requirement]:
    """What pyproject asks for in a list; a lock that was forgotten is found here."""
    description = project()
    about, groups = description["project"], description["dependency-groups"]
    extras = about["optional-dependencies"]
    texts = [*about["dependencies"], *extras["web"], *extras["reports"], *groups["build"]]
    if name == "dev":
        texts += [*groups["test"], *groups["assets"], *groups["check"]]
    requirements = [Requirement(text) for text in texts if isinstance(text, str)]
    return [requirement for requirement in requirements if requirement.name != "fortrinn"]


@pytest.mark.parametrize("name", ["web", "dev"])
def test_the_lists_are_hashed_complete_and_name_no_address(name: str) -> None:
    text = (bootstrap.ROOT / "requirements" / f"{name}.txt").read_text()
    assert lock.ADDRESS.search(text) is None
    for entry in re.split(r"\n(?=[\w])", text.partition("\n")[2]):
        assert "--hash=sha256:" in entry, entry.partition("\n")[0]
    locked = pins(name)
    for requirement in wanted(name):
        versions = locked[requirement.name.lower().replace("_", "-")]
        assert any(requirement.specifier.contains(version) for version in versions), requirement


def test_the_longer_list_has_the_same_versions_as_the_shorter() -> None:
    short, long = pins("web"), pins("dev")
    assert {name: long.get(name) for name in short} == short


def test_the_build_calls_what_everybody_calls() -> None:
    run = bootstrap.ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert "make test </dev/null" in run.read_text()
