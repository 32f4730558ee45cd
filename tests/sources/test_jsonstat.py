"""JSON-stat 2 in every form that publishers use, and none that they may not."""

import json
from typing import Any

import pytest

from fortrinn.errors import BadAnswer
from fortrinn.sources.jsonstat import EUROSTAT, PXWEB, decode


def dataset(**said: Any) -> dict[str, Any]:
    """Two regions by three years."""
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["region", "year"],
        "size": [2, 3],
        "dimension": {
            "region": {"category": {"index": {"55": 1, "18": 0}, "label": {"18": "Nordland"}}},
            "year": {"label": "Year", "category": {"index": ["2019", "2020", "2021"]}},
        },
        "value": [1, 2.5, None, 4, 0, 6],
    } | said


def rows(said: dict[str, Any], marks=PXWEB) -> list[tuple[Any, ...]]:
    table = decode(json.dumps(said).encode(), marks).table
    return [tuple(row.values()) for row in table.to_pylist()]


WHOLE = [
    ("18", "2019", 1.0, "published", None),
    ("18", "2020", 2.5, "published", None),
    ("18", "2021", None, "withheld", ":"),
    ("55", "2019", 4.0, "published", None),
    ("55", "2020", 0.0, "published", None),
    ("55", "2021", 6.0, "published", "*"),
]
VALUES = [
    [1, 2.5, None, 4, 0, 6],
    {"0": 1, "1": 2.5, "3": 4, "4": 0, "5": 6},
    {"5": 6, "4": 0, "3": 4, "2": None, "1": 2.5, "0": 1.0},
    [1, 2.5, ":", 4, 0, 6],
]
STATUSES = [
    {"2": ":", "5": "*"},
    [None, None, ":", None, None, "*"],
    ["", "", ":", "", "", "*"],
    {"2": ":", "5": " * ", "0": None},
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("status", STATUSES)
def test_all_forms_of_values_and_statuses_say_the_same(value: Any, status: Any):
    assert rows(dataset(value=value, status=status)) == WHOLE


@pytest.mark.parametrize("index", [{"55": 1, "18": 0}, ["18", "55"]])
def test_both_forms_of_an_index_say_the_same(index: Any):
    said = dataset(status=STATUSES[0])
    said["dimension"]["region"]["category"]["index"] = index
    assert rows(said) == WHOLE


def test_a_dimension_of_one_code_may_have_labels_alone():
    said = dataset(size=[2, 1], value=[1, 2])
    said["dimension"]["year"]["category"] = {"label": {"2019": "2019"}}
    assert [row[1] for row in rows(said)] == ["2019", "2019"]


def test_labels_that_are_missing_are_the_codes():
    dimensions = decode(dataset(), PXWEB).dimensions
    assert dimensions["region"].labels == {"18": "Nordland", "55": "55"}
    assert (dimensions["region"].label, dimensions["year"].label) == ("region", "Year")


def test_one_status_for_all():
    assert {row[3] for row in rows(dataset(status=":"))} == {"withheld"}
    assert all(row[2] is None for row in rows(dataset(status=":")))


@pytest.mark.parametrize(
    ("mark", "status"),
    [(":", "withheld"), (".", "not_applicable"), ("..", "missing"), ("...", "missing")],
)
@pytest.mark.parametrize("figure", [None, 0, 7])
def test_a_mark_for_no_figure_leaves_none(mark: str, status: str, figure: Any):
    said = dataset(value=[figure] * 6, status={"0": mark})
    assert rows(said)[0] == ("18", "2019", None, status, mark)


def test_nothing_said_is_missing_and_never_zero():
    assert rows(dataset())[2] == ("18", "2021", None, "missing", None)
    assert rows(dataset(value={}))[4] == ("55", "2020", None, "missing", None)


def test_only_the_mark_for_none_is_a_zero():
    said = dataset(value=[None] * 6, status={"0": "-", "1": "q"})
    assert rows(said)[:2] == [
        ("18", "2019", 0.0, "published", "-"),
        ("18", "2020", None, "missing", "q"),
    ]
    assert rows(said, EUROSTAT)[0] == ("18", "2019", None, "missing", "-")


def test_a_mark_nobody_explains_is_kept_and_said():
    marks = decode(dataset(status={"0": "q"}), PXWEB).marks
    assert marks["q"] == "a mark that the publisher's list does not explain"


def test_negative_figures_are_kept_and_marked():
    assert rows(dataset(value=[-1, 2, 3, 4, 5, 6]))[0][2:4] == (-1.0, "negative")


def test_a_zero_in_thousands_is_below_rounding_and_in_persons_a_zero():
    said = dataset(size=[2, 3], value=[0, 0, 0, 0, 0, None])
    said["role"] = {"metric": ["region"]}
    said["dimension"]["region"]["category"]["unit"] = {
        "18": {"base": "1 000 personer", "decimals": 1},
        "55": {"base": "personer", "decimals": 0},
    }
    statuses = [row[3] for row in rows(said)]
    assert statuses == ["below_rounding"] * 3 + ["published"] * 2 + ["missing"]


def test_roles_units_notes_and_source_are_kept():
    said = dataset(
        label=" Employed ", source="SSB", updated="2026-01-01", note=["Mind.", "Mind.", 7]
    )
    said["role"] = {"geo": ["region"], "time": ["year"], "metric": "region"}
    decoded = decode(said, PXWEB)
    assert (decoded.title, decoded.source, decoded.updated) == ("Employed", "SSB", "2026-01-01")
    assert decoded.notes == ("Mind.",)
    assert decoded.dimensions["year"].role == "time"


def test_a_dimension_called_value_does_not_hide_the_figures():
    said = dataset(id=["value", "status"])
    said["dimension"] = {
        "value": said["dimension"]["region"],
        "status": said["dimension"]["year"],
    }
    assert decode(said, PXWEB).table.column_names == [
        "value_",
        "status_",
        "value",
        "status",
        "mark",
    ]


def test_a_collection_of_one_is_read():
    collection = {"class": "collection", "link": {"item": [dataset()]}}
    assert decode(collection, PXWEB).table.to_pylist() == decode(dataset(), PXWEB).table.to_pylist()


def test_an_empty_table_is_a_table():
    said = dataset(size=[0, 3], value=[])
    said["dimension"]["region"]["category"] = {"index": []}
    assert len(decode(said, PXWEB).table) == 0


def test_whole_numbers_beyond_what_the_machine_counts_exactly_are_rounded_not_lost():
    assert rows(dataset(value=[2**60, 2**70, 1.5, 4, 5, 6]))[1][2] == float(2**70)


@pytest.mark.parametrize(
    "wrong",
    [
        {"class": "dimension"},
        {"class": "collection", "link": {"item": []}},
        {"id": ["region"]},
        {"id": ["region", "region"]},
        {"id": "region"},
        {"id": [], "size": [], "value": []},
        {"size": [2, 4]},
        {"size": [2, True]},
        {"size": [2, 3.0]},
        {"value": [1, 2, 3]},
        {"value": 7},
        {"value": None},
        {"value": {"6": 1}},
        {"value": {"-1": 1}},
        {"value": {"1": 1, "01": 2}},
        {"value": {"one": 1}},
        {"value": [1, 2, 3, 4, 5, "6"]},
        {"value": [1, 2, 3, 4, 5, [6]]},
        {"value": [True, 2, 3, 4, 5, 6]},
        {"value": ["nan", 2, 3, 4, 5, 6]},
        {"value": [10**400, 2, 3, 4, 5, 6]},
        {"status": [":"]},
        {"status": {"9": ":"}},
        {"status": {"1": 5}},
        {"status": 5},
        {"status": "a mark that goes on and on and is no mark at all"},
        {"role": ["geo"]},
        {"dimension": {"region": {}, "year": {}}},
        {"dimension": []},
    ],
)
def test_what_contradicts_itself_is_refused(wrong: dict[str, Any]):
    with pytest.raises(BadAnswer):
        decode(dataset(**wrong), PXWEB)


@pytest.mark.parametrize(
    "index",
    [
        {"18": 0, "55": 2},
        {"18": 0, "55": 0},
        {"18": 0, "55": True},
        {"18": "0", "55": "1"},
        ["18", "18"],
        ["18", 55],
        "18",
    ],
)
def test_an_index_with_a_hole_is_refused(index: Any):
    said = dataset()
    said["dimension"]["region"]["category"]["index"] = index
    with pytest.raises(BadAnswer):
        decode(said, PXWEB)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"value": NaN}',
        b"[" * 200_000,
        b'{"value": 1' + b"0" * 10_000 + b"}",
        b"\xff\xfe\x00",
        json.dumps(dataset(label="\ud800")).encode(),
    ],
)
def test_what_is_no_json_is_refused(raw: bytes):
    with pytest.raises(BadAnswer):
        decode(raw, PXWEB)


def test_more_cells_than_can_be_held_are_refused_before_they_are_made():
    codes = [str(i) for i in range(5000)]
    said = dataset(size=[5000, 5000], value={})
    for name in said["id"]:
        said["dimension"][name]["category"] = {"index": codes}
    with pytest.raises(BadAnswer, match="25,000,000 cells"):
        decode(said, PXWEB)
