"""A few plain slides: a headline and lines below it, in the look of a county where it has one.

The words go into the places a layout has for them, so that outline, reading order and a county's
own fonts and bullets come with them. What has no room on one slide goes on on the next.
"""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from fortrinn.language import gettext_noop as _
from fortrinn.language import translator
from fortrinn.reports.fitting import Room, pages, shortened, size_for
from fortrinn.reports.paper import written
from fortrinn.reports.slides import _colour, _open
from fortrinn.reports.word import FONT, LOCALE

_INK, _MUTED = "1D2B33", "50606A"
_EMU: Final = 914_400
_POINT: Final = 12_700
_WIDTH, _HEIGHT = int(13.333 * _EMU), int(7.5 * _EMU)
# What kinds of place a layout may have; the numbers are the format's own.
_TITLES, _BODIES, _NUMBER, _FOOTER = (1, 3), (2, 7), 13, 15
_OWN_BOXES: Final = {
    "title": (0.7, 0.45, 11.9, 1.25),
    "body": (0.7, 1.8, 11.9, 4.75),
    "foot": (0.7, 6.7, 10.8, 0.55),
    "number": (11.7, 6.7, 0.9, 0.55),
}
_HEADLINE_SIZES: Final = (30, 26, 22, 18, 16)
_BODY_SIZES: Final = (22, 20, 18, 16)
_FOOT_SIZE: Final = 10.0
_MARGINS: Final = (0.22 * 72, 0.12 * 72)
_BULLET: Final = 0.4 * 72
_BOLD: Final = 1.12


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
    """The slides as a pptx file; those a template has as examples are left out."""
    writer = _Writer(lang, template)
    properties = writer.show.core_properties
    properties.title, properties.author = written(title)[:255], "Fortrinn"
    properties.language = LOCALE[lang]
    for slide in slides:
        writer.add(slide)
    buffer = io.BytesIO()
    writer.show.save(buffer)
    return buffer.getvalue()


class _Writer:
    """One presentation under way."""

    def __init__(self, lang: str, template: Path | None) -> None:
        self.lang, self.own_look = lang, template is None
        self.show = _open(template)
        _drop_examples(self.show)
        if self.own_look:
            self.show.slide_width, self.show.slide_height = _WIDTH, _HEIGHT
        self.layout = _layout(self.show)

    def add(self, slide: Slide) -> None:
        """The slide, or as many as its lines take."""
        body = _place_for(self.layout, _BODIES)
        room = self._room(body, "body", bullet=True)
        sizes = self._sizes(body, _BODY_SIZES)
        lines = [written(line) for line in slide.lines]
        size = size_for(room, lines, sizes)
        parts = pages(room, lines, size)
        for number, part in enumerate(parts, start=1):
            notes = slide.notes if number == 1 else ""
            end = self._count(number, len(parts)) if len(parts) > 1 else ""
            self._add(replace(slide, lines=tuple(part), notes=notes), size, end)

    def _count(self, number: int, total: int) -> str:
        counted = translator(self.lang)(_("({number} of {total})"))
        return f" {counted.format(number=number, total=total)}"

    def _add(self, slide: Slide, size: float, end: str) -> None:
        added = self.show.slides.add_slide(self.layout)
        self._headline(added, written(slide.headline), end)
        self._body(added, slide.lines, size)
        is_whole = self._foot(added, written(slide.foot))
        self._number(added)
        notes = "\n".join(filter(None, (slide.notes, "" if is_whole else slide.foot)))
        if notes:
            added.notes_slide.notes_text_frame.text = written(notes)

    def _headline(self, added: Any, text: str, end: str) -> None:
        shape = added.shapes.title
        place = _place_for(self.layout, _TITLES)
        room, sizes = self._room(place, "title"), self._sizes(place, _HEADLINE_SIZES)
        size = size_for(room, [text + end], sizes)
        self._fill(shape, "title", [shortened(text, room, size, end)], size, bold=True)

    def _body(self, added: Any, lines: tuple[str, ...], size: float) -> None:
        shape = _place_for(added, _BODIES) or added.shapes.add_textbox(0, 0, _EMU, _EMU)
        if not self.own_look and not shape.is_placeholder:
            self._put(shape, "body")
        self._fill(shape, "body", lines, size)

    def _foot(self, added: Any, text: str) -> bool:
        """In the layout's own place for it where there is one; whether all of it has room there."""
        if not text:
            return True
        shape = _taken_over(added, self.layout, _FOOTER)
        if shape is None:
            shape = added.shapes.add_textbox(0, 0, _EMU, _EMU)
            self._put(shape, "foot")
        place = _place_for(self.layout, (_FOOTER,))
        shown = shortened(text, self._room(place, "foot"), _FOOT_SIZE)
        self._fill(shape, "foot", [shown], _FOOT_SIZE)
        return shown == text

    def _number(self, added: Any) -> None:
        shape = _taken_over(added, self.layout, _NUMBER)
        if shape is not None and self.own_look:
            self._put(shape, "number")

    def _fill(self, shape: Any, box: str, lines: Any, size: float, *, bold: bool = False) -> None:
        if self.own_look:
            self._put(shape, box)
        frame = shape.text_frame
        frame.word_wrap = True
        for number, text in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            for run in _runs(paragraph, text):
                self._dress(run, size, _MUTED if box == "foot" else _INK, bold=bold)
            if self.own_look:
                paragraph.alignment = 1
                paragraph.space_after, paragraph.space_before = int(size * _POINT / 2), 0
        if self.own_look:
            frame.vertical_anchor = 4 if box == "foot" else 1

    def _dress(self, run: Any, size: float, colour: str, *, bold: bool) -> None:
        run.font.size = int(size * _POINT)
        run._r.get_or_add_rPr().set("lang", LOCALE[self.lang])
        if self.own_look:
            run.font.bold = bold
            run.font.name = FONT
            run.font.color.rgb = _colour(colour)

    def _put(self, shape: Any, box: str) -> None:
        """Where it stands on a slide of 13.333 by 7.5 inches, scaled to this one."""
        wide, high = self.show.slide_width / 13.333, self.show.slide_height / 7.5
        left, top, width, height = _OWN_BOXES[box]
        shape.left, shape.top = int(left * wide), int(top * high)
        shape.width, shape.height = int(width * wide), int(height * high)

    def _room(self, place: Any, box: str, *, bullet: bool = False) -> Room:
        """The inside of a box: ours, or that of the template's own place."""
        width, height = _OWN_BOXES[box][2:]
        wide, high = self.show.slide_width / 13.333, self.show.slide_height / 7.5
        size = (width * wide, height * high)
        if not self.own_look and place is not None:
            size = (place.width, place.height)
        inset = _MARGINS[0] + (_BULLET if bullet else 0)
        inside = size[0] / _POINT - inset
        if box == "title":
            inside /= _BOLD
        return Room(inside, size[1] / _POINT - _MARGINS[1])

    def _sizes(self, place: Any, sizes: tuple[int, ...]) -> tuple[float, ...]:
        """No letter larger than the template has it."""
        if self.own_look or place is None:
            return sizes
        most = _size_in(place, self.layout.slide_master)
        return tuple(size for size in (most, *sizes) if size <= most) or (most,)


