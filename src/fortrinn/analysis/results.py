"""The result tables, one period at a time, as Arrow columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.analysis.prospects import Prospects
from fortrinn.cells import STATUS_WORDS
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._flags import FLAGS, flag_codes
from fortrinn.measures._present import hidden_cells
from fortrinn.measures.concentration import hachman, herfindahl, krugman
from fortrinn.measures.shares import told_region_totals
from fortrinn.measures.specialisation import (
    diversity,
    location_quotient,
    location_quotient_interval,
    presence,
)
from fortrinn.measures.variety import related_variety, unrelated_variety, variety

if TYPE_CHECKING:
    import pyarrow as pa

SPECIALISATION: Final = (
    "region",
    "activity",
    "period",
    "value",
    "status",
    "share",
    "location_quotient",
    "lq_low",
    "lq_high",
    "presence",
    "flag",
)
"""The columns of ``specialisation.csv``. Later ones are added behind; none is renamed."""

REGIONS: Final = (
    "region",
    "period",
    "total",
    "coverage",
    "diversity",
    "krugman",
    "hachman",
    "herfindahl",
    "variety",
    "related_variety",
    "unrelated_variety",
    "complexity",
    "fitness",
    "outlook",
)
"""The columns of ``regions.csv``. Later ones are added behind; none is renamed."""


def specialisation_rows(
    quantity: RegionActivityMatrix, *, threshold: float, dated: bool
) -> pa.Table:
    """One period of the table of quotients: a row for each region and activity."""
    import pyarrow as pa

    regions, activities = quantity.shape
    quotient = location_quotient(quantity)
    interval = location_quotient_interval(quantity) if quantity.kind == "count" else None
    with np.errstate(invalid="ignore", divide="ignore"):
        share = quantity.values / quantity.region_totals[:, np.newaxis]
    low, high = interval or (None, None)
    columns = {
        "region": words(
            np.repeat(np.arange(regions, dtype=np.int32), activities), quantity.regions
        ),
        "activity": words(
            np.tile(np.arange(activities, dtype=np.int32), regions), quantity.activities
        ),
        "period": period_column(quantity, dated),
        "value": figures(quantity.raw),
        "status": words(quantity.status.reshape(-1), STATUS_WORDS),
        "share": figures(share),
        "location_quotient": figures(quotient.values),
        "lq_low": figures(low.values) if low else pa.nulls(quantity.values.size, pa.float64()),
        "lq_high": figures(high.values) if high else pa.nulls(quantity.values.size, pa.float64()),
        "presence": _presence(quantity, threshold),
        "flag": _flags(quantity, quotient, interval),
    }
    return pa.table(columns)


def region_rows(
    prospects: Prospects,
    group_of: Mapping[str, str] | None,
    *,
    threshold: float,
    dated: bool,
) -> pa.Table:
    """One period of the table of regions: a row for each region."""
    import pyarrow as pa

    quantity = prospects.quantity
    difference = krugman(quantity)
    none = np.full(len(quantity.regions), np.nan)
    columns = {
        "total": told_region_totals(quantity),
        "coverage": difference.coverage,
        "diversity": np.where(prospects.silent, np.nan, diversity(quantity, threshold).values),
        "krugman": difference.values,
        "hachman": hachman(quantity).values,
        "herfindahl": herfindahl(quantity).values,
        "variety": variety(quantity).values,
        "related_variety": none if group_of is None else related_variety(quantity, group_of).values,
        "unrelated_variety": (
            none if group_of is None else unrelated_variety(quantity, group_of).values
        ),
        "complexity": prospects.complexity_of_regions,
        "fitness": prospects.fitness,
        "outlook": prospects.outlook,
    }
    names = {
        "region": words(np.arange(len(quantity.regions), dtype=np.int32), quantity.regions),
        "period": period_column(quantity, dated, len(quantity.regions)),
    }
    return pa.table(names | {name: figures(each) for name, each in columns.items()})


def _presence(quantity: RegionActivityMatrix, threshold: float) -> pa.Array:
    """0 or 1; empty where it is not known, since either may be true."""
    import pyarrow as pa

    hidden = hidden_cells(quantity)
    present = presence(quantity, threshold).values.astype(np.int8)
    return pa.array(present.reshape(-1), mask=hidden.reshape(-1))


def _flags(
    quantity: RegionActivityMatrix, quotient: RegionActivityMatrix, interval: Any
) -> pa.DictionaryArray:
    return words(flag_codes(quantity, quotient, interval).reshape(-1), FLAGS)


def period_column(quantity: RegionActivityMatrix, dated: bool, rows: int | None = None) -> pa.Array:
    """The period for every row, empty where the table has none."""
    import pyarrow as pa

    size = quantity.values.size if rows is None else rows
    if not dated:
        return pa.nulls(size, pa.dictionary(pa.int32(), pa.string()))
    return words(np.zeros(size, np.int32), [str(quantity.period)])


def words(codes: Any, names: Sequence[str]) -> pa.DictionaryArray:
    """Names by their codes, as a column."""
    import pyarrow as pa

    indices = pa.array(codes.astype(np.int32, copy=False))
    return pa.DictionaryArray.from_arrays(indices, pa.array(names, pa.string()))


def figures(values: Any) -> pa.FloatingPointArray:
    """Figures as a column, empty where there is none; float32 stays so."""
    import pyarrow as pa

    flat = np.ascontiguousarray(values).reshape(-1)
    if flat.dtype != np.float32:
        flat = flat.astype(np.float64, copy=False)
    return pa.array(flat, from_pandas=True)
