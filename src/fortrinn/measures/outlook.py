"""What the activities within a region's reach are worth, and what a new one would bring nearer."""

from collections.abc import Mapping
from typing import Any, Literal

from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._aligned import scores_for, weights_for
from fortrinn.measures._choices import check_choice
from fortrinn.measures._present import present_in
from fortrinn.measures.proximity import Proximity


def outlook(
    quantity: RegionActivityMatrix,
    proximity: Proximity,
    reward: Index | Mapping[str, float],
    threshold: float = 1.0,
    *,
    standardised: bool = False,
) -> Index:
    """Outlook: what the activities a region does not have are worth, the near ones counting more.

    .. math:: O_r = \\sum_i (1 - M_{ri}) D_{ri} w_i

    With complexity as the reward it is known as the complexity outlook index.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences.
    proximity
        As in :func:`fortrinn.measures.density`.
    reward
        :math:`w_i`, what an activity is worth: its complexity, its wages, value added for each
        employee. Where its zero lies matters: activities below zero count against the region.
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent.
    standardised
        Give the regions the mean 0 and the standard deviation 1.

    Returns
    -------
    Index
        (R,), in the unit of the reward, or in standard deviations. An activity without density or
        reward is left out. NaN for a region that is near to something and to nothing with a reward,
        and for all if they are to be standardised and do not differ.

    Raises
    ------
    TableError
        The proximity or the reward is for quite other activities.

    References
    ----------
    Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, technical box 5.4.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location
    >>> near = co_location(employment())
    >>> outlook(employment(), near, {"i1": 1, "i2": 2, "i3": 3, "i4": 4})
    Index(outlook: A 0, B 3, C 2)
    """
    present = present_in(quantity, threshold)
    links = weights_for(proximity, quantity.activities)
    around = kernels.density(present.mask, links, kernels.row_sums(links))
    worth = scores_for(reward, quantity.activities)
    value = kernels.outlook(present.mask, around, worth)
    convention = _convention("outlook", proximity, reward, present.convention)
    if standardised:
        value = kernels.standardised(value)
        convention["scale"] = "mean 0, deviation 1"
    return Index(value, quantity.regions, name="outlook", convention=convention)


def gain(
    quantity: RegionActivityMatrix,
    proximity: Proximity,
    reward: Index | Mapping[str, float],
    threshold: float = 1.0,
    *,
    shared_by: Literal["source", "target"] = "source",
    net_of_density: bool = False,
) -> RegionActivityMatrix:
    """Gain: how much a new activity would raise the region's outlook by what it brings nearer.

    .. math:: G_{ri} = (1 - M_{ri}) \\sum_j (1 - M_{rj}) \\frac{\\phi_{ij}}{\\sum_k \\phi_{jk}} w_j

    Parameters
    ----------
    quantity, proximity, reward, threshold
        As in :func:`outlook`.
    shared_by
        ``"source"``: a link is a share of the links of the activity that comes nearer, which is
        what the change of its density is. ``"target"``: of the links of the new activity.
    net_of_density
        Take away what the new activity itself contributed to the outlook, :math:`D_{ri} w_i`.

    Returns
    -------
    RegionActivityMatrix
        (R, A), in the unit of the reward. 0 where the activity is present; NaN where it is not and
        has no related activity, or brings something nearer and nothing with a reward.

    Raises
    ------
    SettingError
        An unknown convention.
    TableError
        The proximity or the reward is for quite other activities.

    References
    ----------
    Hausmann, R. et al. (2014). The Atlas of Economic Complexity. MIT Press, technical box 5.4.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location
    >>> near = co_location(employment())
    >>> gain(employment(), near, {"i1": 1, "i2": 2, "i3": 3, "i4": 4}).values
    array([[ 0.,  2.,  2.,  5.],
           [nan,  0.,  0.,  0.],
           [nan,  0.,  0.,  0.]])
    """
    check_choice("shared_by", shared_by, ("source", "target"))
    present = present_in(quantity, threshold)
    links = weights_for(proximity, quantity.activities)
    sums = kernels.row_sums(links)
    worth = scores_for(reward, quantity.activities)
    around = kernels.density(present.mask, links, sums) if net_of_density else None
    value = kernels.gain(
        present.mask, links, sums, worth, by_target=shared_by == "target", net_of=around
    )
    convention = _convention("gain", proximity, reward, present.convention)
    convention |= {"shared_by": shared_by, "net_of_density": net_of_density}
    return quantity.with_values(value, name="gain", convention=convention)


def _convention(
    measure: str,
    proximity: Proximity,
    reward: Index | Mapping[str, float],
    presences: dict[str, Any],
) -> dict[str, Any]:
    name, scale = "given", "as given"
    if isinstance(reward, Index):
        name, scale = reward.name, reward.convention.get("scale", scale)
    return {
        "measure": measure,
        "source": proximity.name,
        "self_pair": proximity.convention.get("self_pair", "as on the diagonal"),
        "reward": name,
        "reward_scale": scale,
        **presences,
    }
