"""What stands in an address: one of everything it may name, and how each kind is made."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile

import workspace as shared
from fortrinn.web.datasets.services import current_version
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import create_record


def samples(workspace, note: Record, said, link, job) -> dict[str, dict[str, Any]]:
    """What to fill in: for every address ("*"), and where one needs something else."""
    file = make_attachment(workspace, note)
    return (
        {
            "*": {
                "place": workspace.strategy.place,
                "strategy": workspace.strategy.slug,
                "kind": note.kind_of.segment,
                "slug": note.slug,
                "number": 1,
                "person": workspace.people["editor"].uid,
                "county": "nordland",
                "section": "specialisation",
                "figure": "specialisation",
                "ending": "pdf",
                "uidb36": "1",
                "key": "set-password",
            },
            "checks:put_aside": {"key": "no_outside_view"},
            "questions:element": {"element": "vision"},
            "strategies:open_round": {"element": "vision"},
            "strategies:rest_round": {"element": "vision"},
            "strategies:handover": {"person": workspace.people["observer"].uid},
            "questions:question": {"element": "vision", "question": "our-piece"},
            "jobs:job": {"uid": job.uid},
            "records:whole_ready": {"uid": job.uid},
            "jobs:cancel": {"uid": job.uid},
            "datasets:version": {"slug": current_version("counties").slug},
            "records:withdraw_comment": {"uid": said.uid},
            "records:withdraw_link": {"uid": link.uid},
            "records:attachment": {"uid": file.uid},
            "records:withdraw_attachment": {"uid": file.uid},
            "records:import": {"kind": "quick-notes"},
            "records:export": {"ending": "docx"},
            "records:file": {"ending": "docx"},
            "records:batch": {"uid": make_batch(workspace, note).uid},
            "publishing:source_file": {"key": "counties", "file": "counties.json"},
        }
        | samples_of_publishing(workspace)
        | samples_of_feedback()
        | samples_of_analysis(workspace)
        | samples_of_datasets(workspace)
        | samples_of_decisions(workspace)
        | samples_of_organising(workspace)
        | samples_of_priorities(workspace)
    )


def make_attachment(workspace, note: Record):
    from fortrinn.web.records.attaching import attach_file

    file = SimpleUploadedFile("notat.txt", b"Tall")
    return attach_file(record=note, file=file, by=workspace.leader)


def make_batch(workspace, note: Record):
    from fortrinn.web.records.bulk import change_many

    return change_many(
        strategy=workspace.strategy,
        kind=note.kind_of,
        records=[note],
        what="tag",
        value="sdg:14",
        reason="",
        by=workspace.leader,
    )


def samples_of_publishing(workspace) -> dict[str, dict[str, Any]]:
    """A doubt about a figure, sent and waiting."""
    from fortrinn.web.publishing.models import Doubt

    now = workspace.strategy.created_at
    doubt = Doubt.objects.create(
        submission=uuid.uuid4(),
        county="nordland",
        figure="specialisation",
        label="Fiske",
        address="/nordland/analysis/specialisation/",
        text="Stemmer dette?",
        language="nb",
        sent_at=now,
    )
    version = shared.make_dataset_version(workspace)
    cell = urlencode({"of": version.uid, "cell": "1804\tFiske\t2023"})
    about = Doubt.objects.create(
        submission=uuid.uuid4(),
        record_id=version.pk,
        figure="dataset-version",
        label="Fiske",
        address="/",
        text="Stemmer dette?",
        language="nb",
        sent_at=now,
    )
    receipts = {
        "publishing:receipt": {"uid": doubt.receipt},
        "publishing:record_receipt": {"uid": about.receipt},
        "publishing:new_record_doubt": {"?": f"?{cell}"},
    }
    return receipts | {
        f"publishing:{name}": {"number": doubt.number} for name in ("answer", "hide", "show_again")
    }


def samples_of_feedback() -> dict[str, dict[str, Any]]:
    """What somebody said of the workbench."""
    from fortrinn.web.feedback.services import give_feedback

    given = give_feedback(
        text="Bra!", about="tool", name="", page="", language="nb", submission=uuid.uuid4()
    )
    return {"feedback:receipt": {"uid": given.receipt}, "feedback:reply": {"number": given.pk}}


def samples_of_decisions(workspace) -> dict[str, dict[str, Any]]:
    """A case and a decision, both still the working group's."""
    case = {"slug": make_case(workspace).slug}
    plan = {"adopted:lines": {"slug": make_plan(workspace).slug}}
    named = {f"decisions:{name}": case for name in ("brief", "brief_word", "publish")} | plan
    return named | {"decisions:decision_word": {"slug": make_decision(workspace).slug}}


def samples_of_analysis(workspace) -> dict[str, dict[str, Any]]:
    """A run of an analysis."""
    make_pairs(workspace)
    own = {"page": "input-output"}
    return {
        "analysis:file": {"slug": make_run(workspace).slug, "name": "table.csv"},
        "analysis:own": own,
        "analysis:own_file": own | {"name": "table.csv"},
    }


