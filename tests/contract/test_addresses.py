"""Every address, for every role, in every language, visited without being written here one by one.

The list of addresses is Django's own. An address that is new fails until :data:`RULES` says who may
read it; what stands in it is filled in by :func:`samples`.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.transaction import atomic, set_rollback
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

import workspace as shared
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.services import current_version, load_reference
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import comment, create_record, link_records
from fortrinn.web.strategies.roles import POWERS, Power, Role
from fortrinn.web.strategies.services import RESERVED_WORDS

LANGUAGES = ("nb", "nn", "en")
ROLES = tuple(role.value for role in Role)
VISITORS = ("anonymous", "stranger", *ROLES)

OPEN, SIGNED_IN, POSTED = "open", "signed in", "posted"


@dataclass(frozen=True)
class Rule:
    """Who may read an address: everybody, who is signed in, or members with a power."""

    who: str | Power | None
    status: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Address:
    """One address pattern with what has to be filled in."""

    name: str
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def rules() -> dict[str, Rule]:
    """Who may read each address. ``None`` is any member of the strategy."""
    open_to_all = {
        "publishing": "front about accessibility sources source_file profile document ready "
        "section csv xlsx svg png provenance doubts new_doubt analysis_document analysis_ready",
        "datasets": "version",
        "method": "method cases politicians school words questions",
        "": "health robots favicon account_login account_inactive account_signup "
        "account_set_password account_reset_password account_reset_password_done "
        "account_reset_password_from_key account_reset_password_from_key_done",
    }
    named = {
        f"{app}:{name}" if app else name: Rule(OPEN, (200, 302, 301))
        for app, names in open_to_all.items()
        for name in names.split()
    }
    return (
        named
        | {
            # Only who has the receipt's own address knows it.
            "publishing:receipt": Rule(OPEN, (200,)),
            "csp_report": Rule(POSTED),
            "appearance": Rule(POSTED),
            "feedback:give": Rule(OPEN),
            "feedback:receipt": Rule(OPEN),
            "feedback:inbox": Rule("owns a strategy"),
            "feedback:reply": Rule("owns a strategy"),
            "kept": Rule(SIGNED_IN, (302,)),
            "account": Rule(SIGNED_IN),
            "account_logout": Rule(SIGNED_IN),
            "account_change_password": Rule(SIGNED_IN, (200, 302)),
            "strategies:mine": Rule(SIGNED_IN),
            "strategies:home": Rule(None),
            "strategies:start": Rule(SIGNED_IN),
            "strategies:facts": Rule(Power.READ_PARTICIPANTS),
            "strategies:rounds": Rule(Power.READ_PARTICIPANTS),
            "strategies:open_round": Rule(Power.WRITE),
            "strategies:rest_round": Rule(Power.WRITE),
            "strategies:handovers": Rule(Power.READ_WORKING_GROUP),
            "strategies:handover": Rule(Power.PEOPLE),
            "strategies:people": Rule(Power.READ_PARTICIPANTS),
            "strategies:change_role": Rule(POSTED),
            "strategies:end_role": Rule(POSTED),
            "jobs:job": Rule("working group, else not found"),
            "jobs:cancel": Rule(POSTED),
            "records:list": Rule(None),
            "records:promises": Rule(None),
            "records:bulk": Rule(Power.WRITE),
            "records:sheet": Rule(Power.EXPORT),
            "records:whole": Rule(Power.PEOPLE),
            "records:whole_file": Rule(Power.PEOPLE),
            "records:import": Rule(Power.WRITE),
            "records:export": Rule(Power.EXPORT),
            "records:file": Rule(Power.EXPORT),
            "records:attach": Rule(Power.WRITE),
            "records:attachment": Rule("sees"),
            "records:withdraw_attachment": Rule(Power.WRITE),
            "records:house_style": Rule(Power.PEOPLE),
            "records:drop_style": Rule(POSTED),
            "records:batches": Rule(Power.WRITE),
            "records:batch": Rule(Power.WRITE),
            "records:tags": Rule(Power.WRITE),
            "records:untag": Rule(POSTED),
            "records:new": Rule(Power.WRITE),
            "records:record": Rule("sees"),
            "records:history": Rule("sees"),
            "records:earlier": Rule("sees"),
            "records:thread": Rule("sees"),
            "records:edit": Rule(Power.WRITE),
            "records:comment": Rule(POSTED),
            "records:withdraw_comment": Rule(Power.REMOVE),
            "records:link": Rule(Power.WRITE),
            "records:withdraw_link": Rule(Power.WRITE),
            "records:visibility": Rule(Power.PUBLISH),
            "records:remove": Rule(Power.REMOVE),
            "records:restore": Rule(POSTED),
        }
        | ELEMENTS
        | DATASETS
        | ORGANISING
        | PRIORITIES
    )


PRIORITIES = {
    "vision:vision": Rule(None),
    "vision:foresight": Rule(None),
    "vision:judge_driver": Rule(Power.COMMENT),
    "vision:robustness": Rule(None),
    "vision:judge": Rule(Power.COMMENT),
    "vision:outcome": Rule(Power.WRITE),
    "vision:stand_behind_vision": Rule(Power.WRITE),
    "vision:stand_behind_goal": Rule(Power.WRITE),
    "vision:stand_behind_priority": Rule(Power.WRITE),
    "priorities:diagnostics": Rule(Power.READ_WORKING_GROUP),
    "priorities:partners": Rule(Power.READ_WORKING_GROUP),
    "priorities:take_contact": Rule(POSTED),
    "priorities:note_contact": Rule(Power.WRITE),
    "priorities:own_list": Rule(Power.EXPORT),
    "priorities:portfolio": Rule(None),
    "priorities:fit": Rule(None),
    "priorities:comparison": Rule(None),
    "priorities:priorities": Rule(None),
    "priorities:take_up": Rule(Power.WRITE),
    "priorities:move": Rule(Power.WRITE),
    "priorities:merge": Rule(Power.WRITE),
    "priorities:split": Rule(Power.WRITE),
    "priorities:evidence": Rule(Power.WRITE),
    "priorities:search": Rule("sees"),
    "priorities:choose": Rule(Power.WRITE),
    "priorities:assess": Rule(Power.COMMENT),
}


#: The addresses of the elements and of publishing inside a strategy.
ELEMENTS = {
    "checks:loose_ends": Rule(Power.READ_WORKING_GROUP),
    "checks:reminders": Rule(Power.READ_WORKING_GROUP),
    "checks:put_aside": Rule(Power.WRITE),
    "checks:bring_back": Rule(POSTED),
    "adopted:bring": Rule(Power.WRITE),
    "adopted:lines": Rule(Power.WRITE),
    "decisions:decide": Rule(Power.WRITE),
    "decisions:decision_word": Rule("sees"),
    "decisions:politicians": Rule(Power.READ_PARTICIPANTS),
    "decisions:brief": Rule("sees"),
    "decisions:brief_word": Rule("sees"),
    "decisions:publish": Rule(POSTED),
    "questions:book": Rule(None),
    "questions:element": Rule(None),
    "questions:question": Rule(None),
    "questions:sheet": Rule(None),
    "questions:sheet_word": Rule(None),
    "questions:take": Rule(POSTED),
    "analysis:analysis": Rule(None),
    "analysis:new_run": Rule(Power.ANALYSE),
    "analysis:new_order": Rule(Power.WRITE),
    "analysis:new_finding": Rule(Power.WRITE),
    "analysis:take": Rule(POSTED),
    "analysis:own": Rule(None),
    "analysis:own_file": Rule(None),
    "analysis:file": Rule("sees"),
    "publishing:inbox": Rule(None),
    "publishing:answer": Rule(Power.ANALYSE),
    "publishing:hide": Rule(POSTED),
    "publishing:show_again": Rule(POSTED),
}

#: The addresses of a strategy's own tables.
DATASETS = {
    "datasets:new": Rule(Power.ANALYSE),
    "datasets:columns": Rule("who brought it"),
    "datasets:drop": Rule(POSTED),
    "datasets:sources": Rule(Power.ANALYSE),
    "datasets:source_table": Rule(Power.ANALYSE, (302,)),
    "datasets:recipes": Rule(Power.READ_WORKING_GROUP),
    "datasets:fetch_recipes": Rule(POSTED),
    "datasets:look": Rule(POSTED),
    "datasets:again": Rule(POSTED),
    "datasets:prune": Rule(Power.ANALYSE),
    "datasets:carry": Rule(Power.ANALYSE),
    "datasets:own_version": Rule("sees"),
    "datasets:file": Rule("sees"),
}

#: The addresses of organising and of its arenas.
ORGANISING = {
    "organising:organising": Rule(None),
    "organising:missing": Rule(None),
    "organising:contacts": Rule(Power.WRITE),
    "organising:erase_contact": Rule(POSTED),
    "organising:erase_past": Rule(POSTED),
    # Only who has the link's own address knows it.
    "organising:update": Rule(OPEN),
    "organising:usual": Rule(Power.WRITE),
    "organising:network": Rule(Power.READ_WORKING_GROUP),
    "organising:paste_ties": Rule(POSTED),
    "organising:cut_tie": Rule(POSTED),
    "organising:politics": Rule(None),
    "organising:telling": Rule(None),
    "organising:system": Rule(None),
    "organising:write_log": Rule("keeps the log"),
    "organising:ask": Rule(Power.WRITE),
    "organising:members": Rule(Power.WRITE),
    "organising:leave": Rule(POSTED),
    "arenas:voices": Rule(Power.READ_WORKING_GROUP),
    "arenas:time": Rule(None),
    "arenas:templates": Rule(Power.WRITE),
    "arenas:from_template": Rule(Power.WRITE),
    "arenas:people": Rule(Power.WRITE),
    "arenas:came": Rule(POSTED),
    "arenas:take_off": Rule(POSTED),
    "arenas:invitation": Rule(Power.WRITE),
    "arenas:calendar": Rule("sees"),
    "arenas:sheets": Rule(Power.READ_WORKING_GROUP),
    "arenas:cards": Rule(Power.WRITE),
    "arenas:agreed": Rule(Power.WRITE),
    "arenas:becomes": Rule(Power.WRITE),
    "arenas:answer": Rule(Power.WRITE),
    "arenas:letter": Rule("sees"),
    "arenas:show_letter": Rule(POSTED),
    "arenas:minutes": Rule(Power.READ_WORKING_GROUP),
    "arenas:slides": Rule(Power.READ_WORKING_GROUP),
}


def addresses() -> list[Address]:
    """Every address of the site."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[Any], space: str, above: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = (*above, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Address(name, tuple(dict.fromkeys(parameters)))
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or space, parameters)


