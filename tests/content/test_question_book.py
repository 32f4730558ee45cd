"""The question book: every question of the method, in three languages, in our own words."""

import re

import pytest

from fortrinn.content.question_book import ELEMENTS, all_questions, question, themes
from fortrinn.errors import UnknownName

LANGUAGES = ("nb", "nn", "en")
OF_THE_METHOD = {
    *("R047", "R048", "R049", "R053", "R239", "R301", "R310", "R311"),
    *(f"R{number:03}" for number in range(124, 131)),
    *(f"R{number:03}" for number in range(155, 160)),
    *(f"R{number:03}" for number in range(169, 202)),
    *(f"R{number:03}" for number in range(218, 221)),
    *(f"R{number:03}" for number in range(248, 251)),
    *(f"R{number:03}" for number in range(288, 293)),
    *(f"R{number:03}" for number in range(296, 299)),
    *(f"R{number:03}" for number in range(318, 321)),
    *(f"R{number:03}" for number in range(322, 325)),
}


def test_every_question_of_the_method_is_there():
    assert {one.requirement for one in all_questions()} == OF_THE_METHOD
    assert len(OF_THE_METHOD) == 73


def test_keys_are_unique_and_make_addresses():
    keys = [one.key for one in all_questions()]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9-]{3,60}", key) for key in keys)


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_question_stands_in_a_theme_and_fits_a_title(element):
    for lang in LANGUAGES:
        for theme in themes(element, lang):
            assert theme.heading
            assert theme.questions
            assert all(len(one.text) < 200 for one in theme.questions)
    number = sum(one.element == element for one in all_questions())
    assert number == sum(len(theme.questions) for theme in themes(element))


def test_the_languages_say_it_differently():
    for bokmal, english in zip(all_questions("nb"), all_questions("en"), strict=True):
        assert bokmal.key == english.key
        assert bokmal.text != english.text
        assert bokmal.text.endswith("?") or "?" in bokmal.text


def test_an_unknown_question_is_said_to_be_unknown():
    with pytest.raises(UnknownName):
        question("no-such-question")
    with pytest.raises(UnknownName):
        themes("no-such-element")
