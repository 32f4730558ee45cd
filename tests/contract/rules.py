"""Who may read each address; one that is new fails until it stands here."""

from __future__ import annotations

from dataclasses import dataclass

from fortrinn.web.strategies.roles import Power

OPEN, SIGNED_IN, POSTED = "open", "signed in", "posted"


@dataclass(frozen=True)
class Rule:
    """Who may read an address: everybody, who is signed in, or members with a power."""

    who: str | Power | None
    status: tuple[int, ...] = (200,)


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
            "publishing:record_receipt": Rule(OPEN, (200,)),
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
            "strategies:character": Rule(Power.WRITE),
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
            "records:sheet_pdf": Rule(Power.EXPORT),
            "records:whole": Rule(Power.PEOPLE),
            "records:whole_file": Rule(Power.PEOPLE),
            "records:whole_ready": Rule(Power.PEOPLE, (404,)),
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
    "priorities:conditions": Rule(Power.READ_WORKING_GROUP),
    "priorities:partners": Rule(Power.READ_WORKING_GROUP),
    "priorities:take_contact": Rule(POSTED),
    "priorities:note_contact": Rule(Power.WRITE),
    "priorities:own_list": Rule(Power.EXPORT),
    "priorities:portfolio": Rule(None),
    "priorities:fit": Rule(None),
    "priorities:comparison": Rule(None),
    "priorities:points": Rule(Power.EXPORT),
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
    "adopted:fields": Rule(None),
    "implementation:implementation": Rule(None),
    "implementation:offered": Rule(Power.WRITE),
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
    "publishing:new_record_doubt": Rule("sees"),
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
