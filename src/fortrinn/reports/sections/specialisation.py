"""Section: what the county has more of than the reference."""

from __future__ import annotations

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import QuotientBar, specialisation_bars
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import interval_cell, section_of

MOST, FEWEST, MOST_GAPS = 14, 10, 4


def specialisation(basis: Basis) -> Section:
    """Location quotients with interval and flag, the highest first."""
    _ = basis.words
    sentence = _sentence(basis)
    return section_of(
        basis,
        key="specialisation",
        title=_("Specialisation"),
        sentence=sentence,
        explanation=_(
            "The degree of specialisation (location quotient, LQ) compares an industry's share of "
            "the employed here with its share in {reference}: 1 is the same share, 2 is twice as "
            "large. The line at the end of each bar shows how far chance and rounding may have "
            "moved the figure. A high figure says where to look, not what to choose."
        ).format(reference=basis.reference_name),
        chart=_chart(basis, sentence),
        table=_table(basis),
        notes=(basis.withheld_note(), _uncertain_note(basis), basis.short_age_note()),
        provenance=basis.provenance(
            Step(StepKind.QUOTIENT, {"reference": basis.reference}), Step(StepKind.INTERVAL)
        ),
    )


def _sentence(basis: Basis) -> str:
    _ = basis.words
    clear = basis.clear
    if not any(one.standing != "gap" for one in basis.industries):
        return _(
            "No figures for {county} in {period} are shown, so nothing can be compared."
        ).format(county=basis.county.name, period=basis.period)
    if not clear:
        return _(
            "In {period} no industry in {county} clearly had more than {threshold} times the share "
            "of the employed that it has in {reference}."
        ).format(
            period=basis.period,
            county=basis.county.name,
            reference=basis.reference_name,
            threshold=basis.threshold_text,
        )
    if basis.threshold != 1:
        return _above_threshold(basis)
    first = clear[0]
    return _.ngettext(
        "In {period} {count} industry clearly weighed more in {county} than in {reference}: "
        "{industry}, with {times} times as large a share of the employed.",
        "In {period} {count} industries clearly weighed more in {county} than in {reference}. The "
        "difference was largest for {industry}, with {times} times as large a share of the "
        "employed.",
        len(clear),
    ).format(
        period=basis.period,
        count=basis.number(len(clear)),
        county=basis.county.name,
        reference=basis.reference_name,
        industry=basis.quoted(first.name),
        times=basis.number(first.quotient, 1),
    )


def _above_threshold(basis: Basis) -> str:
    return basis.words.ngettext(
        "In {period} {count} industry in {county} clearly had more than {threshold} times the "
        "share of the employed that it has in {reference}.",
        "In {period} {count} industries in {county} clearly had more than {threshold} times the "
        "share of the employed that they have in {reference}.",
        len(basis.clear),
    ).format(
        period=basis.period,
        count=basis.number(len(basis.clear)),
        county=basis.county.name,
        reference=basis.reference_name,
        threshold=basis.threshold_text,
    )


def _uncertain_note(basis: Basis) -> str:
    uncertain = [one for one in basis.industries if one.standing == "uncertain"]
    if not uncertain:
        return ""
    return basis.words.ngettext(
        "{count} industry is uncertain: its interval includes {threshold}, so it may as well weigh "
        "less as more.",
        "{count} industries are uncertain: their interval includes {threshold}, so they may as "
        "well weigh less as more.",
        len(uncertain),
    ).format(count=basis.number(len(uncertain)), threshold=basis.threshold_text)


def _drawn(basis: Basis) -> list[IndustryFigures]:
    """All at or above the threshold, up to a readable number; a few below where those are few."""
    known = [one for one in basis.ranked if one.standing != "gap"]
    above = sum(one.quotient >= basis.threshold for one in known)
    return known[: min(max(above, FEWEST), MOST)]


def _chart(basis: Basis, sentence: str) -> Chart | None:
    _ = basis.words
    drawn = _drawn(basis)
    if not drawn:
        return None
    bars = [
        QuotientBar(
            one.short,
            basis.number(one.quotient, 2),
            one.standing,
            one.quotient,
            one.low,
            one.high,
        )
        for one in drawn
    ]
    gaps = basis.withheld
    bars += [QuotientBar(one.short, basis.not_shown, "gap") for one in gaps[:MOST_GAPS]]
    if len(gaps) > MOST_GAPS:
        more = _("and {count} more, see the table").format(count=len(gaps) - MOST_GAPS)
        bars.append(QuotientBar(more, basis.not_shown, "gap"))
    return Chart(
        key="specialisation",
        lang=basis.lang,
        title=_("Degree of specialisation in {county} {period}, the {count} highest").format(
            county=basis.county.name, period=basis.period, count=len(drawn)
        ),
        alt=_("Bar chart with intervals. {sentence} All figures stand in the table.").format(
            sentence=sentence
        ),
        source=basis.source_line(),
        variants=specialisation_bars(
            bars,
            lang=basis.lang,
            threshold=basis.threshold,
            against=basis.level_text,
            axis=_("Degree of specialisation (LQ)"),
        ),
    )


def _table(basis: Basis) -> ResultTable:
    _ = basis.words
    columns = (
        Column("code", _("Code"), "text", on_screen=False),
        Column("industry", _("Industry"), "text"),
        Column("employed", _("Employed"), zero=basis.few),
        Column("share", _("Share here"), "share", 1),
        Column(
            "share_reference", _("Share in {place}").format(place=basis.reference_name), "share", 1
        ),
        Column("location_quotient", "LQ", decimals=2),
        Column("interval", _("95% interval"), "text", in_data=False),
        Column("lq_low", _("LQ, low"), decimals=2, on_screen=False),
        Column("lq_high", _("LQ, high"), decimals=2, on_screen=False),
        Column("flag", _("Flag"), "text", on_screen=False),
        Column("note", _("Note"), "text", in_data=False),
    )
    return ResultTable(
        key="specialisation",
        title=_("Specialisation in {county} {period}, compared with {reference}").format(
            county=basis.county.name, period=basis.period, reference=basis.reference_name
        ),
        lang=basis.lang,
        columns=columns,
        rows=tuple(_row(basis, one) for one in basis.ranked),
    )


def _row(basis: Basis, one: IndustryFigures) -> Row:
    return Row(
        one.code,
        (
            one.code,
            one.name,
            one.cell(one.employed),
            one.cell(one.share),
            one.cell(one.share_reference),
            one.cell(one.quotient),
            interval_cell(basis, one.low, one.high, one.cell(one.low)),
            one.cell(one.low),
            one.cell(one.high),
            one.flag,
            basis.flag_text(one),
        ),
        one.status,
    )
