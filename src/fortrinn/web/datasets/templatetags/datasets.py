"""A dataset drawn in its record's page."""

from __future__ import annotations

from typing import Any

from django import template

from fortrinn.web.datasets.models import Dataset
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

register = template.Library()


@register.simple_tag
def shown_dataset(dataset: Dataset, membership: Membership | None) -> dict[str, Any]:
    """Its versions, the newest first, and what the reader may do."""
    versions = dataset.versions.select_related("strategy", "dataset").order_by("-number")
    return {
        "versions": list(versions),
        "is_fetched": dataset.source_key not in ("", "file"),
        "may_analyse": membership is not None and membership.may(Power.ANALYSE),
    }
