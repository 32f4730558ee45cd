"""Every decoder of a publisher's answers and every reader of people's files, with samples."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from fortrinn.cells import STATUS_WORDS
from fortrinn.sources import SOURCES, Query, open_table
from fortrinn.sources.cordis.client import _AMOUNT, _OF_PARTNER, _OF_PROJECT, PROGRAMMES
from fortrinn.sources.eurostat import decode_csv, decode_tsv
from fortrinn.sources.forskningsradet.client import EU, FILES, GRANTS
from fortrinn.sources.http import Answer, Request
from fortrinn.sources.jsonstat import EUROSTAT, PXWEB, decode
from fortrinn.sources.store import DatasetStore
from fortrinn.sources.streaming import stream
from sources.mutating import Dice, Reader, changed, changed_json
from sources.server import eurostat as eurostat_server
from sources.server import klass as klass_server
from sources.server.pxweb import FIXTURES, recorded
from sources.test_fuzz_files import HEADS, by_headings, sheet_xml, workbook
from sources.test_px import DATA, HEAD

FIGURES: Final = frozenset({"published", "negative", "below_rounding"})


@cache
def scratch() -> Path:
    """A folder for the one file that is being read, in memory where there is such a place."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="inputs-", dir=memory if memory.is_dir() else None))


def written(raw: bytes, name: str) -> Path:
    path = scratch() / name
    path.write_bytes(raw)
    return path


def right(table: pa.Table, raw: bytes | None = None) -> None:
    """A figure where the status says so and nowhere else, and no zero that nobody wrote."""
    values, statuses = table["value"].to_pylist(), table["status"].to_pylist()
    assert set(statuses) <= set(STATUS_WORDS)
    for value, status in zip(values, statuses, strict=True):
        assert (value is not None) == (status in FIGURES), (value, status)
    if raw is not None and b"0" not in raw and b"-" not in raw:
        assert 0 not in values


