"""Figures of bars, one row for each industry, region or group of goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from fortrinn.charts.chart import Spec, Width
from fortrinn.charts.figures._parts import (
    axis_layer,
    lines_through,
    pixels,
    raised,
    reference_line,
    round_up,
    segments,
    widths,
)
from fortrinn.charts.layout import (
    Key,
    Place,
    Row,
    RowLayout,
    assemble,
    key_layers,
    lay_rows,
    row_names,
    y_of,
)
from fortrinn.charts.theme import hex_of
from fortrinn.language import translator

Standing = Literal["clear", "uncertain", "below", "gap"]

FILL: Final[dict[str, tuple[str, str]]] = {
    "clear": ("brand", "brand"),
    "uncertain": ("brand-soft", "brand"),
    "below": ("slate-soft", "slate"),
    "rise": ("brand", "brand"),
    "fall": ("amber-soft", "amber"),
    "part": ("brand-soft", "brand"),
}


@dataclass(frozen=True)
class QuotientBar:
    """An industry's quotient with its interval; no number at all where the figure is withheld."""

    name: str
    figure: str
    standing: Standing
    quotient: float | None = None
    low: float | None = None
    high: float | None = None


def specialisation_bars(
    rows: Sequence[QuotientBar], *, lang: str, threshold: float, against: str, axis: str
) -> dict[Width, Spec]:
    """Bars of quotients with interval whiskers; the standing shows in fill, outline and words.

    A withheld quotient has its name and the mark for withheld, and nothing is drawn for it.
    """
    return {
        width: _specialisation(rows, width, lang, threshold, against, axis) for width in widths()
    }


def _specialisation(
    rows: Sequence[QuotientBar], width: Width, lang: str, threshold: float, against: str, axis: str
) -> Spec:
    kinds = [Row(row.name, row.figure, "gap" if row.quotient is None else "row") for row in rows]
    layout = lay_rows(kinds, width)
    domain = (0.0, _quotient_end(rows, threshold))
    keys, key_height = key_layers(_standing_keys(rows, lang), width, layout.left)
    x = threshold / domain[1] * layout.plot
    return assemble(
        [
            *axis_layer(layout, domain, axis, ",~f"),
            bar_layer(_bars(rows, layout, domain), layout),
            *_whiskers(rows, layout, domain),
            *reference_line(layout, x, against),
            *row_names(layout),
            *[raised(layer, 24) for layer in keys],
        ],
        plot=(layout.plot, layout.height),
        margin=(layout.left, key_height + 24, layout.right, 44),
    )


def _quotient_end(rows: Sequence[QuotientBar], threshold: float) -> float:
    """Room for the bars and whiskers, unless one whisker is so long that it flattens the rest."""
    quotients = [row.quotient for row in rows if row.quotient is not None]
    highs = [row.high for row in rows if row.high is not None]
    largest = max([*quotients, threshold], default=1.0)
    return round_up(max(min(max(highs, default=0.0), 1.35 * largest), 1.05 * largest))


def _standing_keys(rows: Sequence[QuotientBar], lang: str) -> list[Key]:
    _ = translator(lang)
    texts = {
        "clear": _("clearly above"),
        "uncertain": _("uncertain: the interval includes the line"),
        "below": _("clearly below"),
    }
    present = [key for key in texts if any(row.standing == key for row in rows)]
    return [Key(texts[key], *FILL[key], shape="square") for key in present]


def _bars(
    rows: Sequence[QuotientBar], layout: RowLayout, domain: tuple[float, float]
) -> list[dict[str, Any]]:
    return [
        bar(place, 0.0, row.quotient / domain[1] * layout.plot, row.standing)
        for row, place in zip(rows, layout.places, strict=True)
        if row.quotient is not None
    ]


def bar(place: Place, start: float, end: float, look: str) -> dict[str, Any]:
    """One bar in pixels; a bar of no length stays a hairline, so that zero is seen as zero."""
    fill, stroke = FILL[look]
    if abs(end - start) < 1:
        end = start + 1
    ends = {"start": min(start, end), "end": max(start, end)}
    return {**ends, **place.band, "fill": hex_of(fill), "stroke": hex_of(stroke)}


def bar_layer(bars: list[dict[str, Any]], layout: RowLayout) -> Spec:
    """The bars of a chart, given in pixels."""
    return {
        "data": {"values": bars},
        "mark": {"type": "rect", "strokeWidth": 1.2},
        "encoding": {
            "x": pixels("start"),
            "x2": {"field": "end"},
            "y": y_of("top", layout.height),
            "y2": {"field": "bottom"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "stroke", "type": "nominal", "scale": None},
        },
    }


def _whiskers(
    rows: Sequence[QuotientBar], layout: RowLayout, domain: tuple[float, float]
) -> list[Spec]:
    lines: list[dict[str, float]] = []
    ends: list[dict[str, float]] = []
    cut: list[dict[str, float]] = []
    for row, place in zip(rows, layout.places, strict=True):
        if row.low is None or row.high is None:
            continue
        start = row.low / domain[1] * layout.plot
        end = min(row.high / domain[1], 1.0) * layout.plot
        lines.append({"x": start, "x2": end, "y": place.middle})
        ends.append({"x": start, "y": place.middle - 4, "y2": place.middle + 4})
        target = cut if row.high > domain[1] else ends
        target.append({"x": end, "y": place.middle - 4, "y2": place.middle + 4})
    arrows = [{"x": entry["x"] - 3, "y": entry["y"] + 4} for entry in cut]
    return [
        _rules(lines, layout, "x2", "paper", 3.6),
        _rules(ends, layout, "y2", "paper", 3.6),
        _rules(lines, layout, "x2", "ink", 1.4),
        _rules(ends, layout, "y2", "ink", 1.4),
        _arrow_layer(arrows, layout),
    ]


