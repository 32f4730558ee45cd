"""A job's page: it refreshes itself, and leads on to the result."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from fortrinn.web.jobs import services
from fortrinn.web.jobs.models import Job

SECONDS_BETWEEN_REFRESHES = 2


@require_safe
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the work is; the result's address when it is done."""
    found = job_for(request, uid)
    if found.state == Job.State.DONE and found.address:
        return redirect(found.address)
    response = render(
        request, "jobs/job.html", {"job": found, "problem": found.problem_in(gettext)}
    )
    if found.is_open:
        response["Refresh"] = str(SECONDS_BETWEEN_REFRESHES)
    return response


@require_POST
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask the work to stop."""
    found = job_for(request, uid)
    services.cancel(job=found)
    return redirect(found)


def job_for(request: HttpRequest, uid: UUID) -> Job:
    """The job, for the person who asked for it; work nobody signed for is open by its address."""
    found = get_object_or_404(Job, uid=uid)
    if found.asked_by_id is not None and found.asked_by_id != request.user.pk:
        raise Http404
    return found
