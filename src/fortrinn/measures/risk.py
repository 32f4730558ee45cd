"""The cells in which something could have happened, as observations for a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, read_only
from fortrinn.errors import TableError
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix

Variable = RegionActivityMatrix | Index


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class RiskSet:
    """The cells where something could happen, whether it did, and what may explain it.

    Attributes
    ----------
    happened
        (N,), 1 or 0.
    variables
        (N, K), the explaining figures as they were given.
    names
        The K variables.
    region, activity, period
        (N,) each, the names of every observation.
    left_out
        How many cells were at risk but lack a variable.
    outcome
        What is explained: ``entries``, ``exits``.
    """

    happened: Floats
    variables: Floats
    names: tuple[str, ...]
    region: NDArray[np.object_]
    activity: NDArray[np.object_]
    period: NDArray[np.object_]
    left_out: int
    outcome: str

    @classmethod
    def of(cls, outcome: RegionActivityMatrix, variables: Mapping[str, Variable]) -> "RiskSet":
        """Observations from one table of transitions, such as :func:`entries`.

        ``variables`` are tables over the same regions and activities, or indices over either (size
        of the region, complexity of the activity), taken at the *start* of the span: what comes
        later cannot explain it. They are matched by name. A cell without one of them is left out
        and counted.

        Raises :class:`TableError` without variables, or where one has no figure for any cell.

        >>> from fortrinn.examples import employment
        >>> entered = employment().with_values([[0, 1, 0, 1]] * 3, name="entries")
        >>> RiskSet.of(entered, {"size": Index([3, 2, 1], ["A", "B", "C"], name="size")})
        RiskSet(entries: 12 at risk, 6 happened, explained by size)
        """
        if not variables:
            raise TableError(_("Nothing explains the outcome. Give at least one variable."))
        figures = np.stack(
            [_matched(name, each, outcome) for name, each in variables.items()], axis=-1
        )
        at_risk = ~np.isnan(outcome.values)
        complete = at_risk & ~np.isnan(figures).any(axis=-1)
        rows, columns = np.nonzero(complete)
        return cls(
            happened=read_only(outcome.values[complete]),
            variables=read_only(figures[complete]),
            names=tuple(variables),
            region=np.array(outcome.regions, dtype=object)[rows],
            activity=np.array(outcome.activities, dtype=object)[columns],
            period=np.full(len(rows), outcome.period, dtype=object),
            left_out=int(np.count_nonzero(at_risk & ~complete)),
            outcome=outcome.name,
        )

    @classmethod
    def pooled(cls, sets: Sequence["RiskSet"]) -> "RiskSet":
        """Several spans in one: 2008 to 2013 and 2013 to 2018.

        Raises :class:`TableError` where they explain other things, or by other variables.
        """
        if not sets or any((s.names, s.outcome) != (sets[0].names, sets[0].outcome) for s in sets):
            raise TableError(_("Only spans with the same outcome and variables can be pooled."))
        joined = {
            name: np.concatenate([getattr(each, name) for each in sets])
            for name in ("happened", "variables", "region", "activity", "period")
        }
        return cls(
            **{name: read_only(array) for name, array in joined.items()},
            names=sets[0].names,
            left_out=sum(each.left_out for each in sets),
            outcome=sets[0].outcome,
        )

    def __len__(self) -> int:
        return len(self.happened)

    def __repr__(self) -> str:
        return (
            f"RiskSet({self.outcome}: {len(self)} at risk, {int(self.happened.sum())} happened, "
            f"explained by {', '.join(self.names)})"
        )


def _matched(name: str, variable: Variable, outcome: RegionActivityMatrix) -> Floats:
    """(R, A), the variable by the names of the outcome; NaN where it has no figure."""
    figures = np.full(outcome.shape, np.nan)
    if isinstance(variable, Index):
        values = dict(variable.items())
        along = outcome.regions if variable.over == "region" else outcome.activities
        line = np.array([values.get(label, np.nan) for label in along])
        figures[:] = line[:, np.newaxis] if variable.over == "region" else line
    else:
        rows, ours = _shared(outcome.regions, variable.regions)
        columns, theirs = _shared(outcome.activities, variable.activities)
        figures[np.ix_(rows, columns)] = variable.values[np.ix_(ours, theirs)]
    if np.isnan(figures).all():
        raise TableError(
            _("'{name}' has no figure for any region and activity of the outcome. Compare names."),
            name=name,
        )
    return figures


def _shared(wanted: tuple[str, ...], given: tuple[str, ...]) -> tuple[list[int], list[int]]:
    place = {name: i for i, name in enumerate(given)}
    both = [(i, place[name]) for i, name in enumerate(wanted) if name in place]
    return [i for i, _j in both], [j for _i, j in both]
