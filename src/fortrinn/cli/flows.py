"""``fortrinn flows``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fortrinn.cli.terminal import AsJson, Steps, answer, progress, remark

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.flows import Rules


class Between(StrEnum):
    """What a move is counted between."""

    INDUSTRY = "industry"
    REGION = "region"
    OCCUPATION = "occupation"
    EDUCATION = "education"


class MainJob(StrEnum):
    """How one job is chosen among several in a year."""

    GIVEN = "given"
    WAGE = "wage"
    MONTHS = "months"


def flows(
    register: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="A Parquet file or folder of person-years; with Spark one that the server sees.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the results; made if it is not there.")],
    between: Annotated[
        Between, typer.Option(help="Column that moves are counted between.")
    ] = Between.INDUSTRY,
    engine: Annotated[
        str, typer.Option(help="duckdb, polars, or a Spark Connect server as sc://host:port.")
    ] = "duckdb",
    main_job: Annotated[
        MainJob,
        typer.Option(
            help="The job that counts when a person has several in a year: as given (one each), "
            "the best paid, or the longest."
        ),
    ] = MainJob.GIVEN,
    within_group: Annotated[
        bool,
        typer.Option(
            help="Count moves between establishments of one enterprise group "
            "(--no-within-group needs the column enterprise_group)."
        ),
    ] = True,
    least_months: Annotated[
        int, typer.Option(help="Leave out jobs shorter than this (needs the column months).")
    ] = 0,
    gap: Annotated[
        int, typer.Option(help="Most years from one job to the next; 2 lets a year be missing.")
    ] = 1,
    least_persons: Annotated[
        int, typer.Option(help="Withhold moves that may rest on fewer persons; 3 or more.")
    ] = 5,
    memory: Annotated[
        str | None, typer.Option(help="Most memory DuckDB takes, such as 4GB; the rest is on disk.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Count job moves in a register of persons by year.

    Writes moves.csv, inflows_outflows.csv and, except between regions, skill_relatedness.csv. All
    three are made of what may be published: moves that rest on too few persons are withheld.

    The register has one row for each person and year: person, year, establishment, the column
    moves are counted between, and what the rules ask for.

    \b
    Examples:
      fortrinn flows register.parquet --out flows
      fortrinn flows register.parquet --between region --out flows --json
      fortrinn flows jobs/ --main-job wage --no-within-group --least-months 3 --out flows
      fortrinn flows hdfs:///register --engine sc://cluster:15002 --out flows
    """
    from fortrinn.analysis import OutputFolder
    from fortrinn.flows import Rules

    rules = Rules(
        between=between.value,
        main_job=main_job.value,
        gap=gap,
        least_months=least_months,
        within_group=within_group,
    )
    with OutputFolder(out) as output, progress() as begin:
        tables = _tables(register, rules, engine, memory, least_persons, begin)
        begin("Writing")
        rows = _write(output, tables)
    _tell(tables, rules, out, rows, least_persons, as_json=as_json)


def _tables(
    register: str, rules: Rules, engine: str, memory: str | None, least_persons: int, begin: Steps
) -> dict[str, pa.Table]:
    """What is written, by file. Everything starts from the released moves."""
    from fortrinn.flows import inflows_and_outflows, moves, over_years, released
    from fortrinn.flows.disclosure import check_least_persons

    check_least_persons(least_persons)
    begin(f"Counting moves in {Path(register).name}")
    counted = moves(register, rules=rules, engine_address=engine, memory=memory)
    begin("Withholding what rests on few")
    published = released(over_years(counted), least_persons=least_persons)
    _refuse_nothing(counted, published, least_persons)
    tables = {"moves.csv": published}
    if rules.between != Between.REGION:
        tables["skill_relatedness.csv"] = _relatedness(published)
    tables["inflows_outflows.csv"] = inflows_and_outflows(published)
    return tables


def _refuse_nothing(counted: pa.Table, published: pa.Table, least_persons: int) -> None:
    from fortrinn.errors import UndefinedMeasure
    from fortrinn.language import gettext_noop as _

    if counted.num_rows == 0:
        raise UndefinedMeasure(
            _("Nobody changes job in this register by these rules. Are there several years in it?")
        )
    if published["moves"].null_count == published.num_rows:
        raise UndefinedMeasure(
            _(
                "Every pair may rest on fewer than {least} persons, so nothing can be shown. Take "
                "broader codes or more years."
            ),
            least=least_persons,
        )


def _relatedness(published: pa.Table) -> pa.Table:
    from fortrinn.measures import Moves, skill_relatedness

    return skill_relatedness(Moves.from_long(published, status="status")).to_arrow()


def _write(output: Any, tables: dict[str, pa.Table]) -> dict[str, int]:
    from fortrinn.analysis import written_csv

    for name, table in tables.items():
        output.write(name, written_csv([table]))
    return {name: table.num_rows for name, table in tables.items()}


def _tell(
    tables: dict[str, pa.Table],
    rules: Rules,
    out: Path,
    rows: dict[str, int],
    least_persons: int,
    *,
    as_json: bool,
) -> None:
    published = tables["moves.csv"]
    withheld = published["moves"].null_count
    if as_json:
        answer(
            {
                "rules": {
                    name: getattr(rules, name)
                    for name in ("between", "main_job", "gap", "least_months", "within_group")
                },
                "least_persons": least_persons,
                "pairs": published.num_rows,
                "withheld": withheld,
                "moves_published": sum(published["moves"].drop_null().to_pylist()),
                "files": [{"file": str(out / name), "rows": count} for name, count in rows.items()],
            }
        )
        return
    if withheld:
        remark(
            f"Withheld: {withheld:,} of {published.num_rows:,} pairs, which may rest on fewer than "
            f"{least_persons} persons."
        )
    for name, count in rows.items():
        typer.echo(f"Wrote {out / name} ({count:,} rows)")
