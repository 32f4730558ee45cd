"""What people can, what the industries use, and what firms expect and get of those who help them.

Specialisation in educations and occupations needs no measure of its own: a table of regions by
educations is a table like any other, and :func:`location_quotient` says what a region has more of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Codes, Floats, Mask, Status, read_only
from fortrinn.errors import SettingError, TableError, listing
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import known_shares
from fortrinn.tables import Columns, arrow_table

if TYPE_CHECKING:
    import pyarrow as pa

LEAST_ANSWERS: Final = 5
"""A mean of fewer answers is withheld: it would tell what single firms said."""
_FEWEST: Final = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class ExpectationGap:
    """What firms expected and what they met: (R, P) each, regions by partners, on the scale asked.

    Iterating gives ``expected``, ``experienced``, ``gap``, ``low``, ``high`` and ``answers``.
    """

    expected: RegionActivityMatrix
    experienced: RegionActivityMatrix
    gap: RegionActivityMatrix
    low: RegionActivityMatrix
    high: RegionActivityMatrix
    answers: RegionActivityMatrix

    def __iter__(self) -> Iterator[RegionActivityMatrix]:
        return (getattr(self, part.name) for part in fields(self))

    def to_arrow(self) -> "pa.Table":
        """A row for each region and partner, with a column for each part and the status."""
        table = self.gap.to_arrow()
        columns = {part.name: part.values.reshape(-1) for part in self}
        return arrow_table(
            {
                "region": table["region"],
                "partner": table["activity"],
                **columns,
                "status": table["status"],
            }
        )


def expectation_gap(
    table: Any,
    *,
    region: str = "region",
    partner: str = "partner",
    expected: str = "expected",
    experienced: str = "experienced",
    scale: tuple[float, float] = (1, 5),
    least: int = LEAST_ANSWERS,
) -> ExpectationGap:
    """Expectation gap: how far what firms met was from what they had expected of a partner.

    Below 0 the partner (a university, the county, a bank) gave less than was hoped for.

    .. math:: G_{rp} = \\bar d_{rp} = \\frac{1}{n_{rp}} \\sum_k (b_k - a_k), \\quad
        \\bar d_{rp} \\pm t_{0.975; n-1} \\frac{s_{rp}}{\\sqrt{n_{rp}}}

    with :math:`a_k` expected and :math:`b_k` experienced in answer :math:`k`, and :math:`s` the
    standard deviation of their differences.

    Parameters
    ----------
    table
        One row for each answer about a partner; an answer that lacks one of the two is left out
        and counted.
    region, partner, expected, experienced
        Names of columns.
    scale
        The lowest and highest answer there can be, the same for both questions.
    least
        Means of fewer answers are withheld; 3 or more.

    Returns
    -------
    ExpectationGap
        (R, P) means, gap, its 95 per cent interval and the number of answers. A cell of fewer
        answers than ``least`` is withheld in all of them, the number too, and no sum is given that
        it could be found from. A cell that nobody answered is missing.

    Raises
    ------
    TableError
        A column or every row is missing, a cell is no number, or an answer is outside the scale.
    SettingError
        ``least`` is below 3, or the scale has no length.

    References
    ----------
    Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1988). SERVQUAL: a multiple-item scale for
    measuring consumer perceptions of service quality. Journal of Retailing 64, 12-40.

    Examples
    --------
    >>> rows = {
    ...     "region": ["Nordland"] * 5,
    ...     "partner": ["university"] * 5,
    ...     "expected": [4, 5, 4, 3, 4],
    ...     "experienced": [3, 3, 4, 2, 3],
    ... }
    >>> gap = expectation_gap(rows)
    >>> print(gap.gap.values, gap.low.values.round(2), gap.high.values.round(2))
    [[-1.]] [[-1.88]] [[-0.12]]
    """
    _check(scale, least)
    columns = Columns(table)
    places, partners = columns.labels(region), columns.labels(partner)
    if not places.codes.size:
        raise TableError(_("The table has no rows. Give at least one."))
    hoped, met = (_answers(columns, name, scale) for name in (expected, experienced))
    whole = ~(np.isnan(hoped) | np.isnan(met))
    shape = (len(places.names), len(partners.names))
    cell = np.ravel_multi_index((places.codes, partners.codes), shape)[whole]
    number = _summed(cell, np.ones(len(cell)), shape)
    parts = _means(cell, hoped[whole], met[whole], number)
    hidden = number < least
    status = np.where(hidden, Status.WITHHELD, Status.PUBLISHED).astype(np.int8)
    status[number == 0] = Status.MISSING
    pattern = RegionActivityMatrix.from_arrays(
        np.where(hidden, np.nan, number), places.names, partners.names, status=status
    )
    convention = {
        "measure": "expectation_gap",
        "gap": "experienced less expected, mean of the answers",
        "interval": "t distribution of paired differences, 95 per cent",
        "scale": list(scale),
        "least_answers": least,
        "left_out": int(np.count_nonzero(~whole)),
    }
    return ExpectationGap(
        **{
            name: pattern.with_values(
                np.where(hidden, np.nan, figures), name=name, convention=convention
            )
            for name, figures in parts.items()
        }
    )


def needed_competence(
    employment: RegionActivityMatrix, profile: RegionActivityMatrix
) -> RegionActivityMatrix:
    """Needed competence: the educations a region's industries would use if they were as elsewhere.

    .. math:: N_{re} = \\sum_i s_{ri} \\, p_{ie}, \\quad p_{ie} = \\frac{y_{ie}}{\\sum_f y_{if}}

    with :math:`s_{ri}` the industry's share of the region and :math:`y_{ie}` the persons with
    education :math:`e` in industry :math:`i` in the country.

    Parameters
    ----------
    employment
        (R, A) persons by industry.
    profile
        (A, E) persons by industry (its rows, by the same names) and education.

    Returns
    -------
    RegionActivityMatrix
        (R, E), shares 0-1 that sum to 1. Industries hidden in the region, or without a whole
        profile, are left out and the shares made to sum to 1 again. NaN for a region without any.

    Raises
    ------
    TableError
        Not one industry has a profile.

    References
    ----------
    The occupational structure of national industries as a forecast for regions: Freeman, R. B.
    (1980). An empirical analysis of the fixed coefficient "manpower requirements" model. Journal of
    Human Resources 15, 176-199, which also says how little fixed the coefficients are.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> profile = RegionActivityMatrix.from_arrays(
    ...     [[8, 2], [5, 5], [2, 8], [1, 9]], ["i1", "i2", "i3", "i4"], ["trade", "master"]
    ... )
    >>> needed_competence(employment(), profile).values
    array([[0.52 , 0.48 ],
           [0.42 , 0.58 ],
           [0.225, 0.775]])
    """
    use = _profile(employment, profile)
    with_profile = ~np.isnan(use[:, 0])
    s, _known = known_shares(
        employment.with_values(
            np.where(with_profile, employment.values, np.nan), name=employment.name, kind="amount"
        )
    )
    needed = s @ np.where(with_profile[:, np.newaxis], use, 0.0)
    return _by_education("needed_competence", needed, employment, profile)


def competence_match(
    held: RegionActivityMatrix, employment: RegionActivityMatrix, profile: RegionActivityMatrix
) -> RegionActivityMatrix:
    """Competence match: what a region has of an education beyond what its industries would use.

    0.03 is three percentage points more than the industries lead one to expect, below 0 fewer.

    .. math:: C_{re} = h_{re} - N_{re}, \\quad h_{re} = \\frac{z_{re}}{\\sum_f z_{rf}}

    with :math:`z_{re}` the region's persons with the education and :math:`N_{re}` as in
    :func:`needed_competence`.

    Parameters
    ----------
    held
        (R, E) persons by education, for all regions of ``employment`` and educations of
        ``profile``.
    employment, profile
        As in :func:`needed_competence`.

    Returns
    -------
    RegionActivityMatrix
        (R, E), from -1 to 1. NaN where a figure is hidden in the region, for all its educations:
        shares of what is left would not compare.

    Raises
    ------
    TableError
        Not one industry has a profile.
    UnknownName
        A region or education is not in ``held``.

    References
    ----------
    Freeman (1980), as in :func:`needed_competence`.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> profile = RegionActivityMatrix.from_arrays(
    ...     [[8, 2], [5, 5], [2, 8], [1, 9]], ["i1", "i2", "i3", "i4"], ["trade", "master"]
    ... )
    >>> held = RegionActivityMatrix.from_arrays(
    ...     [[60, 40], [45, 55], [20, 80]], ["A", "B", "C"], ["trade", "master"]
    ... )
    >>> competence_match(held, employment(), profile).values.round(3)
    array([[ 0.08 , -0.08 ],
           [ 0.03 , -0.03 ],
           [-0.025,  0.025]])
    """
    needed = needed_competence(employment, profile)
    here = held.select(regions=needed.regions, activities=needed.activities)
    whole = here.values.sum(axis=1, keepdims=True)  # NaN with any hidden
    with np.errstate(invalid="ignore", divide="ignore"):
        share = here.values / np.where(whole > 0, whole, np.nan)
    return here.with_values(
        share - needed.values,
        name="competence_match",
        convention={**needed.convention, "measure": "share held less share needed"},
    )


# --- answers ------------------------------------------------------------------------------------


def _check(scale: tuple[float, float], least: int) -> None:
    if not scale[0] < scale[1]:
        raise SettingError(
            _("A scale goes from a lower to a higher answer, not from {low} to {high}."),
            low=scale[0],
            high=scale[1],
        )
    if least < _FEWEST:
        raise SettingError(
            _("A mean must rest on at least {fewest} answers, not {least}."),
            fewest=_FEWEST,
            least=least,
        )


def _answers(columns: Columns, name: str, scale: tuple[float, float]) -> Floats:
    figures, _marks = columns.numbers(name)
    outside = (figures < scale[0]) | (figures > scale[1])
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise TableError(
            _("Row {row} has {figure} in '{column}'; answers go from {low} to {high}. Correct it."),
            row=row + 1,
            figure=f"{figures[row]:.15g}",
            column=name,
            low=scale[0],
            high=scale[1],
        )
    return figures


def _means(cell: Codes, hoped: Floats, met: Floats, number: Floats) -> dict[str, Floats]:
    """Means, gap and interval by cell; NaN where nobody answered."""
    from scipy.special import stdtrit

    shape = number.shape
    answered = np.where(number > 0, number, np.nan)
    mean = [_summed(cell, figures, shape) / answered for figures in (hoped, met, met - hoped)]
    apart = (met - hoped) - mean[2].reshape(-1)[cell]
    freedom = np.where(number > 1, number - 1, np.nan)
    error = np.sqrt(_summed(cell, apart**2, shape) / freedom / answered)
    reach = stdtrit(freedom, 0.975) * error
    return {
        "expected": mean[0],
        "experienced": mean[1],
        "gap": mean[2],
        "low": mean[2] - reach,
        "high": mean[2] + reach,
        "answers": number,
    }


def _summed(cell: Codes, figures: Floats, shape: tuple[int, int]) -> Floats:
    sums = np.bincount(cell, figures, minlength=shape[0] * shape[1])
    return sums.astype(np.float64).reshape(shape)


# --- educations ---------------------------------------------------------------------------------


def _profile(employment: RegionActivityMatrix, profile: RegionActivityMatrix) -> Floats:
    """(A, E), each industry's shares of educations; NaN for one without a whole profile."""
    place = {name: row for row, name in enumerate(profile.regions)}
    use = np.full((len(employment.activities), len(profile.activities)), np.nan)
    for row, activity in enumerate(employment.activities):
        if activity in place:
            use[row] = profile.values[place[activity]]
    total = use.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: Floats = use / np.where(total > 0, total, np.nan)
    if np.isnan(shares).all():
        raise TableError(
            _(
                "No industry of {ours} has a whole profile of educations; the profile is for "
                "{theirs}. Use the same codes."
            ),
            ours=listing(employment.activities, 3),
            theirs=listing(profile.regions, 3),
        )
    return shares


def _by_education(
    name: str, values: Floats, employment: RegionActivityMatrix, profile: RegionActivityMatrix
) -> RegionActivityMatrix:
    nothing: Mask = np.isnan(values)
    status = np.where(nothing, Status.MISSING, Status.PUBLISHED).astype(np.int8)
    return RegionActivityMatrix.from_arrays(
        read_only(values),
        employment.regions,
        profile.activities,
        status=status,
        name=name,
        kind="derived",
        period=employment.period,
        convention={
            "measure": "needed by the industries if they used what they use in the country",
            "industries": "known in the region and with a whole profile, renormalised",
            "undefined": "NaN",
        },
    )
