"""What is easy to forget across the elements: the thread, the people, the pace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.thread import without_figure_or_person
from fortrinn.web.records.models import Comment, Event, Link, LinkType, QuickNote, Visibility
from fortrinn.web.records.tags import RecordTag, Vocabulary
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import POWERS, Power, Role

PROCESS = "process"
QUIET_DAYS = 90
LONG_MONTHS = 24
SEVERAL = 3
MANY = 10
WORKS = [role for role, powers in POWERS.items() if Power.WRITE in powers]


def records_of(strategy: Strategy):
    """The records that are not removed."""
    return strategy.records.filter(removed_at=None)


def has_stood(strategy: Strategy, days: int) -> bool:
    """The strategy was started so long ago."""
    return timezone.now() - strategy.created_at > timedelta(days=days)


def has_role(strategy: Strategy, *roles: str) -> bool:
    """Whether anybody has one of the roles."""
    return strategy.memberships.filter(ended_at=None, role__in=roles).exists()


@check(
    key="thread_without_figure_or_person",
    element=PROCESS,
    requirements=("R080", "R228"),
    label=gettext_lazy("The thread has neither figure nor person"),
    advice=gettext_lazy("Tie it to what it came from: a figure, a meeting, somebody's judgement."),
)
def thread_without_figure_or_person(strategy: Strategy) -> Iterable[Remark]:
    """A record that should rest on something can be walked back to neither."""
    for record in without_figure_or_person(strategy):
        yield Remark(_("Walked back, it reaches neither a figure nor a person."), record)


@check(
    key="promise_is_late",
    element=PROCESS,
    requirements=("R027", "R161"),
    label=gettext_lazy("A promise is overdue"),
    advice=gettext_lazy("Keep it, move it, or say that it came to nothing."),
)
def promise_is_late(strategy: Strategy) -> Iterable[Remark]:
    """An open quick note whose day is past."""
    late = QuickNote.objects.filter(
        strategy=strategy, removed_at=None, status="open", due__lt=timezone.localdate()
    )
    for note in late:
        yield Remark(_("It was promised, and the day is past."), note)


@check(
    key="contradiction_stands",
    element=PROCESS,
    requirements=("R204", "R258"),
    label=gettext_lazy("Something speaks against it, and nobody has replied"),
)
def contradiction_stands(strategy: Strategy) -> Iterable[Remark]:
    """A record speaks against another, and the other's discussion is silent about it since."""
    links = Link.objects.standing().filter(
        type=LinkType.CONTRADICTS, target__strategy=strategy, source__strategy=strategy
    )
    for link in links.select_related("target", "source"):
        since = Comment.objects.filter(record_id=link.target_id, at__gte=link.at)
        if not since.exists() and link.target.changed_at < link.at:
            text = _("«{title}» speaks against it, and nobody has replied.")
            yield Remark(text.format(title=link.source.title), link.target)


@check(
    key="nothing_has_moved",
    element=PROCESS,
    requirements=("R015", "R117"),
    label=gettext_lazy("Nothing has moved for a long time"),
    advice=gettext_lazy("Say that the strategy rests, or take one step that can be seen."),
)
def nothing_has_moved(strategy: Strategy) -> Iterable[Remark]:
    """The strategy is under way, and nothing has happened for three months."""
    under_way = strategy.status == Strategy.Status.UNDER_WAY
    since = timezone.now() - timedelta(days=QUIET_DAYS)
    recent = Event.objects.filter(strategy=strategy, at__gte=since)
    if under_way and has_stood(strategy, QUIET_DAYS) and not recent.exists():
        yield Remark(_("It is said to be under way, but nothing has happened for three months."))


@check(
    key="process_grows_long",
    element=PROCESS,
    requirements=("R160", "R164"),
    label=gettext_lazy("The work takes long, and nothing is decided"),
    advice=gettext_lazy("Decide something small now; the rest can follow."),
)
def process_grows_long(strategy: Strategy) -> Iterable[Remark]:
    """Two years of work without one decision."""
    decided = records_of(strategy).filter(kind="decision")
    if has_stood(strategy, LONG_MONTHS * 30) and not decided.exists():
        yield Remark(_("Two years have passed without a decision that is written down."))


