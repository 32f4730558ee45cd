"""Files that leave: a paper, slides or a table, in the county's own look where it has given one.

Whatever a person takes out of a strategy goes through :func:`handed_out`, which writes down who
took what and how much.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.reports.deck import deck_bytes
from fortrinn.reports.paper import Words, paper_word
from fortrinn.web.accounts.models import User
from fortrinn.web.records.attaching import house_style
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.out import MEDIA_TYPES

if TYPE_CHECKING:
    from fortrinn.reports.deck import Slide
    from fortrinn.reports.paper import Paper
    from fortrinn.web.records.models import Record
    from fortrinn.web.strategies.models import Strategy


def handed_out(
    content: bytes,
    *,
    name: str,
    ending: str,
    what: str,
    by: Any,
    strategy: Strategy | None,
    record: Record | None = None,
    rows: int = 1,
) -> HttpResponse:
    """The file as a download; a visitor without an account takes only what all may read anyway."""
    if isinstance(by, User):
        told = {"what": what, "ending": ending, "rows": rows}
        tell(Action.EXPORTED, by=by, record=record, strategy=strategy, **told)
    if strategy and strategy.is_imagined:
        name = f"{_('imagined-example')}-{name}"
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def word_file(
    paper: Paper,
    *,
    strategy: Strategy | None,
    name: str,
    what: str,
    by: Any,
    record: Record | None = None,
) -> HttpResponse:
    """The paper in Word; one of an imagined example says so before anything else."""
    if strategy and strategy.is_imagined:
        with override(paper.lang):
            notice = Words(strategy.example_notice, quiet=True)
        paper = replace(paper, parts=(notice, *paper.parts))
    content = paper_word(paper, template=house_style(strategy, "docx"))
    return handed_out(
        content, name=name, ending="docx", what=what, by=by, strategy=strategy, record=record
    )


def slides_file(
    slides: tuple[Slide, ...], *, strategy: Strategy, record: Record, by: Any
) -> HttpResponse:
    """The slides on a record in PowerPoint; those of an imagined example say so on each."""
    if strategy.is_imagined:
        with override(record.language):
            slides = tuple(
                replace(one, foot=f"{_('Imagined example')} · {one.foot}") for one in slides
            )
    template = house_style(strategy, "pptx")
    content = deck_bytes(record.title, slides, lang=record.language, template=template)
    return handed_out(
        content,
        name=record.slug,
        ending="pptx",
        what="slides",
        by=by,
        strategy=strategy,
        record=record,
    )
