"""A paper or slides as a file to save, in the county's own look where it has given one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from fortrinn.reports.deck import deck_bytes
from fortrinn.reports.paper import paper_word
from fortrinn.web.records.attaching import house_style
from fortrinn.web.records.out import MEDIA_TYPES

if TYPE_CHECKING:
    from fortrinn.reports.deck import Slide
    from fortrinn.reports.paper import Paper
    from fortrinn.web.strategies.models import Strategy


def word_file(paper: Paper, *, strategy: Strategy | None, name: str) -> HttpResponse:
    """The paper in Word."""
    return _file(paper_word(paper, template=house_style(strategy, "docx")), name, "docx")


def slides_file(
    title: str, slides: tuple[Slide, ...], *, lang: str, strategy: Strategy | None, name: str
) -> HttpResponse:
    """The slides in PowerPoint."""
    template = house_style(strategy, "pptx")
    return _file(deck_bytes(title, slides, lang=lang, template=template), name, "pptx")


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
