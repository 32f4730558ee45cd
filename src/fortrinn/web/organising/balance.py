"""The balance of voices: shares, and how even they are. A number nobody counted is never zero."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.organising.actors import DOER_TYPES, ActorType

#: Above this share of the room, the public side outweighs all the others together.
PUBLIC_LIMIT = 0.5

GROUPS: Mapping[str, tuple[Any, frozenset[str]]] = {
    "business": (
        gettext_lazy("business, clusters and entrepreneurs"),
        frozenset({ActorType.BUSINESS, ActorType.CLUSTER, ActorType.ENTREPRENEUR}),
    ),
    "research": (gettext_lazy("education and research"), frozenset({ActorType.RESEARCH})),
    "public": (gettext_lazy("public bodies"), frozenset({ActorType.PUBLIC})),
    "investors": (gettext_lazy("investors"), frozenset({ActorType.INVESTOR})),
    "citizens": (
        gettext_lazy("citizens and organisations"),
        frozenset({ActorType.CITIZENS, ActorType.ORGANISATION}),
    ),
}


@dataclass(frozen=True)
class Voice:
    """Somebody in the room: the type, how many people (None: not counted), from outside or not."""

    type: str
    people: int | None
    outside: bool = False


@dataclass(frozen=True)
class Share:
    """One group's part of those counted; ``share`` is None where nobody was."""

    key: str
    label: Any
    people: int
    share: float | None


@dataclass(frozen=True)
class Balance:
    """How the voices were shared out. ``evenness`` is None where it has no meaning."""

    shares: list[Share]
    outside: Share
    counted: int
    not_counted: int
    of_unknown_type: int
    evenness: float | None

    def people(self, key: str) -> int:
        """How many of a group were counted."""
        return next(share.people for share in self.shares if share.key == key)


def evenness(counts: Sequence[int]) -> float | None:
    """Evenness of participation over kinds of actor: 1 when all are as many, 0 when all are one.

    Shannon's entropy over its largest value, :math:`-\\sum p \\ln p / \\ln n`, n the number of
    kinds (Pielou 1966). None for fewer than two kinds, or when nobody was there.

    >>> round(evenness([12, 3, 4, 1]), 3)
    0.767
    >>> evenness([0, 0]) is None, evenness([5, 5])
    (True, 1.0)
    """
    total = sum(counts)
    if len(counts) < 2 or not total:
        return None
    parts = [count / total for count in counts if count]
    return -sum(part * math.log(part) for part in parts) / math.log(len(counts))


def balance_of(voices: Iterable[Voice]) -> Balance:
    """The balance of those in a room, or of several rooms together."""
    everyone = list(voices)
    counted = [voice for voice in everyone if voice.people is not None and voice.type]
    per_group = {key: _people(counted, types) for key, (_label, types) in GROUPS.items()}
    total = sum(per_group.values())
    outside = sum(voice.people or 0 for voice in counted if voice.outside)
    return Balance(
        shares=[
            Share(key, label, per_group[key], per_group[key] / total if total else None)
            for key, (label, _types) in GROUPS.items()
        ],
        outside=Share("outside", _("outside voices"), outside, outside / total if total else None),
        counted=total,
        not_counted=sum(voice.people is None for voice in everyone),
        of_unknown_type=sum(not voice.type for voice in everyone),
        evenness=evenness(list(per_group.values())),
    )


def remarks_on(voices: Iterable[Voice]) -> list[str]:
    """What one should notice about a room, in plain sentences."""
    everyone = list(voices)
    found = balance_of(everyone)
    types = {voice.type for voice in everyone if voice.people != 0}
    said = []
    public = next(share.share for share in found.shares if share.key == "public")
    if public is not None and public > PUBLIC_LIMIT:
        said.append(_("More than half of those in the room are from the public side."))
    if everyone and ActorType.INVESTOR not in types:
        said.append(_("There is no investor."))
    if everyone and not types & DOER_TYPES:
        said.append(_("There is nobody who can carry an idea out."))
    if everyone and not any(voice.outside and voice.people != 0 for voice in everyone):
        said.append(_("There is nobody from outside the region."))
    return said


def _people(voices: Iterable[Voice], types: frozenset[str]) -> int:
    return sum(voice.people or 0 for voice in voices if voice.type in types)