@check(
    key="nothing_is_open",
    element=PROCESS,
    requirements=("R030", "R075", "R082"),
    label=gettext_lazy("Nobody outside can see anything"),
    advice=gettext_lazy("Open one finding or one reason to everyone; it is done in two steps."),
)
def nothing_is_open(strategy: Strategy) -> Iterable[Remark]:
    """Many records, and none is public."""
    records = records_of(strategy)
    if records.count() >= MANY and not records.filter(visibility=Visibility.PUBLIC).exists():
        yield Remark(_("There are many records, and none of them is open to everyone."))


@check(
    key="only_the_working_group_speaks",
    element=PROCESS,
    requirements=("R010", "R018"),
    label=gettext_lazy("Only the working group has said anything"),
    advice=gettext_lazy("Show something to the participants, and ask one of them what is wrong."),
)
def only_the_working_group_speaks(strategy: Strategy) -> Iterable[Remark]:
    """Many comments, and none by anybody outside the working group."""
    said = Comment.objects.filter(record__strategy=strategy, withdrawn_at=None)
    workers = strategy.memberships.filter(role__in=WORKS).values("user")
    if said.count() >= SEVERAL and not said.exclude(by__in=workers).exists():
        yield Remark(_("Every comment comes from the working group."))


@check(
    key="no_politician_takes_part",
    element=PROCESS,
    requirements=("R086", "R089", "R116"),
    label=gettext_lazy("No politician is with us"),
    advice=gettext_lazy("Those who will decide should know the way before the last page."),
)
def no_politician_takes_part(strategy: Strategy) -> Iterable[Remark]:
    """Three months in, nobody has the role of politician."""
    begun = has_stood(strategy, QUIET_DAYS) and records_of(strategy).exists()
    if begun and not has_role(strategy, Role.POLITICIAN):
        yield Remark(
            _("Nobody in the strategy is a politician."),
            url=reverse("strategies:people", args=[strategy.place, strategy.slug]),
        )


@check(
    key="nobody_researches_the_work",
    element=PROCESS,
    requirements=("R013", "R215"),
    label=gettext_lazy("Nobody looks at how we work"),
    advice=gettext_lazy("An accompanying researcher sees what those in the middle of it do not."),
)
def nobody_researches_the_work(strategy: Strategy) -> Iterable[Remark]:
    """A large strategy without an accompanying researcher."""
    large = records_of(strategy).count() >= MANY and has_stood(strategy, QUIET_DAYS)
    if large and not has_role(strategy, Role.RESEARCHER):
        yield Remark(
            _("Nobody in the strategy is an accompanying researcher."),
            url=reverse("strategies:people", args=[strategy.place, strategy.slug]),
        )


@check(
    key="all_rests_on_one_person",
    element=PROCESS,
    requirements=("R023", "R084"),
    label=gettext_lazy("Everything rests on one person"),
    advice=gettext_lazy("Give somebody in another department a part of it before the summer."),
)
def all_rests_on_one_person(strategy: Strategy) -> Iterable[Remark]:
    """Several records, all made by the same person."""
    makers = records_of(strategy).order_by().values_list("created_by", flat=True)
    if len(makers) >= MANY and len(set(makers)) == 1:
        yield Remark(
            _("One person has made everything here."),
            url=reverse("strategies:people", args=[strategy.place, strategy.slug]),
        )


@check(
    key="no_challenge_is_named",
    element=PROCESS,
    requirements=("R023", "R278"),
    label=gettext_lazy("No large challenge of society is named"),
    advice=gettext_lazy("Tag what belongs to the same challenge; departments meet in the tags."),
)
def no_challenge_is_named(strategy: Strategy) -> Iterable[Remark]:
    """Many records, and none is tagged with a challenge or a sustainable development goal."""
    named = RecordTag.objects.filter(
        record__strategy=strategy,
        withdrawn_at=None,
        tag__vocabulary__in=[Vocabulary.CHALLENGE, Vocabulary.SDG],
    )
    if records_of(strategy).count() >= MANY and not named.exists():
        yield Remark(_("No record says which challenge of society it helps to meet."))
