"""What a file is, told from its bytes: an allow-list. A name proves nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

from fortrinn.errors import InputError

MOST_BYTES = 20 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_UNPACKED = 400 * 1024 * 1024
_HEAD = 4096
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


def _(text: str) -> str:
    return text


def _begins(*signs: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: _head(file).startswith(signs)


def _is_webp(file: BinaryIO) -> bool:
    head = _head(file)
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # What Excel in Norwegian writes; every byte means something there.
        return not any(byte < 9 for byte in content)
    return True


def _has_part(folder: str) -> Callable[[BinaryIO], bool]:
    def check(file: BinaryIO) -> bool:
        names = _entries(file)
        is_office = "[Content_Types].xml" in names
        has_code = any(name.endswith("vbaProject.bin") for name in names)
        return is_office and not has_code and any(name.startswith(folder) for name in names)

    return check


def _is_open_document(file: BinaryIO) -> bool:
    return b"mimetypeapplication/vnd.oasis.opendocument." in _head(file)


KINDS: dict[str, tuple[str, Callable[[BinaryIO], bool]]] = {
    "pdf": ("application/pdf", _begins(b"%PDF-")),
    "png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "gif": ("image/gif", _begins(b"GIF87a", b"GIF89a")),
    "webp": ("image/webp", _is_webp),
    "docx": (f"{_OFFICE}wordprocessingml.document", _has_part("word/")),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", _has_part("xl/")),
    "pptx": (f"{_OFFICE}presentationml.presentation", _has_part("ppt/")),
    "odt": (f"{_OPEN}text", _is_open_document),
    "ods": (f"{_OPEN}spreadsheet", _is_open_document),
    "odp": (f"{_OPEN}presentation", _is_open_document),
    "txt": ("text/plain; charset=utf-8", _is_text),
    "md": ("text/plain; charset=utf-8", _is_text),
    "csv": ("text/csv; charset=utf-8", _is_text),
}
"""Ending: what it is served as, and how its bytes show that it is so."""


def media_type_of(name: str, file: BinaryIO, size: int) -> str:
    """What a file is; :class:`InputError` with what to do when it is not taken."""
    if size > MOST_BYTES:
        raise InputError(_("The file is larger than 20 MB. Make it smaller, or link to it."))
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending not in KINDS:
        raise InputError(
            _(
                "Files of this kind are not taken. Use PDF, a picture, or a Word, Excel, "
                "PowerPoint, OpenDocument or text file."
            )
        )
    media_type, is_so = KINDS[ending]
    if not is_so(file):
        raise InputError(
            _("The content is not what the name says ({ending}). Save it again and try once more."),
            ending=ending,
        )
    file.seek(0)
    return media_type


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_HEAD)


def _entries(file: BinaryIO) -> list[str]:
    """The names in a packed file; none when it is broken, or would unpack to too much."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            infos = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return []
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise InputError(_("The file unpacks to far more than a document should."))
    return [info.filename for info in infos]
