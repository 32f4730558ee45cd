"""`fortrinn demo` as a process: what it prints, and that it serves, stops and starts again."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fortrinn.web import commands, demo
from journeys.people import LEADER
from journeys.serving import environment, made_once

PATIENCE = 90


@pytest.fixture
def data(shared: Path, tmp_path: Path) -> Path:
    """The data of a demo nobody has used yet; making it is what the first start does."""
    return Path(shutil.copytree(made_once(shared) / "data", tmp_path / "data"))


@contextmanager
def demo_on(port: int, data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo once it says how to stop it, with what it printed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fortrinn", "demo", "--port", str(port)],
        env=environment(data),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    printed = []
    try:
        for line in process.stdout:
            printed.append(line)
            if "Ctrl-C" in line:
                break
        yield process, "".join(printed)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()


def test_the_demo_serves_signs_in_stops_and_starts_again_also_its_worker(data: Path):
    port = commands.free_port("127.0.0.1")
    with demo_on(port, data) as (process, printed):
        for person in demo.PEOPLE:
            assert person.email in printed
        assert demo.PASSWORD in printed
        sign_in_and_find_the_strategy(f"http://127.0.0.1:{port}")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    with socket.socket() as trial:
        assert trial.connect_ex(("127.0.0.1", port)) != 0
    with demo_on(port, data) as (process, printed):
        assert "Bringing the database" not in printed
        assert "Loaded" not in printed
        kill_the_worker_and_see_another(process.pid)


def sign_in_and_find_the_strategy(site: str) -> None:
    """As a browser does, over the wire: the policy, a file that may be kept, the form's token."""
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(cookies)
    with browser.open(f"{site}/accounts/login/", timeout=PATIENCE) as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    style = found(r'href="(/static/fortrinn/base\.\w{12}\.css)"', page)
    with browser.open(site + style, timeout=PATIENCE) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    token = found(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    form = {"login": LEADER, "password": demo.PASSWORD, "csrfmiddlewaretoken": token}
    sent = urllib.parse.urlencode(form).encode()
    with browser.open(f"{site}/accounts/login/", sent, timeout=PATIENCE) as answer:
        assert "Smart spesialisering i Nordland" in answer.read().decode()


def found(pattern: str, page: str) -> str:
    match = re.search(pattern, page)
    assert match, pattern
    return match[1]


def kill_the_worker_and_see_another(supervisor: int) -> None:
    first = worker_of(supervisor)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    second: int | None = first
    while second in (first, None):
        time.sleep(0.1)
        second = worker_of(supervisor)


def worker_of(parent: int) -> int | None:
    """The process of the worker below another, as the kernel tells it."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                below = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if below == parent and b"fortrinn.web.jobs" in words:
                return int(folder.name)
    return None
