"""Start from a plan that was adopted already: nothing is made unasked, and gaps are unknown."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.errors import InputError
from fortrinn.web.adopted.models import AdoptedPlan
from fortrinn.web.adopted.reading import holders, lines_of, text_of_word
from fortrinn.web.adopted.services import bring_plan, sort_lines
from fortrinn.web.implementation.models import Action
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.services import edit_record, remove_record
from organised import visible

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
    assert made == {
        ("goal", "Halvert svinn"),
        ("priority", "Levende krabbe"),
        ("action", "Ringe investoren"),
    }
    assert Link.objects.filter(target=plan, type=LinkType.CAME_FROM).count() == 3
    page = workspace.client("editor").get(plan.get_absolute_url()).content.decode()
    assert "Ringe investoren" in page
    assert "er ukjent" in page


STRUCTURED = """Satsing 1: Levende krabbe
Tiltak
- Ringe investoren
Satsing 2: Tang og tare
Tiltak
- Så tang
Mål
- Flere jobber
- Mindre svinn
Tiltak
- Skrive til departementet
"""


@pytest.mark.requirement("R228")
def test_an_action_hangs_on_what_it_stands_under_and_gaps_are_unknown(workspace):
    editor = workspace.client("editor")
    address = bring(workspace, title="Plan for havet", text=STRUCTURED)["Location"]
    shown = visible(editor.get(address))
    assert re.search("Ringe investoren Står under: Levende krabbe", shown)
    assert "Skrive til departementet Hva det gjennomfører, er ukjent" in shown
    chosen = {f"line-{line.number}": line.guess for line in lines_of(STRUCTURED)}
    answer = visible(editor.post(address, chosen, follow=True))
    assert "7 oppføringer er laget." in answer
    assert "For 1 tiltak er det ukjent hvilken satsing" in answer
    made = Action.objects.order_by("pk")
    ties = {one.title: [tie.target.title for tie in helped(one)] for one in made}
    assert ties == {
        "Ringe investoren": ["Levende krabbe"],
        "Så tang": ["Tang og tare"],
        "Skrive til departementet": [],
    }
    page = visible(editor.get(made[0].get_absolute_url()))
    assert "Hvem gjør det? Ukjent Innen når? Ukjent" in page
    assert "Hva det gjennomfører Levende krabbe" in page
    priority = Record.objects.get(title="Tang og tare")
    assert "Så tang" in visible(editor.get(priority.get_absolute_url()))


def helped(action):
    return action.links_out.filter(type=LinkType.CONTRIBUTES_TO)


def test_an_action_under_a_priority_left_as_text_is_not_given_to_another():
    lines = lines_of(STRUCTURED)
    number = {line.text: line.number for line in lines}
    becomes = {number["Levende krabbe"]: "priority", number["Så tang"]: "action"}
    assert number["Så tang"] not in holders(lines, becomes)


def test_what_is_removed_again_may_be_made_anew_and_comes_to_what_was_made_before(workspace):
    plan = bring_plan(strategy=workspace.strategy, title="P", text=STRUCTURED, by=workspace.leader)
    first, second = (
        [(line, line.guess) for line in lines_of(STRUCTURED) if line.text in texts]
        for texts in (("Levende krabbe",), ("Ringe investoren",))
    )
    sort_lines(plan=plan, chosen=first, by=workspace.leader)
    (action,), alone = sort_lines(plan=plan, chosen=second, by=workspace.leader)
    assert (alone, helped(action).get().target.title) == (0, "Levende krabbe")
    remove_record(record=action, reason="Feil linje", by=workspace.leader)
    (again,), _alone = sort_lines(plan=plan, chosen=second, by=workspace.leader)
    assert again.pk != action.pk


def test_actions_kept_as_text_before_may_become_actions(workspace):
    plan = bring_plan(strategy=workspace.strategy, title="P", text=PLAN, by=workspace.leader)
    line = next(line for line in lines_of(PLAN) if line.guess == "action")
    kept = [{"line": line.number, "text": line.text}]
    plan = edit_record(record=plan, by=workspace.leader, version=plan.version, actions=kept)
    page = visible(workspace.client("editor").get(plan.get_absolute_url()))
    assert "De blir egne tiltak under «Velg linjer»" in page
    sort_lines(plan=plan, chosen=[(line, "action")], by=workspace.leader)
    plan.refresh_from_db()
    assert plan.actions == []


def test_making_twice_makes_nothing_twice(workspace):
    plan = bring_plan(strategy=workspace.strategy, title="P", text=PLAN, by=workspace.leader)
    chosen = [(line, "goal") for line in lines_of(PLAN) if line.guess == "goal"]
    sort_lines(plan=plan, chosen=chosen, by=workspace.leader)
    assert sort_lines(plan=plan, chosen=chosen, by=workspace.leader) == ([], 0)


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
    made, _alone = sort_lines(plan=plan, chosen=chosen, by=workspace.leader)
    assert made[0].as_kind().why == long.strip()
