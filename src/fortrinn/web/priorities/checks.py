"""What is easy to forget about discoveries and priorities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.priorities.chosen import chosen_in, with_tags
from fortrinn.web.priorities.models import Need
from fortrinn.web.priorities.partners.finding import (
    lines_of,
    nearly_the_same,
    own_profile,
    regions_of,
)
from fortrinn.web.priorities.ties import tied_among
from fortrinn.web.records.models import Comment, LinkType

ELEMENT = "priorities"
MANY = 6
SEVERAL = 5
FEW = 3
STILL_DAYS = 180


@check(
    key="picks_a_single_winner",
    element=ELEMENT,
    requirements=("R020",),
    label=gettext_lazy("A priority looks like a gift to one firm"),
    advice=gettext_lazy("Ask who else could take part, or let the firm do it by itself."),
)
def picks_a_single_winner(seen: Seen) -> Iterable[Remark]:
    """Everything a priority selects is led by one firm, and only one could take part."""
    for one in chosen_in(seen):
        if one.is_for_one_firm:
            yield Remark(
                _("All it selects is for one firm. Who else could take part?"), one.priority
            )


@check(
    key="no_willing_actor",
    element=ELEMENT,
    requirements=("R024", "R228", "R240"),
    label=gettext_lazy("A priority without anybody who goes first"),
    advice=gettext_lazy("A search track rather than a priority, until somebody is willing."),
)
def no_willing_actor(seen: Seen) -> Iterable[Remark]:
    """Nobody goes first in any of the discoveries a priority selects."""
    for one in chosen_in(seen):
        if one.selects and not any(each.lead_id for each in one.selects):
            text = _("Nobody goes first: a search track rather than a priority.")
            yield Remark(text, one.priority)


@check(
    key="selects_nothing",
    element=ELEMENT,
    requirements=("R228",),
    label=gettext_lazy("A priority selects no discovery"),
)
def selects_nothing(seen: Seen) -> Iterable[Remark]:
    """It stands by itself, without what people have seen."""
    for one in chosen_in(seen):
        if not one.selects:
            yield Remark(_("It selects no discovery that somebody has made."), one.priority)


@check(
    key="opportunity_cost_missing",
    element=ELEMENT,
    requirements=("R243",),
    label=gettext_lazy("A priority does not say what it costs elsewhere"),
    advice=gettext_lazy("To choose one thing is to leave another. Name one that gets less."),
)
def opportunity_cost_missing(seen: Seen) -> Iterable[Remark]:
    """Neither words about the cost nor anything set aside."""
    for one in chosen_in(seen):
        if not one.priority.costs and not one.sets_aside:
            text = _("It does not say what gets less because of it, and sets nothing aside.")
            yield Remark(text, one.priority)


@check(
    key="only_safe_choices",
    element=ELEMENT,
    requirements=("R026", "R229", "R245"),
    label=gettext_lazy("Everything chosen is safe"),
    advice=gettext_lazy("Trying means that something may fail. Is anything here a trial?"),
)
def only_safe_choices(seen: Seen) -> Iterable[Remark]:
    """Several discoveries are selected, and the risk of each is said to be low."""
    selects = [each for one in chosen_in(seen) for each in one.selects]
    if len(selects) > 1 and all(each.risk == "low" for each in selects):
        yield Remark(_("All that is selected is said to have a low risk."))


@check(
    key="too_many_priorities",
    element=ELEMENT,
    requirements=("R028",),
    label=gettext_lazy("There are many priorities"),
    advice=gettext_lazy("Which two would you miss the least?"),
)
def too_many_priorities(seen: Seen) -> Iterable[Remark]:
    """More than most regions have people and money for."""
    number = len(chosen_in(seen))
    if number > MANY:
        text = _("There are {n} priorities. Most regions have people and money for a handful.")
        yield Remark(text.format(n=number))


@check(
    key="rooted_nowhere",
    element=ELEMENT,
    requirements=("R008", "R045"),
    label=gettext_lazy("A priority builds on nothing the region is good at"),
    advice=gettext_lazy("Tie its discoveries to a specialisation, or say that it is a leap."),
)
def rooted_nowhere(seen: Seen) -> Iterable[Remark]:
    """None of the discoveries it selects hangs together with a specialisation."""
    strengths = seen.of_kind("specialisation")
    for one in chosen_in(seen):
        if one.selects and not tied_among(one.selects, strengths, seen.ties):
            text = _("Nothing it selects is tied to what the region is particularly good at.")
            yield Remark(text, one.priority)


@check(
    key="no_evidence_against",
    element=ELEMENT,
    requirements=("R026", "R204"),
    label=gettext_lazy("Nobody has looked for what speaks against"),
    advice=gettext_lazy("Ask an outsider what would make it fail, and tie the answer to it."),
)
def no_evidence_against(seen: Seen) -> Iterable[Remark]:
    """A selected discovery has neither a doubt, a contradiction nor a danger."""
    spoken_against = {tie.target_id for tie in seen.ties if tie.type == LinkType.CONTRADICTS}
    for each in {each.pk: each for one in chosen_in(seen) for each in one.selects}.values():
        doubted = any(one.kind == Comment.Kind.DOUBT for one in seen.said_of(each))
        if not each.dangers and each.pk not in spoken_against and not doubted:
            yield Remark(_("It is chosen, and nothing is said against it."), each)


@check(
    key="no_baseline",
    element=ELEMENT,
    requirements=("R317",),
    label=gettext_lazy("A priority does not say where it starts from"),
)
def no_baseline(seen: Seen) -> Iterable[Remark]:
    """Without a starting point nobody can see a change."""
    for one in chosen_in(seen):
        if not one.priority.baseline:
            yield Remark(_("It does not say where it starts from."), one.priority)


@check(
    key="priority_uncertainty_not_said",
    element=ELEMENT,
    requirements=("R244",),
    label=gettext_lazy("A priority sounds certain"),
    advice=gettext_lazy("Nobody knows whether it will work. Say so from the beginning."),
)
def priority_uncertainty_not_said(seen: Seen) -> Iterable[Remark]:
    """It does not say what nobody knows."""
    for one in chosen_in(seen):
        if not one.priority.uncertain:
            yield Remark(_("It does not say what nobody knows."), one.priority)


@check(
    key="no_way_out",
    element=ELEMENT,
    requirements=("R245",),
    label=gettext_lazy("A priority does not say when it stops"),
    advice=gettext_lazy("It is easiest to agree on the sign before the money is spent."),
)
def no_way_out(seen: Seen) -> Iterable[Remark]:
    """It says neither what would prove it wrong nor when it stops."""
    for one in chosen_in(seen):
        if not one.priority.disproof and not one.priority.leaving:
            text = _("It says neither what would prove it wrong nor when it stops.")
            yield Remark(text, one.priority)


@check(
    key="priority_to_be_looked_at",
    element=ELEMENT,
    requirements=("R245",),
    label=gettext_lazy("The day to look at a priority again is past"),
)
def priority_to_be_looked_at(seen: Seen) -> Iterable[Remark]:
    """The review day has come and gone."""
    today = timezone.localdate()
    for one in chosen_in(seen):
        if one.priority.review and one.priority.review < today:
            yield Remark(_("The day to look at it again is past."), one.priority)


@check(
    key="nothing_laid_aside",
    element=ELEMENT,
    requirements=("R028", "R243"),
    label=gettext_lazy("Nothing has been laid aside"),
    advice=gettext_lazy("Which discovery has nobody spoken of for the longest?"),
)
def nothing_laid_aside(seen: Seen) -> Iterable[Remark]:
    """There are several discoveries and priorities, and everything is still going on."""
    discoveries = seen.of_kind("discovery")
    laid_aside = any(one.status == "laid_aside" for one in discoveries)
    if len(discoveries) >= SEVERAL and not laid_aside:
        text = _("There are {n} discoveries, and none of them has been laid aside.")
        yield Remark(text.format(n=len(discoveries)))


@check(
    key="discovery_stands_still",
    element=ELEMENT,
    requirements=("R042", "R058"),
    label=gettext_lazy("A discovery stands still"),
    advice=gettext_lazy("Ring whoever goes first, or lay it aside and say why."),
)
def discovery_stands_still(seen: Seen) -> Iterable[Remark]:
    """Nothing has been written on it for half a year."""
    before = timezone.now() - timedelta(days=STILL_DAYS)
    for one in seen.of_kind("discovery"):
        if one.changed_at < before and one.status not in ("laid_aside", "scaled"):
            yield Remark(_("Nothing has been written on it for half a year."), one)


@check(
    key="needs_only_from_home",
    element=ELEMENT,
    requirements=("R017", "R047"),
    label=gettext_lazy("All needs come from here"),
    advice=gettext_lazy("What do customers in another country struggle with?"),
)
def needs_only_from_home(seen: Seen) -> Iterable[Remark]:
    """Several needs are noted, and none of them is the world's."""
    needs = seen.every(Need)
    if len(needs) > 1 and not any(need.where == Need.Where.WORLD for need in needs):
        yield Remark(_("None of the needs that are noted comes from outside Norway."))


