"""The part of a table that complexity can be read from: nothing empty, one piece, enough."""

from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.errors import SettingError, UndefinedMeasure, listing
from fortrinn.language import gettext_noop as _
from fortrinn.measures._present import Present
from fortrinn.measures._spectrum import blocks, sums_of


@dataclass(frozen=True, eq=False)
class Core:
    """Rows and columns that stay, and what is known about the presences among them.

    ``present`` is (R', A'), ``diversity`` (R',) and ``ubiquity`` (A',) are its sums.
    """

    rows: Codes
    columns: Codes
    present: Mask
    diversity: Floats
    ubiquity: Floats

    @property
    def figures(self) -> Floats:
        """The presences as 0 and 1 in float64, for products with scores; made anew each time."""
        return self.present.astype(np.float64)


def core_of(present: Present, stays: Mask, least: tuple[int, int]) -> Core:
    """Regions that stay and have ``least[0]`` activities, each of these in ``least[1]`` regions.

    What is too small is taken out until nothing more is.
    """
    if min(least) < 1:
        raise SettingError(
            _("A core asks for at least 1 activity and 1 region, not {core}."), core=least
        )
    rows = np.flatnonzero(stays)
    columns = np.arange(present.mask.shape[1])
    inside = present.mask if stays.all() else present.mask[rows]
    diversity, ubiquity = present.sums if stays.all() else sums_of(inside)
    while True:
        broad, common = diversity >= least[0], ubiquity >= least[1]
        if broad.all() and common.all():
            return Core(rows, columns, inside, diversity, ubiquity)
        rows, columns = rows[broad], columns[common]
        inside = inside[np.ix_(broad, common)]
        diversity, ubiquity = sums_of(inside)


def check_size(core: Core, least_regions: int) -> None:
    """Refuse a table with so few regions or activities that chance decides the axis."""
    regions, activities = core.present.shape
    if core.present.size == 0:
        raise UndefinedMeasure(
            _("No region that takes part is specialised in anything: none can be ranked.")
        )
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
    count, block = blocks(core.present)
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
