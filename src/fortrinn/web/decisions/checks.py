"""What is easy to forget when something is decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.decisions.models import Case, Decision, Publication
from fortrinn.web.records.models import LinkType, Visibility
from fortrinn.web.strategies.models import Strategy

ELEMENT = "process"
SOON_DAYS = 14
SEVERAL = 3


def decisions_of(seen: Seen) -> list[Decision]:
    """The decisions that stand: not replaced by a later one."""
    replaced = {tie.target_id for tie in seen.ties if tie.type == LinkType.REPLACES}
    return [one for one in seen.every(Decision) if one.pk not in replaced]


def adopting(seen: Seen) -> list[Decision]:
    """The standing decisions that adopt something."""
    adopts = {tie.source_id for tie in seen.ties if tie.type == LinkType.ADOPTS}
    return [one for one in decisions_of(seen) if one.pk in adopts]


def cases_of(seen: Seen) -> list[Case]:
    """The cases that wait for a decision."""
    return [case for case in seen.every(Case) if case.status in ("draft", "asked")]


def shown_versions(strategy: Strategy) -> dict[int, int]:
    """Which version of each case was shown last to those who decide."""
    shown = Publication.objects.filter(case__strategy=strategy).order_by("at", "pk")
    return dict(shown.values_list("case_id", "version"))


@check(
    key="decided_without_alternatives",
    element=ELEMENT,
    requirements=("R028", "R104", "R243"),
    label=gettext_lazy("Decided without an alternative"),
    advice=gettext_lazy("«Do nothing» is an alternative too. What would have happened?"),
)
def decided_without_alternatives(seen: Seen) -> Iterable[Remark]:
    """A decision names neither an alternative nor what a no would have meant."""
    for decision in decisions_of(seen):
        if not decision.alternatives and not decision.if_no:
            yield Remark(_("It names no alternative, and not what a no would mean."), decision)


@check(
    key="cost_elsewhere_not_said",
    element=ELEMENT,
    requirements=("R056", "R165", "R243"),
    label=gettext_lazy("A choice without a price"),
    advice=gettext_lazy("To choose one thing is to leave another. Say which, and who loses by it."),
)
def cost_elsewhere_not_said(seen: Seen) -> Iterable[Remark]:
    """A decision does not say what it sets aside or who loses."""
    for decision in adopting(seen):
        if not decision.costs_elsewhere and not decision.who_loses:
            yield Remark(_("It does not say what is set aside, or who loses by it."), decision)


@check(
    key="interests_not_declared",
    element=ELEMENT,
    requirements=("R020", "R030"),
    label=gettext_lazy("Nobody was asked about their own interests"),
    advice=gettext_lazy("«Everyone was asked, nobody had any» is an answer worth writing down."),
)
def interests_not_declared(seen: Seen) -> Iterable[Remark]:
    """A decision says nothing of interests and of who stepped aside."""
    for decision in decisions_of(seen):
        if not decision.interests and not decision.stepped_aside:
            yield Remark(_("It does not say who declared an interest or stepped aside."), decision)


@check(
    key="nobody_ever_disagrees",
    element=ELEMENT,
    requirements=("R030", "R091"),
    label=gettext_lazy("Nobody ever disagrees"),
    advice=gettext_lazy("Ask the opposition, or the one who was quiet, what they would have done."),
)
def nobody_ever_disagrees(seen: Seen) -> Iterable[Remark]:
    """Several decisions, and no minority in any of them."""
    decisions = decisions_of(seen)
    disagreed = any(one.dissent or one.minority_proposal for one in decisions)
    if len(decisions) >= SEVERAL and not disagreed:
        text = _("{number} decisions, and no minority in any of them.")
        yield Remark(text.format(number=len(decisions)), decisions[0])


@check(
    key="uncertainty_not_said",
    element=ELEMENT,
    requirements=("R026", "R072", "R088", "R244"),
    label=gettext_lazy("Decided as if the outcome were known"),
    advice=gettext_lazy("Say from the start that nobody knows whether it will succeed."),
)
def uncertainty_not_said(seen: Seen) -> Iterable[Remark]:
    """A decision adopts something and names no uncertainty."""
    for decision in adopting(seen):
        if not decision.uncertain and not decision.is_open_ended:
            yield Remark(_("It says nothing of what is uncertain."), decision)


@check(
    key="decision_rests_on_nothing",
    element=ELEMENT,
    requirements=("R086", "R090"),
    label=gettext_lazy("A decision that rests on nothing"),
    advice=gettext_lazy("Write it again with what it rested on; the old one stays readable."),
)
def decision_rests_on_nothing(seen: Seen) -> Iterable[Remark]:
    """Nothing was tied to a decision when it was written."""
    for decision in decisions_of(seen):
        if not decision.rested_on:
            yield Remark(_("No record was tied to it when it was written."), decision)


@check(
    key="decision_to_be_looked_at",
    element=ELEMENT,
    requirements=("R083", "R112"),
    label=gettext_lazy("A decision was to be looked at again"),
    advice=gettext_lazy("Keep it, change it or end it: all three are decisions."),
)
def decision_to_be_looked_at(seen: Seen) -> Iterable[Remark]:
    """The day a decision was to be reviewed is past."""
    today = timezone.localdate()
    for decision in decisions_of(seen):
        if decision.review_on and decision.review_on < today:
            yield Remark(_("The day to look at it again is past."), decision)


@check(
    key="decision_without_a_day",
    element=ELEMENT,
    requirements=("R083", "R168"),
    label=gettext_lazy("Nobody has said when to look at it again"),
)
def decision_without_a_day(seen: Seen) -> Iterable[Remark]:
    """A decision by an elected body, or one that adopts something, without a day for review."""
    for decision in decisions_of(seen):
        if decision.review_on is None and decision.level == "political":
            yield Remark(_("No day is set to look at it again."), decision)


@check(
    key="decision_kept_inside",
    element=ELEMENT,
    requirements=("R075", "R081"),
    label=gettext_lazy("Decided, and not told"),
    advice=gettext_lazy("Show it at least to those who took part: what, and why."),
)
def decision_kept_inside(seen: Seen) -> Iterable[Remark]:
    """A decision is two weeks old, and only the working group sees it."""
    before = timezone.localdate() - timedelta(days=SOON_DAYS)
    text = _("It was decided weeks ago, and only the working group sees it.")
    for decision in decisions_of(seen):
        if decision.visibility == Visibility.WORKING_GROUP and decision.decided_on < before:
            yield Remark(text, decision)


@check(
    key="case_not_shown_in_time",
    element=ELEMENT,
    requirements=("R081", "R089"),
    label=gettext_lazy("The meeting is near, and those who decide have seen nothing"),
)
def case_not_shown_in_time(seen: Seen) -> Iterable[Remark]:
    """A case is to be decided within two weeks and has not been shown."""
    soon = timezone.localdate() + timedelta(days=SOON_DAYS)
    text = _("It is to be decided soon, and has not been shown to those who decide.")
    for case in cases_of(seen):
        is_near = case.meeting_on is not None and case.meeting_on <= soon
        if is_near and case.pk not in seen.once(shown_versions):
            yield Remark(text, case)


@check(
    key="case_changed_since_shown",
    element=ELEMENT,
    requirements=("R030", "R089"),
    label=gettext_lazy("The case has changed since it was shown"),
    advice=gettext_lazy("Show the new version to all parties at the same moment."),
)
def case_changed_since_shown(seen: Seen) -> Iterable[Remark]:
    """Those who decide have an earlier version than the one that stands."""
    for case in cases_of(seen):
        shown = seen.once(shown_versions).get(case.pk)
        if case.status == "asked" and shown is not None and shown < case.version:
            yield Remark(_("Those who decide have seen an earlier version."), case)


@check(
    key="case_says_only_yes",
    element=ELEMENT,
    requirements=("R071", "R104"),
    label=gettext_lazy("A case with one answer"),
    advice=gettext_lazy("Write what happens if the answer is no, and who would like that better."),
)
def case_says_only_yes(seen: Seen) -> Iterable[Remark]:
    """A case is put before somebody without an alternative or a no."""
    for case in cases_of(seen):
        if not case.alternatives and not case.if_no:
            yield Remark(_("It offers no alternative, and does not say what a no means."), case)
