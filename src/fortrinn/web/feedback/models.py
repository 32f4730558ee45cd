"""What people say of the workbench and of the method in it, and what they were answered."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.web.publishing.models import NAME_LIMIT, TEXT_LIMIT


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Feedback as the pages ask for it."""

    def waiting(self) -> FeedbackQuerySet:
        """What nobody has answered."""
        return self.filter(replies=None)


class Feedback(models.Model):
    """What somebody wrote, with a name or without, and the page it was written from.

    Nothing here is deleted. The sender reads the reply at the address of the receipt.
    """

    class About(models.TextChoices):
        TOOL = "tool", _("The workbench itself")
        METHOD = "method", _("The method and its words")

    receipt = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.UUIDField(unique=True)
    about = models.CharField(
        _("What is it about?"), max_length=10, choices=About.choices, default=About.TOOL
    )
    text = models.TextField(_("What should we know?"), max_length=TEXT_LIMIT)
    name = models.CharField(_("Your name"), max_length=NAME_LIMIT, blank=True)
    page = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=2)
    sent_at = models.DateTimeField()

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d} {self.about}"

    def get_absolute_url(self) -> str:
        return reverse("feedback:receipt", args=[self.receipt])


class Reply(models.Model):
    """What the sender was answered; a further one adds, it replaces nothing."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="replies")
    text = models.TextField(max_length=TEXT_LIMIT)
    language = models.CharField(max_length=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return f"{self.feedback_id} / {self.at:%Y-%m-%d}"
