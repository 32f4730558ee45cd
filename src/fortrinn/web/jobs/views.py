"""A job's page: it refreshes itself, and leads on to the result."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from fortrinn.web.jobs import services
from fortrinn.web.jobs.access import job_for
from fortrinn.web.jobs.models import Job


@never_cache
@require_safe
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the work is; the result's address when it is done."""
    found = job_for(request.user, uid)
    if found.state == Job.State.DONE and found.address:
        asked_by_htmx = request.headers.get("HX-Request") == "true"
        there = HttpResponseClientRedirect if asked_by_htmx else HttpResponseRedirect
        return there(found.address)
    told = {"problem": found.problem_in(gettext), "says": found.says_in(gettext)}
    return render(request, "jobs/job.html", {"job": found, **told})


@require_POST
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask the work to stop."""
    found = job_for(request.user, uid)
    services.cancel(job=found)
    return redirect(found)
