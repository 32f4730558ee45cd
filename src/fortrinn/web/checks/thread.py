"""Where the thread lacks both figure and person."""

from __future__ import annotations

from collections import defaultdict

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Link, Record
from fortrinn.web.strategies.models import Strategy

#: These should be able to say where they came from …
SHOULD_REST = frozenset({"discovery", "priority", "case", "decision", "action", "lesson"})
#: … and records of these apps are figures, or people's own words.
FIGURES = frozenset({"analysis", "datasets"})
PEOPLE = frozenset({"organising", "arenas", "records"})


def kinds_of_apps(apps: frozenset[str]) -> set[str]:
    """The kinds these apps have registered; a quick note is somebody's word."""
    return {kind.key for kind in KINDS.values() if kind.model._meta.app_label in apps}


def without_figure_or_person(strategy: Strategy) -> list[Record]:
    """The records that should rest on something and can be walked back to neither; 2 queries."""
    wanting = Record.objects.filter(strategy=strategy, removed_at=None, kind__in=SHOULD_REST)
    links = Link.objects.standing().filter(source__strategy=strategy)
    back: dict[int, set[int]] = defaultdict(set)
    kind_of: dict[int, str] = {}
    for source, target, kind in links.values_list("source_id", "target_id", "target__kind"):
        back[source].add(target)
        kind_of[target] = kind
    grounds = kinds_of_apps(FIGURES | PEOPLE)
    grounded = {pk for pk, kind in kind_of.items() if kind in grounds}
    return [record for record in wanting if not _reaches(record.pk, back, grounded)]


def _reaches(start: int, back: dict[int, set[int]], grounded: set[int]) -> bool:
    """Whether a walk back from here meets one of these."""
    met, ahead = {start}, [start]
    while ahead:
        for target in back.get(ahead.pop(), ()):
            if target in grounded:
                return True
            if target not in met:
                met.add(target)
                ahead.append(target)
    return False
