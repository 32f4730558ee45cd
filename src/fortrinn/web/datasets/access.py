"""The only way from an address to a dataset, a version of it, or a file on its way in."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.models import DatasetVersion, Upload
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


def dataset_for(
    user: User | AnonymousUser, place: str, strategy: str, slug: str, power: Power | None = None
) -> Opened:
    """The dataset at an address, for a person who may see it."""
    return record_for(user, place, strategy, KINDS["dataset"], slug, power)


def version_for(opened: Opened, number: int) -> DatasetVersion:
    """A version of a dataset somebody may see."""
    versions = DatasetVersion.objects.select_related("dataset", "strategy", "created_by")
    found = versions.filter(dataset_id=opened.record.pk, number=number, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def upload_for(membership: Membership, uid: UUID) -> Upload:
    """A file this person has brought to this strategy; nobody else sees it before it is kept."""
    found = Upload.objects.filter(
        uid=uid, strategy=membership.strategy, by=membership.user
    ).select_related("by", "dataset", "strategy")
    upload = found.first()
    if upload is None or not upload.path.is_file():
        raise Http404
    return upload