class Given:
    """A way out that has the answers: the first whose words stand in the address."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self._answers = answers

    def ask(self, request: Request, **_how: Any) -> Answer:
        raw = next(raw for words, raw in self._answers.items() if words in request.address)
        path = written(raw, "answer")
        return Answer(request, path, "2026-11-01T00:00:00+00:00", "0" * 64, len(raw))

    def forget(self, request: Request) -> None: ...
    def sleep(self, seconds: float) -> None: ...
    def limit(self, *_host: Any, **_how: Any) -> None: ...


def client(key: str, **answers: bytes) -> Any:
    return SOURCES[key].connect(Given({_ADDRESS[name]: raw for name, raw in answers.items()}))  # type: ignore[arg-type]


_ADDRESS: Final = {
    "config": "/config", "metadata": "/metadata", "tables": "/tables?", "codelist": "/codelists/",
    "data": "/data", "toc": "/toc/", "status": "/async/status/", "sdmx": "/sdmx/", "any": "/",
    "version": "/versions/",
}  # fmt: skip


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def as_json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


# --- publishers ------------------------------------------------------------------------------


PRICES: Final = fixture("ssb_data_14700.json")
SPARSE: Final = as_json(
    {
        "version": "2.0", "class": "dataset", "id": ["geo", "time"], "size": [2, 3],
        "dimension": {
            "geo": {"category": {"index": {"NO02": 0, "NO06": 1}, "label": {"NO02": "Innlandet"}}},
            "time": {"category": {"index": ["2018", "2019", "2023"]}},
        },
        "value": {"1": 12.5, "3": 3, "5": 18}, "status": {"1": "bp", "2": ":", "4": "c"},
        "extension": {"status": {"label": {"bp": "break"}}}, "updated": "2024-12-13T11:00:00+0100",
    }
)  # fmt: skip


def statistics_norway(raw: bytes) -> None:
    right(decode(raw, PXWEB).table)


def eurostats_json(raw: bytes) -> None:
    right(decode(raw, EUROSTAT).table)


CONFIG: Final = fixture("pxapispecs_config-response.json")


def pxweb_answers(raw: bytes) -> None:
    """Limits, search, metadata and groupings; which of them it is, the input itself tells."""
    _refused(lambda: client("ssb", any=raw).config)
    web = client("ssb", config=CONFIG, tables=raw, metadata=raw, codelist=raw)
    for ask in (
        lambda: web.search("priser"),
        lambda: web.metadata("14700"),
        lambda: web.codelist("agg_RegionNUTS2_2008"),
    ):
        _refused(ask)


def _refused(ask: Callable[[], Any]) -> None:
    from fortrinn.errors import FortrinnError

    try:
        ask()
    except FortrinnError:
        return


def klass(raw: bytes) -> None:
    web = client("klass", any=raw)
    for table, selection in (
        ("104/codes", {"date": "2024-01-01"}),
        ("104/changes", {"from": "2000-01-01", "to": "2024-12-31"}),
        ("104/corresponds", {"date": "2024-01-01", "target": "100"}),
        ("correspondencetables/1500", {}),
    ):
        _refused(lambda table=table, selection=selection: web.fetch(Query(table, selection)))
    _refused(lambda: web.search("fylke"))
    _refused(lambda: web.metadata("6"))
    _refused(lambda: web.correspondence_tables("6"))


KLASS: Final = (
    {"codes": klass_server._codes("2000-01-01", "2024-12-31")},
    {"codeChanges": klass_server._changes("131", "2000-01-01", "2024-12-31")},
    {"correspondenceItems": [klass_server._pair("50", "Trøndelag", "NO060", "Trøndelag")]},
    {"correspondenceMaps": [klass_server._pair(*each) for each in klass_server._INDUSTRIES]},
    klass_server._search("fylke"),
    klass_server._classification("6"),
    klass_server._version("30"),
)  # fmt: skip

SDMX_CSV: Final = (
    b"DATAFLOW,LAST UPDATE,freq,nace_r2,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\r\n"
    b"ESTAT:A(1.0),13/12/24 11:00:00,A,C,NO02,2018,12.5,\r\n"
    b"ESTAT:A(1.0),13/12/24 11:00:00,A,C,NO06,2018,,c\r\n"
    b"ESTAT:A(1.0),13/12/24 11:00:00,A,TOTAL,NO06,2019,31,bp\r\n"
)
TSV: Final = (
    b"freq,nace_r2,geo\\TIME_PERIOD\t2018 \t2019 \r\nA,C,NO02\t12.5 \t: c\r\n"
    b"A,C,NO06\t31 bp\t: \r\nA,TOTAL,NO06\t: z\t18 \r\n"
)
TOC: Final = eurostat_server._TOC.encode()
WAITING: Final = (
    b'<?xml version="1.0"?><e:E xmlns:e="http://s.org/e/"><e:Body><n:r xmlns:n="http://e.eu/s">'
    b"<queued><id>3dd9c4b2-1</id><status>AVAILABLE</status></queued></n:r></e:Body></e:E>"
)
TOO_LARGE: Final = as_json({"warning": [{"status": 413, "label": "ASYNCHRONOUS_RESPONSE."}]})


def sdmx_csv(raw: bytes) -> None:
    right(decode_csv(raw).table, raw)


def sdmx_tsv(raw: bytes) -> None:
    right(decode_tsv(raw).table, raw)


def contents(raw: bytes) -> None:
    client("eurostat", toc=raw).search("employment")


def waiting(raw: bytes) -> None:
    from fortrinn.sources.eurostat.client import _element

    for name in ("id", "status"):
        assert isinstance(_element(raw, name), str)


UNITS: Final = tuple(
    fixture(f"brreg_{name}-response.json")
    for name in ("enheter-search", "underenheter-search", "enheter-search-empty")
)


def units(raw: bytes) -> None:
    for register in ("enheter", "underenheter"):
        _refused(lambda register=register: _rows_of_units(client("brreg", any=raw), register))


def _rows_of_units(web: Any, table: str) -> None:
    found = web.fetch(Query(table, {})).table
    for employees, status in zip(
        found["employees"].to_pylist(), found["status"].to_pylist(), strict=True
    ):
        assert status in STATUS_WORDS
        assert (employees is None) == (status in ("withheld", "missing"))


def bulk(raw: bytes) -> None:
    _rows_of_units(client("brreg", any=raw), "underenheter/lastned")


BULK: Final = as_json(
    [
        recorded("brreg_underenheter-details-response.json"),
        recorded("brreg_enheter-details-response.json"),
        recorded("brreg_underenheter-details-deleted-response.json"),
    ]
)


def packed(dice: Dice, text: bytes) -> bytes:
    """Packed after the change; now and then the pack itself is damaged."""
    made = gzip.compress(text, 1)
    return changed(dice, made) if dice.random() < 0.1 else made


def grants(key: str) -> bytes:
    file = FILES[key]
    row = {
        "start": "25.05.2021 00:00",
        "participant": "919313818",
        "municipality": "5118",
        "region": "5",
    }
    lines = [[*file.columns.values(), file.amount]]
    lines += [
        [*(row.get(name, f"{name}, 1") for name in file.columns), amount]
        for amount in ("3518.75", "")
    ]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def research_council(raw: bytes) -> None:
    for table in (EU, GRANTS):
        _refused(
            lambda table=table: right(
                client("forskningsradet", any=raw).fetch(Query(table)).table, raw
            )
        )


PARTNERS: Final = (
    ";".join([*_OF_PARTNER.values(), _AMOUNT])
    + '\n951956;9991;"SINTEF ""AS""";coordinator;REC;Trondheim;NO;NO061;3518,75\n'
    + "677417;9992;NORD;participant;HES;Bodø;NO;NO171;\n"
).encode()
PROJECTS: Final = (
    ";".join(_OF_PROJECT.values())
    + '\n951956;Twin;"Create; harvest";2021-05-25;2024-05-31;DT-ICT;H2121\n677417;S;Soil;;;SFS;H\n'
).encode()


