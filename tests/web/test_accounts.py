"""Signing in, out, forgotten passwords: in our words, in three languages, nobody alone."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from fortrinn.web.accounts.models import User

PASSWORD = "fire ord paa rad"


@pytest.fixture
def anna(db):
    cache.clear()
    return User.objects.create_user("Anna@Example.org", "Anna Berg", PASSWORD)


def sign_in(client, email="anna@example.org", password=PASSWORD, prefix="", **more):
    return client.post(f"{prefix}/accounts/login/", {"login": email, "password": password} | more)


def test_the_address_is_kept_without_capitals(anna):
    assert anna.email == "anna@example.org"
    assert User.objects.get_by_natural_key("ANNA@example.org") == anna


@pytest.mark.parametrize("written", ["anna@example.org", "ANNA@EXAMPLE.ORG", " anna@example.org "])
def test_signing_in(client, anna, written):
    response = sign_in(client, written)
    assert response["Location"] == reverse("strategies:mine")


def test_after_signing_in_one_comes_back_to_where_one_was(client, anna, workspace):
    wanted = workspace.url("people/")
    there = client.get(wanted)
    assert there["Location"] == f"/accounts/login/?next={wanted}"
    assert sign_in(client, next=wanted)["Location"] == wanted


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client, anna, target):
    assert sign_in(client, next=target)["Location"] == reverse("strategies:mine")


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [
        ("", "E-postadressen og passordet hører ikke sammen."),
        ("/nn", "E-postadressa og passordet høyrer ikkje saman."),
        ("/en", "The e-mail address and the password do not belong together."),
    ],
)
def test_a_wrong_password_is_said_in_the_pages_language(client, anna, prefix, sentence):
    page = sign_in(client, password="feil", prefix=prefix).content.decode()
    assert sentence in page
    assert 'value="anna@example.org"' in page


def test_somebody_unknown_hears_the_same_as_with_a_wrong_password(client, anna):
    known = sign_in(client, password="feil").content.decode()
    unknown = sign_in(client, "per@example.org", "feil").content.decode()
    assert "hører ikke sammen" in known
    assert "hører ikke sammen" in unknown


def test_after_five_wrong_passwords_even_the_right_one_waits(client, anna):
    for _attempt in range(5):
        sign_in(client, password="feil")
    page = sign_in(client)
    assert page.status_code == 200
    assert "For mange forsøk" in page.content.decode()


def test_a_closed_account_does_not_get_in_and_loses_its_session(client, anna):
    sign_in(client)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert client.get("/accounts/").status_code == 302
    response = sign_in(client)
    assert response.status_code != 302 or "closed" in response["Location"]


def test_signing_out_needs_a_post(client, anna):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/accounts/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/accounts/").status_code == 302


def test_nobody_signs_up_alone(client, db):
    assert client.get("/accounts/signup/").status_code == 200
    assert client.post("/accounts/signup/", {"email": "x@example.org"}).status_code == 405
    assert not User.objects.exists()


def link_in(message):
    return re.search(r"http://testserver(\S+)", message.body)[1]


@pytest.mark.parametrize(
    ("prefix", "word"), [("", "Lenken"), ("/nn", "Lenkja"), ("/en", "The link")]
)
def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, anna, prefix, word):
    client.post(f"{prefix}/accounts/password/reset/", {"email": "anna@example.org"})
    [message] = mail.outbox
    assert word in message.body
    form = client.get(link_in(message), follow=True)
    new = {"password1": "en helt ny frase", "password2": "en helt ny frase"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert done.status_code == 200
    assert sign_in(client, password="en helt ny frase").status_code == 302
    client.post("/accounts/logout/")
    again = client.get(link_in(message), follow=True).content.decode()
    assert "password1" not in again


def test_asking_for_an_unknown_address_tells_nothing_and_sends_nothing(client, anna):
    known = client.post("/accounts/password/reset/", {"email": "anna@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "per@example.org"})
    assert known["Location"] == unknown["Location"]
    assert len(mail.outbox) == 1


def test_changing_the_password_asks_for_the_old_one(client, anna):
    sign_in(client)
    new = {"password1": "en helt ny frase", "password2": "en helt ny frase"}
    refused = client.post("/accounts/password/change/", new | {"oldpassword": "feil"})
    assert "Skriv passordet du har nå." in refused.content.decode()
    assert (
        client.post("/accounts/password/change/", new | {"oldpassword": PASSWORD}).status_code
        == 302
    )


@pytest.mark.parametrize("password", ["kort", "12345678901234", "anna@example.org", "password1234"])
def test_a_weak_password_is_refused(client, anna, password):
    sign_in(client)
    both = {"password1": password, "password2": password, "oldpassword": PASSWORD}
    assert client.post("/accounts/password/change/", both).status_code == 200


def test_the_name_can_be_changed(client, anna):
    sign_in(client)
    client.post("/accounts/", {"name": "Anna Lund"})
    assert User.objects.get().name == "Anna Lund"
    assert (
        "Anna Lund"
        not in client.post("/accounts/", {"name": ""}).content.decode().split("<main")[0]
    )


def test_no_other_page_of_allauth_is_open(client, anna):
    sign_in(client)
    for path in ("email/", "confirm-email/", "reauthenticate/", "login/code/", "2fa/"):
        assert client.get(f"/accounts/{path}").status_code == 404