def samples_of_priorities(workspace) -> dict[str, dict[str, Any]]:
    """A discovery and what is around it."""
    made = {
        kind: create_record(
            kind=KINDS[kind],
            strategy=workspace.strategy,
            by=workspace.leader,
            title="Alger",
            language="nb",
            visibility=visibility,
        )
        for kind, visibility in (
            ("discovery", "public"),
            ("option", "public"),
            ("specialisation", "working_group"),
            ("priority", "public"),
            ("vision", "public"),
            ("goal", "public"),
            ("driver", "public"),
            ("scenario-frame", "public"),
            ("partner-region", "public"),
        )
    }
    of_discovery = ("assess", "move", "merge", "split", "evidence")
    return {f"priorities:{name}": {"slug": made["discovery"].slug} for name in of_discovery} | {
        "priorities:points": {"ending": "csv"},
        "priorities:take_up": {"slug": made["option"].slug},
        "priorities:search": {"slug": made["specialisation"].slug},
        "priorities:choose": {"slug": made["priority"].slug},
        "priorities:note_contact": {"slug": made["partner-region"].slug},
        "vision:judge_driver": {"slug": made["driver"].slug},
        "vision:robustness": {"slug": made["scenario-frame"].slug},
        **{f"vision:{name}": {"slug": made["vision"].slug} for name in ("judge", "outcome")},
        **{
            f"vision:stand_behind_{kind}": {"slug": made[kind].slug}
            for kind in ("vision", "goal", "priority")
        },
    }


def samples_of_organising(workspace) -> dict[str, dict[str, Any]]:
    """An actor with a contact, and a workshop with a card."""
    actor, card = make_actor(workspace), make_card(workspace)
    arena, partnership = card.arena, make_partnership(workspace)
    of_arena = (
        "people came take_off invitation calendar sheets cards agreed answer letter show_letter "
        "minutes slides"
    )
    return {
        "organising:contacts": {"slug": actor.slug},
        "organising:erase_contact": {"slug": actor.slug},
        "arenas:from_template": {"name": "discovery-workshop"},
        "arenas:becomes": {"slug": card.slug},
        "organising:ask": {"slug": actor.slug},
        "organising:update": {"token": make_token(workspace, actor)},
        "organising:members": {"slug": partnership.slug},
        "organising:leave": {"slug": partnership.slug},
    } | {f"arenas:{name}": {"slug": arena.slug} for name in of_arena.split()}


