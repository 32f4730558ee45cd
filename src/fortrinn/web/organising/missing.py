"""«Hvem mangler?»: who the register lacks, in sentences. It counts organisations, never judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fortrinn.reference import municipalities
from fortrinn.web.organising.actors import Actor, ActorType, Challenge
from fortrinn.web.strategies.models import Strategy

GONE = ("said_no", "left")


@dataclass(frozen=True)
class TypeCount:
    """How many of one type are in the register, and how many of them are with us."""

    key: str
    label: Any
    listed: int
    with_us: int


@dataclass(frozen=True)
class Missing:
    """What the page shows. ``places`` are the municipalities nobody is from."""

    total: int
    types: list[TypeCount]
    sentences: list[str]
    places: list[str]
    places_in_all: int
    challenges: list[tuple[Any, list[Actor]]]
    trusted: list[Actor]
    ambassadors: list[Actor]
    bridge_builders: list[Actor]


def who_is_missing(strategy: Strategy, actors: Sequence[Actor]) -> Missing:
    """Look through the register of a strategy; who said no or has left is not counted."""
    here = [actor for actor in actors if actor.status not in GONE]
    types = _types(here)
    places, in_all = _places(strategy, here)
    return Missing(
        total=len(here),
        types=types,
        sentences=list(_sentences(here, types)) if here else [],
        places=places,
        places_in_all=in_all,
        challenges=[
            (label, [actor for actor in here if key in actor.challenges])
            for key, label in Challenge.choices
        ],
        trusted=[actor for actor in here if actor.is_trusted_voice],
        ambassadors=[actor for actor in here if actor.is_ambassador],
        bridge_builders=[actor for actor in here if actor.is_bridge_builder],
    )


def _types(actors: Iterable[Actor]) -> list[TypeCount]:
    listed = Counter(actor.type for actor in actors)
    with_us = Counter(actor.type for actor in actors if actor.status == "with_us")
    return [TypeCount(key, label, listed[key], with_us[key]) for key, label in ActorType.choices]


def _sentences(actors: Sequence[Actor], types: Sequence[TypeCount]) -> Iterator[str]:
    absent = [str(count.label) for count in types if not count.listed]
    if absent:
        yield _("Nobody of these kinds is in the register: {kinds}.").format(
            kinds=", ".join(absent)
        )
    doers = sum(actor.is_doer for actor in actors)
    if not doers:
        yield _("Nobody here can carry an idea out. Who would start something?")
    else:
        yield _("{n} of {total} can carry an idea out.").format(n=doers, total=len(actors))
    public = sum(actor.type == ActorType.PUBLIC for actor in actors)
    if public * 2 > len(actors):
        yield _("More than half are public bodies. Who does the public side never meet?")
    if not any(actor.is_outsider for actor in actors):
        yield _("Everybody belongs to the region. Who could ask the questions you do not ask?")
    unsure = sum(not actor.can_act for actor in actors)
    if unsure:
        yield ngettext(
            "For {n} actor nobody has said whether it can carry an idea out; its type decides.",
            "For {n} actors nobody has said whether they can carry an idea out; the type decides.",
            unsure,
        ).format(n=unsure)


def _places(strategy: Strategy, actors: Iterable[Actor]) -> tuple[list[str], int]:
    """The municipalities of the strategy's counties that no actor is from."""
    codes = [region.code for region in strategy.regions.all() if len(region.code) == 2]
    all_places = [place for code in codes for place in municipalities(code)]
    named = {actor.place.casefold().strip() for actor in actors}
    lacking = [
        place.name
        for place in all_places
        if not named & {place.name.casefold(), place.name_norwegian.casefold()}
    ]
    # Nobody stands with a municipality's own name: then there is nothing to compare.
    return ([], 0) if len(lacking) == len(all_places) else (lacking, len(all_places))
