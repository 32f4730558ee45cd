"""What is easy to forget about figures and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.reference import NORWAY, counties
from fortrinn.web.analysis.models import AnalysisRun, Confidence, Finding
from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.records.models import Comment, LinkType
from fortrinn.web.strategies.models import Strategy

ELEMENT = "analysis"
OLD_YEARS = 4
REST_DAYS = 60
SEVERAL = 3


def findings_of(seen: Seen) -> list[Finding]:
    """The findings that are not removed and have not fallen."""
    return [one for one in seen.every(Finding) if one.status != "fallen"]


def figures_of(seen: Seen) -> Iterator[tuple[Finding, AnalysisRun]]:
    """The findings that rest on figures, each with its run."""
    runs = seen.once(runs_of)
    yield from ((one, runs[one.run_id]) for one in findings_of(seen) if one.run_id in runs)


def runs_of(strategy: Strategy) -> dict[int, AnalysisRun]:
    """The analyses, removed ones too, without their many rows."""
    runs = AnalysisRun.objects.filter(strategy=strategy).defer("result", "provenance")
    return {run.pk: run for run in runs}


def rows_of(strategy: Strategy) -> dict[int, list[dict[str, Any]]]:
    """The rows of the analyses that a finding rests on."""
    findings = Finding.objects.filter(strategy=strategy, removed_at=None)
    quoted = AnalysisRun.objects.filter(pk__in=findings.values("run")).defer("provenance")
    return {run.pk: run.rows for run in quoted}


@check(
    key="no_outside_view",
    element=ELEMENT,
    requirements=("R009", "R017"),
    label=gettext_lazy("The county is not seen beside the country or the world"),
    advice=gettext_lazy("Run one analysis against Norway, and look at the county's profile."),
)
def no_outside_view(seen: Seen) -> Iterable[Remark]:
    """No analysis compares with the whole country."""
    runs = [run for run in seen.once(runs_of).values() if not run.is_removed]
    if runs and not any(run.settings.get("reference") == NORWAY for run in runs):
        yield Remark(_("No analysis compares with the whole country."), runs[0])


@check(
    key="one_method_only",
    element=ELEMENT,
    requirements=("R054", "R055"),
    label=gettext_lazy("Everything rests on one way of counting"),
    advice=gettext_lazy("Try value added beside employment, or another county as the reference."),
)
def one_method_only(seen: Seen) -> Iterable[Remark]:
    """Several findings, and all from the same kind of figure."""
    findings, runs = findings_of(seen), [run for _finding, run in figures_of(seen)]
    kinds = {(run.settings.get("quantity"), run.settings.get("reference")) for run in runs}
    if len(findings) == len(runs) >= SEVERAL and len(kinds) == 1:
        text = _("All {number} findings come from the same kind of figure.")
        yield Remark(text.format(number=len(findings)), runs[0])


@check(
    key="old_figures",
    element=ELEMENT,
    requirements=("R169", "R211"),
    label=gettext_lazy("The figures have grown old"),
    advice=gettext_lazy("Ask those who know the industry whether it still holds."),
)
def old_figures(seen: Seen) -> Iterable[Remark]:
    """A finding that stands rests on figures from long ago."""
    this_year = timezone.localdate().year
    for finding, run in figures_of(seen):
        year = str(run.settings.get("period", ""))[:4]
        is_old = year.isdecimal() and this_year - int(year) > OLD_YEARS
        if is_old and not seen.said_of(finding):
            text = _("It rests on figures from {year}, and nobody has said whether it still holds.")
            yield Remark(text.format(year=year), finding)


@check(
    key="withheld_figures_quoted",
    element=ELEMENT,
    requirements=("R203", "R204"),
    label=gettext_lazy("A finding rests on a figure that is not shown"),
    advice=gettext_lazy("A figure that is withheld is not zero. Say what is not known."),
)
def withheld_figures_quoted(seen: Seen) -> Iterable[Remark]:
    """Among the rows of a finding is one the publisher withholds."""
    rows = seen.once(rows_of)
    for finding, run in figures_of(seen):
        withheld = [
            row
            for row in rows[run.pk]
            if row["activity"] in finding.cells and row["status"] == "withheld"
        ]
        if withheld:
            yield Remark(_("The publisher withholds a figure this finding rests on."), finding)


@check(
    key="surer_than_the_figures",
    element=ELEMENT,
    requirements=("R204", "R314"),
    label=gettext_lazy("Surer than the figures allow"),
    advice=gettext_lazy("An interval that contains 1 says neither more nor less than the country."),
)
def surer_than_the_figures(seen: Seen) -> Iterable[Remark]:
    """Somebody is very sure, and the figure is flagged as uncertain or small."""
    rows = seen.once(rows_of)
    for finding, run in figures_of(seen):
        flagged = {row["activity"] for row in rows[run.pk] if row["flag"]}
        if finding.confidence == Confidence.HIGH and flagged & set(finding.cells):
            yield Remark(
                _("It says «very sure», but one of its figures is small or uncertain."), finding
            )


@check(
    key="nobody_else_has_looked",
    element=ELEMENT,
    requirements=("R202", "R205"),
    label=gettext_lazy("Only one person has looked at a finding"),
    advice=gettext_lazy("Take it along to the next meeting and ask: is this so?"),
)
def nobody_else_has_looked(seen: Seen) -> Iterable[Remark]:
    """A finding stands, and nobody but its author has confirmed or doubted it."""
    for finding in findings_of(seen):
        others = [one for one in seen.said_of(finding) if one.by_id != finding.created_by_id]
        if finding.status == "stands" and not others:
            yield Remark(
                _("It stands, and nobody but its author has confirmed or doubted it."), finding
            )


@check(
    key="doubt_without_reply",
    element=ELEMENT,
    requirements=("R204", "R205"),
    label=gettext_lazy("A doubt has got no reply"),
    advice=gettext_lazy("Reply in the discussion, or change the finding."),
)
def doubt_without_reply(seen: Seen) -> Iterable[Remark]:
    """The last word on a finding is a doubt, and the finding still stands as it was."""
    for finding in findings_of(seen):
        last = next(reversed(seen.said_of(finding)), None)
        if last and last.kind == Comment.Kind.DOUBT and finding.changed_at < last.at:
            text = _("{name} is in doubt, and nobody has replied.")
            yield Remark(text.format(name=last.name), finding)


@check(
    key="finding_leads_nowhere",
    element=ELEMENT,
    requirements=("R045", "R046", "R202"),
    label=gettext_lazy("A finding has led to nothing"),
    advice=gettext_lazy("The aim is action: make it a way to look, or lay it aside and say why."),
)
def finding_leads_nowhere(seen: Seen) -> Iterable[Remark]:
    """It has stood for two months, and no record rests on it."""
    before = timezone.now() - timedelta(days=REST_DAYS)
    used = {tie.target_id for tie in seen.ties}
    for finding in findings_of(seen):
        if finding.created_at < before and finding.pk not in used:
            yield Remark(_("It has stood for two months, and nothing rests on it."), finding)


@check(
    key="only_in_favour",
    element=ELEMENT,
    requirements=("R054", "R204"),
    label=gettext_lazy("Nothing speaks against anything"),
    advice=gettext_lazy("Ask in the next meeting what would prove the strongest finding wrong."),
)
def only_in_favour(seen: Seen) -> Iterable[Remark]:
    """Several findings, and no doubt and no contradiction on any of them."""
    findings = findings_of(seen)
    against = any(tie.type == LinkType.CONTRADICTS for tie in seen.ties)
    doubted = any(one.kind == Comment.Kind.DOUBT for one in seen.said)
    if len(findings) >= SEVERAL and not against and not doubted:
        yield Remark(_("Nobody has doubted any of the findings, and nothing speaks against them."))


@check(
    key="analysis_instead_of_people",
    element=ELEMENT,
    requirements=("R011", "R025"),
    label=gettext_lazy("The figures speak, and the people do not"),
    advice=gettext_lazy(
        "An analysis shows where to search. What a firm or a researcher thinks of a market is "
        "evidence of its own kind: write it down as a record."
    ),
)
def analysis_instead_of_people(seen: Seen) -> Iterable[Remark]:
    """There are several findings and no record of another kind than analyses."""
    figures = seen.of_kind("finding", "analysis-run")
    if len(seen.of_kind("finding")) >= SEVERAL and len(figures) == len(seen.records):
        yield Remark(_("So far everything comes from figures, and nothing from people."))


@check(
    key="public_doubt_waits",
    element=ELEMENT,
    requirements=("R030", "R205"),
    label=gettext_lazy("A question from the public waits for an answer"),
)
def public_doubt_waits(seen: Seen) -> Iterable[Remark]:
    """Somebody asked about a figure of the county, a table or an analysis; no answer yet."""
    strategy = seen.strategy
    codes = set(strategy.regions.values_list("code", flat=True))
    slugs = [county.slug for county in counties() if county.code in codes]
    waiting = Doubt.objects.of_strategy(strategy, slugs).waiting().count()
    if waiting:
        text = _("{number} questions about the figures wait for an answer.")
        yield Remark(
            text.format(number=waiting),
            url=reverse("publishing:inbox", args=[strategy.place, strategy.slug]),
        )
