"""What all sections of a profile stand on: the figures of one county, one year, one reference.

Everything that does not depend on the language is worked out once for all counties and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, Status
from fortrinn.classifications.regions import parts_in
from fortrinn.errors import SettingError, UnknownName
from fortrinn.language import (
    Translator,
    gettext_noop,
    listing,
    number,
    per_cent,
    per_cent_range,
    translator,
)
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    growth,
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
)
from fortrinn.panel import Panel
from fortrinn.provenance import Provenance, Source, Step, StepKind
from fortrinn.reference import (
    NORWAY,
    Accounts,
    County,
    accounts,
    counties,
    county,
    dataset,
)
from fortrinn.reports.model import Cell, Gap, status_text, written

LATEST: Final = "2019"
Standing = Literal["clear", "uncertain", "below", "gap"]


@dataclass(frozen=True, eq=False)
class Measured:
    """The measures of all counties against one reference in one year; arrays are (R, A)."""

    employment: RegionActivityMatrix
    quotient: Floats
    low: Floats
    high: Floats
    flag: NDArray[np.object_]


def reference_code(reference: str) -> str:
    """``norway`` or the code of a county given by name, code or address word."""
    return NORWAY if reference.strip().casefold() == NORWAY else county(reference).code


@lru_cache(maxsize=40)
def compared_panel(quantity: str, reference: str) -> Panel:
    """The panel of a quantity, compared with Norway or with one of the counties."""
    panel = accounts().panel(quantity)
    return panel if reference == NORWAY else panel.with_reference(reference, keep=True)


@lru_cache(maxsize=200)
def measured(reference: str, period: str) -> Measured:
    """Quotients, intervals and flags of all counties."""
    employment = compared_panel("employment", reference)[period]
    low, high = location_quotient_interval(employment)
    return Measured(
        employment=employment,
        quotient=location_quotient(employment).values,
        low=low.values,
        high=high.values,
        flag=location_quotient_flag(employment),
    )


@lru_cache(maxsize=200)
def growth_since(quantity: str, reference: str, start: str, end: str) -> Floats:
    """(R, A) growth from one year to another, NaN where it cannot be said."""
    return growth(compared_panel(quantity, reference), start, end).values


@dataclass(frozen=True)
class IndustryFigures:
    """One industry in the county: its figures, its quotient and where that stands."""

    code: str
    name: str
    short: str
    column: int
    status: Status
    employed: float
    share: float
    share_reference: float
    quotient: float
    low: float
    high: float
    flag: str
    standing: Standing

    def cell(self, figure: float) -> Cell:
        """A figure of this industry, or the gap that stands in its place."""
        if np.isfinite(figure):
            return float(figure)
        return Gap(self.status if self.status in _GAPS else Status.MISSING)


_GAPS: Final = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.NEGATIVE, Status.MISSING)


@dataclass(frozen=True)
class Basis:
    """One county, year, reference and language, with the words that go with them."""

    county: County
    lang: str
    period: str
    reference: str
    threshold: float

    @cached_property
    def words(self) -> Translator:
        """The texts in the language of the profile."""
        return translator(self.lang)

    @property
    def book(self) -> Accounts:
        """The regional accounts."""
        return accounts()

    @property
    def row(self) -> int:
        """The county's row in every matrix."""
        return self.book.regions.index(self.county.code)

    @property
    def start(self) -> str:
        """The first year there are figures for."""
        return self.book.periods[0]

    @property
    def periods(self) -> tuple[str, ...]:
        """The years up to the one in question."""
        return self.book.periods[: self.book.periods.index(self.period) + 1]

    @property
    def reference_name(self) -> str:
        """What is compared with, in words."""
        return region_name(self.reference, self.lang)

    @property
    def now(self) -> Measured:
        """The measures of the year."""
        return measured(self.reference, self.period)

    def panel(self, quantity: str = "employment") -> Panel:
        """The panel with this reference."""
        return compared_panel(quantity, self.reference)

    @cached_property
    def industries(self) -> tuple[IndustryFigures, ...]:
        """All industries in the order of the classification."""
        names, shorts = self.book.names(self.lang), self.book.names(self.lang, short=True)
        return tuple(
            self._industry(i, code, names[code], shorts[code])
            for i, code in enumerate(self.now.employment.activities)
        )

    def _industry(self, i: int, code: str, name: str, short: str) -> IndustryFigures:
        now, row = self.now, self.row
        employment = now.employment
        low, high, quotient = (a[row, i] for a in (now.low, now.high, now.quotient))
        return IndustryFigures(
            code=code,
            name=name,
            short=short,
            column=i,
            status=Status(employment.status[row, i]),
            employed=float(employment.values[row, i]),
            share=float(employment.values[row, i] / employment.region_totals[row]),
            share_reference=float(employment.reference_shares[i]),
            quotient=float(quotient),
            low=float(low),
            high=float(high),
            flag=str(now.flag[row, i]),
            standing=_standing(quotient, low, high, self.threshold),
        )

    @property
    def ranked(self) -> list[IndustryFigures]:
        """Industries with a quotient, the highest first, then those without."""
        known = [one for one in self.industries if one.standing != "gap"]
        gaps = [one for one in self.industries if one.standing == "gap"]
        return sorted(known, key=lambda one: (-one.quotient, one.code)) + gaps

    @property
    def clear(self) -> list[IndustryFigures]:
        """Industries whose whole interval lies above the threshold, the highest first."""
        return [one for one in self.ranked if one.standing == "clear"]

    @property
    def withheld(self) -> list[IndustryFigures]:
        """Industries whose figure the publisher does not show."""
        return [one for one in self.industries if one.status == Status.WITHHELD]

    def gettext(self, message: str) -> str:
        """A text in the language of the profile."""
        return self.words(message)

    # --- words ----------------------------------------------------------------------------------

    def number(self, figure: float, decimals: int = 0) -> str:
        """A number as printed."""
        return number(figure, self.lang, decimals)

    def per_cent(self, share: float, decimals: int = 1) -> str:
        """A share as printed."""
        return per_cent(share, self.lang, decimals)

    def per_cent_range(self, low: float, high: float) -> str:
        """From one whole per cent to another, with the sign once."""
        return per_cent_range(low, high, self.lang)

    def signed_per_cent(self, share: float, decimals: int = 1) -> str:
        """A change in per cent, with its sign."""
        return written(share, "signed_share", decimals, self.lang)

    @property
    def threshold_text(self) -> str:
        """The threshold without needless decimals."""
        decimals = 0 if self.threshold == round(self.threshold) else 2
        return self.number(self.threshold, decimals)

    def quoted(self, name: str) -> str:
        """A name inside a sentence: names of industries hold commas and capitals."""
        return f"“{name}”" if self.lang == "en" else f"«{name}»"

    @property
    def level_text(self) -> str:
        """What is written at the line of the threshold."""
        if self.threshold == 1:
            return f"{self.reference_name} = 1"
        return self.gettext("threshold {threshold}").format(threshold=self.threshold_text)

    def gap_text(self, one: IndustryFigures) -> str:
        """Why an industry has no figure; nothing where it has one."""
        shown = one.status in (Status.PUBLISHED, Status.BELOW_ROUNDING)
        return "" if shown else status_text(one.status, self.lang)

    def flag_text(self, one: IndustryFigures) -> str:
        """What a reader must know about an industry's figure; nothing where it can be relied on."""
        _ = self.words
        if gap := self.gap_text(one):
            return gap
        if one.standing == "gap":
            return _("no figure to compare with")
        if one.employed == 0:
            return _("fewer than 50 employed")
        return _("uncertain") if one.standing == "uncertain" else ""

    @property
    def not_shown(self) -> str:
        """The short mark in charts for what is withheld."""
        return self.words.pgettext("chart", "not shown")

    @property
    def few(self) -> str:
        """What a count of zero means in these accounts, rounded to hundreds."""
        return self.gettext("under 50")

    def withheld_note(self, *, short: bool = False) -> str:
        """Which industries are withheld, or nothing."""
        names = [self.quoted(one.name) for one in self.withheld]
        if names and short:
            return self.gettext("Not shown (confidential): {names}.").format(
                names=self.listed(names)
            )
        if not names:
            return ""
        return self.words.ngettext(
            "Not shown because it is confidential: {names}. A figure that is not shown is not "
            "zero, and it is not worked out from the others.",
            "Not shown because they are confidential: {names}. A figure that is not shown is not "
            "zero, and it is not worked out from the others.",
            len(names),
        ).format(names=self.listed(names))

    def listed(self, names: list[str]) -> str:
        """Names in a row; the word before the last follows the language."""
        return listing(names, self.lang)

    def short_age_note(self) -> str:
        """How old and how coarse the figures are, in few words."""
        return self.gettext(
            "Figures from {period}, {count} broad industries, rounded to hundreds of employed."
        ).format(period=self.period, count=len(self.industries))

    def age_note(self) -> str:
        """How old and how coarse the figures are."""
        return self.gettext(
            "The figures are from {period}, for {count} broad industries, rounded to the nearest "
            "hundred employed. They are carried from the counties of that time to those of 2024; "
            "municipalities that have changed county since are not moved."
        ).format(period=self.period, count=len(self.industries))

    # --- where from -----------------------------------------------------------------------------

    def source_line(self, key: str = "accounts") -> str:
        """The line under charts and tables."""
        return source_line(key, self.lang)

    def provenance(self, *steps: Step, quantity: str = "employment") -> Provenance:
        """The accounts as source, the steps every figure from them goes through, and ``steps``."""
        first = [Step(StepKind.READ_TABLE, {"table": dataset("accounts").table})]
        if quantity == "employment":
            first.append(Step(StepKind.THOUSANDS_TO_PERSONS))
        first.append(Step(StepKind.SUM_REGIONS, {"parts": self._parts()}))
        first.append(Step(StepKind.STATUS_MASK))
        return Provenance((source_of("accounts", self.lang),), (*first, *steps))

    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        year = int(self.period)
        return {
            code: tuple(part.source_code for part in parts_in(self.book.parts, code, year))
            for code in self.book.regions
        }


