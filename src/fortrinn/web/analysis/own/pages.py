"""The pages that open once a strategy has a table for them, and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fortrinn.reference import accounts, county
from fortrinn.reports.model import Section
from fortrinn.web.analysis.own.combined import (
    ROLES,
    WEIGHT_LABELS,
    WEIGHTS,
    combined_section,
    weight_of,
)
from fortrinn.web.analysis.own.competence import competence_section
from fortrinn.web.analysis.own.expectations import expectations_section, questions_in
from fortrinn.web.analysis.own.flows import flows_section
from fortrinn.web.analysis.own.input_output import input_output_section, output_code
from fortrinn.web.analysis.own.mobility import ABSENT, Years, mobility_choices, mobility_section
from fortrinn.web.analysis.own.reading import (
    Pairs,
    names_over_years,
    newest_versions,
    periods_of,
    read_pairs,
    read_regions,
    tables_with,
)
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.strategies.models import Membership


@dataclass(frozen=True)
class Page:
    """One page: its title, what one finds there, the table it needs, and the fields of its form."""

    title: Any
    line: Any
    needs: Any
    shapes: Mapping[str, str]
    fields: tuple[str, ...]
    least: int = 0
    """How many of the tables must be chosen; 0: all of them."""


PAGES: Final[Mapping[str, Page]] = {
    "input-output": Page(
        _("Who buys from whom"),
        _("Multipliers, linkages and local suppliers, from an input–output table."),
        _(
            "A table with three columns: who sells, who buys, and for how much. Total output "
            "stands as rows where the buyer is called “output”. Say that the seller is the "
            "industry and the buyer another column of names."
        ),
        {"table": "pairs"},
        ("table", "period", "county", "output", "industry"),
    ),
    "flows": Page(
        _("Related by where people change job"),
        _("Skill relatedness, from job moves between industries."),
        _(
            "A table with three columns: the industry left, the industry entered, and how many "
            "moved; say that it counts persons. It can be made of a register with fortrinn flows, "
            "where small counts are withheld before anything leaves."
        ),
        {"table": "moves"},
        ("table", "period"),
    ),
    "mobility": Page(
        _("Where people went when an industry shrank"),
        _("Who found work again, and in which industries, from yearly job moves."),
        _(
            "A table with three columns, and a year if you have it: the industry left, the "
            "industry entered, and how many; say that it counts persons. People without work may "
            "stand as an industry entered."
        ),
        {"table": "moves"},
        ("table", "industry", "away"),
    ),
    "combined": Page(
        _("Related by several sources together"),
        _(
            "Job moves, joint projects, patents, trade and what people know on one scale, with how "
            "far they agree."
        ),
        _(
            "Choose at least two tables: job moves (left, entered), projects (project, industry), "
            "patents (patent, industry or technology), trade (seller, buyer), what people know "
            "(industry, industry, and the share of those asked who stand by the link, from 0 to "
            "1). Use the same names or codes for the industries in all of them."
        ),
        {role: "moves" if role == "moves" else "pairs" for role in ROLES},
        (*ROLES, *map(weight_of, ROLES)),
        least=2,
    ),
    "competence": Page(
        _("Competence held and needed"),
        _("The educations the county has beside those its industries use."),
        _(
            "Two tables: persons by county and education, and persons in the country by industry "
            "of the regional accounts and education."
        ),
        {"table": "regions", "profile": "pairs"},
        ("table", "profile", "county"),
    ),
    "expectations": Page(
        _("What firms expected, and what they met"),
        _("Expectations and experiences of working with research, education and authorities."),
        _(
            "Answers to a survey, pasted in a spreadsheet: a row for each answer about a partner, "
            "with a number that tells answers apart and no name, who the partner is, and two "
            "columns of answers on the same scale: what was expected and what was met. Say that "
            "the partner is the industry, the number another column of names, and both answers "
            "columns of figures."
        ),
        {"table": "answers"},
        ("table", "expected"),
    ),
}


class OwnForm(forms.Form):
    """What a reader chooses; the first of everything where nothing is chosen."""

    table = forms.ChoiceField(label=_("Table"), required=False)
    profile = forms.ChoiceField(label=_("Industries and educations"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    output = forms.ChoiceField(label=_("Total output is called"), required=False)
    industry = forms.ChoiceField(label=_("Suppliers of"), required=False)
    expected = forms.ChoiceField(label=_("What was expected is called"), required=False)
    away = forms.ChoiceField(label=_("Being without work is called"), required=False)

    def __init__(self, data: QueryDict, page: Page, found: Found, counties: list[str]) -> None:
        super().__init__(data)
        self.page = page
        self.fields |= {
            role: forms.ChoiceField(label=label, required=False) for role, label in ROLES.items()
        } | {
            weight_of(role): forms.ChoiceField(label=label, required=False)
            for role, label in WEIGHT_LABELS.items()
        }
        for name in [name for name in self.fields if name not in page.fields]:
            del self.fields[name]
        self.found = found
        self.offered: dict[str, list[tuple[str, Any]]] = {}
        nothing: list[tuple[str, Any]] = [("", _("none"))] if page.least else []
        for role, versions in found.tables.items():
            tables = [(one.dataset.slug, one.dataset.title) for one in versions if one.dataset]
            self.offer(role, nothing + tables)
        self.offer("county", [(slug, county(slug).name) for slug in counties])

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Choices of a field; one alone needs no asking."""
        if name in self.fields:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = self.offered[name] = choices
            if len(choices) < 2:
                field.widget = forms.HiddenInput()

    def chosen(self, name: str) -> str:
        """What was chosen, else the first there is."""
        known = [str(value) for value, _label in self.offered.get(name, ())]
        given = self.data.get(name)
        return given if given is not None and given in known else (known[0] if known else "")

    def version(self, role: str) -> DatasetVersion:
        """The table chosen for a role."""
        slug = self.chosen(role)
        return next(v for v in self.found.tables[role] if v.dataset and v.dataset.slug == slug)

    @property
    def chosen_tables(self) -> dict[str, DatasetVersion]:
        """The tables chosen, by what each is used as."""
        return {role: self.version(role) for role in self.found.tables if self.chosen(role)}

    @property
    def is_ready(self) -> bool:
        """Whether every table the page needs is there and chosen."""
        return self.found.is_open and len(self.chosen_tables) >= self.page.least

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields a reader sees, as they stand."""
        for name in self.fields:
            self.fields[name].initial = self.chosen(name)
        return [field for field in self.visible_fields() if self.offered.get(field.name)]


@dataclass(frozen=True)
class Found:
    """The strategy's tables a page can use, by what it uses them as."""

    tables: Mapping[str, list[DatasetVersion]]
    least: int = 0

    @property
    def is_open(self) -> bool:
        """Whether there is a table for everything the page needs, or for as much as it needs."""
        there = sum(1 for versions in self.tables.values() if versions)
        return there >= (self.least or len(self.tables))


