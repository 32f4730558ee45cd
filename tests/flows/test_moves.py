"""Moves counted by hand, and the same tables from every engine."""

import itertools
import os
import socket
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.errors import SettingError, TableError
from fortrinn.flows import Rules, SyntheticRegister, engines, moves

ANNA, BO, CHI = 1, 2, 3

# person, year, establishment, group, industry, wage, months
JOBS = [
    (ANNA, 2020, 10, 1, "fish", 400, 12),
    (ANNA, 2021, 20, 1, "fish", 410, 12),  # another establishment of the same group
    (ANNA, 2022, 30, 2, "feed", 450, 12),
    (BO, 2020, 10, 1, "fish", 300, 12),
    (BO, 2022, 40, 3, "software", 500, 12),  # away in 2021
    (CHI, 2020, 40, 3, "software", 600, 12),
    (CHI, 2021, 40, 3, "software", 610, 12),  # stays
    (CHI, 2022, 10, 1, "fish", 620, 2),
]


def register(folder: Path, rows: list[tuple[object, ...]]) -> Path:
    names = ("person", "year", "establishment", "enterprise_group", "industry", "wage", "months")
    path = folder / "register.parquet"
    in_order = sorted(rows, key=lambda row: row[1] or 0)
    pq.write_table(
        pa.table(dict(zip(names, map(list, zip(*in_order, strict=True)), strict=True))), path
    )
    return path


def counted(path: Path, rules: Rules, **how: object) -> dict[tuple[int, str, str], int]:
    table = moves(path, rules=rules, **how).to_pydict()
    return dict(
        zip(
            zip(table["year"], table["from"], table["to"], strict=True), table["moves"], strict=True
        )
    )


WAYS = [{"fast": False}, {"fast": True}, {"engine_address": "polars"}]


@pytest.mark.parametrize("how", WAYS)
def test_a_move_is_another_establishment_from_one_year_to_the_next(tmp_path, how):
    assert counted(register(tmp_path, JOBS), Rules(), **how) == {
        (2021, "fish", "fish"): 1,
        (2022, "fish", "feed"): 1,
        (2022, "software", "fish"): 1,
    }


@pytest.mark.parametrize("how", WAYS)
def test_moves_within_an_enterprise_group_can_be_left_out(tmp_path, how):
    found = counted(register(tmp_path, JOBS), Rules(within_group=False), **how)
    assert (2021, "fish", "fish") not in found
    assert found[2022, "fish", "feed"] == 1


@pytest.mark.parametrize("how", WAYS)
def test_a_longer_gap_sees_the_person_who_was_away(tmp_path, how):
    assert counted(register(tmp_path, JOBS), Rules(gap=2), **how)[2022, "fish", "software"] == 1


@pytest.mark.parametrize("how", WAYS)
def test_short_jobs_can_be_left_out(tmp_path, how):
    found = counted(register(tmp_path, JOBS), Rules(least_months=3), **how)
    assert (2022, "software", "fish") not in found


@pytest.mark.parametrize("how", WAYS)
def test_the_main_job_is_the_best_paid(tmp_path, how):
    second_job = [*JOBS, (ANNA, 2022, 50, 5, "software", 100, 12)]
    found = counted(register(tmp_path, second_job), Rules(main_job="wage"), **how)
    assert found[2022, "fish", "feed"] == 1
    assert (2022, "fish", "software") not in found


@pytest.mark.parametrize("how", WAYS)
def test_several_jobs_in_a_year_are_refused_until_one_is_the_main_job(tmp_path, how):
    second_job = [*JOBS, (ANNA, 2022, 50, 5, "software", 100, 12)]
    with pytest.raises(TableError, match=r"1 rows are a second job.*main_job='wage'"):
        moves(register(tmp_path, second_job), **how)


# What registers are like: a key, a group or a wage that nobody filled in.
UNTIDY = [
    (None, 2020, 50, 4, "fish", 100, 12),
    (None, 2021, 60, 5, "feed", 100, 12),  # another nameless person, not a move of the first
    (ANNA, None, 70, 1, "feed", 100, 12),
    (BO, 2021, None, 1, "feed", 100, 12),
    (CHI, 2020, 40, None, "software", None, 12),
    (CHI, 2020, 41, None, "fish", 50, 12),
    (CHI, 2021, 42, 3, "feed", 60, 12),
    (CHI, 2022, 43, None, "fish", 60, 12),
]


