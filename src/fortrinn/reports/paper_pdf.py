"""A plain paper as PDF/UA: tagged, with headings, lists, table headers and a language.

The layout stands in ``paper.typ``; words reach it as data, so that nothing a person wrote can act
as markup.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from fortrinn.charts import render
from fortrinn.language import number, translator
from fortrinn.reports._extras import optional
from fortrinn.reports.letters import SIGN, letters_of, shown_by
from fortrinn.reports.paper import Grid, Heading, Lines, Paper, Part, Points, Words, written

LAYOUT: Final = Path(__file__).with_name("paper.typ")
NARROW: Final = 6
"""A column whose longest text has no more letters than this takes the room it needs."""


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF. Letters no typeface here has are shown by a sign, and the foot tells of it.

    Most papers are set as they are, also with letters of other alphabets. One that is refused is
    set again with the sign for all that our own typeface lacks.
    """
    typst = optional("typst")
    raw = content(paper)
    try:
        return _set(typst, raw)
    except typst.TypstError:
        return _set(typst, in_own_letters(raw))


def _set(typst: Any, data: dict[str, Any]) -> bytes:
    made: bytes = typst.compile(
        LAYOUT.read_bytes(),
        font_paths=[str(render.FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return made


def content(paper: Paper) -> dict[str, Any]:
    """All that the layout needs, as plain data."""
    return {
        "lang": paper.lang,
        "title": written(paper.title),
        "lead": written(paper.lead),
        "parts": [_part(part) for part in paper.parts],
        "foot": [written(text) for text in (paper.foot, paper.address) if text],
    }


def in_own_letters(data: dict[str, Any]) -> dict[str, Any]:
    """The same with the sign for each letter our typeface lacks, and a last line on how many."""
    letters, missing = letters_of(), 0

    def shown(value: Any) -> Any:
        nonlocal missing
        if isinstance(value, str):
            text, lacking = shown_by(value, letters)
            missing += lacking
            return text
        if isinstance(value, list):
            return [shown(each) for each in value]
        if isinstance(value, dict):
            return {key: shown(each) for key, each in value.items()}
        return value

    made: dict[str, Any] = shown(data)
    return made | {"foot": [*made["foot"], _told(missing, data["lang"])]}


def _told(missing: int, lang: str) -> str:
    _ = translator(lang)
    return _(
        "{sign} stands for a sign the typeface of this document does not have: {n} of them. In "
        "Fortrinn and in the Word document it stands as it was written."
    ).format(sign=SIGN, n=number(missing, lang))


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Heading):
        return {"sort": "heading", "text": written(part.text), "level": part.level}
    if isinstance(part, Words):
        return {
            "sort": "words",
            "text": written(part.text),
            "label": part.label,
            "quiet": part.quiet,
        }
    if isinstance(part, Points):
        return {
            "sort": "points",
            "items": [written(each) for each in part.items],
            "numbered": part.numbered,
        }
    if isinstance(part, Lines):
        return {"sort": "lines", "number": part.number}
    return _grid(part)


def _grid(part: Grid) -> dict[str, Any]:
    columns = zip(part.headings, *part.rows, strict=True)
    widths = [_width([len(cell) for cell in column]) for column in columns]
    return {
        "sort": "grid",
        "headings": list(part.headings),
        "rows": [[written(cell) for cell in row] for row in part.rows],
        "widths": widths,
    }


def _width(lengths: list[int]) -> float:
    """A column's part of the room: more for more text, none for what is short throughout."""
    if max(lengths) <= NARROW:
        return 0
    return min(2.0, max(0.6, sum(lengths) / len(lengths) / 20))
