"""Every decoder on damaged and made-up input: a right table or an error of our own tree.

The ordinary run tries more than 1,000 inputs, a hundred for each decoder; with
``FORTRINN_FUZZ=10000`` each decoder of figures and each file reader is tried with that many.
"""

import contextlib
import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fortrinn.cells import STATUS_WORDS
from fortrinn.errors import FortrinnError
from fortrinn.sources.answers import list_of, object_of
from fortrinn.sources.brreg.bulk import units_in
from fortrinn.sources.brreg.units import row_of, table_of
from fortrinn.sources.eurostat import decode_csv, decode_tsv
from fortrinn.sources.eurostat.client import _element
from fortrinn.sources.jsonstat import EUROSTAT, PXWEB, decode
from fortrinn.sources.pxweb.answers import code_and_label, config_of, entry_of
from fortrinn.sources.pxweb.selection import expand, parts
from sources.fuzzing import examples
from sources.server.pxweb import recorded

EXAMPLES = examples()
often = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
now_and_then = settings(often, max_examples=max(EXAMPLES // 5, 1))

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-2, 9)
    | st.just(2**70)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", ":", ".", "..", "-", "c", "18", "2019", "x" * 50, "\ud800"])
)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["0", "1", "18", "id", "label"]), inner, max_size=4)
    ),
    max_leaves=8,
)
PRICES = json.dumps(recorded("ssb_data_14700.json")).encode()
UNIT = recorded("brreg_underenheter-details-response.json")
WORDS = set(STATUS_WORDS)


def check(table: Any, figures: list[Any] | None = None) -> None:
    """No empty cell without a reason, no figure where the status says there is none."""
    for row in table.to_pylist():
        assert row["status"] in WORDS
        has_figure = row["status"] in ("published", "negative", "below_rounding")
        assert (row["value"] is not None) == has_figure
        if row["value"] == 0 and figures is not None:
            assert 0 in figures or row["mark"] == "-"


@st.composite
def datasets(draw: st.DrawFn) -> dict[str, Any]:
    """A dataset of some form, with up to two things replaced by anything."""
    sizes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3))
    cells = 1
    dimension = {}
    for i, size in enumerate(sizes):
        cells *= size
        codes = [f"{i}{j}" for j in range(size)]
        places = {code: j for j, code in enumerate(codes)}
        dimension[f"d{i}"] = {
            "category": {
                "index": draw(st.sampled_from([codes, places])),
                "label": draw(st.sampled_from([{}, dict.fromkeys(codes, "in words")])),
            }
        }
    numbers = st.none() | st.integers(-1, 3) | st.floats(allow_nan=False, allow_infinity=False)
    values = draw(st.lists(numbers, min_size=cells, max_size=cells))
    marks = draw(
        st.lists(
            st.sampled_from([None, None, ":", ".", "..", "-", "c", "bp", "*"]),
            min_size=cells,
            max_size=cells,
        )
    )
    said: dict[str, Any] = {
        "class": "dataset",
        "id": list(dimension),
        "size": sizes,
        "dimension": dimension,
        "value": draw(st.sampled_from([values, {str(i): v for i, v in enumerate(values)}])),
        "status": draw(st.sampled_from([None, marks, {str(i): m for i, m in enumerate(marks)}])),
    }
    for _change in range(draw(st.integers(0, 2))):
        replace_something(draw, said)
    return said


def replace_something(draw: st.DrawFn, said: Any) -> None:
    """Walk down to some place and put anything there."""
    while isinstance(said, dict | list) and said:
        keys = list(said) if isinstance(said, dict) else list(range(len(said)))
        key = draw(st.sampled_from(keys))
        below = said[key]
        if not isinstance(below, dict | list) or not below or draw(st.booleans()):
            said[key] = draw(anything)
            return
        said = below


@often
@given(datasets(), st.sampled_from([PXWEB, EUROSTAT]))
def test_jsonstat(said: dict[str, Any], marks: Any):
    raw = json.dumps(said, allow_nan=True).encode()
    before = copy.deepcopy(said)
    try:
        table = decode(raw, marks).table
    except FortrinnError:
        return
    values = before["value"]
    check(table, list(values.values()) if isinstance(values, dict) else values)


