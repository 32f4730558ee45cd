"""Who walks the journeys, with what in their hands, and the few things everybody does."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

LEADER = "prosessleder@example.org"
ANALYST = "analytiker@example.org"
EDITOR = "redaktor@example.org"
PASSWORD = "fortrinn-demo"

EVERYWHERE: dict[str, Any] = {"locale": "nb-NO", "timezone_id": "Europe/Oslo"}
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}

STRATEGY = "/nordland/s/smart-spesialisering/"
CRAB = "/havland/s/krabba/"


def sign_in(page: Page, person: str) -> None:
    """With the demo's password, through the front door."""
    page.goto("/accounts/login/")
    page.get_by_label("E-postadresse").fill(person)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Logg inn").click()
    expect(heading(page, "Mine strategier")).to_be_visible()


def heading(page: Page, words: str) -> Locator:
    """The page's own heading."""
    return page.get_by_role("heading", level=1, name=words)


def row(page: Page, words: str) -> Locator:
    """The row of a table that begins with these words."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=words))


def column(page: Page, number: int) -> list[str]:
    """What stands in a column of the only table, top to bottom; the first column is 0."""
    return [
        words.strip()
        for words in page.locator(f"tbody tr > :nth-child({number + 1})").all_inner_texts()
    ]


def numbers(cells: list[str]) -> list[float]:
    """Norwegian figures as numbers; what is not shown is left out."""
    plain = [cell.replace("\u00a0", "").replace("\u202f", "").replace(",", ".") for cell in cells]
    return [float(cell) for cell in plain if cell.replace(".", "", 1).isdigit()]
