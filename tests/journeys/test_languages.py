"""The same pages in bokmål, nynorsk and English, with each one's figures and order."""

import pytest
from playwright.sync_api import Page, expect

from journeys.analysing import run_analysis, state_finding
from journeys.people import ANALYST, STRATEGY, column

PAGES = ["/", "/nordland/", "/sources/", "/about/", "/accessibility/", "/accounts/login/"]


@pytest.mark.parametrize("path", PAGES)
def test_the_switch_keeps_the_page_and_goes_round(visitor: Page, path: str):
    visitor.goto(path)
    seen = [visitor.title()]
    for language, code in (("Nynorsk", "nn"), ("English", "en"), ("Bokmål", "nb")):
        visitor.get_by_role("banner").get_by_role("link", name=language).click()
        expect(visitor.locator("html")).to_have_attribute("lang", code)
        seen.append(visitor.title())
    assert visitor.url.endswith(path)
    assert seen[0] == seen[-1]


def test_what_one_has_chosen_is_kept_when_the_language_changes(visitor: Page):
    visitor.goto("/nordland/analysis/specialisation/?reference=troms&period=2012&q=metal")
    visitor.get_by_role("banner").get_by_role("link", name="English").click()
    expect(visitor.get_by_label("Compare with")).to_have_value("troms")
    expect(visitor.get_by_label("Year")).to_have_value("2012")
    expect(visitor.get_by_text("Shows 2 of 35 rows.")).to_be_visible()


def test_figures_are_written_as_the_language_writes_them(visitor: Page):
    visitor.goto("/nn/nordland/")
    expect(visitor.get_by_role("region", name="Tre nøkkeltal")).to_contain_text("123 700")
    expect(visitor.locator("#shift-share")).to_contain_text("\u22123 100")
    visitor.goto("/en/nordland/")
    expect(visitor.get_by_role("region", name="Three key figures")).to_contain_text("123,700")
    expect(visitor.locator("#shift-share")).to_contain_text("\u22123,100")


def test_counties_are_in_the_order_of_the_alphabet(visitor: Page):
    visitor.goto("/")
    counties = visitor.get_by_role("navigation", name="Velg et fylke").get_by_role("link")
    names = counties.all_inner_texts()
    assert names[0] == "Agder"
    assert names[-1] == "Østfold"
    assert names.index("Trøndelag") == names.index("Troms") + 1


def test_å_comes_after_ø_where_people_have_written(arrives):
    analyst = arrives(ANALYST)
    run = run_analysis(analyst, "2013")
    for sentence in ("Åpne data viser veksten.", "Økt fiske gir arbeid.", "Ærlig talt usikkert."):
        state_finding(analyst, run, ["Undervisning"], sentence)
    analyst.goto(f"{STRATEGY}findings/?order=title")
    titles = analyst.locator("#results .fx-card-link").all_inner_texts()
    assert [title[0] for title in titles][-3:] == ["Æ", "Ø", "Å"]


def test_a_table_is_sorted_by_names_as_they_are_read(visitor: Page):
    visitor.goto("/telemark/analysis/municipalities/?sort=municipality")
    names = column(visitor, 0)
    assert len(names) == 17
    assert names[0] == "Bamble"
