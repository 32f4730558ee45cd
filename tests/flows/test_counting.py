"""Moves are counted while the file is read, the same as by any other way."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.errors import TableError, UnknownName
from fortrinn.flows import count_rows, counting


def written(path, left, entered, rows=1000):
    pq.write_table(pa.table({"from": left, "to": entered}), path, row_group_size=rows)
    return path


@pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "plain"])
@pytest.mark.parametrize(
    "name", [int, lambda code: code * 100_003 - 7, lambda code: f"{code:02d}.1"],
    ids=["small codes", "large codes", "text"],
)  # fmt: skip
def test_every_move_is_counted_once(tmp_path, monkeypatch, name, compiled):
    if not compiled:
        monkeypatch.setattr(counting, "find_spec", lambda _name: None)
    left, entered = np.random.default_rng(1).integers(0, 40, (2, 9_500))
    names = [name(code) for code in range(40)]
    path = written(
        tmp_path / "moves.parquet", [names[i] for i in left], [names[i] for i in entered]
    )
    counts, codes = count_rows(path)
    expected = np.zeros((40, 40), dtype=np.int64)
    np.add.at(expected, (left, entered), 1)
    assert codes == tuple(sorted(names))
    assert (counts == expected).all()


def test_a_move_from_or_to_nobody_knows_where_is_left_out(tmp_path):
    path = written(tmp_path / "moves.parquet", ["A", None, "B", "A"], ["B", "A", None, "B"], 2)
    counts, codes = count_rows(path)
    assert codes == ("A", "B")
    assert counts.tolist() == [[0, 2], [0, 0]]


def test_a_file_without_moves_has_no_codes(tmp_path):
    empty = pa.array([], pa.int64())
    counts, codes = count_rows(written(tmp_path / "moves.parquet", empty, empty))
    assert (counts.shape, codes) == ((0, 0), ())


def test_a_missing_column_and_a_broken_file_are_refused(tmp_path):
    path = written(tmp_path / "moves.parquet", [1], [2])
    with pytest.raises((UnknownName, TableError), match="industry"):
        count_rows(path, from_column="industry")
    (tmp_path / "broken.parquet").write_text("from,to")
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        count_rows(tmp_path / "broken.parquet")


def test_large_codes_behind_small_ones_are_counted_with_them(tmp_path, monkeypatch):
    monkeypatch.setattr(counting, "_ROWS_A_BATCH", 2)
    left, entered = [1, 2, 1_000_000, 2, 3, 1], [2, 1, 2, 1_000_000, 1, 2]
    counts, codes = count_rows(written(tmp_path / "moves.parquet", left, entered, 2))
    assert codes == (1, 2, 3, 1_000_000)
    assert counts.tolist() == [[0, 2, 0, 0], [1, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]]
