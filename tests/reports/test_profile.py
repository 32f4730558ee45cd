"""The one description behind all documents: right figures, right words, nothing withheld told."""

import re

import numpy as np
import pytest

from fortrinn.cells import Status
from fortrinn.errors import SettingError, UnknownName
from fortrinn.reference import accounts, counties
from fortrinn.reports.model import Gap
from fortrinn.reports.profile import SECTIONS, county_profile, county_section, section_keys

LANGUAGES = ("nb", "nn", "en")
HIDDEN_IN_NORDLAND = ("H49-52", "H53")


def all_text(profile):
    """Every word and figure of a profile that a reader could meet."""
    yield from (profile.title, profile.lead, *profile.cautions, *profile.sources, profile.made_with)
    for figure in profile.key_figures:
        yield from (figure.label, figure.text, figure.unit, figure.uncertainty_text, figure.note)
    for section in profile.sections:
        yield from (section.title, section.sentence, section.explanation, section.source)
        yield from section.notes
        yield from section.table.headings
        for row in section.table.rows:
            yield from section.table.words(row)
        if section.chart is not None:
            yield from (section.chart.title, section.chart.alt, section.chart.source)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", [county.slug for county in counties()])
def test_every_county_has_a_profile_in_every_language(slug, lang):
    profile = county_profile(slug, lang=lang)
    assert tuple(section.key for section in profile.sections) == section_keys(slug)
    assert len(profile.key_figures) == 3
    for text in all_text(profile):
        assert "{" not in text
        assert "nan" not in text.split()
        assert "  " not in text
    for section in profile.sections:
        assert section.sentence.endswith(".")
        assert section.provenance.sources
        assert section.notes


def test_figures_of_nordland_are_those_of_statistics_norway(nordland):
    employed, clear, value_added = nordland.key_figures
    assert (employed.value, employed.low, employed.high) == (123_700, 123_650, 123_750)
    assert (clear.value, clear.low, clear.high) == (13, 13, 21)
    assert clear.text == "13 av 32"
    assert value_added.value == pytest.approx(111_551e6 / 123_700)
    fishing = nordland.section("specialisation").table
    assert fishing.cell("A03", "employed") == 3800
    assert fishing.cell("A03", "location_quotient") == pytest.approx(
        (3800 / 123_700) / (18_300 / 2_836_100)
    )


def test_the_two_withheld_industries_of_nordland_are_gaps_everywhere(nordland):
    for key, columns in {
        "specialisation": ("employed", "share", "location_quotient", "lq_low", "lq_high"),
        "growth": ("employed_end", "growth", "location_quotient"),
        "shift-share": ("national", "mix", "regional", "change"),
        "structure": ("share",),
        "productivity": ("employed", "value_added", "per_employed", "low", "high"),
    }.items():
        table = nordland.section(key).table
        for code in HIDDEN_IN_NORDLAND:
            row = next(row for row in table.rows if row.key == code)
            assert row.status == Status.WITHHELD
            for column in columns:
                assert table.cell(code, column) == Gap(Status.WITHHELD), (key, code, column)


def residuals(profile):
    """What is left of the published totals when the published cells are taken away."""
    for quantity in ("employment", "value_added"):
        matrix = accounts().panel(quantity)[profile.period]
        row = matrix.row(profile.county.code)
        yield float(matrix.region_totals[row] - np.nansum(matrix.values[row]))


def test_no_residual_stands_in_any_table_or_chart_of_the_year(nordland):
    hidden = set(residuals(nordland))
    assert min(hidden) > 0
    for section in nordland.sections:
        # Growth shows the first year too, when the two industries were published.
        rows = [row for row in section.table.rows if row.key not in HIDDEN_IN_NORDLAND]
        figures = {cell for row in rows for cell in row.cells if isinstance(cell, float)}
        assert not figures & hidden
        spec = section.chart.spec
        drawn = spec["layer"] if isinstance(spec, dict) else []
        numbers = {
            n
            for layer in drawn
            for v in layer["data"]["values"]
            for n in v.values()
            if isinstance(n, float)
        }
        assert not numbers & hidden


def test_no_residual_is_told_in_words(nordland):
    growth = nordland.section("growth").table
    published_then = growth.text(growth.columns[2], growth.cell("H49-52", "employed_start"))
    told = " ".join(text for text in all_text(nordland) if text != published_then)
    for figure in residuals(nordland):
        text = f"{figure:,.0f}".replace(",", "\N{NO-BREAK SPACE}")
        assert not re.search(rf"(?<!\d){text}(?!\d)", told), text


def test_a_table_has_no_row_for_what_is_left(nordland):
    codes = {industry.code for industry in accounts().industries}
    for key in ("specialisation", "growth", "structure", "productivity"):
        assert {row.key for row in nordland.section(key).table.rows} == codes
    assert {row.key for row in nordland.section("shift-share").table.rows} == codes | {"sum"}


def test_quotients_are_ranked_with_their_flag_and_gaps_come_last(nordland):
    table = nordland.section("specialisation").table
    quotients = [row.cells[5] for row in table.rows]
    known = [q for q in quotients if not isinstance(q, Gap)]
    assert known == sorted(known, reverse=True)
    assert all(isinstance(q, Gap) for q in quotients[len(known) :])
    notes = {row.key: row.cells[-1] for row in table.rows}
    assert notes["P85"] == "usikker"
    assert notes["A03"] == ""
    assert notes["B06"] == "færre enn 50 sysselsatte"


