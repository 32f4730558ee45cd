"""What an industry buys from the others: multipliers, linkages, and coefficients for a region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fortrinn.cells import Floats, Mask, ReadOnlyDict, read_only, refuse_shape, unique_names
from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.notes import Note
from fortrinn.measures.specialisation import location_quotient

#: What every regionalised table should say where it is shown.
FLQ_WARNING: Final = _(
    "Modelled, not observed: national coefficients scaled down by location quotients. The result "
    "depends on delta, which no statistic gives; vary it before you rely on a figure."
)

_LAST_DIGITS: Final = 1e-12


@dataclass(frozen=True)
class InputOutput:
    """A symmetric input-output table, checked once.

    Attributes
    ----------
    flows
        (A, A), what the column's industry buys from the row's, in money.
    output
        (A,), total output of each industry, in the same money.
    activities
        The A industries.
    """

    flows: Floats
    output: Floats
    activities: tuple[str, ...]

    @classmethod
    def from_arrays(
        cls, flows: ArrayLike, output: ArrayLike, activities: Sequence[str]
    ) -> "InputOutput":
        """Check and copy a table.

        Raises :class:`TableError` when the shapes do not fit, and :class:`UndefinedMeasure` where
        no multiplier exists: a figure is missing or below zero, an industry trades and makes
        nothing, or purchases call for purchases without end (an industry may buy for more than it
        makes, as one that lives on grants does).
        """
        names = unique_names(activities)
        bought = read_only(np.array(flows, dtype=np.float64))
        made = read_only(np.array(output, dtype=np.float64))
        if bought.shape != (len(names), len(names)):
            refuse_shape(bought.shape, (len(names), len(names)))
        if made.shape != (len(names),):
            refuse_shape(made.shape, (len(names),))
        _refuse_without_multipliers(bought, made, names)
        return cls(bought, made, names)

    @property
    def makes(self) -> Mask:
        """(A,), whether the industry makes anything; one that does not has no multiplier."""
        mask: Mask = self.output > 0
        return mask

    @property
    def coefficients(self) -> Floats:
        """(A, A), bought from the row for each krone the column's industry makes, 0-1."""
        with np.errstate(invalid="ignore", divide="ignore"):
            shares: Floats = np.where(self.makes, self.flows / self.output, 0.0)
        return shares


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class RegionalCoefficients:
    """What the industries of a region may buy within it: modelled, and read like an array.

    Attributes
    ----------
    values
        (A, A), bought from the row within the region for each krone the column makes.
    activities, region
        The A industries, and whose coefficients they are.
    notes
        The warning that belongs wherever they are shown.
    convention
        How they were made.
    """

    values: Floats
    activities: tuple[str, ...]
    region: str
    notes: tuple[Note, ...]
    convention: Convention

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype)

    def __getitem__(self, place: Any) -> Any:
        return self.values[place]

    def __repr__(self) -> str:
        return f"RegionalCoefficients({self.region}: {len(self.activities)} activities, modelled)"


def output_multiplier(table: InputOutput) -> Index:
    """Output multiplier: what a krone more of demand for an industry makes all industries produce.

    .. math:: m_j = \\sum_i L_{ij}, \\quad L = (I - A)^{-1}, \\quad A_{ij} = Z_{ij}/x_j

    Parameters
    ----------
    table
        A checked input-output table.

    Returns
    -------
    Index
        (A,), 1 and up, kroner for a krone. Includes the first krone itself; households are outside
        (type I). NaN for an industry that makes nothing; the others are as if it were not there.

    References
    ----------
    Miller, R. E. & Blair, P. D. (2009). Input-Output Analysis, 2nd ed. Cambridge UP, chapter 6.

    Examples
    --------
    >>> table = InputOutput.from_arrays([[150, 500], [200, 100]], [1000, 2000], ["farm", "plant"])
    >>> output_multiplier(table)
    Index(output_multiplier: farm 1.51815, plant 1.45215)
    """
    identity = np.eye(len(table.activities))
    leontief = (identity - table.coefficients).T
    summed = np.asarray(np.linalg.solve(leontief, np.ones(len(identity))), dtype=np.float64)
    return _index("output_multiplier", np.where(table.makes, summed, np.nan), table, type="I")


def backward_linkage(table: InputOutput) -> Index:
    """Backward linkage: how much an industry pulls on its suppliers, 1 being the average industry.

    .. math:: B_j = m_j \\Big/ \\tfrac1A \\sum_k m_k

    Parameters
    ----------
    table
        A checked input-output table.

    Returns
    -------
    Index
        (A,), above 0, without a unit. NaN for an industry that makes nothing, which is not in the
        mean either.

    References
    ----------
    Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations. North-Holland. Miller & Blair
    (2009), section 12.2.

    Examples
    --------
    >>> table = InputOutput.from_arrays([[150, 500], [200, 100]], [1000, 2000], ["farm", "plant"])
    >>> backward_linkage(table)
    Index(backward_linkage: farm 1.02222, plant 0.977778)
    """
    pull = output_multiplier(table).values
    return _index("backward_linkage", _over_mean(pull), table, normalised="mean 1")


