"""Partnerships: purpose, mandate, time, and what each partner wants for itself."""

import pytest

from fortrinn.web.organising.models import (
    Actor,
    Member,
    Partnership,
    Story,
)
from fortrinn.web.records.services import edit_record
from organised import actor, text, visible


@pytest.mark.requirement("R137", "R124")
def test_the_usual_partners_are_put_in_the_register_with_a_tick(workspace):
    url = workspace.url("organising/usual/")
    assert "Innovasjon Norge" in text(workspace.client("editor").get(url))
    workspace.client("editor").post(url, {"names": ["NHO", "NAV"]})
    assert set(Actor.objects.values_list("title", "type")) == {
        ("NHO", "organisation"),
        ("NAV", "public"),
    }
    assert 'value="NAV"' not in text(workspace.client("editor").get(url))


@pytest.fixture
def partnership(workspace):
    workspace.client("editor").post(
        workspace.url("partnerships/new/"),
        {
            "title": "Havrådet",
            "purpose": "Få lærlinger til verftene",
            "mandate": "Fordeler 4 millioner i året",
            "hours": "6",
            "worth_it": "Ingen av oss klarer det alene.",
            "common_goal": "Tjue lærlinger",
            "next_look": "2027-01-15",
            "own_notes": "NHO er usikker",
            "status": "running",
            "language": "nb",
            "version": 0,
        },
    )
    return Partnership.objects.get()


@pytest.mark.requirement("R138", "R139", "R140", "R144", "R149")
def test_a_partnership_has_purpose_form_mandate_and_time(workspace, partnership):
    page = visible(workspace.client("editor").get(partnership.get_absolute_url()))
    for words in (
        "Få lærlinger til verftene",
        "Fordeler 4 millioner i året",
        "6 t i måneden hver",
        "Ingen av oss klarer det alene.",
        "NHO er usikker",
        "15. januar 2027",
    ):
        assert words in page


@pytest.mark.requirement("R141", "R142", "R143", "R145", "R146", "R147", "R148", "R150")
def test_the_ten_lessons_are_there_to_talk_about(workspace, partnership):
    for prefix, heading in (("", "Ingen styrer alene"), ("/nn", "Ingen styrer åleine")):
        page = text(workspace.client("editor").get(prefix + partnership.get_absolute_url()))
        lessons = page.split('id="lessons"')[1].split("</section>")[0]
        assert heading in lessons
        assert lessons.count("<details") == 10


@pytest.mark.requirement("R078", "R142", "R143", "R145", "R148", "R163")
def test_each_partner_says_what_it_wants_for_itself(workspace, partnership):
    nho = actor(workspace, "NHO lokalt", "organisation")
    url = f"{partnership.get_absolute_url()}members/"
    workspace.client("editor").post(
        url,
        {
            "actor": nho.pk,
            "goal": "Færre vikarer",
            "mandate": "asks",
            "anchoring": "Styret i juni",
            "ways": "Bestemmer i mars",
        },
    )
    page = visible(workspace.client("editor").get(partnership.get_absolute_url()))
    assert "NHO lokalt Færre vikarer må spørre hjemme først Styret i juni Bestemmer i mars" in page
    assert "6 for alle" in page
    workspace.client("editor").post(f"{url}{Member.objects.get().pk}/leave/")
    assert "Færre vikarer" not in text(workspace.client("editor").get(url))


@pytest.mark.requirement("R145")
def test_the_common_goal_moves_and_its_earlier_forms_are_kept(workspace, partnership):
    edit_record(record=partnership, by=workspace.leader, version=1, common_goal="Tretti lærlinger")
    page = visible(workspace.client("editor").get(f"{partnership.get_absolute_url()}history/"))
    assert "Tjue" in page
    assert "Tretti" in page


@pytest.mark.requirement("R146", "R075", "R082", "R166")
def test_a_small_win_is_told_and_shown_to_everyone(workspace, partnership):
    workspace.client("editor").post(
        workspace.url("stories/new/"),
        {
            "title": "Første lærling på plass",
            "text": "Hun begynte mandag.",
            "is_win": "on",
            "partnership": partnership.pk,
            "language": "nb",
            "version": 0,
        },
    )
    story = Story.objects.get()
    listed = text(workspace.client("editor").get(partnership.get_absolute_url()))
    assert "Første lærling på plass" in listed
    assert workspace.client("anonymous").get(story.get_absolute_url()).status_code == 302
    workspace.client("editor").post(
        f"{story.get_absolute_url()}visibility/", {"to": "public", "version": 1}
    )
    assert "Hun begynte mandag." in text(
        workspace.client("anonymous").get(story.get_absolute_url())
    )
