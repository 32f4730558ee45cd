"""The only way from an address to a job."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from fortrinn.web.accounts.models import User
from fortrinn.web.jobs.models import Job
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


def job_for(user: User | AnonymousUser, uid: UUID) -> Job:
    """The job, for who asked for it and for the working group of its strategy.

    Work nobody signed for is open to whoever has its address.
    """
    job = Job.objects.filter(uid=uid).select_related("strategy").first()
    if job is None or not (job.asked_by_id in (None, user.pk) or _works_there(user, job)):
        raise Http404
    return job


def _works_there(user: User | AnonymousUser, job: Job) -> bool:
    if job.strategy_id is None or not isinstance(user, User):
        return False
    membership = Membership.objects.filter(
        user=user, strategy=job.strategy_id, ended_at=None
    ).first()
    return membership is not None and membership.may(Power.READ_WORKING_GROUP)
