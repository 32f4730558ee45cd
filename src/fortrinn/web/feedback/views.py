"""Feedback on the workbench: say it, keep the receipt, read and answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.errors import NotHere
from fortrinn.web.feedback import services
from fortrinn.web.feedback.access import answerer, may_answer
from fortrinn.web.feedback.forms import FeedbackForm, ReplyForm
from fortrinn.web.feedback.models import Feedback
from fortrinn.web.publishing.limits import may_send

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Say what works and what does not. What is written is never lost, also when it is refused."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("from", "")[:400]})
    status = 200
    if request.method == "POST" and form.is_valid():
        if may_send(request, "feedback"):
            given = services.give_feedback(language=get_language() or "nb", **form.cleaned_data)
            inbox = reverse("feedback:reply", args=[given.pk])
            services.tell_who_runs_the_site(request.build_absolute_uri(inbox))
            return redirect(given)
        form.add_error(None, _("You have sent many in a short time. Wait an hour and send again."))
        status = 429
    elif request.method == "POST":
        status = 400
    context = {"form": form, "may_answer": may_answer(request.user)}
    return render(request, "feedback/give.html", context, status=status)


@require_safe
def receipt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sender's own page: what was sent, and what was answered."""
    given = Feedback.objects.prefetch_related("replies__by").filter(receipt=uid).first()
    if given is None:
        raise NotHere(_("There is no receipt at this address. Check that the link is whole."))
    return render(request, "feedback/receipt.html", {"feedback": given})


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and on request all of it."""
    answerer(request.user)
    show_all = request.GET.get("show") == "all"
    found = Feedback.objects.prefetch_related("replies__by")
    found = found if show_all else found.waiting()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "feedback/inbox.html", {"page": page, "show_all": show_all})


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """One piece of feedback, and the answer to it."""
    person = answerer(request.user)
    given = get_object_or_404(Feedback.objects.prefetch_related("replies__by"), pk=number)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.reply_to(
            feedback=given,
            by=person,
            language=get_language() or "nb",
            text=form.cleaned_data["text"],
        )
        messages.success(request, _("The answer is saved. The sender reads it on the receipt."))
        return redirect("feedback:inbox")
    status = 400 if form.errors else 200
    return render(request, "feedback/reply.html", {"feedback": given, "form": form}, status=status)
