"""A plain paper as Word: real headings, a language, and no sign it cannot hold."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from fortrinn.reports.paper import Grid, Heading, Lines, Paper, Points, Words, paper_word

PAPER = Paper(
    "Saksframlegg",
    "Levende krabbe \x00🦀 שלום",
    "nn",
    (
        Heading("Kva saka gjeld"),
        Words("Første avsnitt.\r\nSame avsnitt.\r\n\r\nAndre avsnitt.", label="Kort"),
        Points(("Ja", "Nei"), numbered=True),
        Grid(("Part", "Syn"), (("A", "for"), ("B", "mot"))),
        Lines(2),
        Words("Lite", quiet=True),
        Heading("Kven", 2),
        Grid(("Nr", "Grunn"), (("1", "Kjøparane spør, og vi har kara. " * 9),)),
        Words("Etter tabellen"),
    ),
    foot="Laga med Fortrinn",
    address="https://fortrinn.example/nordland/s/krabba/",
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
    assert "Kort: Første avsnitt.\nSame avsnitt." in texts, "a new line as browsers send it is one"
    assert "Andre avsnitt." in texts
    assert texts[-2] == "Laga med Fortrinn"


def test_there_is_air_without_empty_paragraphs(document):
    assert [one.text for one in document.paragraphs if not one.text] == []
    after = next(one for one in document.paragraphs if one.text == "Etter tabellen")
    assert after.paragraph_format.space_before.pt == 12


def test_the_link_back_opens_and_pages_are_numbered(document):
    link = document.paragraphs[-1].hyperlinks[0]
    assert link.text == link.address == "https://fortrinn.example/nordland/s/krabba/"
    fields = document.sections[0].footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [one.get(qn("w:instr")) for one in fields] == ["PAGE", "NUMPAGES"]


def test_all_headings_are_in_the_same_letters(document):
    for name in ("Heading 1", "Heading 2"):
        assert document.styles[name].font.name == "Arial"
        assert str(document.styles[name].font.color.rgb) == "1D2B33"


def test_a_column_of_numbers_leaves_the_room_to_the_words(document):
    number, reason = document.tables[1].columns
    assert number.width < reason.width / 5


def test_a_bare_template_of_a_county_gets_real_headings_and_loses_its_example(tmp_path):
    bare = docx.Document()
    bare.add_paragraph("Skriv saken her")
    bare.sections[0].header.paragraphs[0].text = "Nordland fylkeskommune"
    for name in ("Title", "Heading 1", "List Number"):
        element = bare.styles[name].element
        element.getparent().remove(element)
    bare.save(tmp_path / "mal.docx")
    made = docx.Document(io.BytesIO(paper_word(PAPER, template=tmp_path / "mal.docx")))
    texts = {one.text: one.style.name for one in made.paragraphs}
    assert texts["Kva saka gjeld"] == "Heading 1"
    assert texts["Saksframlegg"] == "Title"
    assert "1. Ja" in texts
    assert "Skriv saken her" not in texts
    assert made.sections[0].header.paragraphs[0].text == "Nordland fylkeskommune"
