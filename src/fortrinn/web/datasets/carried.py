"""A version carried to today's regions or another industry standard, kept as a table of its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from fortrinn.errors import InputError
from fortrinn.reference.correspondence import Correspondence
from fortrinn.reference.correspondences import counties_of_today, municipalities_into
from fortrinn.reference.reforms import (
    KNOWN_SINCE,
    Carried,
    Change,
    at_every_level,
    carried_by,
    known_changes,
    municipalities_since,
)
from fortrinn.sources import SOURCES
from fortrinn.sources.klass import INDUSTRIES, MUNICIPALITIES, Klass
from fortrinn.sources.store import Description
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.datasets.services import Kept, keep_version, new_dataset
from fortrinn.web.records.models import TITLE_LIMIT, LinkType
from fortrinn.web.records.services import link_records

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.web.accounts.models import User

OF_THE_CELL: Final = ("basis", "at_least")
BY_FILE: Final = "file"
FIRST_DAY, LAST_DAY = "2000-01-02", "2100-01-01"
MOST_NAMED = 12


@dataclass(frozen=True)
class Way:
    """A way to carry a table: what it says, what the new codes are called, and how it is done.

    ``asks`` says that a publisher is asked on the way, ``of`` which column has such codes.
    """

    label: Any
    codes: Any
    carry: Callable[[pa.Table, str], Carried]
    asks: bool = False
    of: str = "region"


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


# --- the ways -----------------------------------------------------------------------------------


def _counties(table: pa.Table, column: str) -> Carried:
    return Carried(counties_of_today(_dated(table), region=column))


def _municipalities(table: pa.Table, column: str) -> Carried:
    return municipalities_since(_dated(table), known_changes(), since=KNOWN_SINCE, region=column)


def _into(level: str) -> Callable[[pa.Table, str], Carried]:
    return lambda table, column: Carried(municipalities_into(level).carry(table, column=column), ())


def _municipalities_by_klass(table: pa.Table, column: str) -> Carried:
    told = _klass().changes(MUNICIPALITIES, FIRST_DAY, LAST_DAY).table.to_pylist()
    changes = [
        Change(row["old"], row["new"] or "", int(row["date"][:4])) for row in told if row["old"]
    ]
    return municipalities_since(_dated(table), changes, region=column)


def _industries_by_klass(source: str, target: str) -> Callable[[pa.Table, str], Carried]:
    def carry(table: pa.Table, column: str) -> Carried:
        told = _klass().between_versions(INDUSTRIES, "SN2007", "SN2025").table
        pairs = list(zip(told["source"].to_pylist(), told["target"].to_pylist(), strict=True))
        if source == "SN2025":
            pairs = [(new, old) for old, new in pairs]
        every = at_every_level(pairs)
        return carried_by(table, every, column=column, source=source, target=target)

    return carry


WAYS: Final[Mapping[str, Way]] = {
    "counties": Way(
        gettext_lazy("The counties of today, each year by its own codes"),
        gettext_lazy("counties of today"),
        _counties,
    ),
    "municipalities": Way(
        gettext_lazy("The municipalities of today, where the codes that ship can tell"),
        gettext_lazy("municipalities of today"),
        _municipalities,
    ),
    "klass-municipalities": Way(
        gettext_lazy("The municipalities of today, by KLASS"),
        gettext_lazy("municipalities of today"),
        _municipalities_by_klass,
        asks=True,
    ),
    "counties-2024": Way(
        gettext_lazy("From today's municipalities to counties"),
        gettext_lazy("counties"),
        _into("counties-2024"),
    ),
    "nuts3": Way(gettext_lazy("From today's municipalities to NUTS 3"), "NUTS 3", _into("nuts3")),
    "nuts2": Way(gettext_lazy("From today's municipalities to NUTS 2"), "NUTS 2", _into("nuts2")),
    "klass-sn2025": Way(
        gettext_lazy("From SN2007 to SN2025, by KLASS"),
        "SN2025",
        _industries_by_klass("SN2007", "SN2025"),
        asks=True,
        of="activity",
    ),
    "klass-sn2007": Way(
        gettext_lazy("From SN2025 to SN2007, by KLASS"),
        "SN2007",
        _industries_by_klass("SN2025", "SN2007"),
        asks=True,
        of="activity",
    ),
}


def by_correspondence(correspondence: Correspondence) -> Way:
    """By a file somebody brought."""
    return Way(
        "",
        correspondence.target,
        lambda table, column: Carried(correspondence.carry(table, column=column)),
    )


def _dated(table: pa.Table) -> pa.Table:
    if "period" not in table.column_names:
        raise InputError(gettext_noop("The table has no periods, so nobody knows whose codes."))
    return table


def _klass() -> Klass:
    return cast(Klass, SOURCES["klass"].connect())


# --- carrying -----------------------------------------------------------------------------------


def carry_version(*, version: DatasetVersion, column: str, way: Way, by: User | None) -> Kept:
    """Keep a version in new codes: a table of its own, or the next version of the one there is."""
    if version.dataset is None or version.strategy is None:
        raise TypeError("Only a strategy's own table is carried.")
    table = table_of(version)
    carried = way.carry(
        table.select([name for name in table.column_names if name not in OF_THE_CELL]), column
    )
    if not carried.table.num_rows:
        raise InputError(gettext_noop("No code of the table is in the correspondence."))
    into = str(way.codes)
    with transaction.atomic():
        dataset = _dataset_for(version, column, into, by)
        about = _described(version, dataset.title, column, into, carried.left_out)
        kept = keep_version(dataset=dataset, table=carried.table, about=about, by=by)
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
