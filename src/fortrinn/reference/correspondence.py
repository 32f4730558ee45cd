"""Regions and industries over time: a table carried from one classification to another.

Every cell says how it came about: ``exact`` (the same unit under another code), ``sum`` (whole
units added up), ``estimated`` (a share of a unit). A sum of which a part is withheld has no figure:
its status is withheld and ``at_least`` holds what the known parts add up to.

>>> import pyarrow as pa
>>> table = pa.table({"region": ["16", "17"], "value": [5.0, None],
...                   "status": ["published", "withheld"]})
>>> merged = Correspondence("counties-2017", "counties-2018", (Pair("16", "50"), Pair("17", "50")))
>>> merged.carry(table, column="region").to_pylist()
[{'region': '50', 'value': None, 'status': 'withheld', 'basis': 'sum', 'at_least': 5.0}]
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from fortrinn.cells import STATUS_WORDS, Status
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

EXACT: Final = "exact"
SUM: Final = "sum"
ESTIMATED: Final = "estimated"
BASES: Final = (EXACT, SUM, ESTIMATED)
_HEADINGS: Final = {
    "old": ("old", "fra", "from", "source", "sourcecode", "oldcode", "gammel"),
    "new": ("new", "til", "to", "target", "targetcode", "newcode", "ny"),
    "share": ("share", "andel", "weight", "vekt"),
}


@dataclass(frozen=True)
class Pair:
    """A code, a code it goes into, and the share of it that does."""

    old: str
    new: str
    share: float = 1.0


@dataclass(frozen=True)
class Correspondence:
    """From one version of a classification to another.

    Raises :class:`TableError` where the shares of a code are more than the whole, or where a code
    is split and nothing says how: a figure cannot be divided by guessing.
    """

    source: str
    target: str
    pairs: tuple[Pair, ...]

    def __post_init__(self) -> None:
        shares: dict[str, list[float]] = defaultdict(list)
        for pair in self.pairs:
            if not 0 < pair.share <= 1:
                raise TableError(
                    _(
                        "The share of {old} that goes to {new} is {share}. It is above 0, at "
                        "most 1."
                    ),
                    old=pair.old,
                    new=pair.new,
                    share=pair.share,
                )
            shares[pair.old].append(pair.share)
        for old, parts in shares.items():
            if sum(parts) > 1 + 1e-9:
                raise TableError(
                    _(
                        "{old} goes to {count} codes whose shares are more than the whole. Give "
                        "the share of each, for example of the employed."
                    ),
                    old=old,
                    count=len(parts),
                )

    @classmethod
    def from_rows(cls, source: str, target: str, rows: Iterable[Mapping[str, str]]) -> Self:
        """From rows with the codes and, where a code is split, the shares; headings as people and
        KLASS write them."""
        pairs = []
        for row in rows:
            found = {name.casefold().replace(" ", ""): text for name, text in row.items()}
            old, new = (_first(found, _HEADINGS[side]) for side in ("old", "new"))
            if not old or not new:
                raise TableError(_("A correspondence has a column of old codes and one of new."))
            share = _first(found, _HEADINGS["share"]).replace(",", ".")
            pairs.append(Pair(old, new, _share(share)))
        return cls(source, target, tuple(dict.fromkeys(pairs)))

    @classmethod
    def from_file(cls, path: Path, *, source: str, target: str) -> Self:
        """From a CSV file, such as SN2007–SN2025 as KLASS gives it."""
        text = path.read_text(encoding="utf-8-sig")
        separator = ";" if text.count(";") >= text.count(",") else ","
        rows = list(csv.DictReader(text.splitlines(), delimiter=separator))
        return cls.from_rows(source, target, rows)

    def carry(self, table: pa.Table, *, column: str) -> pa.Table:
        """The table in the new codes, with ``basis`` and ``at_least`` beside every figure.

        Codes that are not in the correspondence are left out: they are the same unit nowhere.
        """
        import pyarrow as pa

        keys = [name for name in table.column_names if name not in ("value", "status")]
        into = self._into()
        whole = self._wholly()
        groups: dict[tuple[str, ...], list[_Part]] = {}
        for row in table.to_pylist():
            for pair in into.get(str(row[column]), ()):
                key = tuple(pair.new if name == column else str(row[name]) for name in keys)
                groups.setdefault(key, []).append(_Part(row, pair))
        cells = [_cell(parts, whole[key[keys.index(column)]]) for key, parts in groups.items()]
        columns: dict[str, Any] = {
            name: pa.array([key[i] for key in groups], pa.string()) for i, name in enumerate(keys)
        }
        columns["value"] = pa.array([cell["value"] for cell in cells], pa.float64())
        columns["status"] = pa.array([cell["status"] for cell in cells], pa.string())
        columns["basis"] = pa.array([cell["basis"] for cell in cells], pa.string())
        columns["at_least"] = pa.array([cell["at_least"] for cell in cells], pa.float64())
        return pa.table(columns)

    def _into(self) -> dict[str, list[Pair]]:
        found: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            found[pair.old].append(pair)
        return found

    def _wholly(self) -> dict[str, int]:
        """How many codes each new one is made of."""
        found: dict[str, int] = defaultdict(int)
        for pair in self.pairs:
            found[pair.new] += 1
        return found

    def then(self, other: Correspondence) -> Correspondence:
        """From the source of this to the target of the other, shares multiplied.

        >>> first = Correspondence("a", "b", (Pair("1", "2"),))
        >>> first.then(Correspondence("b", "c", (Pair("2", "3", 0.4),))).pairs
        (Pair(old='1', new='3', share=0.4),)
        """
        shares: dict[tuple[str, str], float] = defaultdict(float)
        into = other._into()
        for pair in self.pairs:
            for further in into.get(pair.new, ()):
                shares[pair.old, further.new] += pair.share * further.share
        pairs = tuple(Pair(old, new, min(share, 1.0)) for (old, new), share in shares.items())
        return Correspondence(self.source, other.target, pairs)


@dataclass(frozen=True)
class _Part:
    row: Mapping[str, Any]
    pair: Pair


def _share(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        raise TableError(
            _("'{text}' is not a share. Write it as 0.4 or 0,4."), text=text[:40]
        ) from None


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((str(row[name]).strip() for name in names if row.get(name)), "")


def _cell(parts: list[_Part], wanted: int) -> dict[str, Any]:
    """One cell of the new table from its parts; a part without a row is a zero, as everywhere."""
    basis = EXACT if wanted == 1 else SUM
    if any(part.pair.share < 1 for part in parts):
        basis = ESTIMATED
    values = [part.row["value"] for part in parts]
    known = [
        value * part.pair.share
        for value, part in zip(values, parts, strict=True)
        if value is not None
    ]
    if len(known) == len(values):
        return {"value": sum(known), "status": _worst(parts), "basis": basis, "at_least": None}
    at_least = sum(known) if known and all(figure >= 0 for figure in known) else None
    return {"value": None, "status": _worst(parts), "basis": basis, "at_least": at_least}


def _worst(parts: list[_Part]) -> str:
    """Withheld before missing before what has a figure."""
    found = {str(part.row["status"]) for part in parts}
    order = (Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE, Status.NEGATIVE)
    words = [STATUS_WORDS[status] for status in order]
    if found == {STATUS_WORDS[Status.BELOW_ROUNDING]}:
        return STATUS_WORDS[Status.BELOW_ROUNDING]
    worst = next((word for word in words if word in found), "")
    if worst == STATUS_WORDS[Status.NOT_APPLICABLE] and len(found) > 1:
        return STATUS_WORDS[Status.MISSING]
    return worst or STATUS_WORDS[Status.PUBLISHED]
