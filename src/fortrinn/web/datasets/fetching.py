"""Tables from publishers: by a recipe, and again, with what rested on the old figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from fortrinn.content.recipes import Recipe
from fortrinn.errors import FortrinnError, InputError
from fortrinn.reference import counties, municipalities
from fortrinn.reference.recognised import activity_classification, region_classification
from fortrinn.sources import SOURCES
from fortrinn.sources.fetched import Query
from fortrinn.sources.long_form import LongForm, completed, long_form
from fortrinn.web.datasets.estimates import keep_estimate
from fortrinn.web.datasets.models import Dataset, DatasetVersion, LastFailure
from fortrinn.web.datasets.services import Kept, keep_version, new_dataset
from fortrinn.web.records.models import TITLE_LIMIT

if TYPE_CHECKING:
    from fortrinn.sources.connector import Progress
    from fortrinn.sources.store import Description
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.models import Record
    from fortrinn.web.strategies.models import Strategy

Rerun = Callable[[DatasetVersion, DatasetVersion, "User | None"], "list[Record]"]

RERUNS: list[Rerun] = []
"""What makes again, on a new version, what rested on the old one. Apps add theirs."""


def query_of(recipe: Recipe, county: str) -> Query:
    """The query of a recipe for a county, its dimensions still named by role."""
    place = next((one for one in counties() if one.code == county), None)
    if place is None:
        raise InputError(_("The strategy covers no county, so the recipe has no place to ask for."))
    own = tuple(one.code for one in municipalities(county))
    return Query(recipe.table, recipe.filled(county, own, place.nuts2), dict(recipe.codelists))


def fetched(
    source: str, query: Query, *, title: str, activity: str = "", progress: Progress | None = None
) -> LongForm:
    """Ask the publisher; what came as a table of the store."""
    publisher = SOURCES[source]
    client = publisher.connect()
    description = client.metadata(query.table, language=query.language, refresh=True)
    whole = completed(query, description.dimensions) if description.dimensions else query
    answer = client.fetch(whole, refresh=True, progress=progress)
    return _recognised(long_form(answer, title=title, activity=activity))


def _recognised(made: LongForm) -> LongForm:
    import pyarrow as pa

    found = {}
    for role, look in (("region", region_classification), ("activity", activity_classification)):
        if role in made.table.column_names:
            codes = made.table[role].cast(pa.string()).unique().to_pylist()
            known = look([code for code in codes if code is not None])
            if known is not None:
                found[role] = known.key
    return replace(made, about=replace(made.about, classifications=found))


def fetch_recipe(*, recipe: Recipe, strategy: Strategy, county: str, by: User | None) -> Kept:
    """Fetch a recipe's table and keep it; on failure what there is stays, and the reason is kept.

    Raises what went wrong, so that who asked is told.
    """
    try:
        title = recipe.title(strategy.language)
        made = fetched(
            recipe.source, query_of(recipe, county), title=title, activity=recipe.activity
        )
        with transaction.atomic():
            dataset = _dataset_of(recipe, strategy, made, title, by)
            kept = keep_version(dataset=dataset, table=made.table, about=made.about, by=by)
            keep_estimate(
                recipe=recipe.key, sizes=recipe.sizes, strategy=strategy, made=made, by=by
            )
    except FortrinnError as error:
        _failed(strategy, recipe.key, error)
        raise
    LastFailure.objects.filter(strategy=strategy, key=recipe.key).delete()
    return kept


def _dataset_of(
    recipe: Recipe, strategy: Strategy, made: LongForm, title: str, by: User | None
) -> Dataset:
    """The dataset a recipe filled before, else a new one; what it knows of itself is renewed."""
    about = made.about
    dataset = Dataset.objects.filter(
        strategy=strategy, recipe=recipe.key, removed_at=None
    ).first() or new_dataset(
        strategy=strategy,
        by=by,
        title=title,
        publisher=about.publisher,
        table_id=about.table,
        licence=about.licence,
        licence_url=about.licence_url,
        quantity=recipe.quantity,
        source_key=recipe.source,
        recipe=recipe.key,
    )
    _remember(dataset, about)
    return dataset


def _failed(strategy: Strategy, key: str, error: FortrinnError) -> None:
    fields = {name: str(value) for name, value in error.fields.items()}
    LastFailure.objects.update_or_create(
        strategy=strategy,
        key=key,
        defaults={"problem": {"template": error.template, "fields": fields}},
    )


# --- a table somebody chose ---------------------------------------------------------------------


def fetch_table(
    *,
    strategy: Strategy,
    source: str,
    query: Query,
    title: str,
    by: User | None,
    progress: Progress | None = None,
) -> Kept:
    """Fetch a chosen selection and keep it; the same selection again is the next version."""
    made = fetched(source, query, title=title, progress=progress)
    about = made.about
    with transaction.atomic():
        dataset = _asked_before(strategy, source, about.query) or new_dataset(
            strategy=strategy,
            by=by,
            title=(title or about.title)[:TITLE_LIMIT],
            publisher=about.publisher,
            table_id=about.table,
            licence=about.licence,
            licence_url=about.licence_url,
            source_key=source,
        )
        _remember(dataset, about)
        return keep_version(dataset=dataset, table=made.table, about=about, by=by)


def _asked_before(strategy: Strategy, source: str, query: Mapping[str, Any]) -> Dataset | None:
    """The dataset that came from the same question."""
    there = Dataset.objects.filter(
        strategy=strategy, source_key=source, query=_repeatable(query), removed_at=None
    )
    return there.order_by("pk").first()


def _repeatable(query: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in query.items() if k not in ("command", "curl", "source")}


def _remember(dataset: Dataset, about: Description) -> None:
    """What repeats the fetch, and when the publisher had updated the table."""
    Dataset.objects.filter(pk=dataset.pk).update(
        query=_repeatable(about.query),
        publisher_updated=about.updated,
        checked_at=timezone.now(),
    )
    dataset.refresh_from_db()


# --- again --------------------------------------------------------------------------------------


def look_for_news(dataset: Dataset) -> bool:
    """Ask the publisher when the table was updated; whether that is news."""
    if dataset.source_key not in SOURCES:
        return False
    client = SOURCES[dataset.source_key].connect()
    table = dataset.query.get("table", dataset.table_id)
    updated = client.metadata(table, refresh=True).updated
    Dataset.objects.filter(pk=dataset.pk).update(
        publisher_updated=updated, checked_at=timezone.now()
    )
    dataset.refresh_from_db()
    return dataset.has_news


def fetch_again(*, dataset: Dataset, by: User | None) -> tuple[Kept, list[Record]]:
    """Fetch a dataset's table anew, and run what rested on the old version on the new one."""
    if dataset.source_key not in SOURCES:
        raise InputError(_("This table was brought as a file. Upload the new one."))
    old = dataset.newest
    query = Query.from_data(dataset.query)
    activity = _activity_of(dataset)
    made = fetched(dataset.source_key, query, title=dataset.title, activity=activity)
    kept = keep_version(dataset=dataset, table=made.table, about=made.about, by=by)
    Dataset.objects.filter(pk=dataset.pk).update(
        publisher_updated=made.about.updated, checked_at=timezone.now()
    )
    if old is None or not kept.is_new:
        return kept, []
    return kept, [record for rerun in RERUNS for record in rerun(old, kept.version, by)]


def _activity_of(dataset: Dataset) -> str:
    from fortrinn.content.recipes import recipe, recipes

    keys = {one.key for one in recipes()}
    return recipe(dataset.recipe).activity if dataset.recipe in keys else ""
