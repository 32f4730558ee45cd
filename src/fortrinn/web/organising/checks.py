"""What is easy to forget about those who take part: who lacks, drifts, or was not told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.organising.actors import ActorType, Challenge
from fortrinn.web.organising.missing import GONE
from fortrinn.web.organising.models import Actor, Contact, Orientation, Partnership, Story
from fortrinn.web.organising.telling import Informed
from fortrinn.web.strategies.models import Strategy

ORGANISING = "organising"
#: With fewer in the register it is too early to say what it lacks.
ENOUGH = 5
WITHOUT_A_RESULT = timedelta(days=270)


def actors_of(seen: Seen) -> list[Actor]:
    """Those in the register who have not said no or left."""
    return [actor for actor in seen.every(Actor) if actor.status not in GONE]


def contacts_of(strategy: Strategy) -> list[Contact]:
    """The persons the register holds, with as much as tells whether they should be there."""
    contacts = Contact.objects.filter(actor__strategy=strategy)
    return list(contacts.only("actor_id", "delete_after", "consented"))


def running_in(seen: Seen) -> list[Partnership]:
    """The partnerships that run."""
    return [one for one in seen.every(Partnership) if one.status == "running"]


def page(seen: Seen, name: str) -> str:
    """A page of the element."""
    return reverse(f"organising:{name}", args=[seen.strategy.place, seen.strategy.slug])


@check(
    key="public_side_fills_the_register",
    element=ORGANISING,
    requirements=("R018",),
    label=gettext_lazy("The public side fills the register"),
    advice=gettext_lazy("Call three firms you have never met before the next meeting."),
)
def public_side_fills_the_register(seen: Seen) -> Iterable[Remark]:
    """More than half of the actors are public bodies."""
    actors = actors_of(seen)
    public = sum(actor.type == ActorType.PUBLIC for actor in actors)
    if len(actors) >= ENOUGH and public * 2 > len(actors):
        yield Remark(
            _("{n} of {total} actors are public bodies.").format(n=public, total=len(actors)),
            url=page(seen, "missing"),
        )


@check(
    key="no_investor_in_the_register",
    element=ORGANISING,
    requirements=("R122", "R133"),
    label=gettext_lazy("There is no investor"),
    advice=gettext_lazy("Ask a fund, a bank or somebody who has sold a firm."),
)
def no_investor_in_the_register(seen: Seen) -> Iterable[Remark]:
    """Nobody who could put money in."""
    actors = actors_of(seen)
    if len(actors) >= ENOUGH and not any(one.type == ActorType.INVESTOR for one in actors):
        yield Remark(_("Nobody in the register invests."), url=page(seen, "missing"))


@check(
    key="no_doer_in_the_register",
    element=ORGANISING,
    requirements=("R133",),
    label=gettext_lazy("Nobody can carry an idea out"),
    advice=gettext_lazy("Without somebody who starts, a discovery stays a sentence."),
)
def no_doer_in_the_register(seen: Seen) -> Iterable[Remark]:
    """Nobody who would start something."""
    actors = actors_of(seen)
    if len(actors) >= ENOUGH and not any(one.is_doer for one in actors):
        yield Remark(_("Nobody in the register can carry an idea out."), url=page(seen, "missing"))


@check(
    key="no_outside_challenger",
    element=ORGANISING,
    requirements=("R077", "R085", "R126", "R136"),
    label=gettext_lazy("Nobody from outside asks critical questions"),
    advice=gettext_lazy("Ask somebody who has done the like elsewhere, for half a day."),
)
def no_outside_challenger(seen: Seen) -> Iterable[Remark]:
    """One of the four places where the guide wants a voice from outside is empty."""
    actors = actors_of(seen)
    empty = [
        str(label)
        for key, label in Challenge.choices
        if not any(key in actor.challenges for actor in actors)
    ]
    if len(actors) >= ENOUGH and empty:
        yield Remark(
            _("Nobody from outside is asked {places}.").format(places=", ".join(empty)),
            url=page(seen, "missing"),
        )


@check(
    key="engagement_drifts",
    element=ORGANISING,
    requirements=("R125", "R130", "R163"),
    label=gettext_lazy("Somebody goes less far than you wanted"),
    advice=gettext_lazy("Ask what they get out of it. Perhaps the role card should change."),
)
def engagement_drifts(seen: Seen) -> Iterable[Remark]:
    """An organisation whose commitment is two steps or more below what was wanted."""
    for actor in actors_of(seen):
        if actor.may_stand_for_a_person or actor.wanted is None or actor.actual is None:
            continue
        if actor.wanted - actor.actual >= 2:
            yield Remark(
                _("{actor} goes less far than you wanted.").format(actor=actor.title), actor
            )


@check(
    key="role_is_not_agreed",
    element=ORGANISING,
    requirements=("R132", "R163"),
    label=gettext_lazy("The roles are not agreed"),
    advice=gettext_lazy("Go through the role card together: fifteen minutes on the telephone."),
)
def role_is_not_agreed(seen: Seen) -> Iterable[Remark]:
    """Those who go first, and with whom nobody has gone through the role."""
    leading = [one for one in actors_of(seen) if one.wanted == 4 and one.role_agreed is None]
    if leading:
        text = ngettext(
            "One who should go first has not agreed to its role.",
            "{n} who should go first have not agreed to their roles.",
            len(leading),
        )
        yield Remark(text.format(n=len(leading)), leading[0])


@check(
    key="opposition_is_not_told",
    element=ORGANISING,
    requirements=("R089", "R091"),
    label=gettext_lazy("Only one side of politics was told"),
    advice=gettext_lazy("Tell both sides the same, at the same time."),
)
def opposition_is_not_told(seen: Seen) -> Iterable[Remark]:
    """There were orientations, and one of the sides was at none of them."""
    held = seen.every(Orientation)
    url = page(seen, "politics")
    if held and not any(one.opposition == Informed.YES for one in held):
        yield Remark(_("The opposition is not noted at any orientation."), url=url)
    if held and not any(one.position == Informed.YES for one in held):
        yield Remark(_("The governing majority is not noted at any orientation."), url=url)


@check(
    key="partnership_without_mandate",
    element=ORGANISING,
    requirements=("R138", "R142", "R144"),
    label=gettext_lazy("A partnership without mandate or time"),
    advice=gettext_lazy("Say what it may decide, and how many hours a month it may take."),
)
def partnership_without_mandate(seen: Seen) -> Iterable[Remark]:
    """It runs, and nobody has said what it may decide or what it costs."""
    for one in running_in(seen):
        if not one.mandate:
            yield Remark(_("Nobody has said what {name} may decide.").format(name=one.title), one)
        elif one.hours is None:
            yield Remark(_("No time is set aside for {name}.").format(name=one.title), one)


@check(
    key="partnership_not_looked_at",
    element=ORGANISING,
    requirements=("R141",),
    label=gettext_lazy("A partnership should be looked at again"),
    advice=gettext_lazy("Partners and surroundings change. Take one of the ten lessons."),
)
def partnership_not_looked_at(seen: Seen) -> Iterable[Remark]:
    """The day when it was to be looked at again has passed."""
    today = timezone.localdate()
    for one in running_in(seen):
        if one.next_look and one.next_look < today:
            yield Remark(_("{name} was to be looked at again.").format(name=one.title), one)


@check(
    key="long_without_a_win",
    element=ORGANISING,
    requirements=("R146", "R160", "R166"),
    label=gettext_lazy("A long time without a visible result"),
    advice=gettext_lazy("Choose something small, finish it, and tell about it."),
)
def long_without_a_win(seen: Seen) -> Iterable[Remark]:
    """Nine months of work, and no small win has been told."""
    before = timezone.now() - WITHOUT_A_RESULT
    wins = (story for story in seen.every(Story) if story.is_win)
    if seen.strategy.created_at < before and not any(one.created_at >= before for one in wins):
        yield Remark(_("No small win has been told for nine months."), url=page(seen, "telling"))


@check(
    key="contact_past_its_day",
    element=ORGANISING,
    requirements=("R134",),
    label=gettext_lazy("A person should have been deleted"),
    advice=gettext_lazy("Delete them at the bottom of the page, all at once."),
)
def contact_past_its_day(seen: Seen) -> Iterable[Remark]:
    """The day when a contact was to be deleted has passed."""
    today = timezone.localdate()
    past = sum(
        one.delete_after is not None and one.delete_after < today for one in seen.once(contacts_of)
    )
    if past:
        text = ngettext(
            "The day has passed for {n} contact.", "The day has passed for {n} contacts.", past
        )
        yield Remark(text.format(n=past), url=page(seen, "organising"))


@check(
    key="contact_was_not_asked",
    element=ORGANISING,
    requirements=("R134",),
    label=gettext_lazy("A person is listed without a yes"),
    advice=gettext_lazy("Ask, or delete the name."),
)
def contact_was_not_asked(seen: Seen) -> Iterable[Remark]:
    """Contacts that nobody has asked."""
    unasked = {one.actor_id for one in seen.once(contacts_of) if one.consented is None}
    actor = next((one for one in seen.every(Actor) if one.pk in unasked), None)
    if actor is not None:
        yield Remark(_("Somebody is listed at {name} without a yes.").format(name=actor), actor)
