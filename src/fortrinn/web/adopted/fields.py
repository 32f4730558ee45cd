"""A plan for business development, innovation and skills covers the three together (R005).

Which fields a goal or a priority serves are tags on it, like any other. What carries none is not
sorted yet, and a field without goals may be meant or forgotten: neither is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fortrinn.content.vocabularies import Term
from fortrinn.web.records.models import Record
from fortrinn.web.records.tagging import tag_called, tag_record, untag_record
from fortrinn.web.records.tags import RecordTag, Vocabulary
from fortrinn.web.records.vocabularies import terms

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Membership

#: What a plan consists of, and the words that take a record out of it.
SORTED = ("goal", "priority")
NO_LONGER = ("dropped", "ended")
ABOUT = {
    "business": _("New and better business: firms, value chains, markets, ownership."),
    "innovation": _("What is tried and taken into use: research, experiments, technology."),
    "competence": _("What people can and learn: schools, courses, recruitment, working life."),
}


@dataclass(frozen=True)
class Field:
    """One of the three, with what serves it."""

    code: str
    label: str
    about: str
    records: list[Record]

    @property
    def key(self) -> str:
        """The tag's key, for the lists filtered by it."""
        return f"{Vocabulary.FIELD}:{self.code}"


@dataclass(frozen=True)
class Sorted:
    """A goal or priority with the fields somebody has said it serves."""

    record: Record
    codes: frozenset[str]


def sorted_records(membership: Membership) -> list[Sorted]:
    """The goals and priorities a member sees that still count, by kind and title."""
    standing = RecordTag.objects.filter(
        withdrawn_at=None, tag__vocabulary=Vocabulary.FIELD
    ).select_related("tag")
    records = (
        Record.objects.visible_to(membership)
        .filter(kind__in=SORTED)
        .exclude(status__in=NO_LONGER)
        .select_related("strategy")
        .prefetch_related(Prefetch("tagged", standing, to_attr="fields"))
    )
    found = [Sorted(one, frozenset(on.tag.code for on in one.fields)) for one in records]
    return sorted(found, key=lambda one: (SORTED.index(one.record.kind), one.record.title))


def fields_of(found: Iterable[Sorted]) -> list[Field]:
    """The three fields, each with what serves it."""
    lang = get_language() or "nb"
    each = list(found)
    return [
        Field(
            term.code,
            term.label(lang),
            str(ABOUT[term.code]),
            [one.record for one in each if term.code in one.codes],
        )
        for term in field_terms()
    ]


def field_terms() -> tuple[Term, ...]:
    """Business development, innovation, skills."""
    return terms(Vocabulary.FIELD)


@dataclass(frozen=True)
class Said:
    """What a person ticked about a record, beside what stood there when the page was opened."""

    record: Record
    before: frozenset[str]
    ticked: frozenset[str]


@transaction.atomic
def sort_records(*, said: Iterable[Said], by: User) -> int:
    """Put on what was ticked and take off what no longer is; gives how many records changed.

    What somebody else ticked in the meantime is left as it is.
    """
    tags = {term.code: tag_called(f"{Vocabulary.FIELD}:{term.code}") for term in field_terms()}
    changed = 0
    for one in said:
        for code in one.ticked - one.before:
            tag_record(record=one.record, tag=tags[code], by=by)
        for code in one.before - one.ticked:
            untag_record(record=one.record, tag=tags[code], by=by)
        changed += one.ticked != one.before
    return changed
