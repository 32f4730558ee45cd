"""What can happen to a job. Every change is one statement or one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from fortrinn.errors import FortrinnError
from fortrinn.web.accounts.models import User
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import Result
from fortrinn.web.strategies.models import Strategy


def input_hash(settings: dict[str, Any]) -> str:
    """The same settings give the same hash, whatever their order."""
    text = json.dumps(settings, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def ask_for(
    *,
    kind: str,
    title: str,
    settings: dict[str, Any],
    by: User | None = None,
    strategy: Strategy | None = None,
    attempts: int = 3,
) -> Job:
    """Put work in line, or return the job that is already at it.

    Work in a strategy may be followed by its working group; else only by who asked.
    """
    whose = {"strategy": strategy.pk} if strategy else {"by": by.pk if by else None}
    digest = input_hash({"settings": settings, **whose})
    same = Job.objects.open().filter(kind=kind, input_hash=digest)
    if (existing := same.first()) is not None:
        return existing
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind,
                title=title,
                settings=settings,
                input_hash=digest,
                asked_by=by,
                strategy=strategy,
                most_attempts=attempts,
            )
    except IntegrityError:
        # Somebody else was quicker; if that job has ended since, there is room for this one.
        return same.first() or ask_for(
            kind=kind, title=title, settings=settings, by=by, strategy=strategy, attempts=attempts
        )


def take_next(*, holder: str) -> Job | None:
    """Lease the job that has waited longest; None when there is nothing to do."""
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by("asked_at", "pk")
    for candidate in waiting.values_list("pk", flat=True)[:5]:
        taken = Job.objects.filter(pk=candidate, state=Job.State.WAITING).update(
            state=Job.State.RUNNING,
            holder=holder,
            lease_until=_lease_end(),
            attempts=F("attempts") + 1,
            progress=0.0,
            says="",
        )
        if taken:
            return Job.objects.get(pk=candidate)
    return None


def renew(*, job: Job, holder: str) -> bool:
    """Keep the lease; False when the job is no longer this holder's."""
    return bool(_held(job, holder).update(lease_until=_lease_end()))


def report(*, job: Job, holder: str, share: float, says: str = "", **fields: Any) -> bool:
    """Say how far it is; True when somebody has asked it to stop, or it was taken away."""
    held = _held(job, holder).update(
        progress=min(max(share, 0.0), 1.0),
        says=says[:300],
        says_fields=fields,
        lease_until=_lease_end(),
    )
    return not held or Job.objects.filter(pk=job.pk, cancel_asked=True).exists()


@transaction.atomic
def finish(*, job: Job, holder: str, result: Result | Callable[[], Result]) -> bool:
    """Keep the result; False when the job was taken away in the meantime.

    A function as result is what saves it: it runs only if the job is still held, and what it
    saved is undone if the job cannot be marked done.
    """
    if not _held(job, holder).select_for_update().exists():
        return False
    kept = result() if callable(result) else result
    return bool(
        _held(job, holder).update(
            state=Job.State.DONE,
            progress=1.0,
            result=kept or {},
            ended_at=timezone.now(),
            lease_until=None,
        )
    )


def give_up(*, job: Job, holder: str, problem: FortrinnError) -> None:
    """End in failure with a sentence for the person who asked."""
    _held(job, holder).update(
        state=Job.State.FAILED, problem=_kept(problem), ended_at=timezone.now(), lease_until=None
    )


def stop(*, job: Job, holder: str) -> None:
    """End because somebody asked for it."""
    _held(job, holder).update(state=Job.State.CANCELLED, ended_at=timezone.now(), lease_until=None)


def put_back(*, job: Job, holder: str) -> None:
    """Give the job back unharmed, because the worker is shutting down."""
    _held(job, holder).update(
        state=Job.State.WAITING, holder="", lease_until=None, attempts=F("attempts") - 1
    )


def cancel(*, job: Job) -> None:
    """Ask a job to stop: at once if it waits, at its next report if it runs."""
    Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.CANCELLED, ended_at=timezone.now()
    )
    Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True)


def reap() -> int:
    """Deal with jobs whose worker died: back in line, or failed when tried often enough."""
    now = timezone.now()
    abandoned = Job.objects.abandoned(now)
    if not abandoned.exists():  # a look writes nothing, so it never waits for a writer
        return 0
    stopped = abandoned.filter(cancel_asked=True).update(
        state=Job.State.CANCELLED, ended_at=now, lease_until=None
    )
    failed = abandoned.filter(attempts__gte=F("most_attempts")).update(
        state=Job.State.FAILED, ended_at=now, lease_until=None, problem=_kept(LOST)
    )
    again = abandoned.update(state=Job.State.WAITING, holder="", lease_until=None)
    return stopped + failed + again


LOST = FortrinnError(
    _("The work was interrupted several times and has been stopped. Ask for it again.")
)


def _kept(problem: FortrinnError) -> dict[str, Any]:
    """The sentence with its fields apart, so that it can be said in any language."""
    fields = {name: str(value) for name, value in problem.fields.items()}
    return {"template": problem.template, "fields": fields}


def _held(job: Job, holder: str):
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, holder=holder)


def _lease_end():
    return timezone.now() + timedelta(seconds=site.JOB_LEASE_SECONDS)
