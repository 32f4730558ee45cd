"""One number for each label."""

import json
import pickle

import numpy as np
import pytest

from fortrinn.errors import TableError, UnknownName
from fortrinn.index import Index

INDEX = Index([3, 5], ["A", "B"], name="diversity", coverage=[1, 0.5], convention={"threshold": 1})


def test_it_is_looked_up_by_name():
    assert INDEX["B"] == 5
    assert dict(INDEX) == {"A": 3, "B": 5}
    assert list(INDEX) == ["A", "B"]
    assert "A" in INDEX
    with pytest.raises(UnknownName, match="'C' is not there"):
        INDEX["C"]


def test_it_is_reckoned_with_like_an_array():
    doubled = INDEX * 2 + INDEX
    assert isinstance(doubled, Index)
    assert dict(doubled) == {"A": 9, "B": 15}
    assert (INDEX > 4).tolist() == [False, True]
    assert np.sum(INDEX) == 8
    np.testing.assert_allclose(np.log(INDEX), np.log([3, 5]))


def test_indices_over_other_names_are_not_mixed():
    with pytest.raises(TableError, match="'diversity' and 'index' are not over the same names"):
        INDEX + Index([1, 2], ["B", "A"])


def test_as_a_table():
    assert INDEX.to_arrow().column_names == ["region", "diversity", "coverage"]
    assert INDEX.to_pandas()["diversity"].tolist() == [3, 5]
    ubiquity = Index([1], ["i"], over="activity", name="ubiquity")
    assert ubiquity.to_polars().columns == ["activity", "ubiquity"]


def test_its_convention_is_data_that_cannot_be_changed():
    assert json.loads(json.dumps(INDEX.convention)) == {"threshold": 1}
    assert pickle.loads(pickle.dumps(INDEX)).convention == {"threshold": 1}
    for change in (
        lambda: INDEX.convention.update(threshold=2),
        lambda: INDEX.convention.pop("threshold"),
        lambda: INDEX.convention.__setitem__("threshold", 2),
    ):
        with pytest.raises(TypeError, match="cannot be changed"):
            change()


def test_a_long_index_is_shown_short():
    assert repr(Index(range(9), list("ABCDEFGHI"), name="n")).endswith("F 5, ... (9))")


def test_names_and_numbers_are_equally_many():
    with pytest.raises(TableError, match="have the shape"):
        Index([1, 2], ["A"])