def found_for(page: Page, versions: list[DatasetVersion]) -> Found:
    """Those of a member's tables that a page can use."""
    tables = {role: tables_with(shape, versions) for role, shape in page.shapes.items()}
    return Found(tables, page.least)


def fitting_first(key: str, found: Found) -> Found:
    """The tables as a page offers them: what it is made for before other pairs of names."""
    order = _FITS.get(key, {})
    return replace(
        found,
        tables={
            role: sorted(versions, key=order[role]) if role in order else versions
            for role, versions in found.tables.items()
        },
    )


def _without_output(version: DatasetVersion) -> bool:
    return not output_code(read_pairs(version))


def _of_two_sorts(version: DatasetVersion) -> bool:
    """Whether no name stands in both columns: between such nobody moves."""
    first, second = names_over_years(version)
    return not first & second


def _not_by_industry(version: DatasetVersion) -> bool:
    """Whether it is no table of a county's industries by something else, such as education."""
    first, second = names_over_years(version)
    return bool(first & second) or not first & set(accounts().group_of)


_FITS: Final[Mapping[str, Mapping[str, Callable[[DatasetVersion], bool]]]] = {
    "input-output": {"table": _without_output},
    "flows": {"table": _of_two_sorts},
    "mobility": {"table": _of_two_sorts},
    "competence": {"profile": _not_by_industry},
}


def open_pages(membership: Membership) -> dict[str, Page]:
    """The pages that have their tables."""
    versions = newest_versions(membership)
    return {key: page for key, page in PAGES.items() if found_for(page, versions).is_open}


def section_for(key: str, form: OwnForm, lang: str) -> Section:
    """The page's section by what was chosen; its choices are filled in on the way.

    Raises FortrinnError with a sentence where the table will not do.
    """
    if key == "competence":
        held, profile = read_regions(form.version("table")), read_pairs(form.version("profile"))
        return competence_section(held, profile, county(form.chosen("county")), lang)
    if key == "combined":
        return _combined(form, lang)
    if key == "mobility":
        return _mobility(form, lang)
    if key == "expectations":
        version = form.version("table")
        form.offer("expected", [(name, name) for name in questions_in(version)])
        return expectations_section(version, lang, expected=form.chosen("expected"))
    version = form.version("table")
    form.offer("period", [(period, period) for period in periods_of(version)])
    pairs = read_pairs(version, form.chosen("period"))
    if key == "flows":
        return flows_section(pairs, lang)
    _offer_codes(form, pairs)
    return input_output_section(
        pairs,
        county(form.chosen("county")),
        lang,
        output=form.chosen("output"),
        industry=form.chosen("industry"),
    )


def _combined(form: OwnForm, lang: str) -> Section:
    """The tables chosen, and what each counts beside the others."""
    tables = form.chosen_tables
    for role in tables:
        form.offer(weight_of(role), list(WEIGHTS.items()))
    weights = {role: float(form.chosen(weight_of(role))) for role in tables}
    return combined_section({r: read_pairs(one) for r, one in tables.items()}, lang, weights)


def _mobility(form: OwnForm, lang: str) -> Section:
    """Which industry people left, the one that lost most first, and what being out is called."""
    years = Years(form.version("table"))
    guess = years.away_code()
    others = [code for code in years.only_entered if code != guess]
    named = [(code, years.word(code)) for code in ([guess] if guess else []) + others]
    form.fields["industry"].label = _("People left")
    absent: tuple[str, Any] = (ABSENT, _("not in the table"))
    form.offer("away", [*named, absent] if guess else [absent, *named])
    form.offer("industry", mobility_choices(years, lang))
    return mobility_section(years, lang, industry=form.chosen("industry"), away=form.chosen("away"))


def _offer_codes(form: OwnForm, pairs: Pairs) -> None:
    """Which code is total output, the guess first, and the industries whose suppliers to show."""
    guess = output_code(pairs)
    only = [code for code in pairs.columns if code not in pairs.rows]
    only += [code for code in pairs.rows if code not in pairs.columns]
    codes = ([guess] if guess else []) + [code for code in only if code != guess]
    form.offer("output", [(code, pairs.word(code)) for code in codes])
    both = [code for code in pairs.rows if code in pairs.columns and code != guess]
    form.offer(
        "industry", [("", _("All industries")), *((code, pairs.word(code)) for code in both)]
    )
