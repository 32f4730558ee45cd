"""How well scores put what happened before what did not: exact, ties shared."""

import numpy as np

from fortrinn.cells import Floats, Mask


def roc_auc(scores: Floats, happened: Mask) -> float:
    """The chance that one that happened is scored above one that did not; a tie counts a half.

    NaN where there are not both kinds.

    >>> float(roc_auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])))
    0.75
    """
    above, pairs = concordance(scores, happened)
    return above / pairs if pairs else float("nan")


def concordance(scores: Floats, happened: Mask) -> tuple[float, float]:
    """Pairs of one that happened and one that did not: how many are in order, and how many all."""
    wins = int(np.count_nonzero(happened))
    losses = len(happened) - wins
    _value, place = np.unique(scores, return_inverse=True)
    lost = np.bincount(place[~happened], minlength=len(_value)).astype(np.float64)
    won = np.bincount(place[happened], minlength=len(_value)).astype(np.float64)
    below = np.cumsum(lost) - lost
    return float((won * (below + lost / 2)).sum()), float(wins) * losses


def hits_among_first(scores: Floats, happened: Mask, first: int) -> tuple[float, int]:
    """How many of the highest scored happened, and how many were looked at.

    Where a tie goes across the line, its places are shared evenly among those that tie.

    >>> hits_among_first(np.array([0.9, 0.5, 0.5]), np.array([True, True, False]), 2)
    (1.5, 2)
    """
    looked_at = min(first, len(scores))
    if looked_at == 0:
        return 0.0, 0
    line = np.partition(scores, len(scores) - looked_at)[len(scores) - looked_at]
    surely = scores > line
    tied = scores == line
    places = looked_at - int(np.count_nonzero(surely))
    share = np.count_nonzero(happened & tied) / np.count_nonzero(tied)
    return float(np.count_nonzero(happened & surely) + places * share), looked_at