@pytest.mark.parametrize("how", WAYS)
def test_rows_without_a_person_a_year_or_a_place_are_nobodys_job(tmp_path, how):
    path = register(tmp_path, [*JOBS[:3], *UNTIDY[:4]])
    assert counted(path, Rules(), **how) == {
        (2021, "fish", "fish"): 1,
        (2022, "fish", "feed"): 1,
    }


@pytest.mark.parametrize("how", WAYS)
def test_a_missing_wage_is_lower_than_any_and_no_group_is_no_ones_group(tmp_path, how):
    rules = Rules(main_job="wage", within_group=False)
    assert counted(register(tmp_path, UNTIDY[4:]), rules, **how) == {
        (2021, "fish", "feed"): 1,
        (2022, "feed", "fish"): 1,
    }


@pytest.mark.parametrize("how", WAYS)
def test_a_wage_paid_back_is_more_than_one_that_nobody_knows(tmp_path, how):
    rows = [
        (ANNA, 2020, 10, 1, "fish", None, 12),
        (ANNA, 2020, 11, 1, "feed", -400, 12),
        (ANNA, 2021, 20, 2, "x", 1, 12),
    ]
    path = register(tmp_path, rows)
    assert counted(path, Rules(main_job="wage"), **how) == {(2021, "feed", "x"): 1}


EQUAL = [
    *((ANNA, 2020, 10, 1, code, 400, 12) for code in (None, "ships", "fish", "feed")),
    (ANNA, 2021, 20, 2, "x", 1, 12),
]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("how", [{}, {"engine_address": "polars"}])
def test_of_equal_jobs_at_one_place_the_lowest_code_is_kept_whatever_the_order(
    tmp_path, how, backwards
):
    path = register(tmp_path, EQUAL[::-1] if backwards else EQUAL)
    assert counted(path, Rules(main_job="wage"), **how) == {(2021, "feed", "x"): 1}


def test_a_missing_column_is_named_with_what_was_probably_meant(tmp_path):
    path = tmp_path / "wrong.parquet"
    pq.write_table(pa.table({"person": [1], "yeer": [2020], "establishment": [1]}), path)
    with pytest.raises(TableError, match=r"No column 'year'.*Did you mean 'yeer'"):
        moves(path)


@pytest.mark.parametrize("address", ["duckdb", "polars"])
def test_a_file_that_is_not_parquet_is_refused_with_a_sentence(tmp_path, address):
    path = tmp_path / "notes.parquet"
    path.write_text("not a table")
    with pytest.raises(TableError, match="cannot be read as Parquet"):
        moves(path, engine_address=address)


@pytest.mark.parametrize("address", ["duckdb", "polars"])
@pytest.mark.parametrize("path", ["s3://bucket/register.parquet", "hdfs:///register"])
def test_a_register_elsewhere_is_not_fetched_without_a_word(path, address):
    with pytest.raises(TableError, match=f"'{path}' is not on this machine"):
        moves(path, engine_address=address)


def test_an_address_where_nobody_answers_says_what_to_do(tmp_path):
    with pytest.raises(SettingError, match="Nothing answers at sc://127"):
        moves(register(tmp_path, JOBS), engine_address="sc://127.0.0.1:9")


