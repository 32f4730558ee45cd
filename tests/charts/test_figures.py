"""Figures draw what they are given, draw nothing for what is withheld, and fit both widths."""

import re

import pytest

from fortrinn.charts import figures, render
from fortrinn.charts.chart import PIXELS, Chart
from fortrinn.charts.figures._labels import Bubble, place_labels
from fortrinn.charts.figures._parts import least_shown, tick_values

LONG = "Oljeraffinering, kjemisk og farmasøytisk industri"


def bars():
    return [
        figures.QuotientBar("Fiske", "4,76", "clear", 4.76, 4.55, 4.98),
        figures.QuotientBar(LONG, "1,10", "uncertain", 1.1, 0.4, 19.0),
        figures.QuotientBar("Utenriks sjøfart", "0,22", "below", 0.22, 0.14, 0.31),
        figures.QuotientBar("Post", "vises ikke", "gap"),
    ]


def quotients(rows=None):
    return figures.specialisation_bars(
        rows or bars(), lang="nb", threshold=1.0, against="Norge = 1", axis="LQ"
    )


def growth():
    points = [
        figures.GrowthPoint("Fiske", 4.8, 0.19, 3800, True, 3.0),
        figures.GrowthPoint("Metaller", 2.6, 0.0, 1200, True, 2.0),
        figures.GrowthPoint("Varehandel", 0.9, 0.04, 14200, False, 1.0),
    ]
    words = figures.GrowthWords("nb", "x", "y", "Norge = 1", "Alle", "klart", "andre", "flate")
    return figures.quotient_against_growth(points, threshold=1.0, growth_of_all=0.104, words=words)


def shift_share():
    totals = [
        figures.SignedBar("Vekst", "+11 000", 11000.0),
        figures.SignedBar("Her", "−3 100", -3100.0),
    ]
    rows = [figures.SignedBar("Fiske", "+300", 300.0), figures.SignedBar("Post", "vises ikke")]
    return figures.shift_share_bars(totals, rows, headings=("I alt", "Næring for næring"))


def dots(*, log=False):
    rows = [
        figures.DotRow("Fiske", "3,1 %", 0.031, 0.006, (0.02, 0.04)),
        figures.DotRow("Post", "vises ikke", None, 0.006),
    ]
    return figures.compared_dots(
        rows, names=("Nordland", "Norge", "andre"), axis="Andel", label_format=".0%", log=log
    )


def amounts():
    rows = [
        figures.AmountBar("Mat", "16 752", 16752.0),
        figures.AmountBar("Herav fisk", "15 898", 15898.0, part=True),
        figures.AmountBar("Kjemi", "vises ikke"),
        figures.AmountBar("Brensel", "0", 0.0),
    ]
    return figures.amount_bars(rows, axis="Millioner kroner")


def lines():
    return figures.timeline(
        [
            figures.Line("Nordland", (100.0, None, 104.0), own=True),
            figures.Line("Norge", (100.0, 101.0, 104.1), own=False),
        ],
        periods=("2008", "2009", "2010"),
        axis="2008 = 100",
    )


ALL = {
    "specialisation": quotients,
    "growth": growth,
    "shift-share": shift_share,
    "dots": dots,
    "log-dots": lambda: dots(log=True),
    "amounts": amounts,
    "timeline": lines,
}


def chart(key, lang="nb"):
    return Chart(key, lang, "Tittel", "Beskrivelse", "Kilde", ALL[key]())


@pytest.mark.parametrize("key", ALL)
def test_every_figure_renders_at_the_size_of_its_place(key):
    for width, pixels in PIXELS.items():
        text = render.svg(chart(key), width, "file")
        assert re.search(r'<svg [^>]*width="(\d+)', text)[1] == str(pixels)
        assert "undefined" not in text
        assert "NaN" not in text


def drawn_rows(spec):
    """The middles of all bars of a chart."""
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    return [(v["top"] + v["bottom"]) / 2 for layer in layers for v in layer["data"]["values"]]


@pytest.mark.parametrize("width", PIXELS)
def test_nothing_is_drawn_for_a_withheld_figure(width):
    assert len(drawn_rows(quotients()[width])) == 3
    assert len(drawn_rows(amounts()[width])) == 3
    assert len(drawn_rows(shift_share()[width])) == 3


def test_a_zero_is_drawn_and_a_gap_is_said():
    text = render.svg(chart("amounts"), "wide", "file")
    assert "vises ikke" in text
    bars_of_zero = [
        v
        for layer in amounts()["wide"]["layer"]
        if layer["mark"]["type"] == "rect"
        for v in layer["data"]["values"]
        if v["end"] - v["start"] == 1
    ]
    assert len(bars_of_zero) == 1


