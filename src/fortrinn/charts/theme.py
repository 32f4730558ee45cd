"""Colours, type and number formats of every chart and map.

One named colour has a light and a dark value. Files (PDF, Word, PNG) use the light ones; a web
page gets the name as a CSS variable, so that the reader's colour scheme decides without any inline
style.
All pairs of mark and background reach 3:1 and all text reaches 4.5:1 in both schemes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

FONT: Final = "Inter, Arial, sans-serif"


@dataclass(frozen=True)
class Colour:
    """A named colour: what it is used for, and its value on light and on dark ground."""

    light: str
    dark: str
    use: str


COLOURS: Final[Mapping[str, Colour]] = MappingProxyType(
    {
        "ink": Colour("#1d2b33", "#e6eeec", "names and figures"),
        "muted": Colour("#50606a", "#b3c1be", "axes, notes, withheld figures"),
        "grid": Colour("#e1e7e8", "#2c3a38", "grid lines"),
        "axis": Colour("#87959c", "#7d8d89", "the line at one or at zero"),
        "paper": Colour("#ffffff", "#14201f", "hollow marks and the halo of text"),
        "brand": Colour("#0b5d54", "#63c5b5", "the county, and what is clear"),
        "brand-soft": Colour("#cfe3df", "#23433e", "the county, where it is uncertain"),
        "amber": Colour("#b0540a", "#f2a65a", "the reference economy; falling figures"),
        "amber-soft": Colour("#f7dfc4", "#4d3317", "falling and uncertain"),
        "slate": Colour("#77848d", "#93a2a6", "other counties, the background"),
        "slate-soft": Colour("#d3dade", "#3a4749", "the background, where it is uncertain"),
        "step-1": Colour("#d6e9e5", "#1e3a36", "map, lowest class"),
        "step-2": Colour("#a6cfc6", "#29554d", "map"),
        "step-3": Colour("#6bada1", "#397d70", "map"),
        "step-4": Colour("#2e7f73", "#5aa999", "map"),
        "step-5": Colour("#0a4a43", "#97ddcf", "map, highest class"),
    }
)

STEPS: Final = ("step-1", "step-2", "step-3", "step-4", "step-5")


def hex_of(name: str) -> str:
    """The light value of a named colour, as specifications and files carry it.

    >>> hex_of("brand")
    '#0b5d54'
    """
    return COLOURS[name].light


def css_name(name: str) -> str:
    """The CSS variable that carries a named colour on a page.

    >>> css_name("brand")
    '--fx-brand'
    """
    return f"--fx-{name}"


HEX_TO_VARIABLE: Final[Mapping[str, str]] = MappingProxyType(
    {colour.light: f"var({css_name(name)})" for name, colour in COLOURS.items()}
)


def stylesheet() -> str:
    """The style sheet a page needs once to show charts in light, dark and print.

    It follows ``data-color-scheme`` (``light``, ``dark`` or ``auto``) on the root element, and
    hides the variant of a chart that does not fit the width at hand.
    """
    light = _declarations("light")
    dark = _declarations("dark")
    return f"""/* Made by fortrinn.charts.theme.stylesheet(). */
:root {{
{light}}}
@media screen and (prefers-color-scheme: dark) {{
  :root:not([data-color-scheme="light"]) {{
{dark}  }}
}}
@media screen {{
  [data-color-scheme="dark"] {{
{dark}  }}
}}
.fx-chart {{
  display: block;
  height: auto;
  max-width: 100%;
}}
.fx-chart-narrow {{
  display: none;
}}
@media screen and (max-width: 47.99em) {{
  .fx-chart-wide {{
    display: none;
  }}
  .fx-chart-narrow {{
    display: block;
  }}
}}
.fx-chart:not(.fx-map) a:focus-visible {{
  outline: none;
}}
.fx-chart:not(.fx-map) a:focus-visible path,
.fx-chart:not(.fx-map) a:hover path {{
  opacity: 1;
}}
.fx-pointed {{
  visibility: hidden;
}}
.fx-chart a:focus-visible .fx-pointed,
.fx-chart a:hover .fx-pointed {{
  visibility: visible;
}}
.fx-map a:focus-visible path,
.fx-map a:hover path {{
  stroke: var({css_name("ink")});
  stroke-width: 2.5;
  vector-effect: non-scaling-stroke;
}}
.fx-map a:focus-visible {{
  outline: none;
}}
"""


def _declarations(scheme: str) -> str:
    lines = (
        f"    {css_name(name)}: {getattr(colour, scheme)};\n" for name, colour in COLOURS.items()
    )
    return "".join(lines)


_NORWEGIAN: Final[dict[str, Any]] = {
    "decimal": ",",
    "thousands": "\u00a0",
    "grouping": [3],
    "currency": ["", "\u00a0kr"],
    "percent": "\u00a0%",
    "minus": "\u2212",
}
_ENGLISH: Final[dict[str, Any]] = {
    "decimal": ".",
    "thousands": ",",
    "grouping": [3],
    "currency": ["NOK\u00a0", ""],
    "percent": "%",
    "minus": "\u2212",
}


def number_locale(lang: str) -> dict[str, Any]:
    """How d3 writes numbers in a language: decimal mark, thousands, per cent, minus.

    >>> number_locale("nn")["decimal"], number_locale("en")["decimal"]
    (',', '.')
    """
    return dict(_ENGLISH if lang == "en" else _NORWEGIAN)


def config() -> dict[str, Any]:
    """The Vega-Lite configuration shared by all charts: calm axes, Inter, no frame."""
    label = {"labelColor": hex_of("muted"), "labelFontSize": 12, "labelPadding": 6}
    title = {
        "titleColor": hex_of("muted"),
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 10,
    }
    return {
        "aria": False,
        "background": None,
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            **label,
            **title,
            "domain": False,
            "ticks": False,
            "gridColor": hex_of("grid"),
            "labelFlush": False,
        },
        "header": {"labelColor": hex_of("ink"), "labelFontSize": 13, "title": None},
        "text": {"color": hex_of("ink"), "fontSize": 12.5, "font": FONT},
        "rule": {"color": hex_of("axis")},
    }


_WIDE_LETTERS: Final = frozenset("mwMWÆ%@")
_NARROW_LETTERS: Final = frozenset("iljtfrI.,:;'!|()-/ \u00a0")


def text_width(text: str, size: float = 12.5) -> float:
    """Roughly how many pixels a text takes in Inter: enough to place labels, not to typeset.

    >>> text_width("Fiske") < text_width("Fiske og fangst")
    True
    """
    units = 0.0
    for letter in text:
        if letter in _WIDE_LETTERS:
            units += 0.86
        elif letter in _NARROW_LETTERS:
            units += 0.33
        elif letter.isupper() or letter.isdigit():
            units += 0.66
        else:
            units += 0.57
    return units * size


def wrap(text: str, width: float, size: float = 12.5, lines: int = 2) -> list[str]:
    """Break a label into at most ``lines`` lines of ``width`` pixels; an ellipsis ends what is cut.

    >>> wrap("Oljeraffinering, kjemisk og farmasøytisk industri", 190)
    ['Oljeraffinering, kjemisk og', 'farmasøytisk industri']
    """
    rows: list[str] = [""]
    for word in text.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if text_width(longer, size) <= width or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) <= lines:
        return rows
    return [*rows[: lines - 1], rows[lines - 1].rstrip(",") + "\u2026"]
