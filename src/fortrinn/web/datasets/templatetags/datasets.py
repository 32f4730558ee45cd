"""A dataset drawn in its record's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fortrinn.web.datasets.models import Dataset
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

register = template.Library()

# Publishers and licences with names that are not the same in all languages.
gettext_noop("Statistics Norway")
gettext_noop("Statistics Norway, KLASS")
gettext_noop("European Commission, CORDIS")
gettext_noop("NLOD (believed; check before publishing)")
gettext_noop("Reuse with source (Decision 2011/833/EU)")


@register.filter
def called(name: str) -> str:
    """What a publisher or a licence is called in the page's language."""
    return _(name) if name else ""


@register.simple_tag
def shown_dataset(dataset: Dataset, membership: Membership | None) -> dict[str, Any]:
    """Its versions, the newest first, and what the reader may do."""
    versions = dataset.versions.select_related("strategy", "dataset").order_by("-number")
    return {
        "versions": list(versions),
        "is_fetched": dataset.source_key not in ("", "file"),
        "may_analyse": membership is not None and membership.may(Power.ANALYSE),
    }
