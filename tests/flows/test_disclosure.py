"""Small cells stay in the house; what leaves cannot be undone by subtraction."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.confidentiality import OwnTable, audit
from fortrinn.errors import SettingError
from fortrinn.flows import flow_matrix, inflows_and_outflows, over_years, released

YEARLY = pa.table(
    {
        "year": [2021, 2022, 2021, 2022, 2021],
        "from": ["A", "A", "A", "A", "B"],
        "to": ["B", "B", "C", "C", "A"],
        "moves": [9, 4, 3, 3, 20],
    }
)


def test_the_sum_over_years_knows_how_many_persons_it_must_rest_on():
    assert over_years(YEARLY).to_pydict() == {
        "from": ["A", "A", "B"],
        "to": ["B", "C", "A"],
        "moves": [13, 6, 20],
        "persons_at_least": [9, 3, 20],
    }


def test_a_cell_that_may_rest_on_few_persons_is_withheld_and_not_zero():
    table = released(over_years(YEARLY)).to_pydict()
    assert table["moves"] == [13, None, 20]
    assert table["status"] == ["published", "withheld", "published"]


def test_fewer_than_three_persons_is_never_allowed():
    with pytest.raises(SettingError, match="at least 3 persons"):
        released(over_years(YEARLY), least_persons=2)


def test_the_matrix_keeps_withheld_apart_from_no_moves():
    matrix, codes = flow_matrix(released(over_years(YEARLY)))
    assert codes == ("A", "B", "C")
    np.testing.assert_array_equal(matrix, [[0, 13, np.nan], [20, 0, 0], [0, 0, 0]])


def test_a_place_with_a_withheld_pair_gets_lower_bounds_and_no_net():
    table = inflows_and_outflows(released(over_years(YEARLY))).to_pydict()
    assert table["inflows"] == [20, 13, 0]
    assert table["outflows"] == [13, 20, 0]
    assert table["net"] == [None, -7.0, None]
    assert table["withheld_pairs"] == [1, 0, 1]


# --- everything that leaves, together -----------------------------------------------------------

YEARS = arrays(
    np.int64, st.tuples(st.integers(1, 3), st.just(4), st.just(4)), elements=st.integers(0, 30)
)
CODES = np.array(["A", "B", "C", "D"])


def leaves(block):
    """What ``fortrinn flows`` writes of moves by year, from and to."""
    at = np.argwhere(block > 0)
    yearly = pa.table(
        {
            "year": at[:, 0] + 2020,
            "from": CODES[at[:, 1]],
            "to": CODES[at[:, 2]],
            "moves": block[tuple(at.T)],
        }
    )
    published = released(over_years(yearly))
    return {"moves": published, "places": inflows_and_outflows(published)}


@settings(max_examples=60, deadline=None)
@given(YEARS, st.integers(1, 4))
def test_nothing_that_leaves_depends_on_a_withheld_figure(block, other):
    """Whatever a pair that is withheld had each year, from one to four: the same files."""
    assume(block.any())
    few = (block.max(axis=0) > 0) & (block.max(axis=0) < 5)
    changed = np.where((block > 0) & few, other, block)
    for name, table in leaves(block).items():
        assert table.equals(leaves(changed)[name])


@settings(max_examples=40, deadline=None)
@given(YEARS)
def test_a_reader_cannot_work_out_a_withheld_pair_from_what_leaves(block):
    """No total stands beside the pairs: the solver, given every pair shown, finds nothing."""
    assume(block.any())
    matrix, codes = flow_matrix(leaves(block)["moves"])
    there = [list(CODES).index(code) for code in codes]
    whole = block.sum(axis=0)[np.ix_(there, there)].astype(float)
    hidden = np.ones([n + 1 for n in whole.shape], bool)
    hidden[:-1, :-1] = np.isnan(matrix)
    secret = np.isnan(matrix)
    assert audit(OwnTable(whole), hidden, secret).is_safe
