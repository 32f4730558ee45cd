"""What is easy to forget when something is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.decisions.models import Case, Decision
from fortrinn.web.records.models import Link, LinkType, Visibility
from fortrinn.web.strategies.models import Strategy

ELEMENT = "process"
SOON_DAYS = 14
SEVERAL = 3


def decisions_of(strategy: Strategy):
    """The decisions that stand: not replaced by a later one."""
    later = Link.objects.standing().filter(target_id=OuterRef("pk"), type=LinkType.REPLACES)
    return Decision.objects.filter(~Exists(later), strategy=strategy, removed_at=None)


def cases_of(strategy: Strategy):
    """The cases that wait for a decision."""
    cases = Case.objects.filter(strategy=strategy, removed_at=None)
    return cases.filter(status__in=["draft", "asked"])


@check(
    key="decided_without_alternatives",
    element=ELEMENT,
    requirements=("R028", "R104", "R243"),
    label=gettext_lazy("Decided without an alternative"),
    advice=gettext_lazy("«Do nothing» is an alternative too. What would have happened?"),
)
def decided_without_alternatives(strategy: Strategy) -> Iterable[Remark]:
    """A decision names neither an alternative nor what a no would have meant."""
    for decision in decisions_of(strategy).filter(alternatives="", if_no=""):
        yield Remark(_("It names no alternative, and not what a no would mean."), decision)


@check(
    key="cost_elsewhere_not_said",
    element=ELEMENT,
    requirements=("R056", "R165", "R243"),
    label=gettext_lazy("A choice without a price"),
    advice=gettext_lazy("To choose one thing is to leave another. Say which, and who loses by it."),
)
def cost_elsewhere_not_said(strategy: Strategy) -> Iterable[Remark]:
    """A decision does not say what it sets aside or who loses."""
    adopting = Link.objects.standing().filter(source_id=OuterRef("pk"), type=LinkType.ADOPTS)
    silent = decisions_of(strategy).filter(Exists(adopting), costs_elsewhere="", who_loses="")
    for decision in silent:
        yield Remark(_("It does not say what is set aside, or who loses by it."), decision)


@check(
    key="interests_not_declared",
    element=ELEMENT,
    requirements=("R020", "R030"),
    label=gettext_lazy("Nobody was asked about their own interests"),
    advice=gettext_lazy("«Everyone was asked, nobody had any» is an answer worth writing down."),
)
def interests_not_declared(strategy: Strategy) -> Iterable[Remark]:
    """A decision says nothing of interests and of who stepped aside."""
    for decision in decisions_of(strategy).filter(interests="", stepped_aside=""):
        yield Remark(_("It does not say who declared an interest or stepped aside."), decision)


@check(
    key="nobody_ever_disagrees",
    element=ELEMENT,
    requirements=("R030", "R091"),
    label=gettext_lazy("Nobody ever disagrees"),
    advice=gettext_lazy("Ask the opposition, or the one who was quiet, what they would have done."),
)
def nobody_ever_disagrees(strategy: Strategy) -> Iterable[Remark]:
    """Several decisions, and no minority in any of them."""
    decisions = decisions_of(strategy)
    agreed = decisions.filter(dissent="", minority_proposal="").count()
    if agreed >= SEVERAL and agreed == decisions.count():
        text = _("{number} decisions, and no minority in any of them.")
        yield Remark(text.format(number=agreed), decisions.first())


@check(
    key="uncertainty_not_said",
    element=ELEMENT,
    requirements=("R026", "R072", "R088", "R244"),
    label=gettext_lazy("Decided as if the outcome were known"),
    advice=gettext_lazy("Say from the start that nobody knows whether it will succeed."),
)
def uncertainty_not_said(strategy: Strategy) -> Iterable[Remark]:
    """A decision adopts something and names no uncertainty."""
    adopting = Link.objects.standing().filter(source_id=OuterRef("pk"), type=LinkType.ADOPTS)
    sure = decisions_of(strategy).filter(Exists(adopting), uncertain="", is_open_ended=False)
    for decision in sure:
        yield Remark(_("It says nothing of what is uncertain."), decision)


@check(
    key="decision_rests_on_nothing",
    element=ELEMENT,
    requirements=("R086", "R090"),
    label=gettext_lazy("A decision that rests on nothing"),
    advice=gettext_lazy("Write it again with what it rested on; the old one stays readable."),
)
def decision_rests_on_nothing(strategy: Strategy) -> Iterable[Remark]:
    """Nothing was tied to a decision when it was written."""
    for decision in decisions_of(strategy):
        if not decision.rested_on:
            yield Remark(_("No record was tied to it when it was written."), decision)


@check(
    key="decision_to_be_looked_at",
    element=ELEMENT,
    requirements=("R083", "R112"),
    label=gettext_lazy("A decision was to be looked at again"),
    advice=gettext_lazy("Keep it, change it or end it: all three are decisions."),
)
def decision_to_be_looked_at(strategy: Strategy) -> Iterable[Remark]:
    """The day a decision was to be reviewed is past."""
    for decision in decisions_of(strategy).filter(review_on__lt=timezone.localdate()):
        yield Remark(_("The day to look at it again is past."), decision)


@check(
    key="decision_without_a_day",
    element=ELEMENT,
    requirements=("R083", "R168"),
    label=gettext_lazy("Nobody has said when to look at it again"),
)
def decision_without_a_day(strategy: Strategy) -> Iterable[Remark]:
    """A decision by an elected body, or one that adopts something, without a day for review."""
    for decision in decisions_of(strategy).filter(review_on=None, level="political"):
        yield Remark(_("No day is set to look at it again."), decision)


@check(
    key="decision_kept_inside",
    element=ELEMENT,
    requirements=("R075", "R081"),
    label=gettext_lazy("Decided, and not told"),
    advice=gettext_lazy("Show it at least to those who took part: what, and why."),
)
def decision_kept_inside(strategy: Strategy) -> Iterable[Remark]:
    """A decision is two weeks old, and only the working group sees it."""
    before = timezone.localdate() - timedelta(days=SOON_DAYS)
    inside = decisions_of(strategy).filter(
        visibility=Visibility.WORKING_GROUP, decided_on__lt=before
    )
    for decision in inside:
        yield Remark(_("It was decided weeks ago, and only the working group sees it."), decision)


@check(
    key="case_not_shown_in_time",
    element=ELEMENT,
    requirements=("R081", "R089"),
    label=gettext_lazy("The meeting is near, and those who decide have seen nothing"),
)
def case_not_shown_in_time(strategy: Strategy) -> Iterable[Remark]:
    """A case is to be decided within two weeks and has not been shown."""
    soon = timezone.localdate() + timedelta(days=SOON_DAYS)
    waiting = cases_of(strategy).filter(meeting_on__lte=soon, publications=None)
    for case in waiting:
        yield Remark(
            _("It is to be decided soon, and has not been shown to those who decide."), case
        )


@check(
    key="case_changed_since_shown",
    element=ELEMENT,
    requirements=("R030", "R089"),
    label=gettext_lazy("The case has changed since it was shown"),
    advice=gettext_lazy("Show the new version to all parties at the same moment."),
)
def case_changed_since_shown(strategy: Strategy) -> Iterable[Remark]:
    """Those who decide have an earlier version than the one that stands."""
    for case in cases_of(strategy).filter(status="asked").prefetch_related("publications"):
        shown = next(iter(case.publications.all()), None)
        if shown and shown.version < case.version:
            yield Remark(_("Those who decide have seen an earlier version."), case)


@check(
    key="case_says_only_yes",
    element=ELEMENT,
    requirements=("R071", "R104"),
    label=gettext_lazy("A case with one answer"),
    advice=gettext_lazy("Write what happens if the answer is no, and who would like that better."),
)
def case_says_only_yes(strategy: Strategy) -> Iterable[Remark]:
    """A case is put before somebody without an alternative or a no."""
    for case in cases_of(strategy).filter(alternatives="", if_no=""):
        yield Remark(_("It offers no alternative, and does not say what a no means."), case)
