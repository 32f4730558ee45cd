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
from fortrinn.reports.deeper import deeper_profile
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


PARTS: Mapping[str, Callable[[str, str], Profile]] = {
    "profile": profile_of,
    "analysis": lambda slug, lang: deeper_profile(slug, lang=lang),
}
"""What a county has documents of: its profile, and the deeper analysis."""


def documents(slug: str, part: str = "profile") -> list[dict[str, str]]:
    """The files of a profile or of the deeper analysis, for the links on its page."""
    return [
        {"label": kind.label, "url": reverse(address_name(part, "document"), args=[slug, ending])}
        for ending, kind in KINDS.items()
    ]


def address_name(part: str, page: str) -> str:
    """The name of an address; the profile's came first and have none of their own."""
    return f"publishing:{page}" if part == "profile" else f"publishing:{part}_{page}"


def kept(slug: str, lang: str, ending: str, part: str = "profile") -> bytes | None:
    """The file, if it has been made before."""
    try:
        return _place(slug, lang, ending, part).read_bytes()
    except FileNotFoundError:
        return None


def make(slug: str, lang: str, ending: str, part: str = "profile") -> bytes:
    """Make the file and keep it, in one go: a reader never meets half of it."""
    content = KINDS[ending].make(PARTS[part](slug, lang))
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=DOCUMENTS, delete=False) as file:
        file.write(content)
    os.replace(file.name, _place(slug, lang, ending, part))
    return content


def _place(slug: str, lang: str, ending: str, part: str) -> Path:
    hashes = [dataset.sha256 for dataset in datasets()]
    decides = "\n".join([part, slug, lang, ending, __version__, str(LOOK), *hashes])
    return DOCUMENTS / f"{hashlib.sha256(decides.encode()).hexdigest()}.{ending}"
