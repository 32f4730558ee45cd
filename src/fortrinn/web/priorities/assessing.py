"""Say what one thinks of a discovery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from fortrinn.errors import InputError
from fortrinn.web.priorities.models import Assessment, Discovery
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record, edit_record

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


def _(text: str) -> str:
    return text


@transaction.atomic
def assess(*, discovery: Discovery, by: User, language: str, **said: Any) -> Assessment:
    """One person's view of a discovery; said again, it is a new version of the same one.

    It carries the discovery's title, so it is the working group's: whoever may see the discovery
    reads it in the comparison.
    """
    if said.get("interest") and said.get("points"):
        raise InputError(_("Whoever has something to gain gives reasons, but no points."))
    # Two windows at once are one assessment: the discovery is held while it is looked for.
    Discovery.objects.select_for_update().get(pk=discovery.pk)
    earlier = Assessment.objects.filter(discovery=discovery, person=by).first()
    if earlier is not None:
        return edit_record(record=earlier, by=by, version=earlier.version, **said)
    record = create_record(
        kind=KINDS["assessment"],
        strategy=discovery.strategy,
        by=by,
        title=discovery.title,
        language=language,
        discovery=discovery,
        person=by,
        **said,
    )
    return cast(Assessment, record)
