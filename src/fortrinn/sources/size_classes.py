r"""Establishments counted by size class, as an interval of how many they employ.

With :math:`n_k` establishments in the class of :math:`a_k` to :math:`b_k` employees, employment is
at least :math:`\sum_k n_k a_k` and at most :math:`\sum_k n_k b_k`; the middle figure counts each
establishment with the midpoint :math:`(a_k + b_k) / 2`. Nothing says how far above its lower bound
an establishment of the open class (250 and over) lies: it counts with the lower bound in the middle
figure too, and the upper bound is then unknown, never zero.

A class whose count is withheld leaves the lower bound of what is known, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fortrinn.cells import STATUS_WORDS, Status
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

LOW, MID, HIGH = "low", "mid", "high"
ESTIMATES: Final = (LOW, MID, HIGH)
_BETWEEN: Final = re.compile(r"(\d{1,6})\s*[-\u2013]\s*(\d{1,6})\b")
_OPEN: Final = re.compile(
    r"(\d{1,6})\s*(?:\+|(?:ansatte |tilsette |employees )?"
    r"(?:og over|og fleire|og flere|eller flere|eller fleire|and over|or more))"
)
_NOBODY: Final = re.compile(r"0+|(?:ingen|none|no)\b.*", re.IGNORECASE)
_WHOLE: Final = re.compile(r"(?:i alt|alle|total|all)\b.*", re.IGNORECASE)


@dataclass(frozen=True)
class SizeClass:
    """From ``low`` to ``high`` employees, both included; the open class has no ``high``."""

    low: int
    high: int | None

    @property
    def mid(self) -> float:
        """What an establishment of the class counts with in the middle figure."""
        return float(self.low) if self.high is None else (self.low + self.high) / 2


def size_class(text: str) -> SizeClass | None:
    """A class from how publishers write it; None for the row of all classes together.

    Raises :class:`TableError` for a text that is no size class.

    >>> size_class("5-9 ansatte"), size_class("250 ansatte og over"), size_class("Ingen ansatte")
    (SizeClass(low=5, high=9), SizeClass(low=250, high=None), SizeClass(low=0, high=0))
    >>> size_class("I alt") is None
    True
    """
    said = text.strip()
    if (between := _BETWEEN.match(said)) is not None and int(between[1]) <= int(between[2]):
        return SizeClass(int(between[1]), int(between[2]))
    if (above := _OPEN.match(said)) is not None:
        return SizeClass(int(above[1]), None)
    if _NOBODY.fullmatch(said):
        return SizeClass(0, 0)
    if _WHOLE.fullmatch(said):
        return None
    raise TableError(_("'{text}' is not a size class such as 5-9 or 250+."), text=said[:60])


def size_classes(codes: Sequence[str], labels: Mapping[str, str]) -> dict[str, SizeClass]:
    """The classes of some codes, by their labels; that of all together is left out."""
    found = {code: size_class(labels.get(code, code)) for code in codes}
    return {code: each for code, each in found.items() if each is not None}


def employment_interval(
    counts: Sequence[float | None], classes: Sequence[SizeClass]
) -> tuple[float, float | None, float | None]:
    """How many some establishments employ: at least, about, at most.

    Parameters
    ----------
    counts
        Establishments in each class; None where the count is withheld or missing.
    classes
        The class of each count.

    Returns
    -------
    tuple
        The lower bound from the counts that are known; the middle figure and the upper bound,
        None where a count is not known, the upper bound also where the open class is not empty.

    Examples
    --------
    Six establishments of 1-4, one of 5-9 and one of 10-19:

    >>> classes = [SizeClass(1, 4), SizeClass(5, 9), SizeClass(10, 19)]
    >>> employment_interval([6, 1, 1], classes)
    (21.0, 36.5, 52.0)
    >>> employment_interval([6, None, 1], classes)
    (16.0, None, None)
    """
    known = [(n, each) for n, each in zip(counts, classes, strict=True) if n is not None]
    low = float(sum(n * each.low for n, each in known))
    if len(known) < len(counts):
        return low, None, None
    mid = float(sum(n * each.mid for n, each in known))
    if any(n > 0 and each.high is None for n, each in known):
        return low, mid, None
    return low, mid, float(sum(n * (each.high or 0) for n, each in known))


def employment_from_sizes(
    table: pa.Table, *, size: str, classes: Mapping[str, SizeClass], estimate: str = "estimate"
) -> pa.Table:
    """A long table of establishments by size class as one of employment, three rows for each cell.

    The column ``size`` gives way to ``estimate`` with the codes ``low``, ``mid`` and ``high``. A
    class without a row is empty, as everywhere. Without a figure the status is ``withheld`` where a
    class is, else ``missing``.
    """
    import pyarrow as pa

    keys = [name for name in table.column_names if name not in (size, "value", "status")]
    cells: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in table.to_pylist():
        if str(row[size]) in classes:
            cells.setdefault(tuple(str(row[key]) for key in keys), []).append(row)
    rows = []
    for key, parts in cells.items():
        figures = employment_interval(
            [part["value"] for part in parts], [classes[str(part[size])] for part in parts]
        )
        for name, figure in zip(ESTIMATES, figures, strict=True):
            rows.append((*key, name, figure, _status(figure, parts)))
    columns = list(zip(*rows, strict=True)) or [()] * (len(keys) + 3)
    kinds = [pa.string()] * (len(keys) + 1) + [pa.float64(), pa.string()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table(arrays, names=[*keys, estimate, "value", "status"])


def _status(figure: float | None, parts: Sequence[Mapping[str, Any]]) -> str:
    if figure is not None:
        return STATUS_WORDS[Status.PUBLISHED]
    hidden = STATUS_WORDS[Status.WITHHELD]
    is_hidden = any(part["status"] == hidden for part in parts)
    return hidden if is_hidden else STATUS_WORDS[Status.MISSING]