ALL = addresses()


@dataclass
class Site:
    """A workspace with one of everything an address may name."""

    workspace: Any
    values: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def whole_site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:
    """Made once for all the visits of this file, and rolled back after the last."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), files, atomic():
        shared.with_note_kind(patch)
        workspace = shared.make_workspace()
        load_reference()
        note, other = workspace.note(), workspace.note("Et innspill")
        said = comment(record=note, text="Stemmer", by=workspace.people["owner"], language="nb")
        link = link_records(source=note, target=other, type="came_from", by=workspace.leader)
        job = ask_for(
            kind="none",
            title="Arbeid",
            settings={},
            by=workspace.leader,
            strategy=workspace.strategy,
        )
        for visitor in VISITORS:
            workspace.client(visitor)
        yield Site(workspace, samples(workspace, note, said, link, job))
        set_rollback(True)


@pytest.fixture
def site(whole_site, db) -> Site:
    """The site; what a test does to it is undone."""
    return whole_site


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
    return {"publishing:receipt": {"uid": doubt.receipt}} | {
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
    "criterion partner-region renewal-aim"
)
MAKERS |= {key: lambda workspace, key=key: make_plain(workspace, key) for key in PLAIN.split()}


def url_of(site: Site, address: Address) -> str:
    values = site.values["*"] | site.values.get(address.name, {})
    missing = [name for name in address.parameters if name not in values]
    assert not missing, f"samples() does not say what {missing} is in {address.name}."
    url = reverse(address.name, kwargs={name: values[name] for name in address.parameters})
    return url + QUESTIONS.get(address.name, "")


#: What an address needs behind its question mark.
QUESTIONS = {"publishing:new_doubt": "?figure=specialisation"}


def expected(rule: Rule, visitor: str) -> tuple[int, ...]:
    """The status a visitor is to meet."""
    if rule.who == OPEN:
        return rule.status
    if rule.who == POSTED:
        return (405,)
    if visitor == "anonymous":
        return (404,) if str(rule.who).startswith("working group") else (302,)
    if rule.who == SIGNED_IN:
        return rule.status
    if rule.who == "owns a strategy":
        return rule.status if visitor == Role.OWNER else (403,)
    if visitor == "stranger":
        return (404,)
    if rule.who == "keeps the log":
        keeps = visitor == Role.RESEARCHER or Power.WRITE in POWERS[Role(visitor)]
        return rule.status if keeps else (403,)
    return expected_of_member(rule, POWERS[Role(visitor)])


def expected_of_member(rule: Rule, powers: frozenset[Power]) -> tuple[int, ...]:
    if rule.who is None:
        return rule.status
    if isinstance(rule.who, Power):
        return rule.status if rule.who in powers else (403,)
    if rule.who == "who brought it":
        return (200, 404) if Power.ANALYSE in powers else (403,)
    return rule.status if Power.READ_WORKING_GROUP in powers else (404,)


def test_every_address_has_a_rule():
    unknown = {address.name for address in ALL} - rules().keys()
    assert not unknown, f"Say in tests/contract/test_addresses.py who may read {sorted(unknown)}."


def test_no_rule_is_left_of_an_address_that_is_gone():
    assert not rules().keys() - {address.name for address in ALL}


@pytest.mark.parametrize("address", ALL, ids=str)
def test_every_address_answers_every_visitor_as_its_rule_says(site, address):
    rule = rules()[address.name]
    url = url_of(site, address)
    for visitor in VISITORS:
        response = site.workspace.client(visitor).get(url)
        wanted = expected_here(site, address, rule, visitor)
        assert response.status_code in wanted, f"{visitor} met {response.status_code} at {url}"
        check_answer(response, url)


def expected_here(site: Site, address: Address, rule: Rule, visitor: str) -> tuple[int, ...]:
    """The record of the sample is the working group's: who does not see it does not find it."""
    powers = POWERS[Role(visitor)] if visitor in ROLES else frozenset()
    about_record = address.name == "analysis:own_file" or (
        "slug" in address.parameters
        and address.name.startswith(
            ("records:", "analysis:", "decisions:", "adopted:", "datasets:prune", "datasets:carry")
        )
    )
    if about_record and visitor in ROLES and Power.READ_WORKING_GROUP not in powers:
        return (405,) if rule.who == POSTED else (404,)
    return expected(rule, visitor)


