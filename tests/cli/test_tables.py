"""Fetching, listing and exporting tables on the command line."""

import json

import pytest

from agency import Agency
from fortrinn.sources.connector import Publisher


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORTRINN_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: AGENCY)
    AGENCY.__init__()


AGENCY = Agency()


def test_a_publishers_table_is_kept_with_the_command_that_fetches_it_again(run):
    ran = run("fetch", "ssb", "13470", "Region=18*", "--json")
    said = json.loads(ran.out)
    assert (said["key"], said["number"], said["rows"]) == ("ssb-13470", 1, 4)
    assert said["query"]["command"] == "fortrinn fetch ssb 13470 'Region=18*' 'Tid=top(3)'"
    assert run("fetch", "ssb", "13470", "Region=18*").out.startswith("Nothing new")


def test_a_publisher_that_is_misspelt_is_not_taken_for_a_file(run):
    ran = run("fetch", "sbb", "13470")
    assert (ran.code, ran.err) == (1, "'sbb' is not there. Did you mean 'ssb'?\n")


def test_rows_of_a_file_that_were_not_understood_are_told(run, tmp_path):
    (tmp_path / "a.csv").write_text("region;næring;antall\n18;Fiske;x\n18;Handel;4\n")
    ran = run("fetch", "a.csv")
    assert ran.code == 0
    assert ran.out == "Kept a version 1 (2 rows)\n", "the figure is missing, the row is there"
    assert "Row 2 has 'x'" in ran.err


def test_a_large_file_is_streamed_to_the_same_table(run, tmp_path, monkeypatch):
    lines = "".join(f"18;{i:05d};{i},5\n" for i in range(100))
    (tmp_path / "a.csv").write_text(f"region;næring;antall\n{lines}")
    monkeypatch.setattr("fortrinn.cli.tables.STREAMED_FROM", 10)
    assert "(100 rows)" in run("fetch", "a.csv").out
    run("export", "a", "--out", "copy.csv")
    assert "18,00003,3.5,published" in (tmp_path / "copy.csv").read_text()


