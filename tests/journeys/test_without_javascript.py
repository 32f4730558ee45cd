"""Everything that matters works in a browser that runs no scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.analysing import change, state_finding
from journeys.people import ANALYST, PHONE, STRATEGY, column, heading, numbers, sign_in


@pytest.fixture
def plain(arrives) -> Page:
    """A browser that runs no scripts."""
    return arrives(java_script_enabled=False)


def test_a_visitor_reads_searches_sorts_and_compares(plain: Page):
    plain.goto("/")
    plain.get_by_role("navigation", name="Velg et fylke").get_by_role("link", name="Agder").click()
    expect(heading(plain, "Næringsprofil for Agder")).to_be_visible()
    plain.goto("/agder/analysis/specialisation/")
    plain.get_by_label("Sammenlign med").select_option(label="Rogaland")
    plain.get_by_role("button", name="Vis", exact=True).click()
    expect(plain.get_by_role("columnheader", name="Andel i Rogaland")).to_be_visible()
    plain.get_by_role("link", name="LQ", exact=True).click()
    quotients = numbers(column(plain, 4))
    assert quotients == sorted(quotients, reverse=True)
    plain.get_by_label("Søk i tabellen").fill("bygg")
    plain.get_by_role("button", name="Finn").click()
    expect(plain.get_by_text(re.compile("Viser [1-3] av 35 rader."))).to_be_visible()
    expect(plain.get_by_label("Sammenlign med")).to_have_value("rogaland")


def test_a_firm_opens_the_menu_and_sends_a_doubt(arrives):
    phone = arrives(on=PHONE, java_script_enabled=False)
    phone.goto("/agder/doubts/new/?figure=employed")
    phone.get_by_label("Hva er du i tvil om?").fill("Vi er flere enn dette på Eyde alene.")
    phone.get_by_role("button", name="Send").tap()
    expect(heading(phone, "Takk, vi har fått det")).to_be_visible()
    phone.get_by_role("button", name="Meny").tap()
    phone.get_by_role("link", name="Kilder", exact=True).tap()
    expect(heading(phone, "Kilder og lisenser")).to_be_visible()


def test_an_analyst_runs_an_analysis_and_states_changes_and_discusses_a_finding(plain: Page):
    sign_in(plain, ANALYST)
    plain.goto(f"{STRATEGY}runs/new/")
    plain.get_by_label("År").select_option("2014")
    plain.get_by_role("button", name="Kjør analysen").click()
    expect(plain.get_by_role("heading", name="Resultatet")).to_be_visible(timeout=60_000)
    finding = state_finding(plain, plain.url, ["Undervisning"], "Skolen er som i landet ellers.")
    plain.get_by_label("Dette kan jeg bekrefte").check()
    plain.get_by_label("Dine ord").fill("Det samme så vi i 2013.")
    plain.get_by_role("button", name="Send inn").click()
    expect(plain.get_by_role("region", name="Drøfting")).to_contain_text("Det samme så vi i 2013.")
    change(plain, finding, "Skolen veier omtrent som i landet ellers.")
    expect(heading(plain, "Skolen veier omtrent som i landet ellers.")).to_be_visible()
