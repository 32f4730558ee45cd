"""The method for everyone: cases, school, words and questions, in three languages."""

import pytest

from fortrinn.content import library, page
from fortrinn.content.question_book import all_questions

LANGUAGES = {"nb": "", "nn": "/nn", "en": "/en"}
CASES = ["R041", "R057", "R121", "R212", "R214", "R246", "R261", "R262", "R266", "R293"]


def plain(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


@pytest.mark.requirement(
    "R041", "R057", "R121", "R212", "R214", "R246", "R261", "R262", "R266", "R293"
)
@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "prefix"), LANGUAGES.items())
def test_every_case_is_told_then_and_now_with_a_question(client, lang, prefix):
    page = plain(client, f"{prefix}/method/cases/")
    for case in library.cases(lang):
        assert case.then in page
        assert case.now in page
        assert case.ask in page
    told = {number for case in library.cases(lang) for number in case.requirements}
    assert set(CASES) <= told


@pytest.mark.requirement("R007", "R029", "R216")
@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "prefix"), LANGUAGES.items())
def test_the_school_has_lessons_with_exercises_that_lead_into_the_tool(client, lang, prefix):
    page = plain(client, f"{prefix}/method/school/")
    for lesson in library.lessons(lang):
        assert lesson.do in page
        assert f'href="{prefix}{lesson.goes_to}"' in page


@pytest.mark.requirement("R147")
@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "prefix"), LANGUAGES.items())
def test_the_words_are_explained_in_plain_language(client, lang, prefix):
    page = plain(client, f"{prefix}/method/words/")
    for one in library.words_explained(lang):
        assert one.word in page
        assert one.meaning in page


@pytest.mark.requirement("R082")
@pytest.mark.django_db
def test_everybody_can_read_the_questions_and_find_the_way_to_them(client):
    assert "/method/questions/" in plain(client, "/method/")
    page = plain(client, "/method/questions/")
    assert all(question.text in page for question in all_questions("nb"))


def test_the_three_languages_hold_the_same():
    for read in (library.cases, library.lessons, library.words_explained):
        lengths = {len(read(lang)) for lang in LANGUAGES}
        assert len(lengths) == 1
    for case in library.cases("nb"):
        english = next(one for one in library.cases("en") if one.key == case.key)
        assert english.then != case.then


@pytest.mark.requirement("R087")
@pytest.mark.parametrize(("lang", "prefix"), LANGUAGES.items())
def test_politicians_have_an_introduction_that_their_own_page_leads_to(workspace, lang, prefix):
    politician = workspace.client("politician")
    asked, steering = workspace.url("for-politicians/"), workspace.url("organising/politics/")
    assert f'href="{prefix}/method/politicians/"' in plain(politician, f"{prefix}/method/")
    told = plain(politician, f"{prefix}/method/politicians/")
    for section in page("politicians", lang).sections[:2]:
        assert section.heading in told
    assert f'href="{prefix}{steering}"' in plain(politician, prefix + asked)
