"""The whole strategy as one file, and a new strategy from one."""

from __future__ import annotations

from typing import IO, Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.errors import NotHere
from fortrinn.web.jobs.models import Job
from fortrinn.web.records.carrying import later
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.out import kept_in
from fortrinn.web.records.carrying.pack import pack
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.forms_files import WholeForm
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Take it out, or bring another in beside it."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    form = WholeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        opened, own = form.cleaned_data["file"], membership.strategy
        if later.is_large_file(opened):
            sent = cast("UploadedFile[Any]", request.FILES["file"])
            return redirect(later.ask_to_bring_in(membership, sent))
        new = bring_strategy(
            opened=opened,
            organisation=own.organisation,
            by=membership.user,
            place=own.place,
            slug=later.free_slug(own.place, opened),
        )
        messages.success(request, _("The strategy is brought in as a new one. You lead it."))
        return redirect(new)
    context = {"membership": membership, "strategy": membership.strategy, "form": form}
    context["left_out"] = len(kept_in(membership.strategy))
    return render(request, "records/whole.html", context, status=422 if form.errors else 200)


@require_safe
def whole_file(request: HttpRequest, place: str, strategy: str) -> HttpResponseBase:
    """Everything of the strategy as one file; of a large one, when the worker has packed it."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    if later.is_large(membership.strategy):
        return redirect(later.ask_to_take_out(membership))
    return _handed_out(pack(membership.strategy), membership)


@require_safe
def whole_ready(request: HttpRequest, place: str, strategy: str, uid: UUID) -> HttpResponseBase:
    """What the worker has packed."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    packed = Job.objects.filter(uid=uid, kind=later.OUT, strategy=membership.strategy)
    path = later.path_of(uid)
    if not packed.exists() or not path.is_file():
        raise NotHere(_("The file is kept for a day. Take it out once more."))
    return _handed_out(path.open("rb"), membership)


def _handed_out(content: IO[bytes], membership: Membership) -> FileResponse:
    own = membership.strategy
    rows = Record.objects.filter(strategy=own).count()
    tell(
        Action.EXPORTED, by=membership.user, strategy=own, what="strategy", ending="zip", rows=rows
    )
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{own.place}-{own.slug}.zip",
        content_type="application/zip",
    )