@now_and_then
@given(st.data())
def test_damaged_bytes_of_a_recorded_answer(data: st.DataObject):
    raw = bytearray(PRICES)
    for _change in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    with contextlib.suppress(FortrinnError):
        check(decode(bytes(raw), PXWEB).table)


cells = st.sampled_from(
    ["1", "12.5 p", ": c", ":", "", "0", "-3", "x", "1,5", "1e400", ": z", " 7 bp ", '"', "\x00"]
)
names = st.sampled_from(["freq", "geo", "value", "", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"])


@often
@given(st.data())
def test_sdmx(data: st.DataObject):
    delimiter = data.draw(st.sampled_from(["\t", ","]))
    heads = data.draw(st.lists(names, min_size=1, max_size=4))
    if delimiter == "\t":
        first = ",".join(heads) + data.draw(st.sampled_from(["\\TIME_PERIOD", ""]))
        heads = [first, *data.draw(st.lists(st.sampled_from(["2019", "2020 "]), max_size=3))]
    width = len(heads)
    row = st.lists(cells, min_size=max(width - 1, 1), max_size=width)
    lines = [heads, *data.draw(st.lists(row, max_size=4))]
    raw = "\n".join(delimiter.join(line) for line in lines).encode()
    cut = data.draw(st.integers(0, 3))
    raw = raw[: len(raw) - cut] + data.draw(st.sampled_from([b"", b"\xff", b"\n", b"\r\n"]))
    for decoder in (decode_tsv, decode_csv):
        try:
            table = decoder(raw).table
        except FortrinnError:
            continue
        check(table)
        assert "0" in raw.decode() or 0 not in table["value"].to_pylist()


@often
@given(data=st.data())
def test_a_bulk_file_of_the_register(tmp_path_factory: Any, data: st.DataObject):
    path: Path = tmp_path_factory.getbasetemp() / "units.gz"
    unit = copy.deepcopy(UNIT)
    replace_something(data.draw, unit)
    text = json.dumps([unit] * data.draw(st.integers(0, 2))).encode()
    text = text[: len(text) - data.draw(st.integers(0, 2))]
    packed = gzip.compress(text, 1)
    path.write_bytes(packed[: len(packed) - data.draw(st.sampled_from([0, 0, 0, 1, 9]))])
    try:
        table = table_of([row_of(each) for each in units_in(path, "data.brreg.no")])
    except FortrinnError:
        return
    for row in table.to_pylist():
        assert row["status"] in WORDS
        assert (row["employees"] is None) == (row["status"] in ("withheld", "missing"))


@now_and_then
@given(anything)
def test_the_smaller_answers(said: Any):
    for read in (config_of, entry_of, code_and_label, row_of):
        with contextlib.suppress(FortrinnError):
            read(said)
    with contextlib.suppress(FortrinnError):
        list_of(object_of(said), "id")


@now_and_then
@given(st.text(alphabet="<>/!DOCTYPEid &;x", max_size=30))
def test_a_status_in_xml(text: str):
    with contextlib.suppress(FortrinnError):
        assert isinstance(_element(text.encode(), "id"), str)


codes = st.lists(st.sampled_from(["a", "b", "[c]", "2019", "2020", "*", "top(1)"]), unique=True)


@now_and_then
@given(
    codes,
    st.lists(
        st.sampled_from(["*", "a", "2*", "??", "top(2)", "top(x)", "range(a,b)", "from(2019)", "("])
    ),
    st.booleans(),
)
def test_a_selection_means_codes_of_the_table(known: list[str], wanted: list[str], time: bool):
    try:
        found = expand(wanted, known, time=time)
    except FortrinnError:
        return
    assert found == [code for code in known if code in found]


@now_and_then
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(1, 40))
def test_the_parts_of_a_selection_are_the_whole_in_order(sizes: list[int], most: int):
    from itertools import product

    chosen = {f"d{i}": [f"{j}" for j in range(size)] for i, size in enumerate(sizes)}
    found = list(parts(chosen, most))
    cells = [cell for part in found for cell in product(*part.values())]
    assert cells == list(product(*chosen.values()))
    assert all(len(list(product(*part.values()))) <= most for part in found)


@pytest.mark.parametrize("raw", [b"<!DOCTYPE a [<!ENTITY b 'c'>]><id>&b;</id>", b"<id>"])
def test_xml_that_could_grow_is_refused(raw: bytes):
    with pytest.raises(FortrinnError):
        _element(raw, "id")
