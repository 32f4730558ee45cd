"""A county's deeper analysis: pages beside the profile, built like its sections.

They ask more of the reader and rest partly on European figures, so they stand on addresses of their
own and not on the profile.

>>> deeper_section("nordland", "options", lang="en").title
'Options to look into'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from fortrinn import __version__
from fortrinn.errors import refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.language import translator
from fortrinn.reference import NORWAY, dataset
from fortrinn.reports.basis import LATEST, Basis, make_basis, source_line
from fortrinn.reports.model import Profile, Section
from fortrinn.reports.nearness_sources import TOGETHER
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections.dynamics import dynamics_section
from fortrinn.reports.sections.effects import effects_section
from fortrinn.reports.sections.industry_complexity import complexity_section
from fortrinn.reports.sections.industry_space import industry_space
from fortrinn.reports.sections.many_sided import variety_section
from fortrinn.reports.sections.options import STANDARD_REWARD, options
from fortrinn.reports.sections.record import record_section
from fortrinn.reports.sections.related import related
from fortrinn.reports.sections.robustness import robustness_section
from fortrinn.reports.sections.shift_forms import shift_forms_section
from fortrinn.reports.sections.twins import twins

DEEPER: Final[Mapping[str, tuple[str, str]]] = {
    "options": (
        _("Options to look into"),
        _("Industries the county could turn to, near and distant, and what they rest on."),
    ),
    "industry-space": (
        _("The industry space"),
        _("Which industries are found together in Europe, and where the county stands."),
    ),
    "related": (
        _("What is related to an industry"),
        _("Choose an industry and see its nearest, with how sure the links are."),
    ),
    "complexity": (
        _("Complexity of industries"),
        _("An order of industries learned in Europe, and what it is worth."),
    ),
    "dynamics": (
        _("What has come, left and stayed"),
        _("Entry and exit over the years, and where the county stands among the others."),
    ),
    "shift-share-forms": (
        _("The county's own part, in three forms"),
        _("Shift-share without the county's structure in it, and year by year."),
    ),
    "variety": (
        _("How many-sided the county is"),
        _("The spread over industries year by year, and what the county leans on."),
    ),
    "robustness": (
        _("How firmly the options stand"),
        _("Whether an option is near or far whatever year, threshold and source is chosen."),
    ),
    "twins": (
        _("Regions like this in Europe"),
        _("Where the business economy is built alike, and how sure that is."),
    ),
    "effects": (
        _("What nearness has meant"),
        _("How much nearness went with coming and leaving, with intervals."),
    ),
    "record": (
        _("The record of the method"),
        _("How well nearness would have foretold the industries that came before."),
    ),
}
"""The pages in their order: title, and what one finds there."""

_DATASETS: Final = ("accounts", "nuts2_employment")


def deeper_section(
    county: str,
    section: str,
    *,
    lang: str = "nb",
    reference: str = "norway",
    period: str = LATEST,
    threshold: float = 1.0,
    division: str | None = None,
    reward: str = STANDARD_REWARD,
    source: str = TOGETHER,
    agreement: str = "",
) -> Section:
    """One page of the deeper analysis.

    ``division`` is the industry of the page on relatedness, a code of the European table; without
    it the largest division of what stands out most. ``reward`` is the upright axis of the options.
    ``source`` and ``agreement`` choose the links of the industry space.

    Raises UnknownName for a page, county, year, industry or reward that is not there.
    """
    basis = make_basis(county, lang=lang, reference=reference, period=period, threshold=threshold)
    builders: dict[str, Callable[[Basis], Section]] = {
        "options": partial(options, reward=reward),
        "industry-space": partial(industry_space, source=source, agreement=agreement),
        "related": partial(related, division=division),
        "complexity": complexity_section,
        "dynamics": dynamics_section,
        "shift-share-forms": shift_forms_section,
        "variety": variety_section,
        "robustness": robustness_section,
        "twins": twins,
        "effects": effects_section,
        "record": record_section,
    }
    return (
        builders[section](basis) if section in builders else refuse_name(section, tuple(builders))
    )


def deeper_profile(county: str, *, lang: str = "nb") -> Profile:
    """All pages in their order, as one description for PDF, Word, slides and spreadsheet.

    It is a profile without key figures: :mod:`fortrinn.reports.pdf` and its neighbours render it.

    >>> [section.key for section in deeper_profile("oslo", lang="en").sections][:2]
    ['options', 'industry-space']
    """
    basis = make_basis(county, lang=lang, reference=NORWAY, period=LATEST, threshold=1.0)
    return Profile(
        county=basis.county,
        lang=lang,
        period=basis.period,
        reference=basis.reference,
        reference_name=basis.reference_name,
        threshold=basis.threshold,
        title=basis.gettext("Options to look into in {county}").format(county=basis.county.name),
        lead=basis.gettext(
            "Where {county} could look, near and distant, and how far the method can be trusted. "
            "The pages rest partly on European figures. They do not choose for the county."
        ).format(county=basis.county.name),
        key_figures=(),
        sections=tuple(deeper_section(county, key, lang=lang) for key in DEEPER),
        cautions=(basis.age_note(), european.foreign_note(basis), european.uncovered_note(basis)),
        sources=tuple(
            f"{dataset(key).title.in_language(lang)}. {source_line(key, lang)}" for key in _DATASETS
        ),
        made_with=basis.gettext("Made with Fortrinn {version}.").format(version=__version__),
    )


def deeper_keys() -> tuple[str, ...]:
    """The keys of the pages, in their order."""
    return tuple(DEEPER)


def deeper_titles(lang: str) -> dict[str, tuple[str, str]]:
    """Title and one line on every page, in a language.

    >>> deeper_titles("en")["record"][0]
    'The record of the method'
    """
    words = translator(lang)
    return {key: (words(title), words(line)) for key, (title, line) in DEEPER.items()}
