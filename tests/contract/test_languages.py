"""Bokmål, nynorsk and English: every text there, every page whole."""

import re

import pytest
from django.template import engines
from django.utils.translation import override

from fortrinn.web.context import in_language, without_language
from fortrinn.web.records.events import Action
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import BACKWARDS, Comment, LinkType, Visibility
from fortrinn.web.strategies.elements import ELEMENTS
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import Role
from tools import messages

NORWEGIAN = ("nb", "nn")
#: Words that are the same in English and Norwegian.
ALIKE = {"partner", "person", "region", "Fortrinn", "scenario", "version"}


def test_the_catalogue_is_complete_and_sound():
    assert not sorted(messages.faults(messages.texts_in_code()))


def closed_lists():
    for choices in (Action, Visibility, LinkType, Comment.Kind, Role, Strategy.Status):
        for choice in choices:
            yield choice.label
    yield from BACKWARDS.values()
    for element in ELEMENTS:
        yield element.label
        yield element.question
    for kind in KINDS.values():
        yield from (kind.label, kind.plural, kind.new_label, kind.empty_text)
        yield from kind.statuses.values()


@pytest.mark.parametrize("lang", NORWEGIAN)
def test_every_word_of_a_closed_list_is_norwegian(lang):
    for word in closed_lists():
        with override("en"):
            english = str(word)
        with override(lang):
            assert not english or str(word) != english or english in ALIKE, english


@pytest.mark.parametrize(
    ("lang", "text"), [("nb", "1 234 567,8"), ("nn", "1 234 567,8"), ("en", "1,234,567.8")]
)
def test_numbers_are_written_as_the_language_does(lang, text):
    with override(lang):
        assert shown("{{ value|number:1 }}", value=1234567.8).replace("\xa0", " ") == text


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_minus_is_a_minus_and_what_is_missing_is_no_nought(lang):
    with override(lang):
        assert shown("{{ value|signed:0 }}", value=-3) == "\N{MINUS SIGN}3"
        assert shown("{{ value|number }}", value=None) == "–"
        assert shown("{{ value|per_cent }}", value=float("nan")) == "–"


def shown(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("path", ["/", "/nordland/", "/accounts/login/", "/nnx/", "/english/"])
def test_an_address_goes_to_another_language_and_back(path):
    for code in ("nb", "nn", "en"):
        assert without_language(in_language(path, code)) == path


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_the_language_of_each_link_to_another_language_is_said(client, prefix):
    page = client.get(f"{prefix}/accounts/login/").content.decode()
    links = re.findall(r'<a [^>]*hreflang="(\w+)"[^>]*>(.*?)</a>', page)
    assert len(links) == 2
    for code, name in links:
        assert {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}[code] == name
    assert page.count('rel="alternate"') == 3
