"""Which end of the axis is the complex one: decided once for regions and activities, and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from fortrinn.cells import Floats
from fortrinn.errors import TableError, listing, refuse_name
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.measures._aligned import figures_of
from fortrinn.measures._core import Core
from fortrinn.measures.notes import Note

Anchor = str | Index | Mapping[str, float]
SignRule = Literal["diversity", "reflections"]

WEAK: Final = 0.3
"""Below this correlation the rule hardly decides the sign."""

_NO_CORRELATION: Final = 1e-9
_REFLECTIONS: Final = 20


@dataclass(frozen=True)
class Sign:
    """1 or -1, the rule that decided, and how the scores go with what could have decided."""

    value: int
    rule: str
    correlations: dict[str, float]
    notes: tuple[Note, ...]


def decide(
    regions: Floats,
    activities: Floats,
    core: Core,
    names: tuple[tuple[str, ...], tuple[str, ...]],
    rule: SignRule,
    anchor: Anchor | None,
) -> Sign:
    """The sign of the pair, by the anchor if there is one, else by the rule."""
    found = {
        "diversity": correlation(regions, core.diversity),
        "ubiquity": correlation(activities, core.ubiquity),
    }
    decisive = "anchor" if anchor is not None else rule
    if anchor is not None:
        side, figures = _anchor_figures(anchor, core, names)
        found["anchor"] = correlation(regions if side == "region" else activities, figures)
    if rule == "reflections":
        found["reflections"] = correlation(regions, _reflected(core))
    value, decided_by, notes = _direction(found, decisive, activities)
    return Sign(value, decided_by, {key: value * r for key, r in found.items()}, notes)


RULES: Final = {
    "diversity": _("diversity"),
    "ubiquity": _("ubiquity"),
    "reflections": _("reflections"),
    "anchor": _("the anchor"),
}
"""What the rules are called in a sentence."""

HARDLY: Final = _(
    "A correlation of only {r:.2f} with {rule} decides which end is the complex one. Name an "
    "anchor that belongs to one end: income, wages, education or an activity."
)
ARBITRARY: Final = _(
    "Nothing in the table decides which end is the complex one. Name an anchor that belongs to one "
    "end: income, wages, education or an activity."
)


def _direction(
    found: dict[str, float], decisive: str, activities: Floats
) -> tuple[int, str, tuple[Note, ...]]:
    """The sign, what decided it, and what must be said of that.

    Where the rule says nothing the next one is asked, and at last the shape of the scores, which
    at least does not depend on the order of the names.
    """
    for rule, turn in ((decisive, 1), ("diversity", 1), ("ubiquity", -1)):
        r = found[rule]
        if abs(r) > _NO_CORRELATION:
            weak = rule != decisive or abs(r) < WEAK
            notes = (Note(HARDLY, {"rule": RULES[rule], "r": abs(r)}),) if weak else ()
            return (1 if turn * r > 0 else -1), rule, notes
    lopsided = float(((activities - activities.mean()) ** 3).sum())
    return (1 if lopsided >= 0 else -1), decisive, (Note(ARBITRARY),)


def correlation(one: Floats, other: Floats) -> float:
    """Pearson correlation over what is known in both; NaN becomes 0: it decides nothing."""
    known = ~(np.isnan(one) | np.isnan(other))
    if known.sum() < 3:
        return 0.0
    x, y = one[known] - one[known].mean(), other[known] - other[known].mean()
    size = np.sqrt((x @ x) * (y @ y))
    scale = np.abs(one[known]).max() * np.abs(other[known]).max()
    return float(x @ y / size) if size > 1e-12 * scale else 0.0


def _reflected(core: Core) -> Floats:
    """The regions after twenty reflections, rescaled each time so that no digit is lost."""
    present, scores = core.figures, core.diversity
    for _step in range(_REFLECTIONS // 2):
        mirrored = (present.T @ scores) / core.ubiquity
        scores = (present @ mirrored) / core.diversity
        spread = scores.std()
        if spread <= 1e-12 * np.abs(scores).max():
            return np.zeros_like(scores)
        scores = (scores - scores.mean()) / spread
    return scores


def _anchor_figures(
    anchor: Anchor, core: Core, names: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[str, Floats]:
    """The side the anchor stands on and its figures there; a named activity is where it is."""
    regions = tuple(names[0][row] for row in core.rows)
    activities = tuple(names[1][column] for column in core.columns)
    if isinstance(anchor, str):
        if anchor not in activities:
            refuse_name(anchor, activities)
        return "region", core.present[:, activities.index(anchor)].astype(np.float64)
    figures = dict(anchor.items())
    over_activities = (
        anchor.over == "activity"
        if isinstance(anchor, Index)
        else not any(name in figures for name in regions)
    )
    wanted = activities if over_activities else regions
    values = figures_of(figures, wanted)
    if (~np.isnan(values)).sum() < 3:
        raise TableError(
            _(
                "The anchor is for {given}, the table has {wanted}. Give a figure for at least "
                "three of its regions or activities."
            ),
            given=listing(tuple(figures), 3),
            wanted=listing(wanted, 3),
        )
    return ("activity" if over_activities else "region"), values
