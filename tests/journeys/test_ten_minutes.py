"""The first ten minutes that must convince, and the way back from a decision to what was said."""

import io
import re

from docx import Document
from playwright.sync_api import Page, expect
from pptx import Presentation

from journeys.people import CRAB, LEADER, STRATEGY, heading, sign_in

ACTORS = """Navn\tHva slags aktør?\tKommune eller sted
Skarven Skrog\tbedrift\tBodø
Lodde Analyse\tbedrift\tRana
Tarehuset\tbedrift\tVågan
Fjordlab\tutdanning eller forskning\tBodø
Nordre bispedømmes verft\tbedrift\tAlstahaug
Kommunen ved havet\toffentlig instans\tBodø
Fiskernes felles\torganisasjon\tVågan
Sildeklynga\tklynge eller nettverk\tBrønnøy
Laksebrevet\tbedrift\tRana
Kaifolket\torganisasjon\tHadsel
"""
CARDS = [
    "Tang og tare råtner i fjæra. Noen må kunne tørke den.",
    "Varmen fra smelteverket går rett i fjorden.",
    "Vi mangler folk som kan både tang og tørking.",
    "Bøndene i sør kjøper tangmel fra utlandet.",
    "Hvem spør kjøperne først?",
]


def test_the_first_ten_minutes(visitor: Page):
    doubt_a_figure(visitor)
    sign_in(visitor, LEADER)
    paste_ten_actors(visitor)
    make_a_workshop(visitor)
    enter_five_cards(visitor)
    make_one_discovery(visitor)
    take_minutes_and_slides(visitor)
    find_why_the_project_was_stopped(visitor)


def doubt_a_figure(page: Page) -> None:
    """Three figures, each with its year; one is doubted, and the doubt shows."""
    page.goto("/")
    page.get_by_role("navigation", name="Velg et fylke").get_by_role(
        "link", name="Nordland"
    ).click()
    figures = page.get_by_role("region", name="Tre nøkkeltall").get_by_role("listitem")
    expect(figures).to_have_count(3)
    for number in range(3):
        expect(figures.nth(number)).to_contain_text("20")
    figures.first.get_by_role("link", name="Stemmer dette?").click()
    page.get_by_label("Hva er du i tvil om?").fill("Er de som pendler til sokkelen, med her?")
    page.get_by_role("button", name="Send").click()
    expect(heading(page, "Takk, vi har fått det")).to_be_visible()
    page.get_by_role("link", name="Til tallet").click()
    expect(page.get_by_text("Er de som pendler til sokkelen").first).to_be_visible()


def paste_ten_actors(page: Page) -> None:
    """From a spreadsheet, seen before they are kept; then who is missing."""
    page.goto(f"{STRATEGY}actors/")
    page.get_by_role("link", name="Hent inn en liste").click()
    page.get_by_label("Lim inn radene her").fill(ACTORS)
    page.get_by_role("button", name="Les lista").click()
    page.get_by_role("button", name="Vis hva det blir til").click()
    expect(page.get_by_text("10 oppføringer hentes inn.")).to_be_visible()
    page.get_by_role("button", name="Hent inn 10").click()
    expect(heading(page, "Hentet inn en liste")).to_be_visible()
    page.goto(f"{STRATEGY}organising/missing/")
    missing = page.get_by_role("main")
    expect(missing).to_contain_text("Ingen av disse slagene står i registeret")
    expect(missing).to_contain_text("investor")
    expect(missing).to_contain_text("Hvem kan stille de spørsmålene dere selv ikke stiller?")


def make_a_workshop(page: Page) -> None:
    """From a template: who comes, the text to copy, a calendar file, sheets to print."""
    page.goto(f"{STRATEGY}organising/")
    page.get_by_role("link", name="Lag verksted").click()
    page.get_by_role("link", name="Oppdagelsesverksted").click()
    page.get_by_label("Hva heter det?").fill("Verksted om tang")
    page.get_by_label("Begynner").fill("2027-02-10T09:00")
    page.get_by_role("button", name="Lag det").click()
    page.get_by_label("Tarehuset").check()
    page.get_by_label("Fjordlab").check()
    page.get_by_role("main").get_by_role("button", name="Før på lista").click()
    page.get_by_role("link", name="Til møtet").click()
    page.get_by_role("link", name="Invitasjon").click()
    expect(page.get_by_label("Tekst")).to_have_value(re.compile("vi inviterer"))
    with page.expect_download() as calendar:
        page.get_by_role("link", name="kalender").click()
    assert b"DTSTART" in calendar.value.path().read_bytes()
    page.go_back()
    page.get_by_role("link", name="Ark til utskrift").click()
    expect(page.get_by_role("main")).to_contain_text("Verksted om tang")


def enter_five_cards(page: Page) -> None:
    page.goto(f"{STRATEGY}arenas/verksted-om-tang/cards/")
    page.get_by_label("Én lapp på hver linje").fill("\n".join(CARDS))
    page.get_by_role("button", name="Lagre lappene").click()
    for words in CARDS:
        expect(page.get_by_role("main")).to_contain_text(words)


def make_one_discovery(page: Page) -> None:
    """One card becomes a discovery in four fields, and keeps where it came from."""
    card = page.get_by_role("listitem").filter(has_text=CARDS[0])
    card.get_by_role("link", name="Gjør").click()
    page.get_by_label("Oppdagelse").check()
    page.get_by_role("main").get_by_role("button", name="Lag det").click()
    page.get_by_role("link", name="Rediger").click()
    page.get_by_label("Oppdagelsen på én linje").fill("Tang tørket med spillvarme")
    page.get_by_label("Hva er nytt?").fill("Varmen fra smelteverket tørker tangen.")
    page.get_by_label("Hvem går i front?").select_option(label="Tarehuset")
    page.get_by_label("Hva er neste steg?").fill("Tørke ti kilo og spørre tre kjøpere.")
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    expect(heading(page, "Tang tørket med spillvarme")).to_be_visible()
    thread = page.get_by_role("region", name="Den røde tråden")
    expect(thread).to_contain_text(CARDS[0][:40])


def take_minutes_and_slides(page: Page) -> None:
    """Word with every card in it, and three slides."""
    page.goto(f"{STRATEGY}arenas/verksted-om-tang/")
    with page.expect_download() as minutes:
        page.get_by_role("link", name="Referat (Word)").click()
    document = Document(io.BytesIO(minutes.value.path().read_bytes()))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    words += "\n".join(cell.text for table in document.tables for cell in table._cells)
    for card in CARDS:
        assert card in words
    with page.expect_download() as slides:
        page.get_by_role("link", name="Tre lysbilder").click()
    assert len(Presentation(io.BytesIO(slides.value.path().read_bytes())).slides) == 3


def find_why_the_project_was_stopped(page: Page) -> None:
    """In the crab: from what was laid aside to the decision, its reason, and who said so early."""
    page.goto(f"{CRAB}discoveries/?status=laid_aside")
    expect(page.get_by_text("Tenkt eksempel: Havland fylkeskommune finnes ikke")).to_be_visible()
    page.get_by_role("link", name="Eget fraktfly").click()
    expect(page.get_by_role("main")).to_contain_text("Neste gang spør vi kjøperne først")
    page.get_by_role("link", name="Prosjektet «Krabbeflyet» stoppes").first.click()
    expect(page.get_by_role("main")).to_contain_text("flyet bare ble fullt i seks uker")
    page.get_by_role("link", name="Følg hele tråden").click()
    expect(page.get_by_role("main")).to_contain_text("Vi prøvde dette med hummer")
