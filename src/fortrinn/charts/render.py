"""From a chart to a picture: SVG for pages and documents, PNG for slides and downloads.

On a page every colour is a CSS variable, so one drawing serves light and dark; there is no style
attribute, no script and no id that another chart on the page could have. A file has plain colours
and, when framed, its title, caption and source inside the picture.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Final

from fortrinn.charts.chart import ROW, Chart, Mode, Opens, Spec, Width
from fortrinn.charts.map import MapDrawing
from fortrinn.charts.pointed import Sheet, pointed
from fortrinn.charts.theme import (
    FONT,
    HEX_TO_VARIABLE,
    css_name,
    hex_of,
    number_locale,
    wrap,
)
from fortrinn.errors import MissingExtra
from fortrinn.language import gettext_noop as _

VEGA_LITE: Final = "6.4"
LOOK: Final = 4
"""Counted up when pictures change although specifications do not, so that old caches are left."""

FONTS: Final = Path(__file__).parents[1] / "reports" / "fonts"

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _engine() -> ModuleType:
    """vl-convert with our font; imported on first use, for it is large."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra(
            _("Charts need the part 'reports'. Install it: pip install fortrinn[reports]")
        ) from error
    if FONTS.is_dir():
        vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def svg(
    chart: Chart,
    width: Width = "wide",
    mode: Mode = "web",
    *,
    framed: bool = False,
    ids: str = "",
    cache_dir: Path | None = None,
    opens: Mapping[str, Opens] | None = None,
) -> str:
    """A chart as SVG text.

    ``mode`` is ``"web"`` (colours as CSS variables, for a page that carries
    :func:`fortrinn.charts.theme.stylesheet`) or ``"file"`` (plain colours). ``framed`` puts title
    and source into the picture. ``ids`` starts its ids; the chart's key and width do unless it is
    given. Drawings are kept in ``cache_dir`` under the hash of all that decides them. ``opens``
    says for the keys of rows where their marks lead; a mark without an address leads nowhere.
    """
    text = _drawn(chart, width, mode, framed, ids, cache_dir)
    return _opened(text, opens or {}) if ROW in text else text


def _drawn(
    chart: Chart, width: Width, mode: Mode, framed: bool, ids: str, cache_dir: Path | None
) -> str:
    prefix = ids or f"fx-{chart.key}-{width}"
    name = _name(chart, width, mode, "framed" if framed else "", prefix, "svg")
    kept = _read(cache_dir, name)
    if kept is not None:
        return kept.decode("utf-8")
    drawing = chart.variants[width]
    body = _map(drawing, mode, prefix) if isinstance(drawing, MapDrawing) else _vega(drawing, chart)
    text = _dress(body, chart, width, mode, prefix)
    if framed:
        text = _frame(text, chart, mode)
    _keep(cache_dir, name, text.encode("utf-8"))
    return text


def png(
    chart: Chart,
    width: Width = "wide",
    *,
    scale: float = 2.0,
    framed: bool = False,
    cache_dir: Path | None = None,
) -> bytes:
    """A chart as PNG on white, at twice its size unless asked otherwise."""
    name = _name(chart, width, "file", "framed" if framed else "", f"{scale:g}", "png")
    kept = _read(cache_dir, name)
    if kept is not None:
        return kept
    text = svg(chart, width, "file", framed=framed, cache_dir=cache_dir)
    picture: bytes = _engine().svg_to_png(_on_white(text), scale=scale)
    _keep(cache_dir, name, picture)
    return picture


def _name(chart: Chart, width: Width, *parts: str) -> str:
    *settings, ending = parts
    text = "\n".join([chart.content_hash(width), VEGA_LITE, str(LOOK), *settings])
    return f"{hashlib.sha256(text.encode()).hexdigest()}.{ending}"


def _read(cache_dir: Path | None, name: str) -> bytes | None:
    """A drawing from the shelf; what is not there or cannot be read is drawn anew."""
    if cache_dir is None:
        return None
    try:
        return (cache_dir / name[:2] / name).read_bytes()
    except OSError:
        return None


def _keep(cache_dir: Path | None, name: str, content: bytes) -> None:
    """Write under another name and rename: a reader never meets half a drawing.

    A full or read-only disk costs speed, not the page, so it is logged and no more.
    """
    if cache_dir is None:
        return
    folder = cache_dir / name[:2]
    under_way = folder / f"{name}.{os.getpid()}-{threading.get_ident()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        under_way.write_bytes(content)
        under_way.replace(folder / name)
    except OSError as error:
        log.warning("The chart could not be kept in %s: %s", folder, error)
        with suppress(OSError):
            under_way.unlink()


def _vega(spec: Spec, chart: Chart) -> str:
    text: str = _engine().vegalite_to_svg(
        spec,
        vl_version=VEGA_LITE,
        allowed_base_urls=[],
        format_locale=number_locale(chart.lang),
    )
    return _lighten(text)


def _map(drawing: MapDrawing, mode: Mode, prefix: str) -> str:
    return drawing.svg(mode=mode, ids=prefix)


