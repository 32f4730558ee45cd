"""Every reader of people's files on damaged and made-up files: a right table or an error of ours.

Workbooks, Parquet and Statbank's spreadsheet; CSV stands with ``test_understood``, PC-Axis with
``test_px``. ``FORTRINN_FUZZ=10000`` tries each with that many.
"""

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fortrinn.cells import STATUS_WORDS
from fortrinn.errors import FortrinnError
from fortrinn.sources import open_table
from fortrinn.sources.columns import ColumnMap, guessed
from fortrinn.sources.understood import Understood, understand
from sources.fuzzing import examples

often = settings(
    max_examples=examples(),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def leads(kind: str, target: str) -> str:
    one = f'<Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}"/>'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{relations}">{one}</Relationships>'


def workbook(sheet: str) -> bytes:
    """A workbook with one sheet, its XML as given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", leads("officeDocument", "xl/workbook.xml"))
        book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        book += '<sheet name="Ark" sheetId="1" r:id="r"/></sheets></workbook>'
        packed.writestr("xl/workbook.xml", book)
        packed.writestr("xl/_rels/workbook.xml.rels", leads("worksheet", "worksheets/sheet1.xml"))
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


words = st.sampled_from(
    [
        "18",
        "1804 Bodø",
        "Fiske",
        "2023",
        ":",
        "..",
        "-",
        "0",
        "1 234,5",
        "=A1",
        "'",
        "x",
        " ",
        "0301",
    ]
)
numbers = st.sampled_from(["0", "12", "-3", "1.5", "1e400", "NaN", "4E-2", ""])
cells = st.one_of(
    st.tuples(st.just("word"), words),
    st.tuples(st.just("number"), numbers),
    st.tuples(st.sampled_from(["error", "formula", "bool", "nothing", "date"]), words),
)


def cell_xml(cell: tuple[str, str], place: str) -> str:
    kind, text = cell
    said = escape(text)
    return {
        "word": f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>',
        "number": f'<c r="{place}"><v>{said}</v></c>',
        "error": f'<c r="{place}" t="e"><v>#N/A</v></c>',
        "formula": f'<c r="{place}"><f>A1+1</f></c>',
        "bool": f'<c r="{place}" t="b"><v>1</v></c>',
        "date": f'<c r="{place}" t="d"><v>2024-01-31T00:00:00</v></c>',
        "nothing": f'<c r="{place}"/>',
    }[kind]


def sheet_xml(rows: list[list[tuple[str, str]]]) -> str:
    lines = []
    for r, row in enumerate(rows, 1):
        inside = "".join(cell_xml(cell, f"{chr(65 + c)}{r}") for c, cell in enumerate(row))
        lines.append(f'<row r="{r}">{inside}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def damaged(data: st.DataObject, raw: bytes) -> bytes:
    """Up to three places with other bytes, and perhaps cut off."""
    found = bytearray(raw)
    for _change in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, max(len(found) - 1, 0)))
        found[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    return bytes(found[: len(found) - data.draw(st.sampled_from([0, 0, 0, 1, 40]))])


def by_headings(path: Path) -> Understood:
    """As the page reads a file: the columns by their headings."""
    file = open_table(path)
    guess = guessed(file)
    said = ColumnMap(
        guess.region, guess.activity, guess.value, guess.period, guess.status,
        figures=() if guess.value else guess.figures, others=guess.others,
    )  # fmt: skip
    return understand(file, said)


def understood(path: Path) -> Understood | None:
    """The same; None where it is refused."""
    try:
        return by_headings(path)
    except FortrinnError:
        return None


def check(read: Understood | None) -> None:
    """Every cell without a figure has a reason, no figure stands where there is none."""
    if read is None:
        return
    for row in read.table.to_pylist():
        assert row["status"] in STATUS_WORDS
        has_figure = row["status"] in ("published", "negative", "below_rounding")
        assert (row["value"] is not None) == has_figure
    assert all(str(fault.reason) for fault in read.faults)


def figures(read: Understood | None) -> list[Any]:
    return [] if read is None else read.table["value"].to_pylist()


HEADS = [[("word", name) for name in ("Region", "Næring", "År", "Antall")]]


@often
@given(data=st.data())
def test_a_workbook(tmp_path_factory: Any, data: st.DataObject):
    path: Path = tmp_path_factory.getbasetemp() / "fuzz.xlsx"
    rows = HEADS + data.draw(st.lists(st.lists(cells, max_size=5), max_size=5))
    path.write_bytes(workbook(sheet_xml(rows)))
    read = understood(path)
    check(read)
    texts = [text for row in rows for _kind, text in row]
    assert 0 not in figures(read) or any("0" in text or text == "-" for text in texts)


@often
@given(data=st.data())
def test_a_damaged_workbook(tmp_path_factory: Any, data: st.DataObject):
    path: Path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    body = [[("word", "18"), ("word", "Fiske"), ("number", "2023"), ("number", "12")]]
    path.write_bytes(damaged(data, workbook(sheet_xml(HEADS + body))))
    check(understood(path))


def test_a_cell_beyond_the_last_column_of_excel_is_refused_at_once(tmp_path):
    """The reader would make room for 250,000 columns, which took it 18 seconds."""
    path, place = tmp_path / "wide.xlsx", '<c r="NaNE7"><v>411</v></c>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="7">{place}</row></sheetData></worksheet>'
    path.write_bytes(workbook(sheet))
    assert understood(path) is None


def test_a_part_of_a_workbook_whose_name_is_no_text_is_refused(tmp_path):
    path = tmp_path / "named.xlsx"
    raw = workbook(sheet_xml(HEADS))
    place = raw.index(b"xl/workbook.xml")
    path.write_bytes(
        raw[: place - 24] + b"\x00\x08" + raw[place - 22 : place] + b"\xff" + raw[place + 1 :]
    )
    assert understood(path) is None


columns = st.sampled_from(
    [
        pa.array(["18", "18", None]), pa.array([18, 55, 3]), pa.array([1.5, None, float("inf")]),
        pa.array([True, False, None]), pa.array([b"18", b"\xff", None]), pa.nulls(3),
        pa.array([[1], [], None]), pa.array([{"a": 1}, None, {"a": 2}]),
        pa.array(["18", ":", "x"]).dictionary_encode(), pa.array([0, -1, 2], pa.int8()),
        pa.array([0, 1, 2], pa.timestamp("s")), pa.array([1, 2, 3], pa.decimal128(9, 2)),
    ]
)  # fmt: skip
headings = st.sampled_from(["Region", "Næring", "År", "Antall", "status", "", "value"])


@often
@given(data=st.data())
def test_a_parquet_file(tmp_path_factory: Any, data: st.DataObject):
    path: Path = tmp_path_factory.getbasetemp() / "fuzz.parquet"
    names = data.draw(st.lists(headings, min_size=1, max_size=5))
    table = pa.Table.from_arrays([data.draw(columns) for _name in names], names=names)
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="none")
    path.write_bytes(damaged(data, sink.getvalue()))
    check(understood(path))


@often
@given(data=st.data())
def test_statbanks_spreadsheet(tmp_path_factory: Any, data: st.DataObject):
    path: Path = tmp_path_factory.getbasetemp() / "statbank.xlsx"
    title = data.draw(
        st.sampled_from(["13470: Sysselsatte, etter region og år", "13470:", "Tabell"])
    )
    rows = [[("word", title)], *data.draw(st.lists(st.lists(cells, max_size=4), max_size=7))]
    path.write_bytes(workbook(sheet_xml(rows)))
    check(understood(path))
