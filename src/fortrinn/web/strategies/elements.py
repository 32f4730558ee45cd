"""The six elements of the method, and what each has to show on a strategy's home.

An element is an app of the same name. What it has to show are its kinds of record: an entry appears
on the home when the app has registered one, and no element is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.events import Event
from fortrinn.web.records.kinds import KINDS, Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@dataclass(frozen=True)
class Element:
    """One of the six: its app, its name and the question it answers."""

    key: str
    label: Any
    question: Any


ELEMENTS = (
    Element("organising", _("Organising"), _("Who takes part, in which role, and who is missing?")),
    Element(
        "analysis", _("Analysis"), _("What do the figures show, and where is it worth looking?")
    ),
    Element("vision", _("Vision and goals"), _("Where do we want to be, and how will we know?")),
    Element(
        "priorities",
        _("Prioritising"),
        _("Which discoveries do we choose, and what do we set aside?"),
    ),
    Element("implementation", _("Implementation"), _("Who does what, with which means?")),
    Element(
        "learning", _("Measuring and learning"), _("Did it work, and what do we do differently?")
    ),
)


@dataclass(frozen=True)
class Entry:
    """A list of records, with how many the reader sees."""

    kind: Kind
    url: str
    count: int


def entries_of(
    membership: Membership, counts: Mapping[str, int]
) -> list[tuple[Element, list[Entry]]]:
    """The six elements, each with its entries; ``counts`` are those of :func:`counts_for`.

    Who does not write meets only what there is to read.
    """
    return [
        (
            element,
            [
                _entry(membership, kind, counts)
                for kind in KINDS.values()
                if kind.has_pages
                and kind.on_home
                and kind.of_element == element.key
                and _is_for(membership, kind, counts)
            ],
        )
        for element in ELEMENTS
    ]


def across_of(membership: Membership, counts: Mapping[str, int]) -> list[Entry]:
    """What belongs to no element: decisions, cases, quick notes, answers."""
    named = {element.key for element in ELEMENTS}
    return [
        _entry(membership, kind, counts)
        for kind in KINDS.values()
        if kind.has_pages and kind.of_element not in named and _is_for(membership, kind, counts)
    ]


def _is_for(membership: Membership, kind: Kind, counts: Mapping[str, int]) -> bool:
    return membership.may(Power.WRITE) or counts.get(kind.key, 0) > 0


def counts_for(membership: Membership) -> dict[str, int]:
    """How many records of each kind the reader sees; one query."""
    seen = Record.objects.visible_to(membership).order_by().values("kind")
    return {row["kind"]: row["n"] for row in seen.annotate(n=Count("pk"))}


def _entry(membership: Membership, kind: Kind, counts: Mapping[str, int]) -> Entry:
    strategy = membership.strategy
    url = reverse("records:list", args=[strategy.place, strategy.slug, kind])
    return Entry(kind, url, counts.get(kind.key, 0))


def what_moved(membership: Membership, most: int = 8) -> list[Event]:
    """The records the reader sees that something happened to last, each with its last event."""
    events = (
        Event.objects.filter(strategy=membership.strategy, record__isnull=False)
        .select_related("record__strategy", "by")
        .order_by("-pk")[: most * 10]
    )
    last: dict[int, Event] = {}
    for event in events:
        if event.record and is_visible(event.record, membership):
            last.setdefault(event.record.pk, event)
    shown = list(last.values())[:most]
    _know_their_pages(shown)
    return shown


def _know_their_pages(events: list[Event]) -> None:
    """A record on another's page is read with that other: one query for each such kind."""
    of_kind: dict[str, list[Event]] = {}
    for event in events:
        if event.record and not event.record.kind_of.has_pages:
            of_kind.setdefault(event.record.kind, []).append(event)
    for key, own in of_kind.items():
        kind = KINDS[key]
        rows = kind.model._default_manager.select_related("strategy", *kind.related)
        found = rows.in_bulk([event.record_id for event in own])
        for event in own:
            event.record = found[event.record_id]
