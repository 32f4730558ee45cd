"""Datasets and their versions: a version is made when a content is seen for the first time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils import timezone

from fortrinn import __version__, reference
from fortrinn.errors import NotShipped
from fortrinn.sources.store import Description, StoredVersion
from fortrinn.web.datasets.keeping import store
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Visibility
from fortrinn.web.records.services import create_record

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy


def _(text: str) -> str:
    return text


def load_reference() -> list[DatasetVersion]:
    """Make a version of every shipped table whose content is new; gives those that were made."""
    known = set(DatasetVersion.objects.values_list("key", "sha256"))
    return [
        _made(dataset)
        for dataset in reference.datasets()
        if (dataset.key, dataset.sha256) not in known
    ]


@transaction.atomic
def _made(dataset: reference.Dataset) -> DatasetVersion:
    record = create_record(
        kind=KINDS["dataset-version"],
        strategy=None,
        by=None,
        title=dataset.title.nb,
        language="nb",
        slug=f"{dataset.key}-{dataset.sha256[:8]}",
        visibility=Visibility.PUBLIC,
        key=dataset.key,
        sha256=dataset.sha256,
        source=_described(dataset),
    )
    assert isinstance(record, DatasetVersion)
    return record


def _described(dataset: reference.Dataset) -> dict[str, Any]:
    """The table's description as JSON holds it, its texts by language."""
    texts = {"title": dataset.title._asdict(), "notes": dataset.notes._asdict()}
    return asdict(dataset) | texts


def current_version(key: str) -> DatasetVersion:
    """The version of a shipped table that the figures come from now."""
    shipped = reference.dataset(key)
    version = DatasetVersion.objects.filter(key=key, sha256=shipped.sha256).first()
    if version is None:
        raise NotShipped(
            _("The table '{key}' is not loaded yet. Run fortrinn serve once more."), key=key
        )
    return version


# --- tables of a strategy -----------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """A version that was kept; ``is_new`` is False where the same figures were there already."""

    version: DatasetVersion
    is_new: bool


def new_dataset(*, strategy: Strategy, by: User | None, title: str, **fields: Any) -> Dataset:
    """A dataset without a version yet."""
    record = create_record(
        kind=KINDS["dataset"],
        strategy=strategy,
        by=by,
        title=title,
        language=strategy.language,
        **fields,
    )
    return cast(Dataset, record)


def keep_version(*, dataset: Dataset, table: pa.Table, about: Description, by: User | None) -> Kept:
    """Keep a table as the dataset's next version; the same figures again are the version there is.

    The file is written first, whole or not at all; a version without its file cannot come about.
    """
    stored = store().add(dataset.store_key, table, about)
    return _kept(dataset, stored, by)


@transaction.atomic
def _kept(dataset: Dataset, stored: StoredVersion, by: User | None) -> Kept:
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    there = DatasetVersion.objects.filter(dataset=dataset, number=stored.number).first()
    if there is not None:
        return Kept(there, is_new=False)
    record = create_record(
        kind=KINDS["dataset-version"],
        strategy=dataset.strategy,
        by=by,
        title=f"{dataset.title} ({stored.number})"[:240],
        language=dataset.language,
        slug=f"{dataset.slug}-{stored.number}",
        key=dataset.store_key,
        sha256=stored.sha256,
        number=stored.number,
        dataset=dataset,
        source=_source_of(stored),
    )
    return Kept(cast(DatasetVersion, record), is_new=True)


def _source_of(stored: StoredVersion) -> dict[str, Any]:
    """What the version says of itself, as JSON holds it."""
    about = asdict(stored.about)
    changes = None if stored.changes is None else stored.changes.as_data()
    return about | {
        "rows": stored.rows,
        "retrieved": timezone.localtime().date().isoformat(),
        "fetched_at": stored.fetched_at,
        "made_with": __version__,
        "changes": changes,
    }
