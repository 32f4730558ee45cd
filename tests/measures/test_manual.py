"""The manual's pages about measures: complete, and true."""

import doctest
from pathlib import Path

import pytest

from fortrinn.measures.conventions import PRESETS

PAGES = sorted((Path(__file__).parents[2] / "docs" / "measures").glob("*.md"))
FAMILIES = [page for page in PAGES if page.name != "README.md"]


def name(chapter):
    return chapter.name


@pytest.mark.parametrize("chapter", PAGES, ids=name)
def test_the_examples_of_a_page_run(chapter):
    result = doctest.testfile(
        str(chapter),
        module_relative=False,
        encoding="utf-8",
        optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS,
    )
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("chapter", FAMILIES, ids=name)
def test_a_page_says_when_the_measure_misleads_and_where_it_comes_from(chapter):
    text = chapter.read_text(encoding="utf-8")
    for heading in ("## When it misleads", "## References"):
        assert heading in text


@pytest.mark.parametrize("chapter", FAMILIES, ids=name)
def test_a_page_is_listed(chapter):
    assert f"({chapter.name})" in PAGES[0].read_text(encoding="utf-8")
    assert PAGES[0].name == "README.md"


def test_the_glossary_has_each_term_once_and_in_three_languages():
    text = (PAGES[0].parents[1] / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    terms = [[cell.strip() for cell in row] for row in rows if row[0].strip() != "English"]
    assert all(len(term) == 4 and all(term) for term in terms)
    names = [term[0] for term in terms if not set(term[0]) <= {"-", " "}]
    assert len(names) == len(set(names)) > 60


def test_every_defect_that_is_left_behind_stands_in_the_manual():
    page = (PAGES[0].parent / "conventions.md").read_text(encoding="utf-8")
    for name, preset in PRESETS.items():
        for each in preset.omitted:
            assert f"| `{name}` | {each.where} | {each.what} | {each.here} |" in page
