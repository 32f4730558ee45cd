"""A plain paper as a Word document: minutes, a case, a sheet of questions.

A paper is a title, a lead and parts in reading order. It knows no strategy; who writes one puts the
words in. Headings, lists and table headers are real ones, and the language is set, so that the
document can be read aloud.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fortrinn.charts.theme import text_width
from fortrinn.reports.word import (
    _BOLD,
    _EMU_OF_POINT,
    LOCALE,
    _keep_whole,
    _open,
    _own_look,
    _repeat_as_header,
    _set_language,
    _set_widths,
    _size,
    _thin_lines,
)

_CELL_SIZE, _META_SIZE = 9.5, 8.5
_CELL_MARGINS, _MOST_LETTERS = 13.0, 60.0
_STEP_IN = 18 * _EMU_OF_POINT
_INK, _MUTED, _LINKED = "1D2B33", "50606A", "0B5D54"
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
    """A list; ``numbered`` when the order matters, ``depths`` where some stand below others."""

    items: tuple[str, ...]
    numbered: bool = False
    depths: tuple[int, ...] = ()


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
    """What is to be written.

    ``foot`` stands last, in small print; ``address`` is where the same is read in Fortrinn.
    """

    title: str
    lead: str
    lang: str
    parts: tuple[Part, ...]
    foot: str = ""
    address: str = ""


def paper_word(paper: Paper, *, template: Path | None = None) -> bytes:
    """The paper as a docx file; ``template`` is a docx file whose look is taken over."""
    document = _open(template)
    if template is None:
        _own_look(document)
    else:
        _empty(document)
    _set_language(document, LOCALE[paper.lang])
    properties = document.core_properties
    properties.title = written(paper.title)[:255]
    properties.author = "Fortrinn"
    properties.language = LOCALE[paper.lang]
    _paragraph(document, paper.title, "Title")
    if paper.lead:
        _paragraph(document, paper.lead, "Subtitle")
    after_a_table = False
    for part in paper.parts:
        if after_a_table and isinstance(part, Grid):
            document.add_paragraph()  # Two tables with nothing between them become one.
        first = _WRITERS[type(part)](document, part)
        _keep_apart(first, after_a_table and not isinstance(part, Heading))
        after_a_table = isinstance(part, Grid)
    _foot(document, paper, after_a_table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def written(text: str) -> str:
    """The text without the few signs a document cannot hold, each new line once.

    >>> written("a\\x00b")
    'ab'
    """
    return _UNWRITABLE.sub("", one_kind_of_line(text))


def one_kind_of_line(text: str) -> str:
    """The ends of lines as a browser sends them, as everything else has them."""
    return text.replace("\r\n", "\n")


def _heading(document: Any, part: Heading) -> Any:
    """Each writer returns the first paragraph it wrote, for the air above it."""
    return _paragraph(document, part.text, f"Heading {part.level}")


def _words(document: Any, part: Words) -> Any:
    if part.quiet:
        return _quiet(document, part.text)
    first, *rest = one_kind_of_line(part.text).split("\n\n")
    paragraph = document.add_paragraph()
    if part.label:
        ends = " " if part.label.endswith("?") else ": "
        paragraph.add_run(f"{written(part.label)}{ends}").bold = True
    paragraph.add_run(written(first))
    for text in filter(str.strip, rest):
        _paragraph(document, text)
    return paragraph


def _points(document: Any, part: Points) -> Any:
    style = "List Number" if part.numbered else "List Bullet"
    signs = _signs(document, style, len(part.items))
    made = [
        _paragraph(document, f"{sign}{item}", style)
        for sign, item in zip(signs, part.items, strict=True)
    ]
    for paragraph, depth in zip(made, part.depths, strict=False):
        if depth > 1:
            paragraph.paragraph_format.left_indent = depth * _STEP_IN
    return made[0] if made else None


def _signs(document: Any, style: str, number: int) -> list[str]:
    """Typed ones, where a template never used a list and so has no bullets and numbers."""
    if style in document.styles and document.styles[style].element.xpath(".//w:numPr"):
        return [""] * number
    return [f"{i + 1}. " if style == "List Number" else "– " for i in range(number)]


def _grid(document: Any, part: Grid) -> None:
    grid = document.add_table(rows=1, cols=len(part.headings))
    if "Table Grid" in document.styles and not document.styles["Table Grid"].hidden:
        grid.style = document.styles["Table Grid"]
    _row(grid.rows[0], part.headings, bold=True)
    _repeat_as_header(grid.rows[0])
    for texts in part.rows:
        _row(grid.add_row(), texts)
    _thin_lines(grid)
    _set_widths(grid, grid_widths(part, _room(document)))


def grid_widths(part: Grid, room: float) -> list[float]:
    """Widths in points: each column its longest word if there is room, the rest by its texts."""
    columns = list(zip(part.headings, *part.rows, strict=True))
    words = [
        max(text_width(word, _CELL_SIZE) for text in one for word in text.split() or [""])
        for one in columns
    ]
    needs = [_CELL_MARGINS + _BOLD * word for word in words]
    if sum(needs) > room:
        return [room * need / sum(needs) for need in needs]
    wishes = [min(sum(map(len, one)) / len(one), _MOST_LETTERS) for one in columns]
    left = room - sum(needs)
    return [
        need + left * wish / (sum(wishes) or 1) for need, wish in zip(needs, wishes, strict=True)
    ]


def _row(row: Any, texts: tuple[str, ...], *, bold: bool = False) -> None:
    _keep_whole(row)
    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(written(text))
        run.bold = bold or None
        _size(run, _CELL_SIZE, _INK)


def _lines(document: Any, part: Lines) -> Any:
    """A tab with a line under it: drawn for those who write, silent for those who listen."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

    width = int(_room(document) * _EMU_OF_POINT)
    made = [document.add_paragraph("\t") for _number in range(part.number)]
    for paragraph in made:
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        _keep_apart(paragraph, True)
    return None


