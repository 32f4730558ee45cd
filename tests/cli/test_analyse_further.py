"""``fortrinn analyse`` with job moves, relatedness and scores brought along."""

import csv
import gzip
import io
import json
from pathlib import Path

import numpy as np
import pytest

MOVES = "from;to;moves\n01.110;01.120;30\n01.120;01.110;20\n62.010;62.020;50\n62.010;62.010;900\n"
NAMES = ("-1", "=a", "+b", "@c", "d", "e")
PAIRS = "activity_a,activity_b,proximity\n01.110,62.010,0.25\n"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text())))


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_moves_become_a_source_and_self_moves_are_left_out_and_counted(run, table, tmp_path):
    moves = written(tmp_path, MOVES, "moves.csv")
    out = tmp_path / "result"
    ran = run("analyse", table, "--flows", moves, "--out", out)
    assert ran.code == 0
    assert "Moves in moves.csv: 1,000. 900 of them stay within an activity and are left" in ran.err
    assert "Density rests on co_location, skill_relatedness" in ran.err
    found = {
        (row["activity_a"], row["activity_b"]): row
        for row in rows(out / "relatedness.csv")
        if row["source"] == "skill_relatedness"
    }
    # Out of 100 moves 30 of the 30 that leave 01.110 and 30 of the 30 that enter 01.120.
    there, back = (30 * 100 / (30 * 30) - 1), (20 * 100 / (20 * 20) - 1)
    expected = (there / (there + 2) + back / (back + 2)) / 2
    assert float(found["01.110", "01.120"]["proximity"]) == pytest.approx(expected)
    assert float(found["01.110", "01.120"]["p_value"]) < 0.05


def test_self_moves_count_when_that_is_asked(run, table, tmp_path):
    moves = written(tmp_path, MOVES, "moves.csv")
    ran = run(
        "analyse", table, "--flows", moves, "--self-moves", "included", "--out", tmp_path / "result"
    )
    assert "900 of them stay within an activity and count in the margins" in ran.err


def test_moves_alone_are_the_source_when_they_are_named(run, table, tmp_path):
    moves = written(tmp_path, MOVES, "moves.csv")
    ran = run(
        "analyse",
        table,
        "--flows",
        moves,
        "--relatedness",
        "skill_relatedness",
        "--out",
        tmp_path / "result",
        "--json",
    )
    assert json.loads(ran.out)["relatedness"] == ["skill_relatedness"]


def test_codes_only_one_of_them_knows_are_counted_and_said(run, table, tmp_path):
    moves = written(tmp_path, MOVES + "62.010;99.000;7\n", "moves.csv")
    ran = run("analyse", table, "--flows", moves, "--out", tmp_path / "result")
    assert ran.code == 0
    assert "1 of the 5 activities of 'skill_relatedness' are not in the table" in ran.err


def test_a_relatedness_of_one_run_serves_the_next(run, table, tmp_path):
    run("analyse", table, "--out", tmp_path / "one")
    pairs = tmp_path / "one" / "relatedness.csv"
    ran = run("analyse", table, "--relatedness", pairs, "--out", tmp_path / "two")
    assert ran.code == 0
    one, two = (
        [float(row["density"] or "nan") for row in rows(tmp_path / name / "options.csv")]
        for name in ("one", "two")
    )
    np.testing.assert_allclose(np.nan_to_num(one), np.nan_to_num(two), atol=1e-6)
    assert (tmp_path / "two" / "relatedness.csv").read_text() == pairs.read_text()


def test_scores_of_another_run_give_a_few_regions_a_complexity(run, table, tmp_path):
    text = "activity,period,complexity\n01.110,2018,9\n01.110,2019,-1\n62.010,2019,2\n"
    scores = written(tmp_path, text, "activities.csv")
    ran = run("analyse", table, "--complexity-from", scores, "--out", tmp_path / "result", "--json")
    told = json.loads(ran.out)
    assert told["complexity"] == [{"period": None, "sign": "carried"}]
    assert any("2 of 4 activities have a score" in note for note in told["notes"])
    found = {row["region"]: row["complexity"] for row in rows(tmp_path / "result" / "regions.csv")}
    assert float(found["A"]) == -1
    assert float(found["C"]) == 2


