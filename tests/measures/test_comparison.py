"""A region beside others: by hand, with hidden figures, and on the counties' accounts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.errors import TableError, UnknownName
from fortrinn.index import Index
from fortrinn.measures import similar_regions, structure, variety
from fortrinn.measures.comparison import comparison
from fortrinn.reference import accounts, comparison_groups, county

HIDDEN = float("nan")
FIGURES = Index([5, 3, 9, 3, HIDDEN], list("ABCDE"), name="figure", convention={"made": "by hand"})


def test_by_hand():
    beside = comparison(FIGURES, "A", {"near": ["B", "C"], "all": list("ABCDE")})
    near, every = beside.groups
    assert (near.median, near.lowest, near.highest, near.difference) == (6, 3, 9, -1)
    assert (near.rank, near.ranked) == (2, 3)
    assert every.regions == ("B", "C", "D", "E")
    assert (every.known, every.median, every.rank, every.ranked) == (3, 3, 2, 4)
    assert beside["near"] is near
    assert beside.to_arrow()["difference"].to_pylist() == [-1, 2]


def test_equal_figures_share_the_better_place():
    assert comparison(FIGURES, "B", {"all": list("ABCDE")})["all"].rank == 3


def test_a_region_without_a_figure_compares_with_nobody():
    beside = comparison(FIGURES, "E", {"all": list("ABCD")})
    assert np.isnan(beside.value)
    assert np.isnan(beside["all"].median)
    assert beside["all"].ranked == 0


def test_a_group_without_figures_or_without_members_has_none():
    for members in (["E"], [], ["A"]):
        group = comparison(FIGURES, "A", {"few": members})["few"]
        assert np.isnan(group.median)
        assert group.known == 0


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(UnknownName, match="'Z' is not there"):
        comparison(FIGURES, "Z", {"all": ["A"]})
    with pytest.raises(TableError, match="Not one region of 'others' is in 'figure'"):
        comparison(FIGURES, "A", {"others": ["X", "Y"]})
    with pytest.raises(TableError, match="nobody to compare with"):
        comparison(FIGURES, "A", {})


@given(st.lists(st.integers(-5, 5).map(float), min_size=2, max_size=12))
def test_ranks_count_those_above_and_the_median_lies_between(figures):
    names = [f"r{i}" for i in range(len(figures))]
    beside = comparison(Index(figures, names, name="x"), "r0", {"others": names})["others"]
    assert beside.rank == 1 + sum(figure > figures[0] for figure in figures[1:])
    assert beside.lowest <= beside.median <= beside.highest
    assert beside.difference == pytest.approx(figures[0] - np.median(figures[1:]))


def test_nordland_beside_neighbours_twins_and_country():
    table = accounts().panel("employment")["2019"]
    nordland = county("nordland").code
    twins = similar_regions(structure(table), nordland, group_of=accounts().group_of).regions[:3]
    groups = {**comparison_groups("nordland"), "twins": twins}
    beside = comparison(variety(table), nordland, groups)
    assert [each.group for each in beside.groups] == ["neighbours", "nuts2", "country", "twins"]
    assert beside["country"].ranked == 15
    assert beside["neighbours"].known == 2
