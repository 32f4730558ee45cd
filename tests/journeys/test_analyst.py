"""An analyst keeps an analysis, says what it shows, is doubted, and leads back to the source."""

from playwright.sync_api import expect

from journeys.analysing import change, run_analysis, state_finding
from journeys.people import ANALYST, LEADER, STRATEGY, heading, row

FISH = "Fiske, fangst og akvakultur"
FIRST = "Havet gir Nordland mer arbeid enn noe annet sted."
THEN = "Havet gir Nordland klart mer arbeid enn landet ellers."
GROUNDS = "Intervallet er smalt. Tallene er fra 2019, og utvalget sier ikke noe om lønnsomhet."
DOUBT = "Finnmark ligger høyere. «Enn noe annet sted» holder ikke."


def test_from_an_analysis_to_a_finding_that_is_doubted_and_changed(arrives):
    analyst, leader = arrives(ANALYST), arrives(LEADER)
    run = run_analysis(analyst, "2019")
    expect(row(analyst, "Post og distribusjonsvirksomhet")).to_contain_text("vises ikke")
    finding = state_finding(analyst, run, [FISH], FIRST, GROUNDS)
    expect(analyst.get_by_role("region", name="Hvor sikre er vi?")).to_contain_text("Nokså sikre")
    expect(analyst.get_by_text("Arbeidsgruppa", exact=True)).to_be_visible()

    leader.goto(STRATEGY)
    leader.get_by_role("link", name=FIRST).first.click()
    leader.get_by_label("Jeg er i tvil").check()
    leader.get_by_label("Dine ord").fill(DOUBT)
    leader.get_by_role("button", name="Send inn").click()
    said = leader.get_by_role("region", name="Drøfting").get_by_role("listitem")
    expect(said).to_contain_text(["Marit Lund"])
    expect(said).to_contain_text([DOUBT])
    expect(said).to_contain_text(["I tvil"])

    change(analyst, finding, THEN, "Marit har rett: Finnmark ligger høyere.")
    expect(heading(analyst, THEN)).to_be_visible()
    analyst.get_by_role("link", name="versjon 2").click()
    newest = analyst.get_by_role("listitem").filter(has_text="Versjon 2")
    expect(newest).to_contain_text("Marit har rett")
    expect(newest.locator("del").last).to_contain_text("sted")
    expect(newest.locator("ins").first).to_contain_text("klart")


def test_the_thread_leads_from_a_finding_to_its_cells_and_back(arrives):
    analyst = arrives(ANALYST)
    run = run_analysis(analyst, "2017")
    state_finding(analyst, run, [FISH], "Fisket har holdt seg.")

    analyst.get_by_text("Hele veien tilbake til cellene i kilden").click()
    cells = analyst.get_by_role("table", name="Cellene slik de ble publisert")
    cell = cells.get_by_role("row").filter(has_text="Nordland").filter(has_text=FISH)
    expect(cell).to_contain_text("tusen personer")
    expect(cell).to_contain_text("publisert")

    thread = analyst.get_by_role("region", name="Den røde tråden")
    expect(thread).to_contain_text("bygger på")
    thread.get_by_role("link", name="Følg hele tråden").click()
    analyst.get_by_role("link", name="Fylkesfordelt nasjonalregnskap").last.click()
    expect(analyst.get_by_role("main")).to_contain_text("CC BY 4.0")
    analyst.goto(run)
    came_of_it = analyst.get_by_role("region", name="Den røde tråden")
    expect(came_of_it.get_by_role("link", name="Fisket har holdt seg.")).to_be_visible()


def test_the_same_analysis_is_not_made_twice(arrives):
    analyst = arrives(ANALYST)
    first = run_analysis(analyst, "2016")
    again = run_analysis(analyst, "2016")
    assert first == again
    expect(analyst.get_by_role("status")).to_contain_text("er kjørt før")
