"""What makes the checks of the question book speak."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from check_scenarios.analysis import finding
from fortrinn.web.questions.models import Answer
from fortrinn.web.questions.services import begin_answer
from fortrinn.web.records.services import edit_record
from fortrinn.web.strategies.models import Strategy


def answer(workspace: Any, key: str = "our-piece", **changes: Any) -> Answer:
    begun = begin_answer(
        strategy=workspace.strategy, key=key, by=workspace.leader, text="Vi kan levende krabbe"
    )
    return edit_record(record=begun, by=workspace.leader, version=1, **changes)


def aged(workspace: Any, days: int = 200, note: bool = True) -> None:
    """The strategy was started long ago, and holds something."""
    if note:
        workspace.note()
    then = timezone.now() - timedelta(days=days)
    Strategy.objects.filter(pk=workspace.strategy.pk).update(created_at=then)
    workspace.strategy.refresh_from_db()


def three_answers(workspace: Any) -> None:
    for key in ("our-piece", "visions-of-today", "same-goals"):
        answer(workspace, key)


FIRES = {
    "possibilities_not_described": finding,
    "earlier_work_not_used": finding,
    "facilitation_not_talked_about": aged,
    "learning_comes_last": aged,
    "answer_has_grown_old": lambda workspace: answer(workspace, revisit_on=date(2020, 1, 1)),
    "answer_without_grounds": lambda workspace: answer(workspace, status="agree"),
    "one_person_answers": three_answers,
}
