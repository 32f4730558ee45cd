"""Establishments by size class as employment: by hand on Telemark, and what always holds."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.errors import TableError
from fortrinn.reference.telemark import SIZES, telemark_establishments_by_size
from fortrinn.sources.size_classes import (
    SizeClass,
    employment_from_sizes,
    employment_interval,
    size_class,
    size_classes,
)

CLASSES = [size_class(size) for size in SIZES]
counts = st.lists(st.none() | st.integers(0, 500), min_size=len(SIZES), max_size=len(SIZES))


def test_farming_in_porsgrunn_counted_by_hand():
    """71 without anybody, 6 of 1-4, one of 5-9, one of 10-19: 21 to 52, about 36.5."""
    found = []
    for size in SIZES:
        year = telemark_establishments_by_size(size)["2026"]
        place = year.regions.index("4001"), year.activities.index("A")
        found.append(float(year.values[place]))
    assert found == [71, 6, 1, 1, 0, 0, 0, 0]
    assert employment_interval(found, CLASSES) == (21.0, 36.5, 52.0)


@settings(max_examples=100, deadline=None)
@given(counts)
def test_the_bounds_are_in_order_and_the_open_class_has_no_upper_one(found):
    low, mid, high = employment_interval(found, CLASSES)
    if None in found:
        assert (mid, high) == (None, None)
    else:
        assert low <= mid
        assert (high is None) == (found[-1] > 0)
        assert high is None or mid <= high


@settings(max_examples=100, deadline=None)
@given(counts, counts)
def test_the_interval_of_two_places_together_is_the_sum_of_theirs(one, other):
    both = [None if None in pair else sum(pair) for pair in zip(one, other, strict=True)]
    if None not in both:
        apart = [employment_interval(found, CLASSES) for found in (one, other)]
        low, mid, high = employment_interval(both, CLASSES)
        assert (low, mid) == (apart[0][0] + apart[1][0], apart[0][1] + apart[1][1])
        if high is not None:
            assert high == apart[0][2] + apart[1][2]


@settings(max_examples=100, deadline=None)
@given(counts)
def test_hiding_a_class_never_raises_the_lower_bound(found):
    hidden = [None, *found[1:]]
    assert employment_interval(hidden, CLASSES)[0] <= employment_interval(found, CLASSES)[0]


def test_a_withheld_class_leaves_a_lower_bound_and_no_zero():
    table = pa.table(
        {
            "region": ["18", "18", "18"],
            "AntAnsatte": ["01", "02", "99"],
            "value": [6.0, None, 9.0],
            "status": ["published", "withheld", "published"],
        }
    )
    labels = {"01": "1-4 ansatte", "02": "5-9 ansatte", "99": "I alt"}
    classes = size_classes(["01", "02", "99"], labels)
    assert set(classes) == {"01", "02"}
    found = employment_from_sizes(table, size="AntAnsatte", classes=classes).to_pylist()
    assert [(row["estimate"], row["value"], row["status"]) for row in found] == [
        ("low", 6.0, "published"),
        ("mid", None, "withheld"),
        ("high", None, "withheld"),
    ]


@pytest.mark.parametrize("text", ["fem", "9-5", "", "-1"])
def test_what_is_no_size_class_is_refused(text):
    with pytest.raises(TableError):
        size_class(text)


def test_the_open_class_is_read_as_statbank_writes_it():
    assert size_class("250 ansatte og over") == SizeClass(250, None)
    assert size_class("250+") == SizeClass(250, None)
