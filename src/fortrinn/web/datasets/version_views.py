"""What is done with the versions of a dataset: old figures removed, codes of today."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fortrinn.errors import FortrinnError, InputError
from fortrinn.reference.correspondence import Correspondence
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.access import dataset_for, version_for
from fortrinn.web.datasets.carried import carry_version, correspondence_in
from fortrinn.web.datasets.carry_form import CarryForm
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


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, place: str, strategy: str, slug: str, number: int) -> HttpResponse:
    """Carry a version to other codes and keep it as a table of its own."""
    opened = dataset_for(request.user, place, strategy, slug, Power.ANALYSE)
    version = version_for(opened, number)
    form = CarryForm(request.POST or None, request.FILES or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            kept = carry_version(
                version=version,
                column=form.cleaned_data["column"],
                correspondence=_chosen(form),
                by=cast(User, request.user),
            )
        except FortrinnError as error:
            form.add_error(None, error.in_words(_))
        else:
            messages.success(request, _("The table is kept."))
            return redirect(kept.version.address)
    context = {
        "membership": opened.membership,
        "strategy": version.strategy,
        "dataset": opened.record,
        "version": version,
        "form": form,
    }
    return render(request, "datasets/carry.html", context, status=400 if form.errors else 200)


def _chosen(form: CarryForm) -> Correspondence | None:
    """The uploaded correspondence; None for the counties that ship."""
    text = form.cleaned_data["file"]
    return correspondence_in(text, form.cleaned_data["name"]) if text else None
