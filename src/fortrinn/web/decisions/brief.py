"""Two pages for a politician: what am I asked to decide, and why. The same for everyone.

What stands in it is what every participant may see, whoever opens it, in the version that was shown
to all at the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fortrinn.reports.paper import Grid, Heading, Paper, Part, Points, Words
from fortrinn.web.decisions.models import Case, Decision, Publication
from fortrinn.web.decisions.services import behind
from fortrinn.web.decisions.snapshot import frozen
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Comment, Record, Visibility
from fortrinn.web.templatetags.fortrinn import day, moment

FIGURES = frozenset({"analysis", "datasets"})
PEOPLE = frozenset({"organising", "arenas", "records", "questions"})
SHOWN = [Visibility.PARTICIPANTS.value, Visibility.PUBLIC.value]
PUBLIC = [Visibility.PUBLIC.value]
MOST_DOUBTS = 5


@dataclass(frozen=True)
class Ground:
    """A record behind the case, as everybody may see it."""

    record: Record
    version: int
    depth: int

    @property
    def group(self) -> str:
        """Whether it is a figure, somebody's word, or something made of them."""
        app = self.record.kind_of.model._meta.app_label
        return "figures" if app in FIGURES else "people" if app in PEOPLE else "others"


@dataclass(frozen=True)
class Brief:
    """What stands on the two pages."""

    case: Case
    said: dict[str, Any]
    grounds: list[Ground]
    hidden: int
    doubts: list[Comment]
    publication: Publication | None

    @property
    def alternatives(self) -> list[str]:
        """One for each line."""
        return lines(self.said.get("alternatives", ""))

    def of(self, group: str) -> list[Ground]:
        """The grounds of one group."""
        return [ground for ground in self.grounds if ground.group == group]

    @property
    def figures(self) -> list[Ground]:
        return self.of("figures")

    @property
    def people(self) -> list[Ground]:
        return self.of("people")

    @property
    def others(self) -> list[Ground]:
        return self.of("others")


def lines(text: str) -> list[str]:
    """The lines somebody wrote, without the signs they put before them."""
    return [line.strip(" \t-–•*") for line in text.splitlines() if line.strip(" \t-–•*")]


def brief_of(case: Case, *, for_public: bool = False) -> Brief:
    """The pages as they were last shown to all; before that, as the case stands now.

    The public reads the same, resting on what is public.
    """
    publication = case.publications.first()
    rested_on = publication.rested_on if publication else frozen(behind(case))
    said = publication.data if publication else case.snapshot()
    grounds = _grounds(rested_on, PUBLIC if for_public else SHOWN)
    doubts = Comment.objects.filter(
        record_id__in=[case.pk, *(ground.record.pk for ground in grounds)],
        kind=Comment.Kind.DOUBT,
        withdrawn_at=None,
    ).select_related("by", "record__strategy")
    return Brief(
        case,
        said,
        grounds,
        len(rested_on) - len(grounds),
        list(doubts.order_by("-at")[:MOST_DOUBTS]),
        publication,
    )


def _grounds(rested_on: list[dict[str, Any]], shown: list[str]) -> list[Ground]:
    """Those behind it that every reader may see."""
    kept = {one["uid"]: one for one in rested_on if one["kind"] in KINDS}
    records = Record.objects.filter(uid__in=kept, removed_at=None, visibility__in=shown)
    found = {str(record.uid): record for record in records.select_related("strategy")}
    return [
        Ground(found[uid], one["version"], one["depth"])
        for uid, one in kept.items()
        if uid in found
    ]


def paper_of_case(brief: Brief) -> Paper:
    """The case as a paper for the elected body."""
    said = brief.said
    parts: list[Part] = [Heading(_("What you are asked to decide")), Words(said["wording"])]
    if said.get("is_open_ended"):
        parts.append(Words(_("Nobody knows yet whether it will succeed."), quiet=True))
    if brief.alternatives:
        parts += [Heading(_("The alternatives")), Points(tuple(brief.alternatives), numbered=True)]
    parts += _told(
        (
            (_("If the answer is no"), said.get("if_no")),
            (_("What it costs elsewhere"), said.get("costs_elsewhere")),
            (_("Who loses by it"), said.get("who_loses")),
            (_("Why"), said.get("reasons")),
            (_("What is uncertain"), said.get("uncertain")),
            (_("Who disagrees"), said.get("dissent")),
            (_("Resistance it has met"), said.get("resistance")),
        )
    )
    parts += _why(brief)
    when = f"{said.get('decides', '')}, {day(brief.case.meeting_on)}".strip(", ")
    return Paper(said["title"], when, brief.case.language, tuple(parts), foot=_foot(brief))


