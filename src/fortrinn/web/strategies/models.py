"""Organisations own strategies; a strategy covers regions and has people with roles."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fortrinn.reference import counties
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.strategies.roles import POWERS, Power, Role


class Organisation(models.Model):
    """Who owns strategies: most often a county municipality."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name"), max_length=200)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = [alphabetical("name")]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class StrategyQuerySet(models.QuerySet["Strategy"]):
    """Strategies as the pages ask for them."""

    def of_person(self, user) -> StrategyQuerySet:
        """Those a person has a role in."""
        return self.filter(memberships__user=user, memberships__ended_at=None).distinct()


class Strategy(models.Model):
    """A strategy for smart specialisation. ``place`` is the first word of its address."""

    class Status(models.TextChoices):
        PREPARED = "prepared", _("being prepared")
        UNDER_WAY = "under_way", _("under way")
        ADOPTED = "adopted", _("adopted")
        CLOSED = "closed", _("closed")

    class Level(models.TextChoices):
        MUNICIPALITIES = "municipalities", _("municipalities together")
        COUNTY = "county", _("a county")
        COUNTIES = "counties", _("counties together")
        NATION = "nation", _("the country")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="strategies")
    title = models.CharField(_("Title"), max_length=200)
    place = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=80)
    language = models.CharField(_("Language"), max_length=2, choices=settings.LANGUAGES)
    status = models.CharField(
        _("Status"), max_length=20, choices=Status.choices, default=Status.UNDER_WAY
    )
    level = models.CharField(_("Level"), max_length=20, choices=Level.choices, default=Level.COUNTY)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        ordering = [alphabetical("title")]
        constraints = [models.UniqueConstraint("place", "slug", name="one_strategy_per_address")]
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("strategies:home", args=[self.place, self.slug])

    @property
    def is_imagined(self) -> bool:
        """Whether it is an example whose place is no county."""
        return self.is_example and self.place not in {county.slug for county in counties()}

    @property
    def example_notice(self) -> str:
        """What is said beside every figure of an imagined example; empty for other strategies."""
        if not self.is_imagined:
            return ""
        names = {county.code: county.name for county in counties()}
        lenders = [names[region.code] for region in self.regions.all() if region.code in names]
        return gettext(
            "Imagined example: {organisation} does not exist, and neither do those who act here. "
            "The figures are borrowed from {lenders}."
        ).format(organisation=self.organisation.name, lenders=", ".join(lenders))


class CoveredRegion(models.Model):
    """A region a strategy covers, by its code."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="regions")
    code = models.CharField(max_length=10)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint("strategy", "code", name="one_region_once_per_strategy")
        ]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.code


class OldAddress(models.Model):
    """An address a strategy had; it leads to the one it has now."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="old_addresses")
    place = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint("place", "slug", name="one_old_address_once")]
        verbose_name = _("earlier address")
        verbose_name_plural = _("earlier addresses")

    def __str__(self) -> str:
        return f"{self.place}/{self.slug}"


class Membership(models.Model):
    """A person's role in a strategy. It is ended, not deleted: who took part stays known."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(_("Role"), max_length=20, choices=Role.choices)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [alphabetical("user__name")]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "user"],
                condition=models.Q(ended_at=None),
                name="one_role_at_a_time",
            )
        ]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def may(self, power: Power) -> bool:
        """Whether the role carries a power."""
        return power in POWERS[self.role]


class Round(models.Model):
    """One time around in an element: opened for a reason, laid to rest for a reason.

    The method has no order and no end. Any element may come first, and each may be opened again.
    """

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="rounds")
    element = models.SlugField(max_length=20)
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(_("Why now?"), max_length=2000, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.TextField(_("What did this round bring?"), max_length=2000, blank=True)
    rested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    rested_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint("strategy", "element", "number", name="one_round_per_number"),
            models.UniqueConstraint(
                fields=["strategy", "element"],
                condition=models.Q(rested_at=None),
                name="one_open_round_per_element",
            ),
        ]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.element} {self.number}"

    @property
    def is_open(self) -> bool:
        """Not laid to rest."""
        return self.rested_at is None


class Character(models.Model):
    """That a region is of a type, since when and why somebody says so; ended, never deleted."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="characters")
    type = models.SlugField(max_length=20)
    because = models.TextField(_("Why do you say so?"), max_length=2000, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "type"],
                condition=models.Q(until=None),
                name="one_standing_type",
            )
        ]
        verbose_name = _("type of region")
        verbose_name_plural = _("types of region")

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.type}"
