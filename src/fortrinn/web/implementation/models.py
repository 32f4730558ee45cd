"""What is done, by whom and by when, and what the work may be paid with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.implementation.times import in_words, is_time
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.models import Record

LONG = 20_000


class FundingSource(Record):
    """Money somebody has, and whether it is set aside (R062, R067).

    Without an amount it is not known how much; 0 says that nothing is set aside.
    """

    class Purpose(models.TextChoices):
        RESEARCH = "research", _("research and innovation")
        SKILLS = "skills", _("skills and education")
        BUSINESS = "business", _("business development")
        COOPERATION = "cooperation", _("cooperation with others abroad")
        OTHER = "other", _("something else")

    class Level(models.TextChoices):
        OWN = "own", _("our own budget")
        REGION = "region", _("others in the region")
        STATE = "state", _("the state")
        EUROPE = "europe", _("Europe and the world")

    class Use(models.TextChoices):
        OURS = "ours", _("we may apply or decide")
        OTHERS = "others", _("firms, researchers or others here may apply")
        TOGETHER = "together", _("only together with partners abroad")
        CLOSED = "closed", _("not open to Norway")

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_funding_source"
    )
    purpose = models.CharField(_("For what?"), max_length=12, choices=Purpose.choices, blank=True)
    year = models.PositiveSmallIntegerField(_("In which year?"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("How many kroner?"), null=True, blank=True)
    level = models.CharField(_("Whose money?"), max_length=8, choices=Level.choices, blank=True)
    use = models.CharField(_("Can it be used here?"), max_length=8, choices=Use.choices, blank=True)
    text = models.TextField(_("What it pays for, and on what terms"), max_length=LONG, blank=True)
    who = models.CharField(_("Who may apply?"), max_length=300, blank=True)
    source = models.CharField(_("Where is it written?"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")


class Action(Record):
    """Something somebody does; the thread ties it to the priority or goal it carries out.

    Who, when and with what may all be unknown, and an empty field says just that.
    """

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_action"
    )
    text = models.TextField(_("What is done?"), max_length=LONG, blank=True)
    who = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("Who does it?"),
    )
    by_when = models.CharField(_("By when?"), max_length=20, blank=True, validators=[is_time])
    funding = models.ForeignKey(
        FundingSource,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("What is it paid with?"),
    )
    cost = models.CharField(_("What does it cost, in words?"), max_length=300, blank=True)
    sign = models.TextField(_("How does one see that it is done?"), max_length=2000, blank=True)
    stopped_because = models.TextField(_("Why was it stopped?"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    @property
    def is_stopped(self) -> bool:
        """It is not carried on; it stays in sight with its reason."""
        return self.status == "stopped"

    @property
    def time(self) -> str:
        """By when, in words; empty where nobody knows."""
        return in_words(self.by_when)
