"""Every page of the site, not written here but found by following the links.

What is found is compared with the lists of all addresses and all kinds of records, so that a page
nobody meets is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from contract.rules import POSTED, rules
from contract.test_addresses import ALL
from fortrinn.web.records.kinds import KINDS
from journeys.crawling import ELSEWHERE, FILES, barriers_met, visits
from journeys.people import ANALYST, LEADER, STRATEGY, heading
from journeys.reading import AXE, barriers

PARTS = 10


def test_every_kind_of_page_and_of_record_is_met(pages: dict[str, str]):
    rule = rules()
    wanted = {address.name for address in ALL if rule[address.name].who != POSTED}
    missing = wanted - {name.split()[0] for name in pages} - FILES - ELSEWHERE
    assert not missing, f"Nothing leads to {sorted(missing)}: make it in furnishing, or name it."
    kinds = {kind.segment for kind in KINDS.values() if kind.has_pages}
    for page in ("records:list", "records:record"):
        assert not kinds - {name.split()[1] for name in pages if name.startswith(f"{page} ")}, page


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_barrier(arrives, pages: dict[str, str], part: int):
    page = arrives(LEADER, reduced_motion="reduce")
    page.add_init_script(AXE)
    found: list[str] = []
    for visit in visits(pages)[part::PARTS]:
        found += barriers_met(page, visit)
    assert not found, "\n".join(found)


def test_the_entrance_has_no_barrier_also_when_the_password_is_wrong(visitor: Page):
    visitor.goto("/accounts/login/")
    found = barriers(visitor)
    visitor.get_by_label("E-postadresse").fill("ingen@example.org")
    visitor.get_by_label("Passord").fill("feil")
    visitor.get_by_role("main").get_by_role("button", name="Logg inn").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    assert not found + barriers(visitor)


def test_a_receipt_has_no_barrier(visitor: Page):
    visitor.goto("/nordland/doubts/new/?figure=specialisations")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    found = barriers(visitor)
    visitor.get_by_label("Hva er du i tvil om?").fill("Er 13 for mange?")
    visitor.get_by_role("button", name="Send").click()
    expect(heading(visitor, "Takk, vi har fått det")).to_be_visible()
    assert not found + barriers(visitor)


def test_work_under_way_has_no_barrier(arrives):
    page = arrives(ANALYST)
    for _ in range(5):  # an analysis may be done before anybody has looked
        page.unroute_all()
        page.route("**/jobs/*/", held())
        page.goto(f"{STRATEGY}runs/new/")
        page.get_by_label("Hva som sammenlignes").select_option("value_added")
        page.get_by_role("button", name="Kjør analysen").click()
        page.wait_for_url(re.compile("/(jobs|runs)/(?!new)"))
        if page.get_by_role("progressbar").is_visible():
            break
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert not barriers(page)


def held() -> Callable[[Route], None]:
    """Answers every question with what was answered first, so that work stays under way."""
    first: list[Any] = []

    def answer(route: Route) -> None:
        if not first:
            first.append(route.fetch())
        route.fulfill(response=first[0])

    return answer
