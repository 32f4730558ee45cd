"""Opening a file: which kind it is, which columns it has, and what is refused."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.errors import SettingError, TableError
from fortrinn.panel import Panel
from fortrinn.sources import long_table, open_table


def parquet(folder: Path, columns: dict, name: str = "table.parquet") -> Path:
    pq.write_table(pa.table(columns), folder / name)
    return folder / name


def read(path: Path, **settings):
    return open_table(path).read(names=["region", "activity"], value="value", **settings)


def test_parquet_is_read_as_it_is(tmp_path):
    path = parquet(
        tmp_path,
        {"region": ["0301", "1103"], "activity": ["a", None], "value": [5, None], "x": [1, 2]},
    )
    table = read(path)
    assert table.columns.to_pylist() == [
        {"region": "0301", "activity": "a", "value": 5},
        {"region": "1103", "activity": None, "value": None},
    ]
    assert table.rows.tolist() == [1, 2]


def test_parquet_with_numbers_for_names_and_text_for_figures(tmp_path):
    path = parquet(
        tmp_path,
        {
            "region": [301.0, None, 1103.0],
            "activity": pa.array(["a", "b", "a"]).dictionary_encode(),
            "value": ["1 234,5", ":", "2"],
        },
    )
    table = read(path)
    assert table.columns["region"].to_pylist() == ["301", None, "1103"]
    assert table.columns["value"].to_pylist() == [1234.5, None, 2]
    assert table.status == "status"
    assert table.columns["status"].to_pylist() == [None, ":", None]


def test_status_column_goes_before_the_marks(tmp_path):
    path = parquet(
        tmp_path,
        {
            "region": ["A", "A"],
            "activity": ["i", "j"],
            "value": [":", ":"],
            "status": ["missing", None],
        },
    )
    table = read(path, status="status")
    assert table.columns["status"].to_pylist() == ["missing", ":"]


def test_status_column_of_marks_finds_a_free_name(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("status;activity;value\nA;i;:\nB;i;1\n")
    table = open_table(path).read(names=["status", "activity"], value="value")
    assert table.status == "status_"


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_missing_column_is_refused_with_what_was_meant(tmp_path, kind):
    path = tmp_path / f"table.{kind}"
    if kind == "csv":
        path.write_text("regoin,activity,value\nA,i,1\n")
    else:
        parquet(tmp_path, {"regoin": ["A"], "activity": ["i"], "value": [1]})
    with pytest.raises(TableError, match=r"No column 'region'.*Did you mean 'regoin'\?"):
        read(path)


def test_column_that_stands_twice_is_refused_where_it_is_used(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("region,activity,value,value,x,x\nA,i,1,2,3,4\n")
    with pytest.raises(TableError, match=r"2 columns are called 'value'. Give each its own name."):
        read(path)
    path.write_text("region,activity,value,x,x\nA,i,1,3,4\n")
    assert read(path).columns.num_rows == 1


def test_missing_file_is_refused_with_what_was_meant(tmp_path):
    (tmp_path / "employment.csv").write_text("a,b\n")
    with pytest.raises(TableError, match=r"no file '.*employmnt.csv'. Did you mean '.*employment"):
        open_table(tmp_path / "employmnt.csv")
    with pytest.raises(TableError, match="Check the name and the folder"):
        open_table(tmp_path / "no such folder" / "table.csv")


def test_folder_is_refused(tmp_path):
    with pytest.raises(TableError, match=r"is a folder. Give a CSV, Excel or Parquet file"):
        open_table(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n  \n"])
@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.parquet"])
def test_empty_file_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=f"'{name}' is empty"):
        open_table(tmp_path / name)


@pytest.mark.parametrize("name", ["table.xlsx", "table.parquet"])
def test_random_bytes_are_not_what_the_file_is_called(tmp_path, name):
    (tmp_path / name).write_bytes(np.random.default_rng(3).bytes(5000))
    with pytest.raises(TableError, match=f"'{name}' is called .*, but what is in it is not"):
        open_table(tmp_path / name)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"PAR1"])
def test_random_bytes_behind_a_true_beginning_are_refused(tmp_path, start):
    (tmp_path / "table").write_bytes(start + np.random.default_rng(3).bytes(5000))
    with pytest.raises(TableError, match="'table' is not a whole"):
        open_table(tmp_path / "table")


def test_damage_inside_a_parquet_file_is_refused(tmp_path):
    path = parquet(
        tmp_path, {"region": ["A"] * 999, "activity": ["i"] * 999, "value": np.arange(999.0)}
    )
    content = bytearray(path.read_bytes())
    content[200:2000] = bytes(1800)
    path.write_bytes(content)
    with pytest.raises(TableError, match="not a whole Parquet file"):
        read(path)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [(b"\xd0\xcf\x11\xe0", "old kind"), (b"\x1f\x8b\x08", "compressed"), (b"BZh9", "compressed")],
)
def test_files_that_need_another_program_first_are_refused(tmp_path, start, sentence):
    (tmp_path / "table.csv").write_bytes(start + bytes(range(50)))
    with pytest.raises(TableError, match=sentence):
        open_table(tmp_path / "table.csv")


def test_what_is_in_the_file_decides_its_kind(tmp_path):
    path = parquet(tmp_path, {"region": ["A"], "activity": ["i"], "value": [1]}, "table.csv")
    assert open_table(path).columns == ("region", "activity", "value")


def test_rows_are_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(long_table, "MOST_ROWS", 2)
    path = parquet(tmp_path, {"region": ["A"] * 3, "activity": ["i"] * 3, "value": [1] * 3})
    with pytest.raises(TableError, match="more than 2 rows"):
        read(path)


def test_column_of_another_kind_is_refused(tmp_path):
    path = parquet(
        tmp_path, {"region": ["A"], "activity": pa.array([[1]]), "value": pa.array([True])}
    )
    with pytest.raises(TableError, match=r"Column 'activity' holds list<.*names are expected"):
        read(path)
    table = open_table(path).read(names=["region"], value="value").columns
    columns = table.append_column("activity", [["i"]]).append_column("period", [["2019"]])
    with pytest.raises(TableError, match="Column 'value' holds bool; figures are expected"):
        Panel.from_long(columns)


def test_decimal_mark_is_a_comma_or_a_point(tmp_path):
    path = parquet(tmp_path, {"region": ["A"], "activity": ["i"], "value": ["1"]})
    with pytest.raises(SettingError, match="a comma or a point, not 'x'"):
        read(path, decimal="x")
