"""The points of a comparison as a table to take along: what the page says, and no more exactly."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fortrinn.cells import Status
from fortrinn.language import date_text, listing, number
from fortrinn.provenance import Provenance
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.web.organising.actors import ActorType
from fortrinn.web.priorities.compared import DRAWN, WEIGHTINGS, Held
from fortrinn.web.priorities.models import Criterion
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.vision.judging import LEAST_PERSONS

TOO_FEW = Gap(Status.WITHHELD)


def points_section(
    held: Sequence[Held],
    criteria: Sequence[Criterion],
    *,
    strategy: Strategy,
    first: int,
    lang: str,
) -> Section:
    """The points as table, conventions and source, in the order of the page."""
    groups = [(str(group), capfirst(str(group.label))) for group in ActorType]
    groups = [one for one in groups if any(one[1] in dict(row.groups) for row in held)]
    weights = _weights(criteria, lang)
    return Section(
        key="points",
        title=_("The points, and how much they hold"),
        sentence=_(
            "Nothing here says which one to choose; it shows what you ought to talk about. The "
            "order is that of the alphabet."
        ),
        explanation="",
        chart=None,
        table=ResultTable(
            "points",
            _("The points, and how much they hold"),
            lang,
            (*_columns(first), *(Column(key, label, decimals=1) for key, label in groups)),
            tuple(_row(one, [label for _key, label in groups], first) for one in held),
        ),
        notes=(weights, *_conventions(first, lang)),
        source=f"{_source(strategy, lang)} {weights}",
        provenance=Provenance((), ()),
        notice=strategy.example_notice,
    )


def _columns(first: int) -> tuple[Column, ...]:
    return (
        Column("discovery", _("Discovery"), "text"),
        Column("mean", _("Your weights"), decimals=1),
        Column("lowest", _("Other weights, lowest"), decimals=1),
        Column("highest", _("Other weights, highest"), decimals=1),
        Column("among_first", _("Among the first {first}").format(first=first), "share"),
        Column("room_for", _("How many do we have room for?")),
        Column("beaten_on_everything", _("Beaten on everything"), "text"),
    )


def _row(one: Held, groups: Sequence[str], first: int) -> Row:
    """What too few have given points to is withheld, and so is a group of too few."""
    title = one.discovery.title
    if one.mean is None:
        return Row(str(one.discovery.pk), (title, *[TOO_FEW] * (6 + len(groups))), Status.WITHHELD)
    means = dict(one.groups)
    return Row(
        str(one.discovery.pk),
        (
            title,
            *(_rounded(figure, 1) for figure in (one.mean, one.low, one.high)),
            _rounded(one.among_first, 2),
            first,
            _("by none") if one.undominated else _("by another"),
            *(_rounded(means.get(group), 1) for group in groups),
        ),
    )


def _rounded(figure: float | None, decimals: int) -> Cell:
    """As on the page, so that no file tells what somebody gave."""
    return TOO_FEW if figure is None else round(figure, decimals)


def _weights(criteria: Sequence[Criterion], lang: str) -> str:
    weighed = [f"«{one.title}» {number(one.weight, lang)}" for one in criteria]
    return _("Your weights: {weights}.").format(weights=listing(weighed, lang)) if weighed else ""


def _conventions(first: int, lang: str) -> tuple[str, ...]:
    return (
        _("Points go from 1 to 5. Whoever did not know gave none, and that is not counted as 0."),
        _(
            "Other weights: the lowest and the highest mean under {drawn} weightings, drawn evenly "
            "from all there are."
        ).format(drawn=number(DRAWN, lang)),
        ngettext(
            "Among the first {first}: the share of {drawn} weightings in which it is the first.",
            "Among the first {first}: the share of {drawn} weightings in which it is among the "
            "{first} first.",
            first,
        ).format(first=first, drawn=number(WEIGHTINGS, lang)),
        _(
            "A sign : stands where fewer than {least} have given points, or where a group is too "
            "small to show."
        ).format(least=LEAST_PERSONS),
    )


def _source(strategy: Strategy, lang: str) -> str:
    """Whose points they are, and the day they were taken out."""
    day = _("Taken out of Fortrinn on {day}.").format(day=date_text(timezone.localdate(), lang))
    return f"{strategy.title}, {strategy.organisation.name}. {day}"
