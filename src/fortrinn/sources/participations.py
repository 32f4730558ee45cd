"""Projects with partners: what the files of the Research Council and of CORDIS have in common.

A row is one participation. ``project``, ``participant`` and ``region`` are the columns that
:func:`fortrinn.measures.cooperation` takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fortrinn.cells import STATUS_WORDS, Status
from fortrinn.errors import refuse_name
from fortrinn.sources.fetched import STATUS, VALUE, Query
from fortrinn.sources.figures import figures_of

if TYPE_CHECKING:
    import pyarrow as pa


def padded(column: Any, digits: int) -> Any:
    """Codes with the zeros in front that a spreadsheet ate.

    >>> import pyarrow as pa
    >>> padded(pa.array(["301", "5001", ""]), 4).to_pylist()
    ['0301', '5001', None]
    """
    import pyarrow.compute as pc

    texts = pc.utf8_trim_whitespace(column)
    numeric = pc.match_substring_regex(texts, r"^\d+$")
    return _without_empty(pc.if_else(numeric, pc.utf8_lpad(texts, digits, "0"), texts))


def day(column: Any) -> Any:
    """Days as ``2020-05-25``, whichever of ``25.05.2020 00:00`` and that they were.

    >>> import pyarrow as pa
    >>> day(pa.array(["25.05.2020 00:00", "2020-05-25", ""])).to_pylist()
    ['2020-05-25', '2020-05-25', None]
    """
    import pyarrow.compute as pc

    turned = pc.replace_substring_regex(column, r"^(\d{2})\.(\d{2})\.(\d{4})( .*)?$", r"\3-\2-\1")
    return _without_empty(turned)


def amounts(column: Any, name: str) -> Any:
    """Amounts as figures, empty where there is none."""
    import pyarrow as pa

    joined = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return figures_of(joined.dictionary_encode(), name).values


def short_table(columns: Mapping[str, Any], values: Any) -> pa.Table:
    """A table with a value and its status; an amount that nobody stated is missing, not zero."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = [STATUS_WORDS[each] for each in (Status.MISSING, Status.NEGATIVE, Status.PUBLISHED)]
    status = pc.if_else(
        pc.is_null(values),
        words[0],
        pc.if_else(pc.less(pc.fill_null(values, 0.0), 0.0), words[1], words[2]),
    )
    texts = {name: _without_empty(column) for name, column in columns.items()}
    return pa.table({**texts, VALUE: values, STATUS: status})


def for_cooperation(table: pa.Table, region: str = "region") -> pa.Table:
    """``project, participant, region`` of the rows that have all three.

    That is what :func:`fortrinn.measures.cooperation` takes. A partner without a place cannot be
    counted anywhere and is left out.
    """
    import pyarrow.compute as pc

    if region not in table.column_names:
        refuse_name(region, table.column_names)
    placed = table.select(["project", "participant", region])
    whole = pc.and_kleene(pc.is_valid(placed["project"]), pc.is_valid(placed["participant"]))
    placed = placed.filter(pc.and_kleene(whole, pc.is_valid(placed[region])))
    return placed.rename_columns(["project", "participant", "region"])


def _without_empty(column: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def chosen(table: pa.Table, query: Query) -> pa.Table:
    """The rows that a query selects: for each column it names one of its values."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, values in query.selection.items():
        if name not in table.column_names:
            refuse_name(name, table.column_names)
        table = table.filter(pc.is_in(table[name], pa.array(values, pa.string())))
    return table
