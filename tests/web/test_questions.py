"""The question book: discussion starters, never a form to fill."""

import io

import docx
import pytest
from django.urls import reverse

from fortrinn.content.question_book import all_questions
from fortrinn.web.questions.models import Answer
from fortrinn.web.questions.services import begin_answer, take_along
from fortrinn.web.records.models import Link, LinkType

ALL = sorted({question.requirement for question in all_questions()})


def get(workspace, rest, who="editor"):
    response = workspace.client(who).get(workspace.url(rest))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.requirement(*ALL)
def test_every_question_stands_on_its_elements_page(workspace):
    shown = "".join(
        get(workspace, f"questions/{element}/")
        for element in (
            *("organising", "analysis", "vision"),
            *("priorities", "implementation", "learning"),
        )
    )
    for question in all_questions("nb"):
        assert question.text in shown.replace("&#x27;", "'").replace("&quot;", '"')
        assert question.requirement in shown


@pytest.mark.requirement("R124", "R218")
def test_an_answer_is_begun_edited_and_walked_back(workspace):
    url = workspace.url("questions/vision/our-piece/")
    begun = workspace.client("editor").post(url, {"text": "Levende krabbe"})
    answer = Answer.objects.get()
    assert begun["Location"] == answer.get_absolute_url()
    assert answer.title.startswith("Ingen kan være best på alt")
    changes = {
        "text": "Levende krabbe, og å følge den",
        "agreement": "Vi har krabben",
        "disagreement": "Jonas mener markedet er for lite",
        "revisit_on": "2027-01-15",
        "status": "disagree",
        "language": "nb",
        "version": 1,
    }
    saved = workspace.client("editor").post(f"{answer.get_absolute_url()}edit/", changes)
    assert saved.status_code == 302
    shown = get(workspace, "answers/our-piece/")
    assert "Jonas mener markedet er for lite" in shown
    assert "15. januar 2027" in shown
    assert "Vi er uenige" in get(workspace, "questions/vision/")


def test_beginning_twice_never_replaces_what_stands(workspace):
    url = workspace.url("questions/vision/our-piece/")
    workspace.client("editor").post(url, {"text": "Det første"})
    workspace.client("analyst").post(url, {"text": "Det andre"})
    assert Answer.objects.get().text == "Det første"


def test_nothing_has_to_be_written(workspace):
    url = workspace.url("questions/vision/our-piece/")
    assert workspace.client("editor").post(url, {"text": ""}).status_code == 302
    assert "Det er lov" in get(workspace, "answers/our-piece/")


def test_questions_are_taken_along_on_a_sheet(workspace):
    response = workspace.client("editor").post(
        workspace.url("questions/take-along/"), {"question": ["our-piece", "same-goals"]}
    )
    shown = workspace.client("participant").get(response["Location"]).content.decode()
    assert "Ingen kan være best på alt" in shown
    assert not Answer.objects.exists()
    word = workspace.client("editor").get(
        workspace.url("questions/sheet.docx?question=our-piece&question=unknown")
    )
    document = docx.Document(io.BytesIO(word.content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == ["Ingen kan være best på alt. Hva er det akkurat vi kan bidra med?"]


def test_questions_are_taken_to_an_arena_and_found_there(workspace):
    arena = workspace.note("Verksted i Svolvær")
    answers = take_along(
        strategy=workspace.strategy, keys=["our-piece"], arena=arena, by=workspace.leader
    )
    link = Link.objects.get()
    assert (link.source_id, link.target_id) == (answers[0].pk, arena.pk)
    assert link.type == LinkType.RAISED_IN
    assert "Ingen kan være best på alt" in get(workspace, f"notes/{arena.slug}/")


def test_choosing_none_says_so(workspace):
    response = workspace.client("editor").post(
        workspace.url("questions/take-along/"), {}, follow=True
    )
    assert "Velg minst ett spørsmål" in response.content.decode()


def test_a_reader_sees_no_answer_of_the_working_group(workspace):
    begin_answer(
        strategy=workspace.strategy, key="our-piece", by=workspace.leader, text="Hemmelig ennå"
    )
    assert "Hemmelig ennå" in get(workspace, "questions/vision/")
    assert "Hemmelig ennå" not in get(workspace, "questions/vision/", who="participant")


def test_the_book_takes_few_queries(workspace, django_assert_max_num_queries):
    for question in all_questions()[:20]:
        begin_answer(strategy=workspace.strategy, key=question.key, by=workspace.leader)
    client = workspace.client("editor")
    with django_assert_max_num_queries(12):
        client.get(reverse("questions:element", args=["nordland", "havbruk-2030", "analysis"]))
