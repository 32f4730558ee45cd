"""Profiles and documents made once for all tests of reports."""

import pytest

from fortrinn.reports.pdf import pdf_bytes
from fortrinn.reports.profile import county_profile
from fortrinn.reports.slides import slides_bytes
from fortrinn.reports.spreadsheet import profile_xlsx
from fortrinn.reports.word import word_bytes


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="session")
def nordland():
    return county_profile("nordland", lang="nb")


@pytest.fixture(scope="session")
def documents(nordland, shelf):
    """Nordland's profile in every format, as bytes."""
    return {
        "pdf": pdf_bytes(nordland, cache_dir=shelf),
        "docx": word_bytes(nordland, cache_dir=shelf),
        "pptx": slides_bytes(nordland, cache_dir=shelf),
        "xlsx": profile_xlsx(nordland),
    }
