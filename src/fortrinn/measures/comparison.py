"""A region beside others: its neighbours, its twins, its part of the country, the country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fortrinn.cells import Floats, ReadOnlyDict, position
from fortrinn.errors import TableError
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.tables import arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@dataclass(frozen=True)
class Beside:
    """A region beside one group of others.

    Attributes
    ----------
    group
        Its name.
    regions
        The others in it, as they were given.
    known
        How many of them have a figure.
    median, lowest, highest
        Of those; NaN without any. The median, so that one extreme region does not decide.
    difference
        The region's figure less the median.
    rank, ranked
        The region's place among itself and those, 1 for the highest (equal figures share the better
        place), and how many there are.
    """

    group: str
    regions: tuple[str, ...]
    known: int
    median: float
    lowest: float
    highest: float
    difference: float
    rank: float
    ranked: int


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """One figure of a region beside the same figure of groups of others.

    Attributes
    ----------
    region, name
        The region, and the measure.
    value
        Its figure.
    groups
        One :class:`Beside` for each group, in the order given.
    convention
        How it was made.
    """

    region: str
    name: str
    value: float
    groups: tuple[Beside, ...]
    convention: Convention

    def __getitem__(self, group: str) -> Beside:
        return self.groups[position(group, tuple(each.group for each in self.groups))]

    def __repr__(self) -> str:
        shown = ", ".join(f"{each.group} {each.median:.6g}" for each in self.groups)
        return f"Comparison({self.region}, {self.name} {self.value:.6g}: {shown})"

    def to_arrow(self) -> "pa.Table":
        """A row for each group: group, median, lowest, highest, difference, rank, ranked, known."""
        names = ("group", "median", "lowest", "highest", "difference", "rank", "ranked", "known")
        return arrow_table({name: [getattr(each, name) for each in self.groups] for name in names})

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def comparison(index: Index, region: str, groups: Mapping[str, Sequence[str]]) -> Comparison:
    """Comparison: where a region stands among its neighbours, its twins or the country.

    .. math:: x_r - \\operatorname{med}_{q \\in G} x_q, \\quad
        1 + \\#\\{q \\in G: x_q > x_r\\}

    for every group :math:`G` of other regions.

    Parameters
    ----------
    index
        A measure over regions.
    region
        One of them.
    groups
        The others, by the name of the group: neighbours, the nearest of :func:`similar_regions`,
        the same NUTS 2 region, all. The region itself is left out of each.

    Returns
    -------
    Comparison
        One row for each group. Regions without a figure are not counted; a group without any has
        NaN. All of it is NaN where the region itself has no figure.

    Raises
    ------
    UnknownName
        The region is not in the index.
    TableError
        There is no group, or not one region of a group is in the index.

    References
    ----------
    Huggins, R. (2010). Regional competitive intelligence: benchmarking and policy-making. Regional
    Studies 44, 639-658.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import krugman
    >>> beside = comparison(krugman(employment()), "A", {"neighbours": ["B"], "all": ["B", "C"]})
    >>> beside
    Comparison(A, krugman 0.433333: neighbours 0.633333, all 0.716667)
    >>> beside["all"].rank, beside["all"].ranked
    (3.0, 3)
    """
    value = index[region]
    if not groups:
        raise TableError(_("There is nobody to compare with. Give at least one group of regions."))
    return Comparison(
        region,
        index.name,
        value,
        tuple(_beside(index, region, value, *each) for each in groups.items()),
        ReadOnlyDict(
            {
                "measure": f"comparison of {index.name}",
                "middle": "median",
                "rank": "1 is the highest; ties share the better place",
                "hidden": "not counted",
                "of": dict(index.convention),
            }
        ),
    )


def _beside(index: Index, region: str, value: float, group: str, regions: Sequence[str]) -> Beside:
    others = tuple(dict.fromkeys(name for name in regions if name != region))
    there = [name for name in others if name in index]
    if others and not there:
        raise TableError(
            _("Not one region of '{group}' is in '{name}'. Use the same names or codes."),
            group=group,
            name=index.name,
        )
    figures = np.array([index[name] for name in there], dtype=np.float64)
    known: Floats = figures[~np.isnan(figures)]
    if not len(known) or np.isnan(value):
        none = float("nan")
        return Beside(group, others, len(known), none, none, none, none, none, 0)
    middle = float(np.median(known))
    return Beside(
        group,
        others,
        len(known),
        middle,
        float(known.min()),
        float(known.max()),
        value - middle,
        1.0 + int(np.count_nonzero(known > value * (1 + 1e-12 * np.sign(value)))),
        len(known) + 1,
    )
