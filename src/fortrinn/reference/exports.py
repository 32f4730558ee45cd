"""Mainland exports of goods by county of production and product group, 2020 (Statistics Norway).

The table has the eleven counties of 2020. A county of 2024 that was part of a larger one then sees
the larger one's figures, marked ``wider``: nothing is split.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fortrinn.cells import Status
from fortrinn.errors import refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.reference.files import Text, read_rows
from fortrinn.reference.marks import cell_figure, cell_status, figures, statuses
from fortrinn.reference.places import county

if TYPE_CHECKING:
    from fortrinn.matrix import RegionActivityMatrix

PERIOD: Final = "2020"
NORWAY: Final = "norway"
TOTAL: Final = "total"
FISH: Final = "of_which_fish"
# The larger counties of 2020–2023; the others are the same in 2024.
_PARTS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "30": ("31", "32", "33"),
    "38": ("39", "40"),
    "54": ("55", "56"),
}
_GROUPS: Final = {
    "total": ("", "Fastlandseksport i alt", "Fastlandseksport i alt", "Total mainland exports"),
    "food_drink_tobacco": (
        "0-1",
        "Mat, drikkevarer og tobakk",
        "Mat, drikkevarer og tobakk",
        "Food, drink and tobacco",
    ),
    FISH: ("03", "Herav fisk", "Av dette fisk", "Of which fish"),
    "crude_materials": (
        "2,4",
        "Råvarer, ikke spiselige",
        "Råvarer, ikkje etande",
        "Crude materials, inedible",
    ),
    "fuels": ("3", "Brenselsstoffer", "Brenselsstoff", "Fuels"),
    "chemicals": ("5", "Kjemiske produkter", "Kjemiske produkt", "Chemicals"),
    "manufactured_goods": (
        "6",
        "Bearbeidde varer",
        "Tilarbeidde varer",
        "Manufactured goods by material",
    ),
    "machinery_transport": (
        "7",
        "Maskiner og transportmidler",
        "Maskiner og transportmiddel",
        "Machinery and transport equipment",
    ),
    "miscellaneous": (
        "8",
        "Forskjellige ferdigvarer",
        "Ymse ferdigvarer",
        "Miscellaneous manufactures",
    ),
}


@dataclass(frozen=True)
class ExportGroup:
    """A product group with its SITC sections. Fish is part of food and must not be added twice."""

    code: str
    sitc: str
    name: Text


@dataclass(frozen=True)
class ExportFigure:
    """Million kroner, current prices; None where the figure is withheld or missing."""

    group: ExportGroup
    value: float | None
    status: Status


@dataclass(frozen=True)
class ExportRegion:
    """A row of the table: a county of 2020, the whole country, or goods without a county.

    ``counties`` are the codes of 2024 that lie in it.
    """

    code: str
    name: str
    counties: tuple[str, ...]
    figures: tuple[ExportFigure, ...]

    @property
    def wider(self) -> bool:
        """Whether a county of 2024 is only a part of it."""
        return len(self.counties) > 1

    def figure(self, group: str) -> ExportFigure:
        """The figure of a group; raises UnknownName for a group that is not there."""
        found = {figure.group.code: figure for figure in self.figures}
        return found[group] if group in found else refuse_name(group, tuple(found))


@dataclass(frozen=True)
class Exports:
    """The whole table.

    >>> seen = exports().seen_from("akershus")
    >>> seen.name, seen.wider
    ('Viken', True)
    >>> exports().seen_from("nordland").figure("chemicals").status.name
    'WITHHELD'
    """

    groups: tuple[ExportGroup, ...]
    regions: tuple[ExportRegion, ...]
    norway: ExportRegion
    without_county: tuple[ExportRegion, ...]

    def seen_from(self, name: str) -> ExportRegion:
        """The region of 2020 that a county of 2024 lies in."""
        code = county(name).code
        return next(region for region in self.regions if code in region.counties)

    def matrix(self) -> "RegionActivityMatrix":
        """The eleven counties of 2020 by the seven groups that do not overlap.

        Totals are the published ones, and the reference is the whole country's row, which holds
        re-exports and goods without a county too.

        >>> exports().matrix()
        RegionActivityMatrix(exports: 11 regions x 7 activities, amount, 2020, 4 withheld)
        """
        return _matrix()


@lru_cache(maxsize=1)
def exports() -> Exports:
    """Mainland exports of goods 2020."""
    rows = [_region(row) for row in read_rows("exports.csv")]
    return Exports(
        groups=tuple(_groups().values()),
        regions=tuple(row for row in rows if row.counties),
        norway=next(row for row in rows if row.code == NORWAY),
        without_county=tuple(row for row in rows if not row.counties and row.code != NORWAY),
    )


@lru_cache(maxsize=1)
def _groups() -> dict[str, ExportGroup]:
    return {code: ExportGroup(code, sitc, Text(*names)) for code, (sitc, *names) in _GROUPS.items()}


def _region(row: Mapping[str, str]) -> ExportRegion:
    code = row["region"]
    own = (code,) if code.isdigit() else ()
    cells = ((group, row[group.code]) for group in _groups().values())
    found = tuple(ExportFigure(group, cell_figure(c), cell_status(c)) for group, c in cells)
    return ExportRegion(code, row["name"], _PARTS_OF.get(code, own), found)


@lru_cache(maxsize=1)
def _matrix() -> "RegionActivityMatrix":
    from fortrinn.matrix import RegionActivityMatrix

    groups = [code for code in _GROUPS if code not in (TOTAL, FISH)]
    rows = {row["region"]: row for row in read_rows("exports.csv")}
    regions = [code for code in rows if code.isdigit()]
    cells = [[rows[region][group] for group in groups] for region in regions]
    return RegionActivityMatrix.from_arrays(
        figures(cells),
        regions,
        groups,
        status=statuses(cells),
        name="exports",
        kind="amount",
        unit=_("NOK million"),
        period=PERIOD,
        region_totals=figures([rows[region][TOTAL] for region in regions]),
        activity_totals=figures([rows[NORWAY][group] for group in groups]),
        total=cell_figure(rows[NORWAY][TOTAL]),
    )