def _layout(show: Any) -> Any:
    """A title and one place for text; else the layout with a title and the fewest other places."""
    titled = [one for one in show.slide_layouts if _place_for(one, _TITLES)]
    plain = [one for one in titled if len(_places(one, _BODIES)) == 1 and not _pictures(one)]
    if plain:
        return min(plain, key=lambda one: _place_for(one, (7,)) is None)
    return min(titled or show.slide_layouts, key=lambda layout: len(layout.placeholders))


def _places(holder: Any, kinds: tuple[int, ...]) -> list[Any]:
    return [one for one in holder.placeholders if one.placeholder_format.type in kinds]


def _place_for(holder: Any, kinds: tuple[int, ...]) -> Any:
    return next(iter(_places(holder, kinds)), None)


def _pictures(layout: Any) -> list[Any]:
    """Places for anything but title, text, date, foot and number: they would stand empty."""
    return _places(layout, tuple(set(range(1, 20)) - {*_TITLES, *_BODIES, _NUMBER, _FOOTER, 16}))


def _taken_over(added: Any, layout: Any, kind: int) -> Any:
    """The layout's foot or number on the slide; they are not copied by themselves."""
    place = _place_for(layout, (kind,))
    if place is None:
        return None
    added.shapes._spTree.append(deepcopy(place._element))
    return _place_for(added, (kind,))


def _runs(paragraph: Any, text: str) -> Any:
    """The text in the paragraph; a new line in it is one on the slide too."""
    paragraph.text = text.replace("\n", "\v")
    return paragraph.runs


def _size_in(place: Any, master: Any) -> float:
    """The size of letters a template has for a place, from the nearest that says one."""
    is_title = place.placeholder_format.type in _TITLES
    styles = "titleStyle" if is_title else "bodyStyle"
    kin = _place_for(master, _TITLES if is_title else _BODIES)
    told = [
        *place._element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz"),
        *(kin._element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz") if kin is not None else ()),
        *master._element.xpath(f"./p:txStyles/p:{styles}/a:lvl1pPr/a:defRPr/@sz"),
    ]
    return int(told[0]) / 100 if told else 18.0


def _drop_examples(show: Any) -> None:
    """A template's own slides show how it looks; they are no part of what is told."""
    listed = show.slides._sldIdLst
    for slide in list(listed):
        show.part.drop_rel(slide.rId)
        listed.remove(slide)
