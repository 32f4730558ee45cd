"""A doubt about a figure, and what was answered. Nothing here is ever deleted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fortrinn.web.records.models import Record
    from fortrinn.web.strategies.models import Strategy

TEXT_LIMIT = 2000
NAME_LIMIT = 80


class DoubtQuerySet(models.QuerySet["Doubt"]):
    """Doubts as the pages ask for them."""

    def with_all(self) -> DoubtQuerySet:
        """With answers and hidings at hand."""
        return self.prefetch_related("answers__by", "hidings__by", "hidings__lifted_by")

    def of_counties(self, slugs: Iterable[str]) -> DoubtQuerySet:
        """The doubts about the figures of these counties."""
        return self.filter(county__in=list(slugs))

    def of_strategy(self, strategy: Strategy, slugs: Iterable[str]) -> DoubtQuerySet:
        """Those a strategy answers: about its counties and about its own tables and analyses."""
        own = models.Q(record__strategy=strategy)
        return self.filter(models.Q(county__in=list(slugs)) | own)

    def of_record(self, record: Record) -> DoubtQuerySet:
        """The doubts about the figures of a table or an analysis."""
        return self.filter(record_id=record.pk)

    def shown(self) -> DoubtQuerySet:
        """Those a visitor sees beside the figure: unanswered and not hidden."""
        return self.filter(answers=None, is_hidden=False)

    def waiting(self) -> DoubtQuerySet:
        """Those somebody still has to answer: shown, or hidden and objected to."""
        objected = models.Exists(
            Hiding.objects.filter(doubt=models.OuterRef("pk"), lifted_at=None).exclude(
                objected_at=None
            )
        )
        unanswered = models.Q(answers=None, is_hidden=False)
        return self.filter(unanswered | models.Q(objected, is_hidden=True)).distinct()


class Doubt(models.Model):
    """«Stemmer dette?»: what a person wrote about a figure, with a name or without.

    The figure is one of a county's profile or, with ``record``, of a strategy's own table or
    analysis; then ``activity`` is the key of its row.
    ``shown`` keeps the figure as the person saw it and ``address`` where, so that the question
    still makes sense after new figures have come in.
    """

    number = models.BigAutoField(primary_key=True)
    receipt = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.UUIDField(unique=True)
    county = models.SlugField(max_length=40, blank=True)
    record = models.ForeignKey(
        "records.Record", models.PROTECT, null=True, editable=False, related_name="doubts"
    )
    figure = models.SlugField(max_length=60)
    activity = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=240)
    shown = models.TextField(max_length=1000, blank=True)
    address = models.CharField(max_length=400)
    text = models.TextField(max_length=TEXT_LIMIT)
    name = models.CharField(max_length=NAME_LIMIT, blank=True)
    language = models.CharField(max_length=2)
    sent_at = models.DateTimeField()
    is_hidden = models.BooleanField(default=False)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-number"]
        indexes = [models.Index(fields=["county", "figure"], name="doubt_county_figure")]
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")

    def __str__(self) -> str:
        return " ".join(filter(None, (self.county, self.figure, str(self.number))))

    @property
    def named(self) -> str:
        """What it is about, in the reader's language."""
        from fortrinn.web.publishing.naming import name_of

        return name_of(self)

    @property
    def is_answered(self) -> bool:
        """At least one answer has been given."""
        return bool(self.answers.all())

    @property
    def hiding(self) -> Hiding | None:
        """Why and by whom it is hidden now, None when visitors see it."""
        standing = (hiding for hiding in self.hidings.all() if hiding.lifted_at is None)
        return next(standing, None)


class Hiding(models.Model):
    """A doubt hidden from visitors with a reason; what the sender says to it; and its end."""

    doubt = models.ForeignKey(Doubt, models.PROTECT, related_name="hidings")
    reason = models.TextField(max_length=TEXT_LIMIT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    objection = models.TextField(max_length=TEXT_LIMIT, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["doubt"],
                condition=models.Q(lifted_at=None),
                name="one_standing_hiding_of_a_doubt",
            )
        ]
        verbose_name = _("hiding")
        verbose_name_plural = _("hidings")

    def __str__(self) -> str:
        return f"{self.doubt_id} / {self.at:%Y-%m-%d}"


class Answer(models.Model):
    """An answer to a doubt, with name and date. A correction is a further answer."""

    doubt = models.ForeignKey(Doubt, models.PROTECT, related_name="answers")
    text = models.TextField(max_length=TEXT_LIMIT)
    language = models.CharField(max_length=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.doubt_id} / {self.at:%Y-%m-%d}"
