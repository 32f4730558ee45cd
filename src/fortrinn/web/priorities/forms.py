"""What a person may type about specialisations, needs, discoveries and priorities."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.priorities.models import (
    Advantage,
    AlongTheWay,
    Discovery,
    Lever,
    Need,
    Priority,
    Specialisation,
)
from fortrinn.web.vision.forms import OwnForm, area, ticks


class SpecialisationForm(OwnForm):
    """Resources, competence and market; the rest is folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "advantages",
        "knowledge",
        "value_chains",
        "green",
        "part_of",
        "status",
        "language",
    )
    advantages = ticks(_("Where the advantage lies"), Advantage.choices)

    class Meta:
        model = Specialisation
        fields = [
            "title",
            "resources",
            "competence",
            "market",
            "advantages",
            "knowledge",
            "value_chains",
            "green",
            "part_of",
            "status",
            "language",
        ]
        labels = {"title": _("What are some here particularly good at?")}
        help_texts = {
            "title": _(
                "Narrower than an industry. «Positioning systems for ships» is one; «shipping» is "
                "not."
            ),
            "part_of": _("A wider field that this belongs to."),
        }
        widgets = {
            name: area()
            for name in ("resources", "competence", "market", "knowledge", "value_chains", "green")
        }


class NeedForm(OwnForm):
    """What is needed, where and when."""

    folded: ClassVar[tuple[str, ...]] = ("source", "status", "language")

    class Meta:
        model = Need
        fields = ["title", "text", "where", "when", "source", "status", "language"]
        labels = {"title": _("The need in one line")}
        widgets = {"text": area(), "when": forms.RadioSelect, "where": forms.RadioSelect}


class DiscoveryForm(OwnForm):
    """Title, what is new, who goes first and the next step; the conversation is folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "path",
        "firms",
        "innovations",
        "one_project",
        "whole_industry",
        "crosses",
        "profitable",
        "products",
        "markets",
        "takes",
        "competitors",
        "dangers",
        "willing",
        "levers",
        "levers_words",
        "along",
        "missing",
        "sustainability",
        "renewal",
        "risk",
        "years",
        "openness",
        "certainty",
        "status",
        "aside_because",
        "language",
    )
    levers = ticks(_("What can public bodies do?"), Lever.choices)
    along = ticks(_("What will those who go first need along the way?"), AlongTheWay.choices)

    class Meta:
        model = Discovery
        fields = [
            "title",
            "new",
            "lead",
            "next_step",
            "path",
            "firms",
            "innovations",
            "one_project",
            "whole_industry",
            "crosses",
            "profitable",
            "products",
            "markets",
            "takes",
            "competitors",
            "dangers",
            "willing",
            "levers",
            "levers_words",
            "along",
            "missing",
            "sustainability",
            "renewal",
            "risk",
            "years",
            "openness",
            "certainty",
            "status",
            "aside_because",
            "language",
        ]
        labels = {"title": _("The discovery in one line")}
        help_texts = {
            "lead": _("An actor that is willing and able. Leave it open while nobody is."),
            "aside_because": _("Needed when it is laid aside. It stays in sight, with the reason."),
            "missing": _("Related knowledge here decides what the region gets out of it."),
        }
        widgets = {
            name: area()
            for name in (
                "new",
                "next_step",
                "innovations",
                "profitable",
                "products",
                "markets",
                "takes",
                "competitors",
                "dangers",
                "willing",
                "levers_words",
                "missing",
                "sustainability",
                "aside_because",
            )
        }

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

    folded: ClassVar[tuple[str, ...]] = (
        "believe",
        "disproof",
        "baseline",
        "review",
        "risk",
        "learning",
        "leaving",
        "weight",
        "status",
        "language",
    )

    class Meta:
        model = Priority
        fields = [
            "title",
            "why",
            "costs",
            "uncertain",
            "believe",
            "disproof",
            "baseline",
            "review",
            "risk",
            "learning",
            "leaving",
            "weight",
            "status",
            "language",
        ]
        labels = {"title": _("The priority in one line")}
        help_texts = {
            "costs": _("To choose one thing is to leave another. Say what, and who feels it."),
            "uncertain": _("Nobody knows whether it will work; say so from the beginning."),
        }
        widgets = {
            name: area()
            for name in (
                "why",
                "costs",
                "uncertain",
                "believe",
                "disproof",
                "baseline",
                "risk",
                "learning",
                "leaving",
                "weight",
            )
        } | {"review": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
