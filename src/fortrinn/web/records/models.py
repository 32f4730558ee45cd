"""The record: what every object of a strategy shares, and the thread between records.

``Record`` is one concrete table. A kind extends it one-to-one, one level deep; links, comments,
revisions and events hold real foreign keys to it. Nothing here is deleted: a record is removed and
can be restored, a link is withdrawn, a comment is taken back, and each says why.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.attachments import Attachment, HouseStyle
from fortrinn.web.records.batches import Batch, BatchItem
from fortrinn.web.records.events import Event, EventChain
from fortrinn.web.records.kinds import Kind, kind_called
from fortrinn.web.records.once import Sent
from fortrinn.web.records.tags import RecordTag, Tag, Vocabulary
from fortrinn.web.records.values import plain_value
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Power

__all__ = [
    "Attachment",
    "Batch",
    "BatchItem",
    "Comment",
    "Event",
    "EventChain",
    "HouseStyle",
    "Link",
    "LinkType",
    "OldSlug",
    "QuickNote",
    "Record",
    "RecordTag",
    "Revision",
    "Sent",
    "Tag",
    "Visibility",
    "Vocabulary",
]

TITLE_LIMIT = 240
REASON_LIMIT = 2000
COMMENT_LIMIT = 20_000
TEXT_LIMIT = 200_000


class Visibility(models.TextChoices):
    """Who sees a record. It goes one step at a time, by a decision, never by itself."""

    WORKING_GROUP = "working_group", _("the working group")
    PARTICIPANTS = "participants", _("the participants")
    PUBLIC = "public", _("everyone")


R = TypeVar("R", bound="Record")


class RecordQuerySet(models.QuerySet[R]):
    """Records as the pages ask for them."""

    def present(self) -> Self:
        """Those not removed."""
        return self.filter(removed_at=None)

    def visible_to(self, membership: Membership | None) -> Self:
        """Those a person sees in the strategy of the membership; without one, what is public."""
        shown = [Visibility.PUBLIC.value]
        if membership is None:
            return self.present().filter(visibility__in=shown)
        if membership.may(Power.READ_PARTICIPANTS):
            shown.append(Visibility.PARTICIPANTS.value)
        if membership.may(Power.READ_WORKING_GROUP):
            shown.append(Visibility.WORKING_GROUP.value)
        return self.present().filter(strategy=membership.strategy, visibility__in=shown)


class Record(models.Model):
    """What every object shares. ``strategy`` is empty for what the site holds for everyone."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=40, editable=False)
    strategy = models.ForeignKey(
        Strategy, models.PROTECT, null=True, blank=True, related_name="records"
    )
    title = models.CharField(_("Title"), max_length=TITLE_LIMIT)
    slug = models.SlugField(max_length=80)
    status = models.SlugField(_("Status"), max_length=40, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=settings.LANGUAGES)
    visibility = models.CharField(
        max_length=20, choices=Visibility.choices, default=Visibility.WORKING_GROUP
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who owns it"),
    )
    case_reference = models.CharField(_("Case in the archive"), max_length=60, blank=True)
    journal_reference = models.CharField(_("Journal entry"), max_length=60, blank=True)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    removed_because = models.TextField(max_length=REASON_LIMIT, blank=True, editable=False)

    objects: ClassVar[models.Manager[Record]] = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint("strategy", "kind", "slug", name="one_record_per_address"),
            # Two empty strategies are not alike to a database, so what belongs to none has its own.
            models.UniqueConstraint(
                fields=["kind", "slug"],
                condition=models.Q(strategy=None),
                name="one_shared_record_per_address",
            ),
        ]
        indexes = [models.Index(fields=["strategy", "kind", "-changed_at"], name="record_list")]
        verbose_name = _("record")
        verbose_name_plural = _("records")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.kind_of.url(self)

    @property
    def kind_of(self) -> Kind:
        """The kind's description: its words, address and fields."""
        return kind_called(self.kind)

    @property
    def called(self) -> str:
        """What it is called as what it is, in the reader's language."""
        kind = self.kind_of
        return str(kind.called(self) if kind.called else kind.label)

    @property
    def is_removed(self) -> bool:
        """Removed with a reason; the working group can restore it."""
        return self.removed_at is not None

    @property
    def status_text(self) -> str:
        """The status in the reader's language."""
        return str(self.kind_of.statuses.get(self.status, self.status))

    def as_kind(self) -> Record:
        """This record with the fields of its kind."""
        model = self.kind_of.model
        return self if isinstance(self, model) else model._default_manager.get(pk=self.pk)

    def snapshot(self) -> dict[str, Any]:
        """The fields a revision keeps, as JSON can hold them."""
        return {name: plain_value(self, name) for name in self.kind_of.all_fields}

    def standing_tags(self) -> list[Tag]:
        """Its tags; a list that has fetched ``tagged`` asks nothing more."""
        return [each.tag for each in self.tagged.all() if each.withdrawn_at is None]


