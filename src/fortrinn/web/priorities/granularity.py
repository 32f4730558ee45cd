"""The size of a discovery: larger than one project, smaller than an industry, often across both.

It is a conversation (R043): each answer gives a sentence, none of them stops anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fortrinn.web.priorities.models import Discovery, YesNo

FEWEST_FIRMS = 3
FEWEST_INNOVATIONS = 2


@dataclass(frozen=True)
class Said:
    """One sentence; ``speaks`` is «for», «against» or «unknown»."""

    speaks: str
    text: str


@dataclass(frozen=True)
class Size:
    """What the answers say together."""

    sentences: list[Said]
    summary: str

    @property
    def is_asked(self) -> bool:
        """Somebody has answered something."""
        return any(one.speaks != "unknown" for one in self.sentences)


def size_of(discovery: Discovery) -> Size:
    """Read the answers; what nobody has answered is unknown, never no."""
    sentences = list(_sentences(discovery))
    return Size(sentences, _summary(sentences))


def _sentences(discovery: Discovery) -> Iterator[Said]:
    yield _firms(discovery.firms)
    yield _innovations([line for line in discovery.innovations.splitlines() if line.strip()])
    yield _yes_no(
        discovery.one_project,
        wanted=YesNo.NO,
        good=_("It is more than one project."),
        bad=_("It is one project and no more: perhaps the project is the next step of something?"),
        unknown=_("Nobody has said whether it is one project and no more."),
    )
    yield _yes_no(
        discovery.whole_industry,
        wanted=YesNo.NO,
        good=_("It is narrower than an industry."),
        bad=_("It is as large as an industry: which part of it is new, and for whom?"),
        unknown=_("Nobody has said whether it is as large as an industry."),
    )
    yield _yes_no(
        discovery.crosses,
        wanted=YesNo.YES,
        good=_("It crosses a boundary between industries or fields."),
        bad=_("It stays inside one industry: who from another field should be asked?"),
        unknown=_("Nobody has said whether it crosses a boundary between industries or fields."),
    )


def _firms(firms: int | None) -> Said:
    if firms is None:
        return Said("unknown", _("Nobody has said how many firms could take part."))
    if firms >= FEWEST_FIRMS:
        return Said("for", _("{n} firms could take part.").format(n=firms))
    text = ngettext(
        "Only {n} firm could take part: who else could use it?",
        "Only {n} firms could take part: who else could use it?",
        firms,
    )
    return Said("against", text.format(n=firms))


def _innovations(lines: list[str]) -> Said:
    if not lines:
        return Said("unknown", _("Nobody has sketched which innovations could come of it."))
    if len(lines) >= FEWEST_INNOVATIONS:
        return Said("for", _("{n} innovations are sketched.").format(n=len(lines)))
    return Said("against", _("One innovation is sketched: what else could come of it?"))


def _yes_no(answer: str, *, wanted: str, good: str, bad: str, unknown: str) -> Said:
    if not answer:
        return Said("unknown", unknown)
    return Said("for", good) if answer == wanted else Said("against", bad)


def _summary(sentences: list[Said]) -> str:
    against = sum(one.speaks == "against" for one in sentences)
    unknown = sum(one.speaks == "unknown" for one in sentences)
    if unknown == len(sentences):
        return _("Nobody has talked about its size yet.")
    if against:
        return _("The size is worth a talk. It stops nothing.")
    if unknown:
        return _("So far it has the size of a discovery; something is still unsaid.")
    return _("It has the size of a discovery: more than a project, less than an industry.")
