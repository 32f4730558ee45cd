"""Scores that go both ways from zero, one row for each industry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fortrinn.charts.chart import Spec, Width
from fortrinn.charts.figures._parts import axis_layer, lines_through, round_up, widths
from fortrinn.charts.figures.bars import FILL, Standing, bar, bar_layer
from fortrinn.charts.layout import Key, Row, assemble, key_layers, lay_rows, row_names


@dataclass(frozen=True)
class ScoreBar:
    """A row: its name, its score as printed, the score, and where the county stands in it."""

    name: str
    figure: str
    score: float
    standing: Standing


def score_bars(
    rows: Sequence[ScoreBar], *, axis: str, meaning: Sequence[tuple[Standing, str]]
) -> dict[Width, Spec]:
    """Bars from zero to either side; the fill says where the county stands, in words in the key."""
    return {width: _scores(rows, width, axis, meaning) for width in widths()}


def _scores(
    rows: Sequence[ScoreBar], width: Width, axis: str, meaning: Sequence[tuple[Standing, str]]
) -> Spec:
    layout = lay_rows([Row(row.name, row.figure) for row in rows], width)
    end = round_up(max(abs(row.score) for row in rows))
    zero = layout.plot / 2
    drawn = [
        bar(place, zero, zero + row.score / end * zero, _look(row.standing))
        for row, place in zip(rows, layout.places, strict=True)
    ]
    entries = [Key(text, *FILL[_look(standing)], shape="square") for standing, text in meaning]
    keys, key_height = key_layers(entries, width, layout.left)
    return assemble(
        [
            *axis_layer(layout, (-end, end), axis, ",~f"),
            bar_layer(drawn, layout),
            lines_through(layout, [zero], "axis"),
            *row_names(layout),
            *keys,
        ],
        plot=(layout.plot, layout.height),
        margin=(layout.left, max(key_height, 8), layout.right, 44),
    )


def _look(standing: Standing) -> str:
    """A county's withheld figure says nothing of the industry's score: it looks like the rest."""
    return "below" if standing == "gap" else standing