def _room(document: Any) -> float:
    """The width of the text on a page, in points."""
    page = document.sections[-1]
    return float(page.page_width - page.left_margin - page.right_margin) / _EMU_OF_POINT


def _foot(document: Any, paper: Paper, after_a_table: bool) -> None:
    first = _quiet(document, paper.foot)
    link = _linked(document, paper.address) if paper.address else None
    _keep_apart(first or link, after_a_table)


def _linked(document: Any, address: str) -> Any:
    """The address as a link that opens."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph()
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    run = paragraph.add_run(address)
    _size(run, _META_SIZE, _LINKED)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return paragraph


def _keep_apart(paragraph: Any, is_needed: bool) -> None:
    """What stands below a table keeps its distance, without an empty line between."""
    if is_needed and paragraph is not None:
        paragraph.paragraph_format.space_before = 12 * _EMU_OF_POINT


def _empty(document: Any) -> None:
    """A template's own words show how it looks; heads, feet and the page's form stay."""
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)


def _paragraph(document: Any, text: str, style: str = "") -> Any:
    """A paragraph of a style; one that a template lacks is made as ours has it."""
    paragraph = document.add_paragraph(written(text))
    if style:
        _know(document, style)
        paragraph.style = document.styles[style]
    return paragraph


def _know(document: Any, style: str) -> None:
    """Headings are real ones, in the template's letters, also where a template never used any."""
    if style in document.styles:
        return
    made = deepcopy(_open(None).styles[style].element)
    for kind in ("w:numPr", "w:pBdr", "w:rFonts", "w:color", "w:link"):
        for element in made.xpath(f".//{kind}"):
            element.getparent().remove(element)
    document.styles.element.append(made)


def _quiet(document: Any, text: str) -> Any:
    if not text:
        return None
    paragraph = document.add_paragraph(written(text))
    _size(paragraph.runs[0], _META_SIZE, _MUTED)
    return paragraph


_WRITERS: dict[type, Any] = {
    Heading: _heading,
    Words: _words,
    Points: _points,
    Grid: _grid,
    Lines: _lines,
}
