"""The harness measures what it says, and the page of results keeps one section for each suite."""

import hashlib
import sys

import pytest

from benchmarks import flows
from benchmarks.__main__ import SUITES, main
from benchmarks.harness import (
    Case,
    Measured,
    Run,
    Section,
    machine,
    measured,
    table_of,
    write_section,
)
from benchmarks.tables import register_table, written_csv, written_parquet
from fortrinn.analysis import analyse
from fortrinn.flows import SyntheticRegister
from fortrinn.sources import open_table


def result(name: str, *seconds: float, **goals: float) -> Measured:
    return Measured(Case(name, **goals), tuple(Run(each, each, 100.0) for each in seconds))


def test_work_is_measured_in_a_process_of_its_own(tmp_path):
    path = written_parquet(tmp_path / "small.parquet", register_table(5, 6, 2))
    case = Case("small", work="benchmarks.analyse:in_memory", arguments=(str(path),))
    (found,) = measured([case], rounds=2)
    assert len(found.times) == 2
    assert 0 < found.seconds < 60
    assert found.megabytes > 40


def test_program_is_measured_from_start_to_end():
    (found,) = measured([Case("nothing", command=(sys.executable, "-c", "pass"))], rounds=1)
    assert found.processor > 0
    assert found.megabytes > 1


def test_memory_is_that_of_the_work_and_not_of_the_process_that_asked():
    ballast = bytearray(300_000_000)
    cases = [
        Case("nothing", command=(sys.executable, "-c", "pass")),
        Case("little", work="unittest.mock:Mock"),
    ]
    assert max(each.megabytes for each in measured(cases, rounds=1)) < len(ballast) / 2e6


def test_case_that_fails_ends_the_run():
    with pytest.raises(SystemExit, match="wrong failed"):
        measured([Case("wrong", command=(sys.executable, "-c", "1/0"))], rounds=1)


def test_median_and_goals_stand_in_the_table():
    kept = result("quick", 1.0, 9.0, 2.0, most_seconds=3.0)
    missed = result("large", 1.0, most_megabytes=50.0)
    assert (kept.kept, missed.kept) == (True, False)
    lines = table_of([kept, missed]).splitlines()
    assert lines[2] == "| quick | 2.00 s | 1.00–9.00 s | 2.00 s | 100 MB | under 3 s: kept |"
    assert lines[3].endswith("| under 50 MB: **not kept** |")


def test_ratio_is_that_of_the_medians():
    ours, peer = result("ours", 1.0), result("peer", 20.0)
    lines = table_of([ours, peer], compared_with=ours).splitlines()
    assert "times ours" in lines[0]
    assert lines[3].endswith("| 20.00 |")


def test_section_takes_the_place_of_an_earlier_one(tmp_path):
    page = tmp_path / "benchmarks.md"
    write_section(Section("a", "First", "one"), page)
    write_section(Section("b", "Second", "two"), page)
    write_section(Section("a", "First", r"new \1"), page)
    text = page.read_text()
    assert text.startswith("# Benchmarks\n")
    assert text.count("## First") == text.count("## Second") == 1
    assert "one" not in text.split("## First")[1].split("<!--")[0]
    assert r"new \1" in text


def test_machine_names_versions():
    assert "numpy" in machine(["numpy"])


def test_a_suite_that_fails_leaves_the_others_to_be_run(tmp_path, monkeypatch, capsys):
    def fails() -> Section:
        sys.exit("a peer is not there")

    written: list[Section] = []
    monkeypatch.setattr("benchmarks.__main__.write_section", written.append)
    monkeypatch.setattr("benchmarks.ranks.run", fails)
    monkeypatch.setattr("benchmarks.growth.run", lambda: Section("growth", "Growth", "fine"))
    assert main(["ranks", "growth"]) == 1
    assert [each.key for each in written] == ["growth"]
    assert "The suite took 0.0 minutes." in written[0].text
    assert "a peer is not there" in capsys.readouterr().err


def test_unknown_suite_is_refused(capsys):
    assert main(["nothing"]) == 1
    assert ", ".join(SUITES) in capsys.readouterr().err


def test_table_is_the_same_every_time_and_like_a_register(tmp_path):
    table = register_table(40, 60, 3)
    assert table.num_rows == 40 * 60 * 3
    assert 0.03 < table["value"].null_count / table.num_rows < 0.07
    digest = hashlib.sha256()
    for column in register_table(40, 60, 3).columns:
        digest.update(str(column.to_pylist()).encode())
    again = hashlib.sha256()
    for column in table.columns:
        again.update(str(column.to_pylist()).encode())
    assert digest.digest() == again.digest()


def test_both_files_of_the_table_say_the_same(tmp_path):
    table = register_table(12, 30, 2)
    names = ["region", "activity", "period"]
    read = [
        open_table(path).read(names=names, value="value").columns
        for path in (
            written_parquet(tmp_path / "t.parquet", table),
            written_csv(tmp_path / "t.csv", table),
        )
    ]
    one, other = (analyse(each, period="period").regions.to_pylist() for each in read)
    assert one == other


def test_the_query_by_hand_counts_the_moves_of_the_library(tmp_path):
    path = SyntheticRegister(persons=2_000, years=4, industries=9).write(
        tmp_path / "register.parquet", seed=5
    )
    ours, by_hand = flows.counted(str(path), "duckdb")(), flows.counted_by_hand(str(path))()
    assert by_hand.to_pylist() == ours.to_pylist()
