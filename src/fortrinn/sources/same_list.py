"""Tables counted from one list, found again so that each new one is held against the others.

A list is known by its bytes or, in a newer edition, by its headings and by the figures it gives
again; under other headings by its rows, and then one is asked to count from the first file. What a
table was counted by stands in its description, so it can be counted anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Mask
from fortrinn.confidentiality import Counts, Protected, protect_together
from fortrinn.errors import TableError, listing
from fortrinn.language import gettext_noop as _
from fortrinn.sources.columns import ColumnMap
from fortrinn.sources.lists import Reader
from fortrinn.sources.understood import code_and_word

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.sources.own_counts import Made, OwnCount
    from fortrinn.sources.store import DatasetStore, StoredVersion

READ_FILE: Final = "read_file"
_LETTERS_BEFORE: Final = re.compile(r"^[A-Za-z]-(?=\d)")
SAME: Final = 0.5

Recount = Callable[["Earlier"], "Made"]
"""Counts the list once more, as an earlier table was."""


@dataclass(frozen=True)
class ListFile:
    """A file by its bytes, by its headings, and by what it says under whatever headings."""

    sha256: str
    headings: str
    marks: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, sha256: str, columns: Sequence[str], marks: frozenset[str] = frozenset()
    ) -> ListFile:
        """The file with these columns."""
        return cls(sha256, hashlib.sha256("\0".join(columns).encode()).hexdigest(), marks)


@dataclass(frozen=True, eq=False)
class Earlier:
    """A table that was counted from the list before: what it was counted by, and what it shows."""

    key: str
    title: str
    columns: ColumnMap
    who: str
    count: Mapping[str, str]
    table: pa.Table
    is_same_file: bool
    is_renamed: bool = False


def step_of(
    name: str, file: ListFile, columns: ColumnMap, count: OwnCount | None, who: str
) -> dict[str, Any]:
    """The step from a file to a table, as a description keeps it."""
    return {
        "kind": READ_FILE,
        "file": name,
        "sha256": file.sha256,
        "headings": file.headings,
        "marks": sorted(file.marks),
        "columns": {key: value for key, value in asdict(columns).items() if value},
        "who": who,
        "count": asdict(count) if count else {},
    }


def counted_before(
    store: DatasetStore, file: ListFile, value: str, *, but: str = ""
) -> Iterator[Earlier]:
    """The tables of one's own that were counted from this list by the same column of figures, and
    those that were counted from its rows in another file.

    ``but`` is the table whose next version this is: its own versions are known to its maker.
    """
    for key in store.names():
        if key == but:
            continue
        for version in store.versions(key):
            found = _counted_from(version, file, value)
            if found is not None and store.has(version.sha256):
                yield replace(found, table=store.read(version.sha256))


def _counted_from(version: StoredVersion, file: ListFile, value: str) -> Earlier | None:
    if not version.about.counted:
        return None
    steps = [step for step in version.about.steps if step.get("kind") == READ_FILE]
    for step in steps:
        same = step.get("sha256") == file.sha256
        alike = same or step.get("headings") == file.headings
        said = step.get("columns", {})
        by_headings = alike and said.get("value") == value
        if by_headings or file.marks.intersection(step.get("marks", ())):
            columns = ColumnMap.from_data(said)
            who, count = step.get("who", ""), step.get("count", {})
            title, renamed = version.about.title, not by_headings
            return Earlier(version.key, title, columns, who, count, None, same, renamed)
    return None


def refuse_as_published(beside: Sequence[Earlier]) -> None:
    """Refuse to take as a publisher's figures what was counted and withheld from before."""
    refuse_renamed(beside)
    same = [one.title for one in beside if one.is_same_file]
    if same:
        raise TableError(
            _(
                "{tables} was counted from this very file by those who brought it, and figures "
                "were withheld there. Say here, too, that you counted, so that they stay so."
            ),
            tables=listing(sorted(set(same))),
        )


