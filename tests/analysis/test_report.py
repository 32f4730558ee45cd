"""The report says in words what the result tables hold, in three languages, and hides no gap."""

import re

import pytest

from fortrinn.analysis import analyse
from fortrinn.errors import UnknownName
from fortrinn.measures import Moves, skill_relatedness
from fortrinn.measures.notes import Note
from fortrinn.reports import analysis_report
from fortrinn.reports.analysis_report import analysis_html

FIGURES = {"A": [400, None, 20, 10], "B": [10, 60, 10, 20], "C": [5, 5, 700, 20]}
CODES = ["01.110", "01.120", "62.010", "62.020"]


def table(figures=FIGURES, **more) -> dict:
    return {
        "region": [region for region in figures for _ in CODES],
        "activity": CODES * len(figures),
        "value": [figure for row in figures.values() for figure in row],
    } | more


def text_of(page: str) -> str:
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_page_has_sentence_chart_and_table_for_each_part():
    page = analysis_html(analyse(table()), name="jobs.csv", lang="en")
    text = text_of(page)
    assert "What jobs.csv shows" in text
    assert "quotients clearly lie above 1. The one furthest above is" in text
    assert "A is the least like all regions together" in text or "is the least like" in text
    assert page.count("<figure>") == 2
    assert page.count("<table>") == 6


def test_page_needs_nothing_else_and_runs_nothing():
    page = analysis_html(analyse(table()), name="jobs.csv")
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "@import" not in page


def test_a_pair_with_fewer_moves_than_by_chance_is_not_called_linked():
    counts = [[0, 90, 1, 0], [90, 0, 0, 0], [1, 0, 0, 90], [0, 0, 90, 0]]
    moves = Moves.from_arrays(counts, CODES)
    analysis = analyse(table(), relatedness=[skill_relatedness(moves)])
    text = text_of(analysis_html(analysis, name="jobs.csv", lang="en"))
    assert "By job moves, 2 of 6 pairs are linked, 2 of them more than chance" in text


def test_withheld_is_shown_as_withheld():
    text = text_of(analysis_html(analyse(table()), name="jobs.csv", lang="en"))
    assert "1 cell (8.3%) has no figure that can be used." in text
    assert "A 01.120 : not shown (confidential)" in text


def test_nothing_is_said_of_gaps_where_there_are_none():
    full = FIGURES | {"A": [400, 30, 20, 10]}
    text = text_of(analysis_html(analyse(table(full)), name="jobs.csv", lang="en"))
    assert "has no figure" not in text


def test_flagged_quotients_are_not_ranked():
    few = {"A": [3, 1, 1, 1], "B": [900, 900, 900, 900], "C": [900, 900, 900, 901]}
    text = text_of(analysis_html(analyse(table(few)), name="jobs.csv", lang="en"))
    assert "No quotient clearly lies above 1." in text


def test_amounts_are_ranked_with_a_warning():
    result = analyse(table(), kind="amount", reference="C")
    text = text_of(analysis_html(result, name="exports.csv", lang="en"))
    assert "a small one may stand out by chance" in text
    assert "95% interval " not in text.split("How it was worked out")[0]


def test_last_period_is_shown_and_named():
    dated = table(period=["2019"] * 12)
    earlier = table(period=["2018"] * 12)
    both = {name: [*earlier[name], *dated[name]] for name in dated}
    text = text_of(analysis_html(analyse(both, period="period"), name="jobs.csv", lang="en"))
    assert "The table covers 2018–2019; this page shows 2019." in text
    assert "What stands out, 2019" in text


def test_notes_of_file_and_analysis_are_told():
    notes = [Note("Empty rows left out: {count}.", {"count": 2})]
    text = text_of(analysis_html(analyse(table()), name="jobs.csv", lang="en", notes=notes))
    assert "Empty rows left out: 2." in text
    assert "Cells withheld: 1." in text


def test_one_region_has_nothing_to_be_compared_with():
    alone = {"A": [400, 30, 20, 10]}
    text = text_of(analysis_html(analyse(table(alone)), name="jobs.csv", lang="en"))
    assert "There are too few regions with figures to compare them." in text


def test_without_the_part_that_draws_the_tables_are_there(monkeypatch):
    monkeypatch.setattr(analysis_report, "charts_can_be_drawn", lambda: False)
    page = analysis_html(analyse(table()), name="jobs.csv", lang="en")
    assert "<figure>" not in page
    assert page.count("<table>") == 6
    assert "pip install fortrinn[reports]" in page


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_page_is_norwegian_throughout(lang):
    result = analyse(table(period=["2019"] * 12), period="period")
    page = analysis_html(result, name="jobs.csv", lang=lang)
    assert f'<html lang="{lang}">' in page
    english = {"the", "is", "and", "of", "with", "has", "not"}
    assert not english & set(re.findall(r"[a-zæøå]+", text_of(page).lower()))


def many(regions=40):
    """Forty regions, from those with little to those with much, so that there is an order."""
    rows = [
        (f"R{i:02}", code, 3 + (i * k) % 17 + (i > 9 * k) * 40)
        for i in range(regions)
        for k, code in enumerate(CODES)
    ]
    names = ("region", "activity", "value")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def test_complexity_relatedness_and_options_have_their_parts():
    page = analysis_html(analyse(many()), name="jobs.csv", lang="en")
    text = text_of(page)
    assert "is at one end of the order" in text
    assert "By co-location," in text
    assert "Predicts entry, not the effect of policy." in text
    assert "High complexity is the end of" in text
    assert page.count("<figure>") == 3


def test_too_few_regions_for_complexity_are_told_why():
    text = text_of(analysis_html(analyse(table()), name="jobs.csv", lang="en"))
    assert "Complexity is not shown for this table." in text
    assert "Complexity cannot be read from 3 regions" in text


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_the_further_parts_are_norwegian_too(lang):
    result = analyse(many(), relatedness=["co_location", "cosine"])
    words = set(re.findall(r"[a-zæøå]+", text_of(analysis_html(result, name="x", lang=lang))))
    assert not {"the", "is", "and", "of", "with", "has", "not", "chance", "pairs"} & words


def test_numbers_are_written_as_the_language_does():
    assert "8,3\N{NO-BREAK SPACE}%" in analysis_html(analyse(table()), name="x", lang="nb")


def test_unknown_language_is_refused():
    with pytest.raises(UnknownName, match="No language 'se'"):
        analysis_html(analyse(table()), name="x", lang="se")
