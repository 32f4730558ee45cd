"""Cases before those who decide, and decisions written down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.reports.paper import Paper
from fortrinn.web.decisions import services
from fortrinn.web.decisions.access import case_for, decision_for
from fortrinn.web.decisions.brief import brief_of, paper_of_case, paper_of_decision
from fortrinn.web.decisions.forms import GROUNDS, DecisionForm
from fortrinn.web.decisions.models import Case, Decision
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.records.once import once
from fortrinn.web.records.papers import word_file
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
@once
def decide(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Write down a decision: on a case, instead of an earlier one, or by itself."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    case = _named(membership, "case", request.GET.get("case", ""))
    replaces = _named(membership, "decision", request.GET.get("replaces", ""))
    records = Record.objects.visible_to(membership).filter(strategy=membership.strategy)
    form = DecisionForm(
        request.POST or None,
        kind=KINDS["decision"],
        strategy=membership.strategy,
        records=records,
        initial=_initial(membership, case, replaces) | _adopting(membership, request),
    )
    if request.method == "POST" and form.is_valid():
        decision = services.decide(
            strategy=membership.strategy,
            by=membership.user,
            case=case,
            replaces=replaces,
            **form.ties(),
            **form.changes(),
        )
        messages.success(request, _("It is written down. It can no longer be changed."))
        return redirect(decision)
    context = _base(membership) | {"form": form, "case": case, "replaces": replaces}
    return render(request, "decisions/decide.html", context)


@require_safe
def politicians(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What is asked of those who decide now, and what was decided before."""
    membership = membership_for(request.user, place, strategy, Power.READ_PARTICIPANTS)
    cases = _of_kind(membership, Case).filter(status="asked").order_by("meeting_on", "-pk")
    decisions = _of_kind(membership, Decision).order_by("-decided_on", "-pk")
    context = _base(membership) | {
        "cases": cases.prefetch_related("publications"),
        "decisions": decisions[:10],
    }
    return render(request, "decisions/politicians.html", context)


@require_safe
def brief(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Two pages: what am I asked to decide, and why."""
    case, opened = case_for(request.user, place, strategy, slug)
    context = {
        "membership": opened.membership,
        "strategy": case.strategy,
        "record": case,
        "brief": brief_of(case, for_public=opened.membership is None),
        "may_publish": opened.may(Power.PUBLISH),
    }
    return render(request, "decisions/brief.html", context)


@require_safe
def brief_word(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The same two pages in Word."""
    case, opened = case_for(request.user, place, strategy, slug)
    with override(case.language):
        paper = paper_of_case(brief_of(case, for_public=opened.membership is None))
    return _paper_file(paper, case, what="brief", by=request.user)


@require_safe
def decision_word(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """A decision in Word, for the archive."""
    decision, opened = decision_for(request.user, place, strategy, slug)
    with override(decision.language):
        paper = paper_of_decision(decision, for_public=opened.membership is None)
    return _paper_file(paper, decision, what="decision", by=request.user)


def _paper_file(paper: Paper, record: Case | Decision, *, what: str, by: Any) -> HttpResponse:
    return word_file(
        paper, strategy=record.strategy, name=record.slug, what=what, record=record, by=by
    )


@require_POST
def publish(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Show the case to all who decide, at the same moment."""
    case, opened = case_for(request.user, place, strategy, slug, Power.PUBLISH)
    version = request.POST.get("version", "")
    services.publish_case(
        case=case, by=opened.member.user, version=int(version) if version.isdecimal() else 0
    )
    messages.success(request, _("It is now shown to all who decide, at the same moment."))
    home = opened.member.strategy
    return redirect("decisions:brief", home.place, home.slug, case.slug)


def _of_kind(membership: Membership, model: Any) -> Any:
    """The records of a kind the reader sees, with their own fields."""
    seen = visible_records(membership, KINDS[model.__name__.lower()]).values("pk")
    return model.objects.filter(pk__in=seen).select_related("strategy")


def _named(membership: Membership, kind: str, slug: str) -> Any:
    """The record named in the address, if the person sees it."""
    if not slug:
        return None
    found = visible_records(membership, KINDS[kind]).filter(slug=slug).first()
    return found.as_kind() if found else None


def _initial(
    membership: Membership, case: Case | None, replaces: Decision | None
) -> dict[str, Any]:
    """What is known already: the case's words and ties, or those of the decision it replaces."""
    known: dict[str, Any] = {"language": membership.strategy.language}
    if case is not None:
        words = ("title", "wording", *GROUNDS, "dissent")
        known |= {name: getattr(case, name) for name in words}
        known |= {"decided_by": case.decides, "decided_on": case.meeting_on, **_ties_of(case)}
    if replaces is not None:
        names = ("title", *(name for name in KINDS["decision"].fields))
        known |= {name: getattr(replaces, name) for name in names} | _ties_of(replaces)
    return known


def _adopting(membership: Membership, request: HttpRequest) -> dict[str, Any]:
    """A priority named in the address: it is what the decision adopts, with what it sets aside."""
    priority = _named(membership, "priority", request.GET.get("adopts", ""))
    if priority is None:
        return {}
    ties = _ties_of(priority)
    known = {"title": priority.title, "adopts": [priority.pk], "rests_on": ties["adopts"]}
    return known | {"sets_aside": ties["sets_aside"]}


def _ties_of(record: Record) -> dict[str, list[int]]:
    """What it adopts and sets aside; all else it hangs on is what it rests on."""
    named = {LinkType.ADOPTS: "adopts", LinkType.SELECTS: "adopts"}
    named |= {LinkType.SETS_ASIDE: "sets_aside", LinkType.REJECTS: "sets_aside"}
    ties: dict[str, list[int]] = {"rests_on": [], "adopts": [], "sets_aside": []}
    for link in record.links_out.filter(withdrawn_at=None).exclude(type=LinkType.REPLACES):
        ties[named.get(LinkType(link.type), "rests_on")].append(link.target_id)
    return ties


def _base(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
    }
