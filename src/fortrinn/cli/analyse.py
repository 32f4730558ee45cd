"""``fortrinn analyse``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fortrinn.cli.relatedness import MovesFile, SelfMoves, brought, scores_in
from fortrinn.cli.terminal import AsJson, Language, Steps, answer, progress, remark

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.analysis import Analysis, OutputFolder
    from fortrinn.analysis.prospects import Prospects
    from fortrinn.measures.notes import Note
    from fortrinn.sources import LongTable, TableFile


class Kind(StrEnum):
    """What a quantity is."""

    COUNT = "count"
    AMOUNT = "amount"


class DecimalMark(StrEnum):
    """What stands before the decimals."""

    COMMA = ","
    POINT = "."


Table = Annotated[Path, typer.Argument(help="A CSV, Excel or Parquet file, one row for a cell.")]
Out = Annotated[Path, typer.Option(help="Folder for the results; made if it is not there.")]
Region = Annotated[str, typer.Option(help="Column of regions.")]
Activity = Annotated[str, typer.Option(help="Column of activities.")]
Value = Annotated[str, typer.Option(help="Column of figures.")]
Period = Annotated[
    str | None, typer.Option(help="Column of periods [default: period, if there is one].")
]
StatusColumn = Annotated[
    str | None, typer.Option(help="Column of statuses [default: status, if there is one].")
]
Group = Annotated[
    str | None,
    typer.Option(
        help="Column of groups of activities [default: group, if there is one, else the first two "
        "digits of numeric codes]."
    ),
]
Reference = Annotated[
    str | None,
    typer.Option(
        help="Region of the table to compare with, such as the whole country; no region itself."
    ),
]
Total = Annotated[
    str | None, typer.Option(help="Activity that is the total of each region; no activity itself.")
]
KindOf = Annotated[
    Kind, typer.Option(help="Counts of persons or firms, or amounts of money or tonnes.")
]
HalfStep = Annotated[
    float,
    typer.Option(
        help="How far rounding may have moved a count: 0 exact, 2 for threes, 50 for hundreds."
    ),
]
Threshold = Annotated[
    float, typer.Option(help="Quotient from which an activity counts as present.")
]
Decimal = Annotated[
    DecimalMark | None,
    typer.Option(help="Mark before the decimals, where the figures do not tell."),
]
Sheet = Annotated[
    str | None, typer.Option(help="Sheet of a workbook [default: the first with anything on].")
]


Related = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SOURCE",
        help="What density rests on, once or several times: co_location [default], "
        "association_strength, probability, cosine, jaccard, quotient_correlation, "
        "classification_nearness, skill_relatedness (with --flows), or a file of pairs with "
        "activity_a, activity_b and proximity.",
    ),
]
Flows = Annotated[
    Path | None,
    typer.Option(help="Table of job moves between activities, for skill relatedness."),
]
FlowsColumns = Annotated[
    str, typer.Option(help="Columns of the table of moves: left, entered, persons.")
]
ReleasedFrom = Annotated[
    float,
    typer.Option(
        help="Smallest count of moves released; pairs not there are then withheld, not 0."
    ),
]
OwnMoves = Annotated[
    SelfMoves, typer.Option(help="Whether moves within an activity count in the margins.")
]
Anchor = Annotated[
    str | None,
    typer.Option(help="Activity at the complex end, which then decides the sign of complexity."),
]

ComplexityFrom = Annotated[
    Path | None,
    typer.Option(
        help="File with activity and complexity, learned from many regions (an activities.csv): "
        "how a few regions get a complexity."
    ),
]


def analyse(
    table: Table,
    out: Out,
    region: Region = "region",
    activity: Activity = "activity",
    value: Value = "value",
    period: Period = None,
    status: StatusColumn = None,
    group: Group = None,
    reference: Reference = None,
    total: Total = None,
    kind: KindOf = Kind.COUNT,
    half_step: HalfStep = 0.0,
    presence_threshold: Threshold = 1.0,
    relatedness: Related = None,
    flows: Flows = None,
    flows_columns: FlowsColumns = "from,to,moves",
    flows_released_from: ReleasedFrom = 0.0,
    self_moves: OwnMoves = SelfMoves.EXCLUDED,
    anchor: Anchor = None,
    complexity_from: ComplexityFrom = None,
    decimal: Decimal = None,
    sheet: Sheet = None,
    lang: Language = "nb",
    as_json: AsJson = False,
) -> None:
    """Compare the regions of a table of your own.

    Writes specialisation.csv, regions.csv, activities.csv, relatedness.csv, options.csv and
    report.html.

    The table has one row for each region and activity (and period). An absent row is zero, an empty
    figure is withheld; the marks : . .. are understood. CSV may have any separator and encoding.

    \b
    Examples:
      fortrinn analyse jobs.csv --out result
      fortrinn analyse jobs.xlsx --region fylke --activity sn2007 --value sysselsatte --out result
      fortrinn analyse jobs.parquet --reference "Hele landet" --half-step 2 --out result
      fortrinn analyse exports.csv --kind amount --lang en --out result --json
      fortrinn analyse jobs.csv --flows moves.csv --relatedness co_location --out result
      fortrinn analyse jobs.csv --relatedness europe/relatedness.csv \\
        --complexity-from europe/activities.csv --out result
    """
    from fortrinn.analysis import OutputFolder
    from fortrinn.language import require_language

    require_language(lang)
    columns = _Columns(region, activity, value, period, status, group)
    settings: dict[str, Any] = {
        "reference": reference,
        "total": total,
        "kind": kind.value,
        "half_step": half_step,
        "threshold": presence_threshold,
        "anchor": anchor,
    }
    moves = MovesFile(flows, flows_columns, flows_released_from, self_moves)
    brought_along = [*map(Path, relatedness or ()), flows, complexity_from]
    inputs = [table, *(path for path in brought_along if path is not None)]
    with OutputFolder(out, read=inputs) as output, progress() as begin:
        file, read = _read(table, sheet, columns, decimal, begin)
        sources, said = brought(relatedness or [], moves, begin)
        scores = None if complexity_from is None else scores_in(complexity_from, begin)
        begin("Comparing")
        settings |= {"relatedness": sources, "scores": scores}
        analysis = _analyse(file, read, columns, settings)
        notes = (*read.notes, *said)
        rows = _write(output, analysis, notes, table.name, lang, begin)
    _tell(analysis, read, (*notes, *analysis.all_notes), out, rows, as_json=as_json)


@dataclass(frozen=True)
class _Columns:
    """The columns as they were asked for; None is the usual name, an empty text is none."""

    region: str
    activity: str
    value: str
    period: str | None
    status: str | None
    group: str | None

    def found(self, file: TableFile, role: str) -> str | None:
        """The column for a part that a table may lack."""
        asked = getattr(self, role)
        if asked is None:
            return role if role in file.columns else None
        return asked or None


def _read(
    path: Path, sheet: str | None, columns: _Columns, decimal: DecimalMark | None, begin: Steps
) -> tuple[TableFile, LongTable]:
    from fortrinn.sources import open_table

    told = begin(f"Reading {path.name}")
    file = open_table(path, sheet=sheet)
    optional = [columns.found(file, role) for role in ("period", "group")]
    names = [columns.region, columns.activity, *[name for name in optional if name is not None]]
    return file, file.read(
        names=names,
        value=columns.value,
        status=columns.found(file, "status"),
        decimal=None if decimal is None else decimal.value,
        progress=told,
    )


def _analyse(
    file: TableFile, read: LongTable, columns: _Columns, settings: dict[str, Any]
) -> Analysis:
    from fortrinn.analysis import analyse as analysed

    with read.rows_of_file():
        return analysed(
            read.columns,
            region=columns.region,
            activity=columns.activity,
            value=columns.value,
            period=columns.found(file, "period"),
            status=read.status,
            group=columns.found(file, "group"),
            **settings,
        )


def _write(
    output: OutputFolder,
    analysis: Analysis,
    notes: Sequence[Note],
    name: str,
    lang: str,
    begin: Steps,
) -> dict[str, int | None]:
    """Write the files; gives the number of rows of each that has any."""
    from fortrinn.reports.analysis_report import analysis_html

    periods = len(analysis.panel)
    tables: dict[str, tuple[Callable[[], Iterable[pa.Table]], int]] = {
        "specialisation.csv": (analysis.specialisation_by_period, periods),
        "regions.csv": (lambda: [analysis.regions], 1),
        "activities.csv": (lambda: [analysis.activities], 1),
        "relatedness.csv": (lambda: [analysis.relatedness], 1),
        "options.csv": (analysis.options_by_period, periods),
    }
    with ThreadPoolExecutor(1) as beside:  # charts are drawn while figures are made into text
        drawn = beside.submit(analysis_html, analysis, name=name, lang=lang, notes=notes)
        rows: dict[str, int | None] = {
            file: _written(output, file, pieces(), begin(f"Writing {file}"), size)
            for file, (pieces, size) in tables.items()
        }
        begin("Writing report.html")
        output.write("report.html", [drawn.result().encode()])
    return rows | {"report.html": None}


def _written(
    output: OutputFolder, name: str, pieces: Iterable[pa.Table], told: Any, size: int
) -> int:
    from fortrinn.analysis import written_csv

    rows = 0

    def counted() -> Iterator[pa.Table]:
        nonlocal rows
        for done, piece in enumerate(pieces):
            told(done, size)
            rows += piece.num_rows
            yield piece

    output.write(name, written_csv(counted()))
    return rows


def _tell(
    analysis: Analysis,
    read: LongTable,
    notes: Sequence[Note],
    out: Path,
    rows: dict[str, int | None],
    *,
    as_json: bool,
) -> None:
    if as_json:
        answer(_summary(analysis, read, notes, out, rows))
        return
    for note in notes:
        remark(str(note))
    for name, count in rows.items():
        typer.echo(f"Wrote {out / name}" + ("" if count is None else f" ({count:,} rows)"))


def _summary(
    analysis: Analysis,
    read: LongTable,
    notes: Sequence[Note],
    out: Path,
    rows: dict[str, int | None],
) -> dict[str, Any]:
    from fortrinn.cells import Status

    panel = analysis.panel
    return {
        "rows": read.columns.num_rows,
        "periods": list(panel.periods) if analysis.dated else [],
        "regions": len(panel.regions),
        "activities": len(panel.activities),
        "withheld": int((panel.status == Status.WITHHELD).sum()),
        "left_out": list(panel.left_out),
        "threshold": analysis.threshold,
        "relatedness": list(analysis.nearness.names),
        "complexity": [_axis(each, analysis.dated) for each in analysis.prospects],
        "notes": [str(note) for note in notes],
        "files": [
            {"file": str(out / name), "rows": count, "bytes": (out / name).stat().st_size}
            for name, count in rows.items()
        ],
    }


def _axis(each: Prospects, dated: bool) -> dict[str, Any]:
    """What is known about the order by complexity, or why there is none."""
    from fortrinn.measures import Complexity

    told: dict[str, Any] = {"period": each.quantity.period if dated else None}
    pair = each.complexity
    if pair is None:
        return told | {"sign": "carried"}
    if not isinstance(pair, Complexity):
        return told | {"refused": str(pair)}
    return told | {
        "sign": pair.sign_rule,
        "correlations": dict(pair.correlations),
        "second": pair.second,
        "third": pair.third,
    }