def forward_linkage(table: InputOutput) -> Index:
    """Forward linkage: how much the others rest on what an industry delivers, 1 being average.

    .. math:: F_i = g_i \\Big/ \\tfrac1A \\sum_k g_k, \\quad g = (I - B)^{-1}\\mathbf 1, \\quad
        B_{ij} = Z_{ij}/x_i

    from the Ghosh (supply) inverse, which does not weight a small buyer like a large one.

    Parameters
    ----------
    table
        A checked input-output table.

    Returns
    -------
    Index
        (A,), above 0, without a unit; NaN as in :func:`backward_linkage`.

    References
    ----------
    Miller & Blair (2009), section 12.2.2.

    Examples
    --------
    >>> table = InputOutput.from_arrays([[150, 500], [200, 100]], [1000, 2000], ["farm", "plant"])
    >>> forward_linkage(table)
    Index(forward_linkage: farm 1.20833, plant 0.791667)
    """
    delivered = table.flows / np.where(table.makes, table.output, 1.0)[:, np.newaxis]
    push = np.linalg.solve(np.eye(len(delivered)) - delivered, np.ones(len(delivered)))
    carried = np.where(table.makes, push, np.nan)
    return _index("forward_linkage", _over_mean(carried), table, normalised="mean 1")


def key_sectors(table: InputOutput) -> dict[str, str]:
    """Key sectors: which industries pull on suppliers and carry buyers more than the average does.

    Formula: ``"key"`` where :math:`B_j > 1` and :math:`F_j > 1`.

    Parameters
    ----------
    table
        A checked input-output table.

    Returns
    -------
    dict
        For each industry ``"key"`` (both linkages above 1), ``"backward"``, ``"forward"`` or
        ``"weak"``; ``"none"`` for one that makes nothing. A description of the table, no advice on
        where to invest.

    References
    ----------
    Hirschman, A. O. (1958). The Strategy of Economic Development. Yale UP.

    Examples
    --------
    >>> table = InputOutput.from_arrays([[150, 500], [200, 100]], [1000, 2000], ["farm", "plant"])
    >>> key_sectors(table)
    {'farm': 'key', 'plant': 'weak'}
    """
    words = {(True, True): "key", (True, False): "backward", (False, True): "forward"}
    back, forth = backward_linkage(table).values > 1, forward_linkage(table).values > 1
    pairs = zip(back.tolist(), forth.tolist(), strict=True)
    return {
        activity: words.get(pair, "weak") if makes else "none"
        for activity, pair, makes in zip(table.activities, pairs, table.makes, strict=True)
    }


def regional_coefficients(
    table: InputOutput, quantity: RegionActivityMatrix, region: str, *, delta: float = 0.3
) -> RegionalCoefficients:
    """Regional coefficients: what an industry buys within the region, by Flegg's quotient (FLQ).

    A guess at how much of a purchase the region can cover itself: it is cut down when the selling
    industry is small in the region beside the buying one, and more in a small region.

    .. math:: r_{ij} = a_{ij} \\min(1, \\lambda \\cdot CILQ_{ij}), \\quad
        CILQ_{ij} = LQ_i/LQ_j \\;(LQ_i \\text{ for } i = j), \\quad
        \\lambda = [\\log_2(1 + X_r/X)]^\\delta

    Parameters
    ----------
    table
        The national table.
    quantity
        Employment over the same activities, with the nation as reference.
    region
        One of its regions.
    delta
        0 up to 1; about 0.3 in the literature.

    Returns
    -------
    RegionalCoefficients
        (A, A), at most the national coefficients. NaN where a quotient is not known, and where
        the region has neither the seller nor the buyer. ``notes`` hold :data:`FLQ_WARNING`.

    Raises
    ------
    SettingError
        ``delta`` is not from 0 up to 1.
    UnknownName
        The region, or an activity of the table, is not in ``quantity``.

    References
    ----------
    Flegg, A. T. & Webber, C. D. (2000). Regional size, regional specialization and the FLQ
    formula. Regional Studies 34(6), 563-569.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> flows = [[5, 2, 1, 1], [3, 5, 1, 1], [2, 2, 9, 1], [1, 1, 1, 5]]
    >>> table = InputOutput.from_arrays(flows, [40, 40, 40, 40], ["i1", "i2", "i3", "i4"])
    >>> regional_coefficients(table, employment(), "A")[2].round(3).tolist()
    [0.011, 0.024, 0.104, 0.019]
    """
    if not 0 <= delta < 1:
        raise SettingError(_("Delta is {delta}; it must be from 0 up to 1."), delta=delta)
    here = quantity.select(activities=table.activities)
    row = here.row(region)
    quotient = location_quotient(here).values[row]
    with np.errstate(invalid="ignore", divide="ignore"):
        cross = quotient[:, np.newaxis] / quotient
    np.fill_diagonal(cross, quotient)
    size = np.log2(1 + here.region_totals[row] / here.total) ** delta
    scaled: Floats = table.coefficients * np.minimum(1.0, size * cross)
    return RegionalCoefficients(
        values=read_only(scaled),
        activities=table.activities,
        region=region,
        notes=(Note(FLQ_WARNING),),
        convention=ReadOnlyDict(
            measure="regional_coefficients",
            method="FLQ",
            delta=delta,
            own_industry="LQ in place of the cross quotient",
            undefined="NaN",
        ),
    )


