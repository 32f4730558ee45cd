"""A person's own page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.accounts.forms import NameForm
from fortrinn.web.accounts.models import User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    # A copy, so that a name that was refused does not show in the header.
    person = get_object_or_404(User, pk=request.user.pk)
    form = NameForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The name is saved."))
        return redirect("account")
    return render(request, "accounts/account.html", {"form": form})


@require_safe
def no_signup(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone; says who gives access."""
    return render(request, "accounts/no_signup.html")


@require_safe
def to_reset(request: HttpRequest) -> HttpResponse:
    """Who has no password yet gets one by mail, like who has forgotten it."""
    return redirect("account_reset_password")
