"""Figures outside the county profile that can be doubted: of a table, of an analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse

from fortrinn.web.accounts.models import User
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Figure:
    """A row of a record as it stands now, in the reader's words, and where it stands."""

    record: Record
    cell: str
    label: str
    shown: str
    address: str


DOUBTABLE: dict[str, Callable[[Record, str], Figure | None]] = {}
"""By kind, what finds a row by its key; None where there is no such row. Apps add theirs."""

SHOWN_BY: dict[str, Callable[[Record], Record]] = {}
"""By kind, the record whose page shows the figures, where that is another."""


def figure_for(
    user: User | AnonymousUser, place: str, strategy: str, said: Mapping[str, str]
) -> tuple[Opened, Figure]:
    """The figure an address names, for a person who may see it."""
    try:
        uid = UUID(said.get("of", ""))
    except ValueError:
        raise Http404 from None
    found = Record.objects.filter(uid=uid, kind__in=DOUBTABLE).select_related("strategy").first()
    if found is None:
        raise Http404
    record = found.as_kind()
    page = SHOWN_BY.get(found.kind, lambda one: one)(record)
    opened = record_for(user, place, strategy, page.kind_of, page.slug)
    if opened.record.pk != page.pk:
        raise Http404
    figure = DOUBTABLE[found.kind](record, said.get("cell", ""))
    if figure is None:
        raise Http404
    return opened, figure


def doubt_address(record: Record, cell: str) -> str:
    """Where a row of a record is doubted."""
    if record.strategy is None:
        return ""
    path = reverse(
        "publishing:new_record_doubt", args=[record.strategy.place, record.strategy.slug]
    )
    return f"{path}?{urlencode({'of': record.uid, 'cell': cell})}"
