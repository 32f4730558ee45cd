"""Whether everybody can read a page: axe's rules, and no scrolling sideways."""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script

RUN = """options => axe.run(options).then(({violations}) => violations.flatMap(
  rule => rule.nodes.slice(0, 3).map(
    node => `${rule.help} (${rule.id}): ${node.html.slice(0, 160)}`
  )
))"""
# What axe would fetch beforehand is for rules of sound and of locked screens: we have neither.
OPTIONS = {"resultTypes": ["violations"], "preload": False}


@dataclass(frozen=True)
class Sight:
    """How a page is seen: by day or in the dark, in a window of some size."""

    scheme: str
    window: dict[str, int]

    def __str__(self) -> str:
        return f"{self.scheme}, {self.window['width']} wide"


#: A window of 1280 by 1024 enlarged four times has room for as much as one of 320 by 256.
SIGHTS = [
    Sight("light", {"width": 1280, "height": 900}),
    Sight("dark", {"width": 320, "height": 256}),
]


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page as it stands, one sentence each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, OPTIONS) + too_wide(page)
    return [f"{page.url}: {sentence}" for sentence in found]


def barriers_seen(page: Page, sights: list[Sight]) -> list[str]:
    """The barriers of a page in each of several sights, without opening it again."""
    found: list[str] = []
    for sight in sights:
        page.emulate_media(color_scheme=sight.scheme)
        page.set_viewport_size(sight.window)
        found += [f"{sentence} [{sight}]" for sentence in barriers(page)]
    return found


def too_wide(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    pixels = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"The page is {pixels} pixels wider than the window."] if pixels > 0 else []
