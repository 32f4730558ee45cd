"""What is told, and to whom: stories, messages, politicians, who answers for what, the log."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import LONG
from fortrinn.web.organising.partnerships import Partnership
from fortrinn.web.records.models import Record


class Story(Record):
    """Something that happened and is worth telling; a small win where it is one."""

    happened = models.DateField(_("When did it happen?"), null=True, blank=True)
    text = models.TextField(_("The story"), max_length=LONG)
    is_win = models.BooleanField(_("A small win"), default=False)
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="stories"
    )

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")


class Message(Record):
    """A step of the communication plan: who is told what, where and when."""

    class Channel(models.TextChoices):
        WEB = "web", _("our own website")
        SOCIAL = "social", _("social media")
        MEDIA = "media", _("local media")
        MEETING = "meeting", _("a meeting")
        MAIL = "mail", _("e-mail or newsletter")

    to_whom = models.CharField(_("To whom?"), max_length=200)
    channel = models.CharField(
        _("Where?"), max_length=10, choices=Channel.choices, default=Channel.WEB
    )
    when = models.DateField(_("When?"), null=True, blank=True)
    text = models.TextField(_("What do we want to say?"), max_length=LONG, blank=True)
    came_of_it = models.TextField(_("What came of it?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")


class Informed(models.TextChoices):
    """Whether a group was there. Not known is empty."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class Orientation(Record):
    """Politicians were told, or asked: which body, what, and whether both sides were there."""

    body = models.CharField(_("Which body?"), max_length=200)
    held = models.DateField(_("When?"), null=True, blank=True)
    text = models.TextField(_("What was told or asked?"), max_length=LONG, blank=True)
    position = models.CharField(
        _("Was the governing majority there?"), max_length=3, choices=Informed.choices, blank=True
    )
    opposition = models.CharField(
        _("Was the opposition there?"), max_length=3, choices=Informed.choices, blank=True
    )
    response = models.TextField(_("What did they say?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("political orientation")
        verbose_name_plural = _("political orientations")


class Responsibility(Record):
    """Who answers for what inside the county, so that it speaks with one voice outside."""

    department = models.CharField(_("Which department?"), max_length=200)
    works_with = models.CharField(_("Together with"), max_length=400, blank=True)
    text = models.TextField(_("What does it do?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")


class LogEntry(Record):
    """What the accompanying researcher saw, in her own words, on a day."""

    seen = models.DateField(_("When?"))
    text = models.TextField(_("What did you see?"), max_length=LONG)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
