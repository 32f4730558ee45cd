"""The textbook table of Miller & Blair, and what a table without multipliers answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.examples import employment
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.input_output import (
    FLQ_WARNING,
    InputOutput,
    backward_linkage,
    forward_linkage,
    key_sectors,
    local_suppliers,
    output_multiplier,
    regional_coefficients,
)

# Miller & Blair (2009), Input-Output Analysis, section 2.3: two sectors.
FLOWS = [[150, 500], [200, 100]]
OUTPUT = [1000, 2000]


@pytest.fixture
def textbook() -> InputOutput:
    return InputOutput.from_arrays(FLOWS, OUTPUT, ["agriculture", "manufacturing"])


def test_the_inverse_of_the_textbook_gives_its_multipliers(textbook):
    """L = [[1.254, 0.330], [0.264, 1.122]] in Miller & Blair (2009), section 2.3.1."""
    multiplier = output_multiplier(textbook)
    assert multiplier["agriculture"] == pytest.approx(1.254 + 0.264, abs=0.001)
    assert multiplier["manufacturing"] == pytest.approx(0.330 + 1.122, abs=0.001)


def test_linkages_average_to_one(textbook):
    assert backward_linkage(textbook).values.mean() == pytest.approx(1)
    assert forward_linkage(textbook).values.mean() == pytest.approx(1)


def test_multipliers_do_not_depend_on_the_unit_or_the_order():
    flows, output = np.array(FLOWS) * 1e6, np.array(OUTPUT) * 1e6
    turned = InputOutput.from_arrays(flows[::-1, ::-1], output[::-1], ["m", "a"])
    plain = InputOutput.from_arrays(FLOWS, OUTPUT, ["a", "m"])
    assert output_multiplier(turned)["m"] == pytest.approx(output_multiplier(plain)["m"])


def test_an_industry_that_buys_nothing_has_multiplier_one():
    table = InputOutput.from_arrays([[0, 0], [0, 0]], [1, 1], ["a", "b"])
    np.testing.assert_allclose(output_multiplier(table), [1, 1])
    assert key_sectors(table) == {"a": "weak", "b": "weak"}


@pytest.mark.parametrize(
    ("flows", "output", "sentence"),
    [
        ([[900, 900], [200, 1200]], OUTPUT, "'a' buys at least as much as it makes"),
        ([[1, 0], [0, 2000]], OUTPUT, "'b' buys at least as much as it makes"),
        ([[1, -1], [0, 0]], OUTPUT, "what 'b' buys from 'a' is missing or below zero"),
        ([[0, 0], [np.nan, 0]], OUTPUT, "what 'a' buys from 'b' is missing or below zero"),
        ([[1, 0], [0, 1]], [9, np.nan], "the output of 'b' is missing or below zero"),
        ([[1, 0], [0, 1]], [9, -9], "the output of 'b' is missing or below zero"),
        ([[1, 0], [1, 0]], [9, 0], "'b' makes nothing, yet it buys or sells"),
        ([[0, 0], [0, 0]], [0, 0], "No industry of the table makes anything"),
    ],
)
def test_a_table_without_multipliers_is_refused_with_a_reason(flows, output, sentence):
    with pytest.raises(UndefinedMeasure, match=sentence):
        InputOutput.from_arrays(flows, output, ["a", "b"])


def test_an_industry_that_lives_on_grants_does_not_refuse_the_table():
    """It buys for 1.1 krone a krone it makes; the rounds of purchases end all the same."""
    table = InputOutput.from_arrays([[0, 0], [110, 0]], [100, 500], ["theatre", "timber"])
    np.testing.assert_allclose(output_multiplier(table), [2.1, 1])
    assert np.isfinite(forward_linkage(table).values).all()


def test_an_industry_that_makes_nothing_has_no_figures_and_takes_none_from_the_others():
    flows = np.zeros((3, 3))
    flows[:2, :2] = FLOWS
    table = InputOutput.from_arrays(flows, [*OUTPUT, 0], ["farm", "plant", "closed"])
    alone = InputOutput.from_arrays(FLOWS, OUTPUT, ["farm", "plant"])
    for measure in (output_multiplier, backward_linkage, forward_linkage):
        np.testing.assert_allclose(measure(table).values, [*measure(alone).values, np.nan])
    assert key_sectors(table) == {**key_sectors(alone), "closed": "none"}


@st.composite
def tables(draw):
    """Industries that each spend less than they make."""
    size = draw(st.integers(1, 6))
    shares = draw(arrays(np.float64, (size, size), elements=st.floats(0, 1).map(lambda x: x**2)))
    shares *= 0.9 / np.maximum(shares.sum(axis=0), 0.9)
    output = draw(arrays(np.float64, size, elements=st.floats(1, 1e12)))
    return InputOutput.from_arrays(shares * output, output, [f"i{n}" for n in range(size)])


@given(tables(), st.floats(1e-3, 1e3))
@settings(max_examples=50)
def test_multipliers_are_the_rounds_of_purchases_added_up(table, unit):
    rounds, spent = np.zeros(len(table.output)), np.ones(len(table.output))
    for _round in range(400):
        rounds, spent = rounds + spent, spent @ table.coefficients
    multipliers = output_multiplier(table).values
    np.testing.assert_allclose(multipliers, rounds, rtol=1e-9)
    assert (multipliers >= 1 - 1e-12).all()
    for linkage in (backward_linkage, forward_linkage):
        assert linkage(table).values.mean() == pytest.approx(1)
    scaled = InputOutput.from_arrays(table.flows * unit, table.output * unit, table.activities)
    np.testing.assert_allclose(forward_linkage(scaled), forward_linkage(table), rtol=1e-9)


@given(tables(), st.data())
@settings(max_examples=50)
def test_a_region_buys_no_larger_share_at_home_than_the_nation(table, data):
    """The nation's own coefficients where it is the nation; less with a larger delta."""
    size = len(table.activities)
    people = data.draw(arrays(np.float64, (2, size), elements=st.integers(1, 1000)))
    employed = RegionActivityMatrix.from_arrays(people, ["here", "there"], table.activities)
    loose, tight = (
        regional_coefficients(table, employed, "here", delta=delta).values for delta in (0.1, 0.5)
    )
    assert (tight <= loose + 1e-15).all()
    assert (loose <= table.coefficients + 1e-15).all()
    alone = employed.select(regions=["here"]).with_reference("here", keep=True)
    own = regional_coefficients(table, alone, "here")
    np.testing.assert_allclose(own, table.coefficients, rtol=1e-9)
    bought = {row["activity"] for row in local_suppliers(table, employed, "here", "i0")}
    assert bought == {f"i{n}" for n in range(1, size) if table.flows[n, 0] > 0}


