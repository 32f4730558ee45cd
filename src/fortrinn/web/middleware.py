"""One line in the log for each request, and sentences instead of tracebacks."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from fortrinn.errors import FortrinnError
from fortrinn.web import errors
from fortrinn.web.kept import back_to
from fortrinn.web.logs import request_id
from fortrinn.web.strategies.access import SignInFirst

log = logging.getLogger("fortrinn.request")

Answer = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """Method, the pattern of the address (not its words), status and time."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex[:12])
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            log.log(
                logging.INFO if response.status_code < 500 else logging.ERROR,
                "%s %s %s %.0f ms",
                request.method,
                pattern(request),
                response.status_code,
                (time.perf_counter() - started) * 1000,
            )
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


def pattern(request: HttpRequest) -> str:
    """The route an address belongs to: ``<county>/analysis/<section>/``."""
    match = request.resolver_match
    if match is not None:
        return f"/{match.route}"
    return "/static/" if request.path.startswith("/static/") else "(no such address)"


class PagesOfOnePerson:
    """What is made for somebody signed in is kept by no cache on the way, and asked for again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SentencesForErrors:
    """Errors Fortrinn raises on purpose become a page with their sentence.

    A view may raise ``UnknownName`` or ``TableError`` and needs no try of its own.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            return errors.only_sent(request, response["Allow"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, FortrinnError):
            return errors.said(request, error)
        if isinstance(error, SignInFirst):
            return redirect_to_login(back_to(request), resolve_url("account_login"))
        if isinstance(error, OperationalError):
            log.exception("The database did not answer.")
            return errors.unavailable(request)
        return None
