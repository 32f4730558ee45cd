"""What the worker does for datasets: recipes, news from publishers, a table fetched again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from fortrinn.carrying import WAYS
from fortrinn.content.recipes import recipe
from fortrinn.errors import FortrinnError
from fortrinn.language import gettext_noop as _
from fortrinn.sources import SOURCES
from fortrinn.sources.fetched import Query
from fortrinn.web.datasets.carried import TOLD, carry_version
from fortrinn.web.datasets.fetching import (
    fetch_again,
    fetch_recipe,
    fetch_table,
    look_for_news,
)
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import Progress, handles

RECIPES, NEWS, AGAIN, TABLE = "fetch-recipes", "dataset-news", "fetch-again", "fetch-table"
CARRY = "carry-table"


@handles(RECIPES)
def fetch_recipes(job: Job, progress: Progress) -> dict[str, Any]:
    """Fetch recipes one after the other; one that fails does not stop the others."""
    strategy, keys = job.strategy, job.settings["recipes"]
    if strategy is None:
        raise TypeError("Recipes are fetched for a strategy.")
    failed: list[str] = []
    for done, key in enumerate(keys):
        one = recipe(key)
        title = one.title(strategy.language)
        progress(done / len(keys), _("Fetching {title} ({n} of {of})."), title=title, n=done + 1,
                 of=len(keys))  # fmt: skip
        try:
            fetch_recipe(
                recipe=one, strategy=strategy, county=job.settings["county"], by=job.asked_by
            )
        except FortrinnError:
            failed.append(key)  # the reason is kept with the recipe, and shown on its page
    at = [strategy.place, strategy.slug]
    return {"address": reverse("datasets:recipes", args=at), "failed": failed}


@handles(NEWS)
def news(job: Job, progress: Progress) -> dict[str, Any]:
    """Ask every publisher of the strategy's tables whether there is something new."""
    strategy = job.strategy
    if strategy is None:
        raise TypeError("News are looked for in a strategy.")
    datasets = list(Dataset.objects.filter(strategy=strategy, removed_at=None))
    silent = []
    for done, dataset in enumerate(datasets):
        progress(done / len(datasets), _("Asking about {title}."), title=dataset.title)
        try:
            look_for_news(dataset)
        except FortrinnError:
            silent.append(dataset.slug)  # not asked now; what is known stays
    at = [strategy.place, strategy.slug]
    return {"address": reverse("datasets:recipes", args=at), "silent": silent}


@handles(AGAIN)
def again(job: Job, progress: Progress) -> dict[str, Any]:
    """Fetch one table again, and run again what rested on it."""
    dataset = Dataset.objects.select_related("strategy").get(uid=job.settings["dataset"])
    progress(0.1, _("Fetching the table again."))
    kept, runs = fetch_again(dataset=dataset, by=job.asked_by)
    return {"address": kept.version.address, "runs": [str(run.uid) for run in runs]}


@handles(TABLE)
def table(job: Job, progress: Progress) -> dict[str, Any]:
    """Fetch what somebody chose from a publisher's table."""
    strategy, said = job.strategy, job.settings
    if strategy is None:
        raise TypeError("A table is fetched for a strategy.")

    def answered(done: int, of: int) -> None:
        progress(done / max(of, 1), _("{done} of {of} answers have come."), done=done, of=of)

    progress(0.0, _("Asking {publisher}."), publisher=SOURCES[said["source"]].name)
    kept = fetch_table(
        strategy=strategy,
        source=said["source"],
        query=Query.from_data(said["query"]),
        title=said["title"],
        by=job.asked_by,
        progress=answered,
    )
    return {"address": kept.version.address}


@handles(CARRY)
def carry(job: Job, progress: Progress) -> dict[str, Any]:
    """Carry a table to other codes as KLASS tells them."""
    said = job.settings
    way, (_label, codes) = WAYS[said["how"]], TOLD[said["how"]]
    versions = DatasetVersion.objects.select_related("dataset", "strategy")
    version = versions.get(uid=said["version"])
    progress(0.1, _("Asking {publisher}."), publisher=SOURCES["klass"].name)
    with override(version.language):
        kept = carry_version(
            version=version, column=said["column"], way=way, into=str(codes), by=job.asked_by
        )
    return {"address": kept.version.address}
