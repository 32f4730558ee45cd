"""A file somebody brings: received, understood, kept; or taken away again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from fortrinn.cells import Status
from fortrinn.errors import FortrinnError
from fortrinn.reference.recognised import (
    Recognised,
    activity_classification,
    bare_region,
    region_classification,
)
from fortrinn.sources import TableFile, open_table
from fortrinn.sources.columns import ColumnMap, Guess, guessed
from fortrinn.sources.formats import columns_of_known_format, known_format
from fortrinn.sources.list_marks import marks_of
from fortrinn.sources.lists import ADDED, added_up
from fortrinn.sources.own_counts import SAID, TOGETHER, OwnCount, protected
from fortrinn.sources.same_list import (
    Earlier,
    ListFile,
    counted_before,
    refuse_as_published,
    step_of,
)
from fortrinn.sources.store import Description
from fortrinn.sources.understood import Understood, understand
from fortrinn.web.datasets.keeping import store, table_of
from fortrinn.web.datasets.models import Dataset, RememberedColumns, Upload
from fortrinn.web.datasets.services import Kept, keep_version, new_dataset

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

MOST_BYTES = 20 << 20
KEPT_FOR = timedelta(days=2)


def receive(
    *,
    strategy: Strategy,
    by: User,
    file: UploadedFile[Any],
    title: str,
    described: dict[str, Any],
    dataset: Dataset | None = None,
) -> Upload:
    """Put a file aside until its columns are settled; files nobody settled are taken away."""
    _take_away_old()
    upload = Upload(
        strategy=strategy,
        by=by,
        name=Path(file.name or "table").name[:200],
        title=title,
        described=described,
        dataset=dataset,
    )
    upload.path.parent.mkdir(parents=True, exist_ok=True)
    with upload.path.open("wb") as there:
        for chunk in file.chunks():
            there.write(chunk)
    upload.save()
    return upload


def take_away(upload: Upload) -> None:
    """Remove a file on its way in."""
    upload.path.unlink(missing_ok=True)
    upload.delete()


def _take_away_old() -> None:
    for old in Upload.objects.filter(at__lt=timezone.now() - KEPT_FOR):
        take_away(old)


def opened(upload: Upload) -> TableFile:
    """The file with its headings; raises TableError for what is no table."""
    return open_table(upload.path, sheet=upload.described.get("sheet") or None)


def said_of(upload: Upload, error: FortrinnError) -> FortrinnError:
    """An error about the file under the name its owner knows."""
    if "path" not in error.fields:
        return error
    return type(error)(error.template, **{**error.fields, "path": upload.name})


# --- the columns --------------------------------------------------------------------------------


def shape_of(columns: Sequence[str]) -> str:
    """Files with the same headings have the same shape."""
    return hashlib.sha256("\0".join(columns).encode()).hexdigest()


def proposed(upload: Upload, file: TableFile) -> ColumnMap | Guess:
    """The columns as this person said them last time, as a known format has them, or a guess."""
    remembered = RememberedColumns.objects.filter(by=upload.by, shape=shape_of(file.columns))
    found = remembered.first()
    if found is not None:
        return found.columns
    return columns_of_known_format(file.columns) or guessed(file)


def remember(upload: Upload, file: TableFile, columns: ColumnMap) -> None:
    """Keep what a person said for the next file with these headings."""
    RememberedColumns.objects.update_or_create(
        by=upload.by, shape=shape_of(file.columns), defaults={"said": columns.as_data()}
    )


# --- what was understood ------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Preview:
    """A file as it was understood, in the numbers a person can judge it by."""

    read: Understood
    regions: Recognised | None
    activities: Recognised | None
    periods: tuple[str, ...]
    counts: Mapping[str, int]

    @property
    def withheld(self) -> int:
        """How many cells the publisher holds back."""
        return self.counts.get(Status.WITHHELD.name.lower(), 0)


def preview(
    file: TableFile,
    columns: ColumnMap,
    count: OwnCount | None = None,
    earlier: Sequence[pa.Table] = (),
    who: str = "",
    beside: Sequence[Earlier] = (),
) -> Preview:
    """Read the file and look at what came out; of one's own counts only what may be shown.

    With ``who`` the file is a list, which is added up. ``earlier`` are the editions of the same
    table, ``beside`` what else was counted from the same list.
    """

    def reader(said: ColumnMap) -> Understood:
        return _with_bare_regions(understand(file, said))

    if count is not None:
        read = protected(reader, columns, count, earlier, who=who, beside=beside)
    else:
        refuse_as_published(beside)
        read = added_up(reader, columns, who).read if who else reader(columns)
    table = read.table
    return Preview(
        read,
        region_classification(_values(table, "region")),
        activity_classification(_values(table, "activity")),
        tuple(sorted(_values(table, "period"))),
        _counted(table),
    )


def earlier_editions(dataset: Dataset | None) -> list[pa.Table]:
    """The tables kept before whose figures are here."""
    if dataset is None or not dataset.counted:
        return []
    versions = dataset.versions.order_by("number")
    return [table_of(version) for version in versions if store().has(version.sha256)]


def of_same_list(
    upload: Upload, file: TableFile, columns: ColumnMap, count: OwnCount | None, who: str
) -> list[Earlier]:
    """What was counted from this list before, wherever in the workspace.

    The title of another strategy's table is not told: not everyone may know that it is there.
    """
    own = upload.dataset.store_key if upload.dataset else ""
    here = _list_file(upload, file, columns, count, who)
    found = list(counted_before(store(), here, columns.value, but=own))
    ours = {one.store_key for one in Dataset.objects.filter(strategy=upload.strategy_id)}
    elsewhere = gettext("a table in another strategy")
    return [one if one.key in ours else replace(one, title=elsewhere) for one in found]


def _list_file(
    upload: Upload, file: TableFile, columns: ColumnMap, count: OwnCount | None, who: str
) -> ListFile:
    """The file by its bytes; by its rows, too, where they are counted."""
    marks = frozenset[str]()
    if count is not None or who:
        marks = marks_of(partial(understand, file), file.columns, columns, who)
    return ListFile.of(_hash_of(upload.path), file.columns, marks)


def _with_bare_regions(read: Understood) -> Understood:
    """Statbank's ``K-1804`` is municipality 1804."""
    import pyarrow as pa

    if "region" not in read.table.column_names:
        return read
    column = read.table["region"].combine_chunks().cast(pa.string())
    codes = {code: bare_region(code) for code in column.unique().to_pylist()}
    if len(set(codes.values())) != len(codes) or not all(code.isdigit() for code in codes.values()):
        return read
    place = read.table.column_names.index("region")
    bare = pa.array([codes[code] for code in column.to_pylist()], pa.string())
    labels = dict(read.labels)
    if "region" in labels:
        labels["region"] = {codes.get(code, code): word for code, word in labels["region"].items()}
    return replace(read, table=read.table.set_column(place, "region", bare), labels=labels)


