"""What is new in a table since its last version: periods, revised cells, cells now withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from fortrinn.cells import Status

if TYPE_CHECKING:
    import pyarrow as pa

MOST_EXAMPLES: Final = 50
_NOT_SHOWN: Final = Status.WITHHELD.name.lower()


@dataclass(frozen=True)
class CellChange:
    """One cell whose figure or status is another now; None is no figure."""

    cell: tuple[str, ...]
    before: float | None
    after: float | None
    was: str
    now: str


@dataclass(frozen=True)
class Changes:
    """What changed. ``revised`` counts cells with another figure, the examples show the largest.

    ``added`` and ``removed`` count cells, those of new and gone periods among them.
    """

    new_periods: tuple[str, ...] = ()
    gone_periods: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0
    revised: int = 0
    newly_withheld: int = 0
    newly_shown: int = 0
    examples: tuple[CellChange, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether both versions say the same."""
        return not (
            self.added or self.removed or self.revised or self.newly_withheld or self.newly_shown
        )

    def as_data(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """From what :meth:`as_data` gave."""
        examples = tuple(
            CellChange(**{**one, "cell": tuple(one["cell"])}) for one in data.get("examples", ())
        )
        periods = {name: tuple(data.get(name, ())) for name in ("new_periods", "gone_periods")}
        return cls(**{**data, **periods, "examples": examples})


def changes_between(before: pa.Table, after: pa.Table, keys: Sequence[str]) -> Changes:
    """Compare two versions of a long table with ``value`` and ``status``, cell by cell.

    >>> import pyarrow as pa
    >>> status = ["published"] * 2
    >>> old = pa.table({"period": ["2023", "2024"], "value": [1.0, 2.0], "status": status})
    >>> new = pa.table({"period": ["2024", "2025"], "value": [3.0, 4.0], "status": status})
    >>> found = changes_between(old, new, ["period"])
    >>> found.new_periods, found.gone_periods, found.revised, found.examples[0].after
    (('2025',), ('2023',), 1, 3.0)
    """
    if set(keys) - set(before.column_names) or set(keys) - set(after.column_names):
        return Changes(added=after.num_rows, removed=before.num_rows)
    both = _joined(before, after, keys)
    was_there, is_there = (both[name].is_valid().to_numpy() for name in ("was", "now"))
    in_both = was_there & is_there
    old, new = (both[name].to_numpy() for name in ("before", "after"))
    was, now = (np.array(both[name].to_pylist(), dtype=object) for name in ("was", "now"))
    with np.errstate(invalid="ignore"):
        revised = in_both & ~np.isnan(old) & ~np.isnan(new) & (old != new)
    withheld = in_both & (was != _NOT_SHOWN) & (now == _NOT_SHOWN)
    shown = in_both & (was == _NOT_SHOWN) & (now != _NOT_SHOWN)
    periods = [_values(table, "period") if "period" in keys else set() for table in (before, after)]
    return Changes(
        new_periods=tuple(sorted(periods[1] - periods[0])),
        gone_periods=tuple(sorted(periods[0] - periods[1])),
        added=int((is_there & ~was_there).sum()),
        removed=int((was_there & ~is_there).sum()),
        revised=int(revised.sum()),
        newly_withheld=int(withheld.sum()),
        newly_shown=int(shown.sum()),
        examples=_examples(both, keys, revised, withheld | shown, np.abs(new - old)),
    )


def _joined(before: pa.Table, after: pa.Table, keys: Sequence[str]) -> pa.Table:
    """Every cell of either table with its figure and status in both."""
    import pyarrow as pa

    sides = []
    for table, (value, status) in ((before, ("before", "was")), (after, ("after", "now"))):
        columns = {key: table[key].cast(pa.string()) for key in keys}
        columns |= {value: table["value"], status: table["status"].cast(pa.string())}
        sides.append(pa.table(columns))
    return sides[0].join(sides[1], list(keys), join_type="full outer")


def _values(table: pa.Table, column: str) -> set[str]:
    import pyarrow as pa

    return {str(text) for text in table[column].cast(pa.string()).unique().to_pylist()}


def _examples(
    both: pa.Table, keys: Sequence[str], revised: Any, statuses: Any, size: Any
) -> tuple[CellChange, ...]:
    """The cells whose status changed, then the largest revisions."""
    import pyarrow as pa

    largest = np.argsort(np.where(revised, -size, np.inf), kind="stable")[: int(revised.sum())]
    places = [*np.flatnonzero(statuses), *largest][:MOST_EXAMPLES]
    return tuple(
        CellChange(
            tuple(str(row[key]) for key in keys),
            row["before"],
            row["after"],
            row["was"] or "",
            row["now"] or "",
        )
        for row in both.take(pa.array(map(int, places), pa.int64())).to_pylist()
    )