def test_dots_of_a_withheld_row_are_left_out():
    points = [
        layer["data"]["values"]
        for layer in dots()["wide"]["layer"]
        if layer["mark"]["type"] == "point" and "encoding" in layer and layer["encoding"]
    ]
    assert [len(values) for values in points] == [2, 1, 1]


def test_standing_shows_in_the_outline_too_not_only_in_the_colour():
    values = next(
        layer["data"]["values"]
        for layer in quotients()["wide"]["layer"]
        if layer["mark"]["type"] == "rect"
    )
    clear, uncertain, below = values
    assert clear["fill"] == clear["stroke"]
    assert uncertain["fill"] != uncertain["stroke"]
    assert below["fill"] != below["stroke"]


def test_a_whisker_that_is_cut_off_ends_in_an_arrow():
    arrows = [
        layer
        for layer in quotients()["wide"]["layer"]
        if layer["mark"].get("shape") == "triangle-right"
    ]
    assert len(arrows) == 1
    none = [
        layer
        for layer in quotients(bars()[:1])["wide"]["layer"]
        if layer["mark"].get("shape") == "triangle-right"
    ]
    assert none == []


def test_axis_numbers_follow_the_language():
    rows = [figures.QuotientBar("Fiske", "2,5", "clear", 2.4, 2.2, 2.5)]
    spec = quotients(rows)
    norwegian = render.svg(Chart("a", "nb", "T", "A", "S", spec), "wide", "file")
    english = render.svg(Chart("a", "en", "T", "A", "S", spec), "wide", "file")
    assert ">0,5<" in norwegian
    assert ">0.5<" in english


def test_growth_is_written_with_sign_and_no_sign_at_zero():
    text = render.svg(chart("growth"), "wide", "file")
    assert ">0\N{NO-BREAK SPACE}%<" in text
    assert ">+10\N{NO-BREAK SPACE}%<" in text


def test_names_of_bubbles_overlap_neither_each_other_nor_the_lines():
    crowd = [Bubble(f"Næring {i}", 20 + 7 * i, 60 + i % 3, 9, True, 1 + i) for i in range(20)]
    line = (0, 100, 320, 102)
    labels = place_labels(crowd, (320, 160), limit=12, size=12, avoid=[line])
    boxes = [line, *(label.box for label in labels)]
    assert len(labels) >= 3
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_a_point_far_out_stands_at_the_edge_with_its_figure():
    points = [
        figures.GrowthPoint("Olje", 2.0, 4.3, 500, True, 3.0),
        figures.GrowthPoint("Fiske", 0.05, 0.1, 3800, False, 2.0),
    ]
    words = figures.GrowthWords("nb", "x", "y", "Norge = 1", "Alle", "klart", "andre", "flate")
    spec = figures.quotient_against_growth(points, threshold=1.0, growth_of_all=0.1, words=words)
    values = [v for layer in spec["wide"]["layer"] for v in layer["data"]["values"]]
    assert {v["shape"] for v in values if "shape" in v} == {"triangle-right", "triangle-down"}
    told = " ".join(" ".join(v["text"]) for v in values if isinstance(v.get("text"), list))
    assert "(+430\N{NO-BREAK SPACE}%)" in told


@pytest.mark.parametrize(("label_format", "written"), [(".1~f", 1), (".0%", 2), (",.0f", 0)])
@pytest.mark.parametrize("end", [0.6, 0.8, 1.5, 3.0])
def test_no_axis_is_written_with_steps_that_are_rounded(label_format, written, end):
    """0, 0.25, 0.5, 0.75 in one decimal reads 0, 0.3, 0.5, 0.8: an uneven axis."""
    ticks = tick_values((0, end), 4, least=least_shown(label_format))
    assert ticks == [round(tick, written) for tick in ticks]


def test_a_name_does_not_lie_on_the_rim_of_another_small_bubble():
    """Or the wrong one seems to be named."""
    crowd = [
        Bubble("Trelast, trevarer og papir", 100.0, 50.0, 4.0, True, 2.0),
        Bubble("Møbler", 107.0, 52.0, 4.0, True, 1.0),
    ]
    for label in place_labels(crowd, (300, 100), limit=2, size=12):
        left, top, right, bottom = label.box
        for bubble in crowd:
            outside = (
                right <= bubble.x - 4
                or left >= bubble.x + 4
                or bottom <= bubble.y - 4
                or top >= bubble.y + 4
            )
            assert outside or bubble.name == label.lines[0]
