"""What an analyst does again and again: run an analysis, and state what it shows."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from journeys.people import STRATEGY, heading


def run_analysis(page: Page, year: str, reference: str = "Norge") -> str:
    """Ask for the analysis of a year and wait for it; its address."""
    page.goto(f"{STRATEGY}analysis/")
    page.get_by_role("link", name="Kjør en analyse").first.click()
    page.get_by_label("År").select_option(year)
    page.get_by_label("Sammenlign med").select_option(label=reference)
    page.get_by_role("button", name="Kjør analysen").click()
    title = f"Sysselsatte i Nordland {year}, sammenlignet med {reference}"
    expect(page.get_by_role("heading", name="Resultatet")).to_be_visible(timeout=60_000)
    expect(heading(page, title)).to_be_visible()
    return page.url


def state_finding(page: Page, run: str, rows: list[str], sentence: str, grounds: str = "") -> str:
    """Choose rows of an analysis and say what they show; the finding's address."""
    page.goto(run)
    for name in rows:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Skriv et funn om de valgte radene").click()
    page.get_by_label("Funnet i én setning").fill(sentence)
    page.get_by_label("Nokså sikre").check()
    page.get_by_label("Hva taler for det, og hva taler imot?").fill(grounds)
    page.get_by_role("button", name="Lagre funnet").click()
    expect(heading(page, sentence)).to_be_visible()
    return page.url


def change(page: Page, finding: str, sentence: str, reason: str = "") -> None:
    """Write the sentence anew."""
    page.goto(f"{finding}edit/")
    page.get_by_label("Funnet i én setning").fill(sentence)
    page.get_by_label("Hva endret du, og hvorfor?").fill(reason)
    page.get_by_role("button", name="Lagre", exact=True).click()
