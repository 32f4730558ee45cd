"""SSB 11713 as it ships, compared cell by cell with the table as it was collected."""

import csv
import gzip
from collections.abc import Mapping

import numpy as np
import pytest

from fortrinn.cells import Status
from fortrinn.classifications import parts_in
from fortrinn.errors import UnknownName
from fortrinn.reference import NORWAY, TOTAL, accounts, counties

COLUMNS = {"employment": "sysselsatte_1000", "value_added": "brutto_produkt_mill_nok"}
FACTOR = {"employment": 1000, "value_added": 1}
OLD_COUNTIES = {
    "34": ("04", "05"),
    "42": ("09", "10"),
    "46": ("12", "14"),
    "31": ("01",),
    "32": ("02",),
    "33": ("06",),
    "39": ("07",),
    "40": ("08",),
    "55": ("19",),
    "56": ("20",),
}


def old_codes(region: str, year: str) -> tuple[str, ...]:
    """Written apart from the product's own list, to check it."""
    if region == NORWAY:
        return ("0",)
    if region == "50":
        return ("16", "17") if year < "2018" else ("50",)
    return OLD_COUNTIES.get(region, (region,))


@pytest.fixture(scope="module")
def published(shared) -> Mapping[tuple[str, str, str], dict[str, str]]:
    """The collected rows by region, name of industry and year."""
    name = "no-fylkesfordelt-nasjonalregnskap-11713/fylkesfordelt_nasjonalregnskap_2008_2019.csv.gz"
    with gzip.open(shared / "data" / name, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["region_kode"], row["naering"], row["aar"]): row for row in rows}


@pytest.fixture(params=COLUMNS)
def quantity(request) -> str:
    return request.param


def test_the_shape_of_the_accounts():
    book = accounts()
    assert book.regions == tuple(one.code for one in counties())
    assert len(book.industries) == 35
    assert book.periods == tuple(map(str, range(2008, 2020)))
    employment, value_added = book.panel("employment"), book.panel("value_added")
    assert employment.shape == value_added.shape == (12, 15, 35)
    assert (employment.kind, employment.unit, employment.half_step) == ("count", "persons", 50)
    assert (value_added.kind, value_added.unit) == ("amount", "NOK million")


def test_the_whole_country_is_the_reference():
    year = accounts().panel("employment")["2019"]
    assert year.total == 2_836_100
    assert year.region_totals.sum() == pytest.approx(2_827_400)
    assert accounts().panel("value_added")["2019"].total == 3_164_843


def test_nordland_2019_has_exactly_two_withheld_industries():
    for quantity in COLUMNS:
        year = accounts().panel(quantity)["2019"]
        nordland = year.regions.index("18")
        withheld = {a for a, hidden in zip(year.activities, year.withheld[nordland], strict=True)
                    if hidden}  # fmt: skip
        assert withheld == {"H49-52", "H53"}
    employment = accounts().panel("employment")["2019"]
    assert employment.region_totals[nordland] == 123_700
    assert np.nansum(employment.values[nordland]) == 116_200
    assert accounts().panel("value_added")["2019"].region_totals[nordland] == 111_551


def expected(parts: list[str], factor: int) -> tuple[float, Status]:
    if "" in parts:
        return np.nan, Status.WITHHELD
    total = round(sum(float(part) for part in parts) * factor, 6)
    if total < 0:
        return total, Status.NEGATIVE
    return total, Status.PUBLISHED if total else Status.BELOW_ROUNDING


def test_every_cell_keeps_its_figure_and_status(published, quantity):
    column, factor = COLUMNS[quantity], FACTOR[quantity]
    book = accounts()
    panel = book.panel(quantity)
    for t, r, a in np.ndindex(panel.shape):
        period, region, industry = book.periods[t], book.regions[r], book.industries[a]
        found = Status(panel.status[t, r, a])
        if quantity == "employment" and industry.code == "L68A":
            assert found is Status.NOT_APPLICABLE
            continue
        codes = old_codes(region, period)
        parts = [published[code, industry.name.nb, period][column] for code in codes]
        figure, status = expected(parts, factor)
        assert found is status, (period, region, industry.code)
        assert panel.raw[t, r, a] == pytest.approx(figure, rel=1e-12, nan_ok=True)


def test_totals_are_the_published_ones(published, quantity):
    book = accounts()
    panel = book.panel(quantity)
    for t, period in enumerate(book.periods):
        for region, total in (
            *zip(book.regions, panel.region_totals[t], strict=True),
            (NORWAY, panel.totals[t]),
        ):
            rows = [published[code, "Totalt for næringer", period]
                    for code in old_codes(region, period)]  # fmt: skip
            sums = sum(float(row[COLUMNS[quantity]]) for row in rows) * FACTOR[quantity]
            assert total == pytest.approx(sums, rel=1e-12)


