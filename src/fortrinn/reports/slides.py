"""A profile as slides: a title, the key figures, one slide for each chart with its sentence on top.

A county's own template may be given; its first layouts with a title are used, and its fonts,
colours and logo stay.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.language import translator
from fortrinn.reports._extras import optional, write_whole
from fortrinn.reports.model import KeyFigure, Profile, Section
from fortrinn.reports.word import FONT, LOCALE

_INK, _MUTED, _BRAND, _LINE = "1D2B33", "50606A", "0B5D54", "D3DADE"
_EMU: Final = 914_400
_LONG: Final = 650
"""Letters beside a chart from which on they are set smaller, so that they stay on the slide."""


def slides_bytes(
    profile: Profile, *, template: Path | None = None, cache_dir: Path | None = None
) -> bytes:
    """The profile as a pptx file; ``template`` is a pptx file whose look is taken over."""
    writer = _Writer(profile, template, cache_dir)
    writer.opening()
    if profile.key_figures:
        writer.key_figures()
    for section in profile.sections:
        if section.chart is not None:
            writer.chart(section, section.chart)
    writer.sources()
    return writer.to_bytes()


def write_slides(
    profile: Profile,
    path: Path,
    *,
    template: Path | None = None,
    cache_dir: Path | None = None,
) -> Path:
    """Write the profile as a pptx file; raises OutputError where that cannot be done."""
    return write_whole(path, slides_bytes(profile, template=template, cache_dir=cache_dir))


class _Writer:
    """One presentation under way."""

    def __init__(self, profile: Profile, template: Path | None, cache_dir: Path | None) -> None:
        self.profile = profile
        self.cache_dir = cache_dir
        self.own_look = template is None
        self.show = _open(template)
        if template is None:
            self.show.slide_width, self.show.slide_height = int(13.333 * _EMU), int(7.5 * _EMU)
        properties = self.show.core_properties
        properties.title = profile.title
        properties.author = "Fortrinn"
        properties.language = LOCALE[profile.lang]
        properties.comments = profile.made_with

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.show.save(buffer)
        return buffer.getvalue()

    def opening(self) -> None:
        slide = self._slide(self.profile.title, size=40, top=2.2, height=1.4)
        self._text(slide, [(self.profile.lead, 20, _INK, False)], (0.7, 3.7, 11.4, 1.6))
        self._text(slide, [(self.profile.sources[0], 12, _MUTED, False)], (0.7, 6.7, 11.9, 0.4))

    def key_figures(self) -> None:
        gettext = translator(self.profile.lang)
        slide = self._slide(gettext("Three key figures"))
        for i, figure in enumerate(self.profile.key_figures):
            self._key_figure(slide, figure, 0.7 + i * 4.05)
        self._notes(slide, self.profile.cautions)

    def _key_figure(self, slide: Any, figure: KeyFigure, left: float) -> None:
        lines = [
            (f"{figure.label} ({figure.period})", 16, _INK, False),
            (figure.text, 34, _BRAND, True),
            (figure.uncertainty_text, 14, _INK, False),
            (figure.note, 12, _MUTED, False),
        ]
        self._text(slide, [line for line in lines if line[0]], (left, 1.9, 3.75, 4.6))

    def chart(self, section: Section, chart: Chart) -> None:
        """The sentence as headline, the chart below, its source at the foot, notes for speaking."""
        slide = self._slide(section.sentence, size=_headline_size(section.sentence))
        picture = render.png(chart, "wide", scale=2.5, cache_dir=self.cache_dir)
        self._picture(slide, picture, chart, (0.7, 1.8, 8.2, 4.95))
        said = (section.explanation, chart.caption or section.notes[0])
        size = 14 if sum(map(len, said)) < _LONG else 12
        beside = [(text, size, _INK, False) for text in said]
        self._text(slide, beside, (9.2, 1.9, 3.5, 4.8))
        self._text(slide, [(section.source, 11, _MUTED, False)], (0.7, 6.9, 11.9, 0.4))
        self._notes(slide, (section.explanation, *section.notes))

    def sources(self) -> None:
        gettext = translator(self.profile.lang)
        slide = self._slide(gettext("Sources"))
        lines = [(text, 14, _INK, False) for text in self.profile.sources]
        lines.append((self.profile.made_with, 12, _MUTED, False))
        self._text(slide, lines, (0.7, 1.8, 11.9, 4.8))

    def _slide(self, title: str, *, size: float = 30, top: float = 0.5, height: float = 1.1) -> Any:
        slide = self.show.slides.add_slide(self._layout())
        box = slide.shapes.title
        if self.own_look:
            self._place(box, (0.7, top, 11.9, height))
        box.text_frame.word_wrap = True
        box.text_frame.text = title
        for paragraph in box.text_frame.paragraphs:
            for run in paragraph.runs:
                self._dress(run, size, _INK, True)
            if self.own_look:
                paragraph.alignment = 1
        if self.own_look:
            box.text_frame.vertical_anchor = 1
        return slide

    def _layout(self) -> Any:
        """The layout with a title and nothing else, or the one with the fewest other places."""
        titled = [
            layout
            for layout in self.show.slide_layouts
            if any(p.placeholder_format.type in (1, 3) for p in layout.placeholders)
        ]
        if not titled:
            raise TableError(_("The template has no layout with a title. Add one to it."))
        return min(titled, key=lambda layout: len(layout.placeholders))

    def _place(self, shape: Any, box: tuple[float, float, float, float]) -> None:
        """Put a shape where it belongs on a slide of 13.333 by 7.5 inches, scaled to this one."""
        wide, high = self.show.slide_width / 13.333, self.show.slide_height / 7.5
        shape.left, shape.top = int(box[0] * wide), int(box[1] * high)
        shape.width, shape.height = int(box[2] * wide), int(box[3] * high)

    def _text(
        self,
        slide: Any,
        lines: Sequence[tuple[str, float, str, bool]],
        box: tuple[float, float, float, float],
    ) -> None:
        shape = slide.shapes.add_textbox(0, 0, _EMU, _EMU)
        self._place(shape, box)
        frame = shape.text_frame
        frame.word_wrap = True
        for i, (text, size, colour, bold) in enumerate(lines):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            paragraph.space_after = int(size * 6350)
            run = paragraph.add_run()
            run.text = text
            self._dress(run, size, colour, bold)

    def _dress(self, run: Any, size: float, colour: str, bold: bool) -> None:
        from pptx.util import Pt

        run.font.size = Pt(size)
        run._r.get_or_add_rPr().set("lang", LOCALE[self.profile.lang])
        if self.own_look:
            run.font.bold = bold
            run.font.name = FONT
            run.font.color.rgb = _colour(colour)

    def _picture(
        self, slide: Any, picture: bytes, chart: Chart, box: tuple[float, float, float, float]
    ) -> None:
        shape = slide.shapes.add_picture(io.BytesIO(picture), 0, 0)
        ratio = shape.width / shape.height
        wide, high = self.show.slide_width / 13.333, self.show.slide_height / 7.5
        room = (box[2] * wide, box[3] * high)
        width = min(room[0], room[1] * ratio)
        shape.width, shape.height = int(width), int(width / ratio)
        shape.left, shape.top = int(box[0] * wide), int(box[1] * high)
        properties = shape._element.nvPicPr.cNvPr
        properties.set("descr", chart.alt)
        properties.set("title", chart.title)

    def _notes(self, slide: Any, texts: tuple[str, ...]) -> None:
        slide.notes_slide.notes_text_frame.text = "\n".join(text for text in texts if text)


def _headline_size(sentence: str) -> float:
    """Long sentences are set smaller, so that all of them fits above the chart."""
    if len(sentence) <= 120:
        return 26
    return 22 if len(sentence) <= 190 else 18


def _colour(value: str) -> Any:
    return optional("pptx.dml.color").RGBColor.from_string(value)


def _open(template: Path | None) -> Any:
    pptx = optional("pptx")
    if template is None:
        return pptx.Presentation()
    try:
        return pptx.Presentation(str(template))
    except (OSError, KeyError, ValueError, SyntaxError, pptx.exc.PackageNotFoundError) as error:
        raise TableError(
            _("{path} cannot be read as a template for slides. Save it as a .pptx file."),
            path=template,
        ) from error
