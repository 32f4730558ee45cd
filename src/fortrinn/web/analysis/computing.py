"""What a run works out: plain figures in, plain rows out, the same every time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from fortrinn import __version__
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import NORWAY, accounts, county
from fortrinn.reports.basis import compared_panel, make_basis, reference_code
from fortrinn.web.analysis.results import indices_of, rows_of

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
        "rows": rows_of(
            matrix,
            matrix.regions.index(code),
            counts=settings.counts,
            threshold=settings.threshold,
        ),
        "indices": indices_of(matrix, code, accounts().group_of),
    }


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
