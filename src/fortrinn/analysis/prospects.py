"""What the regions have and what lies around it, period by period: complexity, fitness, density,
outlook and gain. What has no meaning for a table is left empty, with the reason.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from fortrinn.analysis.nearness import Nearness, together
from fortrinn.cells import Floats, Mask, position, read_only
from fortrinn.errors import FortrinnError, TableError, UndefinedMeasure
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._aligned import scores_for
from fortrinn.measures._kernels import Real
from fortrinn.measures._present import hidden_cells
from fortrinn.measures._sign import ARBITRARY, WEAK
from fortrinn.measures._standing import agreement_around, ranks_among
from fortrinn.measures.complexity import Complexity, carried_complexity, complexity
from fortrinn.measures.density import density_bounds
from fortrinn.measures.fitness import fitness
from fortrinn.measures.notes import Note
from fortrinn.measures.outlook import gain, outlook
from fortrinn.measures.specialisation import presence
from fortrinn.options import applicable
from fortrinn.panel import Panel


@dataclass(frozen=True, eq=False)
class Prospects:
    """One period.

    Attributes
    ----------
    quantity
        The figures.
    present, hidden
        (R, A), the activities a region is specialised in, and those whose figure nobody knows.
    complexity
        The pair that was found in the table, or why there is none, or None where scores learned
        elsewhere were given.
    complexity_of_regions, complexity_of_activities
        (R,) and (A,), found or carried over; NaN where they are not defined.
    fitness
        (R,), NaN where it is not defined, with the reason in ``unfit``.
    density, density_high
        (R, A) float32, with what is hidden taken as absent, and as present.
    options
        (R, A), the activities a region is not specialised in and could have; none where nothing is
        known of it.
    ranks
        (R, A) float32, how near each option is among those of its region, from 0 to 1.
    outlook, gain
        (R,) and (R, A) float32; NaN without complexity.
    agreement
        (R, A) float32, how far several sources agree about what is near; None with one source.
    """

    quantity: RegionActivityMatrix
    present: Mask
    hidden: Mask
    complexity: Complexity | UndefinedMeasure | None
    complexity_of_regions: Floats
    complexity_of_activities: Floats
    fitness: Floats
    unfit: UndefinedMeasure | None
    density: Real
    density_high: Real
    options: Mask
    ranks: Real
    outlook: Floats
    gain: Real | None
    agreement: Real | None

    @property
    def silent(self) -> Mask:
        """(R,), regions of which nothing can be told in this period: they have no options."""
        return _silent(self.quantity)


Scores = Mapping[str, float]
Axis = Complexity | UndefinedMeasure | None


def prospects(
    panel: Panel,
    near: Nearness,
    *,
    threshold: float,
    anchor: str | None = None,
    scores: Scores | None = None,
) -> tuple[Prospects, ...]:
    """Every period.

    The sign of complexity is decided once, in the last period that has it; the others are turned
    so that their activities go with that one's. With ``scores`` of the activities, learned
    elsewhere, a region is as complex as its activities are on average.

    Raises :class:`UnknownName` for an anchor that is no activity of the table.
    """
    if anchor is not None:
        position(anchor, panel.activities)
    quantities = list(panel)
    axes: list[Axis] = [None] * len(quantities)
    if scores is None:
        axes = _pairs(quantities, threshold, anchor)

    def work(quantity: RegionActivityMatrix, axis: Axis) -> Prospects:
        return prospects_of(quantity, near, axis, threshold=threshold, scores=scores)

    return tuple(side_by_side(work, quantities, axes))


def side_by_side(work: Callable[..., Any], *each: Iterable[Any]) -> list[Any]:
    """Work on several periods at once."""
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return list(pool.map(work, *each))


def one_ahead(work: Callable[..., Any], *each: Iterable[Any]) -> Iterator[Any]:
    """Work on one period after the other, the next while the caller is busy with this one."""
    with ThreadPoolExecutor(2) as pool:
        waiting: deque[Future[Any]] = deque()
        for arguments in zip(*each, strict=True):
            waiting.append(pool.submit(work, *arguments))
            if len(waiting) > 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def prospects_of(
    quantity: RegionActivityMatrix,
    near: Nearness,
    axis: Axis,
    *,
    threshold: float,
    scores: Scores | None = None,
) -> Prospects:
    """One period, with a complexity whose sign is decided, or with scores learned elsewhere."""
    linked, agreed = together(near.of(quantity, threshold), quantity.activities)
    low, high = density_bounds(quantity, linked, threshold)
    present = presence(quantity, threshold).values > 0
    hidden = hidden_cells(quantity)
    fit, unfit = _fitness(quantity, threshold)
    around = _single(low.values)
    regions, activities = _complexity(quantity, axis, scores, threshold)
    worth, brings = np.full(len(quantity.regions), np.nan), None
    if not np.isnan(activities).all():
        reward = dict(zip(quantity.activities, activities.tolist(), strict=True))
        worth = outlook(quantity, linked, reward, threshold).values
        worth = np.where(_silent(quantity), np.nan, worth)
        brings = _single(gain(quantity, linked, reward, threshold).values)
    options = ~present & could_have(quantity)
    return Prospects(
        quantity=quantity,
        present=read_only(present),
        hidden=read_only(hidden),
        complexity=axis,
        complexity_of_regions=regions,
        complexity_of_activities=activities,
        fitness=fit,
        unfit=unfit,
        density=around,
        density_high=_single(high.values) if hidden.any() else around,
        options=read_only(options),
        ranks=_single(ranks_among(around, options)),
        outlook=worth,
        gain=brings,
        agreement=None
        if agreed is None
        else _single(agreement_around(agreed, linked, quantity.activities, present)),
    )


def could_have(quantity: RegionActivityMatrix) -> Mask:
    """(R, A), what may be an option: not where nothing is known, nor where there can be none."""
    return applicable(quantity) & ~_silent(quantity)[:, np.newaxis]


def _silent(quantity: RegionActivityMatrix) -> Mask:
    """(R,), True where no figure is known, or not the total that the figures are compared with."""
    return np.logical_not(quantity.known.any(axis=1)) | np.isnan(quantity.region_totals)


def _complexity(
    quantity: RegionActivityMatrix, axis: Axis, scores: Scores | None, threshold: float
) -> tuple[Floats, Floats]:
    """Of the regions and of the activities: found, carried over, or NaN."""
    if scores is not None:
        carried = carried_complexity(quantity, scores, threshold).values
        return carried, scores_for(scores, quantity.activities)
    if isinstance(axis, Complexity):
        return axis.regions.values, axis.activities.values
    return np.full(len(quantity.regions), np.nan), np.full(len(quantity.activities), np.nan)


def _single(figures: Floats) -> Real:
    return read_only(figures.astype(np.float32))


def _fitness(
    quantity: RegionActivityMatrix, threshold: float
) -> tuple[Floats, UndefinedMeasure | None]:
    try:
        return fitness(quantity, threshold).regions.values, None
    except UndefinedMeasure as refused:
        return np.full(len(quantity.regions), np.nan), refused


# --- the sign, once for all periods -------------------------------------------------------------


def _pairs(
    quantities: Sequence[RegionActivityMatrix], threshold: float, anchor: str | None
) -> list[Axis]:
    """Complexity of each period, turned as in the last period that has it."""
    last: list[Axis] = []
    earlier = list(quantities)
    lead: Complexity | None = None
    while earlier and lead is None:
        pair = _pair(earlier.pop(), threshold, anchor, None)
        lead = pair if isinstance(pair, Complexity) else None
        last.insert(0, pair)
    turned = side_by_side(lambda each: _pair(each, threshold, anchor, lead), earlier)
    return [*turned, *last]


def _pair(
    quantity: RegionActivityMatrix, threshold: float, anchor: str | None, lead: Complexity | None
) -> Complexity | UndefinedMeasure:
    try:
        if lead is None:
            return _decided(complexity(quantity, threshold, anchor=anchor))
        return complexity(quantity, threshold, anchor=lead.activities)
    except UndefinedMeasure as refused:
        return refused
    except TableError as refused:  # too few activities in common with the period that leads
        return UndefinedMeasure(refused.template, **refused.fields)


def _decided(pair: Complexity) -> Complexity | UndefinedMeasure:
    """The pair, unless nothing at all says which end is the complex one."""
    if any(note.template == ARBITRARY for note in pair.notes):
        return UndefinedMeasure(ARBITRARY)
    return pair


# --- what there is to say about it --------------------------------------------------------------

_CARRIED: Final = _(
    "Complexity is carried over from elsewhere: {known} of {all} activities have a score, and a "
    "region's is the mean over those it has."
)
_NO_COMPLEXITY: Final = _("Complexity, outlook and gain are empty{when}: {reason}")
_NO_DENSITY: Final = _("Density is empty{when}: {reason}")
_LINKLESS: Final = _("No two activities are linked by what it rests on.")
_NO_FITNESS: Final = _("Fitness is empty{when}: {reason}")
_SIGN: Final = {
    "diversity": _(
        "High complexity is the end of many-sided regions{when}: it goes with diversity by a "
        "correlation of {diversity:.2f}, and with ubiquity by {ubiquity:.2f}."
    ),
    "ubiquity": _(
        "High complexity is the end of activities that few regions have{when}: it goes with "
        "diversity by a correlation of {diversity:.2f}, and with ubiquity by {ubiquity:.2f}."
    ),
    "anchor": _(
        "High complexity is the end of the anchor, '{name}'{when}: it goes with it by a "
        "correlation of {anchor:.2f}, with diversity by {diversity:.2f}, and with ubiquity by "
        "{ubiquity:.2f}."
    ),
}
_WEAK: Final = _(
    "That correlation is weak (below {weak}), so the other end might as well be the complex one: "
    "read the order, not its direction, or name an activity of the complex end with the setting "
    "'anchor'."
)
_OTHER_AXIS: Final = _(
    "Complexity{when} lies along another order than in {lead}. Do not compare the scores."
)


def notes_on_prospects(
    every: Sequence[Prospects], *, dated: bool, anchor: str | None, scores: Scores | None
) -> Iterator[Note]:
    """What a reader should know: what is empty and why, and how the sign was decided."""
    if scores is not None:
        known = int(np.count_nonzero(~np.isnan(every[-1].complexity_of_activities)))
        all_ = len(every[-1].quantity.activities)
        yield Note(_CARRIED, {"known": known, "all": all_})
    yield from _empty(every, _NO_DENSITY, _refusal_of_density, dated)
    yield from _empty(every, _NO_COMPLEXITY, _refusal_of_complexity, dated)
    yield from _empty(every, _NO_FITNESS, lambda each: each.unfit, dated)
    leads = [each for each in every if isinstance(each.complexity, Complexity)]
    if leads:
        yield from _sign(leads, dated, anchor)


def _refusal_of_density(each: Prospects) -> UndefinedMeasure | None:
    return UndefinedMeasure(_LINKLESS) if np.isnan(each.density).all() else None


def _refusal_of_complexity(each: Prospects) -> UndefinedMeasure | None:
    return each.complexity if isinstance(each.complexity, UndefinedMeasure) else None


def _empty(
    every: Sequence[Prospects],
    text: str,
    refusal: Callable[[Prospects], FortrinnError | None],
    dated: bool,
) -> Iterator[Note]:
    """One sentence for each reason, with the periods it holds for."""
    reasons: dict[str, tuple[FortrinnError, list[str]]] = {}
    for each in every:
        refused = refusal(each)
        if refused is not None:
            reasons.setdefault(str(refused), (refused, []))[1].append(each.quantity.period or "")
    for refused, periods in reasons.values():
        when = _when(periods, dated and len(periods) < len(every))
        yield Note(text, {"when": when, "reason": Note.of(refused)})


def _when(periods: Sequence[str], said: bool) -> str:
    return f" ({', '.join(periods)})" if said else ""


def _sign(leads: Sequence[Prospects], dated: bool, anchor: str | None) -> Iterator[Note]:
    lead = leads[-1]
    pair = lead.complexity
    assert isinstance(pair, Complexity)
    when = _when([lead.quantity.period or ""], dated)
    yield Note(_SIGN[pair.sign_rule], {**pair.correlations, "when": when, "name": anchor})
    if abs(pair.correlations[pair.sign_rule]) < WEAK:
        yield Note(_WEAK, {"weak": WEAK})
    turned = [
        each.quantity.period or ""
        for each in leads[:-1]
        if isinstance(each.complexity, Complexity) and each.complexity.notes
    ]
    if turned:
        yield Note(_OTHER_AXIS, {"when": _when(turned, dated), "lead": lead.quantity.period or ""})
