"""One number for each region, or for each activity: what the measures of a whole row return.

>>> diversity = Index([3, 5], ["Nordland", "Troms"], name="diversity")
>>> diversity["Troms"]
5.0
>>> diversity / 2
Index(divide: Nordland 1.5, Troms 2.5)
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike, NDArray

from fortrinn.cells import Floats, ReadOnlyDict, position, read_only, refuse_shape, unique_names
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.tables import arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Convention = Mapping[str, Any]
NO_CONVENTION: Final[Convention] = ReadOnlyDict()


class Index(NDArrayOperatorsMixin):
    """One number for each label, looked up by name and reckoned with like an array.

    Attributes
    ----------
    values
        (N,) float64, read-only, NaN where the measure is undefined.
    labels
        The N names.
    over
        ``"region"`` or ``"activity"``.
    name
        The measure.
    coverage
        (N,), the share of the reference economy, 0-1, in the cells the number rests on; None
        where that has no meaning.
    convention
        How the measure was made.
    """

    def __init__(
        self,
        values: ArrayLike,
        labels: Sequence[str],
        *,
        over: Literal["region", "activity"] = "region",
        name: str = "index",
        coverage: ArrayLike | None = None,
        convention: Convention = NO_CONVENTION,
    ) -> None:
        self.values: Floats = read_only(np.array(values, dtype=np.float64))
        self.labels = unique_names(labels)
        if self.values.shape != (len(self.labels),):
            refuse_shape(self.values.shape, (len(self.labels),))
        self.over: Literal["region", "activity"] = over
        self.name = name
        self.coverage: Floats | None = (
            None if coverage is None else read_only(np.array(coverage, dtype=np.float64))
        )
        self.convention: Convention = ReadOnlyDict(convention)

    def __getitem__(self, label: str) -> float:
        return float(self.values[position(label, self.labels)])

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def __contains__(self, label: object) -> bool:
        return label in self.labels

    def keys(self) -> tuple[str, ...]:
        """The labels, so that ``dict(index)`` works."""
        return self.labels

    def items(self) -> Iterator[tuple[str, float]]:
        """Label and number, pair by pair."""
        return zip(self.labels, self.values.tolist(), strict=True)

    def __repr__(self) -> str:
        shown = ", ".join(f"{label} {value:.6g}" for label, value in list(self.items())[:6])
        more = f", ... ({len(self)})" if len(self) > 6 else ""
        return f"Index({self.name}: {shown}{more})"

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **settings: Any) -> Any:
        """Reckon label by label; indices that are not over the same labels are refused."""
        for other in inputs:
            if isinstance(other, Index) and other.labels != self.labels:
                raise TableError(
                    _("'{one}' and '{other}' are not over the same names. Select the same first."),
                    one=self.name,
                    other=other.name,
                )
        figures = [each.values if isinstance(each, Index) else each for each in inputs]
        result = getattr(ufunc, method)(*figures, **settings)
        is_index = isinstance(result, np.ndarray) and result.shape == self.values.shape
        if method != "__call__" or not is_index or result.dtype != np.float64:
            return result
        return Index(result, self.labels, over=self.over, name=ufunc.__name__)

    def to_arrow(self) -> "pa.Table":
        """A table with a column of labels, one of numbers and, where it is known, the coverage."""
        columns: dict[str, Any] = {self.over: list(self.labels), self.name: self.values}
        if self.coverage is not None:
            columns["coverage"] = self.coverage
        return arrow_table(columns)

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())
