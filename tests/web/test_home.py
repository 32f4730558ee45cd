"""The home of a strategy: Monday morning, rounds, handover, facts, and how a strategy begins."""

from datetime import date

import pytest

from check_scenarios import analysis as scenarios
from check_scenarios.decisions import decision
from fortrinn.web import commands
from fortrinn.web.accounts.models import User
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Comment, Record
from fortrinn.web.records.services import create_record, edit_record
from fortrinn.web.strategies import services
from fortrinn.web.strategies.handover import hand_over
from fortrinn.web.strategies.models import Round, Strategy
from fortrinn.web.strategies.roles import Role


def page(workspace, rest="", who="editor"):
    response = workspace.client(who).get(workspace.url(rest))
    assert response.status_code == 200
    return response.content.decode()


def promise(workspace, **fields):
    return create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        language="nb",
        **{"title": "Ringe investoren", "who": "Jonas Eide", "due": date(2020, 1, 1)} | fields,
    )


@pytest.mark.requirement("R118", "R161")
def test_monday_morning_shows_promises_reminders_and_loose_ends(workspace):
    promise(workspace)
    scenarios.three_findings(workspace)
    scenarios.finding(workspace, "H53", confidence="high")
    loose = decision(workspace, title="Uten grunn")
    shown = page(workspace)
    assert "Ringe investoren" in shown
    assert "dagen er forbi" in shown
    assert 1 <= shown.count("<li><strong>") <= 3
    assert "Alle påminnelser" in shown
    assert loose.get_absolute_url() in shown
    for element in ("Organisering", "Analyse", "Visjon og mål", "Prioritering", "Gjennomføring"):
        assert element in shown


def test_a_participant_sees_no_reminders_and_no_loose_ends(workspace):
    decision(workspace, title="Uten grunn")
    shown = page(workspace, who="participant")
    assert "Påminnelser" not in shown
    assert "Uten grunn" not in shown


