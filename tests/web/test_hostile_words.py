"""The pages of vision and prioritising that are no record's own: whatever people type into them.

Every form gets harmful, right-to-left and far too long words. Nothing runs, nothing breaks, what is
too long comes back as it was typed, and what was kept is read on every page.
"""

import re
import threading

import pytest
from django.db import close_old_connections, connection

import workspace as shared
from fortrinn.web.priorities import assessing
from fortrinn.web.priorities.models import Assessment, PartnerRegion
from fortrinn.web.priorities.partners.services import take_contact
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import create_record, link_records

HARM = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
WORDS = f"{HARM} مرحبا 🦀 {{title}} %s {{{{ x }}}}"
ENDLESS = "å" * 200_000
RUNS = re.compile(r"<script>alert|<img src=x", re.IGNORECASE)


def text(response):
    return response.content.decode()


def made(workspace, kind, title=WORDS, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def page(record, rest):
    return f"{record.get_absolute_url()}{rest}/"


@pytest.fixture
def forms(workspace):
    """Each special form: its address, what else it needs, and the fields for words."""
    actor = made(workspace, "actor", type="business")
    one, other = made(workspace, "discovery", lead=actor), made(workspace, "discovery")
    strength, need = made(workspace, "specialisation"), made(workspace, "need")
    option, finding = made(workspace, "option"), made(workspace, "finding", confidence="low")
    priority = made(workspace, "priority", "Satsing", believe=WORDS, costs=WORDS)
    link_records(source=priority, target=other, type=LinkType.SELECTS, by=workspace.leader)
    winner = made(workspace, "priority")
    single = made(workspace, "discovery", lead=actor, firms=1, renewal="renews")
    link_records(source=winner, target=single, type=LinkType.SELECTS, by=workspace.leader)
    vision, driver = made(workspace, "vision"), made(workspace, "driver")
    proposal = made(workspace, "vision", "Et forslag")
    frame = made(workspace, "scenario-frame")
    scenario = made(workspace, "scenario", frame=frame)
    region = made(workspace, "partner-region")
    made(workspace, "others-priority", region=WORDS, country=HARM, industries=WORDS)
    interest = {"stance": "for", "interest": WORDS}
    fate = {f"fate_{proposal.pk}": "merges"}
    return {
        "assess": (page(one, "assess"), interest, ("because",)),
        "status": (page(one, "status"), {"to": "laid_aside", "version": 1}, ("reason",)),
        "evidence": (
            page(other, "evidence"),
            {"evidence": finding.pk, "speaks": "for"},
            ("reason",),
        ),
        "split": (page(other, "split"), {"titles": f"{HARM}\n{HARM}"}, ("reason",)),
        "merge": (page(one, "merge"), {"others": [other.pk], "title": HARM}, ("new", "reason")),
        "take up": (page(option, "take-up"), {"lead": actor.pk}, ("new", "next_step")),
        "search": (page(strength, "search"), {"row": "within"}, ("title",)),
        "choose": (page(priority, "choose"), {"sets_aside": [one.pk]}, ("reason",)),
        "fit": (
            workspace.url("prioritising/fit/"),
            {"specialisation": strength.pk, "need": need.pk, "fit": "well"},
            ("reason",),
        ),
        "judge": (page(vision, "judge"), {"bold": 3}, ("words",)),
        "outcome": (page(vision, "outcome"), fate, (f"reason_{proposal.pk}",)),
        "behind": (page(vision, "stand-behind"), {"actor": actor.pk}, ("words",)),
        "driver": (page(driver, "judge"), {"impact": 3, "uncertainty": 4}, ("words",)),
        "robustness": (
            page(frame, "robustness"),
            {"option": priority.pk, "scenario": scenario.pk, "bearing": "1"},
            ("reason",),
        ),
        "contact": (page(region, "note"), {}, ("title", "who", "text")),
    }


PAGES = (
    "prioritising/",
    "prioritising/partners/",
    "prioritising/partners/?about=x&country=%22%3E%3Cscript%3Ealert(1)",
    "prioritising/diagnostics/",
    "prioritising/portfolio/?only=chosen",
    "prioritising/fit/",
    "comparison/?first=%3Cscript%3Ealert(1)",
    "vision/",
    "foresight/",
)


def test_every_special_form_bears_harmful_and_endless_words_and_every_page_shows_them(
    workspace, forms
):
    editor = workspace.client("editor")
    for name, (address, rest, fields) in forms.items():
        endless = editor.post(address, rest | dict.fromkeys(fields, ENDLESS))
        assert endless.status_code in (200, 400), name
        assert ENDLESS in text(endless), f"what was typed into {name} is lost"
        assert 'data-color="danger"' in text(endless) or "ds-validation" in text(endless), name
    for name, (address, rest, fields) in forms.items():
        kept = editor.post(address, rest | dict.fromkeys(fields, WORDS))
        assert kept.status_code == 302, f"{name}: {kept.status_code}"
        assert not RUNS.search(text(editor.get(kept["Location"]))), name
        assert not RUNS.search(text(editor.get(address))), name
    for rest in PAGES:
        shown = text(editor.get(workspace.url(rest)))
        assert not RUNS.search(shown), rest
        assert "مرحبا 🦀" in shown, rest


@pytest.mark.django_db(transaction=True)
def test_many_windows_at_once_are_one_assessment_and_one_partner_region(note_kind):
    workspace = shared.make_workspace()
    discovery = made(workspace, "discovery", "Krabbe")
    line = made(workspace, "others-priority", "Mar", region="Galicia")

    def at_once():
        try:
            assessing.assess(
                discovery=discovery, by=workspace.leader, language="nb", stance="for", because="Ja"
            )
            take_contact(
                strategy=workspace.strategy,
                name="Galicia",
                country="",
                code="",
                because=[line],
                about=None,
                by=workspace.leader,
                language="nb",
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert Assessment.objects.count() == 1
    assert PartnerRegion.objects.count() == 1
