"""Ties as people paste them: from, to, and what ties them, by the names of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from fortrinn.web.organising.models import Actor, Tie

_SPLIT = re.compile(r"\t|;")


@dataclass
class Read:
    """The ties that were understood, and a sentence for each line that was not."""

    ties: list[tuple[Actor, Actor, str]] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)


def read_ties(text: str, actors: Iterable[Actor]) -> Read:
    """Read the lines; a line with a name that is not in the register is told, not dropped."""
    named = {
        actor.title.casefold().strip(): actor
        for actor in actors
        if not actor.may_stand_for_a_person
    }
    sorts = {str(label).casefold(): key for key, label in Tie.Sort.choices}
    sorts |= {key: key for key in Tie.Sort.values}
    read = Read()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            _read_line(read, number, line, named, sorts)
    return read


def _read_line(
    read: Read, number: int, line: str, named: dict[str, Actor], sorts: dict[str, str]
) -> None:
    one, other, sort = [cell.strip() for cell in [*_SPLIT.split(line), "", ""][:3]]
    unknown = [name for name in (one, other) if name.casefold() not in named]
    key = sorts.get(sort.casefold() or Tie.Sort.COOPERATION)
    if unknown:
        read.not_understood.append(
            _("Line {n}: “{name}” is no organisation in the register.").format(
                n=number, name=unknown[0]
            )
        )
    elif key is None:
        read.not_understood.append(
            _("Line {n}: “{sort}” is not one of {known}.").format(
                n=number,
                sort=sort,
                known=", ".join(str(label) for label in Tie.Sort.labels),
            )
        )
    elif one.casefold() == other.casefold():
        read.not_understood.append(
            _("Line {n}: “{name}” cannot be tied to itself.").format(n=number, name=one)
        )
    else:
        read.ties.append((named[one.casefold()], named[other.casefold()], key))
