"""The whole way without a mouse: map, county, table, doubt, sign-in, analysis, finding."""

import re

from playwright.sync_api import Locator, Page, expect

from journeys.keyboard import choose, go, tab_to, write
from journeys.people import ANALYST, PASSWORD, STRATEGY, heading, row

LOOK_CLOSER = re.compile("Se nærmere.*Spesialisering$")
INDUSTRY = "Fiske, fangst og akvakultur"
SEEN = "Brønnbåtene hører hjemme her, og jeg finner dem ikke igjen."
SENTENCE = "Havet bærer mer av arbeidet her enn i landet."


def test_a_visitor_reaches_a_table_and_says_what_is_doubted(visitor: Page):
    visitor.goto("/")
    go(on_the_map(visitor, "Nordland"))
    expect(heading(visitor, "Næringsprofil for Nordland")).to_be_visible()

    go(visitor.get_by_role("link", name="Spesialisering", exact=True))
    go(visitor.get_by_role("link", name=LOOK_CLOSER))
    expect(heading(visitor, "Spesialisering")).to_be_visible()
    employed = visitor.get_by_role("link", name="Sysselsatte")
    go(employed)
    expect(visitor.get_by_role("columnheader", name="Sysselsatte")).to_have_attribute(
        "aria-sort", "descending"
    )
    expect(employed).to_be_focused()  # Enter again turns the order; nobody starts from the top.
    expect(visitor.locator("#choices input[name=sort]")).to_have_value("-employed")

    go(row(visitor, INDUSTRY).get_by_role("link"))
    expect(heading(visitor, f"Spesialisering: {INDUSTRY}")).to_be_visible()
    go(visitor.get_by_role("link", name="Stemmer dette?"))
    write(visitor.get_by_label("Hva er du i tvil om?"), SEEN)
    go(visitor.get_by_role("button", name="Send"))
    expect(heading(visitor, "Takk, vi har fått det")).to_be_visible()
    expect(visitor.get_by_role("article")).to_contain_text(SEEN)


def test_an_analyst_signs_in_runs_an_analysis_and_states_a_finding(visitor: Page):
    visitor.goto("/")
    go(visitor.get_by_role("banner").get_by_role("link", name="Logg inn"))
    write(visitor.get_by_label("E-postadresse"), ANALYST)
    write(visitor.get_by_label("Passord"), PASSWORD)
    visitor.keyboard.press("Enter")
    expect(heading(visitor, "Mine strategier")).to_be_visible()
    go(visitor.get_by_role("main").locator(f'a[href="{STRATEGY}"]').first)
    go(visitor.get_by_role("main").locator(f'a[href="{STRATEGY}analysis/"]').first)

    go(visitor.get_by_role("link", name="Kjør en analyse"))
    choose(visitor.get_by_label("År"), "2014")
    go(visitor.get_by_role("button", name="Kjør analysen"))
    expect(visitor.get_by_role("heading", name="Resultatet")).to_be_visible(timeout=60_000)

    tab_to(visitor.get_by_role("checkbox", name=INDUSTRY))
    visitor.keyboard.press("Space")
    go(visitor.get_by_role("button", name="Skriv et funn om de valgte radene"))
    write(visitor.get_by_label("Funnet i én setning"), SENTENCE)
    tab_to(visitor.get_by_label("Lite sikre"))
    visitor.keyboard.press("Space")
    go(visitor.get_by_role("button", name="Lagre funnet"))
    expect(heading(visitor, SENTENCE)).to_be_visible()


def on_the_map(page: Page, county: str) -> Locator:
    return page.get_by_role("link", name=county, exact=True).and_(page.locator(".fx-map a:visible"))
