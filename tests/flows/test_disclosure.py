"""Small cells stay in the house; what leaves cannot be undone by subtraction."""

import numpy as np
import pyarrow as pa
import pytest

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
