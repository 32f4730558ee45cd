"""The cells of the published tables behind a figure, each with what is known about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from fortrinn.cells import Status
from fortrinn.language import Translator, number, translator
from fortrinn.provenance import TOTAL, Cell, Provenance, Step, StepKind
from fortrinn.reference import (
    NORWAY,
    accounts,
    classification,
    exports,
    municipalities,
    telemark_employment,
    telemark_establishments,
)
from fortrinn.reference.carrying import industries_of_divisions
from fortrinn.reference.telemark import EMPLOYMENT_GROUPS
from fortrinn.reports.basis import region_name
from fortrinn.reports.european import learned_from
from fortrinn.reports.model import Gap, status_text
from fortrinn.reports.sections._european import division_name
from fortrinn.web.publishing.figures import Shown, industry_on_map

EMPLOYMENT = "employment"


@dataclass(frozen=True)
class Origin:
    """One published cell: where, what, when, the figure as it was published, and its status."""

    region: str
    activity: str
    period: str
    figure: str
    unit: str
    status: str
    note: str


def origins(shown: Shown, lang: str) -> list[Origin]:
    """The published cells behind a figure of a profile, each once."""
    finder = _FINDERS.get(shown.provenance.sources[0].key, _of_accounts)
    return list(dict.fromkeys(finder(shown, lang)))


# --- the regional accounts ----------------------------------------------------------------------


@dataclass(frozen=True)
class SaidStep:
    """A step as a sentence, and the weights it carried by: an industry, and what goes into it."""

    text: str
    weights: tuple[tuple[str, str], ...] = ()


def steps_in_words(provenance: Provenance, lang: str) -> list[SaidStep]:
    """The steps as sentences, with regions and quantities by name instead of by code."""
    words = translator(lang)
    return [
        SaidStep(_named(step, lang, words).in_words(words), _weights(step, lang))
        for step in provenance.steps
    ]


def _weights(step: Step, lang: str) -> tuple[tuple[str, str], ...]:
    """The weights of a step that carries, by name; none for any other."""
    if step.kind is not StepKind.CARRY:
        return ()
    names = accounts().names(lang)
    return tuple(
        (
            names[industry],
            "; ".join(
                f"{part} {classification('SN2007')[part].label(lang).text} ({number(weight, lang)})"
                for part, weight in parts.items()
            ),
        )
        for industry, parts in step.settings["weights"].items()
    )


def _named(step: Step, lang: str, words: Translator) -> Step:
    _ = words
    names = {EMPLOYMENT: _("employed persons"), "value_added": _("value added")}
    settings = dict(step.settings)
    for side in ("numerator", "denominator"):
        if side in settings:
            settings[side] = names.get(settings[side], settings[side])
    if "threshold" in settings:
        settings["threshold"] = threshold_text(settings["threshold"], lang)
    if "reference" in settings:
        settings["reference"] = region_name(settings["reference"], lang)
    return Step(step.kind, settings)


def threshold_text(threshold: float, lang: str) -> str:
    """A threshold without needless decimals."""
    return number(threshold, lang, 0 if threshold == round(threshold) else 2)


def account_origins(
    provenance: Provenance, cells: Iterable[Cell], lang: str, regions: Collection[str] = ()
) -> Iterator[Origin]:
    """The cells of table 11713 behind cells of today's counties, or those of some regions only."""
    behind = _in_todays_counties(provenance)
    found = (source for cell in cells for source in behind.source_cells(cell))
    for cell in dict.fromkeys(found):
        if not regions or cell.region in regions:
            yield from _published(cell, lang)


def _in_todays_counties(provenance: Provenance) -> Provenance:
    """Without the step that adds up counties: the accounts know the parts of every year."""
    steps = tuple(step for step in provenance.steps if step.kind is not StepKind.SUM_REGIONS)
    return replace(provenance, steps=steps)


def _published(cell: Cell, lang: str) -> Iterator[Origin]:
    book = accounts()
    names = book.names(lang)
    for source in book.source_cells(cell.quantity, cell.region, cell.activity, cell.period):
        yield Origin(
            region=region_name(NORWAY, lang) if cell.region == NORWAY else source.region_name,
            activity=_("All industries") if cell.activity == TOTAL else names[cell.activity],
            period=source.period,
            figure=_figure(source.figure, source.status, lang, 1 if _persons(cell) else 0),
            unit=_(source.unit),
            status=source.status.name.lower(),
            note=status_text(source.status, lang),
        )


def _persons(cell: Cell) -> bool:
    return cell.quantity == EMPLOYMENT


def _figure(figure: float | None, status: Status, lang: str, decimals: int) -> str:
    return Gap(status).symbol if figure is None else number(figure, lang, decimals)


def _of_accounts(shown: Shown, lang: str) -> Iterator[Origin]:
    compared = (shown.county.code, shown.activity) if _is_distance(shown) else ()
    return account_origins(shown.provenance, _cells(shown), lang, compared)


def _is_distance(shown: Shown) -> bool:
    return any(step.kind is StepKind.DISTANCE for step in shown.provenance.steps)