def test_the_reference_has_the_whole_countrys_industries(published, quantity):
    book = accounts()
    panel = book.panel(quantity)
    for t, period in enumerate(book.periods):
        for a, industry in enumerate(book.industries):
            cell = published["0", industry.name.nb, period][COLUMNS[quantity]]
            figure = float(cell) * FACTOR[quantity] if cell else np.nan
            np.testing.assert_allclose(panel.activity_totals[t, a], figure, rtol=1e-12)


def test_a_withheld_part_withholds_the_sum():
    """Metals in 2019: Aust-Agder's figure is withheld, so Agder's is too."""
    parts = accounts().source_cells("employment", "42", "C24", "2019")
    assert [(p.region_name, p.status.name, p.figure) for p in parts] == [
        ("Aust-Agder", "WITHHELD", None),
        ("Vest-Agder", "PUBLISHED", 1.6),
    ]
    year = accounts().panel("employment")["2019"]
    place = year.regions.index("42"), year.activities.index("C24")
    assert Status(year.status[place]) is Status.WITHHELD
    assert np.isnan(year.values[place])
    assert np.isnan(year.raw[place])


def test_false_zeros_are_not_carried(published):
    """The table has zeros for 50 before 2018 and for 16 and 17 in 2018."""
    assert float(published["50", "Totalt for næringer", "2017"]["sysselsatte_1000"]) == 0
    assert float(published["16", "Totalt for næringer", "2018"]["sysselsatte_1000"]) == 0
    book = accounts()
    totals = book.panel("employment").region_totals[:, book.regions.index("50")]
    assert totals[book.periods.index("2017")] == 235_600
    assert totals[book.periods.index("2018")] == 238_000
    assert totals.min() > 200_000
    assert book.published("employment", "50", TOTAL, "2017") is None
    assert book.published("employment", "16", TOTAL, "2018") is None
    assert "Fastlands-Norge" not in {industry.name.nb for industry in book.industries}


def test_negative_value_added_is_kept_and_masked():
    panel = accounts().panel("value_added")
    year = panel["2018"]
    place = year.regions.index("40"), year.activities.index("C29-30")
    assert Status(year.status[place]) is Status.NEGATIVE
    assert year.raw[place] == -45
    assert np.isnan(year.values[place])
    assert int((panel.status == Status.NEGATIVE).sum()) == 8


def test_own_dwellings_have_value_added_but_no_employment():
    employment, value_added = (accounts().panel(q) for q in COLUMNS)
    column = employment.activities.index("L68A")
    assert (employment.status[:, :, column] == Status.NOT_APPLICABLE).all()
    assert (value_added.status[:, :, column] == Status.PUBLISHED).all()


def test_every_year_of_every_county_is_made_of_something_once():
    book = accounts()
    used = [(part.source_code, year) for part in book.parts for year in range(2008, 2020)
            if part.holds_in(year)]  # fmt: skip
    assert len(used) == len(set(used))
    for region in book.regions:
        for year in range(2008, 2020):
            codes = tuple(part.source_code for part in parts_in(book.parts, region, year))
            assert codes == old_codes(region, str(year))


def test_a_figure_leads_back_to_its_source_cells(published):
    cells = accounts().source_cells("employment", "Innlandet", "A01-02", "2015")
    assert [cell.region_code for cell in cells] == ["04", "05"]
    for cell in cells:
        row = published[cell.region_code, "Jordbruk og skogbruk", "2015"]
        assert cell.figure == float(row["sysselsatte_1000"])
        assert cell.unit == "thousand persons"
    (country,) = accounts().source_cells("value_added", NORWAY, TOTAL, "2019")
    assert (country.region_code, country.figure) == ("0", 3_164_843)


def test_leaves_add_up_to_the_country(quantity):
    panel = accounts().panel(quantity)
    sums = np.nansum(panel.activity_totals, axis=1)
    np.testing.assert_allclose(sums, panel.totals, rtol=2e-4)


def test_names_groups_and_divisions():
    book = accounts()
    for lang in ("nb", "nn", "en"):
        assert all(book.names(lang).values())
        assert len(set(book.names(lang).values())) == 35
        assert all(len(name) <= 30 for name in book.names(lang, short=True).values())
        assert set(book.group_names(lang)) == set(book.group_of.values())
    assert len(set(book.group_of.values())) == 18
    assert book.industry("B07-08").divisions == ("05", "07", "08", "09")
    covered = {division for industry in book.industries for division in industry.divisions}
    assert len(covered) == 86


@pytest.mark.parametrize(
    "asked",
    [
        lambda book: book.panel("jobs"),
        lambda book: book.industry("C99"),
        lambda book: book.source_cells("employment", "18", "C99", "2019"),
        lambda book: book.source_cells("employment", "18", TOTAL, "2020"),
        lambda book: book.source_cells("employment", "Viken", TOTAL, "2019"),
        lambda book: book.names("se"),
    ],
)
def test_what_is_not_there_is_answered_with_a_sentence(asked):
    with pytest.raises(UnknownName, match="is not there"):
        asked(accounts())
