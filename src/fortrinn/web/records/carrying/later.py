"""A large strategy is packed and brought in by the worker, so that no page makes anybody wait.

Its file lies outside everything that is served for a day, named by a UUID.
"""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import override

from fortrinn.errors import InputError
from fortrinn.language import gettext_noop as _
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import Progress, handles
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.records.addresses import slug_for
from fortrinn.web.records.attachments import Attachment
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.pack import Opened, pack, unpack
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Membership, Strategy

OUT, INTO = "strategy-out", "strategy-in"
MANY_ROWS, MUCH = 1_000, 20_000_000
KEPT_SECONDS = 24 * 3600


def is_large(strategy: Strategy) -> bool:
    """More records or files than a page packs while somebody waits."""
    files = Attachment.objects.filter(record__strategy=strategy, withdrawn_at=None)
    size = files.aggregate(all=Sum("size"))["all"] or 0
    return Record.objects.filter(strategy=strategy).count() > MANY_ROWS or size > MUCH


def is_large_file(opened: Opened) -> bool:
    """More in a file than a page brings in while somebody waits."""
    return len(opened.document["rows"]) > MANY_ROWS


def ask_to_take_out(membership: Membership) -> Job:
    """Have the worker pack the strategy."""
    return ask_for(
        kind=OUT,
        title=_("The whole strategy"),
        settings={"lang": membership.strategy.language},
        by=membership.user,
        strategy=membership.strategy,
    )


def ask_to_bring_in(membership: Membership, file: UploadedFile) -> Job:
    """Keep the file, and have the worker bring it in; tried once, for it makes a strategy."""
    name = uuid.uuid4()
    _write(name, lambda kept: kept.writelines(file.chunks()))
    return ask_for(
        kind=INTO,
        title=_("A strategy from a file"),
        settings={"file": str(name)},
        by=membership.user,
        strategy=membership.strategy,
        attempts=1,
    )


@handles(OUT)
def take_out(job: Job, progress: Progress) -> dict[str, Any]:
    """Pack everything; the page it leads to starts the download."""
    own = job.strategy
    if own is None:
        raise InputError(_("The strategy is not here any more."))
    progress(0.1, _("Packing records, versions and files."))
    _write(job.uid, lambda kept: shutil.copyfileobj(pack(own), kept))
    with override(job.settings["lang"]):
        there = reverse("records:whole_ready", args=[own.place, own.slug, job.uid])
    return {"address": there}


@handles(INTO)
def bring_in(job: Job, progress: Progress) -> Callable[[], dict[str, Any]]:
    """Read the file, and make the strategy in the transaction that ends the job."""
    path, beside, person = path_of(uuid.UUID(job.settings["file"])), job.strategy, job.asked_by
    if beside is None or person is None or not path.is_file():
        raise InputError(_("The file is not here any more. Choose it once more."))
    progress(0.1, _("Reading the file."))
    opened = unpack(path.open("rb"), path.stat().st_size)
    progress(0.3, _("Bringing in records, versions and files."))

    def bring() -> dict[str, Any]:
        new = bring_strategy(
            opened=opened,
            organisation=beside.organisation,
            by=person,
            place=beside.place,
            slug=free_slug(beside.place, opened),
        )
        return {"address": new.get_absolute_url()}

    return bring


def free_slug(place: str, opened: Opened) -> str:
    """A word for the address of what a file brings in."""
    about = opened.document["strategy"]
    title = about.get("title") if isinstance(about, dict) else ""
    taken = set(Strategy.objects.filter(place=place).values_list("slug", flat=True))
    return slug_for(str(title), fallback="strategy", is_taken=lambda slug: slug in taken)


def path_of(name: uuid.UUID) -> Path:
    """Where a file lies for a day."""
    return Path(settings.MEDIA_ROOT) / "whole" / f"{name}.zip"


def throw_away_old() -> None:
    """Remove what has lain for more than a day."""
    for path in path_of(uuid.uuid4()).parent.glob("*"):
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)


def _write(name: uuid.UUID, write: Callable[[IO[bytes]], object]) -> None:
    """The file, whole or not at all."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".part")
    with half.open("wb") as kept:
        half.chmod(0o600)
        write(kept)
    half.rename(path)
