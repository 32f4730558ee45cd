"""Optional packages, imported when a document is asked for and missed with a sentence."""

from __future__ import annotations

import os
import tempfile
from importlib import import_module
from pathlib import Path
from types import ModuleType

from fortrinn.errors import MissingExtra, OutputError
from fortrinn.language import gettext_noop as _


def optional(module: str) -> ModuleType:
    """A module of the part ``reports``; raises MissingExtra with the line that installs it.

    >>> optional("no_such_writer")
    Traceback (most recent call last):
    ...
    fortrinn.errors.MissingExtra: This needs the part 'reports'. Install it: pip install
    fortrinn[reports]
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtra(
            _("This needs the part 'reports'. Install it: pip install fortrinn[reports]")
        ) from error


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file in one go: under another name first, so that a reader never meets half of it.

    Raises OutputError where the folder cannot be written to.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(content)
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written: {reason}. Choose another folder."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    return path
