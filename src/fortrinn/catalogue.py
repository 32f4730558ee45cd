"""Compile the message catalogues (``.po``) to the binary form Python and Django read (``.mo``).

One domain serves both: ``fortrinn.po`` becomes ``fortrinn.mo`` for the library and an identical
``django.mo`` for the workspace. This module imports nothing from the package, so that the build
hook can load it before the dependencies are there.
"""

import os
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
COMPILED = ("fortrinn.mo", "django.mo")
_SAME_DATE_EVERY_BUILD = datetime(2026, 1, 1, tzinfo=UTC)


def sources(folder: Path = FOLDER) -> list[Path]:
    """The ``.po`` files of a checkout; an installed wheel carries none."""
    return sorted(folder.glob("*/LC_MESSAGES/fortrinn.po"))


def compile_one(po: Path) -> None:
    """Write both ``.mo`` files beside a ``.po`` file; the same input gives the same bytes."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, domain="fortrinn")
    catalogue.creation_date = catalogue.revision_date = _SAME_DATE_EVERY_BUILD
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    for name in COMPILED:
        _replace(po.with_name(name), compiled.getvalue())


def ensure_compiled(folder: Path = FOLDER) -> None:
    """Compile what is missing or older than its ``.po``: a checkout works without a build."""
    for po in sources(folder):
        if any(_is_older(po.with_name(name), po) for name in COMPILED):
            compile_one(po)


def _is_older(compiled: Path, po: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < po.stat().st_mtime_ns


def _replace(target: Path, content: bytes) -> None:
    """Write under another name and rename, so that no reader meets half a file."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
