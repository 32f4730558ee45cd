"""What is easy to forget about meetings: who was in the room, what was said, what was promised."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count
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
from fortrinn.web.arenas.models import BRIEF, Agreed, Arena, Attendance, Card
from fortrinn.web.arenas.voices import voices_on_cards
from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.organising.actors import DOER_TYPES, ActorType
from fortrinn.web.organising.balance import PUBLIC_LIMIT, balance_of
from fortrinn.web.organising.drift import engagement_of
from fortrinn.web.organising.models import Actor
from fortrinn.web.strategies.models import Strategy

ORGANISING = "organising"
DAYS_TO_ANSWER = 21
#: Hours asked of people together before one should stop and think (R154).
MANY_HOURS = 1000
ENOUGH = 5


def page(strategy: Strategy, name: str) -> str:
    """A page across the arenas."""
    return reverse(f"arenas:{name}", args=[strategy.place, strategy.slug])


@check(
    key="public_side_dominates",
    element=ORGANISING,
    requirements=("R018",),
    label=gettext_lazy("The public side dominates the rooms"),
    advice=gettext_lazy("Let the county be in the minority at the next meeting."),
)
def public_side_dominates(strategy: Strategy) -> Iterable[Remark]:
    """More than half of those counted at the meetings came from public bodies."""
    found = balance_of(voices_heard(attendances_in(strategy)))
    share = next(one.share for one in found.shares if one.key == "public")
    if share is not None and share > PUBLIC_LIMIT:
        yield Remark(
            _("{n} of {total} who came were from the public side.").format(
                n=found.people("public"), total=found.counted
            ),
            url=page(strategy, "voices"),
        )


@check(
    key="room_without_doers",
    element=ORGANISING,
    requirements=("R133",),
    label=gettext_lazy("A discovery workshop without anybody who can act"),
    advice=gettext_lazy("Invite two who have started something before."),
)
def room_without_doers(strategy: Strategy) -> Iterable[Remark]:
    """Workshops and camps with a list, and nobody on it who can carry an idea out."""
    for arena, rows in _rooms(strategy):
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
def no_investor_in_the_room(strategy: Strategy) -> Iterable[Remark]:
    """Meetings were held, and no investor was at any of them."""
    heard = voices_heard(attendances_in(strategy))
    if heard and not any(one.type == ActorType.INVESTOR and one.people != 0 for one in heard):
        yield Remark(_("No investor has been at a meeting."), url=page(strategy, "voices"))


@check(
    key="no_outsider_in_the_room",
    element=ORGANISING,
    requirements=("R016", "R077", "R085"),
    label=gettext_lazy("Nobody from outside has been in any room"),
    advice=gettext_lazy("One guest from another region changes what is taken for granted."),
)
def no_outsider_in_the_room(strategy: Strategy) -> Iterable[Remark]:
    """Meetings were held, and everybody belonged to the region."""
    with_outsiders, held = held_with_outsiders(attendances_in(strategy))
    if held and not with_outsiders:
        yield Remark(
            _("Nobody from outside the region has been at a meeting."),
            url=page(strategy, "voices"),
        )


@check(
    key="only_the_administrations_voice",
    element=ORGANISING,
    requirements=("R018", "R071"),
    label=gettext_lazy("Only the administration's voice"),
    advice=gettext_lazy("Write down what others said, in their words."),
)
def only_the_administrations_voice(strategy: Strategy) -> Iterable[Remark]:
    """There are cards, and each that has a voice came from the public side."""
    types = [voice.type for voice in voices_on_cards(strategy) if voice.type]
    if len(types) >= ENOUGH and set(types) == {ActorType.PUBLIC}:
        yield Remark(
            _("Every card with a known voice comes from the public side."),
            url=page(strategy, "voices"),
        )


@check(
    key="card_without_an_answer",
    element=ORGANISING,
    requirements=("R162",),
    label=gettext_lazy("People wait for an answer"),
    advice=gettext_lazy("One answer may serve many cards. That nothing happens is an answer too."),
)
def card_without_an_answer(strategy: Strategy) -> Iterable[Remark]:
    """Cards older than three weeks that no reply answers, by arena."""
    before = timezone.now() - timedelta(days=DAYS_TO_ANSWER)
    waiting = Card.cards.filter(strategy=strategy, created_at__lt=before).unanswered()
    counts = dict(waiting.order_by().values_list("arena").annotate(n=Count("pk")))
    for arena in Arena.objects.filter(pk__in=counts, removed_at=None):
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
def agreed_is_overdue(strategy: Strategy) -> Iterable[Remark]:
    """A promise from a meeting whose day has passed."""
    late = Agreed.objects.filter(
        strategy=strategy, removed_at=None, status="open", due__lt=timezone.localdate()
    )
    for one in late:
        yield Remark(_("It was agreed, and the day has passed: {what}").format(what=one), one)


@check(
    key="promise_without_a_name",
    element=ORGANISING,
    requirements=("R161",),
    label=gettext_lazy("A promise nobody owns"),
    advice=gettext_lazy("Put a name on it while people remember."),
)
def promise_without_a_name(strategy: Strategy) -> Iterable[Remark]:
    """A promise from a meeting with nobody named."""
    promises = Agreed.objects.filter(
        strategy=strategy, removed_at=None, status="open", sort=Agreed.Sort.PROMISE, who=""
    )
    for one in promises:
        yield Remark(_("Nobody is named for this: {what}").format(what=one), one)


@check(
    key="meeting_without_a_brief",
    element=ORGANISING,
    requirements=("R155", "R156", "R157", "R158", "R159"),
    label=gettext_lazy("A meeting soon, without a brief"),
    advice=gettext_lazy("Five questions, ten minutes. Begin with which part it plays."),
)
def meeting_without_a_brief(strategy: Strategy) -> Iterable[Remark]:
    """It is held within two weeks, and none of the five questions has an answer."""
    now = timezone.now()
    soon = Arena.objects.filter(
        strategy=strategy, removed_at=None, starts__range=(now, now + timedelta(days=14))
    ).exclude(status="cancelled")
    for arena in soon:
        if not any(getattr(arena, name) for name in BRIEF):
            yield Remark(_("{name} has no brief.").format(name=arena.title), arena)


@check(
    key="meeting_not_looked_back_on",
    element=ORGANISING,
    requirements=("R155", "R168"),
    label=gettext_lazy("A meeting nobody has looked back on"),
    advice=gettext_lazy("Two sentences on what became of what you wanted."),
)
def meeting_not_looked_back_on(strategy: Strategy) -> Iterable[Remark]:
    """It was held, and nobody has written how it went."""
    held = Arena.objects.filter(strategy=strategy, removed_at=None, status__in=HELD, went="")
    for arena in held:
        yield Remark(_("Nobody has written how {name} went.").format(name=arena.title), arena)


@check(
    key="meetings_eat_time",
    element=ORGANISING,
    requirements=("R154", "R160", "R164"),
    label=gettext_lazy("The meetings eat much time"),
    advice=gettext_lazy("Which of those ahead could be a telephone call?"),
)
def meetings_eat_time(strategy: Strategy) -> Iterable[Remark]:
    """All meetings together ask for more than a thousand person-hours."""
    arenas = Arena.objects.filter(strategy=strategy, removed_at=None).exclude(status="cancelled")
    hours = sum(arena.person_hours or 0 for arena in arenas)
    if hours > MANY_HOURS:
        yield Remark(
            _("The meetings ask for {hours} person-hours in all.").format(hours=round(hours)),
            url=page(strategy, "time"),
        )


@check(
    key="somebody_has_gone_quiet",
    element=ORGANISING,
    requirements=("R130", "R163"),
    label=gettext_lazy("Somebody has gone quiet"),
    advice=gettext_lazy("Call. It is often a small thing."),
)
def somebody_has_gone_quiet(strategy: Strategy) -> Iterable[Remark]:
    """Organisations that are with us and have been at no meeting for half a year."""
    actors = Actor.objects.filter(strategy=strategy, removed_at=None, status="with_us")
    activities = activities_of(attendances_in(strategy))
    for one in engagement_of(actors, activities):
        if one.is_quiet:
            yield Remark(
                _("{name} has been at no meeting for half a year.").format(name=one.actor.title),
                one.actor,
            )


def _rooms(strategy: Strategy) -> Iterable[tuple[Arena, list[Attendance]]]:
    """Each arena that was not cancelled and has a list, with those who did not decline."""
    rooms: dict[Arena, list[Attendance]] = {}
    for row in attendances_in(strategy):
        if row.status != "declined":
            rooms.setdefault(row.arena, []).append(row)
    return rooms.items()
