"""Tables that were counted by those who bring them: of persons or enterprises, not by a publisher.

They are protected at the door, before anything is kept: what rests on few is withheld, and as much
beside it as it takes so that no total, no other year, no earlier edition and no other table of the
same list gives it away. What is made of the table afterwards (a carried table, a quotient, a file)
starts from what may be shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Floats, Mask, Status
from fortrinn.confidentiality import (
    LEAST_PERSONS,
    LEAST_UNITS,
    Cube,
    few_persons,
    few_units,
    protected_long,
    with_hidden,
)
from fortrinn.errors import TableError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.columns import ColumnMap
from fortrinn.sources.lists import Reader, added_up
from fortrinn.sources.same_list import SAME, Earlier, hidden_beside, refuse_renamed
from fortrinn.sources.understood import Understood

if TYPE_CHECKING:
    import pyarrow as pa

PERSONS, ENTERPRISES = "persons", "enterprises"
COUNTED: Final = (PERSONS, ENTERPRISES)
_WITHHELD: Final = Status.WITHHELD.name.lower()


@dataclass(frozen=True)
class OwnCount:
    """What was counted; the columns with how many stand behind each figure, and with the figure of
    the largest of them. Without the first, the figure itself is how many.

    >>> OwnCount("dogs")
    Traceback (most recent call last):
    ...
    fortrinn.errors.UnknownName: 'dogs' is not there. There are persons, enterprises.
    """

    of: str
    units: str = ""
    largest: str = ""

    def __post_init__(self) -> None:
        if self.of not in COUNTED:
            refuse_name(self.of, COUNTED)

    @property
    def least(self) -> int:
        """How many a figure that is shown must rest on."""
        return LEAST_PERSONS if self.of == PERSONS else LEAST_UNITS


@dataclass(frozen=True, eq=False)
class Seen:
    """Which rows another table shows with the same figure and which it withholds.

    ``agreement`` is the share of its figures, of those that are here too, that are the same.
    """

    known: Mask
    hidden: Mask
    agreement: float


@dataclass(frozen=True, eq=False)
class Made:
    """A table as it was counted, before anything is hidden: ``secret`` may not be shown for its own
    sake; ``known`` and ``hidden`` are what its earlier editions showed and withheld."""

    read: Understood
    values: Floats
    secret: Mask
    known: Mask
    hidden: Mask

    def beside(self, *others: pa.Table) -> Seen:
        """What other tables of the same columns say of these rows."""
        return _seen(self.read, self.values, others)


def counted(reader: Reader, columns: ColumnMap, count: OwnCount, who: str = "") -> Made:
    """A file counted, or with ``who`` a list added up: how many stand behind a figure, and what the
    largest of them has, is then counted too."""
    if columns.figures:
        raise TableError(
            _(
                "A table you counted yourself has one column of figures. Put the periods in "
                "a column."
            )
        )
    if who:
        added = added_up(reader, columns, who)
        read, values = added.read, _figures(added.read.table)
        secret = _rests_on_few(count, values, added.units, added.largest)
    else:
        read = reader(_without(columns, count))
        values = _figures(read.table)
        secret = _secret(reader, columns, read, count, values)
    nothing = np.zeros(len(values), dtype=np.bool_)
    return Made(read, values, secret, nothing, nothing)


def protected(
    reader: Reader,
    columns: ColumnMap,
    count: OwnCount,
    earlier: Sequence[pa.Table] = (),
    *,
    who: str = "",
    beside: Sequence[Earlier] = (),
) -> Understood:
    """What is understood of a file, with what may not be shown withheld.

    With ``who`` the file is a list, which is added up. ``earlier`` are the editions that were kept
    before: what one of them hid stays hidden, and what one showed hides nothing else. ``beside``
    are other tables that were counted from the same list: what they hide is not told here.
    """
    refuse_renamed(beside)
    made = counted(reader, columns, count, who)
    alike = [] if who else [one.table for one in beside if _is_alike(made, one)]
    before = made.beside(*earlier, *alike)
    made = replace(made, known=before.known, hidden=before.hidden)
    table = _protected(reader, columns, count, made, beside if who else ())
    gone = np.isnan(_figures(table)) & ~np.isnan(made.values)
    few = int((gone & made.secret).sum())
    fields = {"few": few, "least": count.least, "more": int(gone.sum()) - few}
    notes = [Note(TOGETHER, {"count": len({one.key for one in beside})})] if beside else []
    read = made.read
    return replace(read, table=table, notes=(*read.notes, *notes, Note(SAID[count.of], fields)))


def _is_alike(made: Made, other: Earlier) -> bool:
    return other.is_same_file or made.beside(other.table).agreement >= SAME


def _protected(
    reader: Reader, columns: ColumnMap, count: OwnCount, made: Made, beside: Sequence[Earlier]
) -> pa.Table:
    """The table without what may not be shown, by itself or beside others of its list."""
    read = made.read
    if not beside:
        return protected_long(
            read.table, made.secret, keys=read.keys, known=made.known, hidden_before=made.hidden
        )
    Cube.of(read.table, read.keys)  # refuses parts beside their whole

    def recount(one: Earlier) -> Made:
        said = OwnCount(**one.count) if one.count else count
        return counted(reader, one.columns, said, one.who or "")

    return with_hidden(read.table, hidden_beside(reader, columns, made, beside, recount))


TOGETHER: Final = _("Tables counted from the same list before that it was held against: {count}.")
SAID: Final = {
    PERSONS: _(
        "Withheld, for they rest on fewer than {least} persons: {few}. Withheld beside them, so "
        "that none of these can be worked out from sums, other years or earlier versions: {more}."
    ),
    ENTERPRISES: _(
        "Withheld, for they rest on fewer than {least} enterprises or nearly all on one: {few}. "
        "Withheld beside them, so that none of these can be worked out from sums, other years or "
        "earlier versions: {more}."
    ),
}


def _without(columns: ColumnMap, count: OwnCount) -> ColumnMap:
    """How many stand behind a figure names no cell."""
    others = tuple(name for name in columns.others if name not in (count.units, count.largest))
    return replace(columns, others=others)


def _secret(
    reader: Reader, columns: ColumnMap, read: Understood, count: OwnCount, values: Floats
) -> Mask:
    """The rows that may not be shown for their own sake; a number nobody gave counts as few."""
    beside = _without(columns, count)
    units = _beside(reader, beside, read, count.units) if count.units else values
    largest = _beside(reader, beside, read, count.largest) if count.largest else None
    return _rests_on_few(count, values, units, largest)


def _rests_on_few(count: OwnCount, values: Floats, units: Floats, largest: Floats | None) -> Mask:
    unsaid = np.isnan(units) & (np.nan_to_num(values) > 0)
    if count.of == PERSONS:
        return np.asarray(few_persons(np.nan_to_num(units)) | unsaid)
    if largest is None:
        return np.asarray(few_units(np.nan_to_num(units)) | unsaid)
    unsaid |= np.isnan(largest) & (np.nan_to_num(values) > 0)
    few = few_units(
        np.nan_to_num(units), values=np.nan_to_num(values), largest=np.nan_to_num(largest)
    )
    return np.asarray(few | unsaid)


def _beside(reader: Reader, columns: ColumnMap, read: Understood, name: str) -> Floats:
    """Another column of figures, in the order of the rows that were understood."""
    found = reader(replace(columns, value=name, status=""))
    by_key = dict(zip(_keys(found.table, read.keys), _figures(found.table), strict=True))
    return np.array([by_key.get(key, np.nan) for key in _keys(read.table, read.keys)])


def _seen(read: Understood, values: Floats, others: Sequence[pa.Table]) -> Seen:
    """Which rows other tables showed with the same figure, and which they hid."""
    shown: dict[tuple[str, ...], set[float]] = {}
    hid: set[tuple[str, ...]] = set()
    for table in others:
        if not set(read.keys) <= set(table.column_names):
            continue
        statuses = table["status"].to_pylist()
        for key, value, status in zip(
            _keys(table, read.keys), _figures(table), statuses, strict=True
        ):
            if status == _WITHHELD:
                hid.add(key)
            elif not np.isnan(value):
                shown.setdefault(key, set()).add(float(value))
    keys = _keys(read.table, read.keys)
    known = [float(v) in shown.get(key, ()) for key, v in zip(keys, values, strict=True)]
    there = sum(key in shown for key in keys)
    return Seen(
        np.array(known, dtype=np.bool_),
        np.array([key in hid for key in keys], dtype=np.bool_),
        sum(known) / there if there else 0.0,
    )


def _keys(table: pa.Table, names: Sequence[str]) -> list[tuple[str, ...]]:
    columns = [list(map(str, table[name].to_pylist())) for name in names]
    return list(zip(*columns, strict=True)) if columns else [()] * table.num_rows


def _figures(table: pa.Table) -> Any:
    import pyarrow as pa

    return np.array(table["value"].cast(pa.float64()).to_numpy(), dtype=np.float64)