def _cells(shown: Shown) -> list[Cell]:
    """Where a figure stands in the table of today's counties."""
    here = Cell(EMPLOYMENT, shown.county.code, TOTAL, shown.period)
    if _is_distance(shown):
        return [here]
    if shown.key in ("timeline", "variety"):
        return [here._replace(period=shown.activity or shown.period)]
    if shown.key == "map":
        return _cells_of_map(shown, here)
    codes = [industry.code for industry in accounts().industries]
    if shown.activity in codes:
        return [here._replace(activity=shown.activity)]
    if shown.section is None and shown.key != "specialisations":
        return [here]
    return [here._replace(activity=code) for code in codes]


def _cells_of_map(shown: Shown, here: Cell) -> list[Cell]:
    industry = industry_on_map(shown.county.slug, shown.settings)
    regions = (shown.activity,) if shown.activity else accounts().regions
    return [here._replace(region=region, activity=industry) for region in regions]


# --- the other tables ---------------------------------------------------------------------------


def _of_exports(shown: Shown, lang: str) -> Iterator[Origin]:
    book = exports()
    for region in (book.seen_from(shown.county.slug), book.norway):
        name = region_name(NORWAY, lang) if region is book.norway else region.name
        for figure in region.figures:
            if shown.activity in ("", figure.group.code):
                yield Origin(
                    region=name,
                    activity=figure.group.name.in_language(lang),
                    period="2020",
                    figure=_figure(figure.value, figure.status, lang, 0),
                    unit=_("NOK million"),
                    status=figure.status.name.lower(),
                    note=status_text(figure.status, lang),
                )


def _of_municipalities(shown: Shown, lang: str) -> Iterator[Origin]:
    panel = telemark_employment()
    names = {one.code: one.name for one in municipalities(shown.county.slug)}
    for period in (panel.periods[0], panel.periods[-1]):
        matrix = panel[period]
        for r, region in enumerate(matrix.regions):
            if shown.activity not in ("", region):
                continue
            for a, group in enumerate(matrix.activities):
                status = Status(matrix.status[r, a])
                yield Origin(
                    region=names[region],
                    activity=EMPLOYMENT_GROUPS[group].in_language(lang),
                    period=period,
                    figure=_figure(float(matrix.raw[r, a]), status, lang, 0),
                    unit=_("persons"),
                    status=status.name.lower(),
                    note=status_text(status, lang),
                )


def _of_establishments(shown: Shown, lang: str) -> Iterator[Origin]:
    names = {one.code: one.name for one in municipalities(shown.county.slug)}
    table = shown.section.table if shown.section else ()
    industries = {row.key: str(row.cells[1]) for row in table}
    for quantity in ("establishments", "employees"):
        matrix = telemark_establishments(quantity)
        for a, industry in enumerate(matrix.activities):
            if shown.activity not in ("", industry):
                continue
            for r, region in enumerate(matrix.regions):
                if matrix.values[r, a]:
                    yield Origin(
                        region=names[region],
                        activity=industries.get(industry, industry),
                        period=str(matrix.period),
                        figure=number(float(matrix.values[r, a]), lang),
                        unit=_(matrix.unit),
                        status="published",
                        note="",
                    )


def _of_europe(shown: Shown, lang: str) -> Iterator[Origin]:
    """The county's own cells first, then those of the European regions the links rest on."""
    if shown.key == "twins":
        yield from _of_twins(shown, lang)
        return
    codes, divisions = behind_row(shown)
    here = Cell(EMPLOYMENT, shown.county.code, TOTAL, shown.period)
    cells = [here._replace(activity=code) for code in codes] or _cells(shown)
    own = replace(
        shown.provenance,
        steps=tuple(step for step in shown.provenance.steps if step.kind is not StepKind.INDEX),
    )
    yield from account_origins(own if codes else shown.provenance, cells, lang)
    regions = learned_from().regions
    yield from (_european(region, each, lang) for each in divisions for region in regions)


def _of_twins(shown: Shown, lang: str) -> Iterator[Origin]:
    """The European cells of the county's region, and of the one it is compared with."""
    own = shown.county.nuts2_2013
    for region in (own, shown.activity) if shown.activity else (own,):
        yield from (_european(region, each, lang) for each in learned_from().activities)


def _european(region: str, division: str, lang: str) -> Origin:
    table = learned_from()
    row, column = table.row(region), table.column(division)
    status = Status(table.status[row, column])
    return Origin(
        region=region,
        activity=division_name(division, lang),
        period=str(table.period),
        figure=_figure(float(table.raw[row, column]), status, lang, 0),
        unit=_(table.unit),
        status=status.name.lower(),
        note=status_text(status, lang),
    )


def behind_row(shown: Shown) -> tuple[list[str], list[str]]:
    """The county's industries and the European divisions that a row is about."""
    if not shown.activity:
        return [], []
    into = industries_of_divisions()
    if shown.activity in into:
        return list(into[shown.activity]), [shown.activity]
    codes = [code for code in shown.activity.split("+") if code in set(accounts().group_of)]
    return codes, [each for each, parts in into.items() if set(parts) & set(codes)]


_FINDERS: dict[str, Callable[[Shown, str], Iterator[Origin]]] = {
    "nuts2_employment": _of_europe,
    "exports": _of_exports,
    "telemark_employment": _of_municipalities,
    "telemark_establishments": _of_establishments,
}
