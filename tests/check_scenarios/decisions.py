"""What makes the checks of cases and decisions speak."""

from __future__ import annotations

from datetime import date
from typing import Any

from fortrinn.web.decisions.models import Case, Decision
from fortrinn.web.decisions.services import decide, publish_case
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record, edit_record

LONG_AGO = date(2020, 1, 1)


def case(workspace: Any, **fields: Any) -> Case:
    return create_record(
        kind=KINDS["case"],
        strategy=workspace.strategy,
        by=workspace.leader,
        **{
            "title": "Levende krabbe",
            "language": "nb",
            "wording": "Fylket prøver levende krabbe i to år",
            "decides": "Fylkestinget",
        }
        | fields,
    )


def decision(workspace: Any, **fields: Any) -> Decision:
    return decide(
        strategy=workspace.strategy,
        by=workspace.leader,
        **{
            "title": "Vi prøver levende krabbe",
            "language": "nb",
            "wording": "Fylket prøver levende krabbe i to år",
            "decided_by": "Fylkestinget",
            "decided_on": LONG_AGO,
        }
        | fields,
    )


def adopting(workspace: Any) -> None:
    decision(workspace, adopts=[workspace.note("Krabben")])


def three_agreed(workspace: Any) -> None:
    for number in range(3):
        decision(workspace, title=f"Vedtak {number}")


def changed_since_shown(workspace: Any) -> None:
    asked = case(workspace)
    publish_case(case=asked, by=workspace.leader, version=1)
    asked.refresh_from_db()
    edit_record(record=asked, by=workspace.leader, version=asked.version, reasons="Nytt")


FIRES = {
    "decided_without_alternatives": decision,
    "cost_elsewhere_not_said": adopting,
    "interests_not_declared": decision,
    "nobody_ever_disagrees": three_agreed,
    "uncertainty_not_said": adopting,
    "decision_rests_on_nothing": decision,
    "decision_to_be_looked_at": lambda workspace: decision(workspace, review_on=LONG_AGO),
    "decision_without_a_day": lambda workspace: decision(workspace, level="political"),
    "decision_kept_inside": decision,
    "case_not_shown_in_time": lambda workspace: case(workspace, meeting_on=LONG_AGO),
    "case_changed_since_shown": changed_since_shown,
    "case_says_only_yes": case,
}
