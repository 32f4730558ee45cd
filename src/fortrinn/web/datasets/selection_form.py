"""Which part of a publisher's table is wanted: a choice for each of its dimensions."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.errors import FortrinnError
from fortrinn.reference.recognised import bare_region
from fortrinn.sources import Dimension
from fortrinn.sources.fetched import Query
from fortrinn.sources.long_form import GEO, TIME
from fortrinn.sources.pxweb.selection import expand
from fortrinn.web.datasets.asking import Opened

MOST_TICKED = 300
MOST_CELLS = 10_000_000
NEWEST = ("1", "3", "10")
Fields = list[forms.BoundField]


class SelectionForm(forms.Form):
    """The dimensions of a table, each whole, narrowed, or left out where it may be."""

    title = forms.CharField(label=gettext_lazy("What to call it"), max_length=240, required=False)
    filters = forms.CharField(
        label=gettext_lazy("Narrowed to"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One condition a line, as the publisher names them: kommunenummer=1804. Without any, "
            "the whole list is fetched."
        ),
    )

    def __init__(
        self, *args: Any, opened: Opened, places: Collection[str], lang: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opened, self.lang = opened, lang
        self.chosen: dict[str, list[str]] = {}
        self.places: dict[int, list[str]] = {}
        self.fields["title"].initial = opened.table.title[:240]
        if not opened.is_cube:
            return
        del self.fields["filters"]
        for number, dimension in enumerate(opened.table.dimensions):
            self.places[number] = self._own(dimension, places)
            self._add(number, dimension, self.places[number])

    def _own(self, dimension: Dimension, places: Collection[str]) -> list[str]:
        """The codes of the strategy's own places."""
        if dimension.role != GEO:
            return []
        return [code for code in self.opened.labels(dimension) if bare_region(code) in places]

    def _add(self, number: int, dimension: Dimension, own: list[str]) -> None:
        labels = self.opened.labels(dimension)
        ways = self._ways(dimension, own)
        lacking = _("The table cannot be fetched without a choice here.")
        self.fields[f"how_{number}"] = forms.ChoiceField(
            label=dimension.label,
            choices=ways,
            widget=forms.RadioSelect,
            initial=ways[0][0],
            error_messages={"required": lacking, "invalid_choice": lacking},
        )
        if self._is_last_only(dimension):
            return
        if dimension.codelists:
            self.fields[f"list_{number}"] = forms.ChoiceField(
                label=_("Grouping"),
                choices=[("", _("The table's own codes")), *dimension.codelists.items()],
                required=False,
            )
        self.fields[f"codes_{number}"] = _codes_field(labels)

    def _is_last_only(self, dimension: Dimension) -> bool:
        """Eurostat describes only the last period, so earlier ones cannot be ticked."""
        return dimension.role == TIME and not self.opened.takes_patterns

    def _ways(self, dimension: Dimension, own: list[str]) -> list[tuple[str, str]]:
        """How a dimension can be chosen; the first is what most want."""
        count = len(self.opened.labels(dimension))
        ways: list[tuple[str, str]] = []
        if dimension.role == TIME:
            words = (_("The newest"), _("The 3 newest"), _("The 10 newest"))
            ways += [(f"newest{n}", word) for n, word in zip(NEWEST, words, strict=True)]
            ways.insert(0, ways.pop(1))
        if own:
            ways.append(("own", _("The strategy's own places ({n})").format(n=len(own))))
        if not dimension.mandatory and dimension.role != TIME:
            ways.append(("none", _("Not divided by this")))
        if self._is_last_only(dimension):
            return [*ways, ("all", _("All periods"))]
        return [*ways, ("all", _("All ({n})").format(n=count)), ("some", _("Those I choose"))]

    # --- as the page shows it ---------------------------------------------------------------------

    def parts(self) -> list[dict[str, Any]]:
        """Each dimension with its fields."""
        return [
            {
                "dimension": dimension,
                "count": len(self.opened.labels(dimension)),
                "how": self[f"how_{number}"],
                "list": self[f"list_{number}"] if f"list_{number}" in self.fields else None,
                "codes": self[f"codes_{number}"] if f"codes_{number}" in self.fields else None,
                "is_open": bool(self.errors.get(f"codes_{number}"))
                or self[f"how_{number}"].value() == "some",
            }
            for number, dimension in enumerate(self.opened.table.dimensions)
            if self.opened.is_cube
        ]

    # --- what was chosen --------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Every dimension's codes; not more cells than one table should have."""
        if self.opened.is_cube:
            for number, dimension in enumerate(self.opened.table.dimensions):
                if f"how_{number}" in self.cleaned_data:
                    self._choose(number, dimension)
        else:
            self._filter()
        if (self.cells or 0) > MOST_CELLS:
            self.add_error(
                None, _("That is more than ten million cells. Choose fewer codes or periods.")
            )
        return self.cleaned_data

    def _choose(self, number: int, dimension: Dimension) -> None:
        how = self.cleaned_data[f"how_{number}"]
        if how == "none":
            return
        codes = list(self.opened.labels(dimension))
        if how == "some":
            try:
                codes = expand(self._ticked(number), codes, time=dimension.role == TIME)
            except FortrinnError as error:
                self.add_error(f"codes_{number}", error.in_words(_))
                return
            if not codes:
                self.add_error(f"codes_{number}", _("Choose at least one code, or another way."))
        elif how == "own":
            codes = self.places[number]
        elif how.startswith("newest"):
            codes = expand([f"top({how[6:]})"], codes, time=True)
        self.chosen[dimension.code] = codes

    def _ticked(self, number: int) -> list[str]:
        said = self.cleaned_data.get(f"codes_{number}") or []
        if isinstance(said, str):
            return [code.strip() for code in said.replace("\n", ",").split(",") if code.strip()]
        return list(said)

    def _filter(self) -> None:
        for line in (self.cleaned_data.get("filters") or "").splitlines():
            name, equals, codes = line.partition("=")
            if line.strip() and not equals:
                self.add_error("filters", _("'{line}' should be written as name=value.").format(
                    line=line.strip()[:80]))  # fmt: skip
            elif line.strip():
                self.chosen[name.strip()] = [code.strip() for code in codes.split(",")]

    @property
    def cells(self) -> int | None:
        """How many figures the choice has; None where nobody knows before it is fetched."""
        if not self.opened.is_cube or any(
            self._is_last_only(one) and self._how(number) != "newest1"
            for number, one in enumerate(self.opened.table.dimensions)
        ):
            return None
        return math.prod(len(codes) for codes in self.chosen.values())

    def _how(self, number: int) -> str:
        return str(self.cleaned_data.get(f"how_{number}", ""))

    @property
    def query(self) -> Query:
        """What is asked of the publisher, once the form is valid."""
        selection = {name: tuple(codes) for name, codes in self.chosen.items()}
        codelists = {}
        for number, dimension in enumerate(self.opened.table.dimensions):
            selection |= self._short(number, dimension)
            if self._is_last_only(dimension):
                selection.pop(dimension.code, None)
            if dimension.code in self.opened.codelists and dimension.code in selection:
                codelists[dimension.code] = self.cleaned_data[f"list_{number}"]
        return Query(self.opened.table.id, selection, codelists, self.lang)

    def _short(self, number: int, dimension: Dimension) -> dict[str, tuple[str, ...]]:
        """Such as ``*`` for all codes: what is new by then comes along when it is fetched again."""
        how = self._how(number)
        newest = how[6:] if how.startswith("newest") else ""
        if self._is_last_only(dimension):
            return {"last": (newest,)} if newest else {}
        if not self.opened.takes_patterns:
            return {}
        if how == "all":
            return {dimension.code: ("*",)}
        return {dimension.code: (f"top({newest})",)} if newest else {}


def _codes_field(labels: Any) -> forms.Field:
    """Boxes to tick for few codes, a line to write them on for many."""
    if len(labels) <= MOST_TICKED:
        return forms.MultipleChoiceField(
            label=_("Those I choose"),
            choices=[
                (code, label if label == code else f"{code} {label}")
                for code, label in labels.items()
            ],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    return forms.CharField(
        label=_("Codes, parted by commas"),
        required=False,
        max_length=20_000,
        help_text=_("A star stands for any ending: 18* is every code that begins with 18."),
    )
