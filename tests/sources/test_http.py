"""The way out: configured machines only, windows, answers kept, downloads continued."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from fortrinn.errors import BadAnswer, OutputError, Refused, SettingError
from fortrinn.sources.http import Expect, Hosts, Limits, RateWindow, Request, Web
from fortrinn.sources.http import hosts as hosts_module
from fortrinn.sources.http.download import Download
from fortrinn.sources.http.kept import Kept
from sources.server import Asked, Fault, LocalServer, Reply

# --- who may be asked -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x",
        "https://data.ssb.no.evil.example/x",
        "https://data.ssb.no@evil.example/x",
        "https://user@data.ssb.no/x",
    ],
)
def test_only_configured_machines_are_asked(address: str):
    with pytest.raises(Refused, match="not among the configured publishers"):
        Hosts.of(["https://data.ssb.no/api"]).check(address)


def test_only_https_is_spoken():
    with pytest.raises(SettingError, match="https"):
        Hosts.of(["https://data.ssb.no/api"]).check("http://data.ssb.no/api")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "fd00::1"]
)
def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setattr(hosts_module, "_addresses", lambda _host: ["193.160.1.1", address])
    with pytest.raises(Refused, match="private address"):
        Hosts.of(["https://data.ssb.no/api"]).check("https://data.ssb.no/api")


def test_a_redirect_is_checked_like_any_address(server: LocalServer, web: Web):
    server.publishers["/"] = lambda asked: (
        Reply(b'{"here": 1}')
        if asked.path == "/new"
        else Reply(b"", 301, headers={"Location": "/new"})
    )
    assert web.ask(Request(f"{server.address}/old")).json() == {"here": 1}
    server.fail(Fault.REDIRECT_AWAY, at="/old")
    with pytest.raises(Refused, match="not among"):
        web.ask(Request(f"{server.address}/old"))


# --- the window -----------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_window_lets_so_many_through_and_then_waits(tmp_path: Path):
    clock = Clock()
    window = RateWindow(tmp_path / "w", Limits(3, 10), clock=clock, sleep=clock.sleep)
    times = []
    for _call in range(7):
        window.wait()
        times.append(clock.now)
    assert times == [1000, 1000, 1000, 1010, 1010, 1010, 1020]


def test_a_window_is_shared_by_all_processes(tmp_path: Path):
    code = (
        "import sys; from pathlib import Path\n"
        "from fortrinn.sources.http import Limits, RateWindow\n"
        "def stop(seconds): print('wait', flush=True); sys.exit()\n"
        "w = RateWindow(Path(sys.argv[1]), Limits(5, 600), sleep=stop)\n"
        "for i in range(4): w.wait(); print('go', flush=True)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "w")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _i in range(2)]
    said = [line for each in running for line in (each.communicate()[0]).split()]
    assert (said.count("go"), said.count("wait")) == (5, 1)


@pytest.mark.parametrize("text", ["", "{", "{}", "7", '["a", null, 5]', "[1e400]"])
def test_a_damaged_window_begins_anew(tmp_path: Path, text: str):
    path = tmp_path / "w"
    path.write_text(text)
    RateWindow(path, Limits(1, 1), clock=lambda: 1000.0).wait()
    assert json.loads(path.read_text()) == [1000.0]


# --- answers kept ---------------------------------------------------------------------------------


@pytest.fixture
def figures(server: LocalServer) -> Request:
    server.publishers["/figures"] = lambda _asked: Reply(b'{"figures": [1, 2, 3]}')
    return Request(f"{server.address}/figures")


def test_every_part_of_a_question_decides_which_answer_it_is():
    question = Request("https://a.no/x", (("b", "1"),))
    others = [
        replace(question, params=(("b", "2"),)),
        replace(question, body={}),
        replace(question, body={"a": 1}),
        replace(question, accept="text/csv"),
        replace(question, url="https://a.no/y"),
        replace(question, expect=Expect.CSV),
    ]
    assert len({each.key for each in [question, *others]}) == 7
    assert question.key == Request("https://a.no/x", (("b", "1"),)).key


def test_the_command_of_a_question_asks_the_same(figures: Request):
    posted = replace(figures, body={"region": ["Trøndelag's"]})
    for question in (figures, posted):
        ran = subprocess.run(
            ["sh", "-c", f"{question.curl} --silent"], capture_output=True, text=True, check=True
        )
        assert json.loads(ran.stdout) == {"figures": [1, 2, 3]}


def test_an_answer_that_was_touched_is_asked_for_again(
    server: LocalServer, web: Web, figures: Request
):
    first = web.ask(figures, max_age=60)
    assert web.ask(figures, max_age=60).from_cache
    first.path.write_bytes(b'{"figures": [9, 9, 9]}')
    again = web.ask(figures, max_age=60)
    assert not again.from_cache
    assert again.json() == {"figures": [1, 2, 3]}
    assert len(server.asked) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fetched": 5}', '{"fetched": "never"}'])
def test_a_damaged_description_counts_as_no_answer(web: Web, figures: Request, text: str):
    web.ask(figures, max_age=60)
    Kept(web.folder / "answers", figures).described.write_text(text)
    assert not web.ask(figures, max_age=60).from_cache


def test_a_full_disk_is_told_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, web: Web, figures: Request
):
    def full(*_any: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Download, "_write", full)
        with pytest.raises(OutputError, match="disk is full"):
            web.ask(figures)
    assert not [path for path in (web.folder / "answers").rglob("*.*") if path.suffix != ".lock"]
    assert web.ask(figures).json() == {"figures": [1, 2, 3]}


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, web: Web, figures: Request):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder")
    with pytest.raises(OutputError, match="could not be written"):
        replace(web, folder=blocked).ask(figures)


# --- downloads ------------------------------------------------------------------------------------


def ranged(body: bytes, tag: str = '"v1"'):
    """A file that can be continued."""

    def publisher(asked: Asked) -> Reply:
        said = {key.lower(): value for key, value in asked.headers.items()}
        start = said.get("range", "").removeprefix("bytes=").removesuffix("-")
        if not start or said.get("if-range") != tag:
            return Reply(body, headers={"ETag": tag})
        if int(start) >= len(body):
            return Reply(b"", 416)
        place = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return Reply(body[int(start) :], 206, headers={"ETag": tag, "Content-Range": place})

    return publisher


BODY = json.dumps({"figures": list(range(5000))}).encode()


def test_a_download_continues_where_it_broke_off(server: LocalServer, web: Web):
    server.publishers["/file"] = ranged(BODY)
    server.fail(Fault.SHORT, Fault.SHORT)
    answer = web.ask(Request(f"{server.address}/file"))
    assert answer.read() == BODY
    starts = [int(each.headers["Range"][6:-1]) for each in server.asked[1:]]
    assert 0 < starts[0] < starts[1] < len(BODY)


def test_a_file_that_changed_meanwhile_is_begun_anew(server: LocalServer, web: Web):
    other = BODY.replace(b"17", b"99")
    versions = iter([ranged(BODY), ranged(other, '"v2"')])
    server.publishers["/file"] = lambda asked: next(versions)(asked)
    server.fail(Fault.SHORT)
    assert web.ask(Request(f"{server.address}/file")).read() == other


def test_a_part_that_is_already_whole_is_begun_anew(server: LocalServer, web: Web):
    server.publishers["/file"] = ranged(BODY)
    request = Request(f"{server.address}/file")
    place = Kept(web.folder / "answers", request)
    place.part.parent.mkdir(parents=True)
    place.part.write_bytes(BODY)
    place.began.write_text('"\\"v1\\""')
    assert web.ask(request).read() == BODY


def test_a_continuation_in_the_wrong_place_is_refused(server: LocalServer, web: Web):
    whole = ranged(BODY)

    def publisher(asked: Asked) -> Reply:
        reply = whole(asked)
        wrong = {"Content-Range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"}
        return replace(reply, headers=dict(reply.headers) | wrong) if reply.status == 206 else reply

    server.publishers["/file"] = publisher
    server.fail(Fault.SHORT)
    assert web.ask(Request(f"{server.address}/file")).read() == BODY


def test_what_was_packed_on_the_way_is_unpacked(server: LocalServer, web: Web):
    packed = gzip.compress(BODY)
    server.publishers["/file"] = lambda _asked: Reply(packed, headers={"Content-Encoding": "gzip"})
    assert web.ask(Request(f"{server.address}/file")).read() == BODY
    server.publishers["/file"] = lambda _asked: Reply(packed, headers={"Content-Encoding": "br"})
    with pytest.raises(BadAnswer, match="packed the answer as 'br'"):
        web.ask(Request(f"{server.address}/file"))


def test_more_than_can_be_meant_is_refused(server: LocalServer, web: Web):
    bomb = gzip.compress(b'{"a": "' + b"0" * 3_000_000 + b'"}')
    server.publishers["/file"] = lambda _asked: Reply(bomb, headers={"Content-Encoding": "gzip"})
    small = replace(web, patience=replace(web.patience, most_bytes=1_000_000))
    with pytest.raises(BadAnswer, match="more than 1 MB"):
        small.ask(Request(f"{server.address}/file"))


def test_a_trickle_is_given_up(server: LocalServer, web: Web, figures: Request):
    hasty = replace(web, patience=replace(web.patience, whole=-1.0))
    with pytest.raises(Exception, match="takes too long"):
        hasty.ask(figures)


def test_progress_is_told(server: LocalServer, web: Web):
    server.publishers["/file"] = ranged(BODY)
    told: list[tuple[int, int | None]] = []
    web.ask(Request(f"{server.address}/file"), progress=lambda *done: told.append(done))
    assert told[-1] == (len(BODY), len(BODY))


def test_a_killed_download_leaves_nothing_that_looks_whole(
    server: LocalServer, web: Web, tmp_path: Path
):
    server.publishers["/file"] = ranged(BODY)
    server.fail(Fault.TIMEOUT)
    code = (
        "import sys; from pathlib import Path\n"
        "from fortrinn.sources.http import Hosts, Request, Web\n"
        "Web(Hosts.of([sys.argv[1]], inside=True), Path(sys.argv[2])).ask(Request(sys.argv[1]))\n"
    )
    address = f"{server.address}/file"
    process = subprocess.Popen([sys.executable, "-c", code, address, str(web.folder)])
    until = time.monotonic() + 20
    while not server.asked and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert web.ask(Request(address), max_age=3600).from_cache is False
    assert web.ask(Request(address), max_age=3600).read() == BODY


def test_any_text_arrives_as_it_was_meant(server: LocalServer, web: Web, figures: Request):
    given = (("valueCodes[Næring]", "a b+c&d=é,%20"), ("q", "#?/"), ("top", "top(5)"))
    web.ask(replace(figures, params=given))
    assert server.asked[-1].params == given
