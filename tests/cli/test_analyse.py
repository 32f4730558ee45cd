"""``fortrinn analyse``: what it writes, and every bad table answered with a sentence."""

import contextlib
import csv
import errno
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.analysis import ACTIVITIES, OPTIONS, REGIONS, RELATEDNESS, SPECIALISATION

FILES = [
    "activities.csv",
    "options.csv",
    "regions.csv",
    "relatedness.csv",
    "report.html",
    "specialisation.csv",
]


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text())))


def written(folder: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_files_are_written(run, table, tmp_path):
    out = tmp_path / "result"
    ran = run("analyse", table, "--out", out)
    assert ran.code == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert ran.out.splitlines() == [
        f"Wrote {out / 'specialisation.csv'} (12 rows)",
        f"Wrote {out / 'regions.csv'} (3 rows)",
        f"Wrote {out / 'activities.csv'} (4 rows)",
        f"Wrote {out / 'relatedness.csv'} (2 rows)",
        f"Wrote {out / 'options.csv'} (7 rows)",
        f"Wrote {out / 'report.html'}",
    ]
    assert "Cells withheld: 1." in ran.err


def test_columns_of_the_files_are_those_that_were_agreed(run, table, tmp_path):
    run("analyse", table, "--out", tmp_path / "result")
    assert tuple(rows(tmp_path / "result" / "specialisation.csv")[0]) == SPECIALISATION
    assert tuple(rows(tmp_path / "result" / "regions.csv")[0]) == REGIONS
    assert tuple(rows(tmp_path / "result" / "activities.csv")[0]) == ACTIVITIES
    assert tuple(rows(tmp_path / "result" / "relatedness.csv")[0]) == RELATEDNESS
    assert tuple(rows(tmp_path / "result" / "options.csv")[0]) == OPTIONS


def test_codes_keep_their_zeros_and_withheld_stays_empty(run, table, tmp_path):
    run("analyse", table, "--out", tmp_path / "result")
    second = rows(tmp_path / "result" / "specialisation.csv")[1]
    assert second == {
        "region": "A",
        "activity": "01.120",
        "period": "",
        "value": "",
        "status": "withheld",
        "share": "",
        "location_quotient": "",
        "lq_low": "",
        "lq_high": "",
        "presence": "",
        "flag": "withheld",
    }


def test_answer_as_json_holds_all_that_is_said(run, table, tmp_path):
    out = tmp_path / "result"
    ran = run("analyse", table, "--out", out, "--json")
    assert ran.err == ""
    told = json.loads(ran.out)
    assert told["rows"] == 12
    assert (told["regions"], told["activities"], told["withheld"]) == (3, 4, 1)
    assert told["periods"] == told["left_out"] == []
    assert any(note.startswith("Cells withheld: 1.") for note in told["notes"])
    assert [Path(file["file"]).name for file in told["files"]] == [
        "specialisation.csv",
        "regions.csv",
        "activities.csv",
        "relatedness.csv",
        "options.csv",
        "report.html",
    ]
    assert all(Path(file["file"]).stat().st_size == file["bytes"] for file in told["files"])


def test_columns_of_other_names_and_a_whole_country(run, tmp_path):
    text = "fylke\tnæring\tår\tantall\nA\ti\t2019\t1 000\nA\tj\t2019\t3 000\n"
    text += "B\ti\t2019\t500\nB\tj\t2019\t100\nLandet\ti\t2019\t9 000\nLandet\tj\t2019\t7 000\n"
    names = ["--region", "fylke", "--activity", "næring", "--period", "år", "--value", "antall"]
    path = written(tmp_path, text.encode("cp1252"))
    ran = run("analyse", path, *names, "--reference", "Landet", "--out", tmp_path / "result")
    assert ran.code == 0
    assert "Compared with Landet." in ran.err
    found = rows(tmp_path / "result" / "specialisation.csv")
    assert {row["region"] for row in found} == {"A", "B"}
    assert float(found[0]["location_quotient"]) == pytest.approx(0.25 / (9 / 16))


def test_usual_columns_are_found_and_can_be_left_out(run, tmp_path):
    text = "region,activity,value,period,status,group\nA,i,,2019,missing,g\nA,j,5,2019,,g\n"
    path = written(tmp_path, text)
    run("analyse", path, "--out", tmp_path / "one")
    assert rows(tmp_path / "one" / "specialisation.csv")[0]["status"] == "missing"
    run("analyse", path, "--out", tmp_path / "two", "--status", "", "--period", "")
    first = rows(tmp_path / "two" / "specialisation.csv")[0]
    assert (first["status"], first["period"]) == ("withheld", "")


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_other_kinds_of_files_give_the_same(run, table, tmp_path, kind):
    cells = [line.split(";") for line in table.read_text().splitlines()]
    other = tmp_path / f"jobs.{kind}"
    if kind == "parquet":
        columns = dict(zip(cells[0], map(list, zip(*cells[1:], strict=True)), strict=True))
        pq.write_table(pa.table(columns), other)
    else:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for line in cells:
            book.active.append([*line[:2], int(line[2]) if line[2].isdigit() else line[2]])
        book.save(other)
    run("analyse", table, "--out", tmp_path / "one")
    ran = run("analyse", other, "--out", tmp_path / "two")
    assert ran.code == 0
    for name in ("specialisation.csv", "regions.csv"):
        assert (tmp_path / "one" / name).read_text() == (tmp_path / "two" / name).read_text()


def test_formulas_do_not_come_out(run, tmp_path):
    text = 'region,activity,value\n=1+1,"@SUM(A1,A2)",5\n-x,+y,3\n'
    run("analyse", written(tmp_path, text), "--out", tmp_path / "result")
    names = {
        cell
        for name in ("specialisation.csv", "regions.csv")
        for row in rows(tmp_path / "result" / name)
        for cell in (row["region"], row.get("activity", "'"))
    }
    assert {"'=1+1", "'@SUM(A1,A2)", "'-x", "'+y"} <= names
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)


