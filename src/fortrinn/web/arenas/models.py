"""What people take part in: the meeting, who came, what they said, what was agreed and answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import ActorType
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.models import Link, LinkType, Record, RecordQuerySet

LONG = 20_000
#: How long a card may be, and how much of it is its title.
CARD_LIMIT = 5000


class Arena(Record):
    """A meeting, a workshop or a camp, from the first thought of it to the answer afterwards."""

    class Form(models.TextChoices):
        MEETING = "meeting", _("meeting")
        WORKSHOP = "workshop", _("workshop")
        CAMP = "camp", _("innovation camp")

    # Named, so that what points to an arena may call it that.
    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_arena"
    )
    form = models.CharField(
        _("What is it?"), max_length=20, choices=Form.choices, default=Form.WORKSHOP
    )
    template = models.SlugField(max_length=40, blank=True)
    starts = models.DateTimeField(_("Starts"), null=True, blank=True)
    where = models.CharField(_("Where"), max_length=200, blank=True)
    minutes = models.PositiveIntegerField(_("Minutes asked of each person"), null=True, blank=True)
    expected = models.PositiveIntegerField(_("How many people?"), null=True, blank=True)
    # The guide's five questions (R155-R159).
    process_role = models.TextField(
        _("Which part does it play in the process?"), max_length=LONG, blank=True
    )
    expectations = models.TextField(
        _("What do those who come expect, want and aim for?"), max_length=LONG, blank=True
    )
    experience = models.TextField(
        _("With what feeling should they leave?"), max_length=LONG, blank=True
    )
    outcomes = models.TextField(
        _("Which decisions and next steps should come out of it?"), max_length=LONG, blank=True
    )
    set_up = models.TextField(_("How must it be set up to get there?"), max_length=LONG, blank=True)
    ideas_owner = models.TextField(
        _("Who owns the ideas that come up?"), max_length=LONG, blank=True
    )
    invitation = models.TextField(_("Invitation"), max_length=LONG, blank=True)
    programme = models.TextField(_("Programme"), max_length=LONG, blank=True)
    went = models.TextField(
        _("How did it go, beside what was intended?"), max_length=LONG, blank=True
    )
    pulse_asked = models.PositiveIntegerField(_("Asked on the way out"), null=True, blank=True)
    pulse_worth = models.PositiveIntegerField(_("It was worth the time"), null=True, blank=True)
    pulse_next = models.PositiveIntegerField(_("I know the next step"), null=True, blank=True)
    pulse_again = models.PositiveIntegerField(_("I would come again"), null=True, blank=True)

    class Meta:
        verbose_name = _("arena")
        verbose_name_plural = _("arenas")

    @property
    def is_ahead(self) -> bool:
        """It has not been held yet."""
        return self.status in {"planned", "invited"}

    @property
    def ends(self) -> datetime | None:
        """When it is over, where start and length are known."""
        if self.starts is None or not self.minutes:
            return None
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def person_hours(self) -> float | None:
        """What it asks of people together (R154); None when nobody has said."""
        if not self.minutes or not self.expected:
            return None
        return self.minutes * self.expected / 60

    @property
    def brief(self) -> list[tuple[str, str]]:
        """The five questions and who owns the ideas, each with its answer."""
        return [(self.kind_of.label_of(name), getattr(self, name)) for name in BRIEF]

    @property
    def asked_few(self) -> bool:
        """So few answered on the way out that the answers are for the working group."""
        return 0 < (self.pulse_asked or 0) < FEW

    @property
    def pulse(self) -> list[tuple[str, int]]:
        """What people answered on the way out; what was not asked is not there."""
        return [
            (self.kind_of.label_of(name), getattr(self, name))
            for name in PULSE[1:]
            if getattr(self, name) is not None
        ]


FEW = 5
"""Of fewer persons, what each of them did or answered could be told from a count."""
PULSE = ("pulse_asked", "pulse_worth", "pulse_next", "pulse_again")
BRIEF = ("process_role", "expectations", "experience", "outcomes", "set_up", "ideas_owner")


class Attendance(Record):
    """An organisation or a group of guests at an arena (the title), and how many people.

    ``came`` is empty until somebody has counted; empty is not zero.
    """

    arena = models.ForeignKey(Arena, models.PROTECT, related_name="attendances")
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    type = models.CharField(
        _("What kind of actor?"), max_length=20, choices=ActorType.choices, blank=True
    )
    came = models.PositiveIntegerField(_("How many came?"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")

    @property
    def few_came(self) -> bool:
        """So few that how many is for the working group."""
        return 0 < (self.came or 0) < FEW


class CardQuerySet(RecordQuerySet["Card"]):
    """Cards as the pages ask for them."""

    def unanswered(self) -> CardQuerySet:
        """Those no standing reply answers."""
        answers = Link.objects.standing().filter(
            target_id=models.OuterRef("pk"), type=LinkType.ANSWERS
        )
        return self.present().exclude(models.Exists(answers))


class Card(Record):
    """What somebody said or wrote at an arena. The title is its beginning, ``text`` all of it."""

    class Consent(models.TextChoices):
        NAMED = "named", _("may be used, with who said it")
        UNNAMED = "unnamed", _("may be used, without who said it")
        ROOM = "room", _("stays in the room")

    arena = models.ForeignKey(Arena, models.PROTECT, related_name="cards")
    text = models.TextField(_("What was said"), max_length=CARD_LIMIT)
    voice = models.CharField(_("Who said it?"), max_length=160, blank=True)
    type = models.CharField(
        _("What kind of actor?"), max_length=20, choices=ActorType.choices, blank=True
    )
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="cards")
    consent = models.CharField(
        _("What may we do with it?"),
        max_length=10,
        choices=Consent.choices,
        default=Consent.UNNAMED,
    )

    cards: ClassVar[models.Manager[Card]] = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")

    @property
    def said_by(self) -> str:
        """Who said it, where that may be told outside the working group."""
        return self.voice if self.consent == self.Consent.NAMED else ""

    @property
    def stays_in_the_room(self) -> bool:
        """It is answered, and shown to nobody else."""
        return self.consent == self.Consent.ROOM


class Reply(Record):
    """An answer to one card or to a group of like ones: what you said, what happens now."""

    arena = models.ForeignKey(Arena, models.PROTECT, related_name="replies")
    heard = models.TextField(_("This is what you said"), max_length=LONG)
    next = models.TextField(_("This is what happens now"), max_length=LONG)

    class Meta:
        verbose_name = _("answer to the participants")
        verbose_name_plural = _("answers to the participants")


class Agreed(Record):
    """A decision or a promise from an arena: who does it, and by when."""

    class Sort(models.TextChoices):
        PROMISE = "promise", _("promise")
        DECISION = "decision", _("decision")

    arena = models.ForeignKey(Arena, models.PROTECT, related_name="agreed")
    sort = models.CharField(
        _("What is it?"), max_length=10, choices=Sort.choices, default=Sort.PROMISE
    )
    who = models.CharField(_("Who does it?"), max_length=200, blank=True)
    due = models.DateField(_("By when?"), null=True, blank=True)

    class Meta:
        verbose_name = _("what was agreed")
        verbose_name_plural = _("what was agreed")
