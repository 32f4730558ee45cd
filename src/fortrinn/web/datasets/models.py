"""Tables of a strategy and of everyone: a dataset, its versions, and files on their way in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fortrinn.errors import FortrinnError
from fortrinn.sources.changes import Changes
from fortrinn.sources.columns import ColumnMap
from fortrinn.web.records.models import Record

TEXT_LIMIT = 2000


class Quantity(models.TextChoices):
    """What the figures of a table are."""

    COUNT = "count", _("A count of persons, firms or jobs")
    AMOUNT = "amount", _("An amount: kroner, tonnes, a score")


class Rounding(models.TextChoices):
    """How the publisher rounded the figures; the value is half a step."""

    EXACT = "0", _("Exact figures")
    THREES = "2", _("Small figures rounded to threes (1 and 2 became 0 or 3)")
    TENS = "5", _("Rounded to tens")
    HUNDREDS = "50", _("Rounded to hundreds")


class Counted(models.TextChoices):
    """Who counted: a publisher, who withheld what may not be shown, or we ourselves."""

    PUBLISHED = "", _("A publisher: the figures are shown as they come")
    PERSONS = "persons", _("We, and we counted persons")
    ENTERPRISES = "enterprises", _("We, and we counted enterprises")


class Dataset(Record):
    """A table the strategy has brought in or fetched; its figures are in its versions.

    ``restricted`` figures must not be published: not by visibility, download, export or API.
    ``query`` repeats the fetch, for a table that comes from a publisher.
    """

    # Named, for a record's own name for it would be that of a run's dataset version.
    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, related_name="as_dataset"
    )
    publisher = models.CharField(_("Who made the table"), max_length=200, blank=True)
    table_id = models.CharField(
        _("The publisher's name or number of it"), max_length=120, blank=True
    )
    licence = models.CharField(_("Licence"), max_length=200, blank=True)
    licence_url = models.CharField(_("The licence's address"), max_length=400, blank=True)
    about = models.TextField(_("What it is, and what to know about it"), blank=True,
                             max_length=TEXT_LIMIT)  # fmt: skip
    restricted = models.BooleanField(_("Not for publication"), default=False)
    conditions = models.TextField(_("The conditions it was given on"), blank=True,
                                  max_length=TEXT_LIMIT)  # fmt: skip
    quantity = models.CharField(
        _("What the figures are"), max_length=10, choices=Quantity.choices, default=Quantity.COUNT
    )
    rounding = models.CharField(
        _("How they are rounded"), max_length=4, choices=Rounding.choices, default=Rounding.EXACT
    )
    counted = models.CharField(
        _("Who counted"),
        max_length=12,
        choices=Counted.choices,
        blank=True,
        default="",
        editable=False,
    )
    source_key = models.SlugField(max_length=40, blank=True, editable=False)
    query = models.JSONField(default=dict, blank=True, editable=False)
    recipe = models.SlugField(max_length=60, blank=True, editable=False)
    publisher_updated = models.CharField(max_length=60, blank=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")

    @property
    def store_key(self) -> str:
        """Its name in the store."""
        return f"d{self.uid.hex}"

    @property
    def newest(self) -> DatasetVersion | None:
        """The version that counts now."""
        return self.versions.order_by("-number").first()

    @property
    def has_news(self) -> bool:
        """Whether the publisher has updated the table since the newest version was fetched."""
        newest = self.newest
        known = newest.source.get("updated", "") if newest else ""
        return bool(self.publisher_updated) and self.publisher_updated != known


class DatasetVersion(Record):
    """A table as it was on a day. ``source`` holds publisher, table, licence, dates and notes.

    A shipped table's version belongs to no strategy; another has its ``dataset`` and a ``number``.
    """

    key = models.SlugField(max_length=60)
    sha256 = models.CharField(max_length=64)
    source = models.JSONField(default=dict)
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    pruned_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("key", "number", "sha256", name="one_version_per_content")
        ]
        verbose_name = _("dataset version")
        verbose_name_plural = _("dataset versions")

    @property
    def address(self) -> str:
        """Its own page."""
        if self.dataset is None or self.strategy is None:
            return reverse("datasets:version", args=[self.slug])
        place = (self.strategy.place, self.strategy.slug)
        return reverse("datasets:own_version", args=[*place, self.dataset.slug, self.number])

    def in_language(self, name: str) -> str:
        """``title`` or ``notes`` in the reader's language."""
        texts: dict[str | None, str] | str = self.source.get(name, {})
        if isinstance(texts, str):
            return texts
        return texts.get(get_language()) or texts.get("nb", "")

    @property
    def title_text(self) -> str:
        """The title in the reader's language."""
        return self.in_language("title") or self.title

    @property
    def notes_text(self) -> str:
        """What was done to the table, in the reader's language."""
        return self.in_language("notes")

    @property
    def changes(self) -> Changes | None:
        """What changed since the version before; None for the first."""
        found = self.source.get("changes")
        return None if found is None else Changes.from_data(found)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that name a cell."""
        return tuple(self.source.get("keys", ()))

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        """Codes in words, by column."""
        found: dict[str, dict[str, str]] = self.source.get("labels", {})
        return found


class LastFailure(models.Model):
    """Why a recipe or a dataset could not be fetched the last time; gone when it could."""

    strategy = models.ForeignKey("strategies.Strategy", models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now=True)
    problem = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("strategy", "key", name="one_failure_per_fetch")]
        verbose_name = _("failed fetch")
        verbose_name_plural = _("failed fetches")

    def __str__(self) -> str:
        return self.key

    def in_words(self, translate: Callable[[str], str]) -> str:
        """The reason in the reader's language."""
        return FortrinnError(self.problem["template"], **self.problem["fields"]).in_words(translate)


class Upload(models.Model):
    """A file on its way in: brought, not yet understood. It is taken away when it was kept."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=240)
    described = models.JSONField(default=dict)
    dataset = models.ForeignKey(Dataset, models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes lie, under a name that cannot be guessed and keeps only its ending."""
        ending = Path(self.name).suffix.lower()[:10]
        safe = ending if ending[1:].isalnum() else ""
        return Path(settings.DATA) / "uploads" / f"{self.uid}{safe}"


class RememberedColumns(models.Model):
    """Which column is what, as a person said it the last time a file had these headings."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    shape = models.CharField(max_length=64)
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("by", "shape", name="one_memory_per_shape")]
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")

    def __str__(self) -> str:
        return self.shape[:8]

    @property
    def columns(self) -> ColumnMap:
        """What was said."""
        return ColumnMap.from_data(self.said)
