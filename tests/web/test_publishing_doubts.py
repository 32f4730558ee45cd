"""«Stemmer dette?»: from a stranger's doubt to an answer that finds its sender."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from fortrinn.web.publishing.limits import DOUBTS_IN_AN_HOUR
from fortrinn.web.publishing.models import Answer, Doubt
from fortrinn.web.strategies.roles import Role

NEW = "/nordland/doubts/new/?figure=specialisation&activity=C24"
PROBE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ANSWERERS = {Role.OWNER, Role.PROCESS_LEADER, Role.ANALYST}


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything(db):
    cache.clear()


@pytest.fixture
def visitor():
    return Client()


def text(response):
    return response.content.decode()


def send(client, address=NEW, words="Verket la ned i 2018.", name="", submission=None):
    data = {"text": words, "name": name, "submission": submission or uuid.uuid4()}
    return client.post(address, data)


def doubt(words="Verket la ned i 2018.", **more):
    send(Client(), words=words, **more)
    return Doubt.objects.get(text=words)


# --- sending ------------------------------------------------------------------------------------


def test_a_doubt_without_a_name_is_stored_with_the_figure_as_it_was_seen(visitor):
    response = send(visitor)
    stored = Doubt.objects.get()
    assert response["Location"] == f"/nordland/doubts/{stored.receipt}/"
    assert (stored.county, stored.figure, stored.activity) == ("nordland", "specialisation", "C24")
    assert (stored.name, stored.language, stored.period) == ("", "nb", "2019")
    assert "LQ 2,62" in stored.shown
    assert stored.address == "/nordland/provenance/specialisation/?activity=C24"


def test_the_form_shows_which_figure_it_is_about(visitor):
    page = text(visitor.get(NEW))
    assert "Produksjon av metaller" in page
    assert "2,62" in page


def test_a_doubt_keeps_the_settings_it_was_seen_with(visitor):
    send(visitor, f"{NEW}&reference=troms&period=2015")
    stored = Doubt.objects.get()
    assert stored.address.endswith("?reference=troms&period=2015&activity=C24")
    assert visitor.get(stored.address).status_code == 200


def test_the_language_of_the_page_is_kept(visitor):
    send(visitor, f"/nn{NEW}")
    stored = Doubt.objects.get()
    assert (stored.language, stored.address[:10]) == ("nn", "/nordland/")


def test_a_double_click_sends_once(visitor):
    same = uuid.uuid4()
    first, second = send(visitor, submission=same), send(visitor, submission=same)
    assert first["Location"] == second["Location"]
    assert Doubt.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Skriv noe før du sender."),
        ("   ", "Skriv noe før du sender."),
        ("a" * 2001, "Høyst 2000 tegn; dette har 2001."),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_is_kept(visitor, words, sentence):
    response = send(visitor, words=words, name="Kari")
    page = text(response).replace("\xa0", "")
    assert response.status_code == 400
    assert sentence in page
    assert 'value="Kari"' in page
    assert words.strip() in page
    assert not Doubt.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/nordland/doubts/new/",
        "/nordland/doubts/new/?figure=nothing",
        "/nordland/doubts/new/?figure=specialisation&activity=X99",
        "/nowhere/doubts/new/?figure=employed",
    ],
)
def test_a_doubt_is_about_a_figure_that_is_there(visitor, address):
    assert send(visitor, address).status_code == 404
    assert not Doubt.objects.exists()


def test_after_many_in_an_hour_the_sender_waits_and_keeps_the_text(visitor):
    for n in range(DOUBTS_IN_AN_HOUR):
        assert send(visitor, words=f"Tvil {n}").status_code == 302
    refused = send(visitor, words="En til")
    assert refused.status_code == 429
    assert "En til" in text(refused)
    assert "Vent en time" in text(refused)
    assert Doubt.objects.count() == DOUBTS_IN_AN_HOUR


def test_the_form_needs_its_token():
    assert send(Client(enforce_csrf_checks=True)).status_code == 403


def test_nothing_that_is_written_is_markup(visitor):
    send(visitor, words=PROBE, name=PROBE[:80])
    stored = Doubt.objects.get()
    for address in ("/nordland/", "/nordland/analysis/specialisation/", "/nordland/doubts/"):
        page = text(visitor.get(address))
        assert "&lt;script&gt;alert" in page
        assert PROBE not in page
    assert PROBE not in text(visitor.get(f"/nordland/doubts/{stored.receipt}/"))


# --- shown until answered -----------------------------------------------------------------------


def test_a_doubt_stands_beside_its_figure_until_it_is_answered(visitor, workspace):
    stored = doubt()
    places = ("/nordland/", "/nordland/analysis/specialisation/", "/en/nordland/")
    origin = "/nordland/provenance/specialisation/?activity=C24"
    for address in (*places, origin):
        assert stored.text in text(visitor.get(address))
    row = text(visitor.get("/nordland/analysis/specialisation/")).split("Produksjon av metaller")
    assert "1 i tvil" in row[-1][:200]
    assert stored.text not in text(visitor.get("/troms/"))
    workspace.client("analyst").post(
        workspace.url(f"doubts/{stored.number}/"), {"text": "Tallet er fra før nedleggelsen."}
    )
    for address in places:
        assert stored.text not in text(visitor.get(address))
    assert stored.text in text(visitor.get(origin))
    assert "Tallet er fra før nedleggelsen." in text(visitor.get(origin))


def test_a_doubt_is_marked_with_its_own_language(visitor):
    send(visitor, f"/nn{NEW}", words="Dette stemmer ikkje.")
    assert re.search(r'lang="nn">Dette stemmer ikkje', text(visitor.get("/nordland/")))


def test_the_page_of_doubts_has_them_all_with_their_answers(visitor, workspace):
    answered, waiting = doubt("Besvart"), doubt("Ubesvart")
    url = workspace.url(f"doubts/{answered.number}/")
    workspace.client("analyst").post(url, {"text": "Slik er det."})
    page = text(visitor.get("/nordland/doubts/"))
    for words in (answered.text, waiting.text, "Slik er det.", "1 spørsmål venter på svar."):
        assert words in page
    assert str(answered.receipt) not in page


def test_who_has_the_receipt_sees_the_answer_with_name_and_date(visitor, workspace):
    stored = doubt()
    receipt = f"/nordland/doubts/{stored.receipt}/"
    assert "Takk, vi har fått det" in text(visitor.get(receipt))
    url = workspace.url(f"doubts/{stored.number}/")
    workspace.client("analyst").post(url, {"text": "Slik er det."})
    page = text(visitor.get(receipt))
    assert "Slik er det." in page
    assert workspace.people["analyst"].name in page


def test_a_receipt_nobody_has_is_not_there(visitor):
    doubt()
    assert visitor.get(f"/nordland/doubts/{uuid.uuid4()}/").status_code == 404


def test_who_answers_is_said_and_also_that_nobody_does_yet(visitor, workspace):
    nordland = text(visitor.get(NEW))
    finnmark = text(visitor.get("/finnmark/doubts/new/?figure=employed"))
    nobody = "Ingen arbeidsgruppe for dette fylket svarer her ennå."
    assert nobody not in nordland
    assert nobody in finnmark
    receipt = send(visitor, "/finnmark/doubts/new/?figure=employed")["Location"]
    assert nobody in text(visitor.get(receipt))


# --- answering ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_only_analyst_process_leader_and_owner_answer(workspace, role):
    stored = doubt()
    url = workspace.url(f"doubts/{stored.number}/")
    response = workspace.client(role).post(url, {"text": "Slik er det."})
    may = role in ANSWERERS
    assert response.status_code == (302 if may else 403)
    assert Answer.objects.filter(doubt=stored).count() == may


def test_strangers_and_visitors_do_not_reach_the_inbox(workspace, visitor):
    stored = doubt()
    for rest in ("doubts/", f"doubts/{stored.number}/"):
        assert workspace.client("stranger").get(workspace.url(rest)).status_code == 404
        assert "/accounts/login/" in visitor.get(workspace.url(rest))["Location"]


def test_a_doubt_about_another_county_is_not_this_strategys(workspace):
    send(Client(), "/troms/doubts/new/?figure=employed", words="Feil fylke")
    stored = Doubt.objects.get()
    url = workspace.url(f"doubts/{stored.number}/")
    assert workspace.client("analyst").get(url).status_code == 404
    assert "Feil fylke" not in text(workspace.client("analyst").get(workspace.url("doubts/")))


def test_the_inbox_has_what_waits_and_on_request_the_rest(workspace):
    answered, waiting = doubt("Besvart"), doubt("Ubesvart")
    client = workspace.client("analyst")
    client.post(workspace.url(f"doubts/{answered.number}/"), {"text": "Slik er det."})
    page = text(client.get(workspace.url("doubts/")))
    assert waiting.text in page
    assert "Slik er det." not in page
    assert "Slik er det." in text(client.get(workspace.url("doubts/?show=all")))


def test_an_empty_answer_is_not_sent(workspace):
    stored = doubt()
    url = workspace.url(f"doubts/{stored.number}/")
    assert workspace.client("analyst").post(url, {"text": " "}).status_code == 400
    assert not Answer.objects.exists()


def test_a_second_answer_adds_and_replaces_nothing(workspace, visitor):
    stored = doubt()
    url = workspace.url(f"doubts/{stored.number}/")
    for words in ("Det første.", "Det andre."):
        workspace.client("analyst").post(url, {"text": words})
    page = text(visitor.get(f"/nordland/doubts/{stored.receipt}/"))
    assert page.index("Det første.") < page.index("Det andre.")


def test_the_number_of_queries_of_the_inbox_does_not_grow(workspace, django_assert_max_num_queries):
    client = workspace.client("analyst")
    for n in range(6):
        doubt(f"Tvil {n}")
    client.get(workspace.url("doubts/"))
    with django_assert_max_num_queries(10):
        client.get(workspace.url("doubts/"))


# --- hiding -------------------------------------------------------------------------------------


def hide(workspace, stored, who="process_leader", reason="Navngir en privatperson."):
    url = workspace.url(f"doubts/{stored.number}/hide/")
    return workspace.client(who).post(url, {"hide-text": reason})


@pytest.mark.parametrize("role", [Role.ANALYST, Role.EDITOR, Role.PARTICIPANT])
def test_hiding_is_for_the_process_leader(workspace, role):
    assert hide(workspace, doubt(), role).status_code == 403
    assert not Doubt.objects.filter(is_hidden=True).exists()


def test_a_hidden_doubt_keeps_its_place_and_its_reason(workspace, visitor):
    stored = doubt("Ola Nordmann er en tosk")
    assert hide(workspace, stored).status_code == 302
    for address in ("/nordland/", "/nordland/doubts/", "/nordland/analysis/specialisation/"):
        assert stored.text not in text(visitor.get(address))
    page = text(visitor.get("/nordland/doubts/"))
    assert "En tekst er skjult her." in page
    assert "Navngir en privatperson." in page
    assert workspace.leader.name in page


def test_hiding_needs_a_reason(workspace):
    stored = doubt()
    assert hide(workspace, stored, reason=" ").status_code == 400
    assert not Doubt.objects.get().is_hidden


def test_the_sender_of_a_hidden_doubt_is_told_and_can_object(workspace, visitor):
    stored = doubt()
    hide(workspace, stored)
    receipt = f"/nordland/doubts/{stored.receipt}/"
    page = text(visitor.get(receipt))
    assert stored.text in page
    assert "Navngir en privatperson." in page
    client = workspace.client("process_leader")
    assert stored.text not in text(client.get(workspace.url("doubts/")))
    visitor.post(receipt, {"text": "Det står i avisa."})
    assert "Det står i avisa." in text(client.get(workspace.url("doubts/")))
    assert "Det står i avisa." not in text(visitor.get("/nordland/doubts/"))
    client.post(workspace.url(f"doubts/{stored.number}/show/"))
    assert stored.text in text(visitor.get("/nordland/"))
    assert Doubt.objects.get().hidings.count() == 1


def test_a_doubt_names_its_figure_in_the_readers_language(visitor):
    doubt()
    page = text(visitor.get("/en/nordland/doubts/"))
    assert "Basic metals" in page
    assert "Produksjon av metaller" not in page.split("The figure then")[0].split("<main")[1]
    assert '<span lang="nb">' in page, "the figure as its sender saw it stays in those words"
