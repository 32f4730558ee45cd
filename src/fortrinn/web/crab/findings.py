"""The findings of the example, each on the cells of a run with Finnmark's figures."""

from __future__ import annotations

from fortrinn import content
from fortrinn.web.analysis.computing import RunSettings
from fortrinn.web.analysis.services import run_now, state_finding
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.records.models import Visibility
from fortrinn.web.records.services import set_visibility

LENDER = "finnmark"


def fill(cast: Cast) -> None:
    """Three runs and twelve findings."""
    text = content.crab("findings")
    runs = {
        key: run_now(
            strategy=cast.strategy, settings=RunSettings(LENDER, **settings), by=cast.analyst
        )
        for key, settings in text["runs"].items()
    }
    for finding in text["findings"]:
        stated = state_finding(
            run=runs[finding["run"]],
            cells=finding["cells"],
            sentence=finding["sentence"],
            confidence=finding["confidence"],
            grounds=finding["grounds"],
            language=LANGUAGE,
            by=cast.analyst,
        )
        cast.made[f"finding:{finding['key']}"] = set_visibility(
            record=stated, to=Visibility.PARTICIPANTS, by=cast.leader, version=stated.version
        )
