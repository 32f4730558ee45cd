"""How related activities are, from where they are found together."""

from typing import Any, Final, Literal

import numpy as np

from fortrinn.cells import Floats, ReadOnlyDict, read_only
from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._choices import check_choice
from fortrinn.measures._kernels import Expected, Real
from fortrinn.measures._present import Present, present_in
from fortrinn.measures.pairs import CoOccurrence
from fortrinn.measures.proximity import AGAINST_CHANCE, SHARE, Proximity, Scale
from fortrinn.measures.specialisation import location_quotient

SelfPair = Literal["excluded", "included"]
Margins = Literal["pairs", "occurrences"]

CO_LOCATION: Final = (
    "co_location",
    _("How likely a region that has one of the two has the other: the lower of both ways."),
    SHARE,
)


def co_occurrence(quantity: RegionActivityMatrix, threshold: float = 1.0) -> CoOccurrence:
    """Co-occurrence: the number of regions that are specialised in both activities.

    .. math:: C_{ij} = \\sum_r M_{ri} M_{rj}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences (a derived table of 0 and 1).
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent and is
        counted in the convention.

    Returns
    -------
    CoOccurrence
        (A, A) whole numbers from 0 to R; the diagonal is the ubiquity.

    Raises
    ------
    TableError
        A derived table holds other figures than 0 and 1.

    References
    ----------
    Teece, D. J., Rumelt, R., Dosi, G. and Winter, S. (1994). Understanding corporate coherence.
    Journal of Economic Behavior & Organization 23, 1-30.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> co_occurrence(employment()).counts[1:, 1:]
    array([[1., 0., 1.],
           [0., 1., 1.],
           [1., 1., 2.]])
    """
    present = present_in(quantity, threshold)
    counts = kernels.co_occurrence(present.mask).astype(np.float64)
    return CoOccurrence(
        read_only(counts),
        read_only(counts.diagonal().copy()),
        float(len(quantity.regions)),
        quantity.activities,
        ReadOnlyDict({"pairs": "present in the same region", **present.convention}),
    )


def co_location(
    quantity: RegionActivityMatrix | CoOccurrence,
    threshold: float = 1.0,
    *,
    self_pair: SelfPair = "excluded",
) -> Proximity:
    """Co-location: how likely a region with one of two activities has the other, the lower of both.

    .. math:: \\phi_{ij} = \\min\\left( \\frac{C_{ij}}{u_i}, \\frac{C_{ij}}{u_j} \\right),
        \\quad C_{ij} = \\sum_r M_{ri} M_{rj}, \\quad u_i = \\sum_r M_{ri}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, presences, or a co-occurrence with known occurrences.
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent.
    self_pair
        ``"excluded"``: the diagonal is 0. ``"included"``: it is 1, as some packages have it, so
        that an activity supports itself.

    Returns
    -------
    Proximity
        (A, A) float32, 0-1. NaN for an activity that no region has.

    Raises
    ------
    SettingError
        A co-occurrence without occurrences, or an unknown convention.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product space
    conditions the development of nations. Science 317, 482-487.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> near = co_location(employment())
    >>> near["i2", "i4"], near["i2", "i3"]
    (0.5, 0.0)
    """
    check_choice("self_pair", self_pair, ("excluded", "included"))
    joint = _joint(quantity, threshold, "occurrences")
    return joint.proximity(
        kernels.larger,
        *CO_LOCATION,
        diagonal=1.0 if self_pair == "included" else 0.0,
        self_pair=self_pair,
    )


def association_strength(
    quantity: RegionActivityMatrix | CoOccurrence,
    threshold: float = 1.0,
    *,
    margins: Margins = "pairs",
) -> Proximity:
    """Association strength: how many times as often as by chance two activities are found together.

    1 is as by chance, 2 twice as often.

    .. math:: \\phi_{ij} = \\frac{C_{ij} T}{S_i S_j}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, presences, or a co-occurrence.
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent.
    margins
        ``"pairs"``: :math:`S_i = \\sum_{j \\ne i} C_{ij}` and :math:`T = \\sum_i S_i`, chance draws
        pairs. ``"occurrences"``: :math:`S_i = u_i` and :math:`T` the number of places, chance
        draws an activity for each place (also called lift).

    Returns
    -------
    Proximity
        (A, A) from 0 up, float32 (float64 for given counts). NaN for an activity that is never
        found with another, or never at all.

    Raises
    ------
    SettingError
        A co-occurrence without occurrences is asked for those margins, or an unknown convention.

    References
    ----------
    van Eck, N. J. and Waltman, L. (2009). How to normalize cooccurrence data? An analysis of some
    well-known similarity measures. JASIST 60, 1635-1651.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> association_strength(employment())["i2", "i4"]
    2.0
    """
    joint = _joint(quantity, threshold, margins)
    return joint.proximity(
        lambda s_i, s_j, _counts: s_i * s_j / joint.total,
        "association_strength",
        _("How many times as often as by chance the two are found together; 1 is as by chance."),
        AGAINST_CHANCE,
    )


