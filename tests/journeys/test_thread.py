"""The red thread: from input at a workshop to a decision, and back to the card and the cell."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.people import EDITOR, LEADER, STRATEGY, heading
from journeys.test_screenshots import PICTURES, write

CARD = "Krabba dør før den kommer fram. Den må reise i vann."
FINDING = "Fiske og havbruk veier nesten fem ganger"
DISCOVERY = "Krabbe som lever hele veien"
PRIORITY = "Levende sjømat helt fram"
COST = "To forstudier om algemel får ikke penger i år. Det merker Algelaget."
DECISION = "Levende sjømat er vedtatt som satsing"
SEEN_BY_PEOPLE = "Kjøperne betaler dobbelt for krabbe som lever"


@pytest.fixture
def shown(pytestconfig):
    """A picture for the manual, when they are asked for."""

    def keep(page: Page, name: str) -> None:
        if pytestconfig.getoption("screenshots"):
            write(PICTURES / f"thread-{name}.png", page.screenshot())

    return keep


def test_from_input_at_a_workshop_to_a_decision_and_all_the_way_back(arrives, shown):
    leader, editor = arrives(LEADER), arrives(EDITOR)
    say_it_at_a_workshop(leader)
    make_it_a_discovery(leader)
    rest_it_on_a_figure_and_on_a_person(leader)
    shown(leader, "discovery")
    think_of_it(leader, "gå videre med den", "To kjøpere har spurt.")
    think_of_it(editor, "legge den til side", "Vi har ingen som kan frakte dem.")
    see_the_disagreement(leader)
    choose_it_with_its_cost(leader)
    shown(leader, "priority")
    decide_it(leader)
    walk_back_to_the_card(leader)
    walk_back_to_the_source_cell(leader)
    shown(leader, "source-cell")


def say_it_at_a_workshop(page: Page) -> None:
    page.goto(f"{STRATEGY}organising/workshop/discovery-workshop/")
    page.get_by_label("Hva heter det?").fill("Verksted på kaia")
    page.get_by_role("button", name="Lag det").click()
    page.goto(f"{STRATEGY}arenas/verksted-pa-kaia/cards/")
    page.get_by_label("Én lapp på hver linje").fill(CARD)
    page.get_by_role("button", name="Lagre lappene").click()
    expect(page.get_by_role("main")).to_contain_text(CARD)


def make_it_a_discovery(page: Page) -> None:
    card = page.get_by_role("listitem").filter(has_text=CARD)
    card.get_by_role("link", name="Gjør").click()
    page.get_by_label("Oppdagelse").check()
    page.get_by_role("main").get_by_role("button", name="Lag det").click()
    page.get_by_role("link", name="Rediger").click()
    page.get_by_label("Oppdagelsen på én linje").fill(DISCOVERY)
    page.get_by_label("Hva er nytt?").fill("Kar med kaldt vann på vanlige lastebiler.")
    page.get_by_label("Hva er neste steg?").fill("Kjøre to kasser til Oslo og telle.")
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    expect(heading(page, DISCOVERY)).to_be_visible()


def rest_it_on_a_figure_and_on_a_person(page: Page) -> None:
    """A finding on figures, and one nobody's table shows, stated from the same page."""
    discovery = page.url
    page.goto(f"{STRATEGY}findings/new/")
    page.get_by_label("Funnet i én setning").fill(SEEN_BY_PEOPLE)
    page.get_by_label("Hvordan vet de det").fill("To kjøpere i Oslo sa det på messa.")
    page.get_by_label("Nokså sikre").check()
    page.get_by_role("button", name="Lagre funnet").click()
    expect(heading(page, SEEN_BY_PEOPLE)).to_be_visible()
    for finding in (FINDING, SEEN_BY_PEOPLE):
        page.goto(discovery)
        page.get_by_role("link", name="Knytt til noe som taler for").click()
        choices = page.get_by_label("Hvilken oppføring?")
        wanted = choices.get_by_role("option", name=re.compile(finding))
        choices.select_option(value=wanted.get_attribute("value") or "")
        page.get_by_label("På hvilken måte?").fill("Det er derfor vi tror på det.")
        page.get_by_role("button", name="Knytt").click()
        expect(page.get_by_role("main")).to_contain_text(finding)


def think_of_it(page: Page, stance: str, because: str) -> None:
    page.goto(f"{STRATEGY}comparison/")
    one = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=DISCOVERY).first)
    one.get_by_role("link", name="Si hva du mener").click()
    page.get_by_label(stance).check()
    page.get_by_label("Hvorfor?").fill(because)
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("main")).to_contain_text(because)


def see_the_disagreement(page: Page) -> None:
    page.goto(f"{STRATEGY}comparison/")
    expect(page.get_by_role("main")).to_contain_text("Dere er uenige")
    expect(page.get_by_role("main")).to_contain_text("2 personer har sagt noe")


def choose_it_with_its_cost(page: Page) -> None:
    """What is not said yet is shown, and stops nothing."""
    page.goto(f"{STRATEGY}priorities/new/")
    page.get_by_label("Satsingen på én linje").fill(PRIORITY)
    page.get_by_label("Hvorfor dette?").fill("Kjøperne spør, og vi har karene.")
    page.get_by_label("Hva går dette på bekostning av").fill(COST)
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("main")).to_contain_text("Ikke sagt ennå:")
    page.get_by_role("link", name="Velg", exact=True).click()
    page.get_by_role("group", name="Den velger").get_by_label(DISCOVERY).check()
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    expect(heading(page, PRIORITY)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(COST)
    expect(page.get_by_role("link", name=DISCOVERY).first).to_be_visible()


def decide_it(page: Page) -> None:
    page.get_by_role("link", name="Skriv ned at den ble vedtatt").click()
    page.get_by_label("Det som ble bestemt, på én linje").fill(DECISION)
    page.get_by_label("Det som bestemmes, ordrett").fill("Fylkestinget vedtar satsingen.")
    page.get_by_label("Hvem bestemte?").fill("Fylkestinget")
    page.get_by_label("Når?", exact=True).fill("2026-11-20")
    page.get_by_label("av et folkevalgt organ").check()
    page.get_by_role("button", name="Skriv den ned").click()
    expect(heading(page, DECISION)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(PRIORITY)


def walk_back_to_the_card(page: Page) -> None:
    """From the decision one asks why, again and again, by the links of the thread."""
    page.get_by_role("link", name=PRIORITY).first.click()
    expect(page.get_by_role("main")).to_contain_text("Vedtatt")
    page.get_by_role("link", name=DISCOVERY).first.click()
    page.get_by_role("link", name="Følg hele tråden").click()
    why = page.get_by_role("main")
    expect(why).to_contain_text("Hvorfor står dette her?")
    expect(why).to_contain_text(SEEN_BY_PEOPLE)
    expect(why).to_contain_text(DECISION)
    page.get_by_role("link", name=CARD).first.click()
    expect(page.get_by_role("main")).to_contain_text("Verksted på kaia")


def walk_back_to_the_source_cell(page: Page) -> None:
    page.go_back()
    page.get_by_role("link", name=re.compile(FINDING)).first.click()
    page.get_by_text("Hele veien tilbake til cellene i kilden").click()
    cells = page.get_by_role("table", name="Cellene slik de ble publisert")
    expect(cells).to_contain_text("Fiske, fangst og akvakultur")
    expect(cells).to_contain_text("publisert")
    cells.scroll_into_view_if_needed()
