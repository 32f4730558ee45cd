"""The reminders of a strategy: read, put aside with a reason, brought back."""

import pytest
from django.urls import reverse

from check_scenarios import analysis as scenarios
from check_scenarios import gathered
from fortrinn.web.checks.models import Mute
from fortrinn.web.checks.registry import CHECKS
from fortrinn.web.checks.reminders import MOST_ON_HOME, on_home
from fortrinn.web.checks.seen import Seen
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.strategies.roles import Role

KEY = "withheld_figures_quoted"


@pytest.fixture
def finding(workspace):
    return scenarios.finding(workspace, "H53")


def page(workspace, who="editor"):
    return workspace.client(who).get(workspace.url("reminders/")).content.decode()


def aside(workspace, who="editor", record="", reason="Vi vet det, og sier det"):
    url = reverse("checks:put_aside", args=["nordland", workspace.strategy.slug, KEY])
    return workspace.client(who).post(url, {"reason": reason, "record": record})


@pytest.mark.requirement("R203", "R204")
def test_a_reminder_says_what_it_saw_and_opens_the_record(workspace, finding):
    shown = page(workspace)
    assert "Et funn bygger på et tall som ikke vises" in shown
    assert finding.get_absolute_url() in shown


def test_it_is_put_aside_with_a_reason_that_all_see_and_brought_back(workspace, finding):
    assert aside(workspace).status_code == 302
    shown = page(workspace, "researcher")
    assert "Vi vet det, og sier det" in shown
    assert "Et tall dette funnet bygger på" not in shown
    mute = Mute.objects.get()
    url = reverse("checks:bring_back", args=["nordland", workspace.strategy.slug, mute.pk])
    assert workspace.client("researcher").post(url).status_code == 403
    assert workspace.client("analyst").post(url).status_code == 302
    assert finding.get_absolute_url() in page(workspace)
    assert Mute.objects.get().ended_by == workspace.people[Role.ANALYST]


def test_it_is_put_aside_for_one_record_and_speaks_of_the_others(workspace, finding):
    other = scenarios.finding(workspace, "H49-52")
    assert aside(workspace, record=finding.pk).status_code == 302
    assert [mute.record_id for mute in Mute.objects.all()] == [finding.pk]
    shown = page(workspace).split("Lagt til side")[0]
    assert other.get_absolute_url() in shown


def test_without_a_reason_nothing_is_put_aside(workspace, finding):
    response = aside(workspace, reason=" ")
    assert response.status_code == 200
    assert not Mute.objects.exists()


def test_another_strategys_record_cannot_be_named(workspace, finding):
    theirs = workspace.note("Fremmed", strategy=workspace.other, by=workspace.stranger)
    assert aside(workspace, record=theirs.pk).status_code == 200
    assert not Mute.objects.exists()


@pytest.mark.parametrize("who", ["participant", "politician", "partner"])
def test_reminders_are_the_working_groups(workspace, who):
    assert workspace.client(who).get(workspace.url("reminders/")).status_code == 403


def test_the_home_shows_at_most_three_and_forgets_none(workspace):
    scenarios.three_findings(workspace)
    scenarios.finding(workspace, "H53", confidence="high")
    shown, number = on_home(Seen(workspace.strategy))
    assert len(shown) == MOST_ON_HOME
    assert number > MOST_ON_HOME


def test_the_home_works_the_checks_out_once_until_something_happens(
    workspace, finding, django_assert_max_num_queries
):
    on_home(Seen(workspace.strategy))
    with django_assert_max_num_queries(4):
        shown, _number = on_home(Seen(workspace.strategy))
    assert shown


@pytest.mark.requirement("R011", "R043")
def test_what_stands_on_neither_figure_nor_person_has_a_page_that_home_leads_to(workspace, finding):
    """A figure that speaks for a choice counts, though the link is read from the figure."""
    loose, rests, heard = (
        create_record(
            kind=KINDS["discovery"],
            strategy=workspace.strategy,
            by=workspace.leader,
            title=title,
            language="nb",
        )
        for title in ("Ingen vet hvorfor", "Tallene sier det", "Noen sa det")
    )
    link_records(source=finding, target=rests, type="supports", by=workspace.leader)
    note = create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Kari ringte",
        language="nb",
    )
    link_records(source=heard, target=note, type="came_from", by=workspace.leader)
    home = workspace.client("editor").get(workspace.url()).content.decode()
    assert workspace.url("loose-ends/") in home
    shown = workspace.client("editor").get(workspace.url("loose-ends/")).content.decode()
    neither, rest = shown.split('id="figures"')
    figures, people = rest.split('id="people"')
    assert loose.title in neither
    assert rests.title in figures
    assert heard.title in people
    assert workspace.client("participant").get(workspace.url("loose-ends/")).status_code == 403


@pytest.mark.requirement("R017", "R019", "R024", "R116")
@pytest.mark.parametrize(
    "key",
    [
        "no_outside_view",
        "possibilities_not_described",
        "no_willing_actor",
        "no_politician_takes_part",
    ],
)
def test_what_the_method_wants_to_be_reminded_of_is_said_on_the_page(workspace, key):
    gathered("FIRES")[key](workspace)
    assert str(CHECKS[key].label) in page(workspace)
