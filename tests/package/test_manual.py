"""The manual's links lead somewhere and its examples run."""

import re
import shutil
from pathlib import Path

import pytest
from django.urls import resolve

from tools import manual, messages


@pytest.mark.parametrize("written", manual.pages(), ids=manual.name)
def test_links_lead_somewhere(written: Path) -> None:
    assert list(manual.broken_links(written)) == []


# The pages about measures have tests of their own, which run their examples.
ELSEWHERE = [page for page in manual.pages() if page.parent.name != "measures"]


@pytest.mark.parametrize("written", ELSEWHERE, ids=manual.name)
def test_examples_run(written: Path) -> None:
    assert list(manual.broken_examples(written)) == []


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manual of two pages."""
    monkeypatch.setattr(manual, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("# Home\n\n[Next](docs/next.md#how-its-done)\n")
    (tmp_path / "docs" / "next.md").write_text("# Next\n\n## How it's done\n\n[Up](../README.md)\n")
    return tmp_path


def test_a_link_and_an_anchor_that_lead_nowhere_are_named(elsewhere: Path) -> None:
    page = elsewhere / "docs" / "next.md"
    page.write_text("# Next\n\n[a](gone.md) [b](#up) [c](https://example.org) ![d](no.png)\n")
    assert list(manual.broken_links(page)) == [
        "docs/next.md: the link 'gone.md' leads nowhere.",
        "docs/next.md: '#up' names a heading that is not there.",
        "docs/next.md: the link 'no.png' leads nowhere.",
    ]


@pytest.mark.parametrize(
    ("block", "said"),
    [("1 / 0", "ZeroDivisionError"), (">>> 1 + 1\n3", "Expected:\n    3\nGot:\n    2")],
)
def test_an_example_that_fails_is_shown_with_its_line(
    elsewhere: Path, block: str, said: str
) -> None:
    page = elsewhere / "README.md"
    page.write_text(f"# Home\n\n```python\nx = 1\n```\n\n```python\nx += 1\n{block}\n```\n")
    (fault,) = manual.broken_examples(page)
    assert fault.startswith("README.md:7: the example fails.")
    assert said in fault


def test_the_pages_point_to_one_another(elsewhere: Path) -> None:
    target = elsewhere / "build" / "docs"
    assert manual.write(target) == 2
    front = (target / "index.html").read_text()
    assert 'href="docs/next.html#how-its-done"' in front
    below = (target / "docs" / "next.html").read_text()
    assert 'href="../index.html"' in below
    assert 'id="how-its-done"' in below
    assert (target / "vendor" / "theme" / "fortrinn.css").is_file()
    shutil.rmtree(target)


def test_the_list_of_decisions_has_every_page_once() -> None:
    folder = manual.ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[[^]]+\]\(([^)]+)\)", (folder / "README.md").read_text(), re.MULTILINE
    )
    assert sorted(listed) == sorted(p.name for p in folder.glob("*.md") if p.name != "README.md")


# --- the chapters on the workspace ----------------------------------------------------------------

CHAPTERS = [
    manual.ROOT / "docs" / "workspace.md",
    *sorted((manual.ROOT / "docs" / "workspace").glob("*.md")),
]


@pytest.fixture(scope="module")
def words_on_pages() -> str:
    """Every text people meet in bokmål: the translations and the content."""
    translated = [
        text
        for message in messages.read_catalogue("nb")
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]
    content = (manual.ROOT / "src" / "fortrinn" / "content").rglob("*.yaml")
    return "\n".join([*translated, *(path.read_text() for path in content)]).casefold()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=manual.name)
def test_the_words_a_chapter_quotes_stand_on_the_pages(chapter: Path, words_on_pages: str) -> None:
    quoted = [" ".join(found.split()) for found in re.findall("«([^»]+)»", chapter.read_text())]
    assert [words for words in quoted if words.casefold() not in words_on_pages] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=manual.name)
def test_the_addresses_a_chapter_gives_exist(chapter: Path) -> None:
    for address in re.findall("`(/[^`]*)`", chapter.read_text()):
        resolve(address)
