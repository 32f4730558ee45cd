"""Settings from the environment: read once, understood or refused with their name.

Every setting is declared by asking for it here, so the list of settings is the code itself;
``docs/settings.md`` and ``fortrinn doctor`` are checked against :data:`DECLARED`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from fortrinn.errors import SettingError


def _(text: str) -> str:
    return text


DECLARED: dict[str, str] = {}
_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def text(name: str, default: str = "", *, source: Mapping[str, str] = os.environ) -> str:
    """The setting as it is written, without space around it; an empty one is the default."""
    DECLARED[name] = default
    return source.get(name, "").strip() or default


def boolean(name: str, default: bool, *, source: Mapping[str, str] = os.environ) -> bool:
    """A setting that is true or false.

    >>> boolean("FORTRINN_DEBUG", False, source={"FORTRINN_DEBUG": "maybe"})
    Traceback (most recent call last):
    ...
    fortrinn.errors.SettingError: FORTRINN_DEBUG is 'maybe'. Set it to true or false.
    """
    written = text(name, "true" if default else "false", source=source).lower()
    if written not in _YES | _NO:
        raise SettingError(
            _("{name} is '{value}'. Set it to true or false."), name=name, value=written
        )
    return written in _YES


def whole(
    name: str, default: int, *, least: int, most: int, source: Mapping[str, str] = os.environ
) -> int:
    """A whole number within bounds."""
    written = text(name, str(default), source=source)
    if not written.isascii() or not written.isdigit() or not least <= int(written) <= most:
        raise SettingError(
            _("{name} is '{value}'. Set it to a whole number from {least} to {most}."),
            name=name,
            value=written,
            least=least,
            most=most,
        )
    return int(written)


def choice(
    name: str, default: str, choices: tuple[str, ...], *, source: Mapping[str, str] = os.environ
) -> str:
    """One of a few words."""
    written = text(name, default, source=source)
    if written not in choices:
        raise SettingError(
            _("{name} is '{value}'. Set it to one of {choices}."),
            name=name,
            value=written,
            choices=", ".join(choices),
        )
    return written


def words(name: str, *, source: Mapping[str, str] = os.environ) -> list[str]:
    """A list, parted by commas."""
    return [part.strip() for part in text(name, source=source).split(",") if part.strip()]


def address(name: str, *, source: Mapping[str, str] = os.environ) -> str:
    """An e-mail address, or nothing.

    >>> address("FORTRINN_FEEDBACK_TO", source={"FORTRINN_FEEDBACK_TO": "post"})
    Traceback (most recent call last):
    ...
    fortrinn.errors.SettingError: FORTRINN_FEEDBACK_TO is 'post'. Write an e-mail address.
    """
    written = text(name, source=source)
    before, _at, host = written.partition("@")
    if written and not (before and "." in host and not set(written) & set(" ,;<>")):
        raise SettingError(
            _("{name} is '{value}'. Write an e-mail address."), name=name, value=written
        )
    return written


@dataclass(frozen=True)
class Site:
    """Where people reach the workspace."""

    url: str
    host: str
    secure: bool


def site(name: str, default: str, *, source: Mapping[str, str] = os.environ) -> Site:
    """An address such as ``https://fortrinn.example.no``; ``https`` turns the hardening on."""
    written = text(name, default, source=source).rstrip("/")
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise SettingError(
            _("{name} is '{value}'. Write it as https://fortrinn.example.no, without a path."),
            name=name,
            value=written,
        )
    return Site(written, parts.hostname, parts.scheme == "https")


def database(
    name: str, default: Path, *, source: Mapping[str, str] = os.environ
) -> dict[str, object]:
    """Django's description of the database, from a ``DATABASE_URL``.

    A file without a leading slash lies in the data folder, wherever the command was typed.

    >>> database("DATABASE_URL", Path("a.sqlite3"), source={"DATABASE_URL": "oracle://x"})
    Traceback (most recent call last):
    ...
    fortrinn.errors.SettingError: DATABASE_URL begins with 'oracle'. Write sqlite:///path/to/file or
    postgresql://user:password@host:5432/name.
    """
    # Compared, never shown: the address holds a password.
    written = text(name, f"sqlite:///{default}", source=source)
    parts = urlsplit(written)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(str(default.parent / unquote(parts.path)[1:]))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return _postgresql(name, written)
    raise SettingError(
        _(
            "{name} begins with '{scheme}'. Write sqlite:///path/to/file or "
            "postgresql://user:password@host:5432/name."
        ),
        name=name,
        scheme=parts.scheme or written.partition(":")[0][:20],
    )


def _sqlite(path: str) -> dict[str, object]:
    """WAL lets readers go on while one writes; IMMEDIATE makes writers queue instead of fail."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # With 0 every request would open the file and run the pragmas again.
        "CONN_MAX_AGE": 3600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(name: str, written: str) -> dict[str, object]:
    parts = urlsplit(written)
    port = _port(name, parts)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        # The pool keeps the connections; a request borrows one and gives it back.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": True},
    }


@dataclass(frozen=True)
class Mail:
    """Where mail goes: a server, or without one a folder."""

    folder: Path
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_secure: bool = False

    @property
    def is_sent(self) -> bool:
        """Whether a server is named."""
        return bool(self.host)

    @property
    def turns_secure(self) -> bool:
        """STARTTLS, except to a server on this machine."""
        return not self.starts_secure and self.host not in {"", "localhost", "127.0.0.1"}


def mail(name: str, folder: Path, *, source: Mapping[str, str] = os.environ) -> Mail:
    """Where mail goes: ``smtp://user:password@host:587`` (``smtps://`` for TLS from the start).

    Without the setting, mail is written to files in the data folder and nothing leaves the machine.
    """
    written = text(name, source=source)
    if not written:
        return Mail(folder)
    parts = urlsplit(written)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError(
            _("{name} cannot be read. Write smtp://user:password@host:587 or smtps://host."),
            name=name,
        )
    secure = parts.scheme == "smtps"
    return Mail(
        folder,
        parts.hostname,
        _port(name, parts) or (465 if secure else 587),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        secure,
    )


def _port(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise SettingError(_("{name} has a port that is not a number."), name=name) from error


def data_folder(name: str, *, source: Mapping[str, str] = os.environ) -> Path:
    """The folder for everything that is not code: database, secret key, files, mail.

    In a checkout it is ``data`` beside ``pyproject.toml``; installed from a package it is
    ``$XDG_DATA_HOME/fortrinn``, so that it does not depend on where a command was typed.
    """
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file():
        default = checkout / "data"
    else:
        shared = source.get("XDG_DATA_HOME", "")
        default = (Path(shared) if shared else Path.home() / ".local" / "share") / "fortrinn"
    return Path(text(name, str(default), source=source)).expanduser().absolute()