class Revision(models.Model):
    """What a record said at one version: for history, conflict pages, freezing and export."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(max_length=REASON_LIMIT, blank=True)
    data = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("record", "number", name="one_revision_per_version")]
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self) -> str:
        return f"{self.record_id} / {self.number}"


class OldSlug(models.Model):
    """A slug a record had; its address leads to the one it has now."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="old_slugs")
    slug = models.SlugField(max_length=80)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["slug"], name="old_slug")]
        verbose_name = _("earlier address")
        verbose_name_plural = _("earlier addresses")

    def __str__(self) -> str:
        return self.slug


class LinkType(models.TextChoices):
    """How one record hangs on another: read from the later one to what it came from.

    A discovery was raised in an arena, a priority selects a discovery, a decision adopts a
    priority, a decision answers an input: the one that came later is always the source.
    """

    # What it rests on, and where it came from.
    RESTS_ON = "rests_on", _("rests on")
    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("speaks against")
    CAME_FROM = "came_from", _("came from")
    RAISED_IN = "raised_in", _("was raised in")
    BUILDS_ON = "builds_on", _("builds on")
    # Choices and decisions.
    SELECTS = "selects", _("selects")
    ADOPTS = "adopts", _("adopts")
    SETS_ASIDE = "sets_aside", _("sets aside")
    REJECTS = "rejects", _("rejects")
    PAUSES = "pauses", _("pauses")
    ENDS = "ends", _("ends")
    CHANGES = "changes", _("changes")
    ANSWERS = "answers", _("answers")
    # What becomes of it.
    CONTRIBUTES_TO = "contributes_to", _("contributes to")
    MEASURES = "measures", _("measures")
    # Lineage.
    REPLACES = "replaces", _("replaces")
    MERGES = "merges", _("brings together")
    SPLIT_FROM = "split_from", _("was split from")
    # People and organisations.
    OWNED_BY = "owned_by", _("is owned by")
    LED_BY = "led_by", _("is led by")
    RELATES_TO = "relates_to", _("has to do with")


BACKWARDS = {
    LinkType.RESTS_ON: _("is the basis of"),
    LinkType.SUPPORTS: _("is supported by"),
    LinkType.CONTRADICTS: _("is spoken against by"),
    LinkType.CAME_FROM: _("led to"),
    LinkType.RAISED_IN: _("is where this was raised"),
    LinkType.BUILDS_ON: _("is built on by"),
    LinkType.SELECTS: _("is selected by"),
    LinkType.ADOPTS: _("is adopted by"),
    LinkType.SETS_ASIDE: _("is set aside by"),
    LinkType.REJECTS: _("is rejected by"),
    LinkType.PAUSES: _("is paused by"),
    LinkType.ENDS: _("is ended by"),
    LinkType.CHANGES: _("is changed by"),
    LinkType.ANSWERS: _("is answered by"),
    LinkType.CONTRIBUTES_TO: _("gets help from"),
    LinkType.MEASURES: _("is measured by"),
    LinkType.REPLACES: _("is replaced by"),
    LinkType.MERGES: _("is brought together in"),
    LinkType.SPLIT_FROM: _("was split into"),
    LinkType.OWNED_BY: _("owns"),
    LinkType.LED_BY: _("leads"),
    LinkType.RELATES_TO: _("has to do with"),
}


class LinkQuerySet(models.QuerySet["Link"]):
    """Links as the thread is walked."""

    def standing(self) -> LinkQuerySet:
        """Those not withdrawn, between records not removed."""
        return self.filter(withdrawn_at=None, source__removed_at=None, target__removed_at=None)


class Link(models.Model):
    """One stretch of the thread: typed, dated, authored, with a reason."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Record, models.PROTECT, related_name="links_out")
    target = models.ForeignKey(Record, models.PROTECT, related_name="links_in")
    type = models.CharField(max_length=20, choices=LinkType.choices)
    reason = models.TextField(_("Why"), max_length=REASON_LIMIT, blank=True)
    # What in the target: the cells of a run, a page of a document.
    detail = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.TextField(max_length=REASON_LIMIT, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "type"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_link_of_a_type",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="no_link_to_itself"
            ),
        ]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"

    @property
    def backwards(self) -> str:
        """The type, read from the target."""
        return str(BACKWARDS[LinkType(self.type)])


class Comment(models.Model):
    """A voice on a record: confirms it, doubts it, or says something else. Always with words."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        CONFIRM = "confirm", _("I can confirm this")
        DOUBT = "doubt", _("I am in doubt")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    text = models.TextField(_("Text"), max_length=COMMENT_LIMIT)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.TextField(max_length=REASON_LIMIT, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind}"


class QuickNote(Record):
    """Who said or promised what (the title), and by when; tied to the rest later."""

    who = models.CharField(_("Who?"), max_length=200, blank=True)
    due = models.DateField(_("Promised by"), null=True, blank=True)
    text = models.TextField(_("More about it"), max_length=TEXT_LIMIT, blank=True)

    class Meta:
        verbose_name = _("quick note")
        verbose_name_plural = _("quick notes")
