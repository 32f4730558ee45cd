"""Figures as text: what a Norwegian, an English and a machine's figure is, and what is neither."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.errors import TableError
from fortrinn.language import number
from fortrinn.sources.figures import figures_of


def read(*cells: str | None, decimal=None) -> list[float | None]:
    return figures_of(
        pa.array(cells, pa.string()).dictionary_encode(), "value", decimal
    ).values.to_pylist()


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("+5", 5),
        ("-5", -5),
        ("\N{MINUS SIGN}5", -5),
        ("0,5", 0.5),
        ("0.5", 0.5),
        (",5", 0.5),
        ("5,", 5),
        ("1 234,5", 1234.5),
        ("1\N{NO-BREAK SPACE}234,5", 1234.5),
        ("1\N{NARROW NO-BREAK SPACE}234\N{THIN SPACE}567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("1,234,567.8", 1234567.8),
        ("1e5", 1e5),
        ("1,5E-3", 0.0015),
        ("0.1234567890123456789", 0.1234567890123456789),
    ],
)
def test_figure_is_read(text, figure):
    assert read(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "12 34",
        "1 2345",
        "nan",
        "inf",
        "NA",
        "-",
        "--5",
        "1_000",
        "0x10",
        "=1+1",
        "5 kr",
        "5%",
    ],
)
def test_what_is_no_number_is_named_with_its_row(text):
    with pytest.raises(TableError) as refused:
        read("1", "2", text)
    assert str(refused.value).startswith(f"Row 3 has '{text}' in column 'value', which is not")


def test_row_of_what_is_no_number_is_the_first_one():
    with pytest.raises(TableError, match="Row 2 has 'x'"):
        read("1,5", "x", "2,5", "x")


def test_long_text_is_cut_in_the_sentence():
    with pytest.raises(TableError, match=r"Row 1 has 'a{40}…'"):
        read("a" * 500)


def test_marks_are_kept_apart_from_empty_cells():
    figures = figures_of(
        pa.array(["1", ":", ".", "..", "", None]).dictionary_encode(), "value", None
    )
    assert figures.values.to_pylist() == [1, None, None, None, None, None]
    assert figures.marks is not None
    assert figures.marks.to_pylist() == [None, ":", ".", "..", None, None]


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (["1,234", "0,5"], [1.234, 0.5]),
        (["1,234", "1,234,567"], [1234, 1234567]),
        (["1,234", "2000"], [1.234, 2000]),
        (["1,234", "12 000"], [1.234, 12000]),
        (["1.234", "1.234,5"], [1234, 1234.5]),
        (["1.234", "0.5"], [1.234, 0.5]),
        (["1.234", "2.345"], [1.234, 2.345]),
        (["1.234", "2000"], [1.234, 2000]),
    ],
)
def test_cells_of_a_column_decide_together_what_a_mark_means(cells, figures):
    assert read(*cells) == figures


@pytest.mark.parametrize("cells", [["1,234"], ["1,234", "5"], ["1.234", "5"]])
def test_what_can_be_read_in_two_ways_is_refused(cells):
    with pytest.raises(TableError, match=r"can be read as 1234 or as 1.234. Say"):
        read(*cells)
    assert read(*cells, decimal=",")[0] == (1.234 if "," in cells[0] else 1234)
    assert read(*cells, decimal=".")[0] == (1234 if "," in cells[0] else 1.234)


def test_comma_in_one_cell_and_point_in_another_are_refused():
    with pytest.raises(TableError, match=r"has both '2,5' and '1.5'"):
        read("1.5", "2,5")


def test_a_mark_that_was_said_holds_for_every_cell():
    with pytest.raises(TableError, match=r"Row 2 has '2.5'"):
        read("1,5", "2.5", decimal=",")


def test_nothing_is_nothing():
    assert read() == []
    assert read(None, "") == [None, None]


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.floats(-1e15, 1e15), min_size=1), st.sampled_from(["nb", "en"]))
def test_figures_as_we_print_them_are_read_back(figures, lang):
    printed = [number(figure, lang, 4) for figure in figures]
    np.testing.assert_allclose(read(*printed), figures, atol=1e-4, rtol=1e-12)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_figures_as_programs_print_them_are_read_back_exactly(figures):
    assert read(*[repr(figure) for figure in figures], decimal=".") == figures
