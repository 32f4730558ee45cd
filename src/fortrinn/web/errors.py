"""Error pages: what happened and what to do next, in the reader's language."""

from __future__ import annotations

import json
import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fortrinn.errors import FortrinnError, MissingExtra, NotShipped, UnknownName

log = logging.getLogger("fortrinn.errors")


class NotHere(Http404):
    """A page that is not there, with a sentence that helps: ``raise NotHere(_("…"))``."""


def answer(
    request: HttpRequest, status: int, *, sentence: str = "", template: str = ""
) -> HttpResponse:
    """The page of an error, in the language of the address that was asked for."""
    with override(language_of(request)):
        html = render_to_string(
            template or f"{status}.html",
            {"status": status, "sentence": sentence, "is_error": True},
            # A page about a broken site asks neither session nor database.
            request=None if status >= 500 else request,
        )
    return HttpResponse(html, status=status)


def language_of(request: HttpRequest) -> str:
    """The language an address is in; bokmål has no prefix."""
    return get_language_from_path(request.path_info) or settings.LANGUAGE_CODE


def said(request: HttpRequest, error: FortrinnError) -> HttpResponse:
    """An error raised on purpose, said in the reader's language."""
    missing = isinstance(error, UnknownName | NotShipped | MissingExtra)
    with override(language_of(request)):
        sentence = error.in_words(_)
    return answer(request, 404 if missing else 400, sentence=sentence)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, sentence=str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = str(exception) if isinstance(exception, NotHere) else ""
    return answer(request, 404, sentence=sentence)


def only_sent(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address that only takes a form, asked for as a page: by a reload or another language."""
    response = answer(request, 405)
    response["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away or busy: try again soon."""
    response = answer(request, 503)
    response["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its token: most often an old page or refused cookies."""
    return answer(request, 403, template="csrf.html")


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """What a browser refused to load, for the log: the rule and the page's route, no addresses."""
    if len(request.body) <= 10_000:
        log.warning("A browser refused what breaks the rule %s.", _broken_rule(request.body))
    return HttpResponse(status=204)


def _broken_rule(body: bytes) -> str:
    try:
        report = json.loads(body)["csp-report"]
        rule = str(report.get("effective-directive") or report.get("violated-directive"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return "(not readable)"
    known = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return next((name for name in known if rule.startswith(name)), "(unknown)")