def check_answer(response: Any, url: str) -> None:
    """What holds for every answer whatsoever."""
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    if not response.streaming and response["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", page), (
            f"a script stands in {url}"
        )
        assert not re.search(r"<style\b|\sstyle=|\son\w+=", without_svg_text(page)), url
        assert 'href=""' not in page, f"a link that leads nowhere stands in {url}"


def without_svg_text(page: str) -> str:
    """Words between the tags may say anything; only tags are looked at."""
    return "".join(re.findall(r"<[^>]*>", page))


@pytest.mark.parametrize("address", ALL, ids=str)
def test_every_page_is_in_the_language_of_its_address(site, address):
    if rules()[address.name].who == POSTED:
        return
    for lang in LANGUAGES:
        with override(lang):
            url = url_of(site, address)
        response = site.workspace.client("owner").get(url)
        if not response.streaming and response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            if "<html" in page:
                assert f'<html lang="{lang}"' in page, url


@pytest.mark.parametrize("address", ALL, ids=str)
def test_looking_changes_nothing(site, address):
    before = (Record.objects.count(), User.objects.count(), len(mail.outbox), versions())
    site.workspace.client("owner").get(url_of(site, address))
    assert before == (Record.objects.count(), User.objects.count(), len(mail.outbox), versions())


def versions() -> list[int]:
    return list(Record.objects.order_by("pk").values_list("version", flat=True))


