"""What may leave the house: sums over years, with small cells withheld."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

#: A cell must rest on at least this many persons to be published.
LEAST_PERSONS: Final = 5
FEWEST_PERSONS: Final = 3


def over_years(moves: "pa.Table") -> "pa.Table":
    """Moves from and to, summed over the years.

    ``persons_at_least`` is the largest yearly count: within a year every move is another person,
    so no fewer persons than that stand behind the sum.
    """
    summed = moves.group_by(["from", "to"]).aggregate([("moves", "sum"), ("moves", "max")])
    return (
        summed.rename_columns(["from", "to", "moves", "persons_at_least"])
        .select(["from", "to", "moves", "persons_at_least"])
        .sort_by([("from", "ascending"), ("to", "ascending")])
    )


def released(summed: "pa.Table", *, least_persons: int = LEAST_PERSONS) -> "pa.Table":
    """The table as it may be published: ``from``, ``to``, ``moves``, ``status``.

    A cell that cannot be shown to rest on ``least_persons`` persons has no figure and the status
    ``withheld``; pairs without moves are not in the table. No total is given beside the cells, so
    nothing can be found by subtraction. Whatever is computed afterwards (skill relatedness,
    inflows) must start from this table.

    Raises
    ------
    SettingError
        ``least_persons`` is below 3, which no statistics office would accept.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    check_least_persons(least_persons)
    shown = pc.greater_equal(summed["persons_at_least"], least_persons)
    return pa.table(
        {
            "from": summed["from"],
            "to": summed["to"],
            "moves": pc.if_else(shown, summed["moves"], pa.scalar(None, pa.int64())),
            "status": pc.if_else(shown, "published", "withheld"),
        }
    )


def check_least_persons(least_persons: int) -> None:
    """Refuse a limit that no statistics office would accept."""
    if least_persons < FEWEST_PERSONS:
        raise SettingError(_("A published cell must rest on at least 3 persons."))


def flow_matrix(table: "pa.Table") -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Released moves as a square matrix: rows leave, columns receive, NaN where withheld.

    Returns
    -------
    (array (C, C), codes)
        0 where the table has no such pair.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    both = pa.chunked_array([*table["from"].chunks, *table["to"].chunks]).cast(pa.string())
    codes = tuple(sorted(pc.unique(both).to_pylist()))
    names = pa.array(codes)
    row, column = (
        pc.index_in(table[side].cast(pa.string()), names).to_numpy() for side in ("from", "to")
    )
    matrix = np.zeros((len(codes), len(codes)))
    matrix[row, column] = table["moves"].cast(pa.float64()).fill_null(np.nan).to_numpy()
    return matrix, codes


def inflows_and_outflows(table: "pa.Table") -> "pa.Table":
    """Arrivals, departures and moves within, by place, from released moves between places.

    Returns
    -------
    pyarrow.Table
        ``place``, ``inflows``, ``outflows``, ``net``, ``within``, and ``withheld_pairs``: how many
        of the place's pairs have no figure. With any withheld, the counts are lower bounds and
        ``net`` is empty.
    """
    import pyarrow as pa

    matrix, codes = flow_matrix(table)
    hidden = np.isnan(matrix)
    pairs = hidden.sum(axis=0) + hidden.sum(axis=1) - hidden.diagonal()
    within = matrix.diagonal()
    known = np.where(hidden, 0.0, matrix)
    own = known.diagonal()
    inflows, outflows = known.sum(axis=0) - own, known.sum(axis=1) - own
    net = np.where(pairs == 0, inflows - outflows, np.nan)
    return pa.table(
        {
            "place": pa.array(codes),
            "inflows": inflows.astype(np.int64),
            "outflows": outflows.astype(np.int64),
            "net": pa.array(net, mask=pairs > 0),
            "within": pa.array(within, mask=np.isnan(within)),
            "withheld_pairs": pairs.astype(np.int64),
        }
    )
