"""Every page of the site, without its being written here: found by following the links.

What is found is compared with the list of all addresses, so that a page nobody links to is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import override
from playwright.sync_api import APIRequestContext, Browser, Page, Route, expect

from contract.test_addresses import ALL, POSTED, rules
from journeys.people import ANALYST, EVERYWHERE, LEADER, STRATEGY, heading
from journeys.reading import ENLARGED, WIDE, Look, barriers

LOOKS = [
    Look("nb", "light", 1280),
    Look("nb", "dark", 320),
    Look("nn", "dark", 1280),
    Look("en", "light", 320),
]

#: What is no page: files, and what answers machines.
FILES = {
    "health",
    "robots",
    "favicon",
    "analysis:file",
    "publishing:source_file",
    "publishing:csv",
    "publishing:xlsx",
    "publishing:svg",
    "publishing:png",
    "publishing:document",
    "publishing:analysis_document",
}
#: Pages nothing links to, because they follow on something somebody did.
AFTERWARDS = [
    "/accounts/closed/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/password/reset/sent/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-none/",
    "/nordland/profile/pdf/",
    "/there/is/nothing/here/",
]
#: Only shown while something is under way, and looked at in the tests below.
PASSING = {
    "account_set_password",
    "jobs:job",
    "publishing:analysis_ready",
    "publishing:receipt",
    "records:earlier",
    "records:new",
}


def test_the_links_lead_to_every_kind_of_page(pages: dict[str, str]):
    rule = rules()
    wanted = {address.name for address in ALL if rule[address.name].who != POSTED}
    missing = wanted - {name.split()[0] for name in pages} - FILES - PASSING
    assert not missing, f"Nothing leads to {sorted(missing)}: add a link, or name them here."


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_no_page_has_a_barrier(arrives, pages: dict[str, str], look: Look):
    window = ENLARGED if look.width == ENLARGED["width"] else WIDE
    page = arrives(LEADER, color_scheme=look.scheme, viewport=window)
    first_of_each = LOOKS.index(look) < 2
    found = []
    for name, path in pages.items():
        if first_of_each or not name.startswith("publishing:section "):
            page.goto(look.address(path))
            found += barriers(page)
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
    page.route("**/jobs/*/", held())
    page.goto(f"{STRATEGY}runs/new/")
    page.get_by_label("Hva som sammenlignes").select_option("value_added")
    page.get_by_role("button", name="Kjør analysen").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert not barriers(page)


@pytest.fixture(scope="module")
def pages(browser: Browser, signed_in: Callable[[str], Any], base_url: str) -> dict[str, str]:
    """The path of one page of each kind; of sections and records, one of each of their kinds."""
    context = browser.new_context(base_url=base_url, storage_state=signed_in(LEADER), **EVERYWHERE)
    found: dict[str, str] = {}
    waiting = ["/nordland/", STRATEGY, *AFTERWARDS]
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name.split()[0] in FILES or name in found:
            continue
        found[name] = path
        waiting += links(context.request, path)
    context.close()
    return found


def name_of(path: str) -> str:
    """The kind of page an address leads to."""
    try:
        with override("nb"):
            match = resolve(path.split("?")[0])
    except Resolver404:
        return "404"
    own = (match.kwargs.get(word) for word in ("section", "kind"))
    return " ".join([match.view_name, *(str(word) for word in own if word)])


def links(request: APIRequestContext, path: str) -> Iterator[str]:
    """The addresses of the site that a page links to, in its own language."""
    page = request.get(path).text()
    for address in re.findall(r'<a\b[^>]*\shref="(/[^"#]*)', page):
        if not re.match(r"/(nn|en)/", address):
            yield unescape(address)


def held() -> Callable[[Route], None]:
    """Answers every question with what was answered first, so that work stays under way."""
    first: list[Any] = []

    def answer(route: Route) -> None:
        if not first:
            first.append(route.fetch())
        route.fulfill(response=first[0])

    return answer
