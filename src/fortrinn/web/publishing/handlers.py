"""What the worker does for the public pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from fortrinn.language import gettext_noop as _
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import Progress, handles
from fortrinn.web.publishing.documents import address_name, make

DOCUMENT = "profile-document"


@handles(DOCUMENT)
def make_document(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the file of a profile or an analysis; the page it leads to starts the download."""
    slug, lang, ending = (job.settings[name] for name in ("county", "lang", "ending"))
    part = job.settings.get("part", "profile")
    progress(0.1, _("Drawing the charts and writing the document."))
    with override(lang):
        make(slug, lang, ending, part)
        return {"address": reverse(address_name(part, "ready"), args=[slug, ending])}
