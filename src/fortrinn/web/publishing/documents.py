"""A whole profile as a file: made once, and kept under the hash of all that decides it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from fortrinn import __version__
from fortrinn.charts.render import LOOK
from fortrinn.reference import datasets
from fortrinn.reports.model import Profile
from fortrinn.reports.pdf import pdf_bytes
from fortrinn.reports.slides import slides_bytes
from fortrinn.reports.spreadsheet import profile_xlsx
from fortrinn.reports.word import word_bytes
from fortrinn.web.publishing.figures import profile_of
from fortrinn.web.publishing.kept import CHARTS, DOCUMENTS

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """A kind of file. ``at_once`` is made in well under a second and needs no waiting page."""

    label: str
    content_type: str
    make: Callable[[Profile], bytes]
    at_once: bool


KINDS: Mapping[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf", lambda p: pdf_bytes(p, cache_dir=CHARTS), True),
    "docx": Kind(
        "Word",
        f"{_OFFICE}.wordprocessingml.document",
        lambda p: word_bytes(p, cache_dir=CHARTS),
        False,
    ),
    "pptx": Kind(
        "PowerPoint",
        f"{_OFFICE}.presentationml.presentation",
        lambda p: slides_bytes(p, cache_dir=CHARTS),
        False,
    ),
    "xlsx": Kind("Excel", f"{_OFFICE}.spreadsheetml.sheet", profile_xlsx, True),
}


def documents(slug: str) -> list[dict[str, str]]:
    """The files of a profile, for the links on its page."""
    return [
        {"label": kind.label, "url": reverse("publishing:document", args=[slug, ending])}
        for ending, kind in KINDS.items()
    ]


def kept(slug: str, lang: str, ending: str) -> bytes | None:
    """The file, if it has been made before."""
    try:
        return _place(slug, lang, ending).read_bytes()
    except FileNotFoundError:
        return None


def make(slug: str, lang: str, ending: str) -> bytes:
    """Make the file and keep it, in one go: a reader never meets half of it."""
    content = KINDS[ending].make(profile_of(slug, lang))
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=DOCUMENTS, delete=False) as file:
        file.write(content)
    os.replace(file.name, _place(slug, lang, ending))
    return content


def _place(slug: str, lang: str, ending: str) -> Path:
    hashes = [dataset.sha256 for dataset in datasets()]
    decides = "\n".join([slug, lang, ending, __version__, str(LOOK), *hashes])
    return DOCUMENTS / f"{hashlib.sha256(decides.encode()).hexdigest()}.{ending}"
