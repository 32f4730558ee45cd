"""The file a strategy travels in: packed, sealed, opened with care."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from fortrinn.errors import InputError
from fortrinn.web.records.carrying.out import FORMAT, FORMAT_VERSION, document_of, files_of
from fortrinn.web.strategies.models import Strategy

DOCUMENT, SEAL, FILES = "strategy.json", "seal.txt", "files/"
MOST_PACKED = 500 * 1024 * 1024
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_ENTRIES = 20_000
MOST_WRITTEN = 200 * 1024 * 1024
IN_MEMORY = 5_000_000
# A packed file that is cut, changed, behind a password, or packed in a way Python does not know.
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError)
_signer = Signer(salt="fortrinn.strategy")


def _(text: str) -> str:
    return text


@dataclass
class Opened:
    """A file that was understood: what it says, whether this site wrote it, and its files."""

    document: dict[str, Any]
    text: str
    is_ours: bool
    packed: zipfile.ZipFile | None

    def file(self, uid: str) -> bytes:
        """The bytes of an attached file."""
        try:
            if self.packed is None:
                raise KeyError(uid)
            return self.packed.read(f"{FILES}{UUID(uid)}")
        except (*_DAMAGED, KeyError, ValueError) as error:
            raise InputError(
                _("The file lacks something that was attached. Take it out once more.")
            ) from error


def pack(strategy: Strategy) -> IO[bytes]:
    """A strategy as a ZIP, ready to be read."""
    text = json.dumps(document_of(strategy), ensure_ascii=False, indent=1)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the reader closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(DOCUMENT, text)
        packed.writestr(SEAL, seal_of(text))
        for row in files_of(strategy):
            path = getattr(row, "path")  # noqa: B009 - only rows that have one
            if path.is_file():
                packed.write(path, f"{FILES}{path.name}")
    file.seek(0)
    return file


def seal_of(text: str) -> str:
    """What only this site can write: then the people in it are those with accounts here."""
    return _signer.signature(hashlib.sha256(text.encode()).hexdigest())


def unpack(file: IO[bytes], size: int) -> Opened:
    """What a file holds; :class:`InputError` says what is wrong with it."""
    if size > MOST_PACKED:
        raise InputError(_("The file is larger than 500 MB."))
    try:
        packed = zipfile.ZipFile(file)
        infos = packed.infolist()
        if len(infos) > MOST_ENTRIES or sum(each.file_size for each in infos) > MOST_UNPACKED:
            raise InputError(_("The file unpacks to far more than a strategy should."))
        if packed.getinfo(DOCUMENT).file_size > MOST_WRITTEN:
            raise InputError(_("The file unpacks to far more than a strategy should."))
        text = packed.read(DOCUMENT).decode("utf-8")
        seal = packed.read(SEAL).decode() if SEAL in packed.namelist() else ""
    except (*_DAMAGED, KeyError, UnicodeDecodeError) as error:
        raise InputError(
            _("This is no strategy taken out of Fortrinn. Choose the .zip file as it came.")
        ) from error
    return Opened(_document(text), text, constant_time_compare(seal, seal_of(text)), packed)


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError(
            _("This is no strategy taken out of Fortrinn. Choose the .zip file as it came.")
        )
    if document.get("format_version") != FORMAT_VERSION:
        raise InputError(
            _("The file was made with Fortrinn {version}, in a form this one does not know."),
            version=str(document.get("made_with", "?")),
        )
    return document