def _rules(
    values: list[dict[str, float]], layout: RowLayout, other: str, color: str, thickness: float
) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": hex_of(color), "strokeWidth": thickness},
        "encoding": {
            "x": pixels("x"),
            "y": y_of("y", layout.height),
            other: {"field": other},
        },
    }


def _arrow_layer(values: list[dict[str, float]], layout: RowLayout) -> Spec:
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "shape": "triangle-right",
            "filled": True,
            "size": 46,
            "color": hex_of("ink"),
            "opacity": 1,
        },
        "encoding": {
            "x": pixels("x"),
            "y": y_of("y", layout.height),
        },
    }


@dataclass(frozen=True)
class SignedBar:
    """A row of a chart that goes both ways from zero; ``None`` is a figure that is not shown."""

    name: str
    figure: str
    value: float | None = None
    group: str = ""


def shift_share_bars(
    totals: Sequence[SignedBar],
    industries: Sequence[SignedBar],
    *,
    headings: tuple[str, str],
) -> dict[Width, Spec]:
    """What the change consists of, and under it the county's own part industry by industry.

    The two blocks have a scale each, so every bar carries its figure.
    """
    return {width: _shift_share(totals, industries, headings, width) for width in widths()}


def _shift_share(
    totals: Sequence[SignedBar],
    industries: Sequence[SignedBar],
    headings: tuple[str, str],
    width: Width,
) -> Spec:
    blocks = ((headings[0], totals), (headings[1], industries))
    rows: list[Row] = []
    for heading, bars in blocks:
        rows.append(Row(heading, kind="heading"))
        rows.extend(Row(b.name, b.figure, "gap" if b.value is None else "row") for b in bars)
    layout = lay_rows(rows, width)
    drawn, zeros = [], list[dict[str, float]]()
    first = 1
    for _heading, bars in blocks:
        places = layout.places[first : first + len(bars)]
        block, zero = _signed_bars(bars, places, layout.plot)
        drawn.extend(block)
        zeros.extend(_zero_line(zero, places, width))
        first += len(bars) + 1
    return assemble(
        [bar_layer(drawn, layout), segments(zeros, layout.height, "axis"), *row_names(layout)],
        plot=(layout.plot, layout.height),
        margin=(layout.left, 6, layout.right, 10),
    )


def _zero_line(x: float, places: Sequence[Place], width: Width) -> list[dict[str, float]]:
    """One line through a block of bars, or on a telephone a piece at each bar."""
    edges = [(place.band["top"] - 4, place.band["bottom"] + 4) for place in places]
    if width == "wide" and edges:
        edges = [(edges[0][0], edges[-1][1])]
    return [{"x": x, "y": top, "y2": bottom} for top, bottom in edges]


def _signed_bars(
    bars: Sequence[SignedBar], places: Sequence[Place], plot: float
) -> tuple[list[dict[str, Any]], float]:
    values = [b.value for b in bars if b.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    zero = -low / span * plot
    drawn = [
        bar(place, zero, zero + b.value / span * plot, "rise" if b.value >= 0 else "fall")
        for b, place in zip(bars, places, strict=True)
        if b.value is not None
    ]
    return drawn, zero


@dataclass(frozen=True)
class AmountBar:
    """A row of a chart of amounts; ``part`` is a share of the row above, drawn lighter."""

    name: str
    figure: str
    value: float | None = None
    part: bool = False
    own: bool = False


def amount_bars(
    rows: Sequence[AmountBar],
    *,
    axis: str,
    label_format: str = ",~f",
    meaning: tuple[str, str] | None = None,
) -> dict[Width, Spec]:
    """Bars of amounts or shares from zero; what is not shown has its mark and no bar.

    ``meaning`` says in a key what full bars and parts are.
    """
    return {width: _amounts(rows, width, axis, label_format, meaning) for width in widths()}


def _amounts(
    rows: Sequence[AmountBar],
    width: Width,
    axis: str,
    label_format: str,
    meaning: tuple[str, str] | None,
) -> Spec:
    kinds = [Row(row.name, row.figure, "gap" if row.value is None else "row") for row in rows]
    layout = lay_rows(kinds, width)
    values = [row.value for row in rows if row.value is not None]
    domain = (0.0, round_up(max(values, default=1.0)))
    drawn = [
        bar(place, 0.0, row.value / domain[1] * layout.plot, "part" if row.part else "clear")
        for row, place in zip(rows, layout.places, strict=True)
        if row.value is not None
    ]
    keys, key_height = _meaning_keys(meaning, layout)
    return assemble(
        [
            *axis_layer(layout, domain, axis, label_format),
            bar_layer(drawn, layout),
            lines_through(layout, [0], "axis"),
            *row_names(layout),
            *keys,
        ],
        plot=(layout.plot, layout.height),
        margin=(layout.left, max(key_height, 8), layout.right, 44),
    )


def _meaning_keys(meaning: tuple[str, str] | None, layout: RowLayout) -> tuple[list[Spec], float]:
    if meaning is None:
        return [], 0.0
    looks = (FILL["clear"], FILL["part"])
    keys = [Key(text, *look, shape="square") for text, look in zip(meaning, looks, strict=True)]
    return key_layers(keys, layout.width, layout.left)
