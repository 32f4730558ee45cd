"""A profile as a Word document with real headings, table headers, alternative texts and a language.

A county's own template may be given: its styles, page size, header and footer are kept, and where
it lacks a style the document goes on without it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Final

from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.charts.theme import text_width
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.language import translator
from fortrinn.reports._extras import optional, write_whole
from fortrinn.reports.model import NARROW_TEXTS, Column, KeyFigure, Profile, ResultTable, Section

FONT: Final = "Arial"
"""A document is set where Inter is seldom installed; the charts in it carry Inter as a picture."""
LOCALE: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_HEADINGS: Final = {"Heading 1": 17, "Heading 2": 13, "Heading 3": 11}
_CELL_SIZE: Final = 8.0
_BOLD: Final = 1.12
_EMU_OF_POINT: Final = 12_700
_INK, _MUTED, _BRAND, _LINE = "1D2B33", "50606A", "0B5D54", "D3DADE"


def word_bytes(
    profile: Profile, *, template: Path | None = None, cache_dir: Path | None = None
) -> bytes:
    """The profile as a docx file; ``template`` is a docx file whose look is taken over."""
    writer = _Writer(profile.lang, template, cache_dir)
    writer.front(profile)
    for section in profile.sections:
        writer.section(section)
    writer.sources(profile)
    return writer.to_bytes()


def write_word(
    profile: Profile,
    path: Path,
    *,
    template: Path | None = None,
    cache_dir: Path | None = None,
) -> Path:
    """Write the profile as a docx file; raises OutputError where that cannot be done."""
    return write_whole(path, word_bytes(profile, template=template, cache_dir=cache_dir))


class _Writer:
    """One document under way."""

    def __init__(self, lang: str, template: Path | None, cache_dir: Path | None) -> None:
        self.lang = lang
        self.cache_dir = cache_dir
        self.document = _open(template)
        self.own_look = template is None
        if self.own_look:
            _own_look(self.document)
        _set_language(self.document, LOCALE[lang])

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def front(self, profile: Profile) -> None:
        gettext = translator(self.lang)
        properties = self.document.core_properties
        properties.title = profile.title
        properties.author = "Fortrinn"
        properties.language = LOCALE[self.lang]
        properties.comments = profile.made_with
        self.paragraph(profile.title, "Title")
        self.paragraph(profile.lead, "Subtitle")
        if profile.key_figures:
            self.heading(gettext("Three key figures"), 1)
        self.key_figures(profile.key_figures)
        for caution in profile.cautions:
            self.quiet(caution)
        self.heading(gettext("In short"), 1)
        for section in profile.sections:
            paragraph = self.paragraph("", "List Bullet")
            paragraph.add_run(f"{section.title}: ").bold = True
            paragraph.add_run(section.sentence)

    def key_figures(self, figures: tuple[KeyFigure, ...]) -> None:
        for figure in figures:
            self.paragraph(f"{figure.label} ({figure.period})")
            run = self.paragraph(figure.text).runs[0]
            run.bold = True
            _size(run, 20, _BRAND)
            self.quiet(f"{figure.uncertainty_text} {figure.note}".strip())

    def section(self, section: Section) -> None:
        self.heading(section.title, 1)
        if self.own_look:
            self.document.paragraphs[-1].paragraph_format.page_break_before = True
        run = self.paragraph(section.sentence).runs[0]
        run.bold = True
        if section.explanation:
            self.paragraph(section.explanation)
        if section.chart is not None:
            self.chart(section.chart)
        if section.table.rows:
            self.table(section.table)
        for note in (section.table.cut_note(), *section.further_notes):
            self.quiet(note)
        self.quiet(section.source)

    def sources(self, profile: Profile) -> None:
        gettext = translator(self.lang)
        self.heading(gettext("Sources"), 1)
        for source in profile.sources:
            self.paragraph(source, "List Bullet")
        self.quiet(profile.made_with)

    def heading(self, text: str, level: int) -> None:
        self.paragraph(text, f"Heading {level}")

    def paragraph(self, text: str, style: str = "") -> Any:
        paragraph = self.document.add_paragraph(text)
        if style and style in self.document.styles:
            paragraph.style = self.document.styles[style]
        return paragraph

    def quiet(self, text: str) -> None:
        if text:
            _size(self.paragraph(text).runs[0], 8.5, _MUTED)

    def chart(self, chart: Chart) -> None:
        """The same drawing as on the page, twice the size it is shown in, with its description."""
        picture = render.png(chart, "wide", scale=2.5, cache_dir=self.cache_dir)
        shape = self.document.add_picture(io.BytesIO(picture), width=self._text_width())
        properties = shape._inline.docPr
        properties.set("descr", chart.alt)
        properties.set("title", chart.title)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.paragraph(chart.legend, "Caption")

    def _text_width(self) -> int:
        page = self.document.sections[-1]
        return int(page.page_width - page.left_margin - page.right_margin)

    def table(self, table: ResultTable) -> None:
        caption = self.paragraph(table.title, "Caption")
        caption.paragraph_format.keep_with_next = True
        columns = table.screen_columns
        grid = self.document.add_table(rows=1, cols=len(columns))
        if "Table Grid" in self.document.styles and not self.document.styles["Table Grid"].hidden:
            grid.style = self.document.styles["Table Grid"]
        self._row(grid.rows[0], table.headings, table, bold=True)
        _repeat_as_header(grid.rows[0])
        for row in table.printed_rows:
            self._row(grid.add_row(), table.words(row), table, bold=row.strong)
        _thin_lines(grid)
        _set_widths(grid, column_widths(table, self._text_width() / _EMU_OF_POINT))
        self.document.add_paragraph()

    def _row(self, row: Any, texts: list[str], table: ResultTable, *, bold: bool) -> None:
        _keep_whole(row)
        for cell, text, column in zip(row.cells, texts, table.screen_columns, strict=True):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.bold = bold or None
            _size(run, _CELL_SIZE, _INK)
            paragraph.paragraph_format.space_after = 0
            if column.numeric:
                paragraph.alignment = 2


def _open(template: Path | None) -> Any:
    docx = optional("docx")
    if template is None:
        return docx.Document()
    try:
        return docx.Document(str(template))
    except (
        OSError,
        KeyError,
        ValueError,
        SyntaxError,
        docx.opc.exceptions.PackageNotFoundError,
    ) as error:
        raise TableError(
            _("{path} cannot be read as a Word template. Save it as a .docx file."), path=template
        ) from error


def _own_look(document: Any) -> None:
    """A4, calm margins and one plain face, where no template decides."""
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    sizes = {"Normal": 10.5, "Title": 26, "Subtitle": 13, "Caption": 9, **_HEADINGS}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.name = FONT
        _font_of(style, FONT)
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(_MUTED if name == "Caption" else _INK)
        style.font.bold = name in ("Title", *_HEADINGS)
    for name, size in _HEADINGS.items():
        document.styles[name].paragraph_format.space_before = Pt(1.4 * size)
        document.styles[name].paragraph_format.space_after = Pt(6)
    _no_rule_under(document.styles["Title"])
    _number_pages(page)


def _number_pages(page: Any) -> None:
    """The page and how many there are, at the foot to the right."""
    paragraph = page.footer.paragraphs[0]
    paragraph.alignment = 2
    for field, before in (("PAGE", ""), ("NUMPAGES", " / ")):
        if before:
            _size(paragraph.add_run(before), 8.5, _MUTED)
        _size(_field(paragraph, field), 8.5, _MUTED)


def _field(paragraph: Any, instruction: str) -> Any:
    """A run whose text the reader's program works out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
    return run


