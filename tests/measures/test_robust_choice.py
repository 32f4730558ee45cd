"""Rankings that hold, rankings that do not, and alternatives no other beats."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.errors import SettingError, TableError
from fortrinn.measures.robust_choice import pareto_front, rank_acceptability, weighted_sum

SCORES = arrays(
    np.float64,
    st.tuples(st.integers(1, 7), st.integers(1, 5)),
    elements=st.integers(1, 5).map(float),
)


def generator() -> np.random.Generator:
    return np.random.default_rng(11)


def names(scores) -> list[str]:
    return [f"n{row}" for row in range(len(scores))]


@given(SCORES)
def test_every_alternative_has_a_rank_and_every_rank_is_taken(scores):
    ranks = rank_acceptability(scores, names(scores), rng=generator(), weightings=50)
    np.testing.assert_allclose(ranks.acceptability.sum(axis=0), 1)
    np.testing.assert_allclose(ranks.acceptability.sum(axis=1), 1)


@given(SCORES)
def test_a_dominated_alternative_is_never_alone_in_front(scores):
    front = pareto_front(scores)
    ranks = rank_acceptability(scores, names(scores), rng=generator(), weightings=50)
    assert front.any()
    if front.sum() == 1 and len(scores) > 1:
        assert ranks.acceptability[front, 0] == pytest.approx(1)


@given(SCORES, st.data())
def test_the_order_of_the_table_does_not_matter(scores, data):
    order = data.draw(st.permutations(range(len(scores))))
    plain = rank_acceptability(scores, names(scores), rng=generator(), weightings=30)
    turned = rank_acceptability(
        scores[order], [names(scores)[row] for row in order], rng=generator(), weightings=30
    )
    assert plain.among_first(1) == pytest.approx(turned.among_first(1))
    np.testing.assert_array_equal(pareto_front(scores)[order], pareto_front(scores[order]))


def test_two_mirrored_alternatives_share_the_first_rank_evenly():
    ranks = rank_acceptability([[3, 1], [1, 3]], ["a", "b"], rng=generator(), weightings=4000)
    assert ranks.among_first(1)["a"] == pytest.approx(0.5, abs=0.03)


def test_weights_drawn_evenly_give_the_share_known_by_hand():
    """a = (4, 0), b = (1, 1): a leads when 4w > 1, in three quarters of the weightings."""
    ranks = rank_acceptability([[4, 0], [1, 1]], ["a", "b"], rng=generator(), weightings=20_000)
    assert ranks.among_first(1)["a"] == pytest.approx(0.75, abs=0.01)


def test_a_missing_score_is_not_zero():
    np.testing.assert_allclose(weighted_sum([[4, np.nan], [4, 0]], [1, 1]), [4, 2])


def test_an_alternative_nobody_scored_has_no_rank():
    ranks = rank_acceptability([[1.0], [np.nan]], ["a", "b"], rng=generator(), weightings=5)
    assert ranks.acceptability[0].tolist() == [1, 0]
    assert np.isnan(ranks.acceptability[1]).all()


def test_the_same_generator_gives_the_same_answer():
    scores = np.random.default_rng(3).integers(1, 6, (6, 4))
    first, again = (rank_acceptability(scores, names(scores), rng=generator()) for _ in range(2))
    np.testing.assert_array_equal(first.acceptability, again.acceptability)


def test_weights_that_say_nothing_are_refused():
    with pytest.raises(SettingError, match="at least one must be above 0"):
        weighted_sum([[1, 2]], [0, 0])


def test_names_and_rows_must_agree():
    with pytest.raises(TableError, match="one row for each of the 3 alternatives"):
        rank_acceptability([[1, 2]], ["a", "b", "c"], rng=generator())
