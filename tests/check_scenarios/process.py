"""What makes the checks across the elements speak."""

from __future__ import annotations

from datetime import date
from typing import Any

from check_scenarios.decisions import decision
from check_scenarios.questions import aged
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import comment, create_record, link_records
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Role


def many_notes(workspace: Any) -> None:
    for number in range(10):
        workspace.note(f"Notat {number}")


def late_promise(workspace: Any) -> None:
    create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Ringe investoren",
        language="nb",
        who="Jonas",
        due=date(2020, 1, 1),
    )


def contradicted(workspace: Any) -> None:
    source, target = workspace.note("Innvending"), workspace.note("Påstand")
    link_records(source=source, target=target, type=LinkType.CONTRADICTS, by=workspace.leader)


def three_comments(workspace: Any) -> None:
    note = workspace.note()
    for number in range(3):
        comment(record=note, text=f"Ja {number}", by=workspace.people["editor"], language="nb")


def without(role: str) -> Any:
    def scenario(workspace: Any) -> None:
        many_notes(workspace)
        aged(workspace)
        Membership.objects.filter(strategy=workspace.strategy, role=role).delete()

    return scenario


def quiet(workspace: Any) -> None:
    """Events cannot be moved back in time, so this strategy has none."""
    workspace.strategy = Strategy.objects.create(
        organisation=workspace.strategy.organisation,
        title="Stille",
        place="nordland",
        slug="stille",
        language="nb",
    )
    aged(workspace, note=False)


def long_work(workspace: Any) -> None:
    aged(workspace, days=800)


FIRES = {
    "thread_without_figure_or_person": decision,
    "promise_is_late": late_promise,
    "contradiction_stands": contradicted,
    "nothing_has_moved": quiet,
    "process_grows_long": long_work,
    "nothing_is_open": many_notes,
    "only_the_working_group_speaks": three_comments,
    "no_politician_takes_part": without(Role.POLITICIAN),
    "nobody_researches_the_work": without(Role.RESEARCHER),
    "all_rests_on_one_person": many_notes,
    "no_challenge_is_named": many_notes,
}
