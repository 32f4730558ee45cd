"""What is done with the versions of a dataset: old figures removed."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fortrinn.errors import InputError
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.access import dataset_for
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.datasets.pruning import prune, standings
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def prune_versions(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """What would be removed, what is kept and why; then remove it."""
    opened = dataset_for(request.user, place, strategy, slug, Power.ANALYSE)
    dataset = cast(Dataset, opened.record)
    if request.method == "POST":
        try:
            gone = prune(dataset=dataset, by=cast(User, request.user))
        except InputError as error:
            messages.info(request, error.in_words(_))
        else:
            said = ngettext(
                "The figures of {n} old version are removed.",
                "The figures of {n} old versions are removed.",
                len(gone),
            )
            messages.success(request, said.format(n=len(gone)))
        return redirect(dataset)
    found = [
        {"version": one.version, "reason": _(one.reason) if one.reason else ""}
        for one in standings(dataset)
    ]
    context = {
        "membership": opened.membership,
        "strategy": dataset.strategy,
        "dataset": dataset,
        "going": [one for one in found if not one["reason"]],
        "kept": [one for one in found if one["reason"]],
    }
    return render(request, "datasets/prune.html", context)
