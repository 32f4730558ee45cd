"""Figures that stand as text: Norwegian and English decimals, spaces, minus signs, status marks.

>>> import pyarrow as pa
>>> cells = pa.array(["1 234,5", ":", "\N{MINUS SIGN}7", None]).dictionary_encode()
>>> read = figures_of(cells, "value")
>>> read.values.to_pylist(), read.marks.to_pylist()
([1234.5, None, -7.0, None], [None, ':', None, None])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from fortrinn.cells import STATUS_MARKS, WITHHELD_MARK
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

Decimal = Literal[",", "."]

_SPACES: Final = "[\\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}]+"
_EDGES: Final = f"^{_SPACES}|{_SPACES}$"
_DIGITS: Final = r"(?:\d+|[1-9]\d{0,2}(?: \d{3})+"
_SUPPRESSED: Final = rf"^(?:\*+|(?:<=?|≤)(?:{_SPACES})?\d[\d .,]*)$"
_EXPONENT: Final = r"(?:[eE][+-]?\d+)?"


def _pattern(decimal: str, thousands: str) -> str:
    """A number with this decimal mark; digits stand bare or in threes parted by space or mark."""
    grouped = rf"|[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+)"
    return rf"^[+-]?(?:{_DIGITS}{grouped}(?:{decimal}\d*)?|{decimal}\d+){_EXPONENT}$"


_NUMBER: Final = {".": _pattern(r"\.", ","), ",": _pattern(",", r"\.")}
_EITHER: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_UNGROUPED: Final = re.compile(r"[+-]?(\d{4,}|\d{1,3}( \d{3})+)")


@dataclass(frozen=True)
class Figures:
    """A column of figures, empty where there is none, and the marks that stood instead of one.

    ``marks`` is None if no cell had any.
    """

    values: pa.DoubleArray
    marks: pa.StringArray | None


NOT_A_NUMBER: Final = _(
    "Row {row} has '{text}' in column '{column}', which is not a number. Correct it, or leave the "
    "cell empty if the figure is withheld."
)


def figures_of(cells: pa.DictionaryArray, column: str, decimal: Decimal | None = None) -> Figures:
    """Read a dictionary of texts as figures.

    ``decimal`` is the mark before the decimals; without it the cells decide together. Raises
    :class:`TableError` for a cell that is neither a number nor a mark, and where the column can be
    read in two ways.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pc.replace_substring_regex(cells.dictionary.cast(pa.string()), _EDGES, "")
    empty = pc.equal(texts, "")
    marked = pc.is_in(texts, pa.array(list(STATUS_MARKS)))
    numeric = pc.if_else(pc.or_(empty, marked), pa.scalar(None, pa.string()), texts)
    numbers = _Column(cells, column).numbers(numeric, decimal)
    values = numbers.take(cells.indices)
    if not pc.any(marked).as_py():
        return Figures(values, None)
    marks = pc.if_else(marked, texts, pa.scalar(None, pa.string()))
    return Figures(values, marks.take(cells.indices))


def numbers_in(cells: Any, column: str) -> Any:
    """A column that holds numbers already; refuses days, truth values, bytes and lists.

    >>> import pyarrow as pa
    >>> numbers_in(pa.array([1, None]), "value").to_pylist()
    [1.0, None]
    """
    import pyarrow as pa

    kind = cells.type.value_type if pa.types.is_dictionary(cells.type) else cells.type
    of = pa.types
    if not (of.is_integer(kind) or of.is_floating(kind) or of.is_decimal(kind) or of.is_null(kind)):
        raise TableError(
            _("Column '{column}' holds {kind}; figures are expected. Choose another column."),
            column=column,
            kind=str(kind),
        )
    return cells.cast(pa.float64(), safe=False)


def with_suppressed(cells: pa.DictionaryArray) -> pa.DictionaryArray:
    """The cells with the mark for withheld where people write ``<5`` or ``*`` instead of a figure.

    How far below five it is nobody is told: it is no figure, and it is not missing either.

    >>> import pyarrow as pa
    >>> cells = pa.array(["<5", "< 10", "*", "-", "12*", None]).dictionary_encode()
    >>> with_suppressed(cells).to_pylist()
    [':', ':', ':', '-', '12*', None]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = cells.dictionary.cast(pa.string())
    tidy = pc.replace_substring_regex(texts, _EDGES, "")
    said = pc.if_else(pc.match_substring_regex(tidy, _SUPPRESSED), WITHHELD_MARK, texts)
    return pa.DictionaryArray.from_arrays(cells.indices, said)


def cleaned(cells: pa.DictionaryArray) -> tuple[pa.DictionaryArray, Any]:
    """The cells with those emptied that are neither a number nor a mark, and which these are.

    >>> import pyarrow as pa
    >>> tidy, wrong = cleaned(pa.array(["1,5", "x", ":", None]).dictionary_encode())
    >>> tidy.to_pylist(), wrong.tolist()
    (['1,5', None, ':', None], [False, True, False, False])
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = pc.replace_substring_regex(cells.dictionary.cast(pa.string()), _EDGES, "")
    tidy = _tidied(texts)
    fits = pc.or_(*(pc.match_substring_regex(tidy, _NUMBER[mark]) for mark in (".", ",")))
    fits = pc.or_(fits, pc.or_(pc.equal(texts, ""), pc.is_in(texts, pa.array(list(STATUS_MARKS)))))
    wrong = pc.fill_null(pc.invert(fits).take(cells.indices), False)
    kept = pc.if_else(wrong, pa.scalar(None, cells.indices.type), cells.indices)
    emptied = pa.DictionaryArray.from_arrays(kept, cells.dictionary)
    # What no row points to any more must not decide how the others are read.
    emptied = emptied.cast(pa.string()).dictionary_encode()
    return emptied, wrong.to_numpy(zero_copy_only=False)


