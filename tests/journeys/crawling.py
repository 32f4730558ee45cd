"""Every page of the site, found by following the links: what the looks for barriers go through."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.urls import Resolver404, resolve
from django.utils.translation import override
from playwright.sync_api import Error, Page

from contract.test_addresses import OWN_OF_A_KIND
from journeys.people import CRAB, STRATEGY
from journeys.reading import SIGHTS, Sight, barriers_seen

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
    "priorities:own_list",
    "priorities:points",
    "decisions:brief_word",
    "decisions:decision_word",
    "questions:sheet_word",
    "records:attachment",
    "records:export",
    "records:file",
    "records:sheet",
    "records:sheet_pdf",
    "records:whole_file",
    "records:whole_ready",
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
]
NOWHERE = {"404": "/there/is/nothing/here/"}
#: What leads elsewhere for somebody who has signed in, or asks a publisher first.
ELSEWHERE = {
    "account_login",
    "account_set_password",
    "datasets:source_table",
    "kept",
}
LANGUAGES = ("nb", "nn", "en")
#: What shows the same form as another page does; the first of them is met, and all when asked for.
LIKE_ANOTHER = {"records:edit": "records:new"}


@dataclass(frozen=True)
class Visit:
    """A page to open in one language, and how to see it."""

    address: str
    sights: list[Sight]


def crawled(cookies: Any, base_url: str, added: list[str]) -> dict[str, str]:
    """The path of one page of each kind; of sections and records, one of each of their kinds.

    The links are followed from the demo's own strategies first, then from what was ``added``.
    """
    jar = "; ".join(f"{one['name']}={one['value']}" for one in cookies["cookies"])
    found = dict(NOWHERE)
    waiting, later = ["/nordland/", CRAB, STRATEGY, *AFTERWARDS], added
    with ThreadPoolExecutor(2) as readers:
        while waiting or later:
            new: dict[str, str] = {}
            for path in waiting:
                name = name_of(path)
                if name.split()[0] not in FILES and name not in found:
                    new.setdefault(name, path)
            answers = list(readers.map(lambda path: read(base_url + path, jar), new.values()))
            pages = {
                name: answer
                for name, answer in zip(new, answers, strict=True)
                if answer is not None
            }
            found |= {name: new[name] for name in pages}
            waiting = [path for page in pages.values() for path in links(page)]
            if not waiting:
                waiting, later = later, []
    return found


def read(address: str, jar: str) -> str | None:
    """The page at an address; a file, a way elsewhere and a refusal are none."""
    with suppress(HTTPError), urlopen(Request(address, headers={"Cookie": jar})) as answer:
        is_page = answer.headers["Content-Type"].startswith("text/html")
        return answer.read().decode() if is_page and answer.url == address else None
    return None


def name_of(path: str) -> str:
    """The kind of page an address leads to."""
    try:
        with override("nb"):
            match = resolve(path.split("?")[0])
    except Resolver404:
        return "404"
    shared = match.view_name.startswith("records:") and match.view_name not in OWN_OF_A_KIND
    own = () if shared else (match.kwargs.get(word) for word in ("section", "kind", "page"))
    return " ".join([match.view_name, *(getattr(word, "segment", word) for word in own if word)])


def links(page: str) -> Iterator[str]:
    """The addresses of the site that a page links to, in its own language."""
    for address in re.findall(r'<a\b[^>]*\shref="(/[^"#]*)', page):
        if not re.match(r"/(nn|en)/", address):
            yield unescape(address)


def go(page: Page, address: str) -> None:
    """Open a page; the one before, which waited for work, may lead on at that very moment."""
    try:
        page.goto(address)
    except Error as left:
        if "ERR_ABORTED" not in left.message:
            raise
        page.goto(address)


def visits(pages: dict[str, str]) -> list[Visit]:
    """Every page as it is to be met.

    The languages take turns. Pages that differ by their kind only share a template: the first is
    seen by day and in the dark, the others by turns, and those like another page not again.
    ``FORTRINN_LOOKS=all`` meets each page in all languages and both sights.
    """
    everything = os.environ.get("FORTRINN_LOOKS") == "all"
    turns: Counter[str] = Counter()
    planned = []
    for number, (name, path) in enumerate(pages.items()):
        template = name.split()[0]
        turn = turns[template]
        turns[template] += 1
        if turn and template in LIKE_ANOTHER and not everything:
            continue
        sights = SIGHTS if everything or not turn else [SIGHTS[turn % len(SIGHTS)]]
        languages = LANGUAGES if everything else [LANGUAGES[number % len(LANGUAGES)]]
        planned += [Visit(in_language(path, language), sights) for language in languages]
    return planned


def in_language(path: str, language: str) -> str:
    """A bokmål address in another language."""
    return path if language == "nb" else f"/{language}{path}"


def barriers_met(page: Page, visit: Visit) -> list[str]:
    """What keeps somebody from using a page, by day on a desk and in the dark on a phone."""
    page.set_viewport_size(visit.sights[0].window)
    go(page, visit.address)
    return barriers_seen(page, visit.sights)