def test_a_table_of_the_wrong_shape_is_refused():
    with pytest.raises(TableError):
        InputOutput.from_arrays([[1, 2, 3]], [1], ["a"])


@pytest.fixture
def four() -> InputOutput:
    flows = [[5, 2, 1, 1], [3, 5, 1, 1], [2, 2, 9, 1], [1, 1, 1, 5]]
    return InputOutput.from_arrays(flows, [40, 40, 40, 40], ["i1", "i2", "i3", "i4"])


def test_regional_coefficients_never_exceed_the_nations(four):
    for region in "ABC":
        regional = regional_coefficients(four, employment(), region)
        assert (regional <= four.coefficients + 1e-15).all()


def test_modelled_coefficients_bring_their_warning_and_convention(four):
    made = regional_coefficients(four, employment(), "A", delta=0.2)
    assert [note.template for note in made.notes] == [FLQ_WARNING]
    assert (made.convention["method"], made.convention["delta"]) == ("FLQ", 0.2)
    assert not made.values.flags.writeable


def test_flq_by_hand(four):
    """Region A, i3 sells to i1: LQ 0.6 and 2.181818, lambda = log2(4/3)**0.3 = 0.768165."""
    scaled = 0.05 * (0.6 / 2.1818181818) * np.log2(4 / 3) ** 0.3
    assert regional_coefficients(four, employment(), "A")[2, 0] == pytest.approx(scaled)


def test_a_delta_outside_its_range_is_refused(four):
    with pytest.raises(SettingError, match="from 0 up to 1"):
        regional_coefficients(four, employment(), "A", delta=1)


def test_suppliers_come_with_how_present_they_are(four):
    first, *_rest = local_suppliers(four, employment(), "A", "i1")
    assert first == {
        "activity": "i2",
        "coefficient": 0.075,
        "location_quotient": pytest.approx(0.947368, abs=1e-6),
    }
