"""Figures as plain Vega-Lite 6 dictionaries, each for a wide page and for a telephone.

They draw what measures returned and compute nothing but positions. A row without a figure keeps its
name and says that the figure is not shown; no mark is drawn for it.
"""

from fortrinn.charts.figures.bars import (
    AmountBar,
    QuotientBar,
    SignedBar,
    Standing,
    amount_bars,
    shift_share_bars,
    specialisation_bars,
)
from fortrinn.charts.figures.dots import DotRow, compared_dots
from fortrinn.charts.figures.growth import (
    LEAST_QUOTIENT,
    MOST_GROWTH,
    GrowthPoint,
    GrowthWords,
    quotient_against_growth,
)
from fortrinn.charts.figures.network import Node, network
from fortrinn.charts.figures.options import OptionPoint, OptionWords, option_bubbles, without_name
from fortrinn.charts.figures.scores import ScoreBar, score_bars
from fortrinn.charts.figures.timeline import Line, timeline

__all__ = [
    "LEAST_QUOTIENT",
    "MOST_GROWTH",
    "AmountBar",
    "DotRow",
    "GrowthPoint",
    "GrowthWords",
    "Line",
    "Node",
    "OptionPoint",
    "OptionWords",
    "QuotientBar",
    "ScoreBar",
    "SignedBar",
    "Standing",
    "amount_bars",
    "compared_dots",
    "network",
    "option_bubbles",
    "quotient_against_growth",
    "score_bars",
    "shift_share_bars",
    "specialisation_bars",
    "timeline",
    "without_name",
]