def probability(
    quantity: RegionActivityMatrix | CoOccurrence,
    threshold: float = 1.0,
    *,
    margins: Margins = "pairs",
) -> Proximity:
    """Probability index: association strength where an activity cannot be paired with itself.

    .. math:: \\phi_{ij} = \\frac{C_{ij}}{\\left(\\frac{S_i}{T} \\frac{S_j}{T - S_i}
        + \\frac{S_j}{T} \\frac{S_i}{T - S_j}\\right) \\frac{T}{2}}

    Parameters
    ----------
    quantity, threshold, margins
        As in :func:`association_strength`.

    Returns
    -------
    Proximity
        (A, A) from 0 up, 1 as by chance. NaN where nothing can be expected: an activity that is
        never found with another, or one that is in every pair (or every place).

    Raises
    ------
    SettingError
        A co-occurrence without occurrences is asked for those margins, or an unknown convention.

    References
    ----------
    Steijn, M. P. A. (2017). Improvement on the association strength: implementing probability
    measures based on combinations without repetition. Working paper, Utrecht University.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> round(probability(employment())["i2", "i4"], 6)
    1.2
    """
    joint = _joint(quantity, threshold, margins)
    T = joint.total

    def expected(s_i: Real, s_j: Real, _counts: Real) -> Real:
        by: Real = (s_i * s_j / (T - s_i) + s_i * s_j / (T - s_j)) / 2
        return by

    return joint.proximity(
        expected,
        "probability",
        _("How many times as often as by chance the two are found together; 1 is as by chance."),
        AGAINST_CHANCE,
    )


def cosine(
    quantity: RegionActivityMatrix | CoOccurrence,
    threshold: float = 1.0,
    *,
    margins: Margins = "occurrences",
) -> Proximity:
    """Cosine: co-occurrence over the geometric mean of the two activities' sizes.

    .. math:: \\phi_{ij} = \\frac{C_{ij}}{\\sqrt{S_i S_j}}

    Parameters
    ----------
    quantity, threshold
        As in :func:`association_strength`.
    margins
        ``"occurrences"``: :math:`S_i = u_i`, the angle between the two columns of presences.
        ``"pairs"``: :math:`S_i = \\sum_{j \\ne i} C_{ij}`.

    Returns
    -------
    Proximity
        (A, A), 0-1. NaN for an activity nobody has.

    Raises
    ------
    SettingError
        A co-occurrence without occurrences is asked for those margins, or an unknown convention.

    References
    ----------
    van Eck, N. J. and Waltman, L. (2009), as in :func:`association_strength`.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> round(cosine(employment())["i2", "i4"], 6)
    0.707107
    """
    joint = _joint(quantity, threshold, margins)
    return joint.proximity(
        lambda s_i, s_j, _counts: np.sqrt(s_i * s_j),
        "cosine",
        _("The overlap of where the two are found: 0 nowhere, 1 the same places."),
        SHARE,
    )


def jaccard(
    quantity: RegionActivityMatrix | CoOccurrence,
    threshold: float = 1.0,
    *,
    margins: Margins = "occurrences",
) -> Proximity:
    """Jaccard index: of the places that have either activity, the share that has both.

    .. math:: \\phi_{ij} = \\frac{C_{ij}}{S_i + S_j - C_{ij}}

    Parameters
    ----------
    quantity, threshold, margins
        As in :func:`cosine`.

    Returns
    -------
    Proximity
        (A, A), 0-1. NaN for an activity nobody has.

    Raises
    ------
    SettingError
        A co-occurrence without occurrences is asked for those margins, or an unknown convention.

    References
    ----------
    Jaccard, P. (1901). Etude comparative de la distribution florale. Bulletin de la Societe
    Vaudoise des Sciences Naturelles 37, 547-579.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> jaccard(employment())["i2", "i4"]
    0.5
    """
    joint = _joint(quantity, threshold, margins)
    return joint.proximity(
        lambda s_i, s_j, counts: s_i + s_j - counts,
        "jaccard",
        _("Of the places that have either of the two, the share that has both."),
        SHARE,
    )