def paper_of_decision(decision: Decision, *, for_public: bool = False) -> Paper:
    """The decision as a paper for the archive, with what it rested on that its readers may see."""
    votes = (
        (_("For"), decision.votes_for),
        (_("Against"), decision.votes_against),
        (_("Blank"), decision.votes_blank),
    )
    parts: list[Part] = [Heading(_("What was decided")), Words(decision.wording)]
    counted = [(label, str(number)) for label, number in votes if number is not None]
    if counted:
        parts.append(Grid((_("Votes"), _("Number")), tuple(counted)))
    parts += _told(((_("Why"), decision.reasons),))
    if alternatives := lines(decision.alternatives):
        parts += [Heading(_("The alternatives")), Points(tuple(alternatives), numbered=True)]
    parts += _told(
        (
            (_("If the answer is no"), decision.if_no),
            (_("What is uncertain"), decision.uncertain),
            (_("What it costs elsewhere"), decision.costs_elsewhere),
            (_("Who loses by it"), decision.who_loses),
            (_("Resistance it has met"), decision.resistance),
            (_("The minority's view"), decision.dissent),
            (_("The minority's proposal"), decision.minority_proposal),
            (_("Who declared an interest?"), decision.interests),
            (_("Who stepped aside?"), decision.stepped_aside),
        )
    )
    parts += _kept(decision.rested_on, PUBLIC if for_public else SHOWN)
    lead = f"{decision.decided_by}, {day(decision.decided_on)}"
    foot = _("To be looked at again {when}.").format(when=day(decision.review_on))
    return Paper(
        decision.title,
        lead,
        decision.language,
        tuple(parts),
        foot=foot if decision.review_on else "",
    )


def _kept(rested_on: list[dict[str, Any]], shown: list[str]) -> list[Part]:
    """What was kept that day, under the title it had then, each with its version."""
    if not rested_on:
        return []
    grounds = _grounds(rested_on, shown)
    titles = {one["uid"]: one["title"] for one in rested_on}
    version = _("{title} ({kind}, version {number})")
    said = [
        version.format(
            title=titles[str(one.record.uid)], kind=one.record.called, number=one.version
        )
        for one in grounds
    ]
    hidden = len(rested_on) - len(grounds)
    if hidden:
        more = ngettext(
            "{n} record not open to everyone", "{n} records not open to everyone", hidden
        )
        said.append(more.format(n=hidden))
    return [Heading(_("What it rested on that day")), Points(tuple(said))]


def _told(pairs: tuple[tuple[str, Any], ...]) -> list[Part]:
    parts: list[Part] = []
    for heading, text in pairs:
        if text:
            parts += [Heading(heading), Words(str(text))]
    return parts


def _why(brief: Brief) -> list[Part]:
    """What it rests on: figures, people's words, and what was made of them."""
    named = (
        (_("The figures behind it"), brief.figures),
        (_("The people behind it"), brief.people),
        (_("What it builds on"), brief.others),
    )
    parts: list[Part] = []
    for heading, grounds in named:
        if grounds:
            titles = tuple(f"{one.record.title} ({one.record.called})" for one in grounds)
            parts += [Heading(heading), Points(titles)]
    if brief.doubts:
        said = tuple(f"{one.by.name}: {one.text}" for one in brief.doubts)
        parts += [Heading(_("Doubts that were raised")), Points(said)]
    return parts


def _foot(brief: Brief) -> str:
    if brief.publication is None:
        return _("A draft. It has not been shown to those who decide.")
    return _("Shown to all who decide at the same moment, {when}.").format(
        when=moment(brief.publication.at)
    )
