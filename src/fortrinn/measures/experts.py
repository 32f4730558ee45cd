"""Links between activities that people who work there know of: a source of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Floats, position, read_only, unique_names
from fortrinn.errors import TableError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.measures.proximity import SHARE, Proximity
from fortrinn.tables import arrow_table

if TYPE_CHECKING:
    import pyarrow as pa

VERDICTS: Final[Mapping[str, float]] = {"add": 1.0, "confirm": 1.0, "doubt": 0.0}
"""What people may say of a link, and what it counts as."""


@dataclass(frozen=True)
class ExpertEdge:
    """What one person said of the link between two activities, and why."""

    one: str
    other: str
    verdict: str
    reason: str


@dataclass(frozen=True, eq=False, repr=False)
class ExpertEdges:
    """Links that people confirmed, doubted or added, each with its reason.

    They are never mixed with the data on their own account: :meth:`as_source` makes them a source
    that can be given to ``combine`` under its own name, and :meth:`unseen` lists what the data do
    not see.

    >>> edges = ExpertEdges.from_rows(
    ...     [("fishing", "feed", "add", "Two firms make feed of by-products together.")],
    ...     ["fishing", "feed", "software"],
    ... )
    >>> edges.as_source()["fishing", "feed"]
    1.0
    """

    edges: tuple[ExpertEdge, ...]
    activities: tuple[str, ...]

    @classmethod
    def from_rows(
        cls, rows: Sequence[tuple[str, str, str, str]], activities: Sequence[str]
    ) -> "ExpertEdges":
        """Rows of two activities, a verdict (add, confirm, doubt) and a reason.

        Raises :class:`UnknownName` for an activity or a verdict that is not there, and
        :class:`TableError` for a link without a reason or from an activity to itself.
        """
        names = unique_names(activities)
        edges = tuple(ExpertEdge(*(str(cell) for cell in row)) for row in rows)
        for edge in edges:
            _check(edge, names)
        return cls(edges, names)

    def as_source(self) -> Proximity:
        """The links as a source: the share of those who spoke of a link that stand by it.

        NaN where nobody said anything.
        """
        said, stood_by = self._counted()
        with np.errstate(invalid="ignore"):
            near = stood_by / np.where(said > 0, said, np.nan)
        np.fill_diagonal(near, 0.0)
        return Proximity.trusted(
            near,
            self.activities,
            name="experts",
            meaning=_("The share of those asked who stand by the link."),
            scale=SHARE,
            convention={"measure": "experts", "self_pair": "excluded", "edges": len(self.edges)},
        )

    def unseen(self, data: Proximity, *, below: float = 0.5) -> "pa.Table":
        """Links people stand by that the data rank below a percentile or do not know at all.

        Columns activity_a, activity_b, reason and percentile (empty where the data say nothing).
        """
        ranks = data.percentiles()
        known = set(ranks.activities)
        rows = []
        for edge in self.edges:
            if VERDICTS[edge.verdict] == 0:
                continue
            both = {edge.one, edge.other} <= known
            rank = ranks[edge.one, edge.other] if both else np.nan
            if np.isnan(rank) or rank < below:
                rows.append((edge.one, edge.other, edge.reason, rank))
        columns: list[Any] = [list(column) for column in zip(*rows, strict=True)] or [[]] * 4
        columns[3] = np.array(columns[3], dtype=np.float64)
        names = ("activity_a", "activity_b", "reason", "percentile")
        return arrow_table(dict(zip(names, columns, strict=True)))

    def _counted(self) -> tuple[Floats, Floats]:
        """(A, A) each: how many spoke of a link, and how many stand by it."""
        said = np.zeros((len(self.activities),) * 2)
        stood_by = np.zeros_like(said)
        for edge in self.edges:
            i, j = (position(name, self.activities) for name in (edge.one, edge.other))
            for cell in ((i, j), (j, i)):
                said[cell] += 1
                stood_by[cell] += VERDICTS[edge.verdict]
        return read_only(said), read_only(stood_by)

    def __repr__(self) -> str:
        return f"ExpertEdges({len(self.edges)} said of {len(self.activities)} activities)"


def _check(edge: ExpertEdge, names: tuple[str, ...]) -> None:
    for name in (edge.one, edge.other):
        if name not in names:
            refuse_name(name, names)
    if edge.verdict not in VERDICTS:
        refuse_name(edge.verdict, tuple(VERDICTS))
    if edge.one == edge.other:
        raise TableError(
            _("The link goes from '{activity}' to itself. Name two activities."), activity=edge.one
        )
    if not edge.reason.strip():
        raise TableError(
            _("The link between '{one}' and '{other}' has no reason. Say what is known of it."),
            one=edge.one,
            other=edge.other,
        )
