"""A version carried to today's regions or another industry standard, kept as a table of its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from fortrinn.carrying import Way, by_file, carried
from fortrinn.errors import InputError
from fortrinn.sources.store import Description
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.datasets.services import Kept, keep_version, new_dataset
from fortrinn.web.records.models import TITLE_LIMIT, LinkType
from fortrinn.web.records.services import link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User

BY_FILE: Final = "file"
MOST_NAMED = 12

TOLD: Final[Mapping[str, tuple[Any, Any]]] = {
    "counties": (
        gettext_lazy("The counties of today, each year by its own codes"),
        gettext_lazy("counties of today"),
    ),
    "municipalities": (
        gettext_lazy("The municipalities of today, where the codes that ship can tell"),
        gettext_lazy("municipalities of today"),
    ),
    "klass-municipalities": (
        gettext_lazy("The municipalities of today, by KLASS"),
        gettext_lazy("municipalities of today"),
    ),
    "counties-2024": (
        gettext_lazy("From today's municipalities to counties"),
        gettext_lazy("counties"),
    ),
    "nuts3": (gettext_lazy("From today's municipalities to NUTS 3"), "NUTS 3"),
    "nuts2": (gettext_lazy("From today's municipalities to NUTS 2"), "NUTS 2"),
    "klass-sn2025": (gettext_lazy("From SN2007 to SN2025, by KLASS"), "SN2025"),
    "klass-sn2007": (gettext_lazy("From SN2025 to SN2007, by KLASS"), "SN2007"),
}
"""Each of the ways, and what its new codes are called."""


def way_of(text: str, name: str) -> Way:
    """A correspondence, or changes over the years, from the text of a CSV file, as KLASS or a
    person writes it."""
    separator = ";" if text.count(";") >= text.count(",") else ","
    rows: list[Mapping[str, str]] = [
        {key: word or "" for key, word in row.items() if isinstance(key, str)}
        for row in csv.DictReader(text.splitlines(), delimiter=separator)
    ]
    if not rows:
        raise InputError(gettext_noop("The file has no rows. It needs old and new codes."))
    return by_file(rows, name)


# --- carrying -----------------------------------------------------------------------------------


def carry_version(
    *, version: DatasetVersion, column: str, way: Way, into: str, by: User | None
) -> Kept:
    """Keep a version in new codes: a table of its own, or the next version of the one there is."""
    if version.dataset is None or version.strategy is None:
        raise TypeError("Only a strategy's own table is carried.")
    made = carried(table_of(version), way, column)
    with transaction.atomic():
        dataset = _dataset_for(version, column, into, by)
        about = _described(version, dataset.title, column, into, made.left_out)
        kept = keep_version(dataset=dataset, table=made.table, about=about, by=by)
        # What the old figures may not be shown to, these may not either.
        link_records(source=kept.version, target=version, type=LinkType.RESTS_ON, by=by)
    return kept


def _dataset_for(version: DatasetVersion, column: str, into: str, by: User | None) -> Dataset:
    old = version.dataset
    assert old is not None
    query = {"carried": {"from": str(old.uid), "column": column, "to": into}}
    there = Dataset.objects.filter(strategy=version.strategy, query=query, removed_at=None)
    made = there.order_by("pk").first()
    if made is not None:
        return made
    assert version.strategy is not None
    return new_dataset(
        strategy=version.strategy,
        by=by,
        title=_("{title}, in {codes}").format(title=old.title, codes=into)[:TITLE_LIMIT],
        publisher=old.publisher,
        table_id=old.table_id,
        licence=old.licence,
        licence_url=old.licence_url,
        quantity=old.quantity,
        rounding=old.rounding,
        restricted=old.restricted,
        conditions=old.conditions,
        counted=old.counted,
        query=query,
    )


def _described(
    version: DatasetVersion, title: str, column: str, into: str, left_out: tuple[str, ...]
) -> Description:
    source: dict[str, Any] = version.source
    step = _(
        "Carried to {codes}. Each cell says whether it is the same unit, a sum or estimated by a "
        "share; a sum with a withheld part has a lower bound and no figure."
    ).format(codes=into)
    steps = [*source.get("steps", ()), {"kind": "carried", "text": step}]
    if left_out:
        named = ", ".join(left_out[:MOST_NAMED]) + ("…" if len(left_out) > MOST_NAMED else "")
        text = _(
            "Not carried, for they were divided or ended, and nothing says how: {codes}. What a "
            "divided one went into has a lower bound and no figure."
        ).format(codes=named)
        steps.append({"kind": "carried", "text": text})
    about = Description(
        title=title,
        publisher=source.get("publisher", ""),
        table=source.get("table", ""),
        licence=source.get("licence", ""),
        licence_url=source.get("licence_url", ""),
        keys=version.columns,
        labels={name: words for name, words in version.labels.items() if name != column},
        steps=tuple(steps),
        notes=tuple(source.get("notes", ())),
        restricted=bool(version.dataset and version.dataset.restricted),
        counted=version.dataset.counted if version.dataset else "",
    )
    return replace(about, updated=source.get("updated", ""))
