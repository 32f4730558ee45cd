"""The choices seen together, through the pages."""

import pytest

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record


def text(response):
    return response.content.decode()


def made(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def tie(workspace, source, target, type_):
    link_records(source=source, target=target, type=type_, by=workspace.leader)


@pytest.mark.requirement("R020", "R025", "R028", "R045")
def test_a_critical_look_says_what_it_can_and_cannot_tell(workspace):
    editor, address = workspace.client("editor"), workspace.url("prioritising/diagnostics/")
    assert "ingen satsinger å se på ennå" in text(editor.get(address))
    lead = made(workspace, "actor", "Kystverftet", type="business")
    priority = made(workspace, "priority", "Levende frakt")
    krabbe = made(workspace, "discovery", "Krabbe", lead=lead, firms=1)
    tie(workspace, priority, krabbe, LinkType.SELECTS)
    page = text(editor.get(address))
    assert "Satsinger: 1. Oppdagelser de velger: 1. Aktører som går i front: 1." in page
    assert "er ikke merket med noen næring" in page
    assert "ut til å være for én bedrift: Levende frakt" in page
    tag_record(record=krabbe, tag=tag_called("industry:SN2007 10.2"), by=workspace.leader)
    page = text(editor.get(address))
    assert "merket med 1 av de 68 næringene" in page
    assert "Valgte næringer med tall: 1" in page


@pytest.mark.requirement("R047", "R048")
def test_strengths_meet_needs_as_people_judge_and_as_discoveries_combine(workspace):
    editor, address = workspace.client("editor"), workspace.url("prioritising/fit/")
    assert "først" in text(editor.get(address))
    sea = made(workspace, "specialisation", "Levende skalldyr")
    need = made(workspace, "need", "Levende dyr i god form", when="today")
    made(workspace, "need", "Flere markeder", when="tomorrow")
    assert "ikke snakket om" in text(editor.get(address))
    editor.post(address, {"specialisation": sea.pk, "need": need.pk, "fit": "not", "reason": "Nei"})
    editor.post(
        address, {"specialisation": sea.pk, "need": need.pk, "fit": "well", "reason": "Vi har kar"}
    )
    krabbe = made(workspace, "discovery", "Krabbe på reise")
    tie(workspace, krabbe, sea, LinkType.BUILDS_ON)
    tie(workspace, krabbe, need, LinkType.ANSWERS)
    page = text(editor.get(address))
    for words in ("Møter det godt", "Vi har kar", "Krabbe på reise"):
        assert words in page
    assert workspace.client("researcher").post(address, {}).status_code == 403


@pytest.mark.requirement("R056", "R245")
def test_renewal_risk_time_and_the_two_axes_are_seen_together(workspace):
    editor, address = workspace.client("editor"), workspace.url("prioritising/portfolio/")
    made(workspace, "discovery", "Alger", renewal="renews", risk="high", years=6)
    krabbe = made(
        workspace,
        "discovery",
        "Krabbe",
        renewal="preserves",
        openness="open",
        certainty="uncertain",
    )
    page = text(editor.get(address))
    assert "Ikke plassert ennå" in page
    assert "mer enn 5 år" in page.lower()
    assert page.count('<rect width="100" height="12"/>') == 6
    assert page.count("data-unsaid") == 2
    priority = made(workspace, "priority", "Levende frakt")
    tie(workspace, priority, krabbe, LinkType.SELECTS)
    only = text(editor.get(f"{address}?only=chosen"))
    assert "Krabbe" in only
    assert "Alger" not in only
