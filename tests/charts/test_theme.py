"""Colours that can be seen in both schemes, and numbers as each language writes them."""

from pathlib import Path

import pytest

import fortrinn
from fortrinn.charts.theme import COLOURS, STEPS, css_name, number_locale, stylesheet, wrap


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "amber", "brand"])
def test_text_can_be_read_in_both_schemes(name, scheme):
    paper = getattr(COLOURS["paper"], scheme)
    assert contrast(getattr(COLOURS[name], scheme), paper) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["brand", "amber", "slate", "axis"])
def test_marks_and_outlines_stand_out_in_both_schemes(name, scheme):
    assert contrast(getattr(COLOURS[name], scheme), getattr(COLOURS["paper"], scheme)) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_steps_of_a_map_go_one_way(scheme):
    lightness = [luminance(getattr(COLOURS[step], scheme)) for step in STEPS]
    assert lightness == sorted(lightness, reverse=scheme == "light")


def test_no_two_colours_share_a_value_for_files_are_turned_into_variables_by_it():
    values = [colour.light for colour in COLOURS.values()]
    assert len(set(values)) == len(values)


def test_the_page_style_sheet_is_the_one_the_theme_makes():
    kept = Path(fortrinn.__file__).parent / "web/static/fortrinn/charts.css"
    assert kept.read_text(encoding="utf-8") == stylesheet()
    assert all(stylesheet().count(f"{css_name(name)}:") == 3 for name in COLOURS)


def test_numbers_follow_the_language():
    assert number_locale("nb")["thousands"] == "\N{NO-BREAK SPACE}"
    assert number_locale("nn")["minus"] == "\N{MINUS SIGN}" == number_locale("en")["minus"]
    assert number_locale("en")["percent"] == "%"


def test_a_long_name_is_broken_and_what_does_not_fit_is_marked():
    assert wrap("Fiske", 200) == ["Fiske"]
    lines = wrap("Produksjon av metallvarer, elektrisk utstyr og maskiner", 90)
    assert len(lines) == 2
    assert lines[-1].endswith("\N{HORIZONTAL ELLIPSIS}")
