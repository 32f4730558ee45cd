"""Lists brought in: mapped, shown, brought in as one, undone as one; nothing dropped in silence."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.web.records.models import Batch, QuickNote

PASTED = (
    "Navn\tHvem?\tLovet til\tMerkelapper\nTall\tKari\t17.05.2030\tLivet i havet\nMøte\tPer\t\t\n"
)


@pytest.fixture
def url(workspace):
    return workspace.url("quick-notes/import/")


def read(workspace, url, text="", file=None, who="editor"):
    data = {"text": text} | ({"file": file} if file else {})
    return workspace.client(who).post(url, data)


def go_on(workspace, url, response, step="preview", **typed):
    """The form on the page, sent."""
    context = response.context
    data = {"rows": context["rows"], "step": step}
    if "columns" in context and isinstance(context["columns"][0], dict):
        data |= {f"column-{each['number']}": each["chosen"] for each in context["columns"]}
    else:
        data |= {f"column-{place}": name for place, name in enumerate(context["fields"])}
    if context["headed"]:
        data["headed"] = "1"
    return workspace.client("editor").post(url, data | typed)


def test_ten_minutes_paste_look_bring_in_and_undo(workspace, url):
    mapped = read(workspace, url, PASTED)
    assert [each["chosen"] for each in mapped.context["columns"]] == ["title", "who", "due", "tags"]
    assert mapped.context["headed"]
    shown = go_on(workspace, url, mapped)
    assert [row.title for row in shown.context["plan"].ready] == ["Tall", "Møte"]
    assert not QuickNote.objects.exists(), "a preview changes nothing"
    understood = " ".join(shown.content.decode().split())
    assert "Kari" in understood, "what each cell was understood as is shown before it is kept"
    assert "17. mai 2030" in understood.replace("\xa0", " ")
    done = go_on(workspace, url, shown, "do")
    note = QuickNote.objects.get(title="Tall")
    assert (note.who, note.due.isoformat(), note.version) == ("Kari", "2030-05-17", 1)
    assert [tag.key for tag in note.standing_tags()] == ["sdg:14"]
    workspace.client("editor").post(done["Location"])
    assert all(note.is_removed for note in QuickNote.objects.all())
    assert Batch.objects.get().undone_by == workspace.people["editor"]


def test_what_is_here_already_is_said_and_left_out_unless_asked_for(workspace, url):
    for _time in range(2):
        mapped = read(workspace, url, PASTED)
        shown = go_on(workspace, url, mapped)
        if shown.context["plan"].ready:
            go_on(workspace, url, shown, "do")
    assert [row.same_as for row in shown.context["plan"].doubles] == ["Tall", "Møte"]
    assert "Navn\tHvem?" in shown.context["again"]
    again = go_on(workspace, url, shown, "preview", doubles="1")
    assert len(again.context["plan"].ready) == 2


def test_what_was_not_understood_is_told_cell_by_cell_and_can_be_corrected(workspace, url):
    text = (
        "Tittel\tLovet til\tStatus\tEier\n"
        "Tall\ti morgen\tkept\t\n"
        "\t\tkept\t\n"
        "Godt\t\tkept\tHvemsomhelst\n"
        "Fin\t\tkept\t\n"
    )
    shown = go_on(workspace, url, read(workspace, url, text))
    plan = shown.context["plan"]
    assert [row.number for row in plan.not_understood] == [2, 3, 4]
    page = shown.content.decode()
    assert "i morgen" in page
    assert "Den har ingen tittel." in page
    assert "Hvemsomhelst" in page
    assert [row.title for row in plan.ready] == ["Fin"]
    assert "Godt\t\tkept\tHvemsomhelst" in shown.context["again"]


def workbook(*rows):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return SimpleUploadedFile("liste.xlsx", buffer.getvalue())


def test_a_formula_without_a_result_is_told_by_its_cell_and_keeps_its_row_outside(workspace, url):
    """In a column that is left out it stops nobody; beyond the filled cells it is told as well."""
    file = workbook(
        ["Tittel", "Hvem?", "Sum"],
        ["Ring", '=HYPERLINK("http://x")', 1],
        ["Skriv", "Kari", "=C2+1"],
        [],
        ["=A3"],
    )
    mapped = read(workspace, url, file=file)
    assert "\ufffc" not in "".join(str(one["samples"]) for one in mapped.context["columns"])
    shown = go_on(workspace, url, mapped)
    assert [row.title for row in shown.context["plan"].ready] == ["Skriv"]
    page = shown.content.decode()
    for cell in ("B2", "A5"):
        assert f"Celle {cell} er en formel, og resultatet står ikke i fila." in page
    assert "Celle C3" not in page
    assert shown.context["again"].splitlines()[1] == "Ring\t\t1"


def test_a_workbook_is_read_with_days_and_formulas_as_text(workspace, url):
    file = workbook(["Tittel", "Hvem?"], ["'=1+1", "Per"], ["Tall 🦀 שלום", 42])
    shown = go_on(workspace, url, read(workspace, url, file=file))
    go_on(workspace, url, shown, "do")
    notes = {note.title: note.who for note in QuickNote.objects.all()}
    assert notes["Tall 🦀 שלום"] == "42"
    assert "=1+1" in notes


def test_a_list_that_went_out_comes_in_again(workspace, url):
    go_on(workspace, url, go_on(workspace, url, read(workspace, url, PASTED)), "do")
    before = list(QuickNote.objects.order_by("pk").values_list("title", "who", "due", "status"))
    csv = workspace.client("editor").get(workspace.url("quick-notes/export/csv/?order=oldest"))
    file = SimpleUploadedFile("ut.csv", csv.content)
    mapped = read(workspace, url, file=file)
    go_on(workspace, url, go_on(workspace, url, mapped, doubles="1"), "do", doubles="1")
    after = list(QuickNote.objects.order_by("pk").values_list("title", "who", "due", "status"))
    assert after == before * 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("liste.xlsx", b"not a workbook"),
        ("liste.pdf", b"%PDF-1.7"),
        ("tom.csv", b" \n \n"),
        ("liste.xls", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_a_broken_file_gets_a_sentence(workspace, url, name, content):
    response = read(workspace, url, file=SimpleUploadedFile(name, content))
    assert response.status_code == 422
    assert "ds-error-summary" in response.content.decode()


@pytest.mark.parametrize(
    "rows",
    ["", "x", "[]", "{}", '[["a"], "b"]', '[["a"], ["b", "c"]]', "[[1]]", '[["a", null]]'],
)
def test_rows_that_were_tampered_with_are_refused(workspace, url, rows):
    data = {"step": "preview", "rows": rows, "column-0": "title"}
    response = workspace.client("editor").post(url, data)
    assert response.status_code == 400


def test_only_fields_that_may_be_filled_are_filled(workspace, url):
    data = {"step": "do", "rows": json.dumps([["Tall", "public"]]), "column-0": "title"}
    workspace.client("editor").post(url, data | {"column-1": "visibility"})
    assert QuickNote.objects.get().visibility == "working_group"


def test_probes_in_a_list_come_out_as_text(workspace, url):
    probe = "<script>alert(1)</script>"
    shown = go_on(workspace, url, read(workspace, url, f"Tittel\tStatus\n{probe}\t{probe}\nB\t\n"))
    page = shown.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_who_may_not_write_brings_nothing_in(workspace, url):
    assert read(workspace, url, PASTED, who="observer").status_code == 403
    assert read(workspace, url, PASTED, who="stranger").status_code == 404
    assert workspace.client("editor").get(workspace.url("runs/import/")).status_code == 404
