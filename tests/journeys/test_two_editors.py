"""Two people edit the same finding. The second sees both texts, and nothing is lost."""

from playwright.sync_api import expect

from journeys.analysing import run_analysis, state_finding
from journeys.people import ANALYST, EDITOR, heading

START = "Bergverk veier tungt i Nordland."
HERS = "Bergverk veier mer enn tre ganger så tungt i Nordland som i landet."
HIS = "Bergverk er en liten næring som likevel veier tungt i Nordland."


def test_the_second_sees_what_the_first_wrote_and_keeps_his_own_words(arrives):
    analyst, editor = arrives(ANALYST), arrives(EDITOR)
    finding = state_finding(analyst, run_analysis(analyst, "2015"), ["Bergverksdrift"], START)
    for page in (analyst, editor):
        page.goto(f"{finding}edit/")

    editor.get_by_label("Funnet i én setning").fill(HERS)
    editor.get_by_role("button", name="Lagre", exact=True).click()
    expect(heading(editor, HERS)).to_be_visible()

    analyst.get_by_label("Funnet i én setning").fill(HIS)
    analyst.get_by_role("button", name="Lagre", exact=True).click()
    expect(heading(analyst, "To redigerte samtidig")).to_be_visible()
    expect(analyst.get_by_role("alert")).to_contain_text("Aina Berg")
    both = analyst.get_by_role("region", name="Begge tekstene")
    expect(both.locator("del").first).to_be_visible()
    expect(analyst.get_by_label("Funnet i én setning")).to_have_value(HIS)

    analyst.get_by_role("button", name="Lagre min tekst over").click()
    expect(heading(analyst, HIS)).to_be_visible()
    analyst.get_by_role("link", name="versjon 3").click()
    for words in (START, HERS, HIS):
        expect(analyst.get_by_role("main")).to_contain_text(words.split()[-1])
