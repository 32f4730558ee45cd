"""Light, dark or as the device says: one cookie, one form, no script."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

SCHEMES = ("auto", "light", "dark")
COOKIE = "appearance"


def scheme_of(request: HttpRequest) -> str:
    """The scheme the reader chose; anything else in the cookie is ignored."""
    chosen = request.COOKIES.get(COOKIE, "auto")
    return chosen if chosen in SCHEMES else "auto"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to the page it was made on."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = redirect(target)
    scheme = request.POST.get("scheme")
    if scheme in SCHEMES:
        response.set_cookie(
            COOKIE,
            scheme,
            max_age=365 * 24 * 3600,
            secure=settings.SITE.secure,
            httponly=True,
            samesite="Lax",
        )
    return response
