"""Publishers' answers: JSON-stat to Parquet, alone against its goal and beside other packages.

The bytes are the same for all: every twentieth cell has no figure, a third of those a mark that
says it is withheld. What the peers make of the marks is said, since a table without them is less.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import Case, Measured, Section, machine, measured, say, table_of
from benchmarks.peers import FIGURE_PEERS, python_of, version_of

FOLDER = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
LARGE = (500, 100, 20, 10)
SMALL = (100, 100, 10, 10)
"""Regions, industries, contents, years: ten million cells and one million."""

MOST_SECONDS = 10
MOST_MEGABYTES = 2000
_NAMES = ("Region", "NACE2007", "ContentsCode", "Tid")


def run() -> Section:
    """Ten million cells against the goal, one million beside the peers."""
    large = str(answer_file(LARGE))
    (alone,) = measured(
        [
            Case(
                "10 million cells",
                "benchmarks.sources:ours",
                (large,),
                most_seconds=MOST_SECONDS,
                most_megabytes=MOST_MEGABYTES,
            )
        ]
    )
    beside = compared()
    versions = "; ".join(version_of(peer) for peer in FIGURE_PEERS)
    text = "\n\n".join(
        [
            "A JSON-stat answer on disk becomes a long Parquet file: codes, figure, status, mark. "
            f"Ten million cells are {Path(large).stat().st_size / 1e6:.0f} MB of JSON.",
            table_of([alone]),
            "One million cells by other packages, each in its own environment. None of them keeps "
            "the marks: withheld and missing cells become the same empty cell. The line called "
            "pandas is written by hand for exactly this form of answer.",
            table_of(beside, beside[0]),
            f"{machine(['numpy', 'pyarrow'])} Peers: {versions}.",
        ]
    )
    return Section("sources", "Publishers' answers", text, alone.kept)


def compared(shape: tuple[int, ...] = SMALL, rounds: int = 5) -> list[Measured]:
    """Ours, then the peers, on the same file."""
    path = str(answer_file(shape))
    cases = [Case("fortrinn", "benchmarks.sources:ours", (path,))]
    for peer, work in {"pyjstat": "pyjstat_table", "pxwebpy": "pxwebpy_table"}.items():
        cases.append(Case(peer, f"benchmarks.peers:{work}", (path,), python=python_of(peer)))
    python = python_of("pyjstat")
    cases.append(Case("pandas", "benchmarks.peers:pandas_table", (path,), python=python))
    return measured(cases, rounds)


def ours(path: str) -> Callable[[], object]:
    """Decode the answer and write it."""
    from fortrinn.sources import SOURCES, Fetched, Query
    from fortrinn.sources.jsonstat import PXWEB, decode

    origin = SOURCES["ssb"].origin(Query("00000"), [], title="")

    def work() -> object:
        decoded = decode(Path(path).read_bytes(), PXWEB)
        Fetched(decoded.table, origin).write(Path(path).with_suffix(".parquet"))
        return len(decoded.table)

    return work


def answer_file(shape: tuple[int, ...]) -> Path:
    """An answer in the form of PxWebApi 2, made once."""
    path = FOLDER / f"jsonstat-{'x'.join(map(str, shape))}.json"
    if not path.exists():
        say(f"making {path.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(_answer(shape), separators=(",", ":")))
        unfinished.rename(path)
    return path


def _answer(shape: tuple[int, ...]) -> dict[str, object]:
    import math

    import numpy as np

    size = math.prod(shape)
    rng = np.random.default_rng(20_261_126)
    figures = np.round(rng.lognormal(3, 2, size), 1).tolist()
    empty = np.flatnonzero(rng.random(size) < 0.05)
    for place in empty.tolist():
        figures[place] = None
    dimension = {}
    for name, count in zip(_NAMES, shape, strict=True):
        codes = {f"{1000 + i}": i for i in range(count)}
        labels = {code: f"{name} {code}" for code in codes}
        dimension[name] = {"label": name, "category": {"index": codes, "label": labels}}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Made by rule",
        "id": list(_NAMES),
        "size": list(shape),
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": dimension,
        "value": figures,
        "status": {str(place): ":" for place in empty[::3].tolist()},
    }
