"""What a priority selects and sets aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fortrinn.web.priorities import services
from fortrinn.web.priorities.forms_steps import ChooseForm
from fortrinn.web.priorities.kinds import PRIORITY
from fortrinn.web.priorities.ties import chosen_by
from fortrinn.web.priorities.views.context import on_record, written_by
from fortrinn.web.records.choices import offer_what_is_seen
from fortrinn.web.records.models import LinkType


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Tick the discoveries it selects, and those it leaves."""
    opened = written_by(request.user, place, strategy, PRIORITY, slug)
    record = opened.record
    initial = {
        name: chosen_by([record], type_).get(record.pk, [])
        for name, type_ in (("selects", LinkType.SELECTS), ("sets_aside", LinkType.SETS_ASIDE))
    }
    form = ChooseForm(request.POST or None, strategy=opened.member.strategy, initial=initial)
    offer_what_is_seen(form, opened.member)
    if request.method == "POST" and form.is_valid():
        services.choose(priority=record, by=opened.member.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(record)
    return render(request, "priorities/choose.html", on_record(opened) | {"form": form})
