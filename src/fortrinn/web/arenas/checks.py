"""What is easy to forget about meetings: who was in the room, what was said, what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fortrinn.web.arenas.activity import (
    HELD,
    activities_of,
    attendances_in,
    held_with_outsiders,
    voices_heard,
)
from fortrinn.web.arenas.models import BRIEF, Agreed, Arena, Attendance
from fortrinn.web.arenas.voices import cards_in, voices_on
from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.organising.actors import DOER_TYPES, ActorType
from fortrinn.web.organising.balance import PUBLIC_LIMIT, balance_of
from fortrinn.web.organising.drift import engagement_of
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.models import LinkType

ORGANISING = "organising"
DAYS_TO_ANSWER = 21
#: Hours asked of people together before one should stop and think (R154).
MANY_HOURS = 1000
ENOUGH = 5


def going_on(seen: Seen) -> list[Arena]:
    """The arenas that were not cancelled."""
    return [arena for arena in seen.every(Arena) if arena.status != "cancelled"]


def page(seen: Seen, name: str) -> str:
    """A page across the arenas."""
    return reverse(f"arenas:{name}", args=[seen.strategy.place, seen.strategy.slug])


@check(
    key="public_side_dominates",
    element=ORGANISING,
    requirements=("R018",),
    label=gettext_lazy("The public side dominates the rooms"),
    advice=gettext_lazy("Let the county municipality be in the minority at the next meeting."),
)
def public_side_dominates(seen: Seen) -> Iterable[Remark]:
    """More than half of those counted at the meetings came from public bodies."""
    found = balance_of(voices_heard(seen.once(attendances_in)))
    share = next(one.share for one in found.shares if one.key == "public")
    if share is not None and share > PUBLIC_LIMIT:
        yield Remark(
            _("{n} of {total} who came were from the public side.").format(
                n=found.people("public"), total=found.counted
            ),
            url=page(seen, "voices"),
        )


@check(
    key="room_without_doers",
    element=ORGANISING,
    requirements=("R133",),
    label=gettext_lazy("A discovery workshop without anybody who can act"),
    advice=gettext_lazy("Invite two who have started something before."),
)
def room_without_doers(seen: Seen) -> Iterable[Remark]:
    """Workshops and camps with a list, and nobody on it who can carry an idea out."""
    for arena, rows in _rooms(seen):
        types = {row.type for row in rows}
        can_act = any(row.actor and row.actor.is_doer for row in rows)
        if arena.form != Arena.Form.MEETING and not can_act and not types & DOER_TYPES:
            yield Remark(
                _("Nobody at {name} can carry an idea out.").format(name=arena.title), arena
            )


@check(
    key="no_investor_in_the_room",
    element=ORGANISING,
    requirements=("R010", "R122"),
    label=gettext_lazy("No investor has been in any room"),
    advice=gettext_lazy("Investors come when there are teams to meet. Say who will be there."),
)
def no_investor_in_the_room(seen: Seen) -> Iterable[Remark]:
    """Meetings were held, and no investor was at any of them."""
    heard = voices_heard(seen.once(attendances_in))
    if heard and not any(one.type == ActorType.INVESTOR and one.people != 0 for one in heard):
        yield Remark(_("No investor has been at a meeting."), url=page(seen, "voices"))


@check(
    key="no_outsider_in_the_room",
    element=ORGANISING,
    requirements=("R016", "R077", "R085"),
    label=gettext_lazy("Nobody from outside has been in any room"),
    advice=gettext_lazy("One guest from another region changes what is taken for granted."),
)
def no_outsider_in_the_room(seen: Seen) -> Iterable[Remark]:
    """Meetings were held, and everybody belonged to the region."""
    with_outsiders, held = held_with_outsiders(seen.once(attendances_in))
    if held and not with_outsiders:
        yield Remark(
            _("Nobody from outside the region has been at a meeting."),
            url=page(seen, "voices"),
        )


@check(
    key="only_the_administrations_voice",
    element=ORGANISING,
    requirements=("R018", "R071"),
    label=gettext_lazy("Only the administration's voice"),
    advice=gettext_lazy("Write down what others said, in their words."),
)
def only_the_administrations_voice(seen: Seen) -> Iterable[Remark]:
    """There are cards, and each that has a voice came from the public side."""
    types = [voice.type for voice in voices_on(seen.once(cards_in)) if voice.type]
    if len(types) >= ENOUGH and set(types) == {ActorType.PUBLIC}:
        yield Remark(
            _("Every card with a known voice comes from the public side."),
            url=page(seen, "voices"),
        )


@check(
    key="card_without_an_answer",
    element=ORGANISING,
    requirements=("R162",),
    label=gettext_lazy("People wait for an answer"),
    advice=gettext_lazy("One answer may serve many cards. That nothing happens is an answer too."),
)
def card_without_an_answer(seen: Seen) -> Iterable[Remark]:
    """Cards older than three weeks that no reply answers, by arena."""
    before = timezone.now() - timedelta(days=DAYS_TO_ANSWER)
    answered = {tie.target_id for tie in seen.ties if tie.type == LinkType.ANSWERS}
    counts = Counter(
        card.arena_id
        for card in seen.once(cards_in)
        if card.created_at < before and card.pk not in answered
    )
    for arena in seen.every(Arena):
        if not counts[arena.pk]:
            continue
        text = ngettext(
            "{n} card from {name} has waited more than three weeks.",
            "{n} cards from {name} have waited more than three weeks.",
            counts[arena.pk],
        )
        yield Remark(text.format(n=counts[arena.pk], name=arena.title), arena)


@check(
    key="agreed_is_overdue",
    element=ORGANISING,
    requirements=("R158", "R161"),
    label=gettext_lazy("What was agreed is overdue"),
    advice=gettext_lazy("Do it, move it, or say that it came to nothing."),
)
def agreed_is_overdue(seen: Seen) -> Iterable[Remark]:
    """A promise from a meeting whose day has passed."""
    today = timezone.localdate()
    for one in seen.every(Agreed):
        if one.status == "open" and one.due and one.due < today:
            yield Remark(_("It was agreed, and the day has passed: {what}").format(what=one), one)


@check(
    key="promise_without_a_name",
    element=ORGANISING,
    requirements=("R161",),
    label=gettext_lazy("A promise nobody owns"),
    advice=gettext_lazy("Put a name on it while people remember."),
)
def promise_without_a_name(seen: Seen) -> Iterable[Remark]:
    """A promise from a meeting with nobody named."""
    for one in seen.every(Agreed):
        if one.status == "open" and one.sort == Agreed.Sort.PROMISE and not one.who:
            yield Remark(_("Nobody is named for this: {what}").format(what=one), one)


@check(
    key="meeting_without_a_brief",
    element=ORGANISING,
    requirements=("R155", "R156", "R157", "R158", "R159"),
    label=gettext_lazy("A meeting soon, without a brief"),
    advice=gettext_lazy("Five questions, ten minutes. Begin with which part it plays."),
)
def meeting_without_a_brief(seen: Seen) -> Iterable[Remark]:
    """It is held within two weeks, and none of the five questions has an answer."""
    now = timezone.now()
    for arena in going_on(seen):
        is_soon = arena.starts is not None and now <= arena.starts <= now + timedelta(days=14)
        if is_soon and not any(getattr(arena, name) for name in BRIEF):
            yield Remark(_("{name} has no brief.").format(name=arena.title), arena)


@check(
    key="meeting_not_looked_back_on",
    element=ORGANISING,
    requirements=("R155", "R168"),
    label=gettext_lazy("A meeting nobody has looked back on"),
    advice=gettext_lazy("Two sentences on what became of what you wanted."),
)
def meeting_not_looked_back_on(seen: Seen) -> Iterable[Remark]:
    """It was held, and nobody has written how it went."""
    for arena in seen.every(Arena):
        if arena.status in HELD and not arena.went:
            yield Remark(_("Nobody has written how {name} went.").format(name=arena.title), arena)


@check(
    key="meetings_eat_time",
    element=ORGANISING,
    requirements=("R154", "R160", "R164"),
    label=gettext_lazy("The meetings eat much time"),
    advice=gettext_lazy("Which of those ahead could be a telephone call?"),
)
def meetings_eat_time(seen: Seen) -> Iterable[Remark]:
    """All meetings together ask for more than a thousand person-hours."""
    hours = sum(arena.person_hours or 0 for arena in going_on(seen))
    if hours > MANY_HOURS:
        yield Remark(
            _("The meetings ask for {hours} person-hours in all.").format(hours=round(hours)),
            url=page(seen, "time"),
        )


@check(
    key="somebody_has_gone_quiet",
    element=ORGANISING,
    requirements=("R130", "R163"),
    label=gettext_lazy("Somebody has gone quiet"),
    advice=gettext_lazy("Call. It is often a small thing."),
)
def somebody_has_gone_quiet(seen: Seen) -> Iterable[Remark]:
    """Organisations that are with us and have been at no meeting for half a year."""
    actors = [actor for actor in seen.every(Actor) if actor.status == "with_us"]
    activities = activities_of(seen.once(attendances_in))
    for one in engagement_of(actors, activities):
        if one.is_quiet:
            yield Remark(
                _("{name} has been at no meeting for half a year.").format(name=one.actor.title),
                one.actor,
            )


def _rooms(seen: Seen) -> Iterable[tuple[Arena, list[Attendance]]]:
    """Each arena that was not cancelled and has a list, with those who did not decline."""
    rooms: dict[Arena, list[Attendance]] = {}
    for row in seen.once(attendances_in):
        if row.status != "declined":
            rooms.setdefault(row.arena, []).append(row)
    return rooms.items()