def region_name(code: str, lang: str) -> str:
    """A county's name, or Norway's in the language.

    >>> region_name("norway", "nn"), region_name("18", "nn")
    ('Noreg', 'Nordland')
    """
    if code == NORWAY:
        gettext = translator(lang)
        return gettext("Norway")
    return next(one.name for one in counties() if one.code == code)


def source_line(key: str, lang: str) -> str:
    """Publisher, table, licence of a shipped table, as charts and files carry it.

    >>> source_line("accounts", "en")
    'Source: Statistisk sentralbyrå, table 11713 (CC BY 4.0)'
    """
    _ = translator(lang)
    one = dataset(key)
    table = _("table {number}").format(number=one.table) if one.table.isdigit() else one.table
    return _("Source: {publisher}, {table} ({licence})").format(
        publisher=one.publisher, table=table, licence=one.licence
    )


def source_of(key: str, lang: str) -> Source:
    """A shipped table as the source of a figure."""
    one = dataset(key)
    return Source(
        key=one.key,
        title=one.title.in_language(lang),
        publisher=one.publisher,
        table=one.table,
        licence=one.licence,
        licence_url=one.licence_url,
        date=one.updated,
    )


def _standing(quotient: float, low: float, high: float, threshold: float) -> Standing:
    if not np.isfinite(quotient):
        return "gap"
    if low > threshold:
        return "clear"
    return "below" if high < threshold else "uncertain"


def make_basis(name: str, *, lang: str, reference: str, period: str, threshold: float) -> Basis:
    """A basis from what a person asked for; raises UnknownName or SettingError with a sentence."""
    one = county(name)
    translator(lang)
    periods = accounts().periods
    if period not in periods:
        raise UnknownName(
            gettext_noop(
                "There are no figures for {period}. Choose a year from {first} to {last}."
            ),
            period=period,
            first=periods[0],
            last=periods[-1],
        )
    if not 0 < threshold <= 10:
        raise SettingError(
            gettext_noop(
                "The threshold is a quotient above 0 and at most 10, not {threshold}. 1 is usual."
            ),
            threshold=threshold,
        )
    code = reference_code(reference)
    if code == one.code:
        raise SettingError(
            gettext_noop(
                "{county} cannot be compared with itself. Choose Norway or another county."
            ),
            county=one.name,
        )
    return Basis(one, lang, period, code, float(threshold))
