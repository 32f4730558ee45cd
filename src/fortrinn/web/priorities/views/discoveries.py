"""A discovery on its way: taken up, moved, brought together, split, weighed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fortrinn.errors import InputError
from fortrinn.web.priorities import services
from fortrinn.web.priorities.forms_steps import (
    EvidenceForm,
    MergeForm,
    MoveForm,
    SplitForm,
    TakeUpForm,
    actors_of,
)
from fortrinn.web.priorities.views.context import discovery_for, on_record, written_by
from fortrinn.web.records.choices import offer_what_is_seen
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import StaleEdit
from fortrinn.web.records.views.thread import SHOWN, found_by


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """A way to look into becomes a discovery; the page asks who takes it up."""
    opened = written_by(request.user, place, strategy, KINDS["option"], slug)
    own = opened.member.strategy
    form = TakeUpForm(request.POST or None, strategy=own)
    offer_what_is_seen(form, opened.member)
    if request.method == "POST" and form.is_valid():
        found = services.take_up(option=opened.record, by=opened.member.user, **form.cleaned_data)
        messages.success(request, _("It is a discovery now, and leads back to where it came from."))
        return redirect(found)
    context = on_record(opened) | {
        "form": form,
        "has_actors": actors_of(own).exists(),
    }
    return render(request, "priorities/take_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Another status: further, aside, or taken up again."""
    discovery, opened = discovery_for(request.user, place, strategy, slug)
    form = MoveForm(request.POST or None, discovery=discovery)
    if request.method == "POST" and form.is_valid():
        try:
            services.move(discovery=discovery, by=opened.member.user, **form.cleaned_data)
        except StaleEdit as stale:
            messages.warning(request, _("Somebody changed it meanwhile. Look at it and try again."))
            return redirect(stale.current)
        messages.success(request, _("Saved."))
        return redirect(discovery)
    return render(request, "priorities/move.html", on_record(opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Bring a discovery together with others."""
    discovery, opened = discovery_for(request.user, place, strategy, slug)
    initial = {"title": discovery.title, "new": discovery.new}
    form = MergeForm(request.POST or None, discovery=discovery, initial=initial)
    offer_what_is_seen(form, opened.member)
    if request.method == "POST" and form.is_valid():
        others = form.cleaned_data.pop("others")
        made = services.merge(
            parts=[discovery, *others], by=opened.member.user, **form.cleaned_data
        )
        messages.success(request, _("They are one now. The parts stay in sight and lead here."))
        return redirect(made)
    return render(request, "priorities/merge.html", on_record(opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Make several of one."""
    discovery, opened = discovery_for(request.user, place, strategy, slug)
    form = SplitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.split(discovery=discovery, by=opened.member.user, **form.cleaned_data)
        messages.success(request, _("It is split. Each part leads back here."))
        return redirect(f"{discovery.get_absolute_url()}#thread")
    return render(request, "priorities/split.html", on_record(opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Tie something that speaks for or against."""
    discovery, opened = discovery_for(request.user, place, strategy, slug)
    query = request.GET.get("q", "").replace("\x00", "")[:200]
    records = Record.objects.visible_to(opened.membership)
    records = records.exclude(pk=discovery.pk).exclude(kind="actor")
    found = found_by(query, records)
    speaks = "against" if request.GET.get("speaks") == "against" else "for"
    form = EvidenceForm(
        request.POST or None, records=records, shown=found, initial={"speaks": speaks}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.weigh_in(on=discovery, by=opened.member.user, **form.said())
        except InputError as error:
            form.add_error("evidence", error.in_words(_))
        else:
            return redirect(f"{discovery.get_absolute_url()}#evidence")
    context = on_record(opened) | {"form": form, "query": query, "speaks": speaks}
    context |= {"found": found, "most": SHOWN, "is_cut": len(found) == SHOWN}
    return render(request, "priorities/evidence.html", context)
