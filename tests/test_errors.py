"""Refusals that say what to do next, in three languages."""

import inspect
import pickle

import pytest

from fortrinn import errors
from fortrinn.errors import FortrinnError, TableError, UnknownName, closest, listing, refuse_name

TREE = [
    each
    for _name, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, FortrinnError)
]


@pytest.mark.parametrize("error", TREE)
def test_the_tree_at_the_top_of_the_module_is_complete(error):
    assert error.__name__ in (errors.__doc__ or "")


def test_a_message_can_be_said_in_another_language():
    error = TableError("Row {row} has no {column}.", row=3, column="{odd}")
    assert str(error) == "Row 3 has no {odd}."
    assert error.in_words({"Row {row} has no {column}.": "Rad {row}: {column}?"}.get) == (
        "Rad 3: {odd}?"
    )


def test_a_message_without_fields_may_hold_braces():
    assert str(TableError("A set is written {1, 2}.")) == "A set is written {1, 2}."
    assert TableError("A set is written {1, 2}.").in_words(str) == "A set is written {1, 2}."


def test_an_error_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(UnknownName("No '{name}'.", name="x")))
    assert (str(error), error.fields) == ("No 'x'.", {"name": "x"})


def test_the_name_that_was_meant():
    assert closest("NORDLAND", ["Nordland", "Troms"]) == "Nordland"
    assert closest("zzz", ["Nordland"]) is None


def test_a_long_list_of_names_is_cut():
    assert listing([str(i) for i in range(99)], most=3) == "0, 1, 2 ... (99)"
    with pytest.raises(UnknownName) as refusal:
        refuse_name("zzz", [f"region {i}" for i in range(357)])
    assert len(str(refusal.value)) < 250
