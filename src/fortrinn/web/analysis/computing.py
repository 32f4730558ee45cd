"""What a run works out: plain figures in, plain rows out, the same every time."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from fortrinn import __version__
from fortrinn.cells import Status
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    hachman,
    herfindahl,
    krugman,
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
    related_variety,
    unrelated_variety,
    variety,
)
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import NORWAY, accounts, county
from fortrinn.reports.basis import compared_panel, make_basis, reference_code

Quantity = Literal["employment", "value_added"]
DATASET = "accounts"


@dataclass(frozen=True)
class RunSettings:
    """What a person may choose. ``county`` and ``reference`` are address words or ``norway``."""

    county: str
    quantity: Quantity = "employment"
    period: str = "2019"
    reference: str = NORWAY
    threshold: float = 1.0

    @property
    def counts(self) -> bool:
        """Whether persons are counted; money has no interval."""
        return self.quantity == "employment"

    def input(self, dataset: str) -> dict[str, Any]:
        """All that decides the result: the settings, the table's hash, the code's version."""
        return {**asdict(self), "dataset": dataset, "code": __version__}


def computed(settings: RunSettings) -> dict[str, Any]:
    """The rows of a run in the order of the classification, and the county's indices."""
    code = county(settings.county).code
    panel = compared_panel(settings.quantity, reference_code(settings.reference))
    matrix = panel[settings.period]
    return {
        "rows": _rows(matrix, matrix.regions.index(code), settings),
        "indices": _indices(matrix, code),
    }


def _rows(matrix: RegionActivityMatrix, r: int, settings: RunSettings) -> list[dict[str, Any]]:
    quotient = location_quotient(matrix).values[r]
    low = high = np.full(len(matrix.activities), np.nan)
    if settings.counts:
        low, high = (bound.values[r] for bound in location_quotient_interval(matrix))
    flags = location_quotient_flag(matrix)[r]
    shares = matrix.values[r] / matrix.region_totals[r]
    return [
        {
            "activity": activity,
            "status": Status(matrix.status[r, a]).name.lower(),
            "value": _plain(matrix.values[r, a]),
            "share": _plain(shares[a]),
            "share_reference": _plain(matrix.reference_shares[a]),
            "location_quotient": _plain(quotient[a]),
            "lq_low": _plain(low[a]),
            "lq_high": _plain(high[a]),
            "presence": _present(quotient[a], settings.threshold),
            "flag": str(flags[a]),
        }
        for a, activity in enumerate(matrix.activities)
    ]


def _indices(matrix: RegionActivityMatrix, code: str) -> dict[str, float | None]:
    groups = accounts().group_of
    measures = {
        "krugman": krugman(matrix),
        "hachman": hachman(matrix),
        "herfindahl": herfindahl(matrix),
        "variety": variety(matrix),
        "related_variety": related_variety(matrix, groups),
        "unrelated_variety": unrelated_variety(matrix, groups),
    }
    r = matrix.regions.index(code)
    coverage = measures["krugman"].coverage
    known = {"coverage": None if coverage is None else _plain(coverage[r])}
    return known | {name: _plain(index[code]) for name, index in measures.items()}


def provenance_of(settings: RunSettings) -> Provenance:
    """The sources of a run and its steps."""
    basis = make_basis(
        settings.county,
        lang="nb",
        reference=settings.reference,
        period=settings.period,
        threshold=settings.threshold,
    )
    steps = [Step(StepKind.QUOTIENT, {"reference": basis.reference})]
    if settings.counts:
        steps.append(Step(StepKind.INTERVAL))
    steps.append(Step(StepKind.PRESENCE, {"threshold": settings.threshold}))
    return basis.provenance(*steps, quantity=settings.quantity)


def _plain(number: Any) -> float | None:
    """A number as JSON can hold it; what is no number is nothing, never 0."""
    return float(number) if math.isfinite(number) else None


def _present(quotient: float, threshold: float) -> int | None:
    return int(quotient >= threshold) if math.isfinite(quotient) else None
