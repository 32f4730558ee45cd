"""A profile on paper has everything but the buttons; at night every page is dark."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

DARK = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(part => part < 60)"


def test_a_printed_profile_has_figures_tables_and_sources_and_no_buttons(visitor: Page):
    visitor.goto("/nordland/")
    printed = PdfReader(io.BytesIO(visitor.pdf(format="A4")))
    words = " ".join(page.extract_text() for page in printed.pages)
    assert 4 <= len(printed.pages) <= 30
    for wanted in ("Næringsprofil for Nordland", "123 700", "vises ikke", "tabell 11713"):
        assert wanted in words.replace("\u00a0", " ")
    for unwanted in ("Logg inn", "Meny", "Som enheten", "Se nærmere", "PowerPoint"):
        assert unwanted not in words


@pytest.mark.parametrize("width", [1280, 390])
def test_dark_is_chosen_once_and_kept_on_every_page(arrives, width: int):
    page = arrives(viewport={"width": width, "height": 900})
    page.goto("/nordland/analysis/specialisation/?period=2015")
    assert not page.evaluate(DARK)
    page.get_by_role("button", name="Mørkt").click()
    expect(page.get_by_role("button", name="Mørkt")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("År")).to_have_value("2015")
    for path in ("/", "/nordland/", "/accounts/login/"):
        page.goto(path)
        assert page.evaluate(DARK), path
    page.emulate_media(media="print")
    assert not page.evaluate(DARK), "paper is white, whatever somebody chose"
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Som enheten").click()
    page.wait_for_function(f"!({DARK})")


def test_the_device_decides_until_somebody_chooses(arrives):
    page = arrives(color_scheme="dark")
    page.goto("/nordland/")
    assert page.evaluate(DARK)
    bar = page.locator(".fx-chart:visible path").first
    assert bar.evaluate("path => getComputedStyle(path).fill !== 'rgb(11, 93, 84)'")