def quotient_correlation(
    quantity: RegionActivityMatrix, *, self_pair: SelfPair = "excluded"
) -> Proximity:
    """Quotient correlation: whether two activities are strong in the same regions.

    Unlike co-location it uses how strong, not only whether, and has no threshold.

    .. math:: \\phi_{ij} = \\frac{1 + \\mathrm{corr}_r(LQ_{ri}, LQ_{rj})}{2}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts; a derived table is taken as the quotients themselves.
    self_pair
        As in :func:`co_location`.

    Returns
    -------
    Proximity
        (A, A) float32, 0-1; 0.5 is no correlation. A pair is correlated over the regions where
        both quotients are known. NaN where one does not vary there.

    Raises
    ------
    SettingError
        An unknown convention.

    References
    ----------
    Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> round(quotient_correlation(employment())["i2", "i4"], 4)
    0.5262
    """
    check_choice("self_pair", self_pair, ("excluded", "included"))
    derived = quantity.kind == "derived"
    quotients = quantity.values if derived else location_quotient(quantity).values
    near = kernels.correlation(quotients)
    near += 1
    near /= 2
    undefined = np.isnan(near.diagonal())
    kernels.set_diagonal(near, 1.0 if self_pair == "included" else 0.0)
    near[undefined, undefined] = np.nan
    return Proximity.trusted(
        near,
        quantity.activities,
        name="quotient_correlation",
        meaning=_("Whether the two are strong in the same regions: 1 always, 0.5 no connection."),
        scale=Scale(0, 0.5, 1),
        convention={
            "measure": "quotient_correlation",
            "self_pair": self_pair,
            "hidden_cells": "left out pair by pair",
        },
    )


# --- counts on their way to a proximity ---------------------------------------------------------


class _Joint:
    """How often pairs are found together, counted or still to be, and what that is judged by."""

    def __init__(
        self,
        found: Present | CoOccurrence,
        sizes: Floats,
        total: float,
        names: tuple[str, ...],
        said: dict[str, Any],
    ) -> None:
        self.found = found
        self.sizes = sizes
        self.total = total
        self.names = names
        self.said = said

    def divided_by(self, expected: Expected) -> Real:
        """(A, A), fresh, the counts over what is expected."""
        if isinstance(self.found, Present):
            return kernels.related(self.found.mask, self.sizes, expected)
        counts = np.array(self.found.counts)
        kernels.divide_by(counts, self.sizes, expected)
        return counts

    def proximity(
        self,
        expected: Expected,
        name: str,
        meaning: str,
        scale: Scale,
        *,
        diagonal: float = 0.0,
        **said: str,
    ) -> Proximity:
        near = self.divided_by(expected)
        kernels.set_diagonal(near, diagonal)
        nobody = self.sizes == 0
        if nobody.any():
            near[nobody] = np.nan
            near[:, nobody] = np.nan
        return Proximity.trusted(
            near,
            self.names,
            name=name,
            meaning=meaning,
            scale=scale,
            convention={"measure": name, "self_pair": "excluded", **self.said, **said},
        )


def _joint(
    quantity: RegionActivityMatrix | CoOccurrence, threshold: float, margins: Margins
) -> _Joint:
    check_choice("margins", margins, ("pairs", "occurrences"))
    if isinstance(quantity, CoOccurrence):
        found: Present | CoOccurrence = quantity
        occurrences, places = quantity.occurrences, quantity.places
        said = dict(quantity.convention)
    else:
        found = present_in(quantity, threshold)
        occurrences, places = found.sums[1], float(len(quantity.regions))
        said = {"pairs": "present in the same region", **found.convention}
    said["margins"] = margins
    if margins == "occurrences":
        _check_occurrences(occurrences)
        return _Joint(found, occurrences, places, quantity.activities, said)
    sizes = _pairs_of_each(found)
    return _Joint(found, sizes, float(sizes.sum()), quantity.activities, said)


def _pairs_of_each(found: Present | CoOccurrence) -> Floats:
    """(A,), in how many pairs each activity is: a place with n activities gives each n - 1."""
    if isinstance(found, CoOccurrence):
        counts = np.array(found.counts)
        kernels.set_diagonal(counts, 0.0)
        return np.asarray(counts.sum(axis=1))
    others = found.mask.sum(axis=1) - 1.0
    return np.asarray(others @ found.mask.astype(np.float64))


def _check_occurrences(occurrences: Floats) -> None:
    if np.isnan(occurrences).any():
        raise SettingError(
            _(
                "Only counts of pairs are known, not how often each activity was found. Give "
                "occurrences too, or choose margins='pairs'."
            )
        )
