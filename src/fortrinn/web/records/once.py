"""A form that is sent twice is one: a double click, a retry and a reload get the first answer.

Every rendering of a form carries its own disguise of the CSRF token, so two that are alike to the
last letter are the same page sent again, and not somebody who says the same once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

KEPT_FOR = timedelta(days=1)
DISGUISED = "csrfmiddlewaretoken"

View = Callable[..., HttpResponse]


class Sent(models.Model):
    """A form that has been sent, by its fingerprint, and where its answer was."""

    fingerprint = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.answer


def once(view: View) -> View:
    """Do what a form asks once, however often it is sent; one with something to correct may come
    again."""

    @wraps(view)
    def first_only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or DISGUISED not in request.POST:
            return view(request, *args, **kwargs)
        fingerprint = fingerprint_of(request)
        try:
            return _first(fingerprint, view, request, *args, **kwargs)
        except IntegrityError:
            earlier = Sent.objects.filter(fingerprint=fingerprint).first()
            if earlier is None:
                raise
            return redirect(earlier.answer)

    return first_only


def fingerprint_of(request: HttpRequest) -> str:
    """Who sent what to where."""
    said = (request.user.pk, request.get_full_path(), sorted(request.POST.lists()))
    return hashlib.sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def _first(
    fingerprint: str, view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    now = timezone.now()
    Sent.objects.filter(at__lt=now - KEPT_FOR).delete()
    sent = Sent.objects.create(fingerprint=fingerprint, at=now)
    response = view(request, *args, **kwargs)
    if response.status_code == 302:
        sent.answer = response["Location"]
        sent.save(update_fields=["answer"])
    else:
        sent.delete()
    return response
