"""A plain paper as a Word document: minutes, a case, a sheet of questions.

A paper is a title, a lead and parts in reading order. It knows no strategy; who writes one puts the
words in. Headings, lists and table headers are real ones, and the language is set, so that the
document can be read aloud.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fortrinn.reports.word import (
    LOCALE,
    _keep_whole,
    _open,
    _own_look,
    _repeat_as_header,
    _set_language,
    _size,
    _thin_lines,
)

_CELL_SIZE, _META_SIZE = 9.5, 8.5
_INK, _MUTED = "1D2B33", "50606A"
# What a document of this kind cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Heading:
    """A heading of the second (1) or third (2) level; the title is the first."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Words:
    """A paragraph; with a ``label`` in bold before it."""

    text: str
    label: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Points:
    """A list; ``numbered`` when the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of texts with a header row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on by hand."""

    number: int = 3


Part = Heading | Words | Points | Grid | Lines


@dataclass(frozen=True)
class Paper:
    """What is to be written. ``foot`` stands last, in small print."""

    title: str
    lead: str
    lang: str
    parts: tuple[Part, ...]
    foot: str = ""


def paper_word(paper: Paper, *, template: Path | None = None) -> bytes:
    """The paper as a docx file; ``template`` is a docx file whose look is taken over."""
    document = _open(template)
    if template is None:
        _own_look(document)
    _set_language(document, LOCALE[paper.lang])
    properties = document.core_properties
    properties.title = written(paper.title)[:255]
    properties.author = "Fortrinn"
    properties.language = LOCALE[paper.lang]
    _paragraph(document, paper.title, "Title")
    if paper.lead:
        _paragraph(document, paper.lead, "Subtitle")
    for part in paper.parts:
        _WRITERS[type(part)](document, part)
    if paper.foot:
        _quiet(document, paper.foot)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def written(text: str) -> str:
    """The text without the few signs a document cannot hold.

    >>> written("a\\x00b")
    'ab'
    """
    return _UNWRITABLE.sub("", text)


def _heading(document: Any, part: Heading) -> None:
    _paragraph(document, part.text, f"Heading {part.level}")


def _words(document: Any, part: Words) -> None:
    if part.quiet:
        _quiet(document, part.text)
        return
    first, *rest = part.text.split("\n\n")
    paragraph = document.add_paragraph()
    if part.label:
        ends = " " if part.label.endswith("?") else ": "
        paragraph.add_run(f"{written(part.label)}{ends}").bold = True
    paragraph.add_run(written(first))
    for text in rest:
        _paragraph(document, text)


def _points(document: Any, part: Points) -> None:
    for item in part.items:
        _paragraph(document, item, "List Number" if part.numbered else "List Bullet")


def _grid(document: Any, part: Grid) -> None:
    grid = document.add_table(rows=1, cols=len(part.headings))
    if "Table Grid" in document.styles and not document.styles["Table Grid"].hidden:
        grid.style = document.styles["Table Grid"]
    _row(grid.rows[0], part.headings, bold=True)
    _repeat_as_header(grid.rows[0])
    for texts in part.rows:
        _row(grid.add_row(), texts)
    _thin_lines(grid)
    document.add_paragraph()


def _row(row: Any, texts: tuple[str, ...], *, bold: bool = False) -> None:
    _keep_whole(row)
    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(written(text))
        run.bold = bold or None
        _size(run, _CELL_SIZE, _INK)


def _lines(document: Any, part: Lines) -> None:
    for _number in range(part.number):
        _size(document.add_paragraph("_" * 78).runs[0], _META_SIZE, _MUTED)


def _paragraph(document: Any, text: str, style: str = "") -> Any:
    paragraph = document.add_paragraph(written(text))
    if style and style in document.styles:
        paragraph.style = document.styles[style]
    return paragraph


def _quiet(document: Any, text: str) -> None:
    if text:
        _size(document.add_paragraph(written(text)).runs[0], _META_SIZE, _MUTED)


_WRITERS: dict[type, Any] = {
    Heading: _heading,
    Words: _words,
    Points: _points,
    Grid: _grid,
    Lines: _lines,
}
