"""The key that signs sessions and links: given in the environment, or made once and kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from fortrinn.errors import OutputError, SettingError


def _(text: str) -> str:
    return text


SHORTEST = 50


def secret_key(given: str, folder: Path) -> str:
    """The key that was given, else the one in the data folder, made the first time."""
    key = given or _kept(folder / "secret.key")
    if len(key) < SHORTEST:
        raise SettingError(
            _("FORTRINN_SECRET_KEY has {length} characters. Use at least {shortest}."),
            length=len(key),
            shortest=SHORTEST,
        )
    return key


def _kept(path: Path) -> str:
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, secrets.token_urlsafe(64))
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise OutputError(
            _(
                "The data folder {folder} cannot be used: {reason}. "
                "Set FORTRINN_DATA to a folder you may write in."
            ),
            folder=path.parent,
            reason=error.strerror or error,
        ) from error


def _write_once(path: Path, key: str) -> None:
    """Two programs may start at once; whoever links the file first decides the key."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()
