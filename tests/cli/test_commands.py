"""Commands answer, explain themselves, and say in a sentence what is wrong."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from fortrinn import cli
from fortrinn.cli import workspace
from fortrinn.errors import OutputError

NAMES = sorted(command.__name__ for command in cli.COMMANDS)
PYTHON = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def fortrinn(*arguments: str, **settings) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fortrinn", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=PYTHON, **settings)


@pytest.mark.parametrize("name", NAMES)
def test_help_has_examples_of_the_command(run, name):
    ran = run(name, "--help")
    assert ran.code == 0
    assert f"\n    fortrinn {name}" in ran.out


def test_help_lists_every_command(run):
    for arguments in ([], ["--help"], ["-h"]):
        ran = run(*arguments)
        assert ran.code == 0
        assert all(f"\n  {name} " in ran.out for name in NAMES)


def test_help_takes_less_than_half_a_second():
    """Of the processor, which a busy machine does not stretch; the benchmarks take the clock."""
    fortrinn("--help")
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert fortrinn("--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.5


def test_help_imports_nothing_heavy():
    heavy = {"numpy", "pyarrow", "pandas", "scipy", "django", "rich", "duckdb", "vl_convert"}
    code = "import sys, fortrinn.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert not heavy & set(loaded.split())


def test_version_is_printed(run):
    assert run("--version").out.strip() == "0.1.0"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["analyze"], "No such command 'analyze'"),
        (["analyse", "--foo"], "No such option: --foo"),
        (["analyse"], "Missing argument 'table'. See: fortrinn analyse --help"),
        (["analyse", "x.csv"], "Missing option '--out'"),
        (
            ["analyse", "x.csv", "--out", "y", "--kind", "z"],
            "'z' is not a choice for --kind. Choose one of count, amount. See:",
        ),
        (["serve", "--port", "0"], "Invalid value for '--port'"),
        (["counties", "--lang", "de"], "No language 'de'"),
    ],
)
def test_what_was_mistyped_is_said_in_one_line(run, arguments, sentence):
    ran = run(*arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1


def test_counties_are_listed(run):
    lines = run("counties").out.splitlines()
    assert len(lines) == 15
    assert "18  Nordland" in lines[3]
    rows = json.loads(run("counties", "--json").out)
    assert {"code": "18", "name": "Nordland", "slug": "nordland"}.items() <= rows[3].items()


def test_reader_that_has_seen_enough_is_no_error():
    command = f"{sys.executable} -m fortrinn counties | head -n 1"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert ran.stderr == ""
    assert ran.stdout.startswith("03  Oslo")


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (OutputError("The disk is full."), 1, "The disk is full."),
        (MemoryError(), 1, "There is not enough memory."),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_what_goes_wrong_is_a_sentence(run, monkeypatch, error, code, sentence):
    def fails(**_settings):
        raise error

    monkeypatch.setattr("fortrinn.reference.counties", lambda: fails())
    ran = run("counties")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(sentence)


def test_profile_is_written(run, tmp_path):
    ran = run("profile", "Nordland", "--lang", "en", "--out", tmp_path / "nordland.html")
    assert (ran.code, ran.err) == (0, "")
    assert "Nordland" in (tmp_path / "nordland.html").read_text()


@pytest.mark.parametrize("ending", [".pptx", ".xlsx"])
def test_profile_is_written_as_the_name_says(run, tmp_path, ending):
    out = tmp_path / f"oslo{ending}"
    ran = run("profile", "oslo", "--out", out, "--json")
    assert json.loads(ran.out) == {
        "county": "oslo",
        "file": str(out),
        "bytes": out.stat().st_size,
    }
    assert out.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nordlund", "--out", "x.pdf"], "'nordlund' is not there. Did you mean 'Nordland'?"),
        (["nordland", "--out", "x.txt"], "A profile cannot be written as 'x.txt'."),
        (["nordland", "--out", "x.pdf", "--lang", "se"], "No language 'se'."),
        (["nordland", "--out", "x.pdf", "--period", "1850"], "There are no figures for 1850."),
        (["nordland", "--out", "x.pdf", "--reference", "nordland"], ""),
    ],
)
def test_profile_that_cannot_be_made_is_refused(run, tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    ran = run("profile", *arguments)
    assert ran.code == 1
    assert ran.err.startswith(sentence)
    assert list(tmp_path.iterdir()) == []


def test_profile_in_a_folder_that_is_not_there_is_refused(run, tmp_path):
    ran = run("profile", "oslo", "--out", tmp_path / "none" / "oslo.html")
    assert ran.code == 1
    assert ran.err.startswith(f"There is no folder '{tmp_path / 'none'}'.")


def test_workspace_without_its_part_says_what_installs_it(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "django", None)
    for name in ("serve", "worker", "demo", "doctor"):
        ran = run(name)
        assert ran.code == 1
        assert "pip install fortrinn[web]" in ran.err


class FakeWorkspace:
    """Keeps what it was called with."""

    def __init__(self, findings=()):
        self.called: list[tuple] = []
        self.findings = findings

    def serve(self, **settings):
        self.called.append(("serve", settings))
        return 0

    def demo(self, **settings):
        self.called.append(("demo", settings))
        return 3

    def worker(self):
        self.called.append(("worker",))
        return 0

    def doctor(self):
        return self.findings


@pytest.fixture
def web(monkeypatch):
    fake = FakeWorkspace()
    monkeypatch.setattr(workspace, "_commands", lambda: fake)
    return fake


def test_workspace_is_called_with_what_was_typed(run, web, monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    assert run("serve", "--host", "0.0.0.0", "--port", "81", "--workers", "4").code == 0
    assert run("worker").code == 0
    monkeypatch.setenv("PORT", "9000")
    assert run("demo").code == 3
    assert web.called == [
        ("serve", {"host": "0.0.0.0", "port": 81, "workers": 4}),
        ("worker",),
        ("demo", {"port": 9000}),
    ]


@pytest.mark.parametrize(("is_well", "code"), [(True, 0), (False, 1)])
def test_doctor_tells_its_findings(run, web, is_well, code):
    from fortrinn.web.doctor import Finding

    web.findings = [Finding("Python", True, "3.11"), Finding("Disk", is_well, "as found")]
    ran = run("doctor")
    assert ran.code == code
    assert ran.out.splitlines()[0] == "fine   Python: 3.11"
    ran = run("doctor", "--json")
    assert ran.code == code
    assert json.loads(ran.out)[1] == {"check": "Disk", "is_well": is_well, "says": "as found"}


def test_module_runs_as_a_program(tmp_path: Path):
    ran = fortrinn("profile", "nowhere", "--out", str(tmp_path / "x.html"))
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
