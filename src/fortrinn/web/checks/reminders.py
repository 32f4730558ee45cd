"""What the pages show: the remarks that were not put aside, at most three on the home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from fortrinn.web.checks.models import Mute
from fortrinn.web.checks.registry import CHECKS, Check, Remark, remarks_for
from fortrinn.web.checks.seen import Seen
from fortrinn.web.records.events import Action, Event
from fortrinn.web.strategies.models import Strategy

MOST_ON_HOME = 3
KEPT_SECONDS = 300


@dataclass(frozen=True)
class Reminder:
    """A check with what it says here, as far as nobody put it aside."""

    check: Check
    remarks: list[Remark]


def standing_mutes(strategy: Strategy) -> list[Mute]:
    """What is put aside at the moment."""
    mutes = Mute.objects.filter(strategy=strategy, ended_at=None)
    return list(mutes.select_related("by", "record__strategy"))


def reminders(seen: Seen, mutes: Iterable[Mute], element: str | None = None) -> list[Reminder]:
    """All that the checks say now, apart from what was put aside."""
    aside = {(mute.check_key, mute.record_id) for mute in mutes}
    told = (
        Reminder(one, [remark for remark in said if (one.key, _pk(remark)) not in aside])
        for one, said in remarks_for(seen, element)
        if (one.key, None) not in aside
    )
    return [reminder for reminder in told if reminder.remarks]


def _pk(remark: Remark) -> int | None:
    return remark.record.pk if remark.record else None


def on_home(seen: Seen) -> tuple[list[Reminder], int]:
    """At most three reminders with one remark each, and how many there are in all.

    They take turns by element, so that one element does not fill the page. Worked out anew when
    something has happened in the strategy.
    """
    found = _kept(seen)
    aside = {(mute.check_key, mute.record_id) for mute in standing_mutes(seen.strategy)}
    left = [
        (CHECKS[key], text, url)
        for key, text, url, record in found
        if key in CHECKS and not {(key, None), (key, record)} & aside
    ]
    firsts: dict[str, tuple[Check, str, str]] = {}
    for one in left:
        firsts.setdefault(one[0].key, one)
    shown = _taking_turns(list(firsts.values()))[:MOST_ON_HOME]
    return [Reminder(one, [Remark(text, url=url)]) for one, text, url in shown], len(firsts)


def _taking_turns(found: list[tuple[Check, str, str]]) -> list[tuple[Check, str, str]]:
    """One of each element, then the second of each, and so on."""
    rows: dict[str, list[tuple[Check, str, str]]] = {}
    for one in found:
        rows.setdefault(one[0].element, []).append(one)
    longest = max(map(len, rows.values()), default=0)
    return list(chain.from_iterable(_nth(rows, number) for number in range(longest)))


def _nth(
    rows: dict[str, list[tuple[Check, str, str]]], number: int
) -> list[tuple[Check, str, str]]:
    return [row[number] for row in rows.values() if number < len(row)]


def _kept(seen: Seen) -> list[tuple[str, str, str, int | None]]:
    """Every remark as plain values; kept until the next event of the strategy."""
    strategy = seen.strategy
    events = Event.objects.filter(strategy=strategy).exclude(action=Action.EXPORTED)
    last = events.order_by("-pk").values_list("pk", flat=True).first()
    key = f"remarks-{strategy.pk}-{last}-{timezone.localdate()}-{get_language()}"
    found: list[tuple[str, str, str, int | None]] | None = cache.get(key)
    if found is None:
        found = [
            (one.key, str(remark.text), remark.opens, _pk(remark))
            for one, said in remarks_for(seen)
            for remark in said
        ]
        cache.set(key, found, KEPT_SECONDS)
    return found
