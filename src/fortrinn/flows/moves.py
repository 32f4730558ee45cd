"""Job moves counted from person-years, written once for every engine."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fortrinn.errors import TableError, refuse_column
from fortrinn.flows.engines import Engine, broken_off, engine
from fortrinn.flows.rules import ESTABLISHMENT, GROUP, MONTHS, PERSON, WAGE, YEAR, Rules
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

_BEFORE: Final = "_before"
_SAME_YEAR: Final = -1
_KEYS: Final = ("year", "from", "to")


def moves(
    register: str | Path,
    *,
    rules: Rules | None = None,
    engine_address: str = "duckdb",
    memory: str | None = None,
    spill_to: Path | None = None,
    fast: bool | None = None,
) -> "pa.Table":
    """Job moves between the values of a column, by the year in which the new job is seen.

    A person moved when the job of year *t* is at another establishment than the person's job
    before it, and that job was at most ``rules.gap`` years earlier. The move goes from the
    earlier job's industry (or region, occupation, education) to the later job's; both may be the
    same. A row without a value in that column takes no part, nor does one without a person, a
    year or an establishment. Where moves within an enterprise group are left out, an establishment
    without a group belongs to none.

    Parameters
    ----------
    register
        A Parquet file or folder: person, year, establishment, the column named by
        ``rules.between``, and what the other rules ask for.
    rules
        What counts as a move.
    engine_address
        ``duckdb``, ``polars`` or ``sc://host:port``.
    memory, spill_to
        Bound and spill folder of the embedded engine.
    fast
        Use the one-pass counter for integer keys in year order (DuckDB engine only). By default
        it is used where it applies; the tables are the same.

    Returns
    -------
    pyarrow.Table
        ``year``, ``from``, ``to``, ``moves`` (persons: in one year a person moves once), sorted.

    Raises
    ------
    TableError
        A column is missing, the file cannot be read or is damaged, or a person has several jobs in
        a year and the rules do not say which is the main one.

    References
    ----------
    Neffke, F. & Henning, M. (2013). Skill relatedness and firm diversification. *Strategic
    Management Journal* 34(3), 297-316.
    """
    rules = rules or Rules()
    if engine_address == "duckdb" and fast is not False:
        import pyarrow as pa

        from fortrinn.flows import one_pass

        try:
            if one_pass.applies(register, rules):
                return one_pass.moves(register, rules)
        except (OSError, pa.ArrowInvalid) as error:
            raise broken_off(error) from error
    with engine(engine_address, memory=memory, spill_to=spill_to) as opened:
        return moves_on(opened, str(register), rules)


def moves_on(opened: Engine, register: str, rules: Rules) -> "pa.Table":
    """The same on an engine that is already open."""
    frame = opened.scan(register)
    _check_columns(frame, rules)
    counted = opened.collect(count_moves(main_jobs(frame, rules), rules))
    return _checked(counted, rules)


def main_jobs(frame: "nw.LazyFrame[Any]", rules: Rules) -> "nw.LazyFrame[Any]":
    """One row per person and year: short jobs out, then the main job.

    A row without a person, a year or an establishment is nobody's job and is left out: it would
    else pass for a job of the others without a name. A missing wage is lower than any. Of equal
    jobs at one establishment the lowest code is kept, so that no engine's order of rows decides.
    """
    import narwhals as nw

    for name in (PERSON, YEAR, ESTABLISHMENT):
        frame = frame.filter(~nw.col(name).is_null())
    if rules.least_months:
        frame = frame.filter(nw.col(MONTHS) >= rules.least_months)
    told = [rules.between] if rules.within_group else [rules.between, GROUP]
    if rules.main_job != "given":
        frame = _best_jobs(frame, rules.main_job, told)
    return frame.select(PERSON, YEAR, ESTABLISHMENT, *told)


def _best_jobs(frame: "nw.LazyFrame[Any]", by: str, told: list[str]) -> "nw.LazyFrame[Any]":
    """Each person's job of the year with the most of something; engines place nulls differently."""
    import narwhals as nw

    empty = {f"_no_{name}": nw.col(name).is_null() for name in (by, *told)}
    ranked = frame.with_columns(_rank=-nw.col(by).cast(nw.Float64), **empty)
    order = [f"_no_{by}", "_rank", ESTABLISHMENT]
    for name in told:
        order += [f"_no_{name}", name]
    return ranked.unique([PERSON, YEAR], keep="first", order_by=order)


