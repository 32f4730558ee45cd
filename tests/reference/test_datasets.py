import hashlib

import pytest

from fortrinn.errors import UnknownName
from fortrinn.reference import dataset, datasets
from fortrinn.reference.files import DATA

OPEN_LICENCES = {"CC BY 4.0", "NLOD 2.0", "Decision 2011/833/EU"}


@pytest.mark.parametrize("one", datasets(), ids=lambda one: one.key)
def test_every_dataset_says_where_it_is_from(one):
    assert one.publisher
    assert one.table
    assert one.updated
    assert one.retrieved == "2026-11-23"
    assert one.licence in OPEN_LICENCES
    assert one.licence_url.startswith("https://")
    assert one.rows > 0
    assert all(one.title)
    assert all(one.notes)
    assert one.source.in_language("nn").startswith("Kjelde: ")
    assert one.as_source("nb").title == one.title.nb


@pytest.mark.parametrize("one", datasets(), ids=lambda one: one.key)
def test_every_dataset_is_the_file_it_says(one):
    assert hashlib.sha256(one.read_bytes()).hexdigest() == one.sha256


def test_every_file_is_listed():
    shipped = {path.name for path in DATA.iterdir()} - {"datasets.json"}
    assert shipped == {one.file for one in datasets()}


def test_what_may_not_ship_does_not():
    words = " ".join(f"{one.key} {one.table} {one.title.en}".casefold() for one in datasets())
    for forbidden in ("labour flow", "unemploy", "nuts boundaries", "harmonized", "horizon"):
        assert forbidden not in words


def test_together_they_are_small():
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 1_500_000


def test_an_unknown_dataset_is_answered_with_what_was_meant():
    with pytest.raises(UnknownName, match="Did you mean 'exports'"):
        dataset("export")