def test_numbers_and_names_follow_the_language():
    words = {lang: county_profile("nordland", lang=lang) for lang in LANGUAGES}
    assert words["nb"].key_figures[0].text == "123\N{NO-BREAK SPACE}700"
    assert words["en"].key_figures[0].text == "123,700"
    assert "enn i Noreg" in words["nn"].section("specialisation").sentence
    assert "«Fiske, fangst og akvakultur»" in words["nb"].section("specialisation").sentence
    assert "“Fishing, sealing and aquaculture”" in words["en"].section("specialisation").sentence
    assert "4.8 times" in words["en"].section("specialisation").sentence
    assert words["nn"].section("similar").title == "Liknande fylke"


def test_industries_no_county_has_take_no_part_in_the_comparison_and_are_named():
    notes = county_profile("nordland", lang="nb").section("similar").notes
    assert any("«Rørtransport»" in note and "ikke skiller" in note for note in notes)


@pytest.mark.parametrize("reference", ["oslo", "18", "Møre og Romsdal"])
def test_another_county_can_be_the_reference(reference):
    profile = county_profile("telemark", lang="nb", reference=reference, period="2015")
    table = profile.section("specialisation").table
    assert f"Andel i {profile.reference_name}" in table.headings
    assert "Norge" not in profile.section("specialisation").sentence


def test_what_the_reference_withholds_cannot_be_compared_with():
    table = (
        county_profile("telemark", lang="nb", reference="nordland").section("specialisation").table
    )
    assert isinstance(table.cell("H53", "location_quotient"), Gap)
    assert isinstance(table.cell("H53", "share_reference"), Gap)


@pytest.mark.parametrize("period", accounts().periods)
def test_every_year_can_be_asked_for(period):
    profile = county_profile("trondelag", lang="nn", period=period)
    assert profile.section("specialisation").chart is not None
    first = period == accounts().periods[0]
    for key in ("growth", "shift-share", "timeline"):
        assert (profile.section(key).chart is None) == first
    if first:
        assert "første året" in profile.section("growth").sentence


def test_a_higher_threshold_leaves_fewer():
    low = county_profile("oslo", threshold=1.0).key_figures[1]
    high = county_profile("oslo", threshold=1.5)
    assert high.key_figures[1].value < low.value
    assert "1,50" in high.section("specialisation").sentence


def test_the_map_shows_the_industry_asked_for():
    section = county_section("nordland", "map", lang="nb", industry="C24")
    assert "Produksjon av metaller" in section.title + section.sentence
    assert len(section.table.rows) == 15
    with pytest.raises(UnknownName, match="C24"):
        county_section("nordland", "map", industry="C42")


def test_exports_are_those_of_the_county_of_that_time_and_never_split():
    seen = county_profile("akershus", lang="en").section("exports")
    assert "Viken" in seen.sentence
    assert any("Østfold, Akershus and Buskerud" in note for note in seen.notes)
    missing = county_profile("telemark", lang="en").section("exports")
    assert missing.chart is None
    assert missing.table.rows == ()
    assert "not worked out" in missing.sentence


def test_telemark_has_recent_and_detailed_figures():
    profile = county_profile("telemark", lang="nb")
    municipalities = profile.section("municipalities").table
    assert len(municipalities.rows) == 17
    assert sum(row.cells[3] for row in municipalities.rows) == 78_857
    detailed = profile.section("establishments").table
    assert len(detailed.rows) == 381
    assert len(detailed.printed_rows) == 30
    assert "381" in detailed.cut_note()


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"county": "Nordlund"}, UnknownName, "Did you mean 'Nordland'"),
        ({"lang": "se"}, UnknownName, "No language 'se'"),
        ({"period": "2020"}, UnknownName, "from 2008 to 2019"),
        ({"reference": "Svalbard"}, UnknownName, "Svalbard"),
        ({"reference": "nordland"}, SettingError, "compared with itself"),
        ({"threshold": 0}, SettingError, "above 0"),
        ({"threshold": float("nan")}, SettingError, "above 0"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_a_sentence(settings, error, sentence):
    asked = {"county": "nordland", **settings}
    with pytest.raises(error, match=sentence):
        county_profile(asked.pop("county"), **asked)


def test_a_section_that_the_county_does_not_have_is_refused():
    with pytest.raises(UnknownName, match="municipalities"):
        county_section("oslo", "municipalities")
    assert set(SECTIONS) - set(section_keys("oslo")) == {"municipalities", "establishments"}


def test_no_chart_draws_what_is_withheld(nordland):
    hidden = {"Annen transport", "Post og distribusjon"}
    for key in ("specialisation", "structure", "productivity"):
        layers = nordland.section(key).chart.spec["layer"]
        names = [
            (value["y"], " ".join(value["name"]))
            for layer in layers
            for value in layer["data"]["values"]
            if "name" in value
        ]
        at = {y for y, name in names if name in hidden}
        assert at, key
        drawn = [
            value
            for layer in layers
            if layer["mark"]["type"] in ("rect", "point")
            for value in layer["data"]["values"]
        ]
        middles = {v["y"] if "y" in v else (v["top"] + v["bottom"]) / 2 for v in drawn if v}
        assert not at & middles, key


def test_provenance_walks_back_to_the_published_cells(nordland):
    from fortrinn.provenance import Cell

    steps = nordland.section("specialisation").provenance
    cells = steps.source_cells(Cell("employment", "18", "A03", "2019"))
    assert {(cell.region, cell.activity) for cell in cells} == {
        ("18", "A03"),
        ("18", "total"),
        ("norway", "A03"),
        ("norway", "total"),
    }
