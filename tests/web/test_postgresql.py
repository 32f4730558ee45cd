"""The workspace on PostgreSQL: the same migrations and the same tests, wherever a server is found.

The server is one of our own, started in a folder of the test. With ``DATABASE_URL`` set to
PostgreSQL the whole suite runs there anyway, and this file has nothing to add.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from fortrinn.web.commands import free_port

HERE = Path(__file__).parent
#: What depends on the database; pages that only draw figures do not.
TESTS = (
    "test_records.py",
    "test_record_pages.py",
    "test_people.py",
    "test_jobs.py",
    "test_accounts.py",
    "test_publishing_doubts.py",
    "test_analysis.py",
)


def programs() -> Path | None:
    """The folder of the newest server's programs."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=_release)


def _release(folder: Path) -> float:
    return float(folder.parent.name)


def _as_server(words: list[str]) -> list[str]:
    """PostgreSQL does not start as root; Debian's package brings a user for it."""
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


@contextmanager
def server(folder: Path, tools: Path):
    """A server with one database, on a port of its own."""
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    data, port = folder / "data", free_port("127.0.0.1")
    control = [str(tools / "pg_ctl"), "-D", str(data), "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    init = [str(tools / "initdb"), "-D", str(data), "-A", "trust", "-U", "fortrinn"]
    subprocess.run(_as_server([*init, "--locale=C.UTF-8"]), **quiet)
    log = ["-l", str(folder / "log")]
    subprocess.run(_as_server([*control, *log, "-o", options, "start"]), **quiet)
    try:
        yield f"postgresql://fortrinn@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(_as_server([*control, "-m", "immediate", "stop"]), **quiet)


@pytest.mark.slow
def test_the_same_tests_pass_on_postgresql():
    pytest.importorskip("psycopg")
    tools = programs()
    if tools is None or os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("There is no PostgreSQL server here, or the suite runs on one already.")
    # Not below the test's own folder: that one only its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="fortrinn-postgresql-"))
    try:
        with server(folder, tools) as url:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "--migrations", *existing()],
                env=os.environ | {"DATABASE_URL": url},
                capture_output=True,
                text=True,
                check=False,
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def existing() -> list[str]:
    return [str(HERE / name) for name in TESTS if (HERE / name).exists()]
