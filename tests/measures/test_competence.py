"""Expected and met, needed and held: by hand, by law, and with what may not be shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from fortrinn.errors import SettingError, TableError, UnknownName
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.measures import location_quotient
from fortrinn.measures.competence import competence_match, expectation_gap, needed_competence
from strategies import matrices

EXPECTED = [4, 5, 4, 3, 4, 5]
EXPERIENCED = [3, 3, 4, 2, 3, 5]


def answers(region="Nordland", partner="university", expected=EXPECTED, experienced=EXPERIENCED):
    number = len(expected)
    return {
        "region": [region] * number,
        "partner": [partner] * number,
        "expected": list(expected),
        "experienced": list(experienced),
    }


def together(*tables):
    return {name: [cell for table in tables for cell in table[name]] for name in tables[0]}


def profile():
    return RegionActivityMatrix.from_arrays(
        [[8, 2], [5, 5], [2, 8], [1, 9]], ["i1", "i2", "i3", "i4"], ["trade", "master"]
    )


# --- expected and met ---------------------------------------------------------------------------


def test_the_gap_and_its_interval_are_those_of_a_paired_test():
    gap = expectation_gap(answers())
    paired = ttest_rel(EXPERIENCED, EXPECTED).confidence_interval()
    assert gap.gap.values[0, 0] == pytest.approx(np.mean(EXPERIENCED) - np.mean(EXPECTED))
    assert gap.low.values[0, 0] == pytest.approx(paired.low)
    assert gap.high.values[0, 0] == pytest.approx(paired.high)
    assert gap.expected.values[0, 0] == pytest.approx(np.mean(EXPECTED))
    assert gap.answers.values[0, 0] == 6


def test_a_cell_of_few_answers_is_withheld_everywhere_the_number_too():
    few = answers(partner="county", expected=[5, 5, 5, 5], experienced=[1, 1, 1, 1])
    gap = expectation_gap(together(answers(), few))
    column = gap.gap.column("county")
    for part in gap:
        assert part.status[0, column] == Status.WITHHELD
        assert np.isnan(part.values[0, column])
        assert np.isnan(part.raw[0, column])
    row = gap.to_arrow().to_pylist()[column]
    assert row["status"] == "withheld"
    assert all(row[part.name] is None for part in gap)


def test_a_cell_nobody_answered_is_missing_not_withheld():
    gap = expectation_gap(together(answers(), answers("Troms", "county")))
    assert gap.gap.status[0, gap.gap.column("county")] == Status.MISSING


def test_half_an_answer_is_left_out_and_counted():
    half = answers(expected=[*EXPECTED, None], experienced=[*EXPERIENCED, 1])
    gap = expectation_gap(half)
    assert gap.gap.values[0, 0] == expectation_gap(answers()).gap.values[0, 0]
    assert gap.gap.convention["left_out"] == 1


def test_all_saying_the_same_leaves_no_room_for_chance():
    gap = expectation_gap(answers(expected=[4] * 5, experienced=[3] * 5))
    assert gap.low.values[0, 0] == gap.high.values[0, 0] == -1


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=20))
def test_the_gap_is_the_difference_of_the_means_and_lies_in_its_interval(pairs):
    hoped, met = zip(*pairs, strict=True)
    gap = expectation_gap(answers(expected=hoped, experienced=met))
    difference = gap.experienced.values[0, 0] - gap.expected.values[0, 0]
    assert gap.gap.values[0, 0] == pytest.approx(difference)
    assert gap.low.values[0, 0] - 1e-9 <= difference <= gap.high.values[0, 0] + 1e-9


def test_the_names_of_columns_and_the_scale_can_be_others():
    table = {"fylke": ["N"] * 5, "hvem": ["uni"] * 5, "håp": [70] * 5, "møtt": [60] * 5}
    gap = expectation_gap(
        table, region="fylke", partner="hvem", expected="håp", experienced="møtt", scale=(0, 100)
    )
    assert gap.gap.values[0, 0] == -10


def test_a_table_without_rows_is_refused():
    with pytest.raises(TableError, match="The table has no rows"):
        expectation_gap({"region": [], "partner": [], "expected": [], "experienced": []})


def test_answers_that_cannot_be_are_refused():
    with pytest.raises(TableError, match="Row 2 has 6 in 'expected'; answers go from 1 to 5"):
        expectation_gap(answers(expected=[4, 6, 4, 3, 4, 5]))
    with pytest.raises(TableError, match="No column 'expected'"):
        expectation_gap({"region": ["N"], "partner": ["u"], "experienced": [1]})
    with pytest.raises(SettingError, match="at least 3 answers, not 1"):
        expectation_gap(answers(), least=1)
    with pytest.raises(SettingError, match="from a lower to a higher answer"):
        expectation_gap(answers(), scale=(5, 1))


# --- needed and held ----------------------------------------------------------------------------


def test_needed_by_hand():
    """A: 0.4 · 0.8 + 0.3 · 0.5 + 0.2 · 0.2 + 0.1 · 0.1."""
    needed = needed_competence(employment(), profile())
    assert needed.values[0].tolist() == pytest.approx([0.52, 0.48])
    assert needed.regions == employment().regions


@given(matrices(withheld=True))
def test_needed_shares_sum_to_one(quantity):
    rng = np.random.default_rng(1)
    use = RegionActivityMatrix.from_arrays(
        rng.random((len(quantity.activities), 3)) + 0.1, quantity.activities, ["x", "y", "z"]
    )
    sums = needed_competence(quantity, use).values.sum(axis=1)
    np.testing.assert_allclose(sums[~np.isnan(sums)], 1, rtol=1e-9)


def test_one_use_everywhere_is_needed_everywhere():
    same = RegionActivityMatrix.from_arrays([[3, 1]] * 4, profile().regions, ["x", "y"])
    np.testing.assert_allclose(needed_competence(employment(), same).values, [[0.75, 0.25]] * 3)


def test_an_industry_without_a_profile_is_left_out():
    part = profile().select(regions=["i1", "i2"])
    needed = needed_competence(employment(), part)
    assert needed.values[0, 0] == pytest.approx((0.4 * 0.8 + 0.3 * 0.5) / 0.7)
    hidden = needed_competence(employment_with_withheld(), profile())
    assert hidden.values[0, 0] == pytest.approx((0.4 * 0.8 + 0.2 * 0.2 + 0.1 * 0.1) / 0.7)


def test_a_profile_for_other_codes_is_refused():
    other = RegionActivityMatrix.from_arrays([[1, 1]], ["A01"], ["x", "y"])
    with pytest.raises(TableError, match=r"i1, i2, i3 \.\.\. \(4\) has a whole profile.*for A01"):
        needed_competence(employment(), other)


def test_the_match_sums_to_nought_and_hides_with_the_figures():
    held = RegionActivityMatrix.from_arrays(
        [[60, 40], [np.nan, 58], [20, 80]], ["A", "B", "C"], ["trade", "master"]
    )
    match = competence_match(held, employment(), profile())
    np.testing.assert_allclose(match.values[[0, 2]].sum(axis=1), 0, atol=1e-12)
    assert match.values[0, 0] == pytest.approx(0.6 - 0.52)
    assert np.isnan(match.values[1]).all()
    assert match.status[1, 0] == Status.WITHHELD


def test_a_region_that_is_not_in_the_other_table_is_named():
    held = RegionActivityMatrix.from_arrays([[60, 40]], ["A"], ["trade", "master"])
    with pytest.raises(UnknownName, match="'B' is not there"):
        competence_match(held, employment(), profile())


def test_educations_are_a_table_like_any_other():
    held = RegionActivityMatrix.from_arrays(
        [[60, 40], [40, 60]], ["A", "B"], ["trade", "master"], name="persons by education"
    )
    np.testing.assert_allclose(location_quotient(held).values, [[1.2, 0.8], [0.8, 1.2]])
