"""A plain paper as Word: real headings, a language, and no sign it cannot hold."""

import io

import docx
import pytest

from fortrinn.reports.paper import Grid, Heading, Lines, Paper, Points, Words, paper_word

PAPER = Paper(
    "Saksframlegg",
    "Levende krabbe \x00🦀 שלום",
    "nn",
    (
        Heading("Kva saka gjeld"),
        Words("Første avsnitt.\n\nAndre avsnitt.", label="Kort"),
        Points(("Ja", "Nei"), numbered=True),
        Grid(("Part", "Syn"), (("A", "for"), ("B", "mot"))),
        Lines(2),
        Words("Lite", quiet=True),
    ),
    foot="Laga med Fortrinn",
)


@pytest.fixture(scope="module")
def document():
    return docx.Document(io.BytesIO(paper_word(PAPER)))


def test_it_has_a_title_and_real_headings(document):
    styles = {one.style.name: one.text for one in document.paragraphs}
    assert styles["Title"] == "Saksframlegg"
    assert styles["Heading 1"] == "Kva saka gjeld"
    assert styles["Subtitle"] == "Levende krabbe 🦀 שלום"


def test_it_says_its_language(document):
    assert document.core_properties.language == "nn-NO"


def test_the_header_row_of_a_table_is_one(document):
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Part", "Syn"]
    assert "tblHeader" in table.rows[0]._tr.xml


def test_paragraphs_stay_apart(document):
    texts = [one.text for one in document.paragraphs]
    assert "Kort: Første avsnitt." in texts
    assert "Andre avsnitt." in texts
    assert texts[-1] == "Laga med Fortrinn"
