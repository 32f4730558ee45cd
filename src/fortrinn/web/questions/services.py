"""Begin an answer, and take questions along to an arena."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.db import transaction

from fortrinn.content.question_book import question
from fortrinn.web.questions.models import Answer
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.records.services import create_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy


def answer_to(strategy: Strategy, key: str) -> Answer | None:
    """The answer there is."""
    return Answer.objects.filter(strategy=strategy, question_key=key, removed_at=None).first()


@transaction.atomic
def begin_answer(*, strategy: Strategy, key: str, by: User, text: str = "") -> Answer:
    """The answer to a question, begun now or before; words already there are never replaced."""
    type(strategy).objects.select_for_update().get(pk=strategy.pk)
    standing = answer_to(strategy, key)
    if standing is not None:
        return standing
    record = create_record(
        kind=KINDS["answer"],
        strategy=strategy,
        by=by,
        title=question(key, strategy.language).text,
        slug=key,
        language=strategy.language,
        question_key=key,
        text=text,
    )
    return cast(Answer, record)


@transaction.atomic
def take_along(
    *, strategy: Strategy, keys: Iterable[str], arena: Record, by: User, reason: str = ""
) -> list[Answer]:
    """Put questions on what an arena is to talk about: each answer hangs on it from now on."""
    answers = [begin_answer(strategy=strategy, key=key, by=by) for key in keys]
    for answer in answers:
        link_records(source=answer, target=arena, type=LinkType.RAISED_IN, by=by, reason=reason)
    return answers
