"""What somebody sent after the session had run out: kept while they sign in again, and sent then.

It lies in the session of the browser it was typed in, for an hour. Files do not come along.
"""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fortrinn.web.publishing.limits import may_send
from fortrinn.web.strategies.access import signed_in

KEY = "kept"
MOST_LETTERS = 500_000
SECONDS = 3600


def back_to(request: HttpRequest) -> str:
    """Where one comes to after signing in: the same page, or what was sent to it."""
    return reverse("kept") if _keep(request) else request.get_full_path()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """Look over what was typed, and send it now or throw it away."""
    signed_in(request.user)
    found: dict[str, Any] | None = request.session.get(KEY)
    if request.method == "POST" or found is None or time.time() - found["at"] > SECONDS:
        request.session.pop(KEY, None)
        return redirect("strategies:mine")
    words = [value for _name, value in found["fields"] if " " in value.strip()]
    return render(request, "kept.html", {"kept": found, "words": words})


def _keep(request: HttpRequest) -> bool:
    """Put aside what a form sent; False when it is no form, or more than is kept."""
    if request.method != "POST":
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if sum(len(value) for _name, value in fields) > MOST_LETTERS or not may_send(request, "kept"):
        return False
    request.session[KEY] = {
        "address": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
        "at": time.time(),
    }
    return True
