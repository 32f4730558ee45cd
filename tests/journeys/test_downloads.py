"""Everything that can be taken away opens in the program it is for, and keeps withheld withheld."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Page
from pptx import Presentation
from pypdf import PdfReader

WITHHELD = "Transport utenom utenriks sjøfart"


@pytest.mark.parametrize("kind", ["CSV", "Excel", "SVG", "PNG"])
def test_the_files_of_a_section_open(visitor: Page, kind: str):
    visitor.goto("/nordland/analysis/specialisation/")
    OPENS[kind](taken(visitor, "Last ned: Spesialisering", kind))


@pytest.mark.parametrize("kind", ["PDF", "Word", "PowerPoint"])
def test_the_whole_profile_is_made_and_opens(visitor: Page, kind: str):
    visitor.goto("/nordland/")
    OPENS[kind](taken(visitor, "Hele profilen", kind))


def taken(page: Page, where: str, kind: str) -> Path:
    """Ask for a file and wait for it, also where it is made first."""
    with page.expect_download(timeout=90_000) as waiting:
        page.get_by_role("list", name=where).get_by_role("link", name=kind, exact=True).click()
    name = waiting.value.suggested_filename
    path = Path(waiting.value.path()).with_name(name)
    waiting.value.save_as(path)
    return path


def opens_as_csv(path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert len(rows) == 35
    (withheld,) = [row for row in rows if WITHHELD in row.values()]
    assert withheld["status"] == "withheld"
    assert withheld["employed"] == withheld["share"] == withheld["location_quotient"] == ":"


def opens_in_excel(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    (row,) = [row for row in book.worksheets[0].iter_rows(values_only=True) if WITHHELD in row]
    own = [cell for cell in row if isinstance(cell, int | float)]
    assert len(own) <= 1, "only Norway's share is known"
    assert 0 not in row


def opens_as_drawing(path: Path) -> None:
    drawing = ElementTree.parse(path).getroot()
    words = " ".join(drawing.itertext())
    assert drawing.tag.endswith("svg")
    assert "vises ikke" in words
    assert "tabell 11713" in words


def opens_as_picture(path: Path) -> None:
    with Image.open(path) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width > 1000


def opens_as_pdf(path: Path) -> None:
    document = PdfReader(path)
    words = "\n".join(page.extract_text() for page in document.pages)
    assert len(document.pages) > 3
    assert "Næringsprofil for Nordland" in words
    assert "vises ikke" in words


def opens_in_word(path: Path) -> None:
    document = Document(str(path))
    assert "Nordland" in "\n".join(paragraph.text for paragraph in document.paragraphs)
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any(WITHHELD in row and "0" not in row for row in rows)


def opens_as_slides(path: Path) -> None:
    slides = Presentation(str(path)).slides
    assert len(slides) > 3
    assert any(
        shape.has_text_frame and "Nordland" in shape.text_frame.text for shape in slides[0].shapes
    )


OPENS: dict[str, Callable[[Path], None]] = {
    "CSV": opens_as_csv,
    "Excel": opens_in_excel,
    "SVG": opens_as_drawing,
    "PNG": opens_as_picture,
    "PDF": opens_as_pdf,
    "Word": opens_in_word,
    "PowerPoint": opens_as_slides,
}
