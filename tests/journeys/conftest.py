"""One workspace and one browser for all journeys; every visitor has a browser context of their own.

A journey fails on an error in the console, content the policy refused, a file that is missing, or a
request that leaves the machine. ``--screenshots`` also writes the pictures of docs/screenshots.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journeys.crawling import crawled
from journeys.people import EVERYWHERE, LEADER, PHONE, SCREEN, sign_in
from journeys.serving import Site, alone, made_once, serving
from journeys.watching import Watch

PATIENCE = 30_000  # milliseconds, on a machine that does much else
expect.set_options(timeout=PATIENCE)

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but the workspace has a name here: a page that asks elsewhere cannot be answered.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

Arrives = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots",
        action="store_true",
        help="write docs/screenshots anew while the journeys are walked",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def site(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, shared: Path
) -> Iterator[Site]:
    """The workspace of the journeys; with ``--base-url`` a demo that runs already."""
    folder = tmp_path_factory.mktemp("workspace")
    if running := pytestconfig.getoption("base_url"):
        yield Site(running.rstrip("/"), folder / "demo.log")
    else:
        with serving(folder, made_once(shared)) as started:
            yield started


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """Addresses in the journeys begin with a slash."""
    return site.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium; a journey without one fails; skipped it would say nothing."""
    named = os.environ.get("FORTRINN_CHROMIUM") or shutil.which("chromium")
    if named is None or not Path(named).exists():
        pytest.fail(
            "The journeys need Chromium: apt-get install chromium, or name another one with "
            "FORTRINN_CHROMIUM.",
            pytrace=False,
        )
    return browser_type_launch_args | {"executable_path": named, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site) -> Callable[[str], Any]:
    """The cookies of somebody who has signed in, once for all journeys."""
    kept: dict[str, Any] = {}

    def cookies_of(person: str) -> Any:
        if person not in kept:
            context = browser.new_context(base_url=site.address, **EVERYWHERE)
            sign_in(context.new_page(), person)
            kept[person] = context.storage_state()
            context.close()
        return kept[person]

    return cookies_of


@pytest.fixture
def arrives(new_context: Callable[..., BrowserContext], signed_in: Any) -> Iterator[Arrives]:
    """Somebody opens a browser: ``arrives()``, ``arrives(ANALYST)``, ``arrives(on=PHONE)``."""
    watch = Watch()

    def arrive(person: str | None = None, on: dict[str, Any] = SCREEN, **more: Any) -> Page:
        known = {"storage_state": signed_in(person)} if person else {}
        context = new_context(**EVERYWHERE | on | known | more)
        context.set_default_timeout(PATIENCE)
        watch.over(context)
        return context.new_page()

    yield arrive
    assert not watch.problems, "\n".join(watch.problems)


@pytest.fixture(scope="session")
def pages(signed_in: Callable[[str], Any], base_url: str, shared: Path) -> dict[str, str]:
    """The path of one page of each kind, by the name of the kind; the links are followed once."""
    cookies, kept = signed_in(LEADER), shared / "pages.json"
    with alone(shared / "pages.lock"):
        if not kept.exists():
            added = (made_once(shared) / "addresses").read_text().splitlines()
            kept.write_text(json.dumps(crawled(cookies, base_url, added)))
    found: dict[str, str] = json.loads(kept.read_text())
    return found


@pytest.fixture
def visitor(arrives: Arrives) -> Page:
    """Somebody without an account, at a desk."""
    return arrives()


@pytest.fixture
def phone(arrives: Arrives) -> Page:
    """Somebody without an account, with a phone."""
    return arrives(on=PHONE)