def test_a_table_not_for_publication_is_not_exported(run, tmp_path):
    (tmp_path / "a.csv").write_text("region;næring;antall\n18;Fiske;4\n")
    run("fetch", "a.csv", "--not-for-publication")
    ran = run("export", "a", "--out", "copy.csv")
    assert ran.code == 1
    assert "not for publication" in ran.err
    assert not (tmp_path / "copy.csv").exists()
    assert json.loads(run("datasets", "--json").out)[0]["not_for_publication"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fetch", "ssb"], "Name the table"),
        (["fetch", "ssb", "13470", "Region"], "should be written as Region=18*"),
        (["fetch", "nothing.csv"], "There is no file"),
        (["search", "sbb", "x"], "Did you mean 'ssb'?"),
        (["datasets", "nothing"], "There is no table 'nothing'"),
        (["export", "nothing", "--out", "x.csv"], "There is no table 'nothing'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run, arguments, sentence):
    ran = run(*arguments)
    assert ran.code == 1
    assert sentence in ran.err


def test_an_ending_nobody_knows_is_refused(run, tmp_path):
    (tmp_path / "a.csv").write_text("region;næring;antall\n18;Fiske;4\n")
    run("fetch", "a.csv")
    assert "should end in" in run("export", "a", "--out", "copy.docx").err


def test_a_table_is_carried_to_other_codes_and_again_it_is_the_next_version(run, tmp_path):
    (tmp_path / "a.csv").write_text("region;periode;antall\n3005;2022;9\n1507;2022;4\n")
    run("fetch", "a.csv")
    ran = run("carry", "a", "--to", "municipalities")
    assert ran.out == "Kept a-municipalities version 1 (1 rows)\n"
    assert "1507" in ran.err
    run("export", "a-municipalities", "--out", "copy.csv")
    assert "3301" in (tmp_path / "copy.csv").read_text()
    assert run("carry", "a", "--to", "municipalities").out.startswith("Nothing new")
    assert "Did you mean" in run("carry", "a", "--to", "municipality").err


def test_counts_of_ones_own_are_protected_before_they_are_kept(run, tmp_path):
    rows = "a;x;20\na;y;3\na;z;40\nb;x;30\nb;y;25\nb;z;8\n"
    (tmp_path / "a.csv").write_text(f"region;næring;antall\n{rows}")
    ran = run("fetch", "a.csv", "--counted", "persons")
    assert "fewer than 5 persons: 1" in ran.err
    run("export", "a", "--out", "copy.csv")
    written = (tmp_path / "copy.csv").read_text()
    assert "a,y,,withheld" in written
    assert ",3," not in written


def test_a_list_is_added_up(run, tmp_path):
    rows = "1804;Fiske;4;A\n1804;Fiske;3;A\n1804;Fiske;5;B\n1804;Handel;2;C\n"
    (tmp_path / "a.csv").write_text(f"region;næring;antall;bedrift\n{rows}")
    ran = run("fetch", "a.csv", "--who", "bedrift")
    assert "4 rows became 2 figures" in ran.err
    run("export", "a", "--out", "copy.csv")
    assert "1804,Fiske,12" in (tmp_path / "copy.csv").read_text()


def test_counts_without_a_row_that_was_understood_are_refused(run, tmp_path):
    (tmp_path / "a.csv").write_text("region;næring;antall\n18;Fiske;x\n")
    ran = run("fetch", "a.csv", "--counted", "persons")
    assert ran.code == 1
    assert "has rows and columns" in ran.err


def test_a_list_counted_another_way_is_held_against_the_first(run, tmp_path):
    persons = {"18;A": 40, "18;B": 30, "55;A": 2, "55;B": 1, "03;A": 9, "11;A": 70}
    rows = [
        f"{cell};1;{cell[-1]}{cell[:2]}{i}" for cell, many in persons.items() for i in range(many)
    ]
    text = "region;næring;antall;hvem\n" + "\n".join(rows)
    (tmp_path / "a.csv").write_text(text)
    counted = ("--counted", "persons", "--who", "hvem")
    assert run("fetch", "a.csv", "--region", "region", "--key", "one", *counted).code == 0
    other = ("--region", "næring", "--activity", "region", "--key", "two")
    second = run("fetch", "a.csv", *other, *counted)
    assert "held against: 1" in second.err
    taken = run("fetch", "a.csv", "--key", "three", "--who", "hvem")
    assert taken.code == 1
    assert "was counted from this very file" in taken.err


def test_news_of_a_publisher_are_told_and_one_who_is_silent_gives_exit_code_1(run, tmp_path):
    run("fetch", "ssb", "13470", "Region=18*", "--key", "jobs")
    (tmp_path / "a.csv").write_text("region;næring;antall\n18;Fiske;4\n")
    run("fetch", "a.csv")
    assert "nothing new" in run("news").out
    AGENCY.updated = "2026-01-01"
    ran = run("news", "--json")
    (one,) = json.loads(ran.out)
    assert (ran.code, one["has_news"], one["known"]) == (0, True, "2025-01-01")
    assert run("news", "jobs").out.startswith("jobs" + " " * 30 + "updated 2026-01-01")
    assert "None of these tables was fetched" in run("news", "a").err
    AGENCY.fails = {"13470"}
    ran = run("news")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "jobs: The publisher does not answer. Try again later.\n"


def test_old_figures_are_removed_only_when_asked_for(run, tmp_path):
    for figure in range(3):
        (tmp_path / "a.csv").write_text(f"region;næring;antall\n18;Fiske;{figure}\n")
        run("fetch", "a.csv")
    listed = run("prune", "a")
    assert [line.split("  ")[-1] for line in listed.out.splitlines()] == [
        "kept: It is the newest.", "may go", "may go",
    ]  # fmt: skip
    assert "fortrinn prune a --yes" in listed.err
    assert json.loads(run("prune", "a", "--yes", "--json").out)["removed"] == [2, 1]
    assert run("datasets", "a").out.count("figures removed") == 2
    ran = run("prune", "a", "--yes")
    assert (ran.code, ran.err) == (1, "Only the newest version has figures here, and it is kept.\n")


def test_versions_of_ones_own_counts_are_kept(run, tmp_path):
    for figure in (10, 20):
        (tmp_path / "a.csv").write_text(f"region;næring;antall\n18;Fiske;{figure}\n18;Hest;9\n")
        run("fetch", "a.csv", "--counted", "persons")
    assert "held against it" in run("prune", "a").out