def archive(dice: Dice) -> bytes:
    files = {"organization.csv": PARTNERS, "project.csv": PROJECTS}
    which = dice.choice(list(files))
    files[which] = changed(dice, files[which])
    made = zipped({f"csv/{name}": raw for name, raw in files.items()})
    return changed(dice, made) if dice.random() < 0.1 else made


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as pack:
        for name, raw in files.items():
            pack.writestr(name, raw)
    return made.getvalue()


def cordis(raw: bytes) -> None:
    right(client("cordis", any=raw).fetch(Query(next(iter(PROGRAMMES)))).table)


# --- what people bring ------------------------------------------------------------------------


TABLES: Final = (
    "Fylke;Næring;År;Antall\n18;62.111;2123;1 234,5\n18;B;2123;:\n55;A;2123;12\n55;Fiske;2123;..\n",
    'region,activity,period,value,status\n"18",A,2123,1.5,published\n18,B,2123,,withheld\n55,A,2123,3,\n',
    "Tabell 1\n\nKommune\tNæring\t2123\t2124\n1814 Bodø\tFiske\t12\t13\n1868 Øksnes\tB\t.\t18\n",
    '"Region";"Antall ""ansatte"""\n"18 Nordland";"1.234"\n"55\nTroms";"2"\n',
)  # fmt: skip


def text_table(dice: Dice) -> bytes:
    raw = changed(dice, dice.choice(TABLES).encode())
    if dice.random() < 0.2:
        return raw.decode("utf-8", "replace").encode(
            dice.choice(["cp1252", "utf-16", "utf-8-sig", "latin-1"]), "replace"
        )
    return raw


def own_file(name: str) -> Callable[[bytes], None]:
    def read(raw: bytes) -> None:
        found = by_headings(written(raw, name))
        right(found.table, raw if name == "table.csv" else None)
        assert all(str(fault.reason) for fault in found.faults)

    return read


def streamed(raw: bytes) -> None:
    from fortrinn.sources.columns import ColumnMap, guessed

    file, store = open_table(written(raw, "stream.csv")), DatasetStore(scratch() / "store")
    guess = guessed(file)
    said = ColumnMap(guess.region, guess.activity, guess.value, guess.period, guess.status)
    found = stream(file, said, store)
    table = store.read(found.sha256)
    assert table.num_rows == found.rows
    right(table, raw)
    store.path(found.sha256).unlink()


CELLS: Final = (
    *(("word", text) for text in ("18", "1814 Bodø", "2123", ":", "..", "-", "1 234,5", "=A1", "")),
    *(("number", text) for text in ("12", "-3", "1.5", "1e400", "NaN", "4E-2", "0", "")),
    *((kind, "x") for kind in ("error", "formula", "bool", "nothing", "date")),
)  # fmt: skip
BODY: Final = [
    [("word", "18"), ("word", "Fiske"), ("number", "2123"), ("number", "12")],
    [("word", "55"), ("word", "Industri"), ("number", "2123"), ("word", ":")],
]
STATBANK: Final = [
    [("word", "13471: Sysselsatte, etter region, næring, statistikkvariabel og år")],
    [],
    [("nothing", ""), ("nothing", ""), ("word", "Sysselsatte")],
    [("nothing", ""), ("nothing", ""), ("word", "2123"), ("word", "2124")],
    [("word", "1814 Bodø"), ("word", "Fiske"), ("number", "121"), ("number", "131")],
    [("nothing", ""), ("word", "Industri"), ("word", ":"), ("number", "411")],
    [("word", "Sist oppdatert:")],
    [("word", "21241221 18:11")],
]  # fmt: skip


