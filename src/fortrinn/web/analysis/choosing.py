"""Which of a strategy's own tables a person may run an analysis on."""

from __future__ import annotations

from typing import cast

from django.http import Http404

from fortrinn.web.analysis.own_tables import usable
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.strategies.models import Membership


def usable_datasets(membership: Membership) -> list[Dataset]:
    """The datasets with regions and activities in them."""
    datasets = visible_records(membership, KINDS["dataset"]).select_related("strategy")
    found = [cast(Dataset, record) for record in datasets]
    newest = [(one, one.newest) for one in found]
    return [one for one, version in newest if version is not None and usable(version)]


def own_table(membership: Membership, slug: str) -> DatasetVersion | None:
    """The newest version of the dataset in the address; None where none is named."""
    if not slug:
        return None
    found = visible_records(membership, KINDS["dataset"]).filter(slug=slug).first()
    version = cast(Dataset, found).newest if found is not None else None
    if version is None or not usable(version):
        raise Http404
    return version
