"""PDF, Word, slides and HTML: the same figures, readable by everyone, nothing withheld told."""

import io
import re
import sys
from dataclasses import replace

import docx
import numpy as np
import pptx
import pytest
from pypdf import PdfReader

from fortrinn.cells import Status
from fortrinn.errors import MissingExtra, OutputError, TableError
from fortrinn.reference import county
from fortrinn.reports import html, pdf, slides, spreadsheet, word
from fortrinn.reports.basis import Basis, measured
from fortrinn.reports.key_figures import key_figures
from fortrinn.reports.model import Gap
from fortrinn.reports.profile import county_profile
from fortrinn.reports.sections.productivity import productivity_section
from fortrinn.reports.sections.specialisation import specialisation
from fortrinn.reports.sections.structure import structure_section

WITHHELD = "vises ikke (konfidensielt)"


@pytest.fixture(scope="module")
def reader(documents):
    return PdfReader(io.BytesIO(documents["pdf"]))


@pytest.fixture(scope="module")
def pdf_text(reader):
    text = " ".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ").replace("\u00ad", ""))


@pytest.fixture(scope="module")
def letter(documents):
    return docx.Document(io.BytesIO(documents["docx"]))


@pytest.fixture(scope="module")
def show(documents):
    return pptx.Presentation(io.BytesIO(documents["pptx"]))


@pytest.fixture(scope="module")
def html_page(nordland, shelf):
    return html.html_text(nordland, cache_dir=shelf)


# --- PDF ----------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_says_its_language_and_title(reader):
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("nb")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == "Næringsprofil for Nordland"


def test_every_chart_of_the_pdf_has_its_description(reader, nordland):
    def alternatives(node):
        node = node.get_object()
        if "/Alt" in node:
            yield str(node["/Alt"])
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            child = child.get_object()
            if isinstance(child, dict):
                yield from alternatives(child)

    told = set(alternatives(reader.trailer["/Root"]["/StructTreeRoot"]))
    assert {section.chart.alt for section in nordland.sections} <= told


def test_the_pdf_shows_withheld_and_no_residual(pdf_text):
    assert "Post og distribusjonsvirksomhet : :" in pdf_text
    assert WITHHELD.replace(" ", "") in pdf_text.replace("- ", "").replace(" ", "")
    # 7 500 is what is left of the year's total; it stands once, as transport's figure of 2008.
    assert len(re.findall(r"(?<!\d )(?<!\d)7 500(?! ?\d)", pdf_text)) == 1
    assert "Transport utenom utenriks sjøfart 7 500 :" in pdf_text


def test_the_pdf_holds_the_sentences_and_key_figures(pdf_text, nordland):
    plain = pdf_text.replace("- ", "").replace(" ", "")
    for text in (*(f.text for f in nordland.key_figures), *(s.title for s in nordland.sections)):
        assert re.sub(r"\s", "", text) in plain


def test_what_a_table_holds_is_never_markup(nordland, shelf):
    first = nordland.sections[0]
    hostile = type(first)(**{**vars(first), "sentence": '#panic("x") $x$ *not bold* <label> @ref'})
    profile = type(nordland)(**{**vars(nordland), "sections": (hostile,)})
    made = PdfReader(io.BytesIO(pdf.pdf_bytes(profile, cache_dir=shelf)))
    assert '#panic("x")' in " ".join(p.extract_text() for p in made.pages).replace("”", '"')


# --- Word ---------------------------------------------------------------------------------------


def test_the_letter_has_real_headings_and_a_language(letter, nordland):
    headings = [p.text for p in letter.paragraphs if p.style.name == "Heading 1"]
    assert [section.title for section in nordland.sections] == headings[2:-1]
    assert letter.core_properties.language == "nb-NO"
    assert 'w:lang w:val="nb-NO"' in letter.styles["Normal"].element.xml


def test_the_letter_s_tables_repeat_their_headings_and_hold_the_figures(letter, nordland):
    tables = [section.table for section in nordland.sections]
    assert len(letter.tables) == len(tables)
    for grid, table in zip(letter.tables, tables, strict=True):
        assert "w:tblHeader" in grid.rows[0]._tr.xml
        assert [cell.text for cell in grid.rows[0].cells] == table.headings
        assert len(grid.rows) == len(table.printed_rows) + 1
    first = letter.tables[0]
    assert [cell.text for cell in first.rows[1].cells] == tables[0].words(tables[0].rows[0])


def test_the_letter_shows_withheld_and_no_residual(letter):
    rows = [[cell.text for cell in row.cells] for row in letter.tables[0].rows]
    post = next(row for row in rows if row[0] == "Post og distribusjonsvirksomhet")
    assert post[1:3] == [":", ":"]
    assert post[-1] == WITHHELD
    figures = [figure.replace("\xa0", " ") for row in rows for figure in row]
    assert "7 500" not in figures
    assert not [row for row in rows if row[0].startswith(("Annet", "Resten", "Øvrig"))]


def test_the_letter_s_pictures_are_described(letter, nordland):
    told = re.findall(r'descr="([^"]+)"', letter.element.xml)
    assert len(told) == len(nordland.sections)
    assert all(text.strip() for text in told)


def test_a_template_keeps_its_look_and_may_lack_styles(nordland, shelf, tmp_path):
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Nordland fylkeskommune"
    caption = template.styles["Caption"].element
    caption.getparent().remove(caption)
    template.save(tmp_path / "mal.docx")
    made = word.word_bytes(nordland, template=tmp_path / "mal.docx", cache_dir=shelf)
    letter = docx.Document(io.BytesIO(made))
    assert letter.sections[0].header.paragraphs[0].text == "Nordland fylkeskommune"


