"""PC-Axis files (``.px``), as Statbank and other statistics offices give them.

Every variable becomes a column of codes (or of values where it has no codes); a variable with both
has a further column ``"<variable>: text"``. The figures stand in a column ``value``, marks among
them as marks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from fortrinn.cells import STATUS_MARKS
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.long_table import MOST_ROWS, Cells, Faults, Progress
from fortrinn.sources.px_text import PxText, decoded, parsed

VALUE: Final = "value"
TEXT_SUFFIX: Final = ": text"
MOST_BYTES: Final = 1 << 28
_TOKEN: Final = re.compile(r'"([^"]*)"|([^\s,"]+)')
_YEAR: Final = re.compile(r"TLIST\([^)]*\)")


@dataclass(frozen=True)
class Variable:
    """One dimension: its name, its codes, and its values in words."""

    name: str
    codes: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def has_both(self) -> bool:
        """Whether words say more than codes."""
        return self.codes != self.words


class PxForm:
    """A PC-Axis file."""

    first_row = 1

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MOST_BYTES:
            raise TableError(
                _("'{path}' is larger than {limit} MB. Choose fewer values and download again."),
                path=path.name,
                limit=MOST_BYTES >> 20,
            )
        self._path = path
        text = parsed(decoded(path.read_bytes()), path.name)
        self.facts = _facts(text)
        self._variables = _variables(text, path.name)
        self._keys = _keyed(text, self._variables)
        self._text = text
        self.headings = _headings(self._variables)
        self.notes: Sequence[Note] = _notes(self.facts, self._keys)

    def cells(
        self,
        places: Mapping[str, int],
        figures: str,
        progress: Progress | None,
        faults: Faults | None = None,
    ) -> Cells:
        """The columns asked for: every variable repeated along the others, figures and marks."""
        shape = tuple(len(variable.codes) for variable in self._variables)
        rows = math.prod(shape)
        if rows > MOST_ROWS:
            raise TableError(
                _(
                    "The table has more than {limit} rows, which is the most that can be read at "
                    "once. Split it, for example by period."
                ),
                limit=f"{MOST_ROWS:,}",
            )
        numbers, marks = self._figures(shape)
        if progress is not None:
            progress(1, 1)
        columns = {
            name: _column(self.headings[place], self._variables, shape, marks)
            for name, place in places.items()
        }
        return Cells(columns, numbers if figures in places else None)

    def _figures(self, shape: tuple[int, ...]) -> tuple[Any, Any]:
        """The numbers in the order of the variables, and the marks that stand instead of some."""
        import pyarrow as pa

        tokens = [quoted or bare for quoted, bare in _TOKEN.findall(self._text.data)]
        symbols = _symbols(self._text)
        found = _with_keys(tokens, self._variables, self._keys, self._path.name)
        if len(found) != math.prod(shape):
            raise TableError(
                _(
                    "'{path}' has {found} figures where its variables call for {wanted}. Download "
                    "the file again."
                ),
                path=self._path.name,
                found=len(found),
                wanted=math.prod(shape),
            )
        figures, marks = _split(found, symbols, self._path.name)
        return pa.array(figures, pa.float64(), from_pandas=True), pa.array(marks, pa.string())


def _headings(variables: Sequence[Variable]) -> tuple[str, ...]:
    names = [variable.name for variable in variables]
    words = [f"{variable.name}{TEXT_SUFFIX}" for variable in variables if variable.has_both]
    return (*names, *words, VALUE)


def _facts(text: PxText) -> dict[str, str]:
    """What the file says of itself: table, title, source, when it was updated, the unit."""
    keywords = {
        "table": "MATRIX",
        "title": "TITLE",
        "publisher": "SOURCE",
        "updated": "LAST-UPDATED",
        "unit": "UNITS",
        "contents": "CONTENTS",
        "licence": "COPYRIGHT",
    }
    found = {name: text.text(keyword).strip() for name, keyword in keywords.items()}
    found["title"] = found["title"] or text.text("DESCRIPTION").strip() or found["contents"]
    if found["licence"].upper() in ("YES", "NO"):
        found["licence"] = ""
    return {name: words for name, words in found.items() if words}


def _notes(facts: Mapping[str, str], keys: Sequence[str | None]) -> list[Note]:
    notes = []
    if facts.get("title"):
        notes.append(Note(_("The file calls itself: {title}."), {"title": facts["title"]}))
    if any(keys):
        notes.append(Note(_("Rows that the file leaves out are zeros, as its KEYS say.")))
    return notes


def _variables(text: PxText, name: str) -> list[Variable]:
    named = (*text.values("STUB"), *text.values("HEADING"))
    found = []
    for variable in named:
        words = text.values("VALUES", variable)
        codes = text.values("CODES", variable) or _periods(text, variable) or words
        words = words or codes
        if not codes or len(codes) != len(words):
            raise TableError(
                _("The variable '{variable}' of '{path}' has no values. Download the file again."),
                variable=variable,
                path=name,
            )
        found.append(Variable(variable, codes, words))
    if not found:
        raise TableError(_("'{path}' names no variables. Download the file again."), path=name)
    return found


def _periods(text: PxText, variable: str) -> tuple[str, ...]:
    """The periods of a variable of time, which may stand in TIMEVAL alone."""
    for one in text.statements:
        if one.keyword == "TIMEVAL" and one.about[:1] == (variable,):
            return tuple(word for word in one.values if not _YEAR.fullmatch(word))
    return ()


def _keyed(text: PxText, variables: Sequence[Variable]) -> list[str | None]:
    """For each variable how its rows are named in DATA: by ``VALUES``, by ``CODES``, or not."""
    kinds = {
        "".join(one.about[:1]): "".join(one.values)
        for one in text.statements
        if one.keyword == "KEYS"
    }
    return [kinds.get(variable.name) for variable in variables]


def _symbols(text: PxText) -> dict[str, str]:
    """What a number of points stands for: ``...`` is the third sign the file declares."""
    declared = {f"{'.' * n}": text.text(f"DATASYMBOL{n}").strip() for n in range(1, 7)}
    found = {points: sign for points, sign in declared.items() if sign in STATUS_MARKS}
    others = {points: STATUS_WORD.get(sign.casefold(), points) for points, sign in declared.items()}
    return {**others, **found, "-": "0"}


STATUS_WORD: Final = {"confidential": ":", "not for publication": ":", "not available": ".."}


def _with_keys(
    tokens: list[str], variables: Sequence[Variable], keys: Sequence[str | None], name: str
) -> list[str]:
    """Every cell in order. With KEYS a row names its place, and rows left out are zeros."""
    if not any(keys):
        return tokens
    named = [variable for variable, key in zip(variables, keys, strict=True) if key]
    kinds = [key for key in keys if key]
    shape = tuple(len(variable.codes) for variable in variables)
    width = math.prod(shape[len(named) :])
    cells = ["0"] * math.prod(shape)
    step = len(named) + width
    if len(tokens) % step or [bool(key) for key in keys] != [True] * len(named) + [False] * (
        len(keys) - len(named)
    ):
        raise TableError(
            _("The rows of '{path}' do not fit its KEYS. Download the file again."), path=name
        )
    places = [
        {word: i for i, word in enumerate(one.codes if kind == "CODES" else one.words)}
        for one, kind in zip(named, kinds, strict=True)
    ]
    for start in range(0, len(tokens), step):
        row = 0
        for place, word, one in zip(places, tokens[start:], named, strict=False):
            if word not in place:
                raise TableError(
                    _("'{word}' in the data of '{path}' is none of the values of '{variable}'."),
                    word=word,
                    path=name,
                    variable=one.name,
                )
            row = row * len(one.codes) + place[word]
        cells[row * width : (row + 1) * width] = tokens[start + len(named) : start + step]
    return cells


def _split(
    cells: Sequence[str], symbols: Mapping[str, str], name: str
) -> tuple[list[float | None], list[str | None]]:
    """Numbers, and marks where there is none."""
    figures: list[float | None] = []
    marks: list[str | None] = []
    for cell in cells:
        sign = symbols.get(cell, cell)
        if sign in STATUS_MARKS or set(sign) == {"."}:
            figures.append(None)
            marks.append(sign if sign in STATUS_MARKS else "..")
            continue
        try:
            number = float(sign)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise TableError(
                _("'{text}' in the data of '{path}' is neither a number nor a sign."),
                text=cell[:40],
                path=name,
            )
        figures.append(number)
        marks.append(None)
    return figures, marks


def _column(heading: str, variables: Sequence[Variable], shape: tuple[int, ...], marks: Any) -> Any:
    import pyarrow as pa

    if heading == VALUE:
        return pa.chunked_array([marks.dictionary_encode()])
    is_text = heading.endswith(TEXT_SUFFIX) and heading not in {one.name for one in variables}
    wanted = heading.removesuffix(TEXT_SUFFIX) if is_text else heading
    axis = next(i for i, one in enumerate(variables) if one.name == wanted)
    along = [1] * len(shape)
    along[axis] = shape[axis]
    codes = np.broadcast_to(np.arange(shape[axis], dtype=np.int32).reshape(along), shape)
    names = variables[axis].words if is_text else variables[axis].codes
    encoded = pa.DictionaryArray.from_arrays(
        pa.array(np.ascontiguousarray(codes).reshape(-1)), pa.array(list(names), pa.string())
    )
    return pa.chunked_array([encoded])
