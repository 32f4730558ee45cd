"""Register-size labour-market flows: from person-years to moves, and what may leave the house.

``moves`` counts on DuckDB, polars or a Spark Connect server; ``over_years`` and ``released`` make
the table that may be published; measures such as skill relatedness start from that.
"""

from fortrinn.flows.counting import count_rows
from fortrinn.flows.disclosure import (
    LEAST_PERSONS,
    flow_matrix,
    inflows_and_outflows,
    over_years,
    released,
)
from fortrinn.flows.engines import engine
from fortrinn.flows.moves import moves
from fortrinn.flows.rules import BETWEEN, MAIN_JOBS, Rules
from fortrinn.flows.synthetic import SyntheticRegister

__all__ = [
    "BETWEEN",
    "LEAST_PERSONS",
    "MAIN_JOBS",
    "Rules",
    "SyntheticRegister",
    "count_rows",
    "engine",
    "flow_matrix",
    "inflows_and_outflows",
    "moves",
    "over_years",
    "released",
]