def make_actor(workspace) -> Record:
    return create_record(
        kind=KINDS["actor"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Kystklyngen",
        language="nb",
        type="cluster",
    )


def make_arena(workspace) -> Record:
    from fortrinn.content.arena_templates import arena_template
    from fortrinn.web.arenas.services import plan_from_template

    return plan_from_template(
        strategy=workspace.strategy,
        template=arena_template("discovery-workshop", "nb"),
        title="Verksted",
        starts=workspace.strategy.created_at,
        where="Bodø",
        by=workspace.leader,
    )


def make_card(workspace) -> Record:
    from fortrinn.web.arenas.services import add_cards

    arena = make_arena(workspace)
    return add_cards(arena=arena, lines=["Havna er grunn"], by=workspace.leader).cards[0]


def make_reply(workspace) -> Record:
    from fortrinn.web.arenas.services import answer_cards

    card = make_card(workspace)
    return answer_cards(
        arena=card.arena, cards=[card], title="Svar", heard="A", next="B", by=workspace.leader
    )


def make_agreed(workspace) -> Record:
    from fortrinn.web.arenas.services import agree

    return agree(arena=make_arena(workspace), by=workspace.leader, title="Ringer", sort="promise")


def make_token(workspace, actor: Record) -> str:
    from fortrinn.web.organising.asking import ask, token_of

    return token_of(
        ask(actor=actor, about=workspace.note("Ferge"), question="", by=workspace.leader)
    )


def make_partnership(workspace) -> Record:
    return make_of_kind(workspace, "partnership", purpose="Lærlinger")


def make_of_kind(workspace, key: str, **fields: Any) -> Record:
    return create_record(
        kind=KINDS[key],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Prøve",
        language="nb",
        **fields,
    )


MAKERS_OF_ORGANISING = {
    "partnership": make_partnership,
    "story": lambda workspace: make_of_kind(workspace, "story", text="Hun begynte"),
    "message": lambda workspace: make_of_kind(workspace, "message", to_whom="Alle"),
    "orientation": lambda workspace: make_of_kind(workspace, "orientation", body="Komiteen"),
    "responsibility": lambda workspace: make_of_kind(
        workspace, "responsibility", department="Plan"
    ),
    "log-entry": lambda workspace: make_of_kind(
        workspace, "log-entry", seen=date(2026, 3, 1), text="Stille"
    ),
    "update": lambda workspace: make_of_kind(
        workspace, "update", actor=make_actor(workspace), pace="slow", text="Venter"
    ),
    "actor": make_actor,
    "arena": make_arena,
    "card": make_card,
    "reply": make_reply,
    "agreed": make_agreed,
}


def samples_of_datasets(workspace) -> dict[str, dict[str, Any]]:
    """A table that was kept, and a file on its way in."""
    version = shared.make_dataset_version(workspace)
    upload = shared.bring(workspace)
    one = {"slug": version.dataset.slug, "number": 1}
    return {
        "datasets:own_version": one,
        "datasets:carry": one,
        "datasets:prune": {"slug": version.dataset.slug},
        "datasets:file": one | {"name": "table.csv"},
        "datasets:columns": {"uid": upload.uid},
        "datasets:drop": {"uid": upload.uid},
    }


def make_pairs(workspace) -> None:
    """A table of who buys from whom, which opens the page of input-output."""
    import pyarrow as pa

    from fortrinn.sources.store import Description
    from fortrinn.web.datasets.services import keep_version, new_dataset

    rows = [("1", "1", 1.0), ("1", "2", 2.0), ("1", "output", 9.0), ("2", "output", 8.0)]
    seller, buyer, value = zip(*rows, strict=True)
    table = pa.table(
        {"activity": seller, "buyer": buyer, "value": value, "status": ["published"] * 4}
    )
    dataset = new_dataset(strategy=workspace.strategy, by=workspace.leader, title="Kryssløp")
    keep_version(
        dataset=dataset,
        table=table,
        about=Description(title="Kryssløp", keys=("activity", "buyer")),
        by=workspace.leader,
    )


def make_run(workspace) -> Record:
    from fortrinn.web.analysis.computing import RunSettings
    from fortrinn.web.analysis.services import run_now

    return run_now(
        strategy=workspace.strategy, settings=RunSettings("nordland"), by=workspace.leader
    )


def make_finding(workspace) -> Record:
    from fortrinn.web.analysis.services import state_finding

    run = make_run(workspace)
    return state_finding(
        run=run,
        cells=[run.rows[0]["activity"]],
        sentence="Fiske står sterkt",
        confidence="medium",
        grounds="",
        language="nb",
        by=workspace.leader,
    )


def make_quick_note(workspace) -> Record:
    return create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Tall på krabbefangst",
        language="nb",
        who="Kari",
    )


def make_answer(workspace) -> Record:
    from fortrinn.web.questions.services import begin_answer

    return begin_answer(strategy=workspace.strategy, key="our-piece", by=workspace.leader)


def make_plain(workspace, key: str, **fields: Any) -> Record:
    """A record of a kind that has nothing but what is written in it."""
    from fortrinn.web.records.services import create_record

    return create_record(
        kind=KINDS[key],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Levende krabbe",
        language="nb",
        **fields,
    )


def make_option(workspace) -> Record:
    from fortrinn.web.analysis.services import take_option

    return take_option(
        strategy=workspace.strategy, county="nordland", activity="C31-32", by=workspace.leader
    )


def make_case(workspace) -> Record:
    from check_scenarios.decisions import case

    return case(workspace)


def make_plan(workspace) -> Record:
    from fortrinn.web.adopted.services import bring_plan

    return bring_plan(
        strategy=workspace.strategy, title="Plan", text="Mål\n- Fem nye", by=workspace.leader
    )


def make_decision(workspace) -> Record:
    from check_scenarios.decisions import decision

    return decision(workspace)


#: How a record of each kind is made; a new kind fails until it is here.
MAKERS = {
    "note": lambda workspace: workspace.note(),
    "quick-note": make_quick_note,
    "analysis-run": make_run,
    "finding": make_finding,
    "option": make_option,
    "analysis-order": lambda workspace: make_plain(workspace, "analysis-order", wanted="Hva?"),
    "earlier-analysis": lambda workspace: make_plain(
        workspace, "earlier-analysis", learnt="At det tar tid."
    ),
    "register-entry": lambda workspace: make_plain(
        workspace, "register-entry", register="resource", describes="Kaldt, rent vann."
    ),
    "others-priority": lambda workspace: make_plain(
        workspace, "others-priority", region="Galicia", industries="03; C.10-12"
    ),
    "answer": make_answer,
    "case": make_case,
    "decision": make_decision,
    "adopted-plan": make_plan,
    "dataset": lambda workspace: shared.make_dataset_version(workspace).dataset,
} | MAKERS_OF_ORGANISING
#: Of vision and priorities: what has no more in it than its title.
PLAIN = (
    "vision goal aim driver scenario-frame scenario specialisation need discovery priority "
    "criterion partner-region renewal-aim funding-source action"
)
MAKERS |= {key: lambda workspace, key=key: make_plain(workspace, key) for key in PLAIN.split()}
