"""Old figures that nothing rests on can be removed; that they were there stays known.

A version is kept while a run was made from it, while something is or was linked to it, while it is
the newest, and when it is a count of one's own, for what it shows limits what later ones may. The
file goes, the version's page stays with its hash, origin and changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from fortrinn.errors import InputError
from fortrinn.sources.store import COUNTED, NEWEST, why_none_goes
from fortrinn.web.datasets.keeping import store
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.models import Link

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User

RESTED_ON = _("An analysis was made from it.")
LINKED = _("Something is or was linked to it, such as a finding or a document.")


@dataclass(frozen=True)
class Standing:
    """A version whose figures are here, and why they are kept; no reason means they may go."""

    version: DatasetVersion
    reason: str


def standings(dataset: Dataset) -> list[Standing]:
    """Every version whose figures are here, the newest first."""
    versions = dataset.versions.select_related("dataset", "strategy").order_by("-number")
    newest = dataset.newest
    return [
        Standing(one, NEWEST if newest == one else _why_kept(one))
        for one in versions
        if one.pruned_at is None and store().has(one.sha256)
    ]


def _why_kept(version: DatasetVersion) -> str:
    if any(_points_here(version)):
        return RESTED_ON
    if version.dataset is not None and version.dataset.counted:
        return COUNTED
    return LINKED if Link.objects.filter(target_id=version.pk).exists() else ""


def _points_here(version: DatasetVersion) -> Iterator[bool]:
    """Whether a row of any app names the version: what may not lose it says so by its key."""
    for relation in DatasetVersion._meta.related_objects:
        if relation.model is DatasetVersion:
            rows = relation.related_model._base_manager
            yield rows.filter(**{relation.field.name: version.pk}).exists()


@transaction.atomic
def prune(*, dataset: Dataset, by: User | None) -> list[DatasetVersion]:
    """Remove the figures of every version that may go; each is written down."""
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    found = standings(dataset)
    going = [one.version for one in found if not one.reason]
    if not going:
        raise InputError(why_none_goes([one.reason for one in found]))
    for version in going:
        version.pruned_at = timezone.now()
        version.save(update_fields=["pruned_at"])
        tell(Action.PRUNED, by=by, record=version, sha256=version.sha256, number=version.number)
    # The files last: should anything above fail, no figure is gone.
    for version in going:
        store().prune(dataset.store_key, version.number, needed=False)
    return going
