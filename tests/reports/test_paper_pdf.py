"""A paper as PDF: what the typeface cannot show is shown by a sign and told."""

from fortrinn.reports.paper import Grid, Heading, Lines, Paper, Points, Words
from fortrinn.reports.paper_pdf import content, in_own_letters, paper_pdf

PAPER = Paper(
    "Krabbe 🦀",
    "#set text(red)",
    "nb",
    (
        Heading("Hvorfor?"),
        Words("Sagt på kaia 🦀", "Kari"),
        Points(("én", "to"), numbered=True),
        Grid(("Trinn", "Hva"), (("1", "Funn *ikke fet*"),)),
        Lines(2),
    ),
    "Fra Fortrinn",
)


def test_every_sort_of_part_is_set_as_pdf_ua():
    made = paper_pdf(PAPER)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid:part" in made


def test_what_has_no_letter_is_counted_and_told_at_the_foot():
    data = in_own_letters(content(PAPER))
    assert data["title"] == "Krabbe □"
    assert data["parts"][1]["text"] == "Sagt på kaia □"
    assert data["foot"][0] == "Fra Fortrinn"
    assert "□" in data["foot"][1]
    assert "2" in data["foot"][1]
