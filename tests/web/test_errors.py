"""Error pages: in three languages, without the database, with a sentence that helps."""

import json

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from fortrinn.errors import InputError, UnknownName
from fortrinn.web import errors
from fortrinn.web import urls as real
from fortrinn.web.errors import NotHere

RAISED = {
    "bad": BadRequest("secret"),
    "denied": PermissionDenied("Din rolle"),
    "gone": NotHere("Ikke noe her om krabbe"),
    "crash": RuntimeError("secret statement of a person"),
    "database": OperationalError("secret"),
    "input": InputError(
        "Row {row} has no '{column}'. Fill it in or leave the row out.", row=7, column="x"
    ),
    "unknown": UnknownName("'{name}' is not there. Did you mean '{guess}'?", name="a", guess="b"),
}


def trouble(request, what):
    raise RAISED[what]


def echo(request):
    return HttpResponse("ok")


urlpatterns = [
    path("trouble/<str:what>/", trouble),
    path("nn/trouble/<str:what>/", trouble),
    path("en/trouble/<str:what>/", trouble),
    path("echo/", echo),
    *real.urlpatterns,
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor():
    client = Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        (
            "bad",
            400,
            ("Det kunne vi ikke forstå", "Det kunne vi ikkje forstå", "could not be understood"),
        ),
        ("denied", 403, ("Du har ikke tilgang", "Du har ikkje tilgang", "You have no access")),
        ("gone", 404, ("Vi finner ikke siden", "Vi finn ikkje sida", "We cannot find the page")),
        ("crash", 500, ("Noe gikk galt", "Noko gjekk gale", "Something went wrong")),
        ("database", 503, ("Ikke akkurat nå", "Ikkje akkurat no", "Not just now")),
        ("input", 400, ("Rad 7", "Rad 7", "Row 7")),
        ("unknown", 404, ("Vi finner ikke", "Vi finn ikkje", "We cannot find")),
    ],
)
def test_each_error_has_a_page_in_each_language(visitor, what, status, words):
    for prefix, word, lang in zip(("", "/nn", "/en"), words, ("nb", "nn", "en"), strict=True):
        response = visitor.get(f"{prefix}/trouble/{what}/")
        page = response.content.decode()
        assert response.status_code == status
        assert word in page
        assert f'<html lang="{lang}"' in page
        assert "secret" not in page
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_an_own_sentence_stands_on_the_page(visitor):
    assert "Ikke noe her om krabbe" in visitor.get("/trouble/gone/").content.decode()
    assert "Din rolle" in visitor.get("/trouble/denied/").content.decode()


def test_a_page_that_does_not_exist_offers_to_sign_in(visitor):
    page = visitor.get("/en/no/such/page/").content.decode()
    assert 'href="/en/accounts/login/"' in page


def test_pages_about_a_broken_site_ask_no_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor.get("/trouble/crash/")
        response = visitor.get("/trouble/database/")
    assert response["Retry-After"] == "30"


def test_a_form_without_its_token_is_explained(visitor):
    response = visitor.post("/appearance/", {"scheme": "dark"})
    assert response.status_code == 403
    assert "Skjemaet var for gammelt" in response.content.decode()


def test_the_log_holds_no_words_of_people(visitor, caplog):
    visitor.get("/trouble/crash/?q=anna@example.org")
    visitor.get("/en/no/such/page/for-anna/")
    written = "\n".join(handler_line(record) for record in caplog.records)
    assert "RuntimeError" in written
    for word in ("secret", "anna", "/trouble/crash"):
        assert word not in written


def handler_line(record):
    from fortrinn.web.logs import LineFormatter

    return LineFormatter().format(record)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (json.dumps({"csp-report": {"effective-directive": "script-src-elem"}}), "script-src"),
        (json.dumps({"csp-report": {"violated-directive": "\n\nforged line"}}), "(unknown)"),
        ("[]", "(not readable)"),
        ("{", "(not readable)"),
    ],
)
def test_a_report_of_a_broken_rule_is_taken_and_written_safely(visitor, caplog, body, told):
    response = visitor.post("/csp-report/", body, content_type="application/csp-report")
    assert response.status_code == 204
    assert told in caplog.text
    assert "forged" not in caplog.text


def test_a_huge_report_is_not_read(visitor, caplog):
    visitor.post("/csp-report/", "x" * 20_000, content_type="application/csp-report")
    assert "refused" not in caplog.text


def test_the_request_log_names_the_route_and_not_the_words(visitor, caplog):
    caplog.set_level("INFO")
    visitor.get("/nordland/s/hemmelig-strategi/")
    assert "hemmelig" not in caplog.text
    assert "<slug:place>/s/<slug:strategy>/" in caplog.text


def test_an_address_that_only_takes_a_form_says_so_when_it_is_opened(client, db):
    """A reload, or the link to another language, opens what was only meant to be sent to."""
    answer = client.get("/appearance/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Her er det ikke noe å lese" in answer.content.decode()
