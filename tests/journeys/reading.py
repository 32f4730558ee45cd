"""Whether everybody can read a page: axe's rules, and no scrolling sideways."""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script

#: A window of 1280 by 1024 enlarged four times has room for as much as one of 320 by 256.
ENLARGED = {"width": 320, "height": 256}
WIDE = {"width": 1280, "height": 900}

#: The rules about colours: they take most of the time, and language makes no difference to them.
OF_COLOURS = ("color-contrast", "link-in-text-block")

RUN = """options => axe.run(options).then(({violations}) => violations.flatMap(
  rule => rule.nodes.slice(0, 3).map(
    node => `${rule.help} (${rule.id}): ${node.html.slice(0, 160)}`
  )
))"""


@dataclass(frozen=True)
class Look:
    """A way a page may be met, and the rules that have been asked in another one."""

    language: str
    scheme: str
    window: dict[str, int]
    leave_out: tuple[str, ...] = ()

    def address(self, path: str) -> str:
        """A bokmål address in the language of the look."""
        return path if self.language == "nb" else f"/{self.language}{path}"


def barriers(page: Page, leave_out: tuple[str, ...] = ()) -> list[str]:
    """What keeps somebody from using the page as it stands, one sentence each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # What axe would fetch beforehand is for rules of sound and of locked screens: we have neither.
    options = {
        "resultTypes": ["violations"],
        "preload": False,
        "rules": {rule: {"enabled": False} for rule in leave_out},
    }
    return [f"{page.url}: {sentence}" for sentence in page.evaluate(RUN, options)] + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    pixels = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{page.url}: The page is {pixels} pixels wider than the window."] if pixels > 0 else []
