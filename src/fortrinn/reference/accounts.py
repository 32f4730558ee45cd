"""The regional accounts of Statistics Norway (table 11713), carried to the counties of 2024.

What was done to them stands in ``docs/data.md``; the cells of the published table behind every
figure ship too, so that it can be walked back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fortrinn.cells import Status
from fortrinn.classifications.industries import divisions
from fortrinn.classifications.regions import Part, parts_in
from fortrinn.errors import refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.reference.files import Text, read_rows
from fortrinn.reference.industries import classification
from fortrinn.reference.marks import cell_figure, cell_status, figures, statuses
from fortrinn.reference.places import county

if TYPE_CHECKING:
    from fortrinn.panel import Panel

NORWAY: Final = "norway"
TOTAL: Final = "total"
_SSB_NORWAY: Final = "0"
_WHOLE_COUNTRY: Final = "Hele landet"
_QUANTITIES: Final[Mapping[str, Mapping[str, Any]]] = {
    "employment": {"kind": "count", "unit": _("persons"), "half_step": 50.0},
    "value_added": {"kind": "amount", "unit": _("NOK million")},
}
_CULTURE_TO_HOUSEHOLDS: Final = "R-T"


@dataclass(frozen=True)
class AccountIndustry:
    """One of the 35 industries of the accounts that do not overlap.

    ``name`` is SSB's in bokmål and our wording in nynorsk and English; ``short`` fits a chart.
    ``section`` is the letter in SN2007 (``R-T`` for the last), ``divisions_text`` the SN2007
    divisions it covers in our reading of its name.
    """

    code: str
    section: str
    divisions_text: str
    name: Text
    short: Text

    @property
    def divisions(self) -> tuple[str, ...]:
        """The two-digit divisions of SN2007 it covers, some of them in part."""
        return divisions(self.divisions_text)


class SourceCell(NamedTuple):
    """A cell of the table as published: thousands of persons, or millions of kroner."""

    quantity: str
    region_code: str
    region_name: str
    industry: str
    period: str
    figure: float | None
    status: Status
    unit: str


@dataclass(frozen=True, eq=False)
class Accounts:
    """Employment and value added by county and industry, 2008–2019.

    >>> book = accounts()
    >>> panel = book.panel("employment")
    >>> panel
    Panel(employment: 12 periods x 15 regions x 35 activities, count, 2008-2019)
    >>> float(panel["2019"].total)
    2836100.0
    """

    periods: tuple[str, ...]
    regions: tuple[str, ...]
    industries: tuple[AccountIndustry, ...]
    parts: tuple[Part, ...]

    @property
    def group_of(self) -> dict[str, str]:
        """The section of every industry: the groups of related variety."""
        return {industry.code: industry.section for industry in self.industries}

    def industry(self, code: str) -> AccountIndustry:
        """One industry; raises UnknownName for a code that is not among the 35."""
        found = {industry.code: industry for industry in self.industries}
        return found[code] if code in found else refuse_name(code, tuple(found))

    def names(self, lang: str, *, short: bool = False) -> dict[str, str]:
        """Every industry's name in a language.

        >>> accounts().names("nn", short=True)["C13-15"]
        'Tekstil, klede og lêr'
        """
        return {
            industry.code: (industry.short if short else industry.name).in_language(lang)
            for industry in self.industries
        }

    def group_names(self, lang: str) -> dict[str, str]:
        """Every section's name in a language.

        >>> accounts().group_names("nb")["F"]
        'Bygge- og anleggsvirksomhet'
        """
        sections = classification("SN2007")
        names = {}
        for industry in self.industries:
            if industry.section == _CULTURE_TO_HOUSEHOLDS:
                names[industry.section] = industry.name.in_language(lang)
            else:
                names[industry.section] = sections[industry.section].label(lang).text
        return names

    def panel(self, quantity: str = "employment") -> "Panel":
        """``employment`` in persons or ``value_added`` in million kroner, current prices.

        Regions are the codes of the 15 counties. Totals are the published ones: a county's own,
        and the whole country's for the reference; they are more than the sum of the cells.

        Raises :class:`fortrinn.errors.UnknownName` for another quantity.
        """
        return _panel(_known_quantity(quantity))

    def source_cells(
        self, quantity: str, region: str, industry: str, period: str
    ) -> tuple[SourceCell, ...]:
        """The cells of the published table that a cell of :meth:`panel` was made from.

        ``region`` is a county (code, name or address word) or ``norway``, ``industry`` a code or
        ``total``.

        >>> [cell.region_name for cell in
        ...  accounts().source_cells("value_added", "trondelag", "total", "2017")]
        ['Sør-Trøndelag', 'Nord-Trøndelag']
        """
        _known_quantity(quantity)
        if industry != TOTAL:
            self.industry(industry)
        if period not in self.periods:
            refuse_name(period, self.periods)
        return tuple(
            _source_cell(quantity, part, industry, period)
            for part in self._parts_of(region, int(period))
        )

    def published(
        self, quantity: str, source_code: str, industry: str, period: str
    ) -> SourceCell | None:
        """One cell of the published table by SSB's own region code (``0`` is the whole country).

        None where the code carries no figures in that year, as 16 (Sør-Trøndelag) after 2017.
        """
        year = int(period)
        for part in (*self.parts, Part(NORWAY, _SSB_NORWAY, _WHOLE_COUNTRY, year, year)):
            if part.source_code == source_code and part.holds_in(year):
                return _source_cell(_known_quantity(quantity), part, industry, period)
        return None

    def _parts_of(self, region: str, year: int) -> tuple[Part, ...]:
        if region == NORWAY:
            return (Part(NORWAY, _SSB_NORWAY, _WHOLE_COUNTRY, year, year),)
        return parts_in(self.parts, county(region).code, year)


@lru_cache(maxsize=1)
def accounts() -> Accounts:
    """SSB's regional accounts 2008–2019 for the 15 counties of 2024."""
    columns = _cells("accounts.csv")
    regions = dict.fromkeys(key[1] for key in columns if key[1] != NORWAY)
    return Accounts(_periods(), tuple(regions), _industries(), _parts())


