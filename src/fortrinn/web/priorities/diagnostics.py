"""What the priorities look like together: sentences, each with what it can and cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from fortrinn.reference.carrying import industries_of_divisions
from fortrinn.reports.basis import Basis
from fortrinn.reports.european import division_links
from fortrinn.reports.sections.options import densities
from fortrinn.web.priorities.chosen import Chosen, with_tags
from fortrinn.web.priorities.nearness import divisions_of
from fortrinn.web.priorities.partners.coding import INDUSTRY
from fortrinn.web.priorities.partners.finding import Region, nearly_the_same, own_profile
from fortrinn.web.priorities.partners.strengths import STRONG, strengths_here
from fortrinn.web.records.models import Record


@dataclass(frozen=True)
class Told:
    """One look: a heading, what it says, and what it cannot say."""

    heading: str
    text: str
    cannot: str


def diagnose(
    chosen: Sequence[Chosen], basis: Basis | None, regions: Sequence[Region]
) -> list[Told]:
    """Every look, in a fixed order. Nothing is added up to one figure."""
    with_tags(chosen)
    divisions = _divisions(chosen)
    return [
        _number(chosen),
        _breadth(divisions),
        _rooted(divisions, basis),
        _copied(chosen, basis, regions),
        _winners(chosen),
    ]


def _divisions(chosen: Sequence[Chosen]) -> list[str]:
    records: list[Record] = [one.priority for one in chosen]
    records += [each for one in chosen for each in one.selects]
    return list(dict.fromkeys(code for one in records for code in divisions_of(one)))


def _number(chosen: Sequence[Chosen]) -> Told:
    selects = {each.pk: each for one in chosen for each in one.selects}.values()
    leads = {each.lead_id for each in selects if each.lead_id}
    text = _(
        "Priorities: {priorities}. Discoveries they select: {discoveries}. Actors that go first: "
        "{leads}."
    ).format(priorities=len(chosen), discoveries=len(selects), leads=len(leads))
    cannot = _(
        "It does not know how many hours and how much money there are. If one actor carries "
        "several, ask whether it can."
    )
    return Told(_("Number and capacity"), text, cannot)


def _breadth(divisions: Sequence[str]) -> Told:
    known = len(division_links().activities)
    if divisions:
        text = _(
            "What is chosen is tagged with {n} of the {all} industries in the European table."
        ).format(n=len(divisions), all=known)
    else:
        text = _("Nothing that is chosen is tagged with an industry, so its breadth is not known.")
    cannot = _(
        "A strategy for every industry chooses nothing. It counts tags; what is not tagged is not "
        "counted, and a narrow choice can still be wrong."
    )
    return Told(_("Breadth"), text, cannot)


def _rooted(divisions: Sequence[str], basis: Basis | None) -> Told:
    heading = _("Rooted in what is here")
    cannot = _(
        "The test asks whether the county has much of the industry, and much that is close to it. "
        "It sees only what the figures see; a specialisation narrower than an industry may be "
        "strong without showing here."
    )
    codes = _codes(divisions)
    if basis is None or not codes:
        return Told(
            heading, _("There is nothing to test: no county or no tagged industry."), cannot
        )
    rooted, untold = _test(codes, basis)
    text = _(
        "Industries that are chosen and have a figure: {all}. Of them, {n} pass the test: the "
        "county is clearly specialised in them, and they are closer to what it has than most "
        "industries are."
    ).format(n=len(rooted), all=len(codes) - len(untold))
    if untold:
        text += " " + _("For {n} there is no figure.").format(n=len(untold))
    return Told(heading, text, cannot)


def _codes(divisions: Iterable[str]) -> list[str]:
    """The industries of the accounts that the divisions belong to."""
    known = industries_of_divisions()
    return list(dict.fromkeys(code for one in divisions for code in known.get(one, ())))


def _test(codes: Iterable[str], basis: Basis) -> tuple[list[str], list[str]]:
    """Those with much of it and much close to it, and those without a figure (Marrocu et al.)."""
    density, _low, _high = densities(basis.reference, basis.period, basis.threshold)
    row = density.regions.index(basis.county.code)
    near = dict(zip(density.activities, density.values[row], strict=True))
    middle = float(np.nanmedian(density.values[row]))
    standing = {one.code: one.standing for one in basis.industries}
    each = list(codes)
    untold = [
        code
        for code in each
        if standing.get(code, "gap") == "gap" or not np.isfinite(near.get(code, np.nan))
    ]
    rooted = [
        code
        for code in each
        if code not in untold and standing[code] == "clear" and near[code] > middle
    ]
    return rooted, untold


def _copied(chosen: Sequence[Chosen], basis: Basis | None, regions: Sequence[Region]) -> Told:
    """Whether nearly the same is chosen elsewhere, and how much of it is strong here."""
    heading = _("Like others' choices")
    cannot = _(
        "It compares codes, not contents. To choose the same as another is not wrong where both "
        "have grounds of their own; copied without them, it seldom takes root."
    )
    if not regions:
        return Told(heading, _("No other region's list has been brought in."), cannot)
    own = own_profile([one.priority, *one.selects] for one in chosen)
    twins = nearly_the_same(regions, own)
    if not twins:
        text = _("Compared with {n} regions. None of them has chosen nearly the same.")
        return Told(heading, text.format(n=len(regions)), cannot)
    text = _("Compared with {n} regions. Nearly the same is chosen by {names}.").format(
        n=len(regions), names=", ".join(one.name for one in twins)
    )
    here = strengths_here(basis)
    known = [here[code] for code in own[INDUSTRY] if code in here]
    if known:
        strong = _("Of {all} chosen industries with a figure, the county is strong in {n}.")
        text += " " + strong.format(all=len(known), n=known.count(STRONG))
    return Told(heading, text, cannot)


def _winners(chosen: Sequence[Chosen]) -> Told:
    single = [one for one in chosen if one.is_for_one_firm]
    if single:
        text = _("These look like they are for one firm: {names}.").format(
            names=", ".join(one.priority.title for one in single)
        )
    else:
        text = _("No priority looks like it is for one firm.")
    unsaid = sum(each.firms is None for one in chosen for each in one.selects)
    cannot = _(
        "It reads how many firms people said could take part; for {n} discoveries nobody has said. "
        "One firm first is not wrong when others can follow."
    ).format(n=unsaid)
    return Told(_("One firm or many"), text, cannot)
