"""The page of the manual about the command line says what the commands do."""

import re
import shlex
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer.main
from openpyxl import Workbook

from agency import Agency
from fortrinn import cli
from fortrinn.analysis import (
    ACTIVITIES,
    OPTIONS,
    REGIONS,
    RELATEDNESS,
    SPECIALISATION,
    nearness,
    option_rows,
    pipeline,
)
from fortrinn.cells import STATUS_WORDS
from fortrinn.flows import SyntheticRegister
from fortrinn.measures.complexity import LEAST_REGIONS
from fortrinn.sources import long_table
from fortrinn.sources.connector import Publisher
from fortrinn.sources.store import DatasetStore, Description

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text()
SECTIONS = dict(re.findall(r"^## fortrinn (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
COMMANDS = typer.main.get_command(cli.app).commands
EXAMPLES = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]


def test_every_command_has_its_section_in_order():
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_options_on_the_page_are_those_of_the_command(name):
    options = {opt for param in COMMANDS[name].params for opt in param.opts if opt.startswith("--")}
    rows = re.findall(r"^\| (`--.*?) \|", SECTIONS[name], re.MULTILINE)
    assert sorted(re.findall(r"--[\w-]+", " ".join(rows))) == sorted(options - {"--help"})


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("specialisation", SPECIALISATION),
        ("regions", REGIONS),
        ("activities", ACTIVITIES),
        ("relatedness", RELATEDNESS),
        ("options", OPTIONS),
    ],
)
def test_columns_on_the_page_are_those_of_the_file(file, columns):
    table = SECTIONS["analyse"].split(f"`{file}.csv` has a row")[1].split("\n\n")[1]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert tuple(re.findall(r"`(\w+)`", " ".join(cells))) == columns


def test_limits_and_statuses_on_the_page_are_those_of_the_code():
    assert f"At most {long_table.MOST_ROWS // 10**6} million rows" in PAGE
    assert f"{pipeline.MOST_CELLS // 10**6} million cells" in PAGE.replace("\n", " ")
    assert all(f"`{word}`" in SECTIONS["analyse"] for word in STATUS_WORDS)
    page = PAGE.replace("\n", " ")
    assert f"more than {option_rows.MOST_LINKS // 10**6} million pairs" in page
    assert f"more than {nearness.MOST_JUDGED:,} activities" in page
    assert f"fewer than {LEAST_REGIONS} regions" in page
    assert all(f"`{name}`" in SECTIONS["analyse"] for name in nearness.FROM_THE_TABLE)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The files the examples name, a table that is kept, and a publisher on this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORTRINN_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: Agency())
    kept = pa.table({"region": ["A", "1804"], "value": [1.0, 2.0], "status": ["published"] * 2})
    DatasetStore(tmp_path / "data" / "datasets").add("sample", kept, Description(title="Eksempel"))
    rows = [("A", "62.010", 4), ("A", "00-99", 9), ("Hele landet", "62.010", 40)]
    rows += [("Hele landet", "00-99", 90)]
    lines = "".join(f"{r};{a};{v}\n" for r, a, v in rows)
    for name in ("jobs.csv", "exports.csv"):
        Path(name).write_text("region;activity;value\n" + lines)
    names = ("region", "activity", "value")
    table = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    pq.write_table(pa.table(table), "jobs.parquet")
    Path("moves.csv").write_text("from;to;moves\n62.010;00-99;5\n00-99;62.010;3\n")
    Path("europe").mkdir()
    pairs = "activity_a,activity_b,source,proximity\n00-99,62.010,co_location,0.5\n"
    Path("europe/relatedness.csv").write_text(pairs)
    Path("europe/activities.csv").write_text("activity,complexity\n62.010,1.5\n00-99,-1\n")
    book = Workbook()
    for row in [("fylke", "sn2007", "sysselsatte"), *rows]:
        book.active.append(row)
    book.save("jobs.xlsx")
    SyntheticRegister(persons=2_000, years=3, industries=6).write("register.parquet", seed=1)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_run(run, files, example):
    program, *arguments = shlex.split(example)
    assert program == "fortrinn"
    ran = run(*arguments)
    assert ran.code == 0, ran.err
    if "--out" in arguments:
        assert Path(arguments[arguments.index("--out") + 1]).exists()
