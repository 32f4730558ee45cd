"""Run an analysis and keep it; state a finding on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn import __version__
from fortrinn.reference import county
from fortrinn.reports.basis import reference_code, region_name
from fortrinn.web.analysis import own_tables
from fortrinn.web.analysis.computing import DATASET, RunSettings, computed, provenance_of
from fortrinn.web.analysis.models import OPTIONS, AnalysisRun, Finding, Option
from fortrinn.web.analysis.own_tables import TableSettings
from fortrinn.web.datasets.presenting import names_in
from fortrinn.web.datasets.services import current_version
from fortrinn.web.jobs.services import ask_for, input_hash
from fortrinn.web.publishing.figures import STANDARD, Settings, figure_at
from fortrinn.web.publishing.origins import threshold_text
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import create_record, link_records, restore_record

if TYPE_CHECKING:
    from fortrinn.provenance import Provenance
    from fortrinn.web.accounts.models import User
    from fortrinn.web.datasets.models import DatasetVersion
    from fortrinn.web.jobs.models import Job
    from fortrinn.web.strategies.models import Strategy

RUN = "analysis-run"


AnySettings = RunSettings | TableSettings


def version_for(settings: AnySettings) -> DatasetVersion:
    """The dataset version a run with these settings rests on."""
    if isinstance(settings, TableSettings):
        return own_tables.version_of(settings)
    return current_version(DATASET)


def result_of(settings: AnySettings) -> dict[str, Any]:
    """What a run with these settings gives."""
    if isinstance(settings, TableSettings):
        return own_tables.computed(settings)
    return computed(settings)


def hash_of(strategy: Strategy, settings: AnySettings, version: DatasetVersion) -> str:
    """What makes two runs of a strategy the same run."""
    return input_hash({"strategy": strategy.pk, **settings.input(version.sha256)})


def same_run(strategy: Strategy, settings: AnySettings) -> AnalysisRun | None:
    """The run there already is for these settings on today's dataset version."""
    digest = hash_of(strategy, settings, version_for(settings))
    return AnalysisRun.objects.filter(input_hash=digest, removed_at=None).first()


def ask_for_run(*, strategy: Strategy, settings: AnySettings, by: User) -> Job:
    """Put the run in line for the worker."""
    return ask_for(
        kind=RUN,
        title=title_of(settings, strategy.language),
        settings=asdict(settings),
        by=by,
        strategy=strategy,
    )


def title_of(settings: AnySettings, lang: str) -> str:
    """What a run is called, in the strategy's language."""
    if isinstance(settings, TableSettings):
        return _title_of_own(settings, lang)
    with override(lang):
        quantity = _("Employed persons") if settings.counts else _("Value added")
        title = _("{quantity} in {county} {period}, compared with {reference}").format(
            quantity=quantity,
            county=county(settings.county).name,
            period=settings.period,
            reference=region_name(reference_code(settings.reference), lang),
        )
        if settings.threshold == 1:
            return title
        threshold = _("threshold {threshold}").format(
            threshold=threshold_text(settings.threshold, lang)
        )
        return f"{title}, {threshold}"


def _title_of_own(settings: TableSettings, lang: str) -> str:
    version = own_tables.version_of(settings)
    words = names_in(version).get("region", {}) | version.labels.get("region", {})
    reference = words.get(settings.reference, settings.reference)
    with override(lang):
        title = _("{table}: {region} {period}, compared with {reference}").format(
            table=version.dataset.title if version.dataset else version.title,
            region=words.get(settings.region, settings.region),
            period=settings.period,
            reference=reference or _(own_tables.ALL_REGIONS),
        )
        return " ".join(title.split())[:240]


def run_now(*, strategy: Strategy, settings: AnySettings, by: User | None) -> AnalysisRun:
    """Work out a run and keep it; the same settings give the run there is."""
    return keep_run(strategy=strategy, settings=settings, result=result_of(settings), by=by)


def _provenance_of(settings: AnySettings) -> Provenance:
    if isinstance(settings, TableSettings):
        return own_tables.provenance_of(settings)
    return provenance_of(settings)


@transaction.atomic
def keep_run(
    *, strategy: Strategy, settings: AnySettings, result: dict[str, Any], by: User | None
) -> AnalysisRun:
    """Keep a result with everything that led to it, tied to its dataset version."""
    version = version_for(settings)
    digest = hash_of(strategy, settings, version)
    existing = AnalysisRun.objects.filter(input_hash=digest).first()
    if existing is not None:
        if existing.is_removed and by is not None:
            restore_record(record=existing, by=by)
        return existing
    record = create_record(
        kind=KINDS["analysis-run"],
        strategy=strategy,
        by=by,
        title=title_of(settings, strategy.language),
        language=strategy.language,
        dataset=version,
        settings=asdict(settings),
        input_hash=digest,
        code_version=__version__,
        provenance=_provenance_of(settings).as_data(),
        result=result,
    )
    run = cast(AnalysisRun, record)
    link_records(source=run, target=version, type=LinkType.RESTS_ON, by=by)
    return run


@transaction.atomic
def state_finding(
    *,
    run: AnalysisRun,
    cells: Iterable[str],
    sentence: str,
    confidence: str,
    grounds: str,
    language: str,
    by: User,
) -> Finding:
    """State what the figures of some rows of a run show, tied to the run."""
    chosen = list(dict.fromkeys(cells))
    record = create_record(
        kind=KINDS["finding"],
        strategy=run.strategy,
        by=by,
        title=sentence,
        language=language,
        run=run,
        cells=chosen,
        confidence=confidence,
        grounds=grounds,
    )
    finding = cast(Finding, record)
    detail = {"cells": chosen}
    link_records(source=finding, target=run, type=LinkType.RESTS_ON, by=by, detail=detail)
    return finding


def option_taken(strategy: Strategy, county: str, activity: str) -> Option | None:
    """The way to look into that a strategy already has for an industry of a county."""
    taken = Option.objects.filter(strategy=strategy, county=county, activity=activity)
    return taken.filter(removed_at=None).first()


@transaction.atomic
def take_option(
    *,
    strategy: Strategy,
    county: str,
    activity: str,
    by: User,
    settings: Settings = STANDARD,
    why: str = "",
) -> Option:
    """Make a row of the options diagram a way to look into, tied to the tables it rests on."""
    existing = option_taken(strategy, county, activity)
    if existing is not None:
        return existing
    lang = strategy.language
    with override(lang):
        figure = figure_at(county, lang, OPTIONS, settings, activity)
    record = create_record(
        kind=KINDS["option"],
        strategy=strategy,
        by=by,
        title=figure.name,
        language=lang,
        county=county,
        activity=activity,
        settings=asdict(settings),
        shown=[list(part) for part in figure.parts],
        why=why,
    )
    option = cast(Option, record)
    detail = {"cells": [activity], "period": settings.period}
    for source in figure.provenance.sources:
        version = current_version(source.key)
        link_records(source=option, target=version, type=LinkType.RESTS_ON, by=by, detail=detail)
    return option
