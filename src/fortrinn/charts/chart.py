"""A chart as data: what to draw at two widths, and the words that go with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from fortrinn.charts.map import MapDrawing

Width = Literal["wide", "narrow"]
Mode = Literal["web", "file"]
Spec = dict[str, Any]
Drawing = Spec | MapDrawing

ROW: Final = "#row-"
"""What an address inside a drawing begins with; the key of a row of its table follows."""

PIXELS: Final[Mapping[str, int]] = {"wide": 720, "narrow": 340}


@dataclass(frozen=True)
class Opens:
    """Where a mark of a drawing leads on a page, and what is said of it."""

    url: str
    name: str


@dataclass(frozen=True)
class Chart:
    """One chart: a Vega-Lite 6 specification (or a map of our own) for a wide and a narrow place.

    ``title`` is its short name, ``alt`` what a reader who cannot see it is told, ``source`` the
    line that goes along when the picture leaves the page, ``caption`` what must go along with it
    (what it leaves out). The table beside it holds all figures.
    """

    key: str
    lang: str
    title: str
    alt: str
    source: str
    variants: Mapping[Width, Drawing]
    caption: str = ""

    @property
    def legend(self) -> str:
        """The words under the picture in a document: what it is, and what must go along with it."""
        return f"{self.title}. {self.caption}" if self.caption else self.title

    @property
    def spec(self) -> Drawing:
        """What is drawn where there is room."""
        return self.variants["wide"]

    def content_hash(self, width: Width) -> str:
        """A hash of everything that can be seen or heard in one variant.

        >>> one = Chart("a", "nb", "T", "A", "S", {"wide": {"mark": "bar"}, "narrow": {}})
        >>> len(one.content_hash("wide"))
        64
        """
        drawing = self.variants[width]
        body = drawing.to_json() if isinstance(drawing, MapDrawing) else drawing
        words = [self.key, self.lang, self.title, self.alt, self.source, width, body]
        words += [self.caption] if self.caption else []
        text = json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
