"""What stands behind each choice: figures, people, both or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from fortrinn.web.checks.seen import Seen
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.thread import ends

#: These should be able to say where they came from …
SHOULD_REST = frozenset({"discovery", "priority", "case", "decision", "action", "lesson"})
#: … and records of these apps are figures, or people's own words.
FIGURES = frozenset({"analysis", "datasets"})
PEOPLE = frozenset({"organising", "arenas", "records"})
#: These stand among the figures, but may be seen by people alone: what they rest on decides.
THROUGH = frozenset({"finding", "option"})


@dataclass(frozen=True)
class Standing:
    """A record that should rest on something, and what a walk back from it meets."""

    record: Record
    has_figure: bool
    has_person: bool


def kinds_of_apps(apps: frozenset[str]) -> set[str]:
    """The kinds these apps have registered; a quick note is somebody's word."""
    return {kind.key for kind in KINDS.values() if kind.model._meta.app_label in apps}


def standings(seen: Seen) -> list[Standing]:
    """Every record that should rest on something, walked back.

    A link that speaks for or against is walked from what it speaks of to what speaks.
    """
    back: dict[int, set[int]] = defaultdict(set)
    kind_of: dict[int, str] = {}
    for tie in seen.ties:
        here, there = ends(tie, "back")
        back[here].add(there)
        kind_of |= {tie.source_id: tie.source_kind, tie.target_id: tie.target_kind}
    figures, people = kinds_of_apps(FIGURES) - THROUGH, kinds_of_apps(PEOPLE)
    found = []
    for record in seen.of_kind(*SHOULD_REST):
        met = {kind_of[pk] for pk in _reached(record.pk, back)}
        found.append(Standing(record, bool(met & figures), bool(met & people)))
    return found


def without_figure_or_person(seen: Seen) -> list[Record]:
    """The records that should rest on something and can be walked back to neither."""
    return [one.record for one in standings(seen) if not one.has_figure and not one.has_person]


def _reached(start: int, back: Mapping[int, set[int]]) -> set[int]:
    """Everything a walk back from here meets."""
    met: set[int] = set()
    ahead = [start]
    while ahead:
        onwards = back.get(ahead.pop(), set()) - met - {start}
        met |= onwards
        ahead += onwards
    return met
