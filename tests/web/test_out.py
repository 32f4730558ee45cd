"""Records and lists as files: what a reader may see, harmless to open, and written down."""

import csv
import io

import docx
import openpyxl
import pptx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from fortrinn.web.records import services
from fortrinn.web.records.events import Event
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.out import columns_of
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "-2+3+cmd|' /C'!A0")


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def quick(workspace, title, **fields):
    return create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def fetch(workspace, url, who="editor"):
    response = workspace.client(who).get(workspace.url(url))
    assert response.status_code == 200
    return response


def words_of(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def slides_of(content):
    show = pptx.Presentation(io.BytesIO(content))
    return "\n".join(
        shape.text_frame.text
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


def rows_of(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value or "" for cell in row] for row in sheet.rows], sheet


def test_a_list_goes_out_in_four_forms_as_it_is_narrowed(workspace):
    note = quick(workspace, "Tall på krabbefangst", who="Kari", text="Spør 🦀-laget")
    quick(workspace, "Noe annet")
    tag_record(record=note, tag=tag_called("sdg:14"), by=workspace.leader)
    for ending, read in (
        ("docx", words_of),
        ("pptx", slides_of),
        ("csv", lambda content: content.decode("utf-8-sig")),
        ("xlsx", lambda content: str(rows_of(content)[0])),
    ):
        text = read(fetch(workspace, f"quick-notes/export/{ending}/?q=krabbe").content)
        assert "Tall på krabbefangst" in text, ending
        assert "Noe annet" not in text, ending
    table = list(csv.reader(io.StringIO(text_of_csv(workspace))))
    assert table[0][0] == "Hva ble sagt eller lovet?"
    assert "14 Livet i havet" in table[1]


def test_files_are_named_in_the_language_of_the_person(workspace):
    quick(workspace, "Tall")
    client, notes = workspace.client("editor"), workspace.url("quick-notes/")
    for lang, words, thread in (
        ("", "hurtignotater", "trad"),
        ("/nn", "snoggnotat", "trad"),
        ("/en", "quick-notes", "thread"),
    ):
        file = client.get(f"{lang}{notes}export/csv/")
        assert file["Content-Disposition"] == f'attachment; filename="{words}.csv"'
        sheet = client.get(f"{lang}{notes}tall/thread/sheet/")
        assert f'"tall-{thread}.docx"' in sheet["Content-Disposition"]


def text_of_csv(workspace):
    content = fetch(workspace, "quick-notes/export/csv/?q=krabbe").content
    return content.decode("utf-8-sig")


def test_a_record_goes_out_with_its_thread_and_its_discussion(workspace):
    note, arena = quick(workspace, "Tall"), workspace.note("Kaimøtet")
    link_records(
        source=note, target=arena, type="raised_in", by=workspace.leader, reason="Sagt der"
    )
    services.comment(record=note, by=workspace.leader, text="Usikkert", language="nb", kind="doubt")
    words = words_of(fetch(workspace, "quick-notes/tall/file/docx/").content)
    for expected in ("Kaimøtet", "Sagt der", "Usikkert", "Hvorfor står dette her?"):
        assert expected in words
    assert "Kaimøtet" in slides_of(fetch(workspace, "quick-notes/tall/file/pptx/").content)


def test_what_a_reader_may_not_see_is_in_no_file(workspace):
    note, secret = quick(workspace, "Åpent"), workspace.note("Forretningshemmelig")
    link_records(source=note, target=secret, type="rests_on", by=workspace.leader)
    services.set_visibility(record=note, to="participants", by=workspace.leader, version=1)
    for ending in ("docx", "pptx", "csv", "xlsx"):
        content = fetch(workspace, f"quick-notes/apent/file/{ending}/", "politician").content
        text = {"docx": words_of, "pptx": slides_of}.get(ending, lambda raw: repr(raw))(content)
        assert "hemmelig" not in text


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_taken_for_a_formula(workspace, formula):
    quick(workspace, f"{formula} tittel", who=formula)
    content = fetch(workspace, "quick-notes/export/xlsx/").content
    rows, sheet = rows_of(content)
    assert all(cell.data_type in ("s", "n") for row in sheet.rows for cell in row)
    assert not any(str(cell).startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
    table = csv.reader(io.StringIO(fetch(workspace, "quick-notes/export/csv/").content.decode()))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in table for cell in row)


def test_a_very_long_text_says_where_the_rest_is(workspace):
    quick(workspace, "Langt", text="å" * 200_000)
    rows, _sheet = rows_of(fetch(workspace, "quick-notes/export/xlsx/").content)
    assert any(str(cell).endswith("står i arbeidsrommet)") for cell in rows[1])
    assert "å" * 200_000 in words_of(fetch(workspace, "quick-notes/langt/file/docx/").content)


def test_signs_a_document_cannot_hold_do_not_stop_it(workspace):
    quick(workspace, "Rart \x0b\x1f \u202e שלום 🦀", text="a\x0cb")
    for ending in ("docx", "pptx", "csv", "xlsx"):
        assert fetch(workspace, f"quick-notes/export/{ending}/").content


def test_taking_out_is_a_power_of_its_own_and_is_written_down(workspace):
    quick(workspace, "Tall")
    fetch(workspace, "quick-notes/export/csv/")
    event = Event.objects.filter(action="exported").first()
    assert event.by == workspace.people["editor"]
    assert event.data == {"what": "quick-note", "ending": "csv", "rows": 1}
    for who in ("participant", "observer", "partner"):
        url = workspace.url("quick-notes/export/csv/")
        assert workspace.client(who).get(url).status_code == 403
    assert workspace.client("stranger").get(url).status_code == 404
    assert (
        workspace.client("editor").get(workspace.url("quick-notes/export/exe/")).status_code == 404
    )


def test_a_countys_own_look_is_taken_over(workspace):
    template, buffer = docx.Document(), io.BytesIO()
    template.sections[0].header.paragraphs[0].text = "Nordland fylkeskommune"
    template.save(buffer)
    url = workspace.url("house-style/")
    file = SimpleUploadedFile("mal.docx", buffer.getvalue())
    assert workspace.client("process_leader").post(url, {"file": file}).status_code == 302
    quick(workspace, "Tall")
    made = docx.Document(io.BytesIO(fetch(workspace, "quick-notes/tall/file/docx/").content))
    assert made.sections[0].header.paragraphs[0].text == "Nordland fylkeskommune"
    page = workspace.client("process_leader").get(url)
    uid = page.context["styles"][0].uid
    workspace.client("process_leader").post(f"{url}drop/", {"uid": uid})
    made = docx.Document(io.BytesIO(fetch(workspace, "quick-notes/tall/file/docx/").content))
    assert made.sections[0].header.paragraphs[0].text == ""


@pytest.mark.requirement("R162")
def test_minutes_slides_decisions_and_questions_take_over_the_countys_look(workspace):
    """The same document look, whichever page makes the file."""
    word, show = docx.Document(), pptx.Presentation()
    word.sections[0].header.paragraphs[0].text = "Nordland fylkeskommune"
    show.slide_width = 7_000_000
    for ending, template in (("docx", word), ("pptx", show)):
        buffer = io.BytesIO()
        template.save(buffer)
        file = SimpleUploadedFile(f"mal.{ending}", buffer.getvalue())
        workspace.client("process_leader").post(workspace.url("house-style/"), {"file": file})
    workspace.client("facilitator").post(
        workspace.url("organising/workshop/kick-off/"), {"title": "Oppstart"}
    )
    case = create_record(
        kind=KINDS["case"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Levende krabbe",
        language="nb",
    )
    arena = workspace.strategy.records.get(kind="arena").get_absolute_url()
    for address in (
        f"{arena}minutes.docx",
        f"{case.get_absolute_url()}brief.docx",
        f"{workspace.url('questions/sheet.docx')}?question=what-we-have",
    ):
        made = docx.Document(io.BytesIO(workspace.client("process_leader").get(address).content))
        assert made.sections[0].header.paragraphs[0].text == "Nordland fylkeskommune", address
    slides = workspace.client("process_leader").get(f"{arena}slides.pptx")
    assert pptx.Presentation(io.BytesIO(slides.content)).slide_width == 7_000_000


def test_a_look_that_is_no_document_is_refused(workspace):
    file = SimpleUploadedFile("mal.docx", b"not a document")
    refused = workspace.client("process_leader").post(workspace.url("house-style/"), {"file": file})
    assert refused.status_code == 422


#: Said by machines to machines, or the same word in Norwegian.
SAME_WORD = {"key", "sha256", "form", "register", "status", "person"}


def test_no_column_of_any_list_has_an_english_heading():
    with override("nb"):
        english = [
            f"{kind.key}.{name}"
            for kind in KINDS.values()
            for name in columns_of(kind)
            if kind.label_of(name).casefold() == name.replace("_", " ") and name not in SAME_WORD
        ]
    assert not english
