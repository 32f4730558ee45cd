"""Relatedness that a person brings to ``fortrinn analyse``: job moves, or a file of pairs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fortrinn.cli.terminal import Steps
from fortrinn.errors import SettingError, TableError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.measures import Proximity
    from fortrinn.measures.notes import Note

SKILLS: Final = "skill_relatedness"
_PAIR: Final = ("activity_a", "activity_b")


class SelfMoves(StrEnum):
    """Whether moves within an activity count."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


@dataclass(frozen=True)
class MovesFile:
    """The table of moves as it was asked for."""

    path: Path | None
    columns: str
    released_from: float
    self_moves: SelfMoves


def brought(
    asked: list[str], moves: MovesFile, begin: Steps
) -> tuple[list[str | Proximity], list[Note]]:
    """What density rests on: names of measures, and what was read from files, with notes on it.

    Moves that were given are a source although nobody named it.
    """
    names = asked or ["co_location"]
    if moves.path is not None and SKILLS not in names:
        names = [*names, SKILLS]
    sources: list[str | Proximity] = []
    notes: list[Note] = []
    for name in names:
        if name == SKILLS:
            proximity, said = _skills(moves, begin)
            sources.append(proximity)
            notes += said
        elif Path(name).suffix or Path(name).exists():
            sources += _pairs(Path(name), begin)
        else:
            sources.append(name)
    return sources, notes


def _skills(moves: MovesFile, begin: Steps) -> tuple[Proximity, list[Note]]:
    from fortrinn.measures import Moves, skill_relatedness
    from fortrinn.measures.notes import Note
    from fortrinn.sources import open_table

    if moves.path is None:
        raise SettingError(
            _("Skill relatedness is read from job moves. Give a table of them with --flows.")
        )
    names = [name.strip() for name in moves.columns.split(",")]
    if len(names) != 3 or len(set(names)) != 3:
        raise SettingError(
            _("A table of moves has three columns: left, entered, persons; not '{columns}'."),
            columns=moves.columns,
        )
    told = begin(f"Reading {moves.path.name}")
    with _named(moves.path):
        read = open_table(moves.path).read(names=names[:2], value=names[2], progress=told)
    with _named(moves.path), read.rows_of_file():
        counted = Moves.from_long(
            _as_it_was(read.columns, names[:2]),
            from_activity=names[0],
            to_activity=names[1],
            moves=names[2],
            status=read.status,
            released_from=moves.released_from,
        )
    near = skill_relatedness(counted, self_moves=moves.self_moves.value)
    fields = {"file": moves.path.name, "total": counted.total, "within": counted.within}
    return near, [*read.notes, Note(_SELF_MOVES[moves.self_moves], fields)]


_SELF_MOVES: Final = {
    SelfMoves.EXCLUDED: _(
        "Moves in {file}: {total:,.0f}. {within:,.0f} of them stay within an activity and are left "
        "out of skill relatedness."
    ),
    SelfMoves.INCLUDED: _(
        "Moves in {file}: {total:,.0f}. {within:,.0f} of them stay within an activity and count in "
        "the margins of skill relatedness."
    ),
}


def _pairs(path: Path, begin: Steps) -> list[Proximity]:
    told = begin(f"Reading {path.name}")
    with _named(path):
        return _sources(path, told)


def _sources(path: Path, told: Any) -> list[Proximity]:
    """The sources in a file of pairs, but for what was put together of them."""
    import pyarrow.compute as pc

    from fortrinn.analysis.nearness import COMBINED
    from fortrinn.measures import Proximity
    from fortrinn.sources import open_table
    from fortrinn.tables import Columns

    file = open_table(path)
    names = [*_PAIR, *(["source"] if "source" in file.columns else [])]
    read = file.read(names=names, value="proximity", progress=told)
    table, chances = _as_it_was(read.columns, names), None
    if "p_value" in file.columns:
        chances = "p_value"
        asked = file.read(names=names, value=chances, progress=told).columns
        table = table.append_column(chances, asked[chances])
    with read.rows_of_file():
        if "source" not in names:
            return [Proximity.from_long(table, name=path.stem, p_value=chances)]
        found = [each for each in Columns(table).labels("source").names if each != COMBINED]
    if not found:
        raise TableError(_("'{file}' names no source in its column 'source'."), file=path.name)
    sources = []
    for name in found:
        its = pc.equal(table["source"].cast("string"), name)
        with replace(read, rows=read.rows[its.to_numpy()]).rows_of_file():
            sources.append(Proximity.from_long(table.filter(its), name=name, p_value=chances))
    return sources


def scores_in(path: Path, begin: Steps) -> dict[str, float]:
    """The complexity of activities in a file; of several periods the last."""
    from fortrinn.sources import open_table

    told = begin(f"Reading {path.name}")
    with _named(path):
        file = open_table(path)
        period = ["period"] if "period" in file.columns else []
        read = file.read(names=["activity", *period], value="complexity", progress=told)
        with read.rows_of_file():
            return _last_scores(_as_it_was(read.columns, ["activity"]), dated=bool(period))


def _last_scores(table: pa.Table, *, dated: bool) -> dict[str, float]:
    import pyarrow.compute as pc

    from fortrinn.tables import Columns

    if dated:
        periods = table["period"].cast("string")
        last = pc.max(periods)
        table = table.filter(pc.equal(periods, last)) if last.is_valid else table
    activities = table["activity"].cast("string").to_pylist()
    scores = Columns(table).numbers("complexity")[0].tolist()
    found = dict(zip(activities, scores, strict=True))
    if len(found) < len(activities) or None in found:
        raise TableError(_("Each activity needs a name, and one score."))
    if not any(math.isfinite(score) for score in scores):
        raise TableError(_("No activity has a score. Take one from a table of many regions."))
    return found


def _as_it_was(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """The names without the apostrophe that our own files have before what may be a formula."""
    import pyarrow as pa

    from fortrinn.reports.lists import without_apostrophe

    for name in names:
        column = table[name].cast("string").combine_chunks().dictionary_encode()
        told = [without_apostrophe(each) for each in column.dictionary.to_pylist()]
        plain = pa.DictionaryArray.from_arrays(column.indices, pa.array(told, pa.string()))
        table = table.set_column(table.column_names.index(name), name, plain.cast("string"))
    return table


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say in which of several files something is wrong."""
    try:
        yield
    except TableError as error:
        if path.name in str(error):
            raise
        raise TableError(_("{file}: {sentence}"), file=path.name, sentence=str(error)) from None