def test_too_few_regions_are_told_as_json_too(run, table, tmp_path):
    told = json.loads(run("analyse", table, "--out", tmp_path / "result", "--json").out)
    (axis,) = told["complexity"]
    assert axis["refused"].startswith("Complexity cannot be read from 3 regions")
    assert told["relatedness"] == ["co_location"]


@pytest.mark.parametrize("given", ["table", "--relatedness", "--complexity-from"])
def test_a_file_that_is_read_is_never_written_over(run, table, tmp_path, given):
    """A region's own regions.csv analysed into its own folder; a folder of results used again."""
    out = tmp_path / "result"
    assert run("analyse", table, "--out", out).code == 0
    scores = written(out, "activity,complexity\n01.110,1\n62.010,2\n", "activities.csv")
    mine = out / "regions.csv"
    mine.write_bytes(table.read_bytes())
    brought = {"--relatedness": out / "relatedness.csv", "--complexity-from": scores}
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    asked = [mine] if given == "table" else [table, given, brought[given]]
    ran = run("analyse", *asked, "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert "is read, and a result would take its place. Choose another folder." in ran.err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_names_our_own_files_protect_are_known_again(run, tmp_path):
    """A spreadsheet could take -1 or =a for a formula, so that they have an apostrophe there."""
    cells = [f"R{r},{name},{(r * 7 + i * 3) % 5}" for r in range(9) for i, name in enumerate(NAMES)]
    jobs = written(tmp_path, "\n".join(["region,activity,value", *cells]), "jobs.csv")
    assert run("analyse", jobs, "--out", tmp_path / "one").code == 0
    pairs = tmp_path / "one" / "relatedness.csv"
    assert "'=a" in pairs.read_text()
    ran = run("analyse", jobs, "--relatedness", pairs, "--out", tmp_path / "two")
    assert ran.code == 0
    assert "says nothing of" not in ran.err
    assert rows(tmp_path / "two" / "relatedness.csv") == rows(pairs)


BAD_MOVES = {
    "other codes": ("from;to;moves\na;b;3\n", "'skill_relatedness' is for a, b, the table has"),
    "negative": ("from;to;moves\n01.110;01.120;-3\n", "moves.csv: Row 2 (01.110, 01.120) has -3"),
    "wrong columns": ("fra;til;antall\n01.110;01.120;3\n", "moves.csv: No column 'from'"),
    "zeros": ("from;to;moves\n01.110;01.120;0\n", "moves.csv: Nobody moves in this table"),
    "within an activity only": (
        "from;to;moves\n01.110;01.110;3\n01.120;01.120;4\n",
        "'skill_relatedness' links no two activities of the table",
    ),
    "twice": ("from;to;moves\na;b;3\na;b;4\n", "moves.csv: Row 3 repeats a, b, which row 2"),
    "words": ("from;to;moves\na;b;many\n", "moves.csv: Row 2 has 'many' in column 'moves'"),
    "empty": ("", "'moves.csv' is empty."),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_MOVES.values(), ids=BAD_MOVES.keys())
def test_bad_moves_are_answered_with_a_sentence(run, table, tmp_path, text, sentence):
    moves = written(tmp_path, text, "moves.csv")
    out = tmp_path / "result"
    ran = run("analyse", table, "--flows", moves, "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert not out.exists()


BAD_PAIRS = {
    "other codes": ("activity_a,activity_b,proximity\na,b,0.5\n", "'pairs' is for a, b, the"),
    "columns": ("one,other,proximity\na,b,0.5\n", "pairs.csv: No column 'activity_a'"),
    "contradiction": (
        "activity_a,activity_b,proximity\na,b,0.5\nb,a,0.6\n",
        "pairs.csv: Row 2 says 0.5 for 'a' and 'b', another row 0.6.",
    ),
    "chance": (
        "activity_a,activity_b,proximity,p_value\na,b,0.5,1.5\n",
        "pairs.csv: A p-value lies between 0 and 1.",
    ),
    "below every scale": (
        "activity_a,activity_b,proximity\na,b,0.5\nb,c,-3\n",
        "pairs.csv: Row 3 has the proximity -3. It goes from -1 or 0 upwards",
    ),
    "infinite": (
        "activity_a,activity_b,proximity\na,b,1e999\n",
        "pairs.csv: Row 2 has the proximity inf.",
    ),
    "two scales": (
        "activity_a,activity_b,proximity\na,b,-0.5\nb,c,7\n",
        "pairs.csv: Row 3 has the proximity 7, and another is below 0.",
    ),
    "nothing but empty cells": (
        "activity_a,activity_b,proximity\na,b,\n",
        "pairs.csv: Proximity needs a finite figure",
    ),
    "nothing but zeros": (
        "activity_a,activity_b,proximity\n01.110,62.010,0\n",
        "'pairs' links no two activities of the table: each of its figures for them is 0 or empty.",
    ),
    "the row of the file, whatever the source": (
        "activity_a,activity_b,source,proximity\na,b,one,0.5\na,b,two,0.5\nb,a,two,0.6\n",
        "pairs.csv: Row 3 says 0.5 for 'a' and 'b', another row 0.6.",
    ),
    "a row without a source": (
        "activity_a,activity_b,source,proximity\na,b,one,0.5\nb,c,,0.5\n",
        "pairs.csv: Row 3 has no 'source'.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_PAIRS.values(), ids=BAD_PAIRS.keys())
def test_bad_pairs_are_answered_with_a_sentence(run, table, tmp_path, text, sentence):
    pairs = written(tmp_path, text, "pairs.csv")
    ran = run("analyse", table, "--relatedness", pairs, "--out", tmp_path / "result")
    assert ran.code == 1
    assert ran.err.startswith(sentence)
    assert not (tmp_path / "result").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--relatedness", "colocation"], "'colocation' is not there. Did you mean 'co_location'?"),
        (["--relatedness", "none.csv"], "There is no file 'none.csv'."),
        (["--relatedness", "skill_relatedness"], "Skill relatedness is read from job moves."),
        (["--flows", "none.csv"], "There is no file 'none.csv'."),
        (["--anchor", "62.01"], "'62.01' is not there. Did you mean '62.010'?"),
        (["--complexity-from", "none.csv"], "There is no file 'none.csv'."),
        (["--presence-threshold", "inf"], "The threshold is a quotient above 0, not inf."),
    ],
)
def test_what_cannot_be_used_is_answered_with_a_sentence(run, table, tmp_path, options, sentence):
    ran = run("analyse", table, *options, "--out", tmp_path / "result")
    assert ran.code == 1
    assert ran.err.startswith(sentence)
    assert not (tmp_path / "result").exists()


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [("from,to", "A table of moves has three columns"), ("to,to,moves", "A table of moves has")],
)
def test_columns_of_moves_are_three(run, table, tmp_path, columns, sentence):
    moves = written(tmp_path, MOVES, "moves.csv")
    ran = run(
        "analyse", table, "--flows", moves, "--flows-columns", columns, "--out", tmp_path / "result"
    )
    assert (ran.code, ran.err[: len(sentence)]) == (1, sentence)


def test_british_moves_and_jobs(run, tmp_path, collected):
    """Real flows: 54 per cent are self-moves, pairs under ten are withheld, codes differ."""
    folder = collected / "uk-labour-flows-sic4-2009-2018"
    moves = tmp_path / "moves.csv"
    moves.write_bytes(gzip.decompress((folder / "flows_2009_2018.csv.gz").read_bytes()))
    jobs = gzip.decompress((folder / "bres_2015_employment_region_x_sic4.csv.gz").read_bytes())
    lines = ["region,activity,value"]
    for row in csv.DictReader(io.StringIO(jobs.decode())):
        code = row.pop("sic4")
        row.pop("description"), row.pop("Total")
        lines += [f"{region},{code},{figure}" for region, figure in row.items()]
    table = written(tmp_path, "\n".join(lines), "jobs.csv")
    ran = run(
        "analyse",
        table,
        *("--flows", moves, "--flows-columns", "from_sic4,to_sic4,count"),
        *("--flows-released-from", 10, "--relatedness", "skill_relatedness"),
        *("--out", tmp_path / "result"),
    )
    assert ran.code == 0
    assert "Moves in moves.csv: 282,879. 153,355 of them stay within an activity" in ran.err
    found = rows(tmp_path / "result" / "relatedness.csv")
    assert {row["source"] for row in found} == {"skill_relatedness"}
    near = {(row["activity_a"], row["activity_b"]): float(row["proximity"]) for row in found}
    near |= {(b, a): value for (a, b), value in near.items()}
    assert near["8610", "8621"] > 0.5  # hospitals and general practice
    assert near["8610", "4711"] < 0  # hospitals and supermarkets
