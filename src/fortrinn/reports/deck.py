"""A few plain slides: a headline and lines below it, in the look of a county where it has one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fortrinn.reports.slides import _colour, _open
from fortrinn.reports.word import FONT, LOCALE

_INK, _MUTED = "1D2B33", "50606A"
_EMU: Final = 914_400


@dataclass(frozen=True)
class Slide:
    """A headline, lines of text, a small line at the foot, and notes for who speaks."""

    headline: str
    lines: tuple[str, ...]
    foot: str = ""
    notes: str = ""


def deck_bytes(
    title: str, slides: tuple[Slide, ...], *, lang: str, template: Path | None = None
) -> bytes:
    """The slides as a pptx file."""
    show = _open(template)
    own_look = template is None
    if own_look:
        show.slide_width, show.slide_height = int(13.333 * _EMU), int(7.5 * _EMU)
    properties = show.core_properties
    properties.title, properties.author = title[:255], "Fortrinn"
    properties.language = LOCALE[lang]
    for slide in slides:
        _add(show, slide, lang, own_look)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _add(show: Any, slide: Slide, lang: str, own_look: bool) -> None:
    added = show.slides.add_slide(_layout(show))
    head = added.shapes.title
    if own_look:
        _place(show, head, (0.7, 0.5, 11.9, 1.2))
        head.text_frame.vertical_anchor = 1
    head.text_frame.word_wrap = True
    head.text_frame.text = slide.headline
    for paragraph in head.text_frame.paragraphs:
        if own_look:
            paragraph.alignment = 1
        for run in paragraph.runs:
            _dress(run, 30, _INK, lang, own_look, bold=True)
    size = 20 if sum(map(len, slide.lines)) < 500 else 14
    _text(show, added, slide.lines, (0.7, 1.9, 11.9, 4.8), size, _INK, lang, own_look)
    if slide.foot:
        _text(show, added, (slide.foot,), (0.7, 6.9, 11.9, 0.4), 11, _MUTED, lang, own_look)
    if slide.notes:
        added.notes_slide.notes_text_frame.text = slide.notes


def _layout(show: Any) -> Any:
    """The layout with a title and the fewest other places."""
    titled = [
        layout
        for layout in show.slide_layouts
        if any(place.placeholder_format.type in (1, 3) for place in layout.placeholders)
    ]
    return min(titled or show.slide_layouts, key=lambda layout: len(layout.placeholders))


def _place(show: Any, shape: Any, box: tuple[float, float, float, float]) -> None:
    wide, high = show.slide_width / 13.333, show.slide_height / 7.5
    shape.left, shape.top = int(box[0] * wide), int(box[1] * high)
    shape.width, shape.height = int(box[2] * wide), int(box[3] * high)


def _text(
    show: Any,
    slide: Any,
    lines: tuple[str, ...],
    box: tuple[float, float, float, float],
    size: float,
    colour: str,
    lang: str,
    own_look: bool,
) -> None:
    shape = slide.shapes.add_textbox(0, 0, _EMU, _EMU)
    _place(show, shape, box)
    frame = shape.text_frame
    frame.word_wrap = True
    for number, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = int(size * 6350)
        run = paragraph.add_run()
        run.text = text
        _dress(run, size, colour, lang, own_look)


def _dress(
    run: Any, size: float, colour: str, lang: str, own_look: bool, *, bold: bool = False
) -> None:
    from pptx.util import Pt

    run.font.size = Pt(size)
    run._r.get_or_add_rPr().set("lang", LOCALE[lang])
    if own_look:
        run.font.bold = bold
        run.font.name = FONT
        run.font.color.rgb = _colour(colour)