@pytest.mark.requirement("R119", "R120", "R121")
def test_any_element_comes_first_and_is_opened_again_with_a_reason(workspace):
    client = workspace.client("editor")
    opened = client.post(workspace.url("rounds/priorities/open/"), {"reason": ""})
    assert opened.status_code == 302
    assert "Runde 1" in page(workspace)
    rest = workspace.url("rounds/priorities/rest/")
    assert client.post(rest, {"outcome": ""}).status_code == 200
    assert client.post(rest, {"outcome": "To satsinger"}).status_code == 302
    again = workspace.url("rounds/priorities/open/")
    assert "To satsinger" in client.get(again).content.decode()
    assert client.post(again, {"reason": " "}).status_code == 200
    assert client.post(again, {"reason": "Markedet falt bort"}).status_code == 302
    shown = page(workspace, "rounds/", who="observer")
    assert "Markedet falt bort" in shown
    assert "To satsinger" in shown
    assert list(Round.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_opening_what_is_open_begins_nothing_new(workspace):
    for _time in range(2):
        workspace.client("editor").post(workspace.url("rounds/vision/open/"), {"reason": "Nå"})
    assert Round.objects.count() == 1


@pytest.mark.requirement("R130", "R210")
def test_one_who_leaves_hands_everything_over_in_one_step(workspace):
    leaver, new = workspace.people["editor"], workspace.people["analyst"]
    for title in ("Krabben", "Tangen"):
        note = workspace.note(title)
        edit_record(record=note, by=workspace.leader, version=1, owner=leaver)
    promise(workspace, who=leaver.name)
    url = workspace.url(f"handover/{leaver.uid}/")
    shown = workspace.client("editor").get(url).content.decode()
    assert "Krabben" in shown
    assert "Ringe investoren" in shown
    done = workspace.client("editor").post(url, {"to": str(new.uid), "note": "Ring Jonas først"})
    assert done.status_code == 302
    assert set(Record.objects.filter(owner=new).values_list("title", flat=True)) == {
        "Krabben",
        "Tangen",
    }
    assert Comment.objects.filter(text="Ring Jonas først").count() == 2
    history = page(workspace, "notes/krabben/history/", who="analyst")
    assert new.name in history


def test_nobody_hands_over_what_another_owns_but_who_leads(workspace):
    url = workspace.url(f"handover/{workspace.people['editor'].uid}/")
    assert workspace.client("analyst").get(url).status_code == 403
    assert workspace.client("owner").get(url).status_code == 200


def test_what_nobody_owns_is_listed(workspace):
    workspace.note("Foreldreløs")
    handovers = page(workspace, "handover/")
    assert "Foreldreløs" in handovers
    assert "Ingen eier noe som er åpent" in handovers


def test_handing_over_to_somebody_outside_is_refused(workspace):
    from fortrinn.errors import InputError

    with pytest.raises(InputError):
        hand_over(
            strategy=workspace.strategy,
            records=[workspace.note()],
            to=workspace.stranger,
            note="",
            by=workspace.leader,
        )


@pytest.mark.requirement("R014", "R064", "R092", "R093")
def test_the_facts_say_level_regions_and_how_the_county_is_governed(workspace):
    shown = page(workspace, "facts/", who="observer")
    assert "Parlamentarisk styreform" in shown
    changed = workspace.client("owner").post(
        workspace.url("facts/"),
        {
            "title": "Havbruk 2030",
            "status": "adopted",
            "level": "counties",
            "part_of": "",
            "regions": ["18", "55"],
        },
    )
    assert changed.status_code == 302
    shown = page(workspace, "facts/", who="observer")
    assert "Troms" in shown
    assert "Formannskapsmodell" in shown
    assert workspace.client("editor").post(workspace.url("facts/"), {}).status_code == 403


@pytest.mark.requirement("R002")
def test_an_owner_starts_another_strategy_of_the_organisation(workspace):
    client = workspace.client("owner")
    assert "Start en strategi" in client.get("/strategies/").content.decode()
    response = client.post(
        "/strategies/start/",
        {
            "title": "Reiseliv for alle",
            "organisation": workspace.strategy.organisation.pk,
            "regions": ["18"],
            "language": "nn",
        },
    )
    assert response["Location"] == "/nordland/s/reiseliv-for-alle/"
    strategy = Strategy.objects.get(slug="reiseliv-for-alle")
    assert strategy.memberships.get().role == Role.OWNER
    again = client.post(
        "/strategies/start/",
        {
            "title": "Reiseliv for alle",
            "organisation": workspace.strategy.organisation.pk,
            "regions": ["18"],
            "language": "nb",
        },
    )
    assert again["Location"] == "/nordland/s/reiseliv-for-alle-2/"


def test_who_owns_nothing_is_told_whom_to_ask(workspace):
    shown = workspace.client("editor").get("/strategies/start/").content.decode()
    assert "Spør eieren" in shown
    response = workspace.client("editor").post(
        "/strategies/start/",
        {
            "title": "Mitt",
            "organisation": workspace.strategy.organisation.pk,
            "regions": ["18"],
            "language": "nb",
        },
    )
    assert response.status_code == 200
    assert not Strategy.objects.filter(title="Mitt").exists()


@pytest.mark.django_db
def test_the_command_makes_the_first_strategy_and_its_owner(client, monkeypatch):
    monkeypatch.setattr(commands, "prepare", lambda say: None)
    said = []
    commands.start(
        "Nordland fylkeskommune",
        "Havbruk 2030",
        ["nordland"],
        "Kari@example.no",
        "Kari Lund",
        say=said.append,
    )
    strategy = Strategy.objects.get()
    assert strategy.memberships.get().role == Role.OWNER
    assert strategy.get_absolute_url() in said[0]
    path = said[1].split("127.0.0.1:8000")[1]
    page = client.get(path, follow=True)
    assert page.status_code == 200
    assert 'name="password1"' in page.content.decode()
    assert User.objects.get().name == "Kari Lund"


def test_the_home_takes_few_queries(workspace, django_assert_max_num_queries):
    for number in range(30):
        promise(workspace, title=f"Løfte {number}")
        decision(workspace, title=f"Vedtak {number}")
    client = workspace.client("editor")
    client.get(workspace.url())
    with django_assert_max_num_queries(20):
        client.get(workspace.url())


def test_a_strategy_may_be_a_part_of_another(workspace):
    part = services.start_new(
        organisation=workspace.strategy.organisation,
        title="Del",
        regions=["18"],
        language="nb",
        by=workspace.people["owner"],
    )
    services.change_facts(
        strategy=part,
        title="Del",
        status="under_way",
        level="municipalities",
        part_of=workspace.strategy,
        regions=["18"],
    )
    assert "Del" in page(workspace, "facts/", who="owner")


def test_who_only_reads_meets_what_there_is_and_a_politician_first_what_is_asked(workspace):
    shown = page(workspace, who="politician")
    assert "Hva dere blir bedt om å bestemme, og hvorfor" in shown
    assert workspace.url("for-politicians/") in shown
    assert workspace.url("actors/") not in shown
    assert workspace.url("actors/") in page(workspace)
    assert "Hva dere blir bedt om" not in page(workspace)
