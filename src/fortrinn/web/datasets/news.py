"""What a publisher's update touches."""

from __future__ import annotations

from fortrinn.web.datasets.models import Dataset
from fortrinn.web.records.models import Link, Record


def touched_by(dataset: Dataset) -> list[Record]:
    """What rests on the figures we have, and what rests on that."""
    newest = dataset.newest
    links = Link.objects.standing().filter(target_id=newest.pk) if newest else ()
    resting = [link.source for link in links]
    further = Link.objects.standing().filter(target_id__in=[one.pk for one in resting])
    touched = {one.pk: one for one in (*resting, *(link.source for link in further))}
    return list(touched.values())