@pytest.mark.parametrize("make", [word.word_bytes, slides.slides_bytes])
def test_a_template_that_is_none_is_refused_with_a_sentence(make, nordland, tmp_path):
    bad = tmp_path / "mal.docx"
    bad.write_bytes(b"not a document")
    with pytest.raises(TableError, match="cannot be read"):
        make(nordland, template=bad)
    with pytest.raises(TableError, match="cannot be read"):
        make(nordland, template=tmp_path / "absent.docx")


# --- slides -------------------------------------------------------------------------------------


def test_every_chart_has_a_slide_with_its_sentence_as_headline(show, nordland):
    headlines = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert [section.sentence for section in nordland.sections] == headlines[2:-1]
    assert headlines[0] == nordland.title


def test_slides_say_what_is_withheld_and_hold_no_residual(show):
    texts = [
        shape.text_frame.text.replace("\xa0", " ")
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ] + [slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide]
    assert any("Post og distribusjon" in text and "ikke" in text for text in texts)
    assert not [text for text in texts if "7 500" in text]


def test_slides_hold_the_key_figures_described_pictures_and_sources(show, nordland):
    figures = " ".join(s.text_frame.text for s in show.slides[1].shapes if s.has_text_frame)
    assert all(figure.text in figures for figure in nordland.key_figures)
    pictures = [s for slide in show.slides for s in slide.shapes if s.shape_type == 13]
    alternatives = [p._element.nvPicPr.cNvPr.get("descr") for p in pictures]
    assert alternatives == [section.chart.alt for section in nordland.sections]
    last = " ".join(s.text_frame.text for s in show.slides[-1].shapes if s.has_text_frame)
    assert "Statistisk sentralbyrå" in last


def test_a_county_s_own_slides_are_filled(nordland, shelf, tmp_path):
    template = pptx.Presentation()
    template.save(tmp_path / "mal.pptx")
    made = slides.slides_bytes(nordland, template=tmp_path / "mal.pptx", cache_dir=shelf)
    show = pptx.Presentation(io.BytesIO(made))
    assert (show.slide_width, show.slide_height) == (9144000, 6858000)
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height


# --- HTML ---------------------------------------------------------------------------------------


def test_the_page_stands_alone(html_page):
    assert html_page.startswith('<!doctype html>\n<html lang="nb">')
    assert not re.search(r"(src|href|srcset)=|url\((?!#)|@import", html_page)
    assert "<script" not in html_page
    ids = re.findall(r' id="([^"]+)"', html_page)
    assert len(ids) == len(set(ids))


def test_the_page_shows_withheld_with_its_reason(html_page):
    row = html_page[html_page.index("Post og distribusjonsvirksomhet</th>") :].split("</tr>", 1)[0]
    assert row.count(">:</td>") >= 3
    assert WITHHELD in row


def test_what_is_said_cannot_become_a_tag(nordland, shelf):
    hostile = type(nordland)(**{**vars(nordland), "title": "<img src=x onerror=1>"})
    assert "<img" not in html.html_text(hostile, cache_dir=shelf)


# --- all ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nn", "en"])
def test_the_other_languages_can_be_printed(lang, shelf):
    profile = county_profile("telemark", lang=lang)
    made = PdfReader(io.BytesIO(pdf.pdf_bytes(profile, cache_dir=shelf)))
    assert made.trailer["/Root"]["/Lang"].startswith(lang)
    assert profile.title in made.pages[0].extract_text()


class Blank(Basis):
    """A basis whose county has no figure at all."""

    @property
    def now(self):
        known = measured(self.reference, self.period)
        own = known.employment.row(self.county.code)
        hidden = {"status": Status.WITHHELD}
        cells = {
            name: blanked(getattr(known.employment, name), own, hidden.get(name, np.nan))
            for name in ("values", "raw", "status", "region_totals")
        }
        measures = {
            name: blanked(getattr(known, name), own, np.nan) for name in ("quotient", "low", "high")
        }
        return replace(known, employment=replace(known.employment, **cells), **measures)


def blanked(array, row, with_what):
    changed = np.array(array)
    changed[row] = with_what
    return changed


def test_a_county_of_which_nothing_is_shown_says_so():
    basis = Blank(county("nordland"), "nb", "2019", "norway", 1.0)
    for build in (specialisation, structure_section, productivity_section):
        section = build(basis)
        assert "Ingen tall for Nordland i 2019 vises" in section.sentence
        assert all(isinstance(row.cells[2], Gap) for row in section.table.rows)
    assert specialisation(basis).chart is None
    figures = key_figures(basis)
    assert [figure.value for figure in figures] == [None, None, None]
    assert figures[0].text == WITHHELD


def test_a_folder_that_cannot_be_written_to_is_said(nordland, tmp_path, shelf):
    with pytest.raises(OutputError, match="cannot be written"):
        html.write_html(nordland, tmp_path / "absent" / "a.html", cache_dir=shelf)


def test_files_are_written_whole(nordland, tmp_path, shelf):
    made = html.write_html(nordland, tmp_path / "a.html", cache_dir=shelf)
    assert made.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize(
    ("module", "make"),
    [
        ("typst", pdf.pdf_bytes),
        ("docx", word.word_bytes),
        ("pptx", slides.slides_bytes),
        ("xlsxwriter", spreadsheet.profile_xlsx),
    ],
)
def test_a_missing_writer_is_said_with_the_line_that_installs_it(
    module, make, nordland, monkeypatch
):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtra, match=r"pip install fortrinn\[reports\]"):
        make(nordland)
