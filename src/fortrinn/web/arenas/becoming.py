"""What a card can turn into: a new record of another element, or an answer in the question book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from fortrinn.web.questions.services import answer_to, begin_answer
from fortrinn.web.records.kinds import KINDS, Kind
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.records.services import comment, create_record, edit_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.arenas.models import Card
    from fortrinn.web.strategies.models import Strategy

FINDING, ANSWER = "finding", "answer"
BECOMES = ("discovery", "need", FINDING, ANSWER, "quick-note")


def possible_kinds() -> list[Kind]:
    """The kinds a card can become in this workspace."""
    return [KINDS[key] for key in BECOMES if key in KINDS]


@transaction.atomic
def card_becomes(
    *, card: Card, kind: Kind, title: str, by: User, reason: str = "", **fields: Any
) -> Record:
    """Make something of a card; the new record keeps where it came from."""
    make = kind.create or create_record
    record = make(
        kind=kind, strategy=card.strategy, by=by, title=title, language=card.language, **fields
    )
    link_records(source=record, target=card, type=LinkType.CAME_FROM, by=by, reason=reason)
    return record


@transaction.atomic
def card_answers(*, card: Card, question: str, text: str, by: User, reason: str = "") -> Record:
    """Let a card speak to a question: the answer rests on it from now on.

    Words that stand in an answer already are left; what the card says is then added to the
    discussion, for those who own the answer to take up.
    """
    strategy = cast("Strategy", card.strategy)
    standing = answer_to(strategy, question)
    answer: Record
    if standing is None:
        answer = begin_answer(strategy=strategy, key=question, by=by, text=text)
    elif not standing.text:
        answer = edit_record(record=standing, by=by, version=standing.version, text=text)
    else:
        answer = standing
        comment(record=answer, text=text, by=by, language=card.language)
    link_records(source=answer, target=card, type=LinkType.RESTS_ON, by=by, reason=reason)
    return answer