class _Column:
    """The different texts of a column on their way to numbers."""

    def __init__(self, cells: pa.DictionaryArray, name: str) -> None:
        self.cells = cells
        self.name = name

    def numbers(self, texts: Any, decimal: Decimal | None) -> Any:
        """A number for each text (None stays None)."""
        plain = _machine_numbers(texts)
        if plain is not None and decimal != "," and not self._could_be_thousands(texts):
            return plain
        return self._by_convention(texts, decimal)

    def _could_be_thousands(self, texts: Any) -> bool:
        """Whether every point stands before three digits, as in 1.234."""
        import pyarrow.compute as pc

        pointed = texts.filter(pc.match_substring(texts, "."))
        return len(pointed) > 0 and all(_EITHER.fullmatch(text) for text in _strings(pointed))

    def _by_convention(self, texts: Any, decimal: Decimal | None) -> Any:
        import pyarrow.compute as pc

        tidy = _tidied(texts)
        fits = {mark: pc.match_substring_regex(tidy, _NUMBER[mark]) for mark in (".", ",")}
        self._refuse_any(texts, pc.invert(pc.or_(fits["."], fits[","])))
        mark = decimal or self._agreed(tidy, fits)
        self._refuse_any(texts, pc.invert(fits[mark]))
        thousands = "," if mark == "." else "."
        for old, new in ((" ", ""), (thousands, ""), (mark, "."), ("+", "")):
            tidy = pc.replace_substring(tidy, old, new)
        return _cast(tidy)

    def _agreed(self, tidy: Any, fits: dict[str, Any]) -> str:
        """The decimal mark under which every cell is a number."""
        import pyarrow.compute as pc

        point, comma = (pc.all(fits[mark]).as_py() is not False for mark in (".", ","))
        if point and comma:
            return self._evident(tidy)
        if point or comma:
            return "." if point else ","
        raise TableError(
            _(
                "Column '{column}' has both '{one}' and '{other}': a comma before the decimals in "
                "one cell and a point in another. Write them alike."
            ),
            column=self.name,
            one=_first(tidy, pc.invert(fits["."])),
            other=_first(tidy, pc.invert(fits[","])),
        )

    def _evident(self, tidy: Any) -> str:
        """The mark where 1,234 and 1.234 are all there is: decided by the other cells, or refused.

        Figures from 1000 up that carry no mark tell that none is used between thousands. A point in
        every cell is what programs write.
        """
        import pyarrow.compute as pc

        known = tidy.drop_null()
        both = known.filter(pc.match_substring_regex(known, "[.,]"))
        if len(both) == 0:
            return "."
        mark = "," if "," in both[0].as_py() else "."
        others = _strings(known.filter(pc.invert(pc.match_substring_regex(known, "[.,]"))))
        if any(_UNGROUPED.fullmatch(text) for text in others) or (mark == "." and not others):
            return mark
        text = both[0].as_py()
        raise TableError(
            _(
                "'{text}' in column '{column}' can be read as {whole} or as {fraction}. Say with "
                "the setting 'decimal' which mark stands before the decimals."
            ),
            text=text,
            column=self.name,
            whole=text.replace(mark, ""),
            fraction=text.replace(mark, "."),
        )

    def _refuse_any(self, texts: Any, wrong: Any) -> None:
        codes = np.flatnonzero(wrong.fill_null(False).to_numpy(zero_copy_only=False))
        if len(codes) == 0:
            return
        indices = self.cells.indices.fill_null(-1).to_numpy()
        row = int(np.flatnonzero(np.isin(indices, codes))[0])
        text = str(texts[int(indices[row])].as_py())
        raise TableError(
            NOT_A_NUMBER,
            row=row + 1,
            text=text if len(text) <= 40 else f"{text[:40]}\N{HORIZONTAL ELLIPSIS}",
            column=self.name,
        )


def _machine_numbers(texts: Any) -> Any:
    """Numbers as programs write them, or None if some text is anything else."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        numbers = _cast(texts)
    except pa.ArrowInvalid:
        return None
    return numbers if pc.all(pc.is_finite(numbers)).as_py() is not False else None


def _cast(texts: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.cast(texts, pa.float64())


def _tidied(texts: Any) -> Any:
    """One kind of space inside a number and one kind of minus."""
    import pyarrow.compute as pc

    single = pc.replace_substring_regex(texts, _SPACES, " ")
    return pc.replace_substring_regex(single, "^\N{MINUS SIGN}", "-")


def _strings(texts: Any) -> list[str]:
    strings: list[str] = texts.to_pylist()
    return strings


def _first(texts: Any, where: Any) -> str:
    return str(texts.filter(where)[0].as_py())