def test_report_escapes_what_people_wrote(run, tmp_path):
    text = "region,activity,value\n<script>alert(1)</script>,i,50\nB,j,90\n"
    run("analyse", written(tmp_path, text), "--out", tmp_path / "result")
    assert "<script" not in (tmp_path / "result" / "report.html").read_text()


HEAD = "region,activity,value\n"
BAD = {
    "missing column": ("region,activity\nA,i\n", "No column 'value' in the table. It has region"),
    "misspelt column": (
        "region,activity,valeu\nA,i,1\n",
        "No column 'value' in the table. It has region, activity, valeu. Did you mean 'valeu'?",
    ),
    "duplicate column": ("region,activity,value,value\nA,i,1,2\n", "2 columns are called 'value'."),
    "duplicate cell": (
        f"{HEAD}A,i,1\nB,i,2\nA,i,3\n",
        "Row 4 repeats A, i, which row 2 already has.",
    ),
    "negative": (f"{HEAD}A,i,1\nB,i,-2\n", "Row 3 (B, i) has -2, and a quantity cannot be"),
    "minus sign": (f"{HEAD}A,i,\N{MINUS SIGN}2\n", "Row 2 (A, i) has -2, and a quantity"),
    "no number": (f"{HEAD}A,i,many\n", "Row 2 has 'many' in column 'value', which is not a number"),
    "no region": (f"{HEAD}A,i,1\n,i,2\n", "Row 3 has no 'region'. Fill it in or leave the row"),
    "infinite": (f"{HEAD}A,i,1e999\n", "Row 2 (A, i) has an infinite figure."),
    "unknown status": (
        "region,activity,value,status\nA,i,1,publised\n",
        "Row 2 has the status 'publised'. Did you mean 'published'?",
    ),
    "header only": (HEAD, "The table has no rows. Give at least one."),
    "empty": ("", "'table.csv' is empty. Give a table with headings and rows."),
    "all withheld": (f"{HEAD}A,i,:\nB,i,\n", "No row has a figure. Give a table with at least one"),
    "all zero": (f"{HEAD}A,i,0\nB,i,0\n", "No figure in the column 'value' is above 0, so there"),
    "ragged": (f"{HEAD}A,i,1,2\n", "Row 2 has 4 cells where the headings are 3: 'A,i,1,2'."),
    "unclear mark": (f'{HEAD}A,i,"1,234"\nB,i,5\n', "'1,234' in column 'value' can be read as"),
}