def _known_quantity(quantity: str) -> str:
    return quantity if quantity in _QUANTITIES else refuse_name(quantity, tuple(_QUANTITIES))


@lru_cache(maxsize=1)
def _industries() -> tuple[AccountIndustry, ...]:
    return tuple(
        AccountIndustry(
            row["code"],
            row["section"],
            row["divisions"],
            Text(row["nb"], row["nn"], row["en"]),
            Text(row["short_nb"], row["short_nn"], row["short_en"]),
        )
        for row in read_rows("account_industries.csv")
    )


@lru_cache(maxsize=1)
def _parts() -> tuple[Part, ...]:
    return tuple(
        Part(
            row["county"],
            row["source_code"],
            row["source_name"],
            int(row["first_year"]),
            int(row["last_year"]),
        )
        for row in read_rows("county_parts.csv")
    )


@lru_cache(maxsize=2)
def _cells(name: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The cells of each year by quantity, region and industry."""
    return {
        (row.pop("quantity"), row.pop("region"), row.pop("industry")): row
        for row in read_rows(name)
    }


@lru_cache(maxsize=1)
def _periods() -> tuple[str, ...]:
    return tuple(next(iter(_cells("accounts.csv").values())))


def _source_cell(quantity: str, part: Part, industry: str, period: str) -> SourceCell:
    cell = _cells("accounts_cells.csv")[quantity, part.source_code, industry][period]
    unit = _("thousand persons") if quantity == "employment" else _("NOK million")
    return SourceCell(
        quantity,
        part.source_code,
        part.source_name,
        industry,
        period,
        cell_figure(cell),
        cell_status(cell),
        unit,
    )


def _grid(quantity: str, regions: Sequence[str], industries: Sequence[str]) -> list[Any]:
    """Cells by period, region and industry."""
    rows = _cells("accounts.csv")
    return [
        [[rows[quantity, r, i][period] for i in industries] for r in regions]
        for period in _periods()
    ]


@lru_cache(maxsize=2)
def _panel(quantity: str) -> "Panel":
    from fortrinn.panel import Panel

    book = accounts()
    codes = tuple(industry.code for industry in book.industries)
    cells = _grid(quantity, book.regions, codes)
    return Panel.from_arrays(
        figures(cells),
        book.periods,
        book.regions,
        codes,
        status=statuses(cells),
        name=quantity,
        region_totals=figures(_grid(quantity, book.regions, (TOTAL,)))[:, :, 0],
        activity_totals=figures(_grid(quantity, (NORWAY,), codes))[:, 0, :],
        totals=figures(_grid(quantity, (NORWAY,), (TOTAL,)))[:, 0, 0],
        **_QUANTITIES[quantity],
    )
