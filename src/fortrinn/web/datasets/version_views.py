"""What is done with the versions of a dataset: old figures removed, codes of today."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fortrinn.carrying import WAYS, Way
from fortrinn.errors import FortrinnError, InputError
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.access import dataset_for, version_for
from fortrinn.web.datasets.carried import (
    BY_FILE,
    TOLD,
    carry_version,
    way_of,
)
from fortrinn.web.datasets.carry_form import CarryForm
from fortrinn.web.datasets.handlers import CARRY
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.datasets.pruning import prune, standings
from fortrinn.web.jobs.services import ask_for
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


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, place: str, strategy: str, slug: str, number: int) -> HttpResponse:
    """Carry a version to other codes and keep it as a table of its own."""
    opened = dataset_for(request.user, place, strategy, slug, Power.ANALYSE)
    version = version_for(opened, number)
    form = CarryForm(request.POST or None, request.FILES or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            return _carry(request, version, form)
        except FortrinnError as error:
            form.add_error(None, error.in_words(_))
    context = {
        "membership": opened.membership,
        "strategy": version.strategy,
        "dataset": opened.record,
        "version": version,
        "form": form,
    }
    return render(request, "datasets/carry.html", context, status=400 if form.errors else 200)


def _carry(request: HttpRequest, version: DatasetVersion, form: CarryForm) -> HttpResponse:
    """Carry it now or, where a publisher must be asked, as a job."""
    said = form.cleaned_data
    by = cast(User, request.user)
    way, codes = _chosen(form)
    if not way.asks:
        kept = carry_version(version=version, column=said["column"], way=way, into=codes, by=by)
        if kept.is_new:
            messages.success(request, _("The table is kept."))
        else:
            messages.info(request, _("These are the figures there were already; nothing is new."))
        return redirect(kept.version.address)
    title = _("{title}, in {codes}").format(title=version.title, codes=codes)
    settings = {"version": str(version.uid), "column": said["column"], "how": said["how"]}
    return redirect(
        ask_for(kind=CARRY, title=title, settings=settings, by=by, strategy=version.strategy)
    )


def _chosen(form: CarryForm) -> tuple[Way, str]:
    """The way, and what the new codes are called."""
    said = form.cleaned_data
    if said["how"] != BY_FILE:
        return WAYS[said["how"]], str(TOLD[said["how"]][1])
    return way_of(said["file"], said["name"]), said["name"]
