"""Put tags on records and take them off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fortrinn.content.vocabularies import Term
from fortrinn.errors import refuse_name
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.tags import RecordTag, Tag, Vocabulary
from fortrinn.web.records.vocabularies import search, term, terms

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.models import Record


def tag_called(key: str) -> Tag:
    """The tag behind ``sdg:14``; made when somebody first uses it."""
    name, _colon, code = key.partition(":")
    if name not in Vocabulary.values:
        refuse_name(name, Vocabulary.values)
    vocabulary = Vocabulary(name)
    word = term(vocabulary, code)
    tag, _is_new = Tag.objects.get_or_create(
        vocabulary=vocabulary,
        code=word.code,
        defaults={"nb": word.nb, "nn": word.nn, "en": word.en},
    )
    return tag


def meant(typed: str) -> list[Tag]:
    """The tags somebody may mean by a name, a code or ``sdg:14``; not kept before one is used."""
    wanted = " ".join(typed.split())
    if not wanted:
        return []
    found = [unkept(name, each) for name in Vocabulary.values for each in search(name, wanted)]
    exact = [tag for tag in found if wanted.casefold() in (tag.code.casefold(), *_names(tag))]
    by_key = [
        unkept(name, each)
        for name in Vocabulary.values
        for each in terms(name)
        if f"{name}:{each.code}".casefold() == wanted.casefold()
    ]
    return by_key or exact or found


def unkept(name: str, each: Term) -> Tag:
    """The tag a word would be, not saved."""
    return Tag(vocabulary=name, code=each.code, nb=each.nb, nn=each.nn, en=each.en)


def _names(tag: Tag) -> tuple[str, ...]:
    return tag.nb.casefold(), tag.nn.casefold(), tag.en.casefold(), tag.shown.casefold()


@transaction.atomic
def tag_record(*, record: Record, tag: Tag, by: User | None) -> RecordTag:
    """Put a tag on; the same again is the one already there."""
    on, is_new = RecordTag.objects.get_or_create(
        record_id=record.pk,
        tag=tag,
        withdrawn_at=None,
        defaults={"by": by, "at": timezone.now()},
    )
    if is_new:
        tell(Action.TAGGED, by=by, record=record, tag=tag.key)
    return on


@transaction.atomic
def untag_record(*, record: Record, tag: Tag, by: User) -> None:
    """Take a tag off; that it was there stays known."""
    standing = RecordTag.objects.filter(record_id=record.pk, tag=tag, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        tell(Action.TAG_WITHDRAWN, by=by, record=record, tag=tag.key)
