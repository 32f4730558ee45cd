"""Attach files to records and take them away again; keep a county's own document look."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from fortrinn.web.records.attachments import NAME_LIMIT, Attachment, HouseStyle, path_of
from fortrinn.web.records.content_types import media_type_of
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.services import required_reason

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.models import Record
    from fortrinn.web.strategies.models import Strategy


@transaction.atomic
def attach_file(*, record: Record, file: UploadedFile, by: User | None) -> Attachment:
    """Keep a file with a record."""
    name = tidy_name(file.name or "")
    media_type = media_type_of(name, cast(BinaryIO, file.file), file.size or 0)
    uid = uuid.uuid4()
    digest = _keep(uid, file)
    kept = Attachment.objects.create(
        uid=uid,
        record_id=record.pk,
        name=name,
        media_type=media_type,
        size=file.size or 0,
        sha256=digest,
        by=by,
        at=timezone.now(),
    )
    tell(Action.ATTACHED, by=by, record=record, attachment=str(uid), sha256=digest)
    return kept


@transaction.atomic
def withdraw_attachment(*, attachment: Attachment, reason: str, by: User) -> Attachment:
    """Take a file away from the record; that it was there, and why it went, stays."""
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if attachment.withdrawn_at is None:
        attachment.withdrawn_at, attachment.withdrawn_by = timezone.now(), by
        attachment.withdrawn_because = required_reason(reason)
        attachment.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        tell(
            Action.ATTACHMENT_WITHDRAWN,
            by=by,
            record=attachment.record,
            attachment=str(attachment.uid),
        )
    return attachment


@transaction.atomic
def keep_house_style(*, strategy: Strategy, file: UploadedFile, by: User) -> HouseStyle:
    """A Word or PowerPoint file whose look the strategy's documents take on from now."""
    name = tidy_name(file.name or "")
    media_type_of(name, cast(BinaryIO, file.file), file.size or 0)
    uid = uuid.uuid4()
    _keep(uid, file)
    return HouseStyle.objects.create(
        uid=uid,
        strategy=strategy,
        format=PurePath(name).suffix.lstrip(".").lower(),
        name=name,
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def drop_house_style(*, style: HouseStyle) -> None:
    """From now on documents have our own look again, or the one before."""
    style.withdrawn_at = timezone.now()
    style.save(update_fields=["withdrawn_at"])


def house_style(strategy: Strategy | None, format: str) -> Path | None:
    """The file whose look documents take on: the strategy's own, else its organisation's newest."""
    if strategy is None:
        return None
    styles = HouseStyle.objects.filter(
        format=format, withdrawn_at=None, strategy__organisation_id=strategy.organisation_id
    )
    own = styles.filter(strategy=strategy).first()
    found = own or styles.first()
    return found.path if found and found.path.is_file() else None


def tidy_name(name: str) -> str:
    """A file's own name without folders and signs that do not show.

    >>> tidy_name("C:\\\\tmp\\\\plan.pdf"), tidy_name("../\\u202eplan.pdf")
    ('plan.pdf', 'plan.pdf')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, ending = PurePath(shown).stem, PurePath(shown).suffix
    return f"{stem[: NAME_LIMIT - len(ending)]}{ending}"


def _keep(uid: uuid.UUID, file: UploadedFile) -> str:
    """Write the bytes to their place, whole or not at all; their SHA-256."""
    path = path_of(uid)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    half = path.with_suffix(".part")
    with half.open("wb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
    os.chmod(half, 0o600)
    half.rename(path)
    return digest.hexdigest()
