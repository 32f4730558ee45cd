"""What the demo's strategy opens with: a run, a finding on it, a comment, and a visitor's doubt."""

from __future__ import annotations

import uuid

from fortrinn.web.accounts.models import User
from fortrinn.web.analysis.computing import RunSettings
from fortrinn.web.analysis.services import run_now, state_finding
from fortrinn.web.publishing.figures import STANDARD, figure_at
from fortrinn.web.publishing.services import raise_doubt
from fortrinn.web.records.services import comment
from fortrinn.web.strategies.models import Strategy

COUNTY, LANGUAGE = "nordland", "nb"


def fill(*, strategy: Strategy, analyst: User, editor: User) -> None:
    """Real figures, and words that say they are an example."""
    run = run_now(strategy=strategy, settings=RunSettings(COUNTY), by=analyst)
    finding = state_finding(
        run=run,
        cells=["A03", "C10-12"],
        sentence="Fiske og havbruk veier nesten fem ganger så tungt i Nordland som i landet.",
        confidence="high",
        grounds=(
            "Intervallet går fra 4,55 til 4,98, så tilfeldigheter og avrunding forklarer det ikke. "
            "Tallene er fra 2019 og skiller ikke mellom fangst og oppdrett. (Eksempel)"
        ),
        language=LANGUAGE,
        by=analyst,
    )
    comment(
        record=finding,
        text="Foredlingen ligger under næringsmidler. De to bør leses sammen. (Eksempel)",
        kind="comment",
        language=LANGUAGE,
        by=editor,
    )
    raise_doubt(
        about=figure_at(COUNTY, LANGUAGE, "value-added", STANDARD),
        text="Er kraftverkene med her, eller regnes de der eierne holder til? (Eksempel)",
        name="",
        language=LANGUAGE,
        submission=uuid.uuid4(),
    )
