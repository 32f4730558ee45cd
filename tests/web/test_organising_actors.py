"""The actor register, as a planner, a participant and a visitor meet it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fortrinn.web.organising.models import Actor, Contact
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Event, Revision
from fortrinn.web.records.services import create_record, set_visibility

TYPED = {"type": "business", "comes_from": "region", "language": "nb", "version": 0}


def actor(workspace, title="Kystverftet", **fields):
    return create_record(
        kind=KINDS["actor"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **{"type": "business"} | fields,
    )


def text(response):
    return response.content.decode()


def add(workspace, **typed):
    data = TYPED | {"title": "Kystverftet", "status": "considered"} | typed
    return workspace.client("editor").post(workspace.url("actors/new/"), data)


@pytest.mark.requirement("R122", "R132", "R124")
def test_an_actor_is_added_with_its_role_card(workspace):
    response = add(
        workspace,
        contributes="Verksted og fagfolk",
        cares_for="Langsiktige kontrakter",
        interests="Leverandørene på kysten",
        role_agreed="2026-03-02",
    )
    page = text(workspace.client("editor").get(response["Location"]))
    for words in ("Verksted og fagfolk", "Langsiktige kontrakter", "Leverandørene på kysten"):
        assert words in page
    assert "2. mars 2026" in page


@pytest.mark.requirement("R044", "R122")
def test_the_eight_kinds_of_actor_can_be_chosen(workspace):
    page = text(workspace.client("editor").get(workspace.url("actors/new/")))
    for key in Actor._meta.get_field("type").choices:
        assert f'value="{key[0]}"' in page
    assert len(Actor._meta.get_field("type").choices) == 8


def test_a_slip_in_the_organisation_number_is_found(workspace):
    refused = add(workspace, number="974 760 674")
    assert refused.status_code == 200
    assert "ikke et organisasjonsnummer" in text(refused)
    add(workspace, number="974 760 673")
    assert Actor.objects.get().number == "974760673"


@pytest.mark.requirement("R125", "R142")
def test_commitment_is_wanted_and_actual_and_empty_is_not_zero(workspace):
    made = add(workspace, wanted="4", mandate="asks")
    page = text(workspace.client("editor").get(made["Location"]))
    assert "4 – går i front" in page
    assert "ikke kjent" in page
    assert "må spørre hjemme først" in page
    assert Actor.objects.get().actual is None


def test_nothing_is_scored_about_a_person(workspace):
    refused = add(workspace, type="entrepreneur", wanted="3")
    assert "aldri for en person" in text(refused)
    assert not Actor.objects.exists()


@pytest.mark.requirement("R133", "R131")
def test_those_who_can_carry_an_idea_out_are_told_apart(workspace):
    actor(workspace, "Verftet", type="business")
    actor(workspace, "Holdingselskapet", type="business", can_act="no")
    actor(workspace, "Kommunen", type="public")
    page = text(workspace.client("editor").get(workspace.url("organising/missing/")))
    assert "1 av 3 kan sette en idé ut i livet" in page


@pytest.mark.requirement("R126", "R131", "R136")
def test_the_page_says_who_is_missing(workspace):
    actor(workspace, "Kommunen", type="public", place="Bodø")
    actor(workspace, "Etaten", type="public", challenges=["hearings"])
    actor(workspace, "Sa nei", type="investor", status="said_no")
    page = text(workspace.client("participant").get(workspace.url("organising/missing/")))
    assert "Ingen av disse slagene" not in page  # a participant sees no working-group records
    page = text(workspace.client("analyst").get(workspace.url("organising/missing/")))
    assert "investor" in page.split("Ingen av disse slagene")[1].split(".")[0]
    assert "Mer enn halvparten er offentlige" in page
    assert "Etaten" in page.split("I høringer")[1][:200]
    assert "Ingen i registeret er fra 40 av 41 kommuner" in page.replace("\xa0", " ")


def test_an_empty_register_offers_the_first_step(workspace):
    page = text(workspace.client("editor").get(workspace.url("organising/missing/")))
    assert workspace.url("actors/new/") in page


@pytest.mark.requirement("R134", "R135", "R167")
def test_bridge_builders_ambassadors_and_trusted_voices_stand_by_name(workspace):
    for title, mark in (
        ("Næringshagen", "is_bridge_builder"),
        ("Bedrift A", "is_ambassador"),
        ("Fiskarlaget lokalt", "is_trusted_voice"),
    ):
        actor(workspace, title, **{mark: True})
    page = text(workspace.client("editor").get(workspace.url("organising/missing/")))
    carriers = page.split('id="carriers"')[1]
    for title in ("Næringshagen", "Bedrift A", "Fiskarlaget lokalt"):
        assert title in carriers


@pytest.fixture
def listed(workspace):
    verft = actor(workspace)
    contact = Contact.objects.create(
        actor=verft,
        name="Kari Holm",
        email="kari@example.org",
        purpose="Invitasjoner",
        delete_after=timezone.localdate() - timedelta(days=1),
    )
    return verft, contact


def test_a_contact_needs_a_purpose_and_a_day_when_it_is_deleted(workspace):
    verft = actor(workspace)
    url = f"{verft.get_absolute_url()}contacts/"
    refused = workspace.client("editor").post(url, {"name": "Kari Holm"})
    assert refused.status_code == 200
    assert not Contact.objects.exists()
    workspace.client("editor").post(
        url, {"name": "Kari Holm", "purpose": "Invitasjoner", "delete_after": "2028-01-01"}
    )
    assert Contact.objects.get().actor == verft


def test_deleting_a_contact_leaves_the_name_nowhere(workspace, listed):
    verft, contact = listed
    url = f"{verft.get_absolute_url()}contacts/"
    assert "skulle vært slettet" in text(workspace.client("editor").get(url))
    workspace.client("editor").post(f"{url}{contact.pk}/erase/")
    assert not Contact.objects.exists()
    assert "Kari" not in str(list(Event.objects.values())) + str(list(Revision.objects.values()))


def test_everybody_whose_day_has_passed_is_deleted_at_once(workspace, listed):
    Contact.objects.create(
        actor=listed[0], name="Per", purpose="Verksted", delete_after="2099-01-01"
    )
    workspace.client("editor").post(workspace.url("organising/contacts/past/"))
    assert list(Contact.objects.values_list("name", flat=True)) == ["Per"]


@pytest.mark.parametrize("who", ["participant", "anonymous", "politician"])
def test_only_the_working_group_sees_people_and_commitment(workspace, listed, who):
    verft = listed[0]
    set_visibility(record=verft, to="public", by=workspace.leader, version=1)
    page = text(workspace.client(who).get(verft.get_absolute_url()))
    assert "Kari" not in page
    assert "Forpliktelse" not in page
    preview = text(workspace.client("owner").get(f"{verft.get_absolute_url()}visibility/"))
    assert "Kari" not in preview


PASTED = """Bedrift\tType\tKommune\tBransje\tOrg.nr
Verftet\tBedrift\tBodø\tVerft\t974 760 673
Fondet\tfond\tRana\tKapital\t
Klynga\tKlynge\tBodø\tHavbruk\t
Høgskolen\tHøgskole\tNarvik\t\t
Kommunen\tKommune\tVågan\t\t
Gründeren\tGründer\tBrønnøy\tHavbruk\t
Laget\tForening\tBodø\t\t
NAV\tOffentlig\tBodø\t\t
Grenda\tInnbyggere\tRøst\t\t
Sluppet\tBedrift\tBodø\tVerft\t974 760 674
"""


def sent_on(workspace, response, step):
    context = response.context
    data = {"rows": context["rows"], "step": step, "headed": "1"}
    if step == "preview":
        data |= {f"column-{each['number']}": each["chosen"] for each in context["columns"]}
    else:
        data |= {f"column-{place}": name for place, name in enumerate(context["fields"])}
    return workspace.client("editor").post(workspace.url("actors/import/"), data)


@pytest.mark.requirement("R122", "R124")
def test_ten_actors_are_pasted_with_the_words_people_use(workspace):
    url = workspace.url("actors/import/")
    read = workspace.client("editor").post(url, {"text": PASTED})
    chosen = [each["chosen"] for each in read.context["columns"]]
    assert chosen == ["title", "type", "place", "sector", "number"]
    shown = sent_on(workspace, read, "preview")
    assert len(shown.context["plan"].ready) == 9
    (fault,) = shown.context["plan"].not_understood
    assert "ikke et organisasjonsnummer" in " ".join(fault.faults)
    sent_on(workspace, shown, "do")
    assert Actor.objects.get(title="Verftet").number == "974760673"
    assert Actor.objects.get(title="Høgskolen").type == "research"
    page = text(workspace.client("editor").get(workspace.url("organising/missing/")))
    assert "35 av 41 kommuner" in page.replace("\xa0", " ")


def test_a_pasted_list_scores_no_person_either(workspace):
    pasted = "Navn\tType\tØnsket forpliktelse\nOla\tGründer\t4\nVerftet\tBedrift\t4\n"
    url = workspace.url("actors/import/")
    shown = sent_on(workspace, workspace.client("editor").post(url, {"text": pasted}), "preview")
    assert [row.title for row in shown.context["plan"].ready] == ["Verftet"]
    assert "aldri for en person" in text(shown)
