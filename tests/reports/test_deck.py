"""Slides: whatever is written has room, in our look and in a county's own places."""

import io
from pathlib import Path

import pptx
import pytest
from PIL import ImageFont

import fortrinn.reports
from fortrinn.reports.deck import Slide, deck_bytes

LONG = (
    "Levende krabbe fra kaldt vann reiser i kar på vanlige lastebiler, og mottakerkapasiteten i "
    "næringsmiddelindustrien avgjør hvor mye som kommer fram. "
)
SLIDES = (
    Slide("Dette sa dere", ("Kort linje", "En til"), "Havland fylkeskommune"),
    Slide(LONG[:160], tuple(f"{number}: {LONG * 3}" for number in range(8)), LONG * 3),
    Slide(LONG * 9, (LONG * 60,), LONG * 6),
    Slide("x" * 300, ("Y" * 900, "to\nlinjer"), "z" * 400, notes="a\x00b"),
    Slide("Ingenting", ()),
)
FONTS = Path(fortrinn.reports.__file__).with_name("fonts")
INCH = 914_400


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A county's file as they are: with slides that show how it looks."""
    show = pptx.Presentation()
    show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = "Skriv tittelen her"
    path = tmp_path_factory.mktemp("house") / "mal.pptx"
    show.save(path)
    return path


@pytest.fixture(scope="module")
def own():
    return shown(None)


@pytest.fixture(scope="module")
def county(template):
    return shown(template)


def shown(template):
    content = deck_bytes("Krabba", SLIDES, lang="nn", template=template)
    return pptx.Presentation(io.BytesIO(content))


def lines_of(text, font, width):
    """How many lines a text takes, by the real widths of the letters."""
    taken = 0
    for paragraph in text.split("\v"):
        taken, here = taken + 1, 0.0
        for word in paragraph.split(" "):
            wide = font.getlength(f"{word} ")
            if here and here + wide > width:
                taken, here = taken + 1, 0.0
            taken, here = taken + int(wide // width), here + wide % width
    return taken


def height_of(shape):
    """What the text of a shape takes, in points."""
    taken, is_list = 0.0, shape.is_placeholder and shape.placeholder_format.type in (2, 7)
    width = shape.width / INCH * 72 - 0.2 * 72 - (0.375 * 72 if is_list else 0)
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs[:1]:
            face = "Inter-SemiBold.ttf" if run.font.bold else "Inter-Regular.ttf"
            font = ImageFont.truetype(str(FONTS / face), run.font.size.pt)
            taken += run.font.size.pt * 1.2 * lines_of(paragraph.text, font, width)
    return taken


@pytest.mark.parametrize("look", ["own", "county"])
def test_no_text_runs_out_of_its_box_and_no_box_off_the_slide(look, request):
    show = request.getfixturevalue(look)
    for slide in show.slides:
        for shape in slide.shapes:
            assert height_of(shape) <= shape.height / INCH * 72 - 0.1 * 72, shape.text_frame.text
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height


@pytest.mark.parametrize("look", ["own", "county"])
def test_what_has_no_room_goes_on_on_a_slide_that_says_so(look, request):
    slides = request.getfixturevalue(look).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[0] == "Dette sa dere"
    assert titles[1].endswith(("(1 av 3)", "(1 av 4)"))
    told = "".join(slide.placeholders[1].text_frame.text for slide in slides)
    words = "".join(told.split())
    assert words.count("avgjørhvormyesomkommerfram.") == 8 * 3 + 60
    assert words.count("Y") == 900


def test_the_words_stand_in_the_county_s_own_places_in_reading_order(county):
    first = county.slides[0]
    kinds = [shape.placeholder_format.type for shape in first.shapes]
    assert kinds == [1, 7, 15, 13]  # title, content, foot, number
    assert first.shapes[1]._element.spPr.xfrm is None  # where the template has it
    assert "Skriv tittelen her" not in [slide.shapes.title.text for slide in county.slides]


def test_a_foot_that_is_cut_stands_whole_in_the_notes(county):
    second = county.slides[1]
    assert second.shapes[2].text_frame.text.endswith("…")
    assert (LONG * 3).strip() in second.notes_slide.notes_text_frame.text


def test_every_run_says_its_language(own):
    for slide in own.slides:
        for shape in slide.shapes:
            for run in (run for one in shape.text_frame.paragraphs for run in one.runs):
                assert run._r.get_or_add_rPr().get("lang") == "nn-NO"
