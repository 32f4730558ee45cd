"""A county's profile: the one description that page, PDF, Word and slides are rendered from.

>>> profile = county_profile("nordland", lang="en")
>>> [figure.text for figure in profile.key_figures][0]
'123,700'
>>> [section.key for section in profile.sections][:3]
['specialisation', 'timeline', 'growth']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from fortrinn import __version__
from fortrinn.reference import dataset, datasets
from fortrinn.reports.basis import LATEST, Basis, make_basis, source_line
from fortrinn.reports.key_figures import key_figures
from fortrinn.reports.model import (
    Column,
    Gap,
    KeyFigure,
    Profile,
    ResultTable,
    Row,
    Section,
)
from fortrinn.reports.sections.county_map import map_section
from fortrinn.reports.sections.establishments import establishment_section
from fortrinn.reports.sections.exports import exports_section
from fortrinn.reports.sections.growth import growth_section
from fortrinn.reports.sections.municipalities import TELEMARK, municipality_section
from fortrinn.reports.sections.productivity import productivity_section
from fortrinn.reports.sections.shift_share import shift_share_section
from fortrinn.reports.sections.similar import similar_section
from fortrinn.reports.sections.specialisation import specialisation
from fortrinn.reports.sections.structure import structure_section
from fortrinn.reports.sections.timeline import over_time

__all__ = [
    "SECTIONS",
    "Column",
    "Gap",
    "KeyFigure",
    "Profile",
    "ResultTable",
    "Row",
    "Section",
    "county_profile",
    "county_section",
    "section_keys",
]

Builder = Callable[[Basis], Section]

SECTIONS: Final[Mapping[str, Builder]] = {
    "specialisation": specialisation,
    "timeline": over_time,
    "growth": growth_section,
    "shift-share": shift_share_section,
    "structure": structure_section,
    "similar": similar_section,
    "map": map_section,
    "productivity": productivity_section,
    "exports": exports_section,
    "municipalities": municipality_section,
    "establishments": establishment_section,
}
"""The sections in the order of the profile."""

_ONLY_TELEMARK: Final = ("municipalities", "establishments")
_DATASETS: Final = ("accounts", "exports", "county_map")
_DATASETS_TELEMARK: Final = ("telemark_employment", "telemark_establishments", "municipality_maps")


def county_profile(
    county: str,
    *,
    lang: str = "nb",
    reference: str = "norway",
    period: str = LATEST,
    threshold: float = 1.0,
    industry: str | None = None,
) -> Profile:
    """The profile of a county: three key figures, then the sections in their order.

    Parameters
    ----------
    county
        A county of 2024 by name, number or address word.
    lang
        ``nb``, ``nn`` or ``en``.
    reference
        ``norway``, or another county to compare with.
    period
        A year from 2008 to 2019.
    threshold
        The quotient above which an industry counts as specialised.
    industry
        The industry on the map, a code of :func:`fortrinn.reference.accounts`; without it the one
        that stands out most.

    Raises
    ------
    UnknownName
        A name, year, language or industry that is not there, with what was probably meant.
    SettingError
        A threshold that is not above 0, or a county compared with itself.
    """
    basis = make_basis(county, lang=lang, reference=reference, period=period, threshold=threshold)
    builders = _builders(basis, industry)
    return Profile(
        county=basis.county,
        lang=lang,
        period=period,
        reference=basis.reference,
        reference_name=basis.reference_name,
        threshold=basis.threshold,
        title=_title(basis),
        lead=_lead(basis),
        key_figures=key_figures(basis),
        sections=tuple(build(basis) for build in builders.values()),
        cautions=_cautions(basis),
        sources=_sources(basis),
        made_with=_made_with(basis),
    )


def county_section(
    county: str,
    section: str,
    *,
    lang: str = "nb",
    reference: str = "norway",
    period: str = LATEST,
    threshold: float = 1.0,
    industry: str | None = None,
) -> Section:
    """One section of :func:`county_profile`, without the others.

    Raises UnknownName for a section the county does not have.
    """
    from fortrinn.errors import refuse_name

    basis = make_basis(county, lang=lang, reference=reference, period=period, threshold=threshold)
    builders = _builders(basis, industry)
    return (
        builders[section](basis) if section in builders else refuse_name(section, tuple(builders))
    )


def section_keys(county: str) -> tuple[str, ...]:
    """The keys of the sections a county has.

    >>> len(section_keys("oslo")), len(section_keys("telemark"))
    (9, 11)
    """
    from fortrinn.reference import county as find

    detailed = find(county).code == TELEMARK
    return tuple(key for key in SECTIONS if detailed or key not in _ONLY_TELEMARK)


def _builders(basis: Basis, industry: str | None) -> dict[str, Builder]:
    builders = {key: SECTIONS[key] for key in section_keys(basis.county.code)}
    builders["map"] = partial(map_section, industry=industry)
    return builders


def _title(basis: Basis) -> str:
    return basis.gettext("Industry profile of {county}").format(county=basis.county.name)


def _lead(basis: Basis) -> str:
    return basis.gettext(
        "What {county} has more of and less of than {reference}, from public statistics for "
        "{period}. The figures show where it may pay to look closer. They do not choose for the "
        "county."
    ).format(county=basis.county.name, reference=basis.reference_name, period=basis.period)


def _cautions(basis: Basis) -> tuple[str, ...]:
    _ = basis.words
    return (
        basis.age_note(),
        _(
            "Statistics Norway has revised the figures since and publishes later years in table "
            "{table}."
        ).format(table=dataset("accounts").table),
    )


def _sources(basis: Basis) -> tuple[str, ...]:
    keys: tuple[str, ...] = _DATASETS
    if basis.county.code == TELEMARK:
        keys += _DATASETS_TELEMARK
    titles = {one.key: one.title.in_language(basis.lang) for one in datasets()}
    return tuple(f"{titles[key]}. {source_line(key, basis.lang)}" for key in keys)


def _made_with(basis: Basis) -> str:
    return basis.gettext("Made with Fortrinn {version}.").format(version=__version__)
