"""What was promised at meetings, for the strategy's list of promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from fortrinn.web.arenas.kinds import AGREED
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.promises import Promise, promises
from fortrinn.web.strategies.models import Membership


@promises
def of_arenas(membership: Membership) -> Iterator[Promise]:
    """What was agreed at meetings and is not done."""
    agreed = cast("Any", visible_records(membership, AGREED)).filter(status="open")
    for one in agreed.select_related("strategy"):
        yield Promise(one.who, one.title, one.due, one)
