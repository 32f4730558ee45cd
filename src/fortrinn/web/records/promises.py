"""What is promised to whom, by when: every app that keeps promises tells of them here.

    @promises
    def of_arenas(membership): yield Promise(...)

A strategy's home reads :func:`open_promises` and imports no element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fortrinn.web.records.models import QuickNote, Record, RecordQuerySet
from fortrinn.web.strategies.models import Membership


@dataclass(frozen=True)
class Promise:
    """Something somebody has promised: who and what, by when (None: no day was named)."""

    who: str
    what: str
    due: date | None
    record: Record

    @property
    def is_late(self) -> bool:
        """The day is past."""
        return self.due is not None and self.due < timezone.localdate()


Source = Callable[[Membership], Iterable[Promise]]
_sources: list[Source] = []


def promises(source: Source) -> Source:
    """Register where promises come from: open ones the member may see."""
    _sources.append(source)
    return source


def open_promises(membership: Membership) -> list[Promise]:
    """Every promise not yet kept that the member may see; the one due first stands first."""
    found = (promise for source in _sources for promise in source(membership))
    return sorted(found, key=lambda promise: (promise.due is None, promise.due or date.max))


@promises
def of_quick_notes(membership: Membership) -> Iterator[Promise]:
    """The quick notes that are open and name a day or a person."""
    notes: RecordQuerySet[QuickNote] = RecordQuerySet(QuickNote)
    open_ones = notes.visible_to(membership).filter(kind="quick-note", status="open")
    for note in open_ones.select_related("strategy"):
        if note.due or note.who:
            yield Promise(note.who, note.title, note.due, note)