@pytest.mark.parametrize("port", ["99999", "abc"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    with pytest.raises(SettingError, match=f"The port of sc://127.0.0.1:{port} is not a number"):
        moves(register(tmp_path, JOBS), engine_address=f"sc://127.0.0.1:{port}")


@pytest.mark.parametrize("how", WAYS)
def test_a_register_damaged_in_the_middle_is_refused_with_a_sentence(synthetic, tmp_path, how):
    whole = bytearray(synthetic.read_bytes())
    middle = range(len(whole) // 4, len(whole) // 2)
    whole[middle.start : middle.stop] = bytes(~whole[place] & 0xFF for place in middle)
    path = tmp_path / "damaged.parquet"
    path.write_bytes(whole)
    with pytest.raises(TableError, match=r"could not be read to the end: .+ Write the file again"):
        moves(path, **how)


@pytest.mark.parametrize(
    ("memory", "sentence"),
    [("lots", "'lots' is not an amount of memory"), ("1MB", "memory allowed is not enough")],
)
def test_memory_that_is_none_or_not_enough_is_said(synthetic, memory, sentence):
    with pytest.raises(SettingError, match=sentence):
        moves(synthetic, rules=Rules(main_job="wage"), memory=memory)


def test_what_listens_and_never_answers_is_told_apart_from_a_server(tmp_path, monkeypatch):
    """The client of Spark would wait for it for ever."""
    monkeypatch.setattr(engines, "SECONDS_TO_ANSWER", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"sc://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(SettingError, match="does not answer as a Spark Connect server"):
            moves(register(tmp_path, JOBS), engine_address=address)


def test_an_unknown_engine_is_refused(tmp_path):
    with pytest.raises(SettingError, match="'oracle' is not an engine"):
        moves(register(tmp_path, JOBS), engine_address="oracle")


def all_rules() -> list[Rules]:
    choices = itertools.product(
        ("industry", "region", "occupation"), ("given", "wage"), (1, 2), (True, False)
    )
    return [
        Rules(between=between, main_job=main, gap=gap, within_group=group)
        for between, main, gap, group in choices
    ]


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    return SyntheticRegister(persons=4_000, years=5).write(folder / "register.parquet", seed=7)


@pytest.mark.parametrize("rules", all_rules(), ids=str)
def test_every_engine_gives_the_identical_table(synthetic, rules):
    expected = moves(synthetic, rules=rules, fast=False)
    assert expected.num_rows > 20
    assert moves(synthetic, rules=rules, fast=True).equals(expected)
    assert moves(synthetic, rules=rules, engine_address="polars").equals(expected)


def test_a_spark_connect_server_gives_the_identical_table(synthetic, tmp_path):
    server_module = pytest.importorskip("pysail.spark")
    server = server_module.SparkConnectServer()
    server.start(background=True)
    _host, port = server.listening_address
    try:
        address = f"sc://127.0.0.1:{port}"
        assert moves(synthetic, engine_address=address).equals(moves(synthetic))
        same_there(address, synthetic, register(tmp_path, [*UNTIDY, *EQUAL]))
    finally:
        server.stop()


def same_there(address: str, *registers: Path) -> None:
    """The server counts the same as the embedded engine, in every register, by all rules."""
    for path in registers:
        for rules in (Rules(main_job="wage"), Rules(main_job="wage", within_group=False, gap=2)):
            there = moves(path, rules=rules, engine_address=address)
            assert there.equals(moves(path, rules=rules, fast=False))


@pytest.mark.live
def test_a_full_spark_gives_the_identical_table():
    """For a Spark of your own: both must see the folder the register is written to."""
    address, folder = os.environ.get("FORTRINN_SPARK"), os.environ.get("FORTRINN_SPARK_FOLDER")
    if not (address and folder):
        pytest.skip("FORTRINN_SPARK and FORTRINN_SPARK_FOLDER do not name a Spark to try it on")
    generated = SyntheticRegister(persons=4_000, years=5)
    tidy = generated.write(Path(folder) / "tidy.parquet", seed=7)
    same_there(address, tidy, register(Path(folder), [*UNTIDY, *EQUAL]))


def test_rows_out_of_year_order_leave_the_fast_path_and_count_the_same(synthetic, tmp_path):
    table = pq.read_table(synthetic)
    shuffled = tmp_path / "shuffled.parquet"
    pq.write_table(table.take(pa.array(range(table.num_rows - 1, -1, -1))), shuffled)
    assert moves(shuffled).equals(moves(synthetic))


def test_a_register_in_yearly_files_is_one_register(tmp_path):
    generated = SyntheticRegister(persons=500, years=4)
    for number, rows in enumerate(generated.years_of_rows(seed=3)):
        pq.write_table(rows, tmp_path / f"{number}.parquet")
    whole = tmp_path.parent / f"{tmp_path.name}-whole.parquet"
    generated.write(whole, seed=3)
    assert moves(tmp_path, fast=True).equals(moves(whole, fast=False))
    assert moves(tmp_path, fast=False).equals(moves(whole, fast=False))


@pytest.mark.parametrize("engine_address", ["duckdb", "polars"])
def test_a_year_in_words_and_a_file_that_is_not_there_are_said(tmp_path, engine_address):
    path = tmp_path / "words.parquet"
    columns = {"person": [1, 1], "establishment": [1, 2], "industry": ["10", "11"]}
    pq.write_table(pa.table(columns | {"year": ["nineteen", "twenty"]}), path)
    with pytest.raises(TableError, match="Column 'year' holds String; figures are expected"):
        moves(path, engine_address=engine_address)
    pq.write_table(pa.table(columns | {"year": [1, 2], "industry": [["10"], ["11"]]}), path)
    with pytest.raises(TableError, match=r"Column 'industry' holds List.*; names are expected"):
        moves(path, engine_address=engine_address)
    with pytest.raises(TableError, match="There is no file"):
        moves(tmp_path / "nowhere.parquet", engine_address=engine_address)
