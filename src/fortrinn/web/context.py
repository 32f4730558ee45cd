"""What every page knows: its language, the same page in the others, light or dark."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from fortrinn.web.appearance import scheme_of

PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the base template."""
    return {
        "color_scheme": scheme_of(request),
        "translations": translations(request),
        "htmx_request": bool(getattr(request, "htmx", False)),
    }


def translations(request: HttpRequest) -> list[dict[str, Any]]:
    """This page in the three languages: code, name, address, and whether it is the one shown."""
    bare = without_language(request.path)
    query = f"?{request.GET.urlencode()}" if request.GET and request.method == "GET" else ""
    return [
        {
            "code": code,
            "name": name,
            "url": in_language(bare, code) + query,
            "is_current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]


def without_language(path: str) -> str:
    """``/nn/nordland/`` is ``/nordland/`` in bokmål.

    >>> without_language("/nn/nordland/"), without_language("/nordland/")
    ('/nordland/', '/nordland/')
    """
    prefix = next((prefix for prefix in PREFIXES if path.startswith(prefix)), "/")
    return "/" + path.removeprefix(prefix)


def in_language(bare: str, code: str) -> str:
    """A bokmål address in another language."""
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"