def _font_of(style: Any, name: str) -> None:
    """The default template names theme fonts, which win over a plain name unless taken away."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), name)


def _no_rule_under(style: Any) -> None:
    from docx.oxml.ns import qn

    properties = style.element.pPr
    border = properties.find(qn("w:pBdr")) if properties is not None else None
    if border is not None:
        properties.remove(border)


def _set_language(document: Any, locale: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.styles["Normal"].element.get_or_add_rPr()
    defaults = document.styles.element.findall(f".//{qn('w:lang')}")
    for language in defaults:
        language.set(qn("w:val"), locale)
    if properties.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    properties.find(qn("w:lang")).set(qn("w:val"), locale)


def _size(run: Any, points: float, colour: str) -> None:
    from docx.shared import Pt, RGBColor

    run.font.size = Pt(points)
    run.font.color.rgb = RGBColor.from_string(colour)


def _repeat_as_header(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _thin_lines(table: Any) -> None:
    """Only level lines between rows, as in the other formats."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("bottom", "insideH")
        line.set(qn("w:val"), "single" if drawn else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), _LINE)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def column_widths(table: ResultTable, room: float) -> list[float]:
    """Widths in points: figures get what their longest word needs, texts share what is left."""
    columns = table.screen_columns
    lines = [table.words(row) for row in table.printed_rows]
    needs = [
        13
        + max(
            text_width(_longest_word(heading), _CELL_SIZE * _BOLD),
            *(text_width(_longest_word(line[i]), _CELL_SIZE) for line in lines),
        )
        for i, heading in enumerate(table.headings)
    ]
    parts = [_part(i, column) for i, column in enumerate(columns)]
    fixed = sum(need for need, part in zip(needs, parts, strict=True) if part == 0)
    left = max(room - fixed, 0.0)
    return [
        need if part == 0 else left * part / sum(parts)
        for need, part in zip(needs, parts, strict=True)
    ]


def _longest_word(text: str) -> str:
    return max(text.split(" "), key=text_width)


def _part(i: int, column: Column) -> float:
    """A text column's part of the room that is left; 0 for figures, which take what they need."""
    if column.numeric or column.key in NARROW_TEXTS:
        return 0.0
    return column.width or (1.0 if i == 0 else 0.4)


def _set_widths(table: Any, points: list[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, points, strict=True):
        column.width = int(width * _EMU_OF_POINT)
        for cell in column.cells:
            cell.width = int(width * _EMU_OF_POINT)
