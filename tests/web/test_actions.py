"""Actions: a title is enough, what nobody knows is unknown, and what was stopped says why."""

import io

import pytest

from fortrinn.web.implementation.models import Action
from fortrinn.web.implementation.times import in_words
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.pack import pack, unpack
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import link_records
from organised import actor, make, visible


def sent(**fields):
    return {
        "title": "Ringe investoren",
        "language": "nb",
        "version": 0,
        "status": "proposed",
    } | fields


def test_a_title_is_enough_and_the_rest_is_unknown(workspace):
    editor = workspace.client("editor")
    answer = editor.post(workspace.url("actions/new/"), sent())
    page = visible(editor.get(answer["Location"]))
    assert "Hva gjøres? Ukjent Hvem gjør det? Ukjent Innen når? Ukjent" in page
    assert "Ukjent: Tiltaket er ikke knyttet til noen satsing eller noe mål" in page
    assert "Alle tiltak" in visible(editor.get(workspace.url("implementation/")))


def test_who_when_and_with_what_are_shown_and_listed(workspace):
    editor = workspace.client("editor")
    who, money = actor(workspace, "Mottaket"), make(workspace, "funding-source", "Fylkesbudsjettet")
    known = sent(who=who.pk, by_when=" 30.06.2027 ", funding=money.pk)
    answer = editor.post(workspace.url("actions/new/"), known)
    page = visible(editor.get(answer["Location"]))
    assert "Mottaket Innen når? 30. juni 2027 Hva betales det med? Fylkesbudsjettet" in page
    assert "Mottaket · Innen når: 30.06.2027" in visible(editor.get(workspace.url("actions/")))


@pytest.mark.parametrize("wrong", ["snart", "31.02.2027", "12"])
def test_a_time_is_a_year_or_a_day(workspace, wrong):
    answer = workspace.client("editor").post(workspace.url("actions/new/"), sent(by_when=wrong))
    assert "Skriv et årstall, eller en dag som 30.06.2027" in visible(answer)
    assert not Action.objects.exists()


def test_a_year_stays_a_year():
    assert in_words("2027") == "2027"


def test_what_is_stopped_says_why(workspace):
    editor = workspace.client("editor")
    action = make(workspace, "action", "Ringe investoren")
    edit, version = f"{action.get_absolute_url()}edit/", action.version
    stopped = sent(status="stopped", version=version)
    assert "Si hvorfor det stanses" in visible(editor.post(edit, stopped))
    editor.post(edit, stopped | {"stopped_because": "Ingen svarte"})
    assert "Stanset Ingen svarte" in visible(editor.get(action.get_absolute_url()))


def test_the_elements_page_shows_what_is_done_for_each_priority_and_what_is_unknown(workspace):
    editor, by = workspace.client("editor"), workspace.leader
    assert "Ingen satsinger og ingen tiltak ennå" in done_on(editor, workspace)
    krabbe, goal = make(workspace, "priority", "Levende krabbe"), make(workspace, "goal", "Jobber")
    make(workspace, "priority", "Tang og tare")
    over = make(workspace, "priority", "Krabbefly", status="ended")
    make(workspace, "priority", "Havfly", status="ended")
    stop = make(workspace, "action", "Fly", status="stopped", stopped_because="For dyrt")
    link_records(source=stop, target=over, type=LinkType.CONTRIBUTES_TO, by=by)
    call = make(workspace, "action", "Ringe", by_when="30.06.2027", who=actor(workspace, "Anne"))
    for target in (krabbe, goal):
        link_records(source=call, target=target, type=LinkType.CONTRIBUTES_TO, by=by)
    make(workspace, "action", "Skrive")
    page = done_on(editor, workspace)
    told = "Ringe Foreslått · Hvem gjør det? Anne · Innen når? 30. juni 2027"
    assert f"Levende krabbe Prioritert satsing {told}" in page
    assert "Tang og tare Prioritert satsing Ingen tiltak ennå." in page
    assert f"Jobber Mål {told}" in page
    unknown = "Skrive Foreslått · Hvem gjør det? Ukjent · Innen når? Ukjent"
    assert f"Ukjent hva disse gjennomfører {unknown}" in page
    assert "Havfly" not in page, "it is over, and nothing was done for it"
    assert "Krabbefly Prioritert satsing Fly Stanset" in page


def done_on(client, workspace):
    page = visible(client.get(workspace.url("implementation/")))
    return page.split("Satt av, år for år")[0].rsplit("Hva som gjøres", 1)[1]


def test_actions_follow_the_whole_strategy_with_who_and_what_they_carry_out(workspace):
    who = actor(workspace, "Mottaket")
    action = make(workspace, "action", "Ringe investoren", who=who, by_when="2027")
    priority = make(workspace, "priority", "Levende krabbe")
    link_records(source=action, target=priority, type=LinkType.CONTRIBUTES_TO, by=workspace.leader)
    content = pack(workspace.strategy).read()
    again = bring_strategy(
        opened=unpack(io.BytesIO(content), len(content)),
        organisation=workspace.strategy.organisation,
        by=workspace.leader,
        place="nordland",
        slug="igjen",
    )
    brought = Action.objects.get(strategy=again)
    assert (brought.who.title, brought.who.strategy, brought.by_when) == ("Mottaket", again, "2027")
    assert brought.links_out.get().target.title == "Levende krabbe"
