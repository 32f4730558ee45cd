"""Whether everybody can read a page: axe's rules, and no scrolling sideways."""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()

#: A window of 1280 by 1024 enlarged four times has room for as much as one of 320 by 256.
ENLARGED = {"width": 320, "height": 256}
WIDE = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Look:
    """A way a page may be met."""

    language: str
    scheme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language}-{self.scheme}-{self.width}"

    def address(self, path: str) -> str:
        """A bokmål address in the language of the look."""
        return path if self.language == "nb" else f"/{self.language}{path}"


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page as it stands, one sentence each."""
    found = AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    sentences = [
        f"{rule['help']} ({rule['id']}): {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        sentences.append(f"The page is {wide} pixels wider than the window.")
    return [f"{page.url}: {sentence}" for sentence in sentences]
