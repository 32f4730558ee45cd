"""Dataset versions: made when a content is seen for the first time."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction

from fortrinn import reference
from fortrinn.errors import NotShipped
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Visibility
from fortrinn.web.records.services import create_record


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
