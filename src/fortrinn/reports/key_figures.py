"""The three figures a profile opens with, each with its year and its uncertainty in plain words."""

from __future__ import annotations

import math

from fortrinn.cells import Status
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis
from fortrinn.reports.model import KeyFigure, status_text
from fortrinn.reports.sections.productivity import Productivity


def key_figures(basis: Basis) -> tuple[KeyFigure, KeyFigure, KeyFigure]:
    """Employed persons, clear specialisations, value added per employed person."""
    return _employed(basis), _specialisations(basis), _value_added(basis)


def _no_figure(basis: Basis) -> str:
    return status_text(Status.WITHHELD, basis.lang)


def _employed(basis: Basis) -> KeyFigure:
    _ = basis.words
    employment = basis.now.employment
    value = float(employment.region_totals[basis.row])
    known = math.isfinite(value)
    share = value / employment.total
    return KeyFigure(
        key="employed",
        label=_("Employed persons"),
        value=value if known else None,
        text=basis.number(value) if known else _no_figure(basis),
        unit=_("persons"),
        period=basis.period,
        low=value - employment.half_step if known else None,
        high=value + employment.half_step if known else None,
        uncertainty_text=_("Rounded to the nearest hundred.") if known else "",
        note=_("{share} of all in {reference}.").format(
            share=basis.per_cent(share), reference=basis.reference_name
        )
        if known and basis.reference == "norway"
        else "",
        provenance=basis.provenance(),
    )


def _specialisations(basis: Basis) -> KeyFigure:
    _ = basis.words
    clear = len(basis.clear)
    uncertain = sum(one.standing == "uncertain" for one in basis.industries)
    hidden = len(basis.withheld)
    shown = sum(one.standing != "gap" for one in basis.industries)
    high = clear + uncertain + hidden
    return KeyFigure(
        key="specialisations",
        label=_("Industries that clearly weigh more than in {reference}").format(
            reference=basis.reference_name
        )
        if basis.threshold == 1
        else _("Industries clearly above {threshold} times the share in {reference}").format(
            threshold=basis.threshold_text, reference=basis.reference_name
        ),
        value=float(clear) if shown else None,
        text=_("{count} of {all}").format(count=basis.number(clear), all=basis.number(shown))
        if shown
        else _no_figure(basis),
        unit=_("industries"),
        period=basis.period,
        low=float(clear) if shown else None,
        high=float(high) if shown else None,
        uncertainty_text=_bounds_text(basis, clear, high),
        note=_what_is_open(basis, uncertain, hidden),
        provenance=basis.provenance(
            Step(StepKind.QUOTIENT, {"reference": basis.reference}),
            Step(StepKind.INTERVAL),
            Step(StepKind.PRESENCE, {"threshold": basis.threshold}),
        ),
    )


def _bounds_text(basis: Basis, low: int, high: int) -> str:
    _ = basis.words
    if low == high:
        return _("No industry is uncertain or withheld.")
    return _("At least {low}, at most {high}.").format(
        low=basis.number(low), high=basis.number(high)
    )


def _what_is_open(basis: Basis, uncertain: int, hidden: int) -> str:
    _ = basis.words
    parts = []
    if uncertain:
        parts.append(
            _.ngettext("{count} is uncertain.", "{count} are uncertain.", uncertain).format(
                count=basis.number(uncertain)
            )
        )
    if hidden:
        parts.append(
            _.ngettext("{count} is not shown.", "{count} are not shown.", hidden).format(
                count=basis.number(hidden)
            )
        )
    return " ".join(parts)


def _value_added(basis: Basis) -> KeyFigure:
    _ = basis.words
    found = Productivity(basis)
    here = found.all_here
    known = math.isfinite(here.value)
    return KeyFigure(
        key="value-added",
        label=_("Value added per employed person"),
        value=here.value * 1000 if known else None,
        text=_("{figure} kroner").format(figure=basis.number(round(here.value) * 1000))
        if known
        else _no_figure(basis),
        unit=_("kroner"),
        period=basis.period,
        low=here.low * 1000 if known else None,
        high=here.high * 1000 if known else None,
        uncertainty_text=_(
            "Rounding of the number employed gives {low} to {high}; the money is published without "
            "a measure of uncertainty."
        ).format(
            low=basis.number(round(here.low, 1) * 1000),
            high=basis.number(round(here.high, 1) * 1000),
        )
        if known
        else "",
        note=_("{reference}: {figure} kroner. Current prices.").format(
            reference=basis.reference_name, figure=basis.number(round(found.all_there) * 1000)
        ),
        provenance=basis.provenance(
            Step(StepKind.RATIO, {"numerator": "value_added", "denominator": "employment"}),
            quantity="value_added",
        ),
    )
