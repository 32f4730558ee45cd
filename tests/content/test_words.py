"""One source of words: what the site explains is what the glossary says."""

from pathlib import Path

import pytest

from fortrinn.content.library import words_explained

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def glossary():
    """Each English term with its words in bokmål and nynorsk, without what stands in brackets."""
    rows = (line.strip("|").split("|") for line in GLOSSARY.read_text().splitlines())
    cells = ([cell.partition(" (")[0].strip() for cell in row] for row in rows if len(row) == 4)
    return {english: (nb, nn) for english, nb, nn, _means in cells}


@pytest.mark.parametrize(("lang", "place"), [("nb", 0), ("nn", 1)])
def test_the_words_on_the_site_are_those_of_the_glossary(lang, place):
    known = glossary()
    said = {
        english.word: own.word
        for english, own in zip(words_explained("en"), words_explained(lang), strict=True)
    }
    assert {english: known[english][place] for english in said} == said
