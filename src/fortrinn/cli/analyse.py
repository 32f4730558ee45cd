"""``fortrinn analyse``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fortrinn.cli.terminal import AsJson, Language, Steps, answer, progress, remark

if TYPE_CHECKING:
    from fortrinn.analysis import Analysis, OutputFolder
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
    decimal: Decimal = None,
    sheet: Sheet = None,
    lang: Language = "nb",
    as_json: AsJson = False,
) -> None:
    """Compare the regions of a table of your own.

    Writes specialisation.csv, regions.csv and report.html.

    The table has one row for each region and activity (and period). An absent row is zero, an empty
    figure is withheld; the marks : . .. are understood. CSV may have any separator and encoding.

    \b
    Examples:
      fortrinn analyse jobs.csv --out result
      fortrinn analyse jobs.xlsx --region fylke --activity sn2007 --value sysselsatte --out result
      fortrinn analyse jobs.parquet --reference "Hele landet" --half-step 2 --out result
      fortrinn analyse exports.csv --kind amount --lang en --out result --json
    """
    from fortrinn.analysis import OutputFolder
    from fortrinn.language import require_language

    require_language(lang)
    columns = _Columns(region, activity, value, period, status, group)
    settings = {
        "reference": reference,
        "total": total,
        "kind": kind.value,
        "half_step": half_step,
        "threshold": presence_threshold,
    }
    with OutputFolder(out) as output, progress() as begin:
        file, read = _read(table, sheet, columns, decimal, begin)
        begin("Comparing")
        analysis = _analyse(file, read, columns, settings)
        rows = _write(output, analysis, read, table.name, lang, begin)
    _tell(analysis, read, out, rows, as_json=as_json)


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
    output: OutputFolder, analysis: Analysis, read: LongTable, name: str, lang: str, begin: Steps
) -> dict[str, int | None]:
    """Write the files; gives the number of rows of each that has any."""
    from fortrinn.analysis import written_csv
    from fortrinn.reports.analysis_report import analysis_html

    cells = analysis.panel.values.size
    told = begin("Writing specialisation.csv")
    periods = _counted(analysis.specialisation_by_period(), told, len(analysis.panel))
    output.write("specialisation.csv", written_csv(periods))
    begin("Writing regions.csv")
    output.write("regions.csv", written_csv([analysis.regions]))
    begin("Writing report.html")
    report = analysis_html(analysis, name=name, lang=lang, notes=read.notes)
    output.write("report.html", [report.encode()])
    return {
        "specialisation.csv": cells,
        "regions.csv": analysis.regions.num_rows,
        "report.html": None,
    }


def _counted(pieces: Iterable[Any], told: Any, size: int) -> Iterator[Any]:
    for done, piece in enumerate(pieces):
        told(done, size)
        yield piece


def _tell(
    analysis: Analysis, read: LongTable, out: Path, rows: dict[str, int | None], *, as_json: bool
) -> None:
    notes = [str(note) for note in (*read.notes, *analysis.notes)]
    if as_json:
        answer(_summary(analysis, read, out, rows, notes))
        return
    for note in notes:
        remark(note)
    for name, count in rows.items():
        typer.echo(f"Wrote {out / name}" + ("" if count is None else f" ({count:,} rows)"))


def _summary(
    analysis: Analysis,
    read: LongTable,
    out: Path,
    rows: dict[str, int | None],
    notes: Sequence[str],
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
        "notes": list(notes),
        "files": [
            {"file": str(out / name), "rows": count, "bytes": (out / name).stat().st_size}
            for name, count in rows.items()
        ],
    }