@check(
    key="copied_from_neighbours",
    element=ELEMENT,
    requirements=("R021",),
    label=gettext_lazy("What is chosen is nearly what another region has chosen"),
    advice=gettext_lazy("What is it here, and only here, that makes it right for us as well?"),
)
def copied_from_neighbours(seen: Seen) -> Iterable[Remark]:
    """The codes of the priorities are nearly those of a region whose list was brought in."""
    chosen = chosen_in(seen)
    with_tags(chosen)
    own = own_profile([one.priority, *one.selects] for one in chosen)
    if not any(own.values()):
        return
    for one in nearly_the_same(regions_of(seen.once(lines_of)), own)[:FEW]:
        text = _("Nearly the same is chosen in {region}. Does it rest on what is here?")
        yield Remark(text.format(region=one.name), one.priorities[0])


@check(
    key="vision_without_specialisation",
    element="vision",
    requirements=("R221",),
    label=gettext_lazy("The vision is not tied to what the region is good at"),
    advice=gettext_lazy("Tie the vision to the specialisations it wants to develop."),
)
def vision_without_specialisation(seen: Seen) -> Iterable[Remark]:
    """A vision is final, and no specialisation hangs together with it."""
    finals = [one for one in seen.of_kind("vision") if one.status == "final"]
    strengths = seen.of_kind("specialisation")
    linked = tied_among(finals, strengths, seen.ties)
    for one in finals:
        if not linked.get(one.pk):
            yield Remark(_("It is not tied to anything the region is particularly good at."), one)
