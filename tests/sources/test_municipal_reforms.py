"""A table of the municipalities of 2000 in those of today, through five reforms, by KLASS."""

import csv
import io

import pyarrow as pa
import pytest

from fortrinn.carrying import WAYS, by_correspondence, by_file, carried
from fortrinn.errors import FortrinnError
from fortrinn.reference.correspondence import Correspondence, Pair
from fortrinn.sources.connector import Publisher
from fortrinn.sources.klass import Klass
from sources.server.klass import MUNICIPAL_CHANGES

PEOPLE = {
    "0718": 1.0, "0716": 2.0, "0704": 40.0, "1842": 3.0, "1804": 41.0,
    "1601": 150.0, "1805": 18.0, "1850": 2.0, "1875": None,
}  # fmt: skip


@pytest.fixture
def of_2000():
    return pa.table(
        {
            "region": list(PEOPLE),
            "period": ["2000"] * len(PEOPLE),
            "value": list(PEOPLE.values()),
            "status": ["published" if value else "withheld" for value in PEOPLE.values()],
        }
    )


TODAY = {
    "3905": (43.0, "sum", None),  # Ramnes and Våle were Re, Re and Tønsberg one, the county divided
    "1804": (44.0, "sum", None),
    "5001": (150.0, "exact", None),
    "1806": (None, "exact", 18.0),  # and nobody says how much of Tysfjord
    "1875": (None, "exact", None),
}


def cells(made):
    rows = made.table.to_pylist()
    return {row["region"]: (row["value"], row["basis"], row["at_least"]) for row in rows}


def test_five_reforms_are_followed_and_every_cell_says_how(monkeypatch, klass: Klass, of_2000):
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: klass)
    made = carried(of_2000, WAYS["klass-municipalities"], "region")
    assert cells(made) == TODAY
    assert made.left_out == ("1850",)


def test_the_file_of_changes_tells_the_same_without_a_connection(of_2000):
    heads = ("oldCode", "oldName", "newCode", "newName", "changeOccurred")
    text = io.StringIO("\n".join(";".join(row) for row in [heads, *MUNICIPAL_CHANGES]))
    way = by_file(list(csv.DictReader(text, delimiter=";")), "changes")
    assert cells(carried(of_2000, way, "region")) == TODAY


def test_what_was_divided_is_estimated_by_shares_somebody_stands_for(of_2000):
    divided = Correspondence(
        "2000", "2020",
        (Pair("1805", "1806"), Pair("1850", "1806", 0.4), Pair("1850", "1875", 0.6)),
    )  # fmt: skip
    assert cells(carried(of_2000, by_correspondence(divided), "region")) == {
        "1806": (18.8, "estimated", None),
        "1875": (1.2, "estimated", None),
    }


def test_what_ships_does_not_guess_before_2020(of_2000):
    with pytest.raises(FortrinnError, match="Ask KLASS"):
        carried(of_2000, WAYS["municipalities"], "region")
