"""Files of a section and of a whole profile."""

import io
import zipfile

import openpyxl
import pytest
from django.test import Client
from pypdf import PdfReader

from fortrinn.reports.model import Column, ResultTable, Row
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.worker import Worker
from fortrinn.web.publishing import documents

pytestmark = pytest.mark.django_db
SECTION = "/nordland/analysis/specialisation/"


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def nothing_kept(monkeypatch, tmp_path):
    """Documents are made anew, in a folder of the test's own."""
    monkeypatch.setattr(documents, "DOCUMENTS", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "kind", "starts"),
    [
        ("table.csv", "text/csv", b"\xef\xbb\xbfcode,industry"),
        ("table.xlsx", "application/vnd", b"PK"),
        ("figure.svg", "image/svg+xml", b"<svg"),
        ("figure.png", "image/png", b"\x89PNG"),
    ],
)
@pytest.mark.parametrize(
    ("prefix", "named"),
    [("", "spesialisering"), ("/nn", "spesialisering"), ("/en", "specialisation")],
)
def test_a_section_is_handed_out_as_files(visitor, file, kind, starts, prefix, named):
    response = visitor.get(f"{prefix}{SECTION}{file}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    ending = file.rpartition(".")[2]
    assert response["Content-Disposition"] == f'attachment; filename="nordland-{named}.{ending}"'
    assert response.content.startswith(starts)


def test_a_picture_carries_its_title_and_its_source(visitor):
    drawing = visitor.get(f"{SECTION}figure.svg").content.decode()
    assert "Spesialiseringsgrad i Nordland 2019" in drawing
    assert "Statistisk sentralbyrå" in drawing
    assert "var(--" not in drawing


def test_a_workbook_has_withheld_as_a_sign_and_a_status_never_zero(visitor):
    book = openpyxl.load_workbook(io.BytesIO(visitor.get(f"{SECTION}table.xlsx").content))
    sheet = book.worksheets[0]
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True)}
    for name in ("Transport utenom utenriks sjøfart", "Post og distribusjonsvirksomhet"):
        assert rows[name][2] == ":"
        assert rows[name][-1] == "withheld"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_looks_like_a_formula_is_made_harmless_in_the_files(
    visitor, monkeypatch, payload
):
    from dataclasses import replace

    from fortrinn.web.publishing.figures import section_of
    from fortrinn.web.publishing.views import downloads

    table = ResultTable("t", "T", "nb", (Column("name", "Navn", "text"),), (Row("x", (payload,)),))
    section = replace(section_of("nordland", "nb", "specialisation"), table=table)
    monkeypatch.setattr(downloads, "section_of", lambda *asked: section)
    csv = visitor.get(f"{SECTION}table.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].lstrip('"').startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(visitor.get(f"{SECTION}table.xlsx").content))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_the_profile_is_a_pdf_at_once(visitor, nothing_kept):
    response = visitor.get("/nordland/profile.pdf")
    assert response["Content-Type"] == "application/pdf"
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "Nordland" in words
    assert "123 700" in words.replace("\xa0", " ")
    assert len(list(nothing_kept.iterdir())) == 1


def test_a_document_that_is_kept_is_not_made_again(visitor, nothing_kept, monkeypatch):
    first = visitor.get("/nordland/profile.xlsx").content
    monkeypatch.setattr(documents, "make", None)
    assert visitor.get("/nordland/profile.xlsx").content == first


@pytest.mark.parametrize(
    ("ending", "inside"), [("docx", "word/document.xml"), ("pptx", "ppt/presentation.xml")]
)
def test_word_and_slides_are_made_by_the_worker_with_progress(
    visitor, nothing_kept, ending, inside
):
    address = f"/nn/nordland/profile.{ending}"
    waiting = visitor.get(address)
    job = Job.objects.get()
    assert waiting["Location"].endswith(job.get_absolute_url())
    assert visitor.get(address)["Location"] == waiting["Location"]
    Worker().work_once()
    ready = visitor.get(waiting["Location"], follow=True)
    assert ready.redirect_chain[-1][0] == f"/nn/nordland/profile/{ending}/"
    assert ready["Refresh"].endswith(address)
    made = visitor.get(address)
    assert made["Content-Disposition"] == f'attachment; filename="nordland-nn.{ending}"'
    assert inside in zipfile.ZipFile(io.BytesIO(made.content)).namelist()


@pytest.mark.parametrize("ending", ["exe", "html", "pdf2"])
def test_a_kind_of_file_there_is_not_is_said(visitor, ending):
    assert visitor.get(f"/nordland/profile.{ending}").status_code == 404
    assert visitor.get(f"/nordland/profile/{ending}/").status_code == 404