def _values(table: pa.Table, column: str) -> list[str]:
    import pyarrow as pa

    if column not in table.column_names:
        return []
    found: list[str] = table[column].cast(pa.string()).unique().to_pylist()
    return found


def _counted(table: pa.Table) -> dict[str, int]:
    import pyarrow as pa

    counts = table["status"].cast(pa.string()).value_counts().to_pylist()
    return {one["values"]: one["counts"] for one in counts}


# --- keeping it ---------------------------------------------------------------------------------


@transaction.atomic
def keep(
    *,
    upload: Upload,
    file: TableFile,
    columns: ColumnMap,
    shown: Preview,
    quantity: str,
    rounding: str,
    by: User,
    count: OwnCount | None = None,
    who: str = "",
) -> Kept:
    """Keep what was understood as a dataset's first or next version, and remember the columns."""
    remember(upload, file, columns)
    said = upload.described
    dataset = upload.dataset or new_dataset(
        strategy=upload.strategy,
        by=by,
        title=upload.title,
        publisher=said.get("publisher") or file.facts.get("publisher", ""),
        table_id=said.get("table_id") or file.facts.get("table", ""),
        licence=said.get("licence") or file.facts.get("licence", ""),
        restricted=bool(said.get("restricted")),
        conditions=said.get("conditions", ""),
        quantity=quantity,
        rounding=rounding,
        counted=count.of if count else "",
        source_key="file",
    )
    here = _list_file(upload, file, columns, count, who)
    step = step_of(upload.name, here, columns, count, who)
    about = _described(dataset, upload, file, shown, step)
    done = [
        {"kind": "made", "template": note.template, "fields": dict(note.fields)}
        for note in shown.read.notes
        if note.template in (ADDED, TOGETHER, *SAID.values())
    ]
    about = replace(about, steps=(*about.steps, *done), counted=count.of if count else "")
    kept = keep_version(dataset=dataset, table=shown.read.table, about=about, by=by)
    transaction.on_commit(lambda: take_away(upload))
    return kept


def _described(
    dataset: Dataset, upload: Upload, file: TableFile, shown: Preview, step: dict[str, Any]
) -> Description:
    read = shown.read
    found = {"region": shown.regions, "activity": shown.activities}
    faults = [f"{fault.row}: {fault.reason}" for fault in read.faults[:200]]
    known = known_format(file.columns)
    return Description(
        title=dataset.title,
        publisher=dataset.publisher,
        table=dataset.table_id,
        licence=dataset.licence,
        licence_url=dataset.licence_url,
        updated=file.facts.get("updated", ""),
        query={"file": upload.name, "sheet": upload.described.get("sheet", "")},
        keys=read.keys,
        labels=read.labels,
        classifications={role: one.key for role, one in found.items() if one is not None},
        steps=(
            step
            | {
                "format": known.key if known else "",
                "left_out": read.left_out,
                "without_figure": len(read.faults) - read.left_out,
                "faults": faults,
            },
        ),
        notes=tuple(str(note) for note in read.notes),
        restricted=dataset.restricted,
    )


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
