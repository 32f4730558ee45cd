"""Files on records: an allow-list by content, kept out of reach, asked for every time."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.web.records.attachments import FOLDER, Attachment
from fortrinn.web.records.content_types import MOST_BYTES

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def note(workspace):
    return workspace.note()


def packed(*names, size=10):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"0" * size)
    return buffer.getvalue()


def attach(workspace, note, name, content, who="editor"):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return workspace.client(who).post(f"{note.get_absolute_url()}attachments/", {"file": file})


def test_a_file_is_kept_under_its_uuid_and_comes_back_as_it_was(workspace, note, settings):
    assert attach(workspace, note, "Plan <b>æøå</b>.pdf", PDF).status_code == 302
    kept = Attachment.objects.get()
    assert kept.path == settings.MEDIA_ROOT / FOLDER / str(kept.uid)
    assert kept.path.stat().st_mode & 0o077 == 0
    response = workspace.client("analyst").get(f"{note.get_absolute_url()}attachments/{kept.uid}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    page = workspace.client("editor").get(note.get_absolute_url()).content.decode()
    assert "<b>æøå" not in page
    assert "b&gt;.pdf" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("bilde.png", b"\x89PNG\r\n\x1a\n...."),
        ("bilde.JPG", b"\xff\xd8\xff\xe0...."),
        ("plan.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("ark.xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("notat.txt", "Øksnes 🦀".encode()),
        ("liste.csv", "navn;antall\nØksnes;3".encode("cp1252")),
    ],
)
def test_documents_pictures_and_texts_are_taken(workspace, note, name, content):
    assert attach(workspace, note, name, content).status_code == 302


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("side.html", b"<script>alert(1)</script>"),
        ("bilde.svg", b"<svg onload='alert(1)'/>"),
        ("program.exe", b"MZ...."),
        ("uten-endelse", PDF),
        ("plan.pdf", b"<script>alert(1)</script>"),
        ("plan.pdf.html", PDF),
        ("bilde.png", PDF),
        ("plan.docx", b"PK\x03\x04 broken"),
        ("plan.docx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("makro.docx", packed("[Content_Types].xml", "word/d.xml", "word/vbaProject.bin")),
        ("bombe.xlsx", packed("[Content_Types].xml", "xl/a", size=2_000_000)),
        ("notat.txt", b"a\x00b"),
        ("tom.pdf", b""),
    ],
)
def test_anything_else_is_refused_with_a_sentence(workspace, note, name, content, monkeypatch):
    monkeypatch.setattr("fortrinn.web.records.content_types.MOST_UNPACKED", 1_000_000)
    response = attach(workspace, note, name, content)
    assert response.status_code == 422
    assert "ds-error-summary" in response.content.decode()
    assert not Attachment.objects.exists()


def test_more_than_twenty_megabytes_is_refused(workspace, note):
    response = attach(workspace, note, "stor.pdf", PDF + b"0" * MOST_BYTES)
    assert response.status_code == 422
    assert "20 MB" in response.content.decode()


def test_access_is_asked_for_every_time(workspace, note):
    attach(workspace, note, "plan.pdf", PDF)
    url = f"{note.get_absolute_url()}attachments/{Attachment.objects.get().uid}/"
    assert workspace.client("stranger").get(url).status_code == 404
    assert workspace.client("participant").get(url).status_code == 404
    assert workspace.client("anonymous").get(url).status_code == 302
    elsewhere = workspace.note("Et annet").get_absolute_url()
    wrong = url.replace(note.get_absolute_url(), elsewhere)
    assert workspace.client("editor").get(wrong).status_code == 404


def test_a_file_is_taken_away_with_a_reason_and_cannot_be_fetched(workspace, note):
    attach(workspace, note, "plan.pdf", PDF)
    kept = Attachment.objects.get()
    url = f"{note.get_absolute_url()}attachments/{kept.uid}/"
    assert workspace.client("participant").post(f"{url}withdraw/").status_code == 404
    workspace.client("editor").post(f"{url}withdraw/", {"reason": "Gammel utgave"})
    assert workspace.client("editor").get(url).status_code == 404
    page = workspace.client("editor").get(note.get_absolute_url()).content.decode()
    assert "Gammel utgave" in page
    actions = list(note.events.values_list("action", flat=True))
    assert actions[:2] == ["attachment_withdrawn", "attached"]
