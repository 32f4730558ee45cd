"""What is easy to forget across the elements: the thread, the people, the pace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.checks.thread import without_figure_or_person
from fortrinn.web.records.models import Event, LinkType, QuickNote, Visibility
from fortrinn.web.records.tags import RecordTag, Vocabulary
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import POWERS, Power, Role

PROCESS = "process"
QUIET_DAYS = 90
LONG_MONTHS = 24
SEVERAL = 3
MANY = 10
WORKS = [role for role, powers in POWERS.items() if Power.WRITE in powers]


def has_stood(seen: Seen, days: int) -> bool:
    """The strategy was started so long ago."""
    return timezone.now() - seen.strategy.created_at > timedelta(days=days)


def members_of(strategy: Strategy) -> list[Membership]:
    """Everybody who has or had a role."""
    return list(strategy.memberships.all())


def has_role(seen: Seen, *roles: str) -> bool:
    """Whether anybody has one of the roles."""
    return any(one.role in roles for one in seen.once(members_of) if one.ended_at is None)


def last_event(strategy: Strategy) -> datetime | None:
    """When something last happened."""
    events = Event.objects.filter(strategy=strategy).order_by("-pk")
    return events.values_list("at", flat=True).first()


def has_a_challenge(strategy: Strategy) -> bool:
    """A record is tagged with a challenge of society or a sustainable development goal."""
    named = RecordTag.objects.filter(
        record__strategy=strategy,
        withdrawn_at=None,
        tag__vocabulary__in=[Vocabulary.CHALLENGE, Vocabulary.SDG],
    )
    return named.exists()


def people(seen: Seen) -> str:
    """The page of those who are in it."""
    return reverse("strategies:people", args=[seen.strategy.place, seen.strategy.slug])


@check(
    key="thread_without_figure_or_person",
    element=PROCESS,
    requirements=("R080", "R228"),
    label=gettext_lazy("The thread has neither figure nor person"),
    advice=gettext_lazy("Tie it to what it came from: a figure, a meeting, somebody's judgement."),
)
def thread_without_figure_or_person(seen: Seen) -> Iterable[Remark]:
    """A record that should rest on something can be walked back to neither."""
    for record in without_figure_or_person(seen):
        yield Remark(_("Walked back, it reaches neither a figure nor a person."), record)


@check(
    key="promise_is_late",
    element=PROCESS,
    requirements=("R027", "R161"),
    label=gettext_lazy("A promise is overdue"),
    advice=gettext_lazy("Keep it, move it, or say that it came to nothing."),
)
def promise_is_late(seen: Seen) -> Iterable[Remark]:
    """An open quick note whose day is past."""
    today = timezone.localdate()
    for note in seen.every(QuickNote):
        if note.status == "open" and note.due and note.due < today:
            yield Remark(_("It was promised, and the day is past."), note)


@check(
    key="contradiction_stands",
    element=PROCESS,
    requirements=("R204", "R258"),
    label=gettext_lazy("Something speaks against it, and nobody has replied"),
)
def contradiction_stands(seen: Seen) -> Iterable[Remark]:
    """A record speaks against another, and the other's discussion is silent about it since."""
    text = _("«{title}» speaks against it, and nobody has replied.")
    for tie in seen.ties:
        record = seen.record.get(tie.target_id)
        if record is None or tie.type != LinkType.CONTRADICTS:
            continue
        replied = any(one.at >= tie.at for one in seen.said_of(record))
        if not replied and record.changed_at < tie.at:
            yield Remark(text.format(title=seen.record[tie.source_id].title), record)


@check(
    key="nothing_has_moved",
    element=PROCESS,
    requirements=("R015", "R117"),
    label=gettext_lazy("Nothing has moved for a long time"),
    advice=gettext_lazy("Say that the strategy rests, or take one step that can be seen."),
)
def nothing_has_moved(seen: Seen) -> Iterable[Remark]:
    """The strategy is under way or adopted, and nothing has happened for three months."""
    texts = {
        Strategy.Status.UNDER_WAY: _(
            "It is said to be under way, but nothing has happened for three months."
        ),
        Strategy.Status.ADOPTED: _(
            "It is adopted, and nothing has happened for three months. Adoption is not the end."
        ),
    }
    text = texts.get(Strategy.Status(seen.strategy.status))
    since = timezone.now() - timedelta(days=QUIET_DAYS)
    last = seen.once(last_event)
    if text and has_stood(seen, QUIET_DAYS) and (last is None or last < since):
        yield Remark(text)