@pytest.mark.parametrize("address", ALL, ids=str)
def test_hostile_questions_do_not_break_a_page(site, address):
    hostile = {
        "page": "-1'",
        "per_page": "999999999",
        "next": "//example.com",
        "q": "<script>alert(1)</script>",
        "version": "x",
        "period": "../../etc/passwd",
        "reference": "<script>alert(1)</script>",
        "threshold": "nan",
        "sort": "-by__password",
        "activity": "';--",
        "to": "everyone",
        "lang": "xx",
    }
    url = url_of(site, address)
    response = site.workspace.client("owner").get(
        f"{url}{'&' if '?' in url else '?'}{urlencode(hostile)}"
    )
    assert response.status_code < 500
    assert "//example.com" not in response.get("Location", "")
    if not response.streaming:
        assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize(
    "address", [address for address in ALL if "strategy" in address.parameters], ids=str
)
def test_what_belongs_to_one_strategy_is_not_reached_through_another(site, address):
    """The stranger leads another strategy: our records under that address are not there."""
    other = site.workspace.other
    here = {"place": other.place, "strategy": other.slug}
    values = site.values["*"] | site.values.get(address.name, {}) | here
    names_something = {"slug", "number", "person", "uid"} & set(address.parameters)
    if not names_something:
        return
    url = reverse(address.name, kwargs={name: values[name] for name in address.parameters})
    client = site.workspace.client("stranger")
    assert client.get(url).status_code in {404, 405}, url
    assert client.post(url).status_code in {404, 405}, url