@pytest.mark.parametrize(("text", "sentence"), BAD.values(), ids=BAD.keys())
def test_bad_table_is_answered_with_a_sentence(run, tmp_path, text, sentence):
    out = tmp_path / "result"
    ran = run("analyse", written(tmp_path, text), "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert not out.exists()


def test_missing_file_is_answered_with_what_was_meant(run, table, tmp_path):
    ran = run("analyse", tmp_path / "job.csv", "--out", tmp_path / "result")
    assert ran.code == 1
    assert ran.err.startswith(f"There is no file '{tmp_path / 'job.csv'}'. Did you mean '{table}'?")


@pytest.mark.parametrize("name", ["table.xlsx", "table.parquet", "table.csv"])
def test_random_bytes_are_answered_with_a_sentence(run, tmp_path, name):
    path = written(tmp_path, np.random.default_rng(1).bytes(9999), name)
    ran = run("analyse", path, "--out", tmp_path / "result")
    assert ran.code == 1
    assert ran.err.startswith(f"'{name}' is")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--reference", "Norge"], "'Norge' is not there. There are A, B, C."),
        (["--total", "01.11"], "'01.11' is not there. Did you mean '01.110'?"),
        (["--half-step", "-1"], "Rounding moves a figure by 0 or more"),
        (["--presence-threshold", "0"], "The threshold is a quotient above 0"),
        (["--region", "activity"], "Column 'activity' was given for two things."),
        (["--lang", "fr"], "No language 'fr'."),
        (["--sheet", "one"], "Only a workbook has sheets"),
    ],
)
def test_bad_setting_is_answered_with_a_sentence(run, table, tmp_path, options, sentence):
    ran = run("analyse", table, "--out", tmp_path / "result", *options)
    assert ran.code == 1
    assert ran.err.startswith(sentence)
    assert not (tmp_path / "result").exists()


def test_region_withheld_entirely_is_named(run, tmp_path):
    text = f"{HEAD}A,i,1\nA,j,2\nB,i,:\nB,j,:\n"
    ran = run("analyse", written(tmp_path, text), "--out", tmp_path / "result")
    assert ran.code == 0
    assert "Regions without any figure, and therefore not in the results: B." in ran.err
    assert {row["region"] for row in rows(tmp_path / "result" / "regions.csv")} == {"A"}


def test_folder_that_is_a_file_is_refused(run, table):
    ran = run("analyse", table, "--out", table)
    assert ran.code == 1
    assert ran.err.startswith(f"'{table}' is a file, and results need a folder.")
    assert table.read_text().startswith("region;")


def fortrinn(*arguments: object, **settings) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fortrinn", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, **settings)


def test_disk_that_is_full_leaves_nothing_half_written(table, tmp_path):
    """A limit on the size of files stands in for a full disk."""
    out = tmp_path / "result"
    out.mkdir()
    (out / "regions.csv").write_text("earlier")
    limit = (1000, 1000)
    ran = fortrinn(
        "analyse",
        table,
        "--out",
        out,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert ran.returncode == 1
    assert "cannot be written to: File too large." in ran.stderr
    assert [path.name for path in out.iterdir()] == ["regions.csv"]
    assert (out / "regions.csv").read_text() == "earlier"


def test_progress_is_shown_to_whoever_watches(table, tmp_path):
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "fortrinn", "analyse", table, "--out", tmp_path / "result"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | TERMINAL
    ) as ran:
        os.close(theirs)
        shown = _all_of(ours)
    assert ran.returncode == 0
    assert b"Reading jobs.csv" in shown


def _all_of(terminal: int) -> bytes:
    """Read to the end: a program whose terminal nobody reads waits for ever once it is full."""
    shown = b""
    with contextlib.suppress(OSError):  # how Linux says that nobody writes any more
        while piece := os.read(terminal, 10_000):
            shown += piece
    return shown


TERMINAL = {"TERM": "xterm", "COLUMNS": "100"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_without_permission_is_refused(run, table, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o555)
    ran = run("analyse", table, "--out", tmp_path / "closed" / "result")
    assert ran.code == 1
    assert "cannot be written to: Permission denied." in ran.err


def test_permission_is_looked_at_before_the_work_is_done(run, tmp_path, monkeypatch):
    def refused(**_settings):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    ran = run("analyse", tmp_path / "not even there.csv", "--out", tmp_path / "result")
    assert ran.code == 1
    assert "result' cannot be written to: Permission denied." in ran.err
    assert not (tmp_path / "result").exists()
