"""A county's figures as the pages ask for them: kept by their settings, drawings by their hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fortrinn.charts import render
from fortrinn.charts.chart import Chart, Opens, Width
from fortrinn.errors import UnknownName
from fortrinn.provenance import Provenance
from fortrinn.reference import NORWAY, County, accounts, county
from fortrinn.reports.basis import make_basis
from fortrinn.reports.deeper import deeper_keys, deeper_section
from fortrinn.reports.model import Profile, ResultTable, Row, Section
from fortrinn.reports.nearness_sources import TOGETHER
from fortrinn.reports.profile import county_profile, county_section, section_keys
from fortrinn.reports.sections.options import STANDARD_REWARD
from fortrinn.web.errors import NotHere
from fortrinn.web.publishing.kept import CHARTS

WIDTHS: tuple[Width, ...] = ("wide", "narrow")


@dataclass(frozen=True)
class Settings:
    """What a reader may choose for a county's figures.

    ``industry`` is the one on the map or the one others are related to, ``reward`` the upright
    axis of the options, ``source`` and ``agreement`` choose the links of the industry space.
    """

    reference: str = NORWAY
    period: str = accounts().periods[-1]
    threshold: float = 1.0
    industry: str = ""
    reward: str = ""
    source: str = ""
    agreement: str = ""


STANDARD = Settings()


def county_at(slug: str) -> County:
    """The county of an address. Only the address word counts: every page has one address."""
    try:
        found = county(slug)
    except UnknownName as unknown:
        raise NotHere(unknown.in_words(_)) from None
    if found.slug != slug:
        raise NotHere(_("No county has this address. The front page has all fifteen."))
    return found


@lru_cache(maxsize=15 * 3)
def profile_of(slug: str, lang: str) -> Profile:
    """A county's profile, kept: the shipped figures do not change while the process lives."""
    return county_profile(slug, lang=lang)


def section_of(slug: str, lang: str, key: str, settings: Settings = STANDARD) -> Section:
    """A section by the last word of its address."""
    if key in deeper_keys():
        return _deeper(slug, lang, key, settings)
    keys = section_keys(slug)
    if key not in keys:
        raise NotHere(
            _("{county} has no page “{key}”. Its own page has a link to each there is.").format(
                county=county_at(slug).name, key=key
            )
        )
    if settings == STANDARD:
        return profile_of(slug, lang).section(key)
    return _section(slug, lang, key, settings)


@lru_cache(maxsize=256)
def _section(slug: str, lang: str, key: str, settings: Settings) -> Section:
    return county_section(
        slug,
        key,
        lang=lang,
        reference=settings.reference,
        period=settings.period,
        threshold=settings.threshold,
        industry=settings.industry or None,
    )


@lru_cache(maxsize=15 * 3 * 6 + 256)
def _deeper(slug: str, lang: str, key: str, settings: Settings) -> Section:
    return deeper_section(
        slug,
        key,
        lang=lang,
        reference=settings.reference,
        period=settings.period,
        threshold=settings.threshold,
        division=settings.industry or None,
        reward=settings.reward or STANDARD_REWARD,
        source=settings.source or TOGETHER,
        agreement=settings.agreement,
    )


def industry_on_map(slug: str, settings: Settings) -> str:
    """The industry the map shows: the one chosen, else the one that stands out most."""
    if settings.industry:
        return settings.industry
    basis = make_basis(
        slug,
        lang="nb",
        reference=settings.reference,
        period=settings.period,
        threshold=settings.threshold,
    )
    return (basis.clear or basis.ranked)[0].code


def drawing(chart: Chart | None, opens: Mapping[str, Opens] | None = None) -> SafeString:
    """A chart for a page: the wide and the narrow variant, of which CSS shows one."""
    if chart is None:
        return SafeString("")
    both = (render.svg(chart, width, "web", cache_dir=CHARTS, opens=opens) for width in WIDTHS)
    # The renderer escapes every word of a drawing.
    return mark_safe("".join(both))


@dataclass(frozen=True)
class Shown:
    """A figure as it stands on a page: one of the three, a whole section, or a row of its table.

    ``text`` is the figure in words where it is one, ``parts`` the figures of a row with headings
    and ``name`` what the row is about.
    """

    county: County
    key: str
    label: str
    text: str
    notes: tuple[str, ...]
    period: str
    activity: str
    settings: Settings
    provenance: Provenance
    section: Section | None = None
    parts: tuple[tuple[str, str], ...] = ()
    name: str = ""

    @property
    def summary(self) -> str:
        """The figure in one line, as a doubt keeps it."""
        if self.text:
            return self.text
        return "; ".join(f"{heading} {text}" for heading, text in self.parts)


def figure_at(slug: str, lang: str, key: str, settings: Settings, activity: str = "") -> Shown:
    """The figure behind an address; NotHere with what there is."""
    found = county_at(slug)
    profile = profile_of(slug, lang)
    for figure in profile.key_figures:
        if figure.key == key:
            return Shown(
                county=found,
                key=key,
                label=figure.label,
                text=figure.text,
                notes=tuple(each for each in (figure.uncertainty_text, figure.note) if each),
                period=figure.period,
                activity="",
                settings=STANDARD,
                provenance=figure.provenance,
            )
    section = section_of(slug, lang, key, settings)
    if activity:
        return _row_at(found, section, settings, activity)
    return Shown(
        county=found,
        key=key,
        label=section.title,
        text="",
        notes=(section.sentence,),
        period=settings.period,
        activity="",
        settings=settings,
        provenance=section.provenance,
        section=section,
    )


def _row_at(found: County, section: Section, settings: Settings, activity: str) -> Shown:
    table = section.table
    row = row_of(table, activity)
    if row is None:
        raise NotHere(
            _("“{activity}” has no row in the table “{table}”.").format(
                activity=activity, table=table.title
            )
        )
    name, *texts = table.plain_words(row)
    return Shown(
        county=found,
        key=section.key,
        label=f"{section.title}: {name}",
        text="",
        notes=(table.title,),
        period=settings.period,
        activity=activity,
        settings=settings,
        provenance=section.provenance,
        section=section,
        parts=tuple(
            (heading, text) for heading, text in zip(table.headings[1:], texts, strict=True) if text
        ),
        name=name,
    )


def row_of(table: ResultTable, key: str) -> Row | None:
    """The row with a key, None where there is none."""
    return next((row for row in table if row.key == key), None)
