"""«Stemmer dette?» about a strategy's own tables and analyses: the form and the receipt."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fortrinn.web.errors import NotHere
from fortrinn.web.publishing import services
from fortrinn.web.publishing.forms import DoubtForm, ObjectionForm
from fortrinn.web.publishing.limits import may_send
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.of_records import figure_for
from fortrinn.web.strategies.access import strategy_at


@require_http_methods(["GET", "HEAD", "POST"])
def new_doubt(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Say that a figure may be wrong; whoever sees it may."""
    opened, about = figure_for(request.user, place, strategy, request.GET.dict())
    name = request.user.name if request.user.is_authenticated else ""
    form = DoubtForm(request.POST or None, initial={"name": name})
    status = 200
    if request.method == "POST" and form.is_valid():
        if may_send(request, "doubt"):
            doubt = services.raise_record_doubt(
                about=about, language=get_language() or "nb", **form.cleaned_data
            )
            return redirect("publishing:record_receipt", place, strategy, doubt.receipt)
        form.add_error(None, _("You have sent many in a short time. Wait an hour and send again."))
        status = 429
    elif request.method == "POST":
        status = 400
    context = {"strategy": opened.record.strategy, "about": about, "form": form}
    return render(request, "publishing/new_record_doubt.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, place: str, strategy: str, uid: UUID) -> HttpResponse:
    """The sender's own page: what was sent and answered. Only who has the address knows it."""
    own = strategy_at(place, strategy)
    doubt = Doubt.objects.filter(receipt=uid, record__strategy=own).with_all().first()
    if own is None or doubt is None:
        raise NotHere(_("There is no receipt at this address. Check that the link is whole."))
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and may_send(request, "objection"):
        services.object_to_hiding(doubt=doubt, text=form.cleaned_data["text"])
        return redirect("publishing:record_receipt", place, strategy, uid)
    context = {"strategy": own, "doubt": doubt, "form": form, "somebody_answers": True}
    return render(request, "publishing/record_receipt.html", context)
