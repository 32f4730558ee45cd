"""Long work, one row for each piece: who asked, how far it is, and who holds it now."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django.conf import settings as site
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.errors import FortrinnError


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs as the worker and the pages ask for them."""

    def open(self) -> JobQuerySet:
        """Waiting or running."""
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])

    def abandoned(self, now: datetime) -> JobQuerySet:
        """Running, but whoever held them has not been heard from in time."""
        return self.filter(state=Job.State.RUNNING, lease_until__lt=now)


class Job(models.Model):
    """A piece of long work.

    A worker *leases* it and renews the lease as long as it lives; when the lease runs out the job
    goes back to the queue, or fails when it was tried often enough. The same work asked for twice
    (``kind`` and ``input_hash``) is one job as long as it is open.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(_("Title"), max_length=200)
    settings = models.JSONField(default=dict)
    input_hash = models.CharField(max_length=64)
    strategy = models.ForeignKey(
        "strategies.Strategy", models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    asked_by = models.ForeignKey(
        site.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        _("State"), max_length=20, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField(default=3)
    holder = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    progress = models.FloatField(default=0.0)
    says = models.CharField(max_length=300, blank=True)
    says_fields = models.JSONField(default=dict)
    cancel_asked = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    problem = models.JSONField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "asked_at"], name="jobs_in_line")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "input_hash"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_open_job_for_the_same_work",
            )
        ]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.uid])

    @property
    def is_open(self) -> bool:
        """Whether something may still happen."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def problem_in(self, translate: Callable[[str], str]) -> str:
        """Why it failed, as a sentence in the reader's language; empty when it did not."""
        if not self.problem:
            return ""
        return FortrinnError(self.problem["template"], **self.problem["fields"]).in_words(translate)

    def says_in(self, translate: Callable[[str], str]) -> str:
        """What it does now, in the reader's language."""
        return translate(self.says).format_map(self.says_fields) if self.says else ""

    @property
    def address(self) -> str | None:
        """Where the result is, once there is one."""
        return self.result.get("address") if isinstance(self.result, dict) else None
