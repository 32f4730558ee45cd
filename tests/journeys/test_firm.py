"""A firm doubts a figure from a phone, without an account, and is answered by the county."""

import re

from playwright.sync_api import Page, expect

from journeys.people import ANALYST, PHONE, STRATEGY, heading

SEEN = "Vi ansatte tolv på verftet i høst, og kjenner oss ikke igjen i dette."
ANSWER = "Takk. Tallet er fra 2019. Nyere tall kommer når SSB gir dem ut."


def test_a_doubt_without_a_name_is_shown_beside_the_figure(phone: Page):
    phone.goto("/")
    phone.get_by_role("navigation", name="Velg et fylke").get_by_role("link", name="Troms").tap()
    figures = phone.get_by_role("region", name="Tre nøkkeltall").get_by_role("listitem")
    figures.first.get_by_role("link", name="Stemmer dette?").tap()
    expect(phone.get_by_text("Det gjelder")).to_be_visible()

    say(phone, SEEN)
    expect(heading(phone, "Takk, vi har fått det")).to_be_visible()
    assert re.search(r"/troms/doubts/[0-9a-f-]{36}/$", phone.url)

    phone.get_by_role("link", name="Til tallet").tap()
    shown = phone.get_by_role("article").filter(has_text=SEEN)
    expect(shown).to_contain_text("Uten navn")
    expect(shown).to_contain_text("Venter på svar")


def test_an_empty_doubt_is_asked_for_again_and_the_name_is_kept(phone: Page):
    phone.goto("/troms/doubts/new/?figure=value-added")
    say(phone, "", name="Kari Vik, Skarven Verft AS")
    expect(phone.get_by_role("alert")).to_contain_text("Skriv noe før du sender")
    expect(phone.get_by_label("Navnet ditt")).to_have_value("Kari Vik, Skarven Verft AS")


def test_the_county_answers_and_the_sender_finds_the_answer_on_the_receipt(arrives):
    phone, analyst = arrives(on=PHONE), arrives(ANALYST)
    phone.goto("/nordland/doubts/new/?figure=employed")
    say(phone, SEEN, name="Kari Vik, Skarven Verft AS")
    expect(heading(phone, "Takk, vi har fått det")).to_be_visible()
    receipt = phone.url
    expect(phone.get_by_role("article")).to_contain_text("Kari Vik, Skarven Verft AS")

    analyst.goto(f"{STRATEGY}analysis/")
    analyst.get_by_role("link", name="Svar på dem").click()
    asked = analyst.get_by_role("article").filter(has_text=SEEN)
    expect(asked).to_be_visible()
    asked.locator("xpath=following-sibling::p[1]").get_by_role("link").click()
    analyst.get_by_label("Svaret ditt").fill(ANSWER)
    analyst.get_by_role("button", name="Lagre svaret").click()
    expect(analyst.get_by_role("status")).to_contain_text("Svaret er lagret")
    expect(asked).to_have_count(0)

    phone.goto(receipt)
    expect(heading(phone, "Spørsmålet ditt er besvart")).to_be_visible()
    expect(phone.get_by_role("article")).to_contain_text(ANSWER)
    expect(phone.get_by_role("article")).to_contain_text("Jonas Eide svarte")
    phone.goto("/nordland/")
    expect(phone.get_by_text(SEEN)).to_have_count(0)
    phone.goto("/nordland/doubts/")
    expect(phone.get_by_role("article").filter(has_text=SEEN)).to_contain_text(ANSWER)


def say(page: Page, words: str, name: str = "") -> None:
    page.get_by_label("Hva er du i tvil om?").fill(words)
    if name:
        page.get_by_label("Navnet ditt").fill(name)
    page.get_by_role("button", name="Send").tap()
