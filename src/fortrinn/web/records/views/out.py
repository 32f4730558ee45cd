"""Records and lists as files. What is taken out, by whom and how much, is written down."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.web.records.access import record_for
from fortrinn.web.records.addresses import plain_word
from fortrinn.web.records.attaching import drop_house_style, keep_house_style
from fortrinn.web.records.attachments import HouseStyle
from fortrinn.web.records.forms_files import HouseStyleForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.out import WRITERS, Taken
from fortrinn.web.records.papers import handed_out
from fortrinn.web.records.views.lists import asked_for
from fortrinn.web.records.visibility import is_kept_in, refuse_taking_out
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power

MOST = 5_000


@require_safe
def export_list(
    request: HttpRequest, place: str, strategy: str, kind: Kind, ending: str
) -> HttpResponse:
    """The list as it is narrowed, as a file."""
    membership = membership_for(request.user, place, strategy, Power.EXPORT)
    form, records = asked_for(request, membership, kind)
    leaving = [record for record in records[:MOST] if not is_kept_in(record)]
    taken = Taken(kind, leaving, membership.strategy, membership, form.in_words)
    return _file(request, taken, ending, plain_word(str(kind.plural)) or kind.segment)


@require_safe
def export_record(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, ending: str
) -> HttpResponse:
    """One record as a file."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.EXPORT)
    if opened.record.strategy is None:
        raise Http404
    refuse_taking_out(opened.record)
    taken = Taken(kind, [opened.record], opened.record.strategy, opened.membership)
    return _file(request, taken, ending, slug)


def _file(request: HttpRequest, taken: Taken, ending: str, name: str) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    content = WRITERS[ending](taken)
    one: Record | None = taken.records[0] if len(taken.records) == 1 else None
    return handed_out(
        content,
        name=name,
        ending=ending,
        what=taken.kind.key,
        by=request.user,
        strategy=taken.strategy,
        record=one,
        rows=len(taken.records),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def house_style(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The county's own Word and PowerPoint files, whose look documents take on."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    form = HouseStyleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keep_house_style(
            strategy=membership.strategy, file=form.cleaned_data["file"], by=membership.user
        )
        return redirect("records:house_style", place, strategy)
    styles = HouseStyle.objects.filter(strategy=membership.strategy, withdrawn_at=None)
    context = {"membership": membership, "strategy": membership.strategy}
    return render(
        request,
        "records/house_style.html",
        context | {"form": form, "styles": styles.select_related("by")},
        status=422 if form.errors else 200,
    )


@require_POST
def drop_style(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Documents have our own look again."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    styles = HouseStyle.objects.filter(strategy=membership.strategy, withdrawn_at=None)
    uid = request.POST.get("uid", "")
    for style in styles:
        if str(style.uid) == uid:
            drop_house_style(style=style)
    return redirect("records:house_style", place, strategy)
