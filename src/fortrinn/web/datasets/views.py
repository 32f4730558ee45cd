"""Datasets: a shipped version; a table on its way in; a version of a strategy's own table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.errors import FortrinnError, TableError
from fortrinn.sources import TableFile
from fortrinn.sources.formats import known_format, listed_by
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets import uploads
from fortrinn.web.datasets.access import dataset_for, upload_for, version_for
from fortrinn.web.datasets.doubted import with_doubts
from fortrinn.web.datasets.forms import ColumnsForm, UploadForm, columns_from
from fortrinn.web.datasets.models import Dataset, DatasetVersion, Upload
from fortrinn.web.datasets.presenting import FileName, file_of, shown_preview, shown_version
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.records.models import Link, Visibility
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

MOST = 50


@require_safe
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everyone, like the figures made from it."""
    found = get_object_or_404(
        DatasetVersion,
        slug=slug,
        strategy=None,
        visibility=Visibility.PUBLIC,
        removed_at=None,
    )
    resting = _resting_on(found, request.user if isinstance(request.user, User) else None)
    return render(request, "datasets/version.html", {"version": found, "resting": resting})


def _resting_on(version: DatasetVersion, user: User | None) -> list[Link]:
    """The links to this version from records the reader may see."""
    memberships = Membership.objects.filter(user=user, ended_at=None) if user else ()
    by_strategy: dict[int | None, Membership] = {one.strategy_id: one for one in memberships}
    links = Link.objects.standing().filter(target_id=version.pk).select_related("source__strategy")
    shown = (
        link for link in links if is_visible(link.source, by_strategy.get(link.source.strategy_id))
    )
    return [link for link, _number in zip(shown, range(MOST), strict=False)]


# --- a table on its way in ----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Bring a file: a new dataset or, with ``?dataset=``, its next version."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    dataset = _of(membership, request.GET.get("dataset", ""))
    form = UploadForm(request.POST or None, request.FILES or None, dataset=dataset)
    if request.method == "POST" and form.is_valid():
        upload = _received(form, membership, dataset)
        if upload is not None:
            return redirect("datasets:columns", place, strategy, upload.uid)
    context = {"membership": membership, "strategy": membership.strategy, "form": form}
    context["dataset"] = dataset
    return render(request, "datasets/new.html", context, status=400 if form.errors else 200)


def _of(membership: Membership, slug: str) -> Dataset | None:
    if not slug:
        return None
    return get_object_or_404(
        Dataset.objects.filter(strategy=membership.strategy, removed_at=None), slug=slug
    )


def _received(form: UploadForm, membership: Membership, dataset: Dataset | None) -> Upload | None:
    """The file put aside; None where it is no table, which the form then says."""
    given = dict(form.cleaned_data)
    upload = uploads.receive(
        strategy=membership.strategy,
        by=membership.user,
        file=given.pop("file"),
        title=given.pop("title", "") or (dataset.title if dataset else ""),
        described=given,
        dataset=dataset,
    )
    try:
        uploads.opened(upload)
    except FortrinnError as error:
        uploads.take_away(upload)
        form.add_error("file", uploads.said_of(upload, error).in_words(_))
        return None
    return upload


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, place: str, strategy: str, uid: UUID) -> HttpResponse:
    """What the columns are, what was understood, and every row that was not; then keep it."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    upload = upload_for(membership, uid)
    if sheet := request.POST.get("sheet"):
        upload.described["sheet"] = sheet[:100]
        upload.save(update_fields=["described"])
        return redirect("datasets:columns", place, strategy, upload.uid)
    file = uploads.opened(upload)
    said = uploads.proposed(upload, file)
    known = known_format(file.columns)
    form = ColumnsForm(
        request.POST or None,
        file=file,
        dataset=upload.dataset,
        initial=ColumnsForm.initial_of(said, known, listed_by(file.columns)),
    )
    shown, trouble = _understood(form, upload, file, asdict(said))
    if request.POST.get("do") == "keep" and shown is not None and shown.read.rows:
        return _keep(request, upload, file, form, shown)
    context = {
        "membership": membership,
        "strategy": membership.strategy,
        "upload": upload,
        "form": form,
        "sheets": file.sheets,
        "known": _(known.name) if known else "",
        "trouble": trouble,
        "shown": None if shown is None else shown_preview(shown),
    }
    return render(request, "datasets/columns.html", context, status=400 if form.errors else 200)


def _understood(
    form: ColumnsForm, upload: Upload, file: TableFile, said: dict[str, Any]
) -> tuple[uploads.Preview | None, str]:
    """The file as the form or the guess has it, and what is in the way of reading it so."""
    try:
        if form.is_bound:
            return (_looked_at(form, upload, file) if form.is_valid() else None), ""
        return uploads.preview(file, columns_from(said), who=listed_by(file.columns)), ""
    except TableError as error:
        if form.is_bound:
            form.add_error(None, error.in_words(_))
            return None, ""
        return None, error.in_words(_)


def _looked_at(form: ColumnsForm, upload: Upload, file: TableFile) -> uploads.Preview:
    return uploads.preview(
        file,
        form.columns,
        form.count,
        uploads.earlier_editions(form.dataset),
        form.cleaned_data.get("who", ""),
        uploads.of_same_list(
            upload, file, form.columns, form.count, form.cleaned_data.get("who", "")
        ),
    )


def _keep(
    request: HttpRequest,
    upload: Upload,
    file: TableFile,
    form: ColumnsForm,
    shown: uploads.Preview,
) -> HttpResponse:
    kept = uploads.keep(
        upload=upload,
        file=file,
        columns=form.columns,
        shown=shown,
        quantity=form.cleaned_data["quantity"],
        rounding=form.cleaned_data["rounding"],
        count=form.count,
        who=form.cleaned_data.get("who", ""),
        by=cast(User, request.user),
    )
    if kept.is_new:
        messages.success(request, _("The table is kept."))
    else:
        messages.info(request, _("These are the figures there were already; nothing is new."))
    return redirect(kept.version.address)


@require_POST
def drop(request: HttpRequest, place: str, strategy: str, uid: UUID) -> HttpResponse:
    """Take a file away again before it is kept."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    uploads.take_away(upload_for(membership, uid))
    messages.info(request, _("The file is taken away. Nothing of it is kept."))
    return redirect("records:list", place, strategy, "datasets")


# --- a version of a strategy's own table --------------------------------------------------------


@require_safe
def own_version(
    request: HttpRequest, place: str, strategy: str, slug: str, number: int
) -> HttpResponse:
    """One version: its first rows, what changed, where it is from, what rests on it."""
    opened = dataset_for(request.user, place, strategy, slug)
    found = version_for(opened, number)
    doubts = list(Doubt.objects.of_record(found).shown())
    context = {
        "strategy": opened.record.strategy,
        "membership": opened.membership,
        "dataset": opened.record,
        "version": found,
        "shown": with_doubts(found, shown_version(found, request.GET.get("page")), doubts),
        "doubts": doubts,
        "may_analyse": opened.membership is not None and opened.membership.may(Power.ANALYSE),
        "resting": _resting_on(found, request.user if isinstance(request.user, User) else None),
    }
    return render(request, "datasets/own_version.html", context)


@require_safe
def file(
    request: HttpRequest, place: str, strategy: str, slug: str, number: int, name: FileName
) -> HttpResponse:
    """A version as a file, with source and licence in it; never one that is not for publication."""
    opened = dataset_for(request.user, place, strategy, slug)
    return file_of(version_for(opened, number), name, by=request.user)
