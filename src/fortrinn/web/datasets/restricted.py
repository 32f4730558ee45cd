"""Figures that are not for publication: nothing that shows them goes to more than the working
group, and none of it leaves as a file."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fortrinn.errors import InputError
from fortrinn.web.records.models import Link, LinkType, Record

SHOWS_FIGURES = frozenset({"dataset", "dataset-version", "analysis-run", "finding", "option"})
TELLS_FIGURES = SHOWS_FIGURES - {"dataset"}
_FARTHEST = 8


def is_restricted(record: Record) -> bool:
    """Whether the figures of a record come from a table that is not for publication.

    A finding or a way to look into rests on a run, a run on a dataset version: the way back is
    walked.
    """
    seen: set[int] = set()
    edge = {record.pk}
    for _step in range(_FARTHEST):
        if _any_restricted(edge):
            return True
        seen |= edge
        links = Link.objects.filter(
            source_id__in=edge,
            type=LinkType.RESTS_ON,
            withdrawn_at=None,
            target__kind__in=SHOWS_FIGURES,
        )
        edge = set(links.values_list("target_id", flat=True)) - seen
        if not edge:
            return False
    return False


def _any_restricted(keys: set[int]) -> bool:
    own = Q(as_dataset__restricted=True) | Q(datasetversion__dataset__restricted=True)
    return Record.objects.filter(own, pk__in=keys).exists()


def refuse_showing(record: Record, _to: str) -> None:
    """The veto on showing figures that are not for publication to anyone outside the group."""
    if record.kind in SHOWS_FIGURES and is_restricted(record):
        raise InputError(
            gettext_noop(
                "These figures are not for publication. Only the working group may see them, and "
                "the conditions they were given on stay with everything made from them."
            )
        )


def is_kept_in(record: Record) -> bool:
    """Whether it tells figures that may not leave as a file; a dataset only describes them."""
    return record.kind in TELLS_FIGURES and is_restricted(record)


def refuse_taking_out(record: Record) -> None:
    """Refuse a file with figures that are not for publication."""
    if is_restricted(record):
        raise PermissionDenied(
            _(
                "These figures are not for publication, so they are not given out as a file. They "
                "can be read here by the working group."
            )
        )
