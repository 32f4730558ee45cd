"""The small forms on the way from a possibility to a choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.alphabet import alphabetical
from fortrinn.web.organising.models import Actor
from fortrinn.web.priorities.fit import Fit
from fortrinn.web.priorities.models import Discovery, Need, Specialisation
from fortrinn.web.records.forms import offer_found
from fortrinn.web.records.models import TITLE_LIMIT, Record
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.vision.forms import area


def actors_of(strategy: Strategy) -> Any:
    """The actors of a strategy, by name."""
    return Actor.objects.filter(strategy=strategy, removed_at=None).order_by(alphabetical("title"))


def offer(field: Any, records: Any) -> None:
    """The records one may choose among."""
    field.queryset = records


def offer_choices(field: Any, choices: Iterable[tuple[str, Any]]) -> None:
    """The words one may choose among."""
    field.choices = list(choices)


WHY = _("Why?")


def why(label: Any = WHY, help_text: Any = "", required: bool = True) -> forms.CharField:
    """A reason in a few words."""
    return forms.CharField(
        label=label, max_length=2000, widget=area(3), help_text=help_text, required=required
    )


class TakeUpForm(forms.Form):
    """Who takes it up, and what they see in it."""

    lead = forms.ModelChoiceField(
        label=_("Who takes it up?"),
        queryset=Actor.objects.none(),
        empty_label=_("Choose"),
        help_text=_(
            "Somebody outside the county municipality: it becomes a discovery when others than we "
            "want to look into it."
        ),
    )
    new = why(_("What do they see that is new?"), required=False)
    next_step = why(_("What is the next step?"), required=False)

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["lead"], actors_of(strategy))


class MoveForm(forms.Form):
    """Another status, with a reason where it matters."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    to = forms.ChoiceField(label=_("It is now"))
    reason = why(
        help_text=_("Needed when it is laid aside or taken up again."),
        required=False,
    )

    def __init__(self, *args: Any, discovery: Discovery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.discovery = discovery
        others = discovery.kind_of.statuses.items()
        offer_choices(self.fields["to"], (pair for pair in others if pair[0] != discovery.status))
        self.fields["version"].initial = discovery.version

    def clean(self) -> dict[str, Any]:
        """Laying aside and taking up again need words."""
        cleaned = super().clean() or {}
        turns = {cleaned.get("to"), self.discovery.status}
        if "laid_aside" in turns and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", _("Say why, so that whoever comes later need not guess."))
        return cleaned


class MergeForm(forms.Form):
    """Which others it is brought together with, and what they are together."""

    others = forms.ModelMultipleChoiceField(
        label=_("Bring together with"),
        queryset=Discovery.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(label=_("What are they together, in one line?"), max_length=TITLE_LIMIT)
    new = why(_("What is new?"), required=False)
    reason = why(_("Why bring them together?"))

    def __init__(self, *args: Any, discovery: Discovery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Discovery.objects.filter(strategy=discovery.strategy, removed_at=None)
        others = others.exclude(pk=discovery.pk)
        offer(self.fields["others"], others.order_by(alphabetical("title")))


class SplitForm(forms.Form):
    """One line for each part."""

    titles = forms.CharField(
        label=_("The parts, one on each line"), max_length=20_000, widget=area(4)
    )
    reason = why(_("Why split it?"))
    lay_aside = forms.BooleanField(label=_("Lay the first one aside"), required=False)

    def clean_titles(self) -> list[str]:
        """Two lines or more, none too long."""
        lines = [line.strip() for line in self.cleaned_data["titles"].splitlines() if line.strip()]
        if len(lines) < 2:
            raise forms.ValidationError(_("Give at least two lines, one for each part."))
        if any(len(line) > TITLE_LIMIT for line in lines):
            raise forms.ValidationError(_("One of the lines is too long for a title."))
        return lines


class EvidenceForm(forms.Form):
    """A record of the strategy that speaks for or against."""

    evidence = forms.ModelChoiceField(
        label=_("Which record?"), queryset=Record.objects.none(), empty_label=_("Choose")
    )
    speaks = forms.ChoiceField(
        label=_("It speaks"),
        choices=[("for", _("for the discovery")), ("against", _("against the discovery"))],
        widget=forms.RadioSelect,
    )
    reason = why(_("In which way?"))

    def __init__(self, *args: Any, records: Any, shown: Any, **kwargs: Any) -> None:
        """``records`` may be tied, ``shown`` are those the search found."""
        super().__init__(*args, **kwargs)
        offer(self.fields["evidence"], records)
        offer_found(self.fields["evidence"], shown)

    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        said = dict(self.cleaned_data)
        return said | {"speaks_for": said.pop("speaks") == "for"}


class AnswerForm(forms.Form):
    """What somebody answered in a row of the search table."""

    row = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What could it be, in one line?"), max_length=TITLE_LIMIT)
    lead = forms.ModelChoiceField(
        label=_("Who would go first?"),
        queryset=Actor.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["lead"], actors_of(strategy))


class ChooseForm(forms.Form):
    """What a priority selects, and what it sets aside."""

    selects = forms.ModelMultipleChoiceField(
        label=_("It selects"),
        queryset=Discovery.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sets_aside = forms.ModelMultipleChoiceField(
        label=_("It sets aside"),
        queryset=Discovery.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What gets less or nothing because of this. It stays in sight."),
    )
    reason = why(
        required=False, help_text=_("Needed when something that was chosen is chosen no longer.")
    )

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Discovery.objects.filter(strategy=strategy, removed_at=None)
        for name in ("selects", "sets_aside"):
            offer(self.fields[name], known.order_by(alphabetical("title")))

    def clean(self) -> dict[str, Any]:
        """Nothing is both; a choice taken back says why."""
        cleaned = super().clean() or {}
        selects, aside = set(cleaned.get("selects") or ()), set(cleaned.get("sets_aside") or ())
        if selects & aside:
            self.add_error("sets_aside", _("The same discovery cannot be both."))
        before = {one for name in ("selects", "sets_aside") for one in self.initial.get(name, ())}
        if before - {one.pk for one in selects | aside} and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why something is no longer chosen."))
        return cleaned


class FitForm(forms.Form):
    """How well a strength meets a need, and why."""

    specialisation = forms.ModelChoiceField(
        label=_("What we are good at"),
        queryset=Specialisation.objects.none(),
        empty_label=_("Choose"),
    )
    need = forms.ModelChoiceField(
        label=_("The need"), queryset=Need.objects.none(), empty_label=_("Choose")
    )
    fit = forms.ChoiceField(
        label=_("How well do they meet?"), choices=Fit.choices, widget=forms.RadioSelect
    )
    reason = why()

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("specialisation", Specialisation), ("need", Need)):
            known = model._default_manager.filter(strategy=strategy, removed_at=None)
            offer(self.fields[name], known.order_by(alphabetical("title")))
