"""What a reader may ask of a section: reference, year, threshold, sorting, a word to look for.

A value that cannot be used is answered with a sentence, and the page is shown as it opens.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fortrinn.errors import SettingError
from fortrinn.language import sort_key
from fortrinn.reference import NORWAY, County, accounts, counties
from fortrinn.reports.european import division_links
from fortrinn.reports.model import ResultTable
from fortrinn.reports.sections._european import division_name
from fortrinn.web.publishing.figures import STANDARD, Settings
from fortrinn.web.publishing.tables import sort_words

ASKED: dict[str, tuple[str, ...]] = {
    "specialisation": ("reference", "period", "threshold"),
    "timeline": ("reference", "period"),
    "growth": ("reference", "period"),
    "shift-share": ("reference", "period"),
    "structure": ("reference", "period"),
    "similar": ("period",),
    "map": ("industry", "reference", "period"),
    "productivity": ("reference", "period"),
    "options": ("reward", "reference", "period", "threshold"),
    "industry-space": ("source", "agreement", "reference", "period", "threshold"),
    "related": ("industry", "reference", "period", "threshold"),
    "complexity": ("reference", "period", "threshold"),
    "variety": ("period",),
    "robustness": ("reference", "period", "threshold"),
    "dynamics": ("reference", "period", "threshold"),
    "shift-share-forms": ("reference", "period"),
}
"""The settings that change what a section says; a section that is not here has none."""

CHOICES = ("reward", "source", "agreement", "industry", "reference", "period", "threshold")


class ThresholdField(forms.DecimalField):
    """A quotient, with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0.1,
            max_value=10,
            max_digits=4,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 5}),
            error_messages={
                "invalid": _("The threshold is a number such as 1 or 1.5."),
                "min_value": _("The threshold is a number from 0.1 to 10."),
                "max_value": _("The threshold is a number from 0.1 to 10."),
                "max_digits": _("The threshold is a number from 0.1 to 10."),
                "max_decimal_places": _("The threshold has at most two decimals."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class SectionForm(forms.Form):
    """The form above a section's table. It only has the fields that change something."""

    reference = forms.ChoiceField(
        label=_("Compare with"),
        required=False,
        error_messages={
            "invalid_choice": _("There is no county “%(value)s” to compare with. Norway is used.")
        },
    )
    period = forms.ChoiceField(
        label=_("Year"),
        required=False,
        error_messages={
            "invalid_choice": _("There are no figures for “%(value)s”. The latest year is shown.")
        },
    )
    threshold = ThresholdField(label=_("Threshold (LQ)"), required=False)
    industry = forms.ChoiceField(
        label=_("Industry"),
        required=False,
        error_messages={"invalid_choice": _("There is no industry “%(value)s” in these figures.")},
    )
    reward = forms.ChoiceField(
        label=_("Upright axis"),
        required=False,
        error_messages={"invalid_choice": _("There is no “%(value)s” to show upright.")},
    )
    source = forms.ChoiceField(
        label=_("Source of the links"),
        required=False,
        error_messages={"invalid_choice": _("There is no source “%(value)s” of links.")},
    )
    agreement = forms.ChoiceField(
        label=_("The sources agree"),
        required=False,
        error_messages={"invalid_choice": _("There is no agreement “%(value)s” to choose.")},
    )
    q = forms.CharField(
        label=_("Look for an industry"),
        required=False,
        max_length=80,
        error_messages={"max_length": _("Look for a shorter text, at most 80 letters.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: QueryDict, county: County, section: str) -> None:
        super().__init__(_with_standard(data))
        asked = ASKED.get(section, ())
        for name in CHOICES:
            if name not in asked:
                del self.fields[name]
        choices = {
            "reference": references(county),
            "period": [(period, period) for period in reversed(accounts().periods)],
            "industry": divisions() if section == "related" else industries(),
            "reward": rewards(),
            "source": sources(),
            "agreement": agreements(),
        }
        for name in choices.keys() & self.fields.keys():
            self.fields[name].choices = choices[name]  # type: ignore[attr-defined]

    def clean_sort(self) -> str:
        """Sorting by a word the table has not is caught where the table is known."""
        return str(self.cleaned_data["sort"])[:60]

    @property
    def settings(self) -> Settings:
        """What was asked for; the standard where nothing usable was."""
        self.is_valid()
        given = self.cleaned_data
        return Settings(
            reference=given.get("reference") or STANDARD.reference,
            period=given.get("period") or STANDARD.period,
            threshold=float(given.get("threshold") or STANDARD.threshold),
            industry=given.get("industry") or STANDARD.industry,
            reward=given.get("reward") or STANDARD.reward,
            source=given.get("source") or STANDARD.source,
            agreement=given.get("agreement") or STANDARD.agreement,
        )

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields that change what the section says."""
        return [self[name] for name in CHOICES if name in self.fields]

    @property
    def word(self) -> str:
        """The text to look for in the names of the rows."""
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).strip()

    def sorting(self, table: ResultTable) -> str:
        """The column to sort by, with a minus for falling; the table's own order where empty."""
        self.is_valid()
        asked = str(self.cleaned_data.get("sort", ""))
        if asked and asked not in sort_words(table):
            self.add_error(
                None,
                ValidationError(
                    _("The table cannot be sorted by “%(sort)s”. It stands in its own order."),
                    params={"sort": asked},
                ),
            )
            return ""
        return asked

    @property
    def sort_word(self) -> str:
        """What the table is sorted by, for the forms beside it to keep."""
        return "" if self.errors.get("__all__") else str(self.cleaned_data.get("sort", ""))

    @property
    def problems(self) -> list[str]:
        """The sentences for what could not be used."""
        return [str(error) for errors in self.errors.values() for error in errors]


def all_references() -> list[tuple[str, Any]]:
    """What figures can be compared with: Norway first, then the counties by name."""
    by_name = sorted(counties(), key=lambda one: sort_key(one.name))
    return [(NORWAY, _("Norway")), *((one.slug, one.name) for one in by_name)]


def references(county: County) -> list[tuple[str, Any]]:
    """What a county can be compared with: all but itself."""
    return [(slug, name) for slug, name in all_references() if slug != county.slug]


def industries() -> list[tuple[str, Any]]:
    """The 35 industries, after the one that stands out most by itself."""
    names = accounts().names(get_language() or "nb")
    return [("", _("The one that stands out most")), *names.items()]


def divisions() -> list[tuple[str, Any]]:
    """The industries of the European table by name, after the county's own first choice."""
    lang = get_language() or "nb"
    named = [(code, division_name(code, lang)) for code in division_links().activities]
    first = ("", _("One the county has much of"))
    return [first, *sorted(named, key=lambda pair: sort_key(pair[1]))]


def rewards() -> list[tuple[str, Any]]:
    """What may stand upright in the options diagram."""
    return [
        ("", _("Complexity (Europe)")),
        ("value-added", _("Value added for each employed")),
        ("size", _("Number employed")),
    ]


def sources() -> list[tuple[str, Any]]:
    """What the links of the industry space may be read from."""
    return [
        ("", _("Found together in European regions")),
        ("sizes", _("Large in the same European regions")),
        ("classification", _("Together in the classification")),
        ("all", _("All three together, equally weighted")),
    ]


def agreements() -> list[tuple[str, Any]]:
    """How much the sources must agree on a link that is drawn."""
    return [("", _("To any degree")), ("half", _("At least half")), ("much", _("Much, 75%"))]


def settings_of(data: QueryDict, county: County, section: str) -> Settings:
    """The settings an address gives; a figure is not shown from settings we had to guess."""
    form = SectionForm(data, county, section)
    settings = form.settings
    if form.problems:
        raise SettingError("{problems}", problems=" ".join(form.problems))
    return settings


def _with_standard(data: QueryDict) -> dict[str, str]:
    """The values given, and the standard for those that were not, so that fields show it."""
    standard = {"reference": STANDARD.reference, "period": STANDARD.period, "threshold": "1"}
    given = {name: data.get(name, "") for name in (*CHOICES, "q", "sort")}
    return {name: value or standard.get(name, "") for name, value in given.items()}
