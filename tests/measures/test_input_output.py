"""The textbook table of Miller & Blair, and what a table without multipliers answers."""

import numpy as np
import pytest

from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.examples import employment
from fortrinn.measures.input_output import (
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


@pytest.mark.parametrize("flows", [[[900, 0], [200, 0]], [[-1, 0], [0, 0]], [[np.nan, 0], [0, 0]]])
def test_a_table_without_multipliers_is_refused_with_a_reason(flows):
    with pytest.raises(UndefinedMeasure, match="no multipliers"):
        InputOutput.from_arrays(flows, OUTPUT, ["a", "b"])


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
