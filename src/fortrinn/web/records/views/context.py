"""What the templates of a record's pages get."""

from __future__ import annotations

from typing import Any

from fortrinn.web.records.access import Opened
from fortrinn.web.records.forms import CommentForm
from fortrinn.web.records.thread import walk
from fortrinn.web.strategies.roles import Power


def base(opened: Opened) -> dict[str, Any]:
    """What every page of a record knows."""
    record = opened.record
    return {
        "opened": opened,
        "record": record,
        "kind": record.kind_of,
        "strategy": record.strategy,
        "membership": opened.membership,
        "may": {power.name.lower(): opened.may(power) for power in Power},
    }


def page_of(opened: Opened) -> dict[str, Any]:
    """The record's own page: its nearest links and what was said."""
    record = opened.record
    return base(opened) | {
        "back": walk(record, "back", opened.membership, deepest=1),
        "forward": walk(record, "forward", opened.membership, deepest=1),
        "comments": record.comments.select_related("by", "withdrawn_by"),
        "comment_form": CommentForm(),
        "attachments": record.attachments.select_related("by", "withdrawn_by"),
        "tags": [on.tag for on in record.tagged.filter(withdrawn_at=None).select_related("tag")],
    }
