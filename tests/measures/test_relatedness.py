"""Relatedness by hand, and what is refused."""

import numpy as np
import pytest

from fortrinn.errors import SettingError, TableError, UnknownName
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.measures import (
    CoOccurrence,
    Proximity,
    association_strength,
    co_location,
    co_occurrence,
    cosine,
    jaccard,
    presence,
    probability,
    quotient_correlation,
)

NAMES = ("i1", "i2", "i3", "i4")


def table(figures, **settings):
    rows, columns = np.shape(figures)
    return RegionActivityMatrix.from_arrays(
        figures, "ABCDEFGH"[:rows], [f"i{i + 1}" for i in range(columns)], **settings
    )


class TestTheWorkedTable:
    """Rows A, B, C by i1 to i4: only i2-i4 and i3-i4 are found together."""

    def test_related_pairs_are_at_one_half(self):
        near = co_location(employment())
        assert near["i2", "i4"] == near["i3", "i4"] == 0.5
        assert near["i2", "i3"] == near["i1", "i4"] == 0

    def test_an_activity_is_not_its_own_support(self):
        assert (co_location(employment()).values.diagonal() == 0).all()

    def test_unless_asked(self):
        near = co_location(employment(), self_pair="included")
        assert (near.values.diagonal() == 1).all()
        assert near.convention["self_pair"] == "included"

    def test_against_chance(self):
        """Two pairs, four ends: i2 and i3 one each, i4 two. Expected 1 * 2 / 4."""
        assert association_strength(employment())["i2", "i4"] == 2
        assert association_strength(employment(), margins="occurrences")["i2", "i4"] == 1.5
        assert probability(employment())["i2", "i4"] == pytest.approx(1.2)

    def test_overlaps(self):
        assert cosine(employment())["i2", "i4"] == pytest.approx(1 / np.sqrt(2))
        assert jaccard(employment())["i2", "i4"] == 0.5

    def test_an_activity_never_paired_has_no_pairs_to_be_judged_by(self):
        assert np.isnan(association_strength(employment()).values[0]).all()


class TestWhatIsNotThere:
    def test_an_activity_nobody_has_is_unknown_not_unrelated(self):
        near = co_location(table([[1, 1, 0], [1, 1, 0]], kind="derived"))
        assert np.isnan(near.values[2]).all()
        assert near["i1", "i2"] == 1

    def test_a_withheld_cell_counts_as_absent_and_is_counted(self):
        near = co_location(employment_with_withheld())
        assert near.convention["hidden_cells"] == "1, taken as absent"

    def test_correlation_leaves_hidden_cells_out_pair_by_pair(self):
        whole = table([[4, 1, 3], [2, 5, 1], [3, 3, 3], [1, 6, 9]])
        hidden = np.zeros((4, 3), dtype=np.int8)
        hidden[3, 0] = Status.WITHHELD
        values = np.where(hidden, np.nan, whole.values)
        holed = RegionActivityMatrix.from_arrays(
            values,
            whole.regions,
            whole.activities,
            status=hidden,
            region_totals=whole.region_totals,
            activity_totals=whole.activity_totals,
            total=whole.total,
        )
        x = whole.values / whole.region_totals[:, np.newaxis]
        r = np.corrcoef(x[:3, 0], x[:3, 1])[0, 1]
        near = quotient_correlation(holed)
        assert near["i1", "i2"] == pytest.approx((1 + r) / 2, abs=1e-6)
        r = np.corrcoef(x[:, 1], x[:, 2])[0, 1]
        assert near["i2", "i3"] == pytest.approx((1 + r) / 2, abs=1e-6)

    def test_small_differences_between_large_figures_keep_their_digits_beside_a_hidden_cell(self):
        figures = 1 + 1e-6 * np.random.default_rng(1).standard_normal((7, 3))
        r = np.corrcoef(figures.T)[0]
        hidden = np.vstack([figures, [np.nan, 1, 1]])
        near = quotient_correlation(table(hidden, kind="derived")).values[0]
        np.testing.assert_allclose(near[1:], (1 + r[1:]) / 2, atol=1e-6)

    def test_a_column_that_does_not_vary_but_for_a_hidden_cell_goes_with_nothing(self):
        figures = [[0.1, 2, 1], [0.1, 1, 2], [0.1, 1.5, 1], [np.nan, 1, 3]]
        near = quotient_correlation(table(figures, kind="derived"))
        assert np.isnan(near.values[0]).all()
        assert np.isfinite(near.values[1, 2])

    def test_a_column_that_does_not_vary_goes_with_nothing(self):
        near = quotient_correlation(table([[1, 2, 1], [1, 1, 2], [1, 1.5, 1.5]]))
        assert np.isnan(near.values[0]).all()


