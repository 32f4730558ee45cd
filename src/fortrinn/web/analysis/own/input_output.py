"""Who buys from whom: multipliers, linkages, and the suppliers of one industry."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.errors import TableError, UnknownName
from fortrinn.language import gettext_noop, listing, number, translator
from fortrinn.measures import location_quotient
from fortrinn.measures.input_output import (
    FLQ_WARNING,
    InputOutput,
    backward_linkage,
    forward_linkage,
    key_sectors,
    local_suppliers,
    output_multiplier,
    regional_coefficients,
)
from fortrinn.provenance import StepKind
from fortrinn.reference import NORWAY, County
from fortrinn.reports.basis import LATEST, compared_panel
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.web.analysis.own.reading import Pairs, of_accounts, provenance_of
from fortrinn.web.datasets.presenting import source_line

DRAWN: Final = 15
OUTPUT: Final = re.compile(r"^(output|total output|x|produksjon|total produksjon|total)$", re.I)


def output_code(pairs: Pairs) -> str:
    """What the table calls total output, as far as it can be guessed."""
    codes = (*pairs.columns, *pairs.rows)
    return next(
        (code for code in codes if OUTPUT.match(code) or OUTPUT.match(pairs.word(code))), ""
    )


def table_from(pairs: Pairs, output: str) -> InputOutput:
    """The industries that both sell and buy, with their output.

    Raises TableError where nothing says the output of the industries.
    """
    both = [name for name in pairs.rows if name in pairs.columns and name != output]
    if not both or output not in {*pairs.rows, *pairs.columns}:
        raise TableError(
            gettext_noop(
                "The table does not say what each industry makes in all. Give rows for total "
                "output, with the buyer (or the seller) called 'output', and upload it again."
            )
        )
    sells, buys = ([axis.index(name) for name in both] for axis in (pairs.rows, pairs.columns))
    if output in pairs.columns:
        made = pairs.values[sells, pairs.columns.index(output)]
    else:
        made = pairs.values[pairs.rows.index(output), buys]
    return InputOutput.from_arrays(pairs.values[np.ix_(sells, buys)], made, both)


def input_output_section(
    pairs: Pairs, county: County, lang: str, *, output: str, industry: str = ""
) -> Section:
    """All industries of the table, or the suppliers of one of them."""
    made = _Made(pairs, table_from(pairs, output), county, lang)
    if industry and industry not in made.table.activities:
        raise UnknownName(
            gettext_noop("The table has no industry '{industry}'."), industry=industry
        )
    return made.suppliers(industry) if industry else made.whole()


class _Made:
    """One table, one county, one language."""

    def __init__(self, pairs: Pairs, table: InputOutput, county: County, lang: str) -> None:
        self.pairs, self.table, self.county, self.lang = pairs, table, county, lang
        self.words = translator(lang)
        self.known = of_accounts(table.activities)

    def number(self, figure: float, decimals: int = 2) -> str:
        return number(figure, self.lang, decimals)

    def name(self, code: str) -> str:
        return self.pairs.word(code)

    def quoted(self, code: str) -> str:
        """A name inside a sentence: names of industries hold commas and capitals."""
        return f"“{self.name(code)}”" if self.lang == "en" else f"«{self.name(code)}»"

    # --- the whole table ------------------------------------------------------------------------

    def whole(self) -> Section:
        """Multipliers and linkages of every industry."""
        _ = self.words
        sentence = self.sentence()
        return Section(
            key="input-output",
            title=_("Who buys from whom"),
            sentence=sentence,
            explanation=_(
                "The multiplier says how much all industries together make when demand for one "
                "industry grows by a krone, the first krone included. The backward linkage says "
                "how much it pulls on its suppliers, the forward linkage how much it carries those "
                "who buy from it; 1 is the average of the table. It is arithmetic on purchases as "
                "they were, not a forecast, and a high figure is no reason to support an industry."
            ),
            chart=self.chart(sentence),
            table=self.result(),
            notes=self.notes(),
            source=source_line(self.pairs.version),
            provenance=provenance_of(self.pairs.version, step=StepKind.INPUT_OUTPUT),
        )

    def multipliers(self) -> list[tuple[str, float]]:
        """The industries that make something, the highest multiplier first."""
        found = [pair for pair in output_multiplier(self.table).items() if not np.isnan(pair[1])]
        return sorted(found, key=lambda pair: -pair[1])

    def sentence(self) -> str:
        """The span of the multipliers."""
        _ = self.words
        order = self.multipliers()
        (most, high), (least, low) = order[0], order[-1]
        return _(
            "A krone more of demand sets from {low} kroner in motion ({least}) to {high} kroner "
            "({most}), the first krone included."
        ).format(
            low=self.number(low),
            least=self.name(least),
            high=self.number(high),
            most=self.name(most),
        )

    def notes(self) -> tuple[str, ...]:
        """What must be known about the table."""
        _ = self.words
        coarse = _(
            "The table is of the country or region it was made for. What a county's industries buy "
            "may be bought elsewhere: the figures say nothing of where."
        )
        unknown = _(
            "The table's industries are not those of the regional accounts, so the county's "
            "standing in them is not shown."
        )
        return (*self.greedy(), coarse) if self.known else (*self.greedy(), coarse, unknown)

    def greedy(self) -> tuple[str, ...]:
        """That industries buy for more than they make: often the wrong total, sometimes grants."""
        _ = self.words
        bought = self.table.coefficients.sum(axis=0)
        pairs = zip(self.table.activities, bought, strict=True)
        names = [self.quoted(code) for code, share in pairs if share > 1]
        if not names:
            return ()
        said = _(
            "Buys for more than it makes, as one that lives on grants may: {names}. If that is "
            "strange, total output is wrong, and so are the multipliers."
        )
        return (said.format(names=listing(names, self.lang)),)

    def chart(self, sentence: str) -> Chart:
        """The multipliers, the highest first."""
        _ = self.words
        bars = [
            AmountBar(self.name(code), self.number(figure), figure)
            for code, figure in self.multipliers()[:DRAWN]
        ]
        return Chart(
            key="input-output",
            lang=self.lang,
            title=_("What a krone more of demand sets in motion"),
            alt=_("Bar chart. {sentence} All figures stand in the table.").format(
                sentence=sentence
            ),
            source=source_line(self.pairs.version),
            variants=amount_bars(bars, axis=_("Kroner of output for a krone of demand")),
        )

    def result(self) -> ResultTable:
        """A row for every industry, in the order of the table."""
        _ = self.words
        multipliers, back, forth = (
            measure(self.table)
            for measure in (output_multiplier, backward_linkage, forward_linkage)
        )
        pulls = key_sectors(self.table)
        quotients = self.quotients()
        texts = {
            "key": _("pulls and carries more than the average"),
            "backward": _("pulls more than the average"),
            "forward": _("carries more than the average"),
            "weak": _("below the average in both"),
            "none": _("makes nothing"),
        }
        rows = [
            Row(
                code,
                (
                    code,
                    self.name(code),
                    *(_shown(index[code]) for index in (multipliers, back, forth)),
                    texts[pulls[code]],
                    quotients.get(code, Gap(Status.NOT_APPLICABLE)),
                ),
            )
            for code in self.table.activities
        ]
        return ResultTable(
            key="input-output",
            title=_("All industries of the table"),
            lang=self.lang,
            columns=(
                Column("code", _("Code"), "text", on_screen=False),
                Column("industry", _("Industry"), "text"),
                Column("output_multiplier", _("Multiplier"), decimals=2),
                Column("backward_linkage", _("Backward linkage"), decimals=2),
                Column("forward_linkage", _("Forward linkage"), decimals=2),
                Column("kind", _("What it does"), "text", width=0.8),
                Column("location_quotient", f"LQ, {self.county.name}", decimals=2),
            ),
            rows=tuple(rows),
        )

    def quotients(self) -> dict[str, Cell]:
        """The county's degree of specialisation in the table's industries, where it has them."""
        if not self.known:
            return {}
        employed = compared_panel("employment", NORWAY)[LATEST]
        row = employed.row(self.county.code)
        values = location_quotient(employed).values[row]
        found: dict[str, Cell] = {}
        for code in self.table.activities:
            i = employed.column(code)
            status = Status(employed.status[row, i])
            figure = float(values[i])
            found[code] = figure if np.isfinite(figure) else Gap(_gap(status))
        return found

    # --- the suppliers of one industry ----------------------------------------------------------

    def suppliers(self, industry: str) -> Section:
        """What one industry buys, and whether the county has those it buys from."""
        _ = self.words
        rows = self.bought(industry)
        sentence = self.said_of(industry, rows)
        return Section(
            key="input-output",
            title=_("What {industry} buys").format(industry=self.quoted(industry)),
            sentence=sentence,
            explanation=_(
                "For each krone the industry makes, the share it buys from every other. Beside it "
                "stands how present that industry is in the county. A degree of specialisation "
                "below 1 is a place to look for missing suppliers, not proof that there are none."
            ),
            chart=self.bars(industry, rows, sentence),
            table=self.supplier_table(industry, rows),
            notes=(self.words(FLQ_WARNING), *self.notes()) if self.known else self.notes(),
            source=source_line(self.pairs.version),
            provenance=provenance_of(self.pairs.version, step=StepKind.INPUT_OUTPUT),
        )

    def bought(self, industry: str) -> list[tuple[str, float, float]]:
        """Supplier, bought for each krone, and the same within the county as far as modelled."""
        coefficients = self.table.coefficients
        j = self.table.activities.index(industry)
        here = np.full(len(self.table.activities), np.nan)
        if self.known:
            employed = compared_panel("employment", NORWAY)[LATEST]
            here = regional_coefficients(self.table, employed, self.county.code)[:, j]
            order = local_suppliers(self.table, employed, self.county.code, industry)
            names = [row["activity"] for row in order]
        else:
            shares = dict(zip(self.table.activities, coefficients[:, j], strict=True))
            names = sorted(
                (name for name, share in shares.items() if share > 0 and name != industry),
                key=lambda name: -shares[name],
            )
        at = self.table.activities.index
        return [(name, float(coefficients[at(name), j]), float(here[at(name)])) for name in names]

    def said_of(self, industry: str, rows: list[tuple[str, float, float]]) -> str:
        """The first three suppliers."""
        _ = self.words
        if not rows:
            return _("{industry} buys nothing from the other industries of the table.").format(
                industry=self.quoted(industry)
            )
        names = listing([self.quoted(name) for name, _bought, _here in rows[:3]], self.lang)
        total = sum(bought for _name, bought, _here in rows)
        return _(
            "{industry} buys for {total} øre of every krone it makes from the other industries, "
            "most from: {names}."
        ).format(industry=self.quoted(industry), total=self.number(100 * total, 0), names=names)

    def bars(
        self, industry: str, rows: list[tuple[str, float, float]], sentence: str
    ) -> Chart | None:
        """What is bought, the largest first."""
        _ = self.words
        if not rows:
            return None
        bars = [
            AmountBar(self.name(name), self.number(100 * bought, 1), 100 * bought)
            for name, bought, _here in rows[:DRAWN]
        ]
        return Chart(
            key="input-output",
            lang=self.lang,
            title=_("What {industry} buys").format(industry=self.quoted(industry)),
            alt=_("Bar chart. {sentence} All figures stand in the table.").format(
                sentence=sentence
            ),
            source=source_line(self.pairs.version),
            variants=amount_bars(bars, axis=_("Øre for each krone it makes")),
        )

    def supplier_table(self, industry: str, rows: list[tuple[str, float, float]]) -> ResultTable:
        """Every supplier with what is bought and the county's standing."""
        _ = self.words
        quotients = self.quotients()
        gap = Gap(Status.NOT_APPLICABLE)
        return ResultTable(
            key="suppliers",
            title=_("Suppliers of {industry}").format(industry=self.quoted(industry)),
            lang=self.lang,
            columns=(
                Column("code", _("Code"), "text", on_screen=False),
                Column("industry", _("Industry"), "text"),
                Column("coefficient", _("Bought for each krone"), "share", 1),
                Column("regional_coefficient", _("Of it within the county (modelled)"), "share", 1),
                Column("location_quotient", f"LQ, {self.county.name}", decimals=2),
            ),
            rows=tuple(
                Row(
                    name,
                    (
                        name,
                        self.name(name),
                        bought,
                        here if np.isfinite(here) else _gap_of(quotients.get(name, gap), gap),
                        quotients.get(name, gap),
                    ),
                )
                for name, bought, here in rows
            ),
        )


def _shown(figure: float) -> Cell:
    """A figure, or that there can be none: the industry makes nothing."""
    return Gap(Status.NOT_APPLICABLE) if np.isnan(figure) else figure


def _gap_of(cell: Cell, otherwise: Gap) -> Gap:
    return cell if isinstance(cell, Gap) else otherwise


def _gap(status: Status) -> Status:
    gaps = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.NEGATIVE)
    return status if status in gaps else Status.MISSING
