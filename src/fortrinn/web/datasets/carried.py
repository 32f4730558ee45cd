"""A version carried to today's regions or another industry standard, kept as a table of its own."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fortrinn.errors import InputError
from fortrinn.reference.correspondence import Correspondence
from fortrinn.reference.correspondences import counties_of_today
from fortrinn.sources.store import Description
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.datasets.services import Kept, keep_version, new_dataset
from fortrinn.web.records.models import TITLE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from fortrinn.web.accounts.models import User

OF_THE_CELL = ("value", "status", "basis", "at_least")


def correspondence_in(text: str, name: str) -> Correspondence:
    """A correspondence from the text of a CSV file, as KLASS or a person writes it."""
    separator = ";" if text.count(";") >= text.count(",") else ","
    rows: list[Mapping[str, str]] = [
        {key: word or "" for key, word in row.items() if isinstance(key, str)}
        for row in csv.DictReader(text.splitlines(), delimiter=separator)
    ]
    if not rows:
        raise InputError(gettext_noop("The file has no rows. It needs old and new codes."))
    return Correspondence.from_rows(name, name, rows)


def carry_version(
    *, version: DatasetVersion, column: str, by: User, correspondence: Correspondence | None
) -> Kept:
    """Keep a version in new codes; without a correspondence in the counties of today."""
    if version.dataset is None or version.strategy is None:
        raise TypeError("Only a strategy's own table is carried.")
    table = _carried(version, column, correspondence)
    if not table.num_rows:
        raise InputError(gettext_noop("No code of the table is in the correspondence."))
    old = version.dataset
    into = _("counties of today") if correspondence is None else correspondence.target
    title = _("{title}, in {codes}").format(title=old.title, codes=into)[:TITLE_LIMIT]
    described = _described(version, title, column, into)
    dataset = new_dataset(
        strategy=version.strategy,
        by=by,
        title=title,
        publisher=old.publisher,
        table_id=old.table_id,
        licence=old.licence,
        licence_url=old.licence_url,
        quantity=old.quantity,
        rounding=old.rounding,
        restricted=old.restricted,
        conditions=old.conditions,
    )
    return keep_version(dataset=dataset, table=table, about=described, by=by)


def _carried(version: DatasetVersion, column: str, by: Correspondence | None) -> pa.Table:
    table = table_of(version)
    wanted = [name for name in table.column_names if name not in ("basis", "at_least")]
    if by is not None:
        return by.carry(table.select(wanted), column=column)
    if "period" not in table.column_names:
        raise InputError(gettext_noop("The table has no periods, so nobody knows whose codes."))
    return counties_of_today(table.select(wanted), region=column)


def _described(version: DatasetVersion, title: str, column: str, into: str) -> Description:
    source: dict[str, Any] = version.source
    step = _(
        "Carried to {codes}. Each cell says whether it is the same unit, a sum or estimated by a "
        "share; a sum with a withheld part has a lower bound and no figure."
    ).format(codes=into)
    about = Description(
        title=title,
        publisher=source.get("publisher", ""),
        table=source.get("table", ""),
        licence=source.get("licence", ""),
        licence_url=source.get("licence_url", ""),
        keys=version.columns,
        labels={name: words for name, words in version.labels.items() if name != column},
        steps=(*source.get("steps", ()), {"kind": "carried", "text": step}),
        notes=tuple(source.get("notes", ())),
    )
    return replace(about, updated=source.get("updated", ""))