class TestInput:
    def test_presences_are_taken_as_they_are(self):
        once = co_location(presence(employment()))
        np.testing.assert_array_equal(once.values, co_location(employment()).values)

    def test_a_derived_table_with_other_figures_is_refused(self):
        from fortrinn.measures import location_quotient

        with pytest.raises(TableError, match="neither a quantity nor a table of 0 and 1"):
            co_location(location_quotient(employment()))

    @pytest.mark.parametrize("measure", [association_strength, probability, cosine, jaccard])
    def test_an_unknown_convention_is_refused(self, measure):
        with pytest.raises(SettingError, match="margins can be pairs, occurrences"):
            measure(employment(), margins="all")

    @pytest.mark.parametrize("measure", [co_location, quotient_correlation])
    def test_an_unknown_self_pair_is_refused(self, measure):
        with pytest.raises(SettingError, match="self_pair can be excluded, included"):
            measure(employment(), self_pair="yes")

    def test_the_input_is_not_written_to(self):
        figures = employment().values.copy()
        co_location(employment())
        np.testing.assert_array_equal(employment().values, figures)

    def test_at_the_threshold_is_present(self):
        """Every quotient is exactly 1."""
        counts = co_occurrence(table([[1, 1], [2, 2], [3, 3]])).counts
        assert (counts == 3).all()


WHO = {
    "project": ["p", "p", "q", "q", "q", "p"],
    "field": ["a", "b", "a", "b", "c", "b"],
}


class TestCountsFromOutside:
    def test_taking_part_twice_counts_once(self):
        counts = CoOccurrence.from_members(WHO, place="project", activity="field")
        assert counts.counts.tolist() == [[2, 2, 1], [2, 2, 1], [1, 1, 1]]
        assert counts.places == 2
        assert jaccard(counts)["a", "c"] == 0.5

    def test_pairs_alone_have_no_occurrences(self):
        counts = CoOccurrence.from_counts([[0, 2], [2, 0]], ["a", "b"])
        assert association_strength(counts)["a", "b"] == 2
        with pytest.raises(SettingError, match="not how often each activity was found"):
            cosine(counts)

    def test_with_occurrences_and_places(self):
        counts = CoOccurrence.from_counts([[9, 2], [2, 9]], "ab", occurrences=[4, 2], places=8)
        assert co_location(counts)["a", "b"] == 0.5
        assert association_strength(counts, margins="occurrences")["a", "b"] == 2

    @pytest.mark.parametrize(
        "counts",
        [
            [[0, -1], [-1, 0]],
            [[0, 1], [2, 0]],
            [[0, np.nan], [np.nan, 0]],
            [[0, np.inf], [np.inf, 0]],
        ],
    )
    def test_counts_that_contradict_themselves_are_refused(self, counts):
        with pytest.raises(TableError, match="count of pairs is negative, missing, or differs"):
            CoOccurrence.from_counts(counts, "ab")

    @pytest.mark.parametrize("occurrences", [[1, 5], [-1, 5], [np.inf, 5]])
    def test_an_activity_found_less_often_than_with_another_is_refused(self, occurrences):
        with pytest.raises(TableError, match=r"'a' was found .* in all, and 5 times together with"):
            CoOccurrence.from_counts([[0, 5], [5, 0]], "ab", occurrences=occurrences)


class TestProximity:
    def test_a_pair_with_two_values_is_refused(self):
        with pytest.raises(TableError, match="'a' is not as near to 'b' as"):
            Proximity.from_arrays([[0, 0.5], [0.4, 0]], ["a", "b"], name="mine")

    def test_a_table_has_each_known_pair_once(self):
        near = Proximity.from_arrays(
            [[0, 0.5, np.nan], [0.5, 0, 0.1], [np.nan, 0.1, 0]], "abc", name="mine"
        )
        rows = near.to_arrow().to_pylist()
        assert [(row["activity_a"], row["activity_b"]) for row in rows] == [("a", "b"), ("b", "c")]
        assert rows[0] == {
            "activity_a": "a",
            "activity_b": "b",
            "source": "mine",
            "proximity": 0.5,
            "p_value": None,
        }

    def test_equal_pairs_share_their_rank(self):
        near = Proximity.from_arrays(
            [[0, 0.5, 0.5], [0.5, 0, 0.9], [0.5, 0.9, 0]], "abc", name="mine"
        ).percentiles()
        assert (near["a", "b"], near["a", "c"], near["b", "c"]) == (0.25, 0.25, 1)

    def test_selecting_an_unknown_activity_says_what_was_meant(self):
        with pytest.raises(UnknownName, match="'i9' is not there"):
            co_location(employment()).select(["i1", "i9"])

    def test_integers_and_one_activity_will_do(self):
        near = Proximity.from_arrays([[0]], ["a"], name="mine")
        assert near.percentiles().to_arrow().num_rows == 0
