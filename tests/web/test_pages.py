"""What every page has: language, light and dark, links that work."""

import re

import pytest

pytestmark = pytest.mark.django_db


def page(client, path, **headers):
    return client.get(path, headers=headers).content.decode()


def test_the_same_page_in_the_other_languages(client):
    shown = page(client, "/nn/accounts/login/?next=/nordland/")
    assert 'href="/accounts/login/?next=%2Fnordland%2F"' in shown
    assert 'href="/en/accounts/login/?next=%2Fnordland%2F"' in shown
    assert '<html lang="nn"' in shown
    assert "Gløymt passordet?" in shown


def test_bokmal_has_no_prefix_whatever_the_browser_asks_for(client):
    assert '<html lang="nb"' in page(client, "/accounts/login/", accept_language="en")


def test_light_and_dark_without_script(client):
    assert 'data-color-scheme="auto"' in page(client, "/accounts/login/")
    response = client.post("/appearance/", {"scheme": "dark", "next": "/nn/accounts/login/"})
    assert response["Location"] == "/nn/accounts/login/"
    shown = page(client, "/accounts/login/")
    assert 'data-color-scheme="dark"' in shown
    assert re.search(r'value="dark"\s+aria-pressed="true"', shown)


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com/", "/\\example.com", ""])
def test_the_switch_leads_to_no_other_site(client, target):
    response = client.post("/appearance/", {"scheme": "light", "next": target})
    assert response["Location"] == "/"


def test_a_strange_scheme_is_ignored(client):
    client.post("/appearance/", {"scheme": '"><script>', "next": "/"})
    client.cookies["appearance"] = '"><script>'
    assert 'data-color-scheme="auto"' in page(client, "/accounts/login/")


def test_health_and_robots(client):
    assert client.get("/health/").content == b"ok\n"
    assert b"Disallow: /accounts/" in client.get("/robots.txt").content
    assert client.get("/favicon.ico")["Location"].endswith("favicon.ico")


def test_every_page_can_be_reached_by_keyboard_past_its_header(client):
    shown = page(client, "/accounts/login/")
    assert shown.index('href="#content"') < shown.index("<header")
    assert 'id="content"' in shown


def test_the_form_says_what_is_optional_and_what_is_wrong(client):
    shown = client.post("/accounts/login/", {"login": "", "password": ""}).content.decode()
    assert 'class="ds-error-summary"' in shown
    assert 'href="#id_login"' in shown
    field = re.search(r'<input[^>]*id="id_login"[^>]*>', shown)[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_login_error"' in field
