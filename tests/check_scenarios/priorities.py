"""What makes the checks of visions, discoveries and priorities speak."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record


def made(workspace: Any, kind: str, title: str = "Alger", **fields: Any) -> Any:
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def chosen(workspace: Any, *discoveries: dict[str, Any]) -> None:
    priority = made(workspace, "priority", "Tang")
    for fields in discoveries:
        one = made(workspace, "discovery", **fields)
        link_records(source=priority, target=one, type=LinkType.SELECTS, by=workspace.leader)


def for_one_firm(workspace: Any) -> None:
    lead = made(workspace, "actor", "Kystverftet", type="business")
    chosen(workspace, {"lead": lead, "firms": 1})


def several(kind: str, number: int, **fields: Any) -> Any:
    def scenario(workspace: Any) -> None:
        for one in range(number):
            made(workspace, kind, f"Nummer {one}", **fields)

    return scenario


def standing_still(workspace: Any) -> None:
    one = made(workspace, "discovery")
    long_ago = timezone.now() - timedelta(days=400)
    Record.objects.filter(pk=one.pk).update(changed_at=long_ago)


def final(workspace: Any) -> None:
    made(workspace, "vision", "Vi lever av det levende", status="final")


def priority(workspace: Any) -> None:
    made(workspace, "priority", "Tang")


def like_another(workspace: Any) -> None:
    ours = made(workspace, "priority", "Tang")
    for key in ("industry:SN2007 03", "industry:SN2007 10", "science:FORD 1.6"):
        tag_record(record=ours, tag=tag_called(key), by=workspace.leader)
    made(
        workspace,
        "others-priority",
        "Algas",
        region="Galicia",
        industries="03; 10",
        sciences="FORD 1.6",
    )


def unanswered(workspace: Any) -> None:
    final(workspace)
    made(workspace, "vision", "Et annet forslag")


FIRES = {
    "picks_a_single_winner": for_one_firm,
    "no_willing_actor": lambda workspace: chosen(workspace, {}),
    "selects_nothing": priority,
    "copied_from_neighbours": like_another,
    "opportunity_cost_missing": priority,
    "only_safe_choices": lambda workspace: chosen(workspace, {"risk": "low"}, {"risk": "low"}),
    "too_many_priorities": several("priority", 7),
    "rooted_nowhere": lambda workspace: chosen(workspace, {}),
    "no_evidence_against": lambda workspace: chosen(workspace, {}),
    "no_baseline": priority,
    "priority_uncertainty_not_said": priority,
    "no_way_out": priority,
    "priority_to_be_looked_at": lambda workspace: made(
        workspace, "priority", review=date(2020, 1, 1)
    ),
    "nothing_laid_aside": several("discovery", 5),
    "discovery_stands_still": standing_still,
    "needs_only_from_home": several("need", 2, where="region"),
    "vision_without_specialisation": final,
    "goal_without_indicator": several("goal", 1),
    "goal_without_baseline": several("goal", 1, indicator="Verdi per kilo"),
    "mission_not_broken_down": several("goal", 1, sort="mission"),
    "vision_lacks_a_property": final,
    "one_proposal_only": final,
    "proposal_without_reply": unanswered,
    "nobody_stands_behind_the_vision": final,
}
