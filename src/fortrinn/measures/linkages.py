"""How related activities are by who moves between them, who buys from whom, and by name."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from fortrinn.cells import Floats
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures._choices import check_choice
from fortrinn.measures.input_output import InputOutput
from fortrinn.measures.moves import Moves
from fortrinn.measures.proximity import EXCESS, SHARE, Proximity

SelfMoves = Literal["excluded", "included"]
Directions = Literal["mean_of_scaled", "scaled_mean", "together"]


def skill_relatedness(
    moves: Moves,
    *,
    self_moves: SelfMoves = "excluded",
    directions: Directions = "mean_of_scaled",
) -> Proximity:
    """Skill relatedness: whether people change job between two activities more often than chance.

    0 is as by chance, 0.5 three times as often, -0.5 a third. People take their skills along, so
    what they move between uses related skills.

    .. math:: SR_{ij} = \\frac{F_{ij} F_{\\cdot\\cdot}}{F_{i \\cdot} F_{\\cdot j}}, \\quad
        \\phi_{ij} = \\frac12 \\left( \\frac{SR_{ij} - 1}{SR_{ij} + 1}
        + \\frac{SR_{ji} - 1}{SR_{ji} + 1} \\right)

    Parameters
    ----------
    moves
        (A, A) counts of persons. A withheld pair is hidden, and its moves are missing from the
        margins too.
    self_moves
        ``"excluded"``: moves within an activity are left out of the margins, so that an activity
        with much turnover of its own is not far from all others. ``"included"``: they are in.
    directions
        ``"mean_of_scaled"``: as above. ``"scaled_mean"``: the mean of the two ratios is scaled.
        ``"together"``: moves of both directions are added before the ratio is taken.

    Returns
    -------
    Proximity
        (A, A) float64, -1 to 1. A pair with one hidden or undefined direction has the other's
        value; NaN where both are, and where nobody moves in the one that is not hidden: some may in
        the other. ``p_values``: how often chance makes as many moves in both
        directions together (Poisson). The convention counts the self-moves.

    Raises
    ------
    SettingError
        An unknown convention.

    References
    ----------
    Neffke, F. and Henning, M. (2013). Skill relatedness and firm diversification. Strategic
    Management Journal 34, 297-316. Fitjar, R. D. and Timmermans, B. (2017). Regional skill
    relatedness: towards a new measure of regional related diversification. European Planning
    Studies 25, 516-538.

    Examples
    --------
    >>> counts = [[50, 30, 10], [20, 0, 5], [10, 15, 0]]
    >>> moves = Moves.from_arrays(counts, ["a", "b", "c"])
    >>> near = skill_relatedness(moves)
    >>> round(near["a", "b"], 6)
    0.305882
    >>> near.convention["self_moves"]
    'excluded: 50 of 140'
    >>> round(skill_relatedness(moves, self_moves="included")["a", "b"], 6)
    0.092424
    """
    check_choice("self_moves", self_moves, ("excluded", "included"))
    check_choice("directions", directions, ("mean_of_scaled", "scaled_mean", "together"))
    counts = np.array(moves.counts)
    if self_moves == "excluded":
        np.fill_diagonal(counts, 0.0)
    expected = _expected(counts)
    told = _told(counts)
    near = _excess(told, expected, directions)
    np.fill_diagonal(near, 0.0)
    return Proximity.trusted(
        near,
        moves.activities,
        name="skill_relatedness",
        meaning=_(
            "Whether people change job between the two more often than chance: 0 as by chance, "
            "1 always, -1 never."
        ),
        scale=EXCESS,
        p_values=_chance_of_moves(told, expected),
        convention={
            "measure": "skill_relatedness",
            "self_pair": "excluded",
            "self_moves": f"{self_moves}: {moves.within:.0f} of {moves.total:.0f}",
            "directions": directions,
            "released_from": moves.released_from,
        },
    )


def _expected(counts: Floats) -> Floats:
    """(A, A), the moves chance would make with the same numbers leaving and entering."""
    known = np.nan_to_num(counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected: Floats = np.outer(known.sum(axis=1), known.sum(axis=0)) / known.sum()
    return expected


def _told(counts: Floats) -> Floats:
    """The moves without those of pairs that nobody can judge: none one way, hidden the other."""
    silent = np.isnan(counts) & (counts.T == 0)
    return np.where(silent | silent.T, np.nan, counts)


def _excess(counts: Floats, expected: Floats, directions: Directions) -> Floats:
    """Observed against expected moves on the scale from -1 to 1, the same both ways."""
    if directions == "together":
        both, chance = _sum_of_known(counts, expected)
        return _scaled(both, chance)
    if directions == "scaled_mean":
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = counts / np.where(expected > 0, expected, np.nan)
        mean = _mean_of_known(ratio)
        return _scaled(mean, np.ones_like(mean))
    return _mean_of_known(_scaled(counts, expected))


def _scaled(observed: Floats, expected: Floats) -> Floats:
    """(ratio - 1) / (ratio + 1), written so that nothing can overflow."""
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = (observed - expected) / (observed + expected)
    result[~(expected > 0)] = np.nan
    return result


def _mean_of_known(figures: Floats) -> Floats:
    """The mean of both directions, or the one there is."""
    there, back = figures, figures.T
    return np.where(np.isnan(there), back, np.where(np.isnan(back), there, (there + back) / 2))


def _sum_of_known(counts: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Observed and expected moves of the directions that are known, added."""
    known = ~np.isnan(counts)
    observed = np.where(known, counts, 0.0)
    chance = np.where(known, expected, 0.0)
    both = observed + observed.T
    both[~(known | known.T)] = np.nan
    return both, chance + chance.T


