"""No template breaks the strict content policy, and every text can be translated."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from fortrinn.charts.theme import stylesheet

WEB = Path(__file__).parents[2] / "src" / "fortrinn" / "web"
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
NAMES = {"BY", "CC", "CSV", "Fortrinn", "Kartverket", "PNG", "SHA", "SVG", "XLSX"}
STYLES = sorted((WEB / "static" / "fortrinn").glob("*.css"))


def name_of(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_style_or_script_stands_in_a_template(path):
    source = path.read_text(encoding="utf-8")
    for tag in re.findall(r"<[a-zA-Z][^>]*>", source):
        assert not re.search(r"\sstyle\s*=", tag), tag
        assert not re.search(r"\son[a-z]+\s*=", tag), tag
        assert not re.search(r"\bhx-on|javascript:|\shx-vals\s*=\s*['\"]js:", tag), tag
    assert "<style" not in source
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_marked_safe_in_a_template(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+off", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_can_be_read(path):
    get_template(path.as_posix().split("/templates/", 1)[1])


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_words_stand_outside_the_catalogue(path):
    """Text between tags goes through translate; only names may stand as they are."""
    source = path.read_text(encoding="utf-8")
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    source = re.sub(r"{% blocktrans.*?{% endblocktrans\w* %}", "", source, flags=re.DOTALL)
    source = re.sub(r"<title>.*?</title>|<noscript>.*?</noscript>|<code>.*?</code>", "", source)
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>|&\w+;", " ", bare)
    words = set(re.findall(r"[A-Za-zÆØÅæøå]{2,}", bare))
    assert not words - NAMES


def test_the_charts_colours_are_those_of_the_library():
    assert (WEB / "static" / "fortrinn" / "charts.css").read_text(encoding="utf-8") == stylesheet()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheets_ask_for_nothing_from_elsewhere(path):
    source = path.read_text(encoding="utf-8")
    assert "@import" not in source
    assert not re.search(r"url\(\s*['\"]?(?!data:)", source)
