"""What makes the checks of the analysis speak."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from fortrinn.web.analysis.computing import RunSettings
from fortrinn.web.analysis.models import Finding
from fortrinn.web.analysis.services import run_now, state_finding
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.records.services import comment, edit_record


def run(workspace: Any, **settings: Any) -> Any:
    from fortrinn.web.datasets.services import load_reference

    load_reference()
    return run_now(
        strategy=workspace.strategy,
        settings=RunSettings("nordland", **settings),
        by=workspace.leader,
    )


def finding(workspace: Any, *cells: str, confidence: str = "medium", **settings: Any) -> Finding:
    return state_finding(
        run=run(workspace, **settings),
        cells=cells or ("A03",),
        sentence="Fiske står sterkt",
        confidence=confidence,
        grounds="",
        language="nb",
        by=workspace.leader,
    )


def three_findings(workspace: Any) -> None:
    for cell in ("A03", "C24", "D35"):
        finding(workspace, cell)


def doubted(workspace: Any) -> None:
    by = workspace.people["researcher"]
    comment(record=finding(workspace), text="Neppe", by=by, language="nb", kind="doubt")


def stands(workspace: Any) -> None:
    edit_record(record=finding(workspace), by=workspace.leader, version=1, status="stands")


def long_ago(workspace: Any) -> None:
    before = timezone.now() - timedelta(days=90)
    Finding.objects.filter(pk=finding(workspace).pk).update(created_at=before)


def public_doubt(workspace: Any) -> None:
    Doubt.objects.create(
        submission=uuid.uuid4(),
        county="nordland",
        figure="specialisation",
        label="Fiske",
        text="Stemmer dette?",
        language="nb",
        sent_at=timezone.now(),
    )


FIRES = {
    "no_outside_view": lambda workspace: run(workspace, reference="troms"),
    "one_method_only": three_findings,
    "old_figures": lambda workspace: finding(workspace, period="2010"),
    "withheld_figures_quoted": lambda workspace: finding(workspace, "H53"),
    "surer_than_the_figures": lambda workspace: finding(workspace, "C18", "B06", confidence="high"),
    "nobody_else_has_looked": stands,
    "doubt_without_reply": doubted,
    "finding_leads_nowhere": long_ago,
    "only_in_favour": three_findings,
    "analysis_instead_of_people": three_findings,
    "public_doubt_waits": public_doubt,
}