def local_suppliers(
    table: InputOutput, quantity: RegionActivityMatrix, region: str, activity: str
) -> list[dict[str, Any]]:
    """Local suppliers: what an industry buys, and how present each supplier's industry is here.

    .. math:: a_{ij} \\text{ beside } LQ_{ri} \\text{ for the industry } j \\text{ asked for}

    Parameters
    ----------
    table
        The national table.
    quantity
        Employment over the same activities.
    region, activity
        A region, and the industry whose suppliers are asked for.

    Returns
    -------
    list
        ``activity``, ``coefficient`` (bought for each krone made, 0-1), ``location_quotient`` (NaN
        when withheld), the largest purchase first. A quotient below 1 is a place to look for
        missing suppliers, not proof that there are none.

    References
    ----------
    Miller & Blair (2009), section 12.2.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> flows = [[5, 2, 1, 1], [3, 5, 1, 1], [2, 2, 9, 1], [1, 1, 1, 5]]
    >>> table = InputOutput.from_arrays(flows, [40, 40, 40, 40], ["i1", "i2", "i3", "i4"])
    >>> [row["activity"] for row in local_suppliers(table, employment(), "A", "i1")]
    ['i2', 'i3', 'i4']
    """
    here = quantity.select(activities=table.activities)
    quotients = location_quotient(here).values[here.row(region)].tolist()
    bought = table.coefficients[:, here.column(activity)].tolist()
    rows = [
        {"activity": name, "coefficient": share, "location_quotient": quotient}
        for name, share, quotient in zip(table.activities, bought, quotients, strict=True)
        if name != activity and share > 0
    ]
    return sorted(rows, key=lambda row: -row["coefficient"])


def _refuse_without_multipliers(bought: Floats, made: Floats, names: tuple[str, ...]) -> None:
    unusable = ~(np.isfinite(bought) & (bought >= 0))
    if unusable.any():
        seller, buyer = (names[int(i)] for i in np.argwhere(unusable)[0])
        raise UndefinedMeasure(
            _(
                "The table has no multipliers: what '{buyer}' buys from '{seller}' is missing or "
                "below zero. Correct that cell."
            ),
            buyer=buyer,
            seller=seller,
        )
    unusable = ~(np.isfinite(made) & (made >= 0))
    if unusable.any():
        raise UndefinedMeasure(
            _(
                "The table has no multipliers: the output of '{activity}' is missing or below "
                "zero. Correct it."
            ),
            activity=names[int(np.argmax(unusable))],
        )
    if not (made > 0).any():
        raise UndefinedMeasure(
            _("No industry of the table makes anything. Say which figures are total output.")
        )
    spent, sold = bought.sum(axis=0), bought.sum(axis=1)
    idle = (made == 0) & (spent + sold > 0)
    if idle.any():
        raise UndefinedMeasure(
            _(
                "The table has no multipliers: '{activity}' makes nothing, yet it buys or sells. "
                "Correct its output, or leave it out."
            ),
            activity=names[int(np.argmax(idle))],
        )
    _refuse_endless(bought, made, names)


def _refuse_endless(bought: Floats, made: Floats, names: tuple[str, ...]) -> None:
    """Where each round of purchases calls for a larger one, no sum of them exists."""
    coefficients = bought / np.where(made > 0, made, 1.0)
    shares = coefficients.sum(axis=0)
    if shares.max() >= 1 and np.abs(np.linalg.eigvals(coefficients)).max() >= 1 - _LAST_DIGITS:
        raise UndefinedMeasure(
            _(
                "The table has no multipliers: '{activity}' buys at least as much as it makes. "
                "Check rows against columns and the units."
            ),
            activity=names[int(np.argmax(shares))],
        )


def _over_mean(figures: Floats) -> Floats:
    mean: Floats = figures / np.nanmean(figures)
    return mean


def _index(name: str, values: Floats, table: InputOutput, **convention: Any) -> Index:
    said: Mapping[str, Any] = {"measure": name, "households": "outside", **convention}
    return Index(values, table.activities, over="activity", name=name, convention=said)