def _chance_of_moves(counts: Floats, expected: Floats) -> Floats:
    """(A, A), how often a Poisson number with the expected mean is as large as what was counted."""
    from scipy.special import gammainc

    both, chance = _sum_of_known(counts, expected)
    with np.errstate(invalid="ignore"):
        p_values: Floats = np.where(both > 0, gammainc(np.maximum(both, 1), chance), 1.0)
    p_values[np.isnan(both) | ~(chance > 0)] = np.nan
    np.fill_diagonal(p_values, np.nan)
    return p_values


def trade_linkage(table: InputOutput, *, form: Literal["mean", "largest"] = "mean") -> Proximity:
    """Trade linkage: how much of what two activities buy and sell goes between them.

    .. math:: \\phi_{ij} = \\frac14 \\left( \\frac{Z_{ij}}{Z_{i \\cdot}} +
        \\frac{Z_{ij}}{Z_{\\cdot j}} + \\frac{Z_{ji}}{Z_{j \\cdot}} +
        \\frac{Z_{ji}}{Z_{\\cdot i}} \\right)

    where :math:`Z_{ij}` is what :math:`j` buys from :math:`i`.

    Parameters
    ----------
    table
        A symmetric input-output table in money.
    form
        ``"mean"``: the mean of the four shares, as above. ``"largest"``: the largest of them.

    Returns
    -------
    Proximity
        (A, A) float64, 0-1. NaN for an activity that neither buys from nor sells to any. What
        goes to final use, and what stays within an activity, is not in the shares.

    Raises
    ------
    SettingError
        An unknown form.

    References
    ----------
    Essletzbichler, J. (2015). Relatedness, industrial branching and technological cohesion in US
    metropolitan areas. Regional Studies 49, 752-766. Ellison, G., Glaeser, E. L. and Kerr, W. R.
    (2010). What causes industry agglomeration? American Economic Review 100, 1195-1213 (the
    largest).

    Examples
    --------
    >>> from fortrinn.measures.input_output import InputOutput
    >>> table = InputOutput.from_arrays(
    ...     [[0, 30, 10], [20, 0, 0], [0, 10, 0]], [100, 100, 50], ["farms", "food", "shops"]
    ... )
    >>> trade_linkage(table)["farms", "food"]
    0.875
    """
    check_choice("form", form, ("mean", "largest"))
    flows = np.array(table.flows)
    np.fill_diagonal(flows, 0.0)
    sold, bought = flows.sum(axis=1), flows.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        of_sales = np.where(sold[:, np.newaxis] > 0, flows / sold[:, np.newaxis], 0.0)
        of_purchases = np.where(bought > 0, flows / bought, 0.0)
    shares = np.stack([of_sales, of_purchases, of_sales.T, of_purchases.T])
    near = shares.mean(axis=0) if form == "mean" else shares.max(axis=0)
    alone = (sold == 0) & (bought == 0)
    near[alone] = np.nan
    near[:, alone] = np.nan
    return Proximity.trusted(
        near,
        table.activities,
        name="trade_linkage",
        meaning=_("How much of what the two buy and sell goes between them."),
        scale=SHARE,
        convention={"measure": "trade_linkage", "self_pair": "excluded", "form": form},
    )


def classification_nearness(parents: Mapping[str, str | Sequence[str]]) -> Proximity:
    """Classification nearness: how far down a classification two activities stand together.

    .. math:: \\phi_{ij} = \\frac{\\text{levels shared, from the top}}{\\text{levels there are}}

    Parameters
    ----------
    parents
        For each activity its group, or its groups from the widest to the narrowest, all equally
        many: ``{"10.2": ("C", "10"), "03.1": ("A", "03")}``.

    Returns
    -------
    Proximity
        (A, A) float64, 0-1: 0 without a common group, 1 in the same narrowest group.

    Raises
    ------
    TableError
        The activities do not all have the same number of groups.

    References
    ----------
    Caves, R. E. (1981). Diversification and seller concentration: evidence from changes. Review of
    Economics and Statistics 63, 289-293.

    Examples
    --------
    >>> near = classification_nearness({"10.1": "10", "10.2": "10", "11.0": "11"})
    >>> near["10.1", "10.2"], near["10.1", "11.0"]
    (1.0, 0.0)
    """
    activities = tuple(str(name) for name in parents)
    paths = [(path,) if isinstance(path, str) else tuple(path) for path in parents.values()]
    levels = {len(path) for path in paths}
    if len(levels) != 1 or 0 in levels:
        raise TableError(
            _(
                "The activities do not stand on the same number of levels ({levels}). Give each "
                "its groups from the widest to the narrowest, equally many."
            ),
            levels=", ".join(map(str, sorted(levels))),
        )
    near = _shared_levels(paths, levels.pop())
    np.fill_diagonal(near, 0.0)
    return Proximity.trusted(
        near,
        activities,
        name="classification_nearness",
        meaning=_("How far down the classification the two stand in the same group."),
        scale=SHARE,
        convention={"measure": "classification_nearness", "self_pair": "excluded"},
    )


def _shared_levels(paths: Sequence[tuple[Any, ...]], levels: int) -> Floats:
    """(A, A), the share of the levels on which two paths are still the same."""
    shared = np.zeros((len(paths), len(paths)))
    for level in range(1, levels + 1):
        group: dict[tuple[Any, ...], int] = {}
        code = np.array([group.setdefault(path[:level], len(group)) for path in paths])
        shared += code[:, np.newaxis] == code
    return shared / levels
