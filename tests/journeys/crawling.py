"""Every page of the site, found by following the links: what the looks for barriers go through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import override
from playwright.sync_api import Browser

from journeys.people import CRAB, EVERYWHERE, LEADER, STRATEGY
from journeys.reading import ENLARGED, WIDE, Look, barriers

#: What is no page: files, and what answers machines.
FILES = {
    "health",
    "robots",
    "favicon",
    "analysis:file",
    "analysis:own_file",
    "arenas:calendar",
    "arenas:minutes",
    "arenas:slides",
    "datasets:file",
    "decisions:brief_word",
    "decisions:decision_word",
    "questions:sheet_word",
    "records:attachment",
    "records:export",
    "records:file",
    "records:sheet",
    "records:whole_file",
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
#: Only shown while something is under way, or when somebody has brought what they are about.
PASSING = {
    "adopted:lines",
    "analysis:own",
    "datasets:carry",
    "datasets:columns",
    "datasets:own_version",
    "datasets:prune",
    "datasets:source_table",
    "decisions:brief",
    "organising:update",
    "priorities:take_up",
    "questions:sheet",
    "records:batch",
    "records:bulk",
    "records:withdraw_attachment",
    "records:withdraw_comment",
    "strategies:handover",
    "strategies:rest_round",
    "strategies:start",
    "vision:judge_driver",
    "vision:outcome",
    "vision:robustness",
    "account_set_password",
    "jobs:job",
    "publishing:analysis_ready",
    "publishing:receipt",
    "records:earlier",
    "records:new",
}
#: The pages of a record that differ from kind to kind; the others are alike for all.
OWN_OF_A_KIND = {"records:list", "records:new", "records:record", "records:edit"}


def crawled(browser: Browser, cookies: Any, base_url: str) -> dict[str, str]:
    """The path of one page of each kind; of sections and records, one of each of their kinds."""
    context = browser.new_context(base_url=base_url, storage_state=cookies, **EVERYWHERE)
    found: dict[str, str] = {}
    waiting = ["/nordland/", CRAB, STRATEGY, *AFTERWARDS]
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name.split()[0] in FILES or name in found:
            continue
        answer = context.request.get(path)
        if answer.headers["content-type"].startswith("text/html"):
            found[name] = path
            waiting += links(answer.text())
    context.close()
    return found


def name_of(path: str) -> str:
    """The kind of page an address leads to."""
    try:
        with override("nb"):
            match = resolve(path.split("?")[0])
    except Resolver404:
        return "404"
    shared = match.view_name.startswith("records:") and match.view_name not in OWN_OF_A_KIND
    own = () if shared else (match.kwargs.get(word) for word in ("section", "kind"))
    return " ".join([match.view_name, *(str(word) for word in own if word)])


def links(page: str) -> Iterator[str]:
    """The addresses of the site that a page links to, in its own language."""
    for address in re.findall(r'<a\b[^>]*\shref="(/[^"#]*)', page):
        if not re.match(r"/(nn|en)/", address):
            yield unescape(address)


def barriers_of_all(
    arrives: Callable[..., Any], pages: dict[str, str], look: Look, *, short: bool = False
) -> list[str]:
    """What keeps somebody from using the pages as they look.

    ``short`` leaves out the sections of a county and every page of a record, which take too long:
    those are then not looked at.
    """
    window = ENLARGED if look.width == ENLARGED["width"] else WIDE
    page = arrives(LEADER, color_scheme=look.scheme, viewport=window)
    found: list[str] = []
    for name, path in pages.items():
        if not (short and name.startswith(("publishing:section ", "records:"))):
            page.goto(look.address(path))
            found += barriers(page)
    return found
