"""Without a mouse: from the map to a table, a doubt, an analysis, a finding; a discovery's life."""

import re

from playwright.sync_api import Locator, Page, expect

from journeys.conftest import Arrives
from journeys.keyboard import choose, go, tab_to, unfold, write
from journeys.people import ANALYST, CRAB, LEADER, PASSWORD, STRATEGY, heading, row

LOOK_CLOSER = re.compile("Se nærmere.*Spesialisering$")
INDUSTRY = "Fiske, fangst og akvakultur"
SEEN = "Brønnbåtene hører hjemme her, og jeg finner dem ikke igjen."
SENTENCE = "Havet bærer mer av arbeidet her enn i landet."
DISCOVERY = "Kråkeboller som spiser seg feite på land"
WHO = "Kystmat på Kaia"
EVIDENCE = "Fiske og akvakultur sysselsetter"


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


def test_a_leader_makes_a_discovery_and_looks_after_it(arrives: Arrives):
    leader = arrives(LEADER)
    leader.goto(f"{CRAB}discoveries/")
    make_a_discovery_in_four_fields_and_two_folded(leader)
    say(leader, "Dette kan jeg bekrefte", "Jeg har sett karene på kaia.")
    say(leader, "Jeg er i tvil", "Fôret er dyrt, og ingen har regnet på det.")
    tie_it_to_evidence_found_by_search(leader)
    remove_it_and_bring_it_back(leader)


def make_a_discovery_in_four_fields_and_two_folded(page: Page) -> None:
    go(page.get_by_role("link", name="Legg til en oppdagelse"))
    write(page.get_by_label("Oppdagelsen på én linje"), DISCOVERY)
    write(page.get_by_label("Hva er nytt?"), "De mates i kar på land.")
    choose(page.get_by_label("Hvem går i front?"), WHO[:7])
    write(page.get_by_label("Hva er neste steg?"), "Mate hundre i åtte uker.")
    unfold(page, "Mer")
    choose(page.get_by_label("Hvilken vei?"), "en ny verdikjede")
    write(page.get_by_label("Hvor mange bedrifter kan være med?"), "3")
    go(page.get_by_role("main").get_by_role("button", name="Lagre"))
    expect(heading(page, DISCOVERY)).to_be_visible()
    for said in (WHO, "En ny verdikjede", "3 bedrifter kan være med"):
        expect(page.get_by_role("main")).to_contain_text(said)


def say(page: Page, stance: str, words: str) -> None:
    """The arrows go from one choice to the next, as everywhere in a group of them."""
    tab_to(page.get_by_label("Kommentar"))
    while not page.get_by_label(stance).is_checked():
        page.keyboard.press("ArrowDown")
    write(page.get_by_label("Dine ord"), words)
    go(page.get_by_role("button", name="Send inn"))
    expect(page.locator("#discussion")).to_contain_text(words)


def tie_it_to_evidence_found_by_search(page: Page) -> None:
    go(page.get_by_role("link", name="Knytt til noe som taler for"))
    write(page.get_by_label("Søk i titler"), "ingen kan hete dette")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Ingen titler")
    search = page.get_by_label("Søk i titler")
    tab_to(search)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(EVIDENCE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("1 treff")
    choose(page.get_by_label("Hvilken oppføring?"), EVIDENCE)
    write(page.get_by_label("På hvilken måte?"), "Folk her kan holde dyr i live.")
    go(page.get_by_role("button", name="Knytt"))
    expect(page.locator("#evidence")).to_contain_text(EVIDENCE)


def remove_it_and_bring_it_back(page: Page) -> None:
    go(page.get_by_role("link", name="Fjern", exact=True))
    write(page.get_by_label("Hvorfor?"), "Skrevet to ganger.")
    go(page.get_by_role("button", name="Fjern"))
    expect(page.get_by_role("main")).to_contain_text("Skrevet to ganger.")
    go(page.get_by_role("button", name="Hent tilbake"))
    expect(page.get_by_role("main")).not_to_contain_text("Skrevet to ganger.")
    expect(page.get_by_role("link", name="Rediger")).to_be_visible()


def on_the_map(page: Page, county: str) -> Locator:
    return page.get_by_role("link", name=county, exact=True).and_(page.locator(".fx-map a:visible"))