def sheet(rows: list[list[tuple[str, str]]]) -> Callable[[Dice], bytes]:
    """Some cells replaced, rows moved; or the sheet's XML changed; or the packed file."""

    def make(dice: Dice) -> bytes:
        made = [list(row) for row in rows]
        for _change in range(dice.choice((0, 1, 2, 4))):
            row = dice.choice(made)
            row[dice.randrange(len(row) + 1) :][:1] = []
            row.insert(dice.randrange(len(row) + 1), dice.choice(CELLS))
            if dice.random() < 0.2:
                made.insert(dice.randrange(len(made)), list(dice.choice(made)))
        text = sheet_xml(made)
        if dice.random() < 0.4:
            text = changed(dice, text.encode()).decode("utf-8", "replace")
        raw = workbook(text)
        return changed(dice, raw) if dice.random() < 0.1 else raw

    return make


def px(dice: Dice) -> bytes:
    codepage = dice.choice(["", 'CODEPAGE="utf-8";\n', 'KEYS("region")=CODES;\n'])
    text = (HEAD.format(codepage=codepage) + DATA).encode(dice.choice(["cp1252", "utf-8"]))
    return changed(dice, text)


COLUMNS: Final = (
    pa.array(["18", "18", None]), pa.array([18, 55, 3]), pa.array([1.5, None, float("inf")]),
    pa.array([True, False, None]), pa.array([b"18", b"\xff", None]), pa.nulls(3),
    pa.array([[1], [], None]), pa.array([{"a": 1}, None, {"a": 2}]),
    pa.array(["18", ":", "x"]).dictionary_encode(), pa.array([0, -1, 2], pa.int8()),
    pa.array([0, 1, 2], pa.timestamp("s")), pa.array([1, 2, 3], pa.decimal128(9, 2)),
)  # fmt: skip
RIGHT: Final = (
    pa.array(["18", "18", "55"]), pa.array(["A", "B", "A"]),
    pa.array([2123, 2123, 2123]), pa.array([12.5, None, 3.0]),
)  # fmt: skip
HEADINGS: Final = ("Region", "Næring", "År", "Antall", "status", "", "value")


def parquet(dice: Dice) -> bytes:
    names, columns = list(HEADINGS[:4]), list(RIGHT)
    for _change in range(dice.randrange(4)):
        place = dice.randrange(4)
        columns[place], names[place] = dice.choice(COLUMNS), dice.choice(HEADINGS)
    table = pa.Table.from_arrays(columns, names=names)
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="none", write_statistics=False)
    return changed(dice, sink.getvalue()) if dice.random() < 0.5 else sink.getvalue()


def of_json(*samples: bytes) -> Callable[[Dice], bytes]:
    return lambda dice: changed_json(dice, dice.choice(samples))


def of_text(*samples: bytes) -> Callable[[Dice], bytes]:
    return lambda dice: changed(dice, dice.choice(samples))


READERS: Final = (
    Reader("JSON-stat of Statistics Norway", of_json(PRICES, SPARSE), statistics_norway),
    Reader("JSON-stat of Eurostat", of_json(SPARSE, PRICES), eurostats_json),
    Reader(
        "PxWeb limits, search, metadata and groupings",
        of_json(
            CONFIG, fixture("ssb_search.json"), PRICES,
            fixture("pxapispecs_codelists-agg_RegionNUTS2_2008-response.json"),
        ),
        pxweb_answers,
    ),
    Reader("KLASS", of_json(*map(as_json, KLASS)), klass),
    Reader("SDMX-CSV", of_text(SDMX_CSV), sdmx_csv),
    Reader("SDMX-TSV", of_text(TSV), sdmx_tsv),
    Reader("Eurostat's contents", of_text(TOC), contents),
    Reader("Eurostat's waiting", of_text(WAITING), waiting),
    Reader("units of the register", of_json(*UNITS), units),
    Reader("bulk file of the register", lambda dice: packed(dice, changed_json(dice, BULK)), bulk),
    Reader("files of the Research Council", of_text(grants(EU), grants(GRANTS)), research_council),
    Reader("archive of CORDIS", archive, cordis),
    Reader("CSV", text_table, own_file("table.csv")),
    Reader("CSV as a stream", text_table, streamed),
    Reader("Excel", sheet([*HEADS, *BODY]), own_file("table.xlsx")),
    Reader("Statbank's spreadsheet", sheet(STATBANK), own_file("statbank.xlsx")),
    Reader("PC-Axis", px, own_file("table.px")),
    Reader("Parquet", parquet, own_file("table.parquet")),
)  # fmt: skip
