"""What competence a county holds beside what its industries would use."""

from __future__ import annotations

from typing import Final

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import DotRow, compared_dots
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop, per_cent, translator
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.competence import needed_competence
from fortrinn.provenance import StepKind
from fortrinn.reference import NORWAY, County, accounts
from fortrinn.reports.basis import LATEST, compared_panel
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.web.analysis.own.reading import Pairs, provenance_of
from fortrinn.web.datasets.presenting import source_line

DRAWN: Final = 16


def competence_section(held: Pairs, profile: Pairs, county: County, lang: str) -> Section:
    """Shares of educations held and needed, by the county's mix of industries.

    Raises TableError where the county is not in the one table, or no industry in the other.
    """
    made = _Made(held, profile, county, lang)
    sentence = made.sentence()
    _ = made.words
    return Section(
        key="competence",
        title=_("Competence held and needed"),
        sentence=sentence,
        explanation=_(
            "Needed is what the county's industries would use if each used the educations it uses "
            "in the table of industries. The difference says where there is more or less than "
            "that. It is not a forecast: firms use other people than they did, and people work in "
            "other trades than they learned."
        ),
        chart=made.chart(sentence),
        table=made.table(),
        notes=(
            _(
                "Industries that are withheld here or lack a profile are left out, and the shares "
                "made to sum to 1 again. Employment is from {period}."
            ).format(period=LATEST),
        ),
        source=f"{source_line(held.version)}. {source_line(profile.version)}",
        provenance=provenance_of(held.version, profile.version, step=StepKind.COMPETENCE),
    )


class _Made:
    """The shares of one county in one language; arrays follow ``educations``."""

    def __init__(self, held: Pairs, profile: Pairs, county: County, lang: str) -> None:
        self.held_in, self.county, self.lang = held, county, lang
        self.words = translator(lang)
        names = (county.code, county.name, county.slug)
        row = next((i for i, name in enumerate(held.rows) if name in names), None)
        industries = [name for name in profile.rows if name in accounts().group_of]
        self.educations = tuple(name for name in held.columns if name in profile.columns)
        if row is None or not industries or not self.educations:
            raise TableError(
                gettext_noop(
                    "The two tables do not meet. One must have {county} and educations, the other "
                    "industries of the regional accounts and the same educations."
                ),
                county=county.name,
            )
        columns = [held.columns.index(name) for name in self.educations]
        counted = held.values[row, columns]
        self.hidden = np.isnan(counted)
        whole = counted.sum()
        self.held = counted / whole if whole > 0 else np.full(len(columns), np.nan)
        self.needed = self._needed(profile, industries)

    def _needed(self, profile: Pairs, industries: list[str]) -> np.ndarray:
        rows = [profile.rows.index(name) for name in industries]
        columns = [profile.columns.index(name) for name in self.educations]
        use = RegionActivityMatrix.from_arrays(
            profile.values[np.ix_(rows, columns)], industries, self.educations
        )
        employed = compared_panel("employment", NORWAY)[LATEST]
        return np.asarray(needed_competence(employed, use).values[employed.row(self.county.code)])

    @property
    def meets(self) -> bool:
        """Whether both shares are known, so that there is something to compare."""
        return bool(np.isfinite(self.held - self.needed).all())

    def share(self, figure: float) -> str:
        return per_cent(figure, self.lang, 1)

    def sentence(self) -> str:
        """The education the county has most beyond what is needed, and the one it lacks most."""
        _ = self.words
        if self.hidden.any():
            return _(
                "Some educations are withheld for {county}, so shares of what is left would not "
                "compare. Only what is needed is shown."
            ).format(county=self.county.name)
        if not self.meets:
            return _(
                "For {county} nothing is counted in one of the two: these educations, or the "
                "industries that have a profile. So there is nothing to compare."
            ).format(county=self.county.name)
        gap = self.held - self.needed
        most, least = int(gap.argmax()), int(gap.argmin())
        return _(
            "{county} holds more of {more} than its industries would use ({more_held} against "
            "{more_needed}), and less of {less} ({less_held} against {less_needed})."
        ).format(
            county=self.county.name,
            more=self.held_in.word(self.educations[most]),
            more_held=self.share(self.held[most]),
            more_needed=self.share(self.needed[most]),
            less=self.held_in.word(self.educations[least]),
            less_held=self.share(self.held[least]),
            less_needed=self.share(self.needed[least]),
        )

    def chart(self, sentence: str) -> Chart | None:
        """Held and needed, the largest needed first."""
        _ = self.words
        if not self.meets:
            return None
        order = np.argsort(-self.needed, kind="stable")[:DRAWN]
        rows = [
            DotRow(
                self.held_in.word(self.educations[i]),
                self.share(self.held[i]),
                float(self.held[i]),
                float(self.needed[i]),
            )
            for i in order
        ]
        return Chart(
            key="competence",
            lang=self.lang,
            title=_("Educations held and needed in {county}").format(county=self.county.name),
            alt=_("Dot chart. {sentence} All figures stand in the table.").format(
                sentence=sentence
            ),
            source=source_line(self.held_in.version),
            variants=compared_dots(
                rows,
                names=(_("Held"), _("Needed"), ""),
                axis=_("Share of all with one of these educations"),
                label_format=".0%",
            ),
        )

    def table(self) -> ResultTable:
        """A row for every education both tables know."""
        _ = self.words
        return ResultTable(
            key="competence",
            title=_("Educations in {county}").format(county=self.county.name),
            lang=self.lang,
            columns=(
                Column("code", _("Code"), "text", on_screen=False),
                Column("education", _("Education"), "text"),
                Column("held", _("Held"), "share", 1),
                Column("needed", _("Needed"), "share", 1),
                Column("difference", _("Difference"), "signed_share", 1),
            ),
            rows=tuple(self._row(i, code) for i, code in enumerate(self.educations)),
        )

    def _row(self, i: int, code: str) -> Row:
        status = Status.WITHHELD if self.hidden[i] else Status.NOT_APPLICABLE
        held: Cell = float(self.held[i]) if np.isfinite(self.held[i]) else Gap(status)
        needed: Cell = float(self.needed[i]) if np.isfinite(self.needed[i]) else Gap(Status.MISSING)
        both = isinstance(held, float) and isinstance(needed, float)
        difference: Cell = float(self.held[i] - self.needed[i]) if both else Gap(status)
        return Row(
            code,
            (code, self.held_in.word(code), held, needed, difference),
            Status.WITHHELD if self.hidden[i] else Status.PUBLISHED,
        )
