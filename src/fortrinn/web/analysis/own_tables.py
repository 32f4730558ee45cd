"""A run on a strategy's own table: the same quotients, by the table's own regions."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, cast

from fortrinn import __version__
from fortrinn.analysis import Analysis, analyse
from fortrinn.cells import Kind
from fortrinn.errors import TableError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.provenance import Provenance, Source, Step, StepKind
from fortrinn.web.analysis.results import indices_of, rows_of
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import DatasetVersion, Quantity
from fortrinn.web.datasets.presenting import names_in

if TYPE_CHECKING:
    import pyarrow as pa

NEEDED = ("region", "activity")


@dataclass(frozen=True)
class TableSettings:
    """What a person may choose for a run on a table of the strategy's own.

    ``table`` is the UUID of the dataset version; ``reference`` a region of the table or empty for
    all of them together; ``total`` an activity that is the total; ``chosen`` one code for each
    further column.
    """

    table: str
    region: str
    period: str = ""
    reference: str = ""
    total: str = ""
    threshold: float = 1.0
    quantity: str = Quantity.COUNT.value
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether things are counted; amounts have no interval."""
        return self.quantity == Quantity.COUNT

    def input(self, dataset: str) -> dict[str, Any]:
        """All that decides the result: the settings, the table's hash, the code's version."""
        return {**asdict(self), "dataset": dataset, "code": __version__}


def version_of(settings: TableSettings) -> DatasetVersion:
    """The version a run rests on."""
    versions = DatasetVersion.objects.select_related("dataset", "strategy")
    return versions.get(uid=settings.table)


def usable(version: DatasetVersion) -> bool:
    """Whether a table has what a comparison of regions needs."""
    return set(NEEDED) <= set(version.columns)


def computed(settings: TableSettings) -> dict[str, Any]:
    """The rows of a run, the region's indices, and the names a reader needs."""
    version = version_of(settings)
    analysis = _analysed(settings, version)
    matrix = analysis.panel[analysis.panel.periods[-1]]
    if settings.region not in matrix.regions:
        refuse_name(settings.region, matrix.regions)
    r = matrix.regions.index(settings.region)
    names = names_in(version)
    labels = version.labels

    def word(column: str, code: str) -> str:
        return labels.get(column, {}).get(code) or names.get(column, {}).get(code) or code

    return {
        "rows": rows_of(matrix, r, counts=settings.counts, threshold=settings.threshold),
        "indices": indices_of(matrix, settings.region, analysis.groups.of),
        "names": {activity: word("activity", activity) for activity in matrix.activities},
        "region": word("region", settings.region),
        "reference": word("region", settings.reference) if settings.reference else "",
        "notes": [
            {
                "template": note.template,
                "fields": {name: _held(value) for name, value in note.fields.items()},
            }
            for note in analysis.notes
        ],
    }


def _held(value: Any) -> str | int | float:
    """A field of a note as JSON can hold it."""
    return value if isinstance(value, str | int | float) else str(value)


def _analysed(settings: TableSettings, version: DatasetVersion) -> Analysis:
    dataset = version.dataset
    table = _filtered(table_of(version), settings)
    dated = "period" in table.column_names
    return analyse(
        table,
        period="period" if dated else None,
        status="status",
        reference=settings.reference or None,
        total=settings.total or None,
        kind=cast(Kind, settings.quantity),
        half_step=float(dataset.rounding) if dataset and settings.counts else 0.0,
        threshold=settings.threshold,
    )


def _filtered(table: pa.Table, settings: TableSettings) -> pa.Table:
    """The rows of the period and of the codes that were chosen."""
    import pyarrow.compute as pc

    wanted = dict(settings.chosen)
    if settings.period and "period" in table.column_names:
        wanted["period"] = settings.period
    for column, code in wanted.items():
        if column in table.column_names:
            table = table.filter(pc.equal(table[column], code))
    if table.num_rows == 0:
        raise TableError(_("The table has no figures for this choice. Choose another period."))
    return table


def provenance_of(settings: TableSettings) -> Provenance:
    """The table as source, and the steps to the quotients."""
    version = version_of(settings)
    source = version.source
    table = source.get("table") or version.title
    made = Provenance(
        sources=(
            Source(
                key="own",
                title=source.get("title") or version.title,
                publisher=source.get("publisher", ""),
                table=source.get("table", ""),
                licence=source.get("licence", ""),
                licence_url=source.get("licence_url", ""),
                date=str(source.get("fetched_at", ""))[:10],
            ),
        ),
        steps=(Step(StepKind.READ_TABLE, {"table": table}), Step(StepKind.STATUS_MASK)),
    )
    steps = [Step(StepKind.QUOTIENT, {"reference": settings.reference or ALL_REGIONS})]
    if settings.counts:
        steps.append(Step(StepKind.INTERVAL))
    steps.append(Step(StepKind.PRESENCE, {"threshold": settings.threshold}))
    return made.then(*steps)


ALL_REGIONS = _("all regions of the table")


def choices_of(version: DatasetVersion) -> dict[str, list[tuple[str, str]]]:
    """The codes of every column of a table, each with its name."""
    import pyarrow as pa

    table = table_of(version)
    names, labels = names_in(version), version.labels
    found: dict[str, list[tuple[str, str]]] = {}
    for column in version.columns:
        codes = sorted(table[column].cast(pa.string()).unique().to_pylist())
        words = names.get(column, {}) | labels.get(column, {})
        found[column] = [(code, f"{code} {words[code]}" if words.get(code, code) != code else code)
                         for code in codes]  # fmt: skip
    return found
