"""Tables that were counted by those who bring them: of persons or enterprises, not by a publisher.

They are protected at the door, before anything is kept: what rests on few is withheld, and as much
beside it as it takes so that no total, no other year and no earlier edition gives it away. What is
made of the table afterwards (a carried table, a quotient, a file) starts from what may be shown.
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
    few_persons,
    few_units,
    protected_long,
)
from fortrinn.errors import TableError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.columns import ColumnMap
from fortrinn.sources.lists import Reader, added_up
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


def protected(
    reader: Reader,
    columns: ColumnMap,
    count: OwnCount,
    earlier: Sequence[pa.Table] = (),
    *,
    who: str = "",
) -> Understood:
    """What is understood of a file, with what may not be shown withheld.

    With ``who`` the file is a list, which is added up: how many stand behind a figure, and what the
    largest of them has, is counted. ``earlier`` are the editions that were kept before: what one of
    them hid stays hidden, and what one showed hides nothing else.
    """
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
    known, hidden = _before(read, values, earlier)
    table = protected_long(read.table, secret, keys=read.keys, known=known, hidden_before=hidden)
    gone = np.isnan(_figures(table)) & ~np.isnan(values)
    few = int((gone & secret).sum())
    fields = {"few": few, "least": count.least, "more": int(gone.sum()) - few}
    return replace(read, table=table, notes=(*read.notes, Note(SAID[count.of], fields)))


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


def _before(read: Understood, values: Floats, earlier: Sequence[pa.Table]) -> tuple[Mask, Mask]:
    """Which rows an earlier edition showed with the same figure, and which it hid."""
    shown: dict[tuple[str, ...], set[float]] = {}
    hid: set[tuple[str, ...]] = set()
    for table in earlier:
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
    return np.array(known, dtype=np.bool_), np.array([key in hid for key in keys], dtype=np.bool_)


def _keys(table: pa.Table, names: Sequence[str]) -> list[tuple[str, ...]]:
    columns = [list(map(str, table[name].to_pylist())) for name in names]
    return list(zip(*columns, strict=True)) if columns else [()] * table.num_rows


def _figures(table: pa.Table) -> Any:
    import pyarrow as pa

    return np.array(table["value"].cast(pa.float64()).to_numpy(), dtype=np.float64)
