"""What a person may type about specialisations, needs, discoveries and priorities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import ActorType
from fortrinn.web.priorities.fields import areas, folded_after, form_fields
from fortrinn.web.priorities.models import (
    HIGHEST,
    LONG,
    LOWEST,
    Advantage,
    AlongTheWay,
    Assessment,
    Criterion,
    Discovery,
    Lever,
    Need,
    Priority,
    RenewalAim,
    Specialisation,
    Stance,
)
from fortrinn.web.vision.forms import OwnForm, area, ticks

POINTS = range(LOWEST, HIGHEST + 1)

SPECIALISATION_FIRST = ("resources", "competence", "market")
NEED_FIRST = ("text", "where", "when")
DISCOVERY_FIRST = ("new", "lead", "next_step")
PRIORITY_FIRST = ("why", "costs", "uncertain")


class SpecialisationForm(OwnForm):
    """Resources, competence and market; the rest is folded."""

    folded: ClassVar[tuple[str, ...]] = folded_after(Specialisation, *SPECIALISATION_FIRST)
    advantages = ticks(_("Where the advantage lies"), Advantage.choices)

    class Meta:
        model = Specialisation
        fields = form_fields(Specialisation, *SPECIALISATION_FIRST)
        labels = {"title": _("What are some here particularly good at?")}
        help_texts = {
            "title": _(
                "Narrower than an industry. «Positioning systems for ships» is one; «shipping» is "
                "not."
            ),
            "part_of": _("A wider field that this belongs to."),
        }
        widgets = areas(Specialisation)


class NeedForm(OwnForm):
    """What is needed, where and when."""

    folded: ClassVar[tuple[str, ...]] = folded_after(Need, *NEED_FIRST)

    class Meta:
        model = Need
        fields = form_fields(Need, *NEED_FIRST)
        labels = {"title": _("The need in one line")}
        help_texts = {
            "put_to": _(
                "Businesses have questions for researchers, and researchers for businesses. The "
                "list can be narrowed to those put to one of them."
            ),
        }
        widgets = areas(Need) | {"when": forms.RadioSelect, "where": forms.RadioSelect}


class DiscoveryForm(OwnForm):
    """Title, what is new, who goes first and the next step; the conversation is folded."""

    folded: ClassVar[tuple[str, ...]] = folded_after(Discovery, *DISCOVERY_FIRST)
    levers = ticks(_("What can public bodies do?"), Lever.choices)
    along = ticks(_("What will those who go first need along the way?"), AlongTheWay.choices)

    class Meta:
        model = Discovery
        fields = form_fields(Discovery, *DISCOVERY_FIRST)
        labels = {"title": _("The discovery in one line")}
        help_texts = {
            "lead": _("An actor that is willing and able. Leave it open while nobody is."),
            "aside_because": _("Needed when it is laid aside. It stays in sight, with the reason."),
            "missing": _("Related knowledge here decides what the region gets out of it."),
        }
        widgets = areas(Discovery)

    def clean(self) -> dict[str, Any]:
        """Whoever lays something aside says why."""
        cleaned = super().clean() or {}
        if cleaned.get("status") == "laid_aside" and not cleaned.get("aside_because"):
            self.add_error(
                "aside_because",
                _("Say why it is laid aside, so that whoever comes later need not guess."),
            )
        return cleaned


class PriorityForm(OwnForm):
    """Title, why, what it costs elsewhere and what nobody knows; the rest is folded."""

    folded: ClassVar[tuple[str, ...]] = folded_after(Priority, *PRIORITY_FIRST)

    class Meta:
        model = Priority
        fields = form_fields(Priority, *PRIORITY_FIRST)
        labels = {"title": _("The priority in one line")}
        help_texts = {
            "costs": _("To choose one thing is to leave another. Say what, and who feels it."),
            "uncertain": _("Nobody knows whether it will work; say so from the beginning."),
        }
        widgets = areas(Priority) | {
            "review": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        }


class CriterionForm(OwnForm):
    """The question, and how much it weighs."""

    class Meta:
        model = Criterion
        fields = ["title", "weight", "meaning", "status", "language"]
        labels = {"title": _("The question, answered from 1 to 5")}
        help_texts = {"weight": _("From 0 to 5. The page shows how much hangs on the weights.")}
        widgets = {"meaning": area()}


class RenewalAimForm(OwnForm):
    """The aim in a line and in per cent, and why."""

    class Meta:
        model = RenewalAim
        fields = form_fields(RenewalAim, "share", "because")
        labels = {"title": _("The aim in one line")}
        help_texts = {
            "share": _("What is as much renewal as preservation counts half."),
        }
        widgets = areas(RenewalAim)


class AssessmentForm(forms.Form):
    """What somebody thinks and why; the points are folded, and nobody has to give any."""

    stance = forms.ChoiceField(
        label=_("What do you think?"), choices=Stance.choices, widget=forms.RadioSelect
    )
    because = forms.CharField(label=_("Why?"), required=False, max_length=LONG, widget=area(3))
    voice = forms.ChoiceField(
        label=_("I speak as"), required=False, choices=[("", _("no group")), *ActorType.choices]
    )
    interest = forms.CharField(
        label=_("Do you or anyone close to you gain by it? Say how."),
        required=False,
        max_length=LONG,
        widget=area(),
        help_text=_("It is shown with your name. You are heard, and give no points."),
    )
    sureness = forms.ChoiceField(
        label=_("How sure are you?"),
        required=False,
        choices=[("", _("not said")), *Assessment.Sureness.choices],
    )

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], earlier: Assessment | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {f"point-{one.uid}": one for one in criteria}
        for name, one in self.criteria.items():
            self.fields[name] = forms.TypedChoiceField(
                label=one.title,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", _("I do not know")), *((n, str(n)) for n in POINTS)],
                help_text=one.meaning,
            )
        if earlier is not None:
            self.initial.update(_said_before(earlier))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Stance, reason, group and interest."""
        return [self[name] for name in ("stance", "because", "voice", "interest")]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """How sure, and the points."""
        return [self["sureness"], *(self[name] for name in self.criteria)]

    @property
    def folded_has_errors(self) -> bool:
        """Then the fold is open."""
        return any(field.errors for field in self.folded_fields)

    def clean(self) -> dict[str, Any]:
        """Points are kept by criterion; who has an interest gives none."""
        cleaned = super().clean() or {}
        points = {str(one.uid): cleaned.pop(name, None) for name, one in self.criteria.items()}
        cleaned["points"] = {uid: point for uid, point in points.items() if point is not None}
        if cleaned.get("interest") and cleaned["points"]:
            self.add_error(
                "interest", _("Whoever has something to gain gives reasons, but no points.")
            )
        return cleaned


def _said_before(earlier: Assessment) -> dict[str, Any]:
    words = {name: getattr(earlier, name) for name in ("stance", "because", "voice", "interest")}
    points = {f"point-{uid}": point for uid, point in earlier.points.items()}
    return words | points | {"sureness": earlier.sureness}


class FirstForm(forms.Form):
    """How many one has room for."""

    first = forms.IntegerField(
        label=_("How many do we have room for?"), required=False, min_value=1, max_value=50
    )
