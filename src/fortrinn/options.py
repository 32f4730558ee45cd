"""What a region could turn to: every activity it does not have, with what is known of each.

The table shows where to search. It is in a neutral order, leaves nothing out because it is far
away, and puts no option above another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from fortrinn.cells import Codes, Floats, Mask, ReadOnlyDict, Status, position, read_only
from fortrinn.errors import TableError
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.language import listing, per_cent, translator
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import Proximity, density, density_bounds, gain, location_quotient
from fortrinn.measures._aligned import scores_for, weights_for
from fortrinn.measures._kernels import Real
from fortrinn.measures._present import hidden_cells, present_in
from fortrinn.measures._standing import agreement_around, ranks_among, relative_among
from fortrinn.measures.shares import told_activity_totals
from fortrinn.tables import arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

CAPTION: Final = _(
    "Predicts entry, not the effect of policy. It shows where to search, not what to choose."
)
"""What belongs under every picture of options."""

_NOT_KNOWN: Final = _("Nothing is known of what {activity} is related to.")
_NOTHING: Final = _("{region} has nothing that is related to {activity}.")
_RESTS_ON: Final = _(
    "Of what is related to {activity}, {region} has {share}: most of it in {grounds}."
)


class Ground(NamedTuple):
    """An activity the region has, and its share of the density around an option, 0-1."""

    activity: str
    share: float


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Options:
    """The activities a region does not have, and what is known of each.

    Attributes
    ----------
    region, period
        Whose options they are, and when.
    activities
        The N options, in the order of their names, which is the order of their codes.
    density, density_low, density_high
        (N,), 0-1: how much of what is related the region has; with every withheld activity absent,
        and with all of them present. NaN for an option the proximity does not cover.
    relative_density
        (N,), the same compared with the region's other options, in standard deviations.
    reward, gain
        (N,): what the activity is worth by the reward given, and what it would bring nearer. NaN
        without a reward.
    quotient
        (N,), the location quotient there is already, below the threshold; NaN where hidden.
    size
        (N,), the activity's total in the reference economy; NaN where every figure behind it is
        hidden.
    hidden
        (N,), True where the region's figure, or a total it is compared with, is withheld or
        missing, so that it may have the activity already.
    agreement
        (N,), how far the sources agree about what is near, 0-1; NaN if there is one source.
    reward_name
        What the reward is.
    beside
        Further figures of the activities, by name: growth, wages, jobs in the country.
    convention
        How it was made.
    """

    region: str
    period: str | None
    activities: tuple[str, ...]
    density: Floats
    density_low: Floats
    density_high: Floats
    relative_density: Floats
    reward: Floats
    gain: Floats
    quotient: Floats
    size: Floats
    hidden: Mask
    agreement: Floats
    reward_name: str
    beside: Mapping[str, Floats]
    convention: Convention
    _grounds: tuple[tuple[Ground, ...], ...]

    def __len__(self) -> int:
        return len(self.activities)

    @property
    def not_covered(self) -> tuple[str, ...]:
        """Options the proximity says nothing about: to be named beside every picture."""
        return tuple(
            name for name, near in zip(self.activities, self.density, strict=True) if np.isnan(near)
        )

    def rests_on(self, activity: str) -> tuple[Ground, ...]:
        """The present activities an option rests on, the largest share first.

        Raises :class:`UnknownName` for an activity that is not among the options.
        """
        return self._grounds[position(activity, self.activities)]

    def in_words(self, activity: str, lang: str = "en", *, most: int = 3) -> str:
        """What an option rests on, as a sentence."""
        translate = translator(lang)
        near = self.density[position(activity, self.activities)]
        grounds = [
            f"{ground.activity} ({per_cent(ground.share, lang, 0)})"
            for ground in self.rests_on(activity)[:most]
        ]
        sentence = _NOT_KNOWN if np.isnan(near) else _RESTS_ON if grounds else _NOTHING
        return translate(sentence).format(
            activity=activity,
            region=self.region,
            share=per_cent(float(near), lang, 0),
            grounds=listing(grounds, lang),
        )

    def to_arrow(self) -> "pa.Table":
        """A row for each option: region, activity, period, density with bounds, reward, gain..."""
        import pyarrow as pa

        count = len(self)
        return arrow_table(
            {
                "region": pa.repeat(self.region, count),
                "activity": pa.array(self.activities, pa.string()),
                "period": pa.array([self.period] * count, pa.string()),
                "density": self.density,
                "density_low": self.density_low,
                "density_high": self.density_high,
                "relative_density": self.relative_density,
                self.reward_name: self.reward,
                "gain": self.gain,
                "location_quotient": self.quotient,
                "reference_size": self.size,
                "agreement": self.agreement,
                "hidden": self.hidden,
                **self.beside,
            }
        )

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())

    def __repr__(self) -> str:
        return f"Options({self.region}: {len(self)} activities, reward {self.reward_name})"


def options(
    quantity: RegionActivityMatrix,
    proximity: Proximity,
    region: str,
    *,
    reward: Index | Mapping[str, float] | None = None,
    reward_name: str | None = None,
    threshold: float = 1.0,
    agreement: Floats | None = None,
    beside: Mapping[str, Index | Mapping[str, float]] | None = None,
) -> Options:
    """What a region could turn to: every activity it is not specialised in and could have.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.
    proximity
        How near activities are; ``combine(...).proximity`` for several sources.
    region
        Whose options.
    reward
        What an activity is worth: complexity, wages, value added for each employee. Without one
        ``reward`` and ``gain`` are NaN.
    reward_name
        Its name in tables; the index's own by default.
    threshold
        The quotient from which an activity is present, and therefore no option.
    agreement
        (A, A) of the proximity's activities, from ``combine(...).agreement``.
    beside
        Further figures of activities to stand in the table, by name.

    Returns
    -------
    Options
        All of them, the near and the distant, in neutral order.

    Raises
    ------
    UnknownName
        The region is not in the table.
    TableError
        The proximity or the reward is for quite other activities.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location
    >>> of_a = options(employment(), co_location(employment()), "A", reward={"i2": 1, "i4": 2})
    >>> of_a.activities, of_a.density.tolist()
    (('i2', 'i3', 'i4'), [0.0, 0.0, 0.0])
    >>> of_b = options(employment(), co_location(employment()), "B")
    >>> of_b.not_covered
    ('i1',)
    >>> of_b.in_words("i3")
    'Of what is related to i3, B has 100%: most of it in i4 (100%).'
    """
    row = quantity.row(region)
    here = quantity.select(regions=[region])
    present = present_in(here, threshold).mask[0]
    absent = ~present & applicable(here)[0]
    columns = _neutral_order(quantity.activities, absent)
    low, high = (bound.values[0, columns] for bound in density_bounds(here, proximity, threshold))
    around = density(here, proximity, threshold).values
    relative = relative_among(around, absent[np.newaxis])[0, columns]
    worth, brings = _worth(here, proximity, reward, threshold, columns)
    name = reward_name or (reward.name if isinstance(reward, Index) else "reward")
    return Options(
        region=region,
        period=quantity.period,
        activities=tuple(quantity.activities[i] for i in columns),
        density=read_only(low),
        density_low=read_only(low),
        density_high=read_only(high),
        relative_density=read_only(relative),
        reward=read_only(worth),
        gain=read_only(brings),
        quotient=read_only(_quotients(quantity, row)[columns]),
        size=read_only(told_activity_totals(quantity)[columns]),
        hidden=read_only(hidden_cells(here)[0, columns]),
        agreement=read_only(
            _agreement(agreement, proximity, quantity.activities, present, columns)
        ),
        reward_name=name,
        beside=ReadOnlyDict(_beside(beside or {}, quantity.activities, columns)),
        convention=ReadOnlyDict(
            source=proximity.name,
            threshold=threshold,
            reward=name,
            order="by name",
            left_out="none",
            proximity=dict(proximity.convention),
        ),
        _grounds=_grounds(
            weights_for(proximity, quantity.activities), present, columns, quantity.activities
        ),
    )


def _worth(
    here: RegionActivityMatrix,
    proximity: Proximity,
    reward: Index | Mapping[str, float] | None,
    threshold: float,
    columns: Codes,
) -> tuple[Floats, Floats]:
    """What the options are worth and what they would bring nearer; NaN without a reward."""
    if reward is None:
        unknown = np.full(len(columns), np.nan)
        return unknown, unknown
    worth = scores_for(reward, here.activities)[columns]
    return worth, gain(here, proximity, reward, threshold).values[0, columns]


def _beside(
    figures: Mapping[str, Index | Mapping[str, float]], activities: tuple[str, ...], columns: Codes
) -> dict[str, Floats]:
    return {
        name: read_only(scores_for(each, activities)[columns]) for name, each in figures.items()
    }


def applicable(quantity: RegionActivityMatrix) -> Mask:
    """(R, A), True but where the publisher says that there can be no such activity."""
    found: Mask = quantity.status != Status.NOT_APPLICABLE
    return found


def _neutral_order(activities: tuple[str, ...], absent: Mask) -> Codes:
    """The absent activities in the order of their names, whatever order they came in."""
    return np.array(
        sorted(np.flatnonzero(absent), key=lambda i: activities[int(i)]), dtype=np.int64
    )


def _quotients(quantity: RegionActivityMatrix, row: int) -> Floats:
    if quantity.kind == "derived":
        return np.full(len(quantity.activities), np.nan)
    quotients: Floats = location_quotient(quantity).values[row]
    return quotients


def _grounds(
    links: Real,
    present: Mask,
    columns: Codes,
    activities: tuple[str, ...],
) -> tuple[tuple[Ground, ...], ...]:
    """For each option the present activities behind it, the largest first, equals by name."""
    found = []
    for column in columns:
        weights = np.where(present, links[column], 0).astype(np.float64)
        weights[column] = 0
        total = weights.sum()
        behind = [
            Ground(activities[int(i)], float(weights[i] / total)) for i in np.flatnonzero(weights)
        ]
        found.append(tuple(sorted(behind, key=lambda each: (-each.share, each.activity))))
    return tuple(found)


def _agreement(
    agreement: Floats | None,
    proximity: Proximity,
    activities: tuple[str, ...],
    present: Mask,
    columns: Codes,
) -> Floats:
    if agreement is None:
        return np.full(len(columns), np.nan)
    agreed: Floats = agreement_around(agreement, proximity, activities, present[np.newaxis])[0]
    return agreed[columns]


class Stability(NamedTuple):
    """How an option stands over variants: years, sources, thresholds.

    ``listed`` is the share of the variants in which it is an option; ``lowest`` and ``highest``
    its rank among the region's options by density, 0 the farthest and 1 the nearest.
    """

    activity: str
    listed: float
    lowest: float
    highest: float


def stability(variants: Mapping[str, Options]) -> tuple[Stability, ...]:
    """How each option stands when the year, the source or the threshold is another.

    Parameters
    ----------
    variants
        The options of one region under several settings, each with a label.

    Returns
    -------
    tuple of Stability
        One for each activity that is an option in any of them, in the order of the names. Ranks
        are NaN where no variant covers it.

    Raises
    ------
    TableError
        No variant, or those of several regions.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location, quotient_correlation
    >>> near = co_location(employment()), quotient_correlation(employment())
    >>> over = {each.name: options(employment(), each, "A") for each in near}
    >>> stability(over)[1]
    Stability(activity='i3', listed=1.0, lowest=0.5, highest=0.5)
    """
    if len({each.region for each in variants.values()}) != 1:
        raise TableError(_("Give the options of one region under one or more settings."))
    ranks: dict[str, list[float]] = {}
    for each in variants.values():
        for activity, rank in zip(each.activities, _ranks(each.density), strict=True):
            ranks.setdefault(activity, []).append(rank)
    return tuple(
        Stability(activity, len(found) / len(variants), *_ends(found))
        for activity, found in sorted(ranks.items())
    )


def _ranks(figures: Floats) -> list[float]:
    """Mean ranks from 0 to 1 among the known, NaN for the others."""
    every = np.ones((1, len(figures)), dtype=np.bool_)
    ranks: list[float] = ranks_among(figures[np.newaxis], every)[0].tolist()
    return ranks


def _ends(found: list[float]) -> tuple[float, float]:
    known = [each for each in found if not np.isnan(each)]
    return (min(known), max(known)) if known else (float("nan"), float("nan"))
