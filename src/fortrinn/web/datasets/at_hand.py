"""The watch over a strategy's tables for the command line, by their names in the store."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fortrinn.errors import UnknownName
from fortrinn.language import gettext_noop as _
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.datasets.news import touched_by
from fortrinn.web.datasets.pruning import prune, standings


def told(key: str, updated: str) -> list[str]:
    """Keep when the publisher has updated a table; the titles of what that touches."""
    dataset = _dataset(key)
    Dataset.objects.filter(pk=dataset.pk).update(
        publisher_updated=updated, checked_at=timezone.now()
    )
    return [record.title for record in touched_by(dataset)]


def standings_of(key: str) -> list[tuple[int, str]]:
    """Every version whose figures are here with why they are kept, the newest first."""
    return [(one.version.number, one.reason) for one in standings(_dataset(key))]


def remove_old(key: str) -> list[int]:
    """Remove the figures of every version nothing rests on; their numbers."""
    return [version.number for version in prune(dataset=_dataset(key), by=None)]


def _dataset(key: str) -> Dataset:
    found = Dataset.objects.filter(uid=UUID(key[1:])).first()
    if found is None:
        raise UnknownName(
            _("'{name}' belongs to a strategy that is not in this workspace."), name=key
        )
    return found
