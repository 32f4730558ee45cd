"""What must not happen while somebody uses a page, whatever the story is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

LOOPBACK = "127.0.0.1"


@dataclass
class Watch:
    """Notes errors in scripts, refused content, files that are missing, and requests that leave."""

    problems: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Follow everything that happens in a browser."""
        context.on("console", self._said)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        # A page may be refused on purpose; files that are missing are seen in the answers.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"The console says: {message.text}")

    def _failed(self, failure: WebError) -> None:
        self.problems.append(f"A script failed: {failure.error}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != LOOPBACK:
            self.problems.append(f"A request left the machine: {request.url}")
        if address.path == "/csp-report/":
            self.problems.append(f"The policy was broken: {request.post_data}")

    def _answered(self, response: Response) -> None:
        asked = response.request
        is_page = asked.is_navigation_request() or "hx-request" in asked.headers
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.problems.append(f"{response.status} for {response.url}")
