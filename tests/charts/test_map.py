"""Maps of our own: hatching for what is withheld, links only when asked for."""

from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.charts.map import COUNTY_NAMES, Area, MapDrawing, NamePlace, classify
from fortrinn.reference import county_paths


def drawing(width=720.0, **changes):
    areas = (
        Area("18", "Nordland", "M0,0h10v10z", "LQ 4,76", step=4, own=True),
        Area("03", "Oslo", "M20,0h10v10z", "vises ikke", withheld=True, **changes),
        Area("50", "Trøndelag & co", "M40,0h10v10z", "uten tall"),
    )
    classes = ("under 0,5", "0,5–0,9", "0,9–1,1", "1,1–2,0", "2,0 og mer")
    return MapDrawing((0, 0, 60, 80), areas, classes, "LQ", "vises ikke", "ikke tall", width)


def chart(made):
    return Chart("map", "nb", "Kart", "Et kart", "Kilde", {"wide": made, "narrow": made})


def test_a_withheld_area_is_hatched_and_the_key_says_so():
    text = render.svg(chart(drawing()), "wide", "file")
    oslo = text[: text.index("Oslo: vises ikke")].rsplit("<path", 1)[1]
    assert "hatch-map" in oslo
    assert ">vises ikke</text>" in text


def test_an_area_without_a_figure_is_neither_hatched_nor_in_the_lowest_class():
    text = render.svg(chart(drawing()), "wide", "web")
    area = text[: text.index("Trøndelag &amp; co")].rsplit("<path", 1)[1]
    assert "--fx-slate-soft" in area


def test_links_appear_only_when_asked_for_and_keep_the_map_open_to_readers():
    plain = render.svg(chart(drawing()), "wide", "web")
    linked = render.svg(chart(drawing(href='/oslo/?a="b"')), "wide", "web")
    assert "<a " not in plain
    assert 'role="img"' in plain
    assert 'href="/oslo/?a=&quot;b&quot;" aria-label="Oslo: vises ikke"' in linked
    assert 'role="group"' in linked


def test_names_stand_where_they_are_put():
    areas = (Area("18", "Nordland", "M0,0z", name_at=NamePlace(5, 5, "end", (1, 1))),)
    text = MapDrawing((0, 0, 10, 10), areas, width=100).svg(mode="file", ids="x")
    assert 'text-anchor="end"' in text
    assert ">Nordland</text>" in text


def test_every_county_has_a_place_for_its_name():
    assert set(COUNTY_NAMES) == {area.code for area in county_paths().areas}


def test_nothing_is_classed_when_there_is_no_number():
    assert classify(float("nan"), (1,)) is None
    assert classify(0.0, (0.5, 1)) == 0
