"""Start from a plan that was adopted already: nothing is made unasked, and gaps are unknown."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.errors import InputError
from fortrinn.web.adopted.models import AdoptedPlan
from fortrinn.web.adopted.reading import lines_of, text_of_word
from fortrinn.web.adopted.services import bring_plan, sort_lines
from fortrinn.web.records.models import Link, LinkType, Record

PLAN = """Visjon
Havland lever av havet

Mål
- Fem nye bedrifter innen 2030
- Halvert svinn

Satsinger
1. Levende krabbe
2. Tang og tare

Tiltak 1: Ringe investoren
Planen rulleres hvert år.
"""


def bring(workspace, who="editor", **data):
    return workspace.client(who).post(workspace.url("adopted-plans/new/"), data)


def plan_file():
    document = docx.Document()
    document.add_heading("Mål", 1)
    document.add_paragraph("Fem nye bedrifter", style="List Bullet")
    document.add_heading("Satsingsområder", 1)
    document.add_paragraph("Levende krabbe", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_each_line_gets_a_guess():
    guesses = {line.text: line.guess for line in lines_of(PLAN) if not line.is_heading}
    assert guesses["Havland lever av havet"] == "vision"
    assert guesses["Halvert svinn"] == "goal"
    assert guesses["Levende krabbe"] == "priority"
    assert guesses["Ringe investoren"] == "action"


def test_a_word_file_is_read_with_its_headings():
    lines = lines_of(text_of_word(plan_file()))
    assert [(line.text, line.guess) for line in lines if not line.is_heading] == [
        ("Fem nye bedrifter", "goal"),
        ("Levende krabbe", "priority"),
    ]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_said_to_be_none(content):
    with pytest.raises(InputError):
        text_of_word(content)


@pytest.mark.requirement("R119", "R226", "R228")
def test_goals_priorities_and_actions_are_made_of_the_lines_somebody_chose(workspace):
    response = bring(workspace, title="Plan for havet", text=PLAN)
    plan = AdoptedPlan.objects.get()
    assert plan.text == PLAN.strip()
    shown = workspace.client("editor").get(response["Location"]).content.decode()
    assert "Levende krabbe" in shown
    numbers = {line.text: line.number for line in lines_of(plan.text)}
    chosen = {
        f"line-{numbers['Halvert svinn']}": "goal",
        f"line-{numbers['Levende krabbe']}": "priority",
        f"line-{numbers['Ringe investoren']}": "action",
    }
    assert workspace.client("editor").post(response["Location"], chosen).status_code == 302
    made = {(record.kind, record.title) for record in Record.objects.exclude(pk=plan.pk)}
    assert made == {("goal", "Halvert svinn"), ("priority", "Levende krabbe")}
    assert Link.objects.filter(target=plan, type=LinkType.CAME_FROM).count() == 2
    page = workspace.client("editor").get(plan.get_absolute_url()).content.decode()
    assert "Ringe investoren" in page
    assert "er ukjent" in page


def test_making_twice_makes_nothing_twice(workspace):
    plan = bring_plan(strategy=workspace.strategy, title="P", text=PLAN, by=workspace.leader)
    chosen = [(line, "goal") for line in lines_of(PLAN) if line.guess == "goal"]
    sort_lines(plan=plan, chosen=chosen, by=workspace.leader)
    made, actions = sort_lines(plan=plan, chosen=chosen, by=workspace.leader)
    assert (made, actions) == ([], 0)


def test_a_word_file_is_brought_through_the_page(workspace):
    file = SimpleUploadedFile("plan.docx", plan_file())
    assert bring(workspace, title="Fra Word", file=file).status_code == 302
    assert "Levende krabbe" in AdoptedPlan.objects.get().text


def test_a_broken_file_keeps_what_was_typed(workspace):
    file = SimpleUploadedFile("plan.docx", b"ikke word")
    response = bring(workspace, title="Fra Word", file=file)
    assert response.status_code == 200
    assert "ikke en Word-fil" in response.content.decode()
    assert 'value="Fra Word"' in response.content.decode()
    assert not AdoptedPlan.objects.exists()


def test_nothing_brought_is_said(workspace):
    response = bring(workspace, title="Tom")
    assert "Lim inn litt tekst" in response.content.decode()


def test_a_long_line_is_kept_whole(workspace):
    long = "Levende krabbe " * 30
    text = f"Satsinger\n- {long}"
    plan = bring_plan(strategy=workspace.strategy, title="P", text=text, by=workspace.leader)
    chosen = [(line, "priority") for line in lines_of(text) if not line.is_heading]
    made, _actions = sort_lines(plan=plan, chosen=chosen, by=workspace.leader)
    assert made[0].as_kind().why == long.strip()
