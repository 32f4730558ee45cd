"""A whole profile as PDF, Word, slides or spreadsheet; what takes long is made as a job."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fortrinn.web.errors import NotHere
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.publishing.documents import KINDS, address_name, kept, make
from fortrinn.web.publishing.figures import county_at
from fortrinn.web.publishing.handlers import DOCUMENT
from fortrinn.web.publishing.views.downloads import attachment


@require_safe
def document(request: HttpRequest, county: str, ending: str, part: str = "profile") -> HttpResponse:
    """The file at once where it is kept or quickly made; else the page of the job that makes it."""
    lang = get_language() or "nb"
    slug = county_at(county).slug
    if ending not in KINDS:
        raise NotHere(
            _("The profile is not made as “{ending}”. There are {endings}.").format(
                ending=ending, endings=", ".join(KINDS)
            )
        )
    content = kept(slug, lang, ending, part)
    if content is None and KINDS[ending].at_once:
        content = make(slug, lang, ending, part)
    if content is None:
        return redirect(
            ask_for(
                kind=DOCUMENT,
                title=_title(part).format(county=county_at(county).name, kind=KINDS[ending].label),
                settings={"county": slug, "lang": lang, "ending": ending, "part": part},
            )
        )
    name = slug if part == "profile" else f"{slug}-{_('analysis')}"
    return attachment(content, KINDS[ending].content_type, f"{name}-{lang}.{ending}")


def _title(part: str) -> str:
    if part == "analysis":
        return _("The options of {county} as {kind}")
    return _("The profile of {county} as {kind}")


@require_safe
def ready(request: HttpRequest, county: str, ending: str, part: str = "profile") -> HttpResponse:
    """The file is made: the download starts, and there is a link in case it does not."""
    found = county_at(county)
    if ending not in KINDS:
        raise NotHere(_("There is no such file."))
    address = reverse(address_name(part, "document"), args=[found.slug, ending])
    context = {"county": found, "kind": KINDS[ending], "address": address}
    response = render(request, "publishing/ready.html", context)
    response["Refresh"] = f"1; url={address}"
    return response
