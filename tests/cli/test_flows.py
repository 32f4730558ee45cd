"""``fortrinn flows``: what it writes, what it withholds, and what it refuses with a sentence."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.flows import SyntheticRegister, moves, over_years, released
from fortrinn.measures import Moves, skill_relatedness

FILES = ["inflows_outflows.csv", "moves.csv", "skill_relatedness.csv"]


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    made = SyntheticRegister(persons=6_000, years=5, industries=12)
    return made.write(folder / "register.parquet", seed=3)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text())))


def test_three_files_are_written(run, register, tmp_path):
    out = tmp_path / "flows"
    ran = run("flows", register, "--out", out)
    assert ran.code == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert [line.split(" (")[0] for line in ran.out.splitlines()] == [
        f"Wrote {out / name}"
        for name in ("moves.csv", "skill_relatedness.csv", "inflows_outflows.csv")
    ]
    assert ran.err.startswith("Withheld: ")


def test_the_moves_are_those_of_the_library_with_small_cells_withheld(run, register, tmp_path):
    run("flows", register, "--out", tmp_path)
    expected = released(over_years(moves(register))).to_pylist()
    written = rows(tmp_path / "moves.csv")
    assert [(row["from"], row["to"], row["status"]) for row in written] == [
        (row["from"], row["to"], row["status"]) for row in expected
    ]
    assert [row["moves"] for row in written] == [
        "" if row["moves"] is None else str(row["moves"]) for row in expected
    ]
    assert "" in {row["moves"] for row in written}


def test_relatedness_rests_on_what_was_released(run, register, tmp_path):
    run("flows", register, "--out", tmp_path)
    published = released(over_years(moves(register)))
    near = skill_relatedness(Moves.from_long(published, status="status"))
    written = rows(tmp_path / "skill_relatedness.csv")
    assert {row["source"] for row in written} == {"skill_relatedness"}
    for row in written[:40]:
        pair = row["activity_a"], row["activity_b"]
        assert float(row["proximity"]) == pytest.approx(near[pair], abs=1e-12)


def test_between_regions_there_is_no_skill_relatedness(run, register, tmp_path):
    ran = run("flows", register, "--between", "region", "--out", tmp_path, "--json")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "inflows_outflows.csv",
        "moves.csv",
    ]
    told = json.loads(ran.out)
    assert told["rules"]["between"] == "region"
    assert told["least_persons"] == 5
    published = rows(tmp_path / "moves.csv")
    assert told["pairs"] == len(published)
    assert told["withheld"] == sum(row["status"] == "withheld" for row in published)
    assert told["moves_published"] == sum(int(row["moves"] or 0) for row in published)
    assert ran.err == ""


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_engines_write_the_same_bytes(run, register, tmp_path, engine):
    settings = ["--main-job", "wage", "--no-within-group", "--least-months", 3, "--gap", 2]
    run("flows", register, "--out", tmp_path / "one", *settings)
    run("flows", register, "--out", tmp_path / "two", "--engine", engine, *settings)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_spark_connect_server_writes_the_same_bytes(run, register, tmp_path):
    server_module = pytest.importorskip("pysail.spark")
    server = server_module.SparkConnectServer()
    server.start(background=True)
    _host, port = server.listening_address
    try:
        ran = run(
            "flows", register, "--out", tmp_path / "two", "--engine", f"sc://127.0.0.1:{port}"
        )
    finally:
        server.stop()
    assert ran.code == 0
    run("flows", register, "--out", tmp_path / "one")
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_higher_limit_withholds_more(run, register, tmp_path):
    told = [
        json.loads(
            run(
                "flows",
                register,
                "--out",
                tmp_path / str(least),
                "--least-persons",
                least,
                "--json",
            ).out
        )["withheld"]
        for least in (3, 5, 20)
    ]
    assert told == sorted(told)
    assert told[0] < told[2]


def small(folder: Path, **columns: list[object]) -> Path:
    path = folder / "small.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_what_cannot_be_counted_is_said_and_leaves_nothing(run, tmp_path, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    still = small(
        tmp_path, person=[1, 2], year=[2020, 2020], establishment=[1, 1], industry=["a", "b"]
    )
    one_mover = small(
        elsewhere,
        person=[1, 1],
        year=[2020, 2021],
        establishment=[1, 2],
        industry=["a", "b"],
    )
    text = tmp_path / "register.csv"
    text.write_text("person;year\n")
    for arguments, sentence in (
        ([still], "Nobody changes job in this register by these rules."),
        ([one_mover], "Every pair may rest on fewer than 5 persons"),
        ([text], f"'{text}' cannot be read as Parquet."),
        ([still, "--between", "occupation"], "No column 'occupation' in the table."),
        ([still, "--engine", "oracle"], "'oracle' is not an engine."),
        ([still, "--engine", "sc://127.0.0.1:9"], "Nothing answers at sc://127.0.0.1:9"),
        ([still, "--least-persons", 2], "A published cell must rest on at least 3 persons."),
        ([still, "--gap", 0], "The gap must be at least 1 year"),
        ([tmp_path / "gone.parquet"], f"There is no file '{tmp_path / 'gone.parquet'}'."),
    ):
        ran = run("flows", *arguments, "--out", tmp_path / "out")
        assert ran.code == 1
        assert ran.err.startswith(sentence)
        assert ran.out == ""
        assert not (tmp_path / "out").exists()


def test_earlier_results_stay_when_a_new_run_fails(run, register, tmp_path):
    out = tmp_path / "out"
    run("flows", register, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run("flows", register, "--between", "industry", "--gap", 0, "--out", out).code == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_stopped_in_the_middle_it_leaves_nothing(register, tmp_path):
    """The signal comes as soon as counting begins."""
    code = (
        "import os, signal, sys\n"
        "import fortrinn.flows as flows\n"
        "flows.moves = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT)\n"
        "from fortrinn.cli import main\n"
        f"sys.argv = ['fortrinn', 'flows', {str(register)!r}, '--out', {str(tmp_path / 'o')!r}]\n"
        "main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ)
    )
    assert ran.returncode == 130
    assert not (tmp_path / "o").exists()
