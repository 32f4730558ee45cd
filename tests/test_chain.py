"""The whole chain: from a file, period by period, and where complexity has no meaning."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.chain import chain, indicators
from fortrinn.errors import TableError, UndefinedMeasure
from fortrinn.examples import employment
from fortrinn.measures import co_location, density, presence


def rows(periods=("2018", "2019"), regions=40, activities=16):
    generator = np.random.default_rng(1)
    able, hard = generator.normal(size=(regions, 1)), generator.normal(size=activities)
    figures = generator.gamma(0.5, 100, (len(periods), regions, activities)) / (
        1 + np.exp(hard - able)
    )
    t, r, a = (axis.ravel() for axis in np.indices(figures.shape))
    return {
        "year": [periods[i] for i in t],
        "county": [f"r{i}" for i in r],
        "industry": [f"a{i}" for i in a],
        "jobs": figures.ravel().round(1).tolist(),
    }


COLUMNS = {"region": "county", "activity": "industry", "value": "jobs"}


def test_a_file_and_a_table_in_memory_give_the_same(tmp_path):
    table = pa.table(rows())
    pq.write_table(table, tmp_path / "jobs.parquet")
    from_file = list(chain(tmp_path / "jobs.parquet", period="year", **COLUMNS))
    in_memory = list(chain(table.to_pandas(), period="year", **COLUMNS))
    assert [each.period for each in from_file] == ["2018", "2019"]
    for one, other in zip(from_file, in_memory, strict=True):
        np.testing.assert_array_equal(one.density, other.density)
        np.testing.assert_array_equal(
            one.complexity.regions.values, other.complexity.regions.values
        )


def test_result_tables_have_a_row_for_each():
    every = next(chain(rows(periods=("2018",)), period="year", **COLUMNS))
    assert every.regions_table().num_rows == 40
    assert every.activities_table().num_rows == 16
    assert every.cells_table().num_rows == 640
    names = ["region", "period", "diversity", "complexity", "outlook"]
    assert every.regions_table().column_names == names
    assert every.regions_table().column("period").to_pylist()[0] == "2018"


def test_what_is_hidden_is_empty_in_the_tables_and_not_absent():
    table = {
        "period": [2018] * 6 + [2019] * 3,
        "region": list("AAABBBAAA"),
        "activity": list("ijk") * 3,
        "value": [1, 2, None, 3, 4, None, 5, 6, 7],
    }
    first, second = chain(table, period="period")
    assert first.activities_table()["ubiquity"].to_pylist() == [1, 1, None]
    assert first.cells_table()["presence"].to_pylist() == [False, True, None, True, False, None]
    assert second.regions_table()["diversity"].to_pylist() == [3, None]
    assert second.cells_table()["presence"].to_pylist()[3:] == [None] * 3
    assert second.cells_table()["density"].to_pylist()[3:] == [None] * 3


def test_few_regions_have_no_complexity_and_the_reason_stands_beside():
    every = indicators(employment())
    assert every.complexity is None
    assert every.outlook is None
    assert isinstance(every.refused, UndefinedMeasure)
    near = co_location(employment())
    np.testing.assert_array_equal(every.density, density(employment(), near).values)
    assert every.regions_table().column("complexity").null_count == 3


def test_a_reward_from_elsewhere_does_instead():
    every = indicators(employment(), reward={"i1": 1, "i2": 2, "i3": 3, "i4": 4})
    assert dict(every.outlook.items()) == {"A": 0, "B": 3, "C": 2}
    np.testing.assert_array_equal(every.gain[0], [0, 2, 2, 5])


def test_presences_will_do():
    every = indicators(presence(employment()))
    np.testing.assert_array_equal(every.present, presence(employment()).values > 0)


def test_settings_of_complexity_are_passed_on():
    every = next(chain(rows(("2018",)), period="year", **COLUMNS, anchor="a3"))
    assert every.complexity.sign_rule == "anchor"


def test_a_file_that_is_none_and_a_column_that_is_missing_are_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("no table")
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        next(chain(tmp_path / "notes.txt"))
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        next(chain(tmp_path / "absent.parquet"))
    pq.write_table(pa.table(rows()), tmp_path / "jobs.parquet")
    with pytest.raises(TableError, match=r"No column .job. in the table.*Did you mean 'jobs'"):
        next(chain(tmp_path / "jobs.parquet", **(COLUMNS | {"value": "job"})))