def count_moves(jobs: "nw.LazyFrame[Any]", rules: Rules) -> "nw.LazyFrame[Any]":
    """Moves by year, from and to. A person with two jobs in a year is counted under year -1."""
    import narwhals as nw

    earlier = {
        f"{name}{_BEFORE}": nw.col(name).shift(1).over(PERSON, order_by=YEAR)
        for name in (YEAR, ESTABLISHMENT, rules.between)
    }
    if not rules.within_group:
        earlier[f"{GROUP}{_BEFORE}"] = nw.col(GROUP).shift(1).over(PERSON, order_by=YEAR)
    step = nw.col(YEAR) - nw.col(f"{YEAR}{_BEFORE}")
    moved = (step >= 1) & (step <= rules.gap)
    moved = moved & (nw.col(ESTABLISHMENT) != nw.col(f"{ESTABLISHMENT}{_BEFORE}"))
    if not rules.within_group:
        group, before = nw.col(GROUP), nw.col(f"{GROUP}{_BEFORE}")
        moved = moved & ((group != before) | group.is_null() | before.is_null())
    known = ~nw.col(rules.between).is_null() & ~nw.col(f"{rules.between}{_BEFORE}").is_null()
    return (
        jobs.with_columns(**earlier)
        .filter((moved & known) | (step == 0))
        .select(
            nw.when(step == 0).then(nw.lit(_SAME_YEAR)).otherwise(nw.col(YEAR)).alias("year"),
            nw.col(f"{rules.between}{_BEFORE}").alias("from"),
            nw.col(rules.between).alias("to"),
        )
        .group_by("year", "from", "to")
        .agg(nw.len().alias("moves"))
    )


def _checked(counted: "pa.Table", rules: Rules) -> "pa.Table":
    import pyarrow.compute as pc

    doubled = counted.filter(pc.equal(counted["year"], _SAME_YEAR))
    if doubled.num_rows:
        refuse_doubled(int(pc.sum(doubled["moves"]).as_py()))
    return in_order(counted, rules)


def in_order(counted: "pa.Table", rules: Rules) -> "pa.Table":
    """The same types and order whichever engine counted, with the rules as metadata."""
    import pyarrow as pa

    def kept(name: str) -> "pa.DataType":
        code = counted.schema.field(name).type
        return code if pa.types.is_integer(code) else pa.string()

    schema = pa.schema(
        [("year", pa.int64()), ("from", kept("from")), ("to", kept("to")), ("moves", pa.int64())]
    )
    plain = counted.select(schema.names).cast(schema)
    return plain.take(_order(plain)).replace_schema_metadata({"rules": repr(rules)})


def _order(counted: "pa.Table") -> "pa.Array":
    """The rows by year, from and to. Each is numbered in its own order first: sorting one number
    a row takes a small part of what sorting by three columns of text does.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    place = np.zeros(counted.num_rows, dtype=np.int64)
    for name in _KEYS:
        encoded = counted[name].combine_chunks().dictionary_encode()
        rank = np.empty(len(encoded.dictionary), dtype=np.int64)
        rank[pc.array_sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(rank))
        place *= len(rank)
        place += rank[encoded.indices.to_numpy()]
    return pa.array(np.argsort(place))


def refuse_doubled(rows: int) -> None:
    """Raise the sentence for persons with several jobs in one year."""
    raise TableError(
        _(
            "{rows} rows are a second job of a person in the same year. Say which job is the main "
            "one: main_job='wage' or main_job='months'."
        ),
        rows=rows,
    )


def _check_columns(frame: "nw.LazyFrame[Any]", rules: Rules) -> None:
    schema = frame.collect_schema()
    for column in rules.columns:
        if column not in schema:
            refuse_column(column, schema.names())
        if column in (YEAR, WAGE, MONTHS) and not schema[column].is_numeric():
            raise TableError(
                _("Column '{column}' holds {kind}; figures are expected. Choose another column."),
                column=column,
                kind=str(schema[column]),
            )
        if schema[column].is_nested():
            raise TableError(
                _("Column '{column}' holds {kind}; names are expected. Choose another column."),
                column=column,
                kind=str(schema[column]),
            )