RECORD_PAGES = [address for address in ALL if address.name.startswith("records:")]
#: A kind may be made in its own way only, or take no lists.
LACKING = {"records:edit", "records:new", "records:import"}


def test_every_kind_of_record_can_be_made_here(note_kind):
    kinds = {key for key, kind in KINDS.items() if kind.has_pages}
    assert kinds == MAKERS.keys(), "Say in MAKERS how a record of the kind is made."


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_record_has_every_page(site, kind, lang):
    record = MAKERS[kind](site.workspace)
    values = {"kind": record.kind_of.segment, "slug": record.slug, "ending": "docx"}
    for address in RECORD_PAGES:
        if "uid" in address.parameters or rules()[address.name].who == POSTED:
            continue
        with override(lang):
            url = url_of(Site(site.workspace, {"*": site.values["*"] | values}), address)
        response = site.workspace.client("owner").get(url)
        may_lack = {200, 302, 404} if address.name in LACKING else {200}
        assert response.status_code in may_lack, url
        check_answer(response, url)


def test_words_that_begin_an_address_are_reserved():
    first = {word for address in ALL for word in _first_words(address)}
    assert first <= RESERVED_WORDS
    from fortrinn.reference import counties

    assert not {county.slug for county in counties()} & RESERVED_WORDS


def _first_words(address: Address) -> Iterator[str]:
    """The first word of an address, where it is fixed."""
    for possibilities, *_rest in get_resolver().reverse_dict.getlist(address.name):
        for route, _parameters in possibilities:
            word = route.split("/")[0]
            if word and "%(" not in word:
                yield word


def test_the_words_of_kinds_mean_nothing_else():
    taken = {"people", "s"} | {
        name.split(":")[1] for name in rules() if name.startswith(("strategies:", "publishing:"))
    }
    assert not {kind.segment for kind in KINDS.values() if kind.has_pages} & taken