@check(
    key="process_grows_long",
    element=PROCESS,
    requirements=("R160", "R164"),
    label=gettext_lazy("The work takes long, and nothing is decided"),
    advice=gettext_lazy("Decide something small now; the rest can follow."),
)
def process_grows_long(seen: Seen) -> Iterable[Remark]:
    """Two years of work without one decision."""
    if has_stood(seen, LONG_MONTHS * 30) and not seen.of_kind("decision"):
        yield Remark(_("Two years have passed without a decision that is written down."))


@check(
    key="nothing_is_open",
    element=PROCESS,
    requirements=("R030", "R075", "R082"),
    label=gettext_lazy("Nobody outside can see anything"),
    advice=gettext_lazy("Open one finding or one reason to everyone; it is done in two steps."),
)
def nothing_is_open(seen: Seen) -> Iterable[Remark]:
    """Many records, and none is public."""
    is_open = any(record.visibility == Visibility.PUBLIC for record in seen.records)
    if len(seen.records) >= MANY and not is_open:
        yield Remark(_("There are many records, and none of them is open to everyone."))


@check(
    key="only_the_working_group_speaks",
    element=PROCESS,
    requirements=("R010", "R018"),
    label=gettext_lazy("Only the working group has said anything"),
    advice=gettext_lazy("Show something to the participants, and ask one of them what is wrong."),
)
def only_the_working_group_speaks(seen: Seen) -> Iterable[Remark]:
    """Many comments, and none by anybody outside the working group."""
    workers = {one.user_id for one in seen.once(members_of) if one.role in WORKS}
    if len(seen.said) >= SEVERAL and all(one.by_id in workers for one in seen.said):
        yield Remark(_("Every comment comes from the working group."))


@check(
    key="no_politician_takes_part",
    element=PROCESS,
    requirements=("R086", "R089", "R116"),
    label=gettext_lazy("No politician is with us"),
    advice=gettext_lazy("Those who will decide should know the way before the last page."),
)
def no_politician_takes_part(seen: Seen) -> Iterable[Remark]:
    """Three months in, nobody has the role of politician."""
    begun = has_stood(seen, QUIET_DAYS) and seen.records
    if begun and not has_role(seen, Role.POLITICIAN):
        yield Remark(_("Nobody in the strategy is a politician."), url=people(seen))


@check(
    key="nobody_researches_the_work",
    element=PROCESS,
    requirements=("R013", "R215"),
    label=gettext_lazy("Nobody looks at how we work"),
    advice=gettext_lazy("An accompanying researcher sees what those in the middle of it do not."),
)
def nobody_researches_the_work(seen: Seen) -> Iterable[Remark]:
    """A large strategy without an accompanying researcher."""
    large = len(seen.records) >= MANY and has_stood(seen, QUIET_DAYS)
    if large and not has_role(seen, Role.RESEARCHER):
        yield Remark(_("Nobody in the strategy is an accompanying researcher."), url=people(seen))


@check(
    key="all_rests_on_one_person",
    element=PROCESS,
    requirements=("R023", "R084"),
    label=gettext_lazy("Everything rests on one person"),
    advice=gettext_lazy("Give somebody in another department a part of it before the summer."),
)
def all_rests_on_one_person(seen: Seen) -> Iterable[Remark]:
    """Several records, all made by the same person."""
    makers = {record.created_by_id for record in seen.records}
    if len(seen.records) >= MANY and len(makers) == 1:
        yield Remark(_("One person has made everything here."), url=people(seen))


@check(
    key="no_challenge_is_named",
    element=PROCESS,
    requirements=("R023", "R278"),
    label=gettext_lazy("No large challenge of society is named"),
    advice=gettext_lazy("Tag what belongs to the same challenge; departments meet in the tags."),
)
def no_challenge_is_named(seen: Seen) -> Iterable[Remark]:
    """Many records, and none is tagged with a challenge or a sustainable development goal."""
    if len(seen.records) >= MANY and not seen.once(has_a_challenge):
        yield Remark(_("No record says which challenge of society it helps to meet."))