def refuse_renamed(beside: Sequence[Earlier]) -> None:
    """Refuse the rows of another file under other headings: tables are held together by these."""
    same = [one.title for one in beside if one.is_renamed]
    if same:
        raise TableError(
            _(
                "The rows of this file are those that {tables} was counted from, under other "
                "headings or beside other columns. Count from that file, or give the columns the "
                "headings they have there: the two tables together could tell what one withholds."
            ),
            tables=listing(sorted(set(same))),
        )


# --- held against each other --------------------------------------------------------------------


def hidden_beside(
    reader: Reader, columns: ColumnMap, new: Made, beside: Sequence[Earlier], recount: Recount
) -> Mask:
    """The rows to hide of a table, with those that were counted from its list before at hand.

    Raises :class:`TableError` where something of it can be worked out from those alone.
    """
    earlier = list(_counted_anew(beside, recount))
    tables = [counts for _titles, counts in earlier]
    mine = _counts(columns, new, hidden=new.hidden, known=new.known)

    def together(tables: Sequence[Counts]) -> Protected:
        return protect_together(mine, tables, lambda: _whole(reader, columns, [mine, *tables]))

    made = together(tables)
    if made.open:
        guilty = [titles for titles, counts in earlier if together([counts]).open]
        named = {title for titles in guilty or (one for one, _c in earlier) for title in titles}
        raise TableError(OPEN, count=made.open, tables=listing(sorted(named)))
    return made.hidden


OPEN: Final = _(
    "{count} figures of this table rest on few and can be worked out from {tables}, counted from "
    "the same list before, whatever is withheld here. Group this table as that one, or take "
    "broader codes."
)


def _counted_anew(beside: Sequence[Earlier], recount: Recount) -> Iterator[tuple[set[str], Counts]]:
    """The titles of each grouping, and what it shows and hides of what the list gives now."""
    groups: dict[str, list[Earlier]] = {}
    for one in beside:
        groups.setdefault(repr((one.columns, one.who, one.count)), []).append(one)
    for some in groups.values():
        first = some[0]
        made = recount(first)
        seen = [(one, made.beside(one.table)) for one in some]
        kept = [(one, told) for one, told in seen if one.is_same_file or told.agreement >= SAME]
        if not kept:
            continue
        known = np.any([told.known for _one, told in kept], axis=0)
        hidden = np.any([told.hidden for _one, told in kept], axis=0) & ~known
        counts = _counts(first.columns, made, hidden=hidden, known=known)
        secret = counts.secret if first.count else hidden
        yield {one.title for one, _told in kept}, replace(counts, secret=secret & hidden)


def _counts(columns: ColumnMap, made: Made, *, hidden: Mask, known: Mask) -> Counts:
    """A table with its columns under their names in the file, which tables of one list share."""
    named = {"region": columns.region, "activity": columns.activity, "period": columns.period}
    codes = {
        named.get(key, key): plain(made.read.table[key].to_pylist())
        for key in made.read.keys
        if named.get(key, key)
    }
    return Counts(codes, np.nan_to_num(made.values), made.secret, hidden, known)


def _whole(reader: Reader, columns: ColumnMap, tables: Sequence[Counts]) -> Counts:
    """The list by the columns of all its tables, row by row."""
    names = tuple(sorted({name for table in tables for name in table.codes}))
    read = reader(
        ColumnMap(value=columns.value, decimal=columns.decimal, others=names, is_list=True)
    )
    nothing = np.zeros(read.table.num_rows, dtype=np.bool_)
    values = np.nan_to_num(np.array(read.table["value"].to_numpy(), dtype=np.float64))
    codes = {name: plain(read.table[name].to_pylist()) for name in names}
    return Counts(codes, values, nothing, nothing, nothing)


def plain(texts: Sequence[str]) -> list[str]:
    """Codes as they are alike in every table: without their words, and without letters before.

    >>> plain(["1804 Bodø", "K-1806"]), plain(["Fiske", "Handel"])
    (['1804', '1806'], ['Fiske', 'Handel'])
    """
    found = [_LETTERS_BEFORE.sub("", (code_and_word(text) or (text, ""))[0]) for text in texts]
    told_apart = len(set(found)) == len(set(texts))
    return found if told_apart else list(texts)
