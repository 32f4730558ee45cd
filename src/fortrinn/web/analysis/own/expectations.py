"""What firms expected of those they work with, and what they met, from a survey of one's own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import DotRow, compared_dots
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop, number, signed, translator
from fortrinn.measures.competence import LEAST_ANSWERS, ExpectationGap, expectation_gap
from fortrinn.provenance import StepKind
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.web.analysis.own.reading import QUESTION, names_of, provenance_of
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.presenting import source_line

if TYPE_CHECKING:
    from fortrinn.web.datasets.models import DatasetVersion

SCALES: Final = ((1, 5), (1, 6), (1, 7), (1, 10), (0, 10), (0, 100))
_EXPECTED: Final = ("forvent", "expect", "håp", "hope")
_EVERYWHERE: Final = "-"


def questions_in(version: DatasetVersion) -> list[str]:
    """The two questions of a survey, what was expected first."""
    asked = sorted({str(each) for each in table_of(version)[QUESTION].to_pylist()})
    return sorted(asked, key=lambda name: not any(w in name.casefold() for w in _EXPECTED))


def expectations_section(version: DatasetVersion, lang: str, *, expected: str) -> Section:
    """The gap for each partner, the largest shortfall first.

    Raises TableError where there are not two questions, or no scale has every answer.
    """
    made = _Made(version, lang, expected)
    _ = made.words
    sentence = made.sentence()
    low, high = (number(end, lang) for end in made.scale)
    return Section(
        key="expectations",
        title=_("What firms expected, and what they met"),
        sentence=sentence,
        explanation=_(
            "Every answer is compared with itself: what a firm met less what it had expected. "
            "Below 0 it was less than hoped for. It says where to talk together, not who is to "
            "blame: expectations can be too high, too."
        ),
        chart=made.chart(sentence),
        table=made.table(),
        notes=(
            _("Answers on a scale from {low} to {high}.").format(low=low, high=high),
            _("Means of fewer than {least} answers are withheld.").format(least=LEAST_ANSWERS),
            _("The interval tells how far chance among those who answered reaches, 95 per cent."),
        ),
        source=source_line(version),
        provenance=provenance_of(version, step=StepKind.EXPECTATION_GAP),
    )


@dataclass(frozen=True)
class _Partner:
    """One partner's means; None where too few answered."""

    name: str
    figures: tuple[float, ...] | None

    @property
    def gap(self) -> float:
        """What was met less what was expected; too few answers come last."""
        return self.figures[2] if self.figures else np.inf


class _Made:
    """The gaps of one survey in one language."""

    def __init__(self, version: DatasetVersion, lang: str, expected: str) -> None:
        self.version, self.lang, self.words = version, lang, translator(lang)
        answers = _answers(version, expected)
        self.scale = _scale_of([*answers["expected"], *answers["experienced"]])
        found = expectation_gap(answers, scale=self.scale)
        names = names_of(version)
        partners = [
            _Partner(names.get(code, code), _figures(found, at))
            for at, code in enumerate(found.gap.activities)
        ]
        self.partners = sorted(partners, key=lambda one: (one.gap, one.name.casefold()))

    def sentence(self) -> str:
        """Whom firms met least of what they expected from, and most."""
        _ = self.words
        shown = [one for one in self.partners if one.figures]
        if not shown:
            return _("Too few have answered about any partner for a mean to be shown.")
        worst, best = shown[0], shown[-1]
        if worst is best:
            return _("Beside what they had expected, firms met {gap} from {partner}.").format(
                gap=self._signed(worst.gap), partner=worst.name
            )
        return _(
            "Beside what they had expected, firms met least from {worst} ({worst_gap}) and most "
            "from {best} ({best_gap})."
        ).format(
            worst=worst.name,
            worst_gap=self._signed(worst.gap),
            best=best.name,
            best_gap=self._signed(best.gap),
        )

    def _signed(self, figure: float) -> str:
        return signed(figure, self.lang, 2)

    def chart(self, sentence: str) -> Chart | None:
        """Expected and met beside each other."""
        _ = self.words
        rows = [
            DotRow(one.name, self._signed(one.figures[2]), one.figures[1], one.figures[0])
            for one in self.partners
            if one.figures
        ]
        if not rows:
            return None
        return Chart(
            key="expectations",
            lang=self.lang,
            title=_("What firms expected and met, by partner"),
            alt=_("Dot chart. {sentence} All figures stand in the table.").format(
                sentence=sentence
            ),
            source=source_line(self.version),
            variants=compared_dots(
                rows,
                names=(_("Met"), _("Expected"), ""),
                axis=_("Mean answer"),
                label_format=".1~f",
            ),
        )

    def table(self) -> ResultTable:
        """A row for every partner somebody answered about."""
        _ = self.words
        return ResultTable(
            key="expectations",
            title=_("Partners, the largest shortfall first"),
            lang=self.lang,
            columns=(
                Column("partner", _("Partner"), "text"),
                Column("expected", _("Expected"), decimals=2),
                Column("experienced", _("Met"), decimals=2),
                Column("gap", _("Difference"), decimals=2),
                Column("low", _("Lowest"), decimals=2),
                Column("high", _("Highest"), decimals=2),
                Column("answers", _("Answers")),
            ),
            rows=tuple(_row(one) for one in self.partners),
        )


def _answers(version: DatasetVersion, expected: str) -> dict[str, list[object]]:
    """A row for each answer about a partner, with both questions; NaN where one is open."""
    asked = questions_in(version)
    if len(asked) != 2:
        raise TableError(
            gettext_noop(
                "A survey has two columns of answers: what was expected and what was met. This "
                "table has {count}."
            ),
            count=len(asked),
        )
    first = expected if expected in asked else asked[0]
    answers: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for row in table_of(version).to_pylist():
        key = tuple(str(row[name]) for name in version.columns if name != QUESTION)
        figure = np.nan if row["value"] is None else float(row["value"])
        answers[key]["expected" if str(row[QUESTION]) == first else "experienced"] = figure
    place = [name for name in version.columns if name != QUESTION].index("activity")
    return {
        "region": [_EVERYWHERE] * len(answers),
        "partner": [key[place] for key in answers],
        "expected": [each.get("expected", np.nan) for each in answers.values()],
        "experienced": [each.get("experienced", np.nan) for each in answers.values()],
    }


def _scale_of(answers: list[object]) -> tuple[float, float]:
    """The shortest scale surveys use that has every answer on it."""
    given = np.array(answers, dtype=np.float64)
    given = given[np.isfinite(given)]
    for low, high in SCALES:
        if not len(given) or (given.min() >= low and given.max() <= high):
            return float(low), float(high)
    raise TableError(
        gettext_noop("Answers go from {low} to {high}, which no scale from 0 to 100 has."),
        low=float(given.min()),
        high=float(given.max()),
    )


def _figures(found: ExpectationGap, at: int) -> tuple[float, ...] | None:
    """Expected, met, difference, lowest, highest and how many answered; None where withheld."""
    figures = tuple(float(part.values[0, at]) for part in found)
    return figures if np.isfinite(figures[2]) else None


def _row(one: _Partner) -> Row:
    if one.figures is None:
        gaps: tuple[Cell, ...] = (Gap(Status.WITHHELD),) * 6
        return Row(one.name, (one.name, *gaps), Status.WITHHELD)
    cells: tuple[Cell, ...] = tuple(
        each if np.isfinite(each) else Gap(Status.MISSING) for each in one.figures
    )
    return Row(one.name, (one.name, *cells), Status.PUBLISHED)
