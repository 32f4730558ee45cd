"""The actors of a region: who they are, what they bring, and how far they want to go."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.organisation_number import OrganisationNumberField
from fortrinn.web.records.models import Record

LONG = 5000


class ActorType(models.TextChoices):
    """The eight the guide names (R122)."""

    BUSINESS = "business", _("business")
    PUBLIC = "public", _("public body")
    ORGANISATION = "organisation", _("organisation")
    CLUSTER = "cluster", _("cluster or network")
    RESEARCH = "research", _("education or research")
    ENTREPRENEUR = "entrepreneur", _("entrepreneurial person")
    CITIZENS = "citizens", _("citizens")
    INVESTOR = "investor", _("investor")


#: Those the guide counts among the people who can carry an idea out (R133).
DOER_TYPES = frozenset(
    {ActorType.BUSINESS, ActorType.ENTREPRENEUR, ActorType.CLUSTER, ActorType.INVESTOR}
)
#: Behind these may stand one named person: nothing is scored or measured about them.
PERSON_TYPES = frozenset({ActorType.ENTREPRENEUR, ActorType.CITIZENS})


class From(models.TextChoices):
    """Whether the actor belongs to the region."""

    REGION = "region", _("the region")
    NORWAY = "norway", _("another region in Norway")
    ABROAD = "abroad", _("abroad")


class CanAct(models.TextChoices):
    """Whether the actor can carry an idea out."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class Mandate(models.TextChoices):
    """What whoever speaks for the actor may promise (R142)."""

    DECIDES = "decides", _("can decide in the meeting")
    ASKS = "asks", _("must ask at home first")


class Commitment(models.IntegerChoices):
    """How far an actor goes, 0–4. Not known is empty, never 0."""

    NONE = 0, _("0 – stands outside")
    INFORMED = 1, _("1 – is kept informed")
    HEARD = 2, _("2 – is heard")
    TAKES_PART = 3, _("3 – takes part in the work")
    LEADS = 4, _("4 – goes first")


class Challenge(models.TextChoices):
    """The four places where the guide wants questions from outside (R136)."""

    HEARINGS = "hearings", _("in hearings")
    DISCOVERY = "discovery", _("in the discovery process")
    CHOICES = "choices", _("when goals and priorities are set")
    ACTIONS = "actions", _("in the action programme")


class Actor(Record):
    """An organisation, most often, that takes part or ought to. Its people are :class:`Contact`."""

    # Named, so that what points to an actor may call it that.
    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_actor"
    )
    type = models.CharField(_("What kind of actor?"), max_length=20, choices=ActorType.choices)
    place = models.CharField(_("Municipality or place"), max_length=120, blank=True)
    sector = models.CharField(_("Field"), max_length=160, blank=True)
    number = OrganisationNumberField(_("Organisation number"), max_length=9, blank=True)
    comes_from = models.CharField(
        _("Where does it belong?"), max_length=10, choices=From.choices, default=From.REGION
    )
    can_act = models.CharField(
        _("Can it carry an idea out?"), max_length=3, choices=CanAct.choices, blank=True
    )
    contributes = models.TextField(_("What can it contribute?"), max_length=LONG, blank=True)
    cares_for = models.TextField(_("What matters to it?"), max_length=LONG, blank=True)
    interests = models.TextField(
        _("Which interests does it speak for?"), max_length=LONG, blank=True
    )
    role_agreed = models.DateField(_("The role was agreed with the actor"), null=True, blank=True)
    expects = models.TextField(
        _("What does it expect of the process?"), max_length=LONG, blank=True
    )
    wanted = models.PositiveSmallIntegerField(
        _("Wanted commitment"), choices=Commitment.choices, null=True, blank=True
    )
    actual = models.PositiveSmallIntegerField(
        _("Commitment today"), choices=Commitment.choices, null=True, blank=True
    )
    mandate = models.CharField(
        _("What may its representative promise?"),
        max_length=10,
        choices=Mandate.choices,
        blank=True,
    )
    is_bridge_builder = models.BooleanField(_("Bridge-builder"), default=False)
    is_ambassador = models.BooleanField(_("Ambassador"), default=False)
    is_trusted_voice = models.BooleanField(_("Trusted voice"), default=False)
    challenges = models.JSONField(
        _("Asks critical questions from outside"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    @property
    def is_doer(self) -> bool:
        """Can carry an idea out: as somebody said, else as the guide sees its type."""
        return self.can_act == CanAct.YES or (not self.can_act and self.type in DOER_TYPES)

    @property
    def is_outsider(self) -> bool:
        """Belongs elsewhere, or is asked to put critical questions."""
        return self.comes_from != From.REGION or bool(self.challenges)

    @property
    def may_stand_for_a_person(self) -> bool:
        """Then nothing is scored or measured about it."""
        return self.type in PERSON_TYPES

    @property
    def challenge_words(self) -> list[str]:
        """Where it puts critical questions, in words."""
        labels = dict(Challenge.choices)
        return [str(labels[key]) for key in self.challenges if key in labels]

    @property
    def roles_in_words(self) -> list[str]:
        """The parts it plays for the others."""
        named = ("is_bridge_builder", "is_ambassador", "is_trusted_voice")
        return [self.kind_of.label_of(name) for name in named if getattr(self, name)]

    def clean(self) -> None:
        """What is refused, whether it is typed or pasted."""
        if self.may_stand_for_a_person and (self.wanted is not None or self.actual is not None):
            raise ValidationError({"wanted": NOT_OF_PERSONS})


NOT_OF_PERSONS: Any = _(
    "Commitment is recorded for organisations only, never for a person. Leave both empty."
)


class Contact(models.Model):
    """A person at an actor: only with a purpose, a consent and a day when it is deleted.

    It has no versions and stands in no log, so that deleting it deletes it.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="contacts")
    name = models.CharField(_("Name"), max_length=160)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    purpose = models.CharField(_("What do we need it for?"), max_length=240)
    consented = models.DateField(_("Said yes to being listed"), null=True, blank=True)
    delete_after = models.DateField(_("Delete it after"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.name