_NOISE: Final = re.compile(
    r' (?:xmlns:xlink|version|role|aria-[a-z]+|pointer-events|class)="[^"]*"| opacity="1"'
    r'| font-family="Inter, Arial, sans-serif"| stroke-width="1"(?=[ /])'
)
_EMPTY: Final = re.compile(r'<path d="(?:M0,0h0v0h0Z)?"(?: display="none")?/>')
_NO_GROUP: Final = re.compile(r"<g>(?:\s*)</g>")
_TAG: Final = re.compile(r"<[^>]*>")
_LONG_NUMBER: Final = re.compile(r"(\d+\.\d{2})\d+")
_PIXELS: Final = re.compile(r'font-size="([\d.]+)px"')


def _lighten(text: str) -> str:
    """Leave out what no reader sees: roles of a picture's parts, repeated fonts, long decimals."""
    text = _NOISE.sub("", text)
    text = _EMPTY.sub("", text)
    while (shorter := _NO_GROUP.sub("", text)) != text:
        text = shorter
    # Only in the drawing: a code such as 01.110 between two tags stays whole.
    text = _TAG.sub(lambda tag: _LONG_NUMBER.sub(r"\1", tag[0]), text)
    text = _PIXELS.sub(r'font-size="\1"', text)
    return text.replace("<svg ", f'<svg font-family="{FONT}" ', 1)


_OPENER: Final = re.compile(rf'<a xlink:href="[^"]*{ROW}([^"]+)">(.*?)</a>', re.DOTALL)


def _opened(text: str, opens: Mapping[str, Opens]) -> str:
    """Lead each mark to its row; a mark that leads nowhere is left out."""
    sheet = Sheet.of(text)
    text = _OPENER.sub(lambda m: _link(opens.get(m[1]), m[2], sheet), text)
    return text.replace('role="img"', 'role="group"', 1) if opens else text


def _link(to: Opens | None, mark: str, sheet: Sheet) -> str:
    if to is None:
        return ""
    # What is to be pressed is a ring without a fill, and by itself only its line would answer.
    said = f'href="{escape(to.url)}" aria-label="{escape(to.name)}" pointer-events="all"'
    return f"<a {said}>{mark}{pointed(mark, to.name, sheet)}</a>"


_COLOUR: Final = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
_ROOT: Final = re.compile(r"<svg ([^>]*)>", re.DOTALL)


def _dress(text: str, chart: Chart, width: Width, mode: Mode, prefix: str) -> str:
    """Give the drawing its name, its description and, on a page, its variable colours."""
    if mode == "web":
        text = _COLOUR.sub(lambda m: f'{m[1]}="{HEX_TO_VARIABLE.get(m[2], m[2])}"', text)
    linked = "<a href=" in text
    attributes = (
        f'id="{prefix}" class="fx-chart fx-chart-{width}{_extra_class(text)}" '
        f'role="{"group" if linked else "img"}" lang="{chart.lang}" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc"'
    )
    words = (
        f'<title id="{prefix}-title">{escape(chart.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(chart.alt)}</desc>'
    )
    return _ROOT.sub(lambda m: f"<svg {_classless(m[1])} {attributes}>{words}", text, count=1)


def _classless(attributes: str) -> str:
    return re.sub(r' ?class="[^"]*"', "", attributes)


def _extra_class(text: str) -> str:
    return " fx-map" if 'class="fx-map"' in text else ""


def _size(text: str) -> tuple[float, float]:
    numbers = dict(re.findall(r'\b(width|height)="([\d.]+)"', text[: text.index(">")]))
    return float(numbers["width"]), float(numbers["height"])


def _frame(text: str, chart: Chart, mode: Mode) -> str:
    """The drawing with its title above, its caption and source below, as one picture."""
    width, height = _size(text)
    ink, muted = (
        f"var({css_name(name)})" if mode == "web" else hex_of(name) for name in ("ink", "muted")
    )
    titles = wrap(chart.title, width - 16, 17, lines=3)
    below = wrap(chart.caption, width - 16, 11.5, lines=8) if chart.caption else []
    below += wrap(chart.source, width - 16, 11.5, lines=4)
    top = 14 + 22 * len(titles) + 8
    total = top + height + 10 + 15 * len(below) + 6
    parts = [
        f'<text x="8" y="{24 + 22 * i}" font-size="17" font-weight="600" fill="{ink}">'
        f"{escape(line)}</text>"
        for i, line in enumerate(titles)
    ]
    parts += [
        f'<text x="8" y="{top + height + 16 + 15 * i:g}" font-size="11.5" fill="{muted}">'
        f"{escape(line)}</text>"
        for i, line in enumerate(below)
    ]
    inner = text.replace("<svg ", f'<svg x="0" y="{top:g}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{total:g}" '
        f'viewBox="0 0 {width:g} {total:g}" font-family="{FONT}">{inner}{"".join(parts)}</svg>'
    )


def _on_white(text: str) -> str:
    """A white ground under a picture that goes into a document or a slide."""
    return _ROOT.sub(
        lambda m: f'{m[0]}<rect width="100%" height="100%" fill="{hex_of("paper")}"/>',
        text,
        count=1,
    )
