"""A visitor finds a county, reads what it is strong in, and follows a figure to its origin."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.people import column, heading, numbers, row

LOOK_CLOSER = re.compile("Se nærmere.*Spesialisering")

#: A point on the screen that lies inside a shape.
INSIDE = """shape => {
  const box = shape.getBBox(), matrix = shape.getScreenCTM(), steps = 40;
  for (let i = 1; i < steps; i++) for (let j = 1; j < steps; j++) {
    const point = new DOMPoint(box.x + box.width * i / steps, box.y + box.height * j / steps);
    const there = point.matrixTransform(matrix);
    if (shape.isPointInFill(point) && document.elementFromPoint(there.x, there.y) === shape)
      return [there.x, there.y];
  }
}"""


def test_the_map_leads_to_a_county_by_mouse(visitor: Page):
    visitor.goto("/")
    county = on_the_map(visitor, "Nordland")
    visitor.mouse.click(*county.locator("path").evaluate(INSIDE))
    expect(heading(visitor, "Næringsprofil for Nordland")).to_be_visible()


@pytest.mark.parametrize(
    ("page", "opened"),
    [("options", "Veier å undersøke: Varehandel"), ("industry-space", "i slekt")],
)
def test_a_point_of_a_chart_opens_where_it_is_pressed(visitor: Page, page: str, opened: str):
    visitor.goto(f"/nordland/analysis/{page}/")
    visitor.locator(".fx-chart:visible").get_by_role("link", name="Varehandel").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text(opened)


def test_three_key_figures_come_first_with_year_and_uncertainty(visitor: Page):
    visitor.goto("/nordland/")
    figures = visitor.get_by_role("region", name="Tre nøkkeltall").get_by_role("listitem")
    expect(figures).to_have_count(3)
    for figure, uncertainty in zip(
        figures.all(),
        ["Avrundet til nærmeste hundre", "Minst 13, høyst 21", "Løpende priser"],
        strict=True,
    ):
        expect(figure).to_contain_text("2019")
        expect(figure).to_contain_text(uncertainty)
        expect(figure.get_by_role("link", name="Hvor kommer tallet fra?")).to_be_visible()
        expect(figure.get_by_role("link", name="Stemmer dette?")).to_be_visible()


def test_the_table_is_searched_sorted_and_compared_with_something_else(visitor: Page):
    visitor.goto("/nordland/")
    visitor.get_by_role("link", name=LOOK_CLOSER).first.click()
    expect(heading(visitor, "Spesialisering")).to_be_visible()
    expect(visitor.get_by_text("Viser 35 av 35 rader.")).to_be_visible()

    visitor.get_by_label("Søk i tabellen").press_sequentially("fisk")
    expect(visitor.get_by_text("Viser 1 av 35 rader.")).to_be_visible()
    assert column(visitor, 0) == ["Fiske, fangst og akvakultur"]
    visitor.get_by_label("Søk i tabellen").fill("")
    expect(visitor.get_by_text("Viser 35 av 35 rader.")).to_be_visible()

    visitor.get_by_role("link", name="Sysselsatte").click()
    expect(visitor.get_by_role("columnheader", name="Sysselsatte")).to_have_attribute(
        "aria-sort", "descending"
    )
    employed = numbers(column(visitor, 1))
    assert employed == sorted(employed, reverse=True)
    assert column(visitor, 1)[-2:] != ["0", "0"]

    choose(visitor, "Sammenlign med", "Troms")
    expect(visitor.get_by_role("columnheader", name="Andel i Troms")).to_be_visible()
    choose(visitor, "År", "2010")
    expect(visitor.locator(".fx-lead")).to_contain_text("I 2010")
    assert "reference=troms" in visitor.url
    assert "period=2010" in visitor.url
    visitor.reload()
    expect(visitor.get_by_label("Sammenlign med")).to_have_value("troms")


def test_the_threshold_takes_a_comma_and_answers_nonsense_with_a_sentence(visitor: Page):
    visitor.goto("/nordland/analysis/specialisation/")
    threshold = visitor.get_by_label("Terskel (LQ)")
    threshold.fill("1,5")
    visitor.get_by_role("button", name="Vis", exact=True).click()
    lead = visitor.locator(".fx-lead")
    expect(lead).to_contain_text("5 næringer i Nordland klart mer enn 1,50 ganger så stor andel")
    threshold.fill("mye")
    visitor.get_by_role("button", name="Vis", exact=True).click()
    expect(visitor.get_by_role("alert")).to_contain_text("Terskelen er et tall")


def test_a_withheld_figure_says_so_all_the_way_back_to_its_cell(visitor: Page):
    visitor.goto("/nordland/analysis/specialisation/")
    transport = row(visitor, "Transport utenom utenriks sjøfart")
    expect(transport).to_contain_text("vises ikke (konfidensielt)")
    transport.get_by_role("link").click()

    expect(heading(visitor, "Spesialisering: Transport utenom utenriks sjøfart")).to_be_visible()
    steps = visitor.get_by_role("region", name="Hva som er gjort, steg for steg")
    expect(steps).to_contain_text("Utelot det som er konfidensielt")
    cell = visitor.get_by_role("row").filter(has_text="Nordland").filter(has_text="Transport")
    expect(cell.get_by_role("cell")).to_have_text(
        [
            "Nordland – Nordlánnda",
            "Transport utenom utenriks sjøfart",
            "2019",
            ":",
            "tusen personer",
            "vises ikke (konfidensielt)",
        ]
    )
    source = visitor.get_by_role("region", name="Kilde og lisens")
    expect(source.get_by_role("link", name="CC BY 4.0")).to_have_attribute(
        "href", "https://creativecommons.org/licenses/by/4.0/"
    )


def on_the_map(page: Page, county: str) -> Locator:
    return page.get_by_role("link", name=county, exact=True).and_(page.locator(".fx-map a:visible"))


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label).select_option(label=option)
    page.get_by_role("button", name="Vis", exact=True).click()
