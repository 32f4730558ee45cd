"""Pictures for a page under a strict policy, for a file, and for the shelf."""

import logging
import re
from dataclasses import replace

import pytest

from fortrinn.charts import render
from fortrinn.charts.chart import Chart, Opens
from fortrinn.charts.figures import (
    AmountBar,
    OptionPoint,
    OptionWords,
    amount_bars,
    option_bubbles,
    without_name,
)
from fortrinn.charts.theme import HEX_TO_VARIABLE, text_width
from fortrinn.errors import MissingExtra


@pytest.fixture(scope="module")
def chart():
    rows = [AmountBar("Fiske & fangst", "3 800", 3800.0), AmountBar("Post", "vises ikke")]
    return Chart(
        key="jobs",
        lang="nn",
        title='Sysselsette <script>alert("x")</script>',
        alt="Eit stolpediagram & litt til",
        source="Kjelde: Statistisk sentralbyrå",
        variants=amount_bars(rows, axis="Sysselsette"),
    )


@pytest.fixture(scope="module")
def page(chart):
    return render.svg(chart, "wide", "web")


def test_a_page_gets_variables_and_nothing_a_strict_policy_refuses(page):
    assert not [value for value in HEX_TO_VARIABLE if value in page]
    assert 'fill="var(--fx-brand)"' in page
    assert "style=" not in page
    assert "<style" not in page
    assert "<script" not in page
    assert not re.search(r" on[a-z]+=", page)


def test_the_picture_has_a_name_a_description_and_a_language(page):
    assert 'role="img"' in page
    assert 'lang="nn"' in page
    assert 'aria-labelledby="fx-jobs-wide-title" aria-describedby="fx-jobs-wide-desc"' in page
    assert '<desc id="fx-jobs-wide-desc">Eit stolpediagram &amp; litt til</desc>' in page
    assert "Sysselsette &lt;script&gt;" in page


def test_ids_are_its_own_on_a_page(chart, page):
    other = render.svg(chart, "narrow", "web")
    third = render.svg(chart, "wide", "web", ids="again")
    ids = [re.findall(r' id="([^"]+)"', text) for text in (page, other, third)]
    flat = [name for names in ids for name in names]
    assert len(flat) == len(set(flat))


def test_the_parts_of_a_picture_say_nothing_of_their_own(page):
    assert "aria-roledescription" not in page
    assert page.count("role=") == 1


def test_a_file_has_plain_colours_and_framed_its_title_and_source(chart):
    text = render.svg(chart, "wide", "file", framed=True)
    assert "var(" not in text
    assert "Kjelde: Statistisk sentralbyrå" in text
    assert text.count("<svg") == 2
    plain = render.svg(chart, "wide", "file")
    assert "Kjelde" not in plain


def test_what_a_picture_leaves_out_goes_along_with_it(chart):
    told = replace(chart, caption="Fiske er ikkje med i tala.")
    assert "Fiske er ikkje med i tala." in render.svg(told, "wide", "file", framed=True)
    assert "ikkje med i tala" not in render.svg(told, "wide")
    assert told.content_hash("wide") != chart.content_hash("wide")


def test_a_png_is_twice_the_size_on_white(chart):
    picture = render.png(chart, "narrow")
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 2 * 340


def test_a_drawing_is_kept_and_read_again(chart, tmp_path, monkeypatch):
    first = render.svg(chart, cache_dir=tmp_path)
    monkeypatch.setattr(render, "_vega", None)
    assert render.svg(chart, cache_dir=tmp_path) == first
    assert [path.suffix for path in tmp_path.rglob("*.*")] == [".svg"]


def test_a_changed_word_is_another_drawing(chart, tmp_path):
    render.svg(chart, cache_dir=tmp_path)
    other = Chart(chart.key, "nn", chart.title, "Ei anna skildring", "", chart.variants)
    assert "Ei anna skildring" in render.svg(other, cache_dir=tmp_path)


def test_a_shelf_that_cannot_be_written_costs_speed_only(chart, tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with caplog.at_level(logging.WARNING):
        assert render.svg(chart, "wide", "web", ids="b", cache_dir=blocked / "shelf")
    assert "could not be kept" in caplog.text


def test_without_the_part_for_reports_the_line_that_installs_it_is_said(chart, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    render._engine.cache_clear()
    try:
        with pytest.raises(MissingExtra, match=r"pip install fortrinn\[reports\]"):
            render.svg(chart)
    finally:
        render._engine.cache_clear()


def test_a_code_keeps_all_its_digits():
    rows = [AmountBar("01.110 Dyrking", "0.1250", 1.0), AmountBar("x", "", 3.0)]
    chart = Chart("codes", "nb", "T", "A", "S", amount_bars(rows, axis="A"))
    text = render.svg(chart)
    assert "01.110 Dyrking" in text
    assert "0.1250" in text


# --- marks that open ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bubbles():
    points = [OptionPoint("C24", "Metaller", 0.4, 1.0, 900.0), OptionPoint("B", "Berg", 0.2, 2, 50)]
    words = OptionWords("nb", "Nærhet", "Kompleksitet", "en næring", "areal", 1)
    return Chart("options", "nb", "Veier", "Bobler", "Kilde", option_bubbles(points, words))


def test_large_figures_on_the_upright_axis_are_never_cut():
    points = [OptionPoint("G", "Handel", 0.3, 360_000.0, 9.0), OptionPoint("B", "Berg", 0.2, 2, 5)]
    words = OptionWords("nb", "Nærhet", "Sysselsatte", "en næring", "areal", 0)
    page = render.svg(Chart("o", "nb", "V", "B", "K", option_bubbles(points, words)), "narrow")
    margin = re.search(r'<g [^>]*transform="translate\(([\d.]+),', page)
    assert "400\xa0000" in page
    assert float(margin[1]) > text_width("400\xa0000", 12) + 8


def test_a_point_without_room_for_its_name_is_known_to_be_so():
    crowd = [OptionPoint(str(n), f"Næring nummer {n}", 0.3, 1.0, 9.0) for n in range(12)]
    far = OptionPoint("far", "Fjern", 0.9, 5.0, 9.0)
    words = OptionWords("nb", "Nærhet", "Sysselsatte", "en næring", "areal", 0)
    assert without_name([far], words) == []
    unnamed = without_name([*crowd, far], words)
    assert unnamed
    assert "far" not in unnamed


def test_a_mark_opens_its_row_on_a_page(bubbles):
    opens = {
        "C24": Opens("/troms/?activity=C24&period=2015", "Metaller"),
        "B": Opens("/troms/?activity=B", '"Berg" & dal'),
    }
    page = render.svg(bubbles, "wide", "web", opens=opens)
    assert '<a href="/troms/?activity=C24&amp;period=2015" aria-label="Metaller" ' in page
    assert page.count("<a href=") == page.count('pointer-events="all"') > 0, "a ring has no fill"
    assert 'aria-label="&quot;Berg&quot; &amp; dal"' in page
    boards = re.findall(r'<g class="fx-pointed".*?</g></a>', page)
    assert len(boards) == page.count("<a href="), "a name shows for each mark one has reached"
    assert ">&quot;Berg&quot; &amp; dal</tspan>" in page
    assert 'role="group"' in page
    assert "vega.github.io" not in page


def test_a_mark_without_an_address_and_a_mark_in_a_file_lead_nowhere(bubbles):
    for text in (render.svg(bubbles, "wide", "web"), render.svg(bubbles, "wide", "file")):
        assert "<a " not in text
        assert "#row-" not in text
    assert render.png(bubbles, "narrow").startswith(b"\x89PNG")
