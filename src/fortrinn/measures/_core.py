"""The part of a table that complexity can be read from: nothing empty, one piece, enough."""

from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.errors import SettingError, UndefinedMeasure, listing
from fortrinn.language import gettext_noop as _
from fortrinn.measures._spectrum import blocks


@dataclass(frozen=True, eq=False)
class Core:
    """Rows and columns that stay, and the presences (R', A') among them as float64."""

    rows: Codes
    columns: Codes
    present: Floats

    @property
    def diversity(self) -> Floats:
        """(R',), activities of each region within the core."""
        return np.asarray(self.present.sum(axis=1))

    @property
    def ubiquity(self) -> Floats:
        """(A',), regions of each activity within the core."""
        return np.asarray(self.present.sum(axis=0))


def core_of(present: Mask, stays: Mask, least: tuple[int, int]) -> Core:
    """Regions that stay and have ``least[0]`` activities, each of these in ``least[1]`` regions.

    What is too small is taken out until nothing more is.
    """
    if min(least) < 1:
        raise SettingError(
            _("A core asks for at least 1 activity and 1 region, not {core}."), core=least
        )
    rows: Mask = stays & np.asarray(present.any(axis=1))
    columns: Mask = np.asarray(present[stays].any(axis=0))
    while True:
        inside = present[np.ix_(rows, columns)]
        narrow, rare = inside.sum(axis=1) < least[0], inside.sum(axis=0) < least[1]
        if not (narrow.any() or rare.any()):
            break
        rows[rows], columns[columns] = ~narrow, ~rare
    return Core(np.flatnonzero(rows), np.flatnonzero(columns), inside.astype(np.float64))


def check_size(core: Core, least_regions: int) -> None:
    """Refuse a table with so few regions or activities that chance decides the axis."""
    regions, activities = core.present.shape
    if core.present.size == 0:
        raise UndefinedMeasure(_("No region is specialised in anything, so none can be ranked."))
    if regions < least_regions or min(core.present.shape) < 3:
        raise UndefinedMeasure(
            _(
                "Complexity cannot be read from {regions} regions and {activities} activities: a "
                "region more or less would turn the order round. Learn the scores of activities "
                "from {least} regions or more (municipalities, European regions) and carry them "
                "over."
            ),
            regions=regions,
            activities=activities,
            least=max(least_regions, 3),
        )


def check_one_piece(core: Core, regions: tuple[str, ...]) -> None:
    """Refuse a table whose regions fall into groups that share no activity."""
    count, block = blocks(core.present > 0)
    if count > 1:
        _refuse_blocks(count, [regions[row] for row in core.rows[block == count - 1]])


def _refuse_blocks(count: int, smallest: list[str]) -> NoReturn:
    raise UndefinedMeasure(
        _(
            "The regions fall into {count} groups that share no activity, for instance {regions} "
            "beside the rest. Leave the smaller groups out (core=(2, 2) removes what one region "
            "has alone), or use a broader classification."
        ),
        count=count,
        regions=listing(smallest, 3),
    )


def check_axis(second: float, third: float) -> None:
    """Refuse a table without a second axis, or with two that are equally strong."""
    if second < 1e-9:
        raise UndefinedMeasure(
            _("All regions have the same activities, so none is more complex than another.")
        )
    if second - third < 1e-9:
        raise UndefinedMeasure(
            _(
                "Two ways of ordering the regions are equally strong, so complexity is not one "
                "order. Use more regions or a finer classification."
            )
        )
