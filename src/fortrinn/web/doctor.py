"""Is everything as it should be? Each check is a small function that says what it found."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection

from fortrinn import catalogue, reference
from fortrinn.web import commands
from fortrinn.web.records.events import broken_events

LEAST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Finding:
    """What one check found. ``says`` tells what is there, or what is wrong and what to do."""

    check: str
    is_well: bool
    says: str


Check = Callable[[], tuple[bool, str]]


def findings() -> Iterator[Finding]:
    """The findings of every check, in order; a check that cannot be made is not well."""
    for name, check in CHECKS.items():
        try:
            is_well, says = check()
        except (OSError, DatabaseError) as error:
            is_well, says = False, f"cannot be checked: {error}"
        yield Finding(name, is_well, says)


def python() -> tuple[bool, str]:
    version = ".".join(map(str, sys.version_info[:3]))
    needed = ".".join(map(str, LEAST_PYTHON))
    return sys.version_info >= LEAST_PYTHON, f"{version} (at least {needed} is needed)"


def parts() -> tuple[bool, str]:
    wrong = [str(message.msg) for message in run_checks() if message.level >= ERROR]
    return not wrong, "; ".join(wrong) or f"{len(settings.INSTALLED_APPS)} parts fit together"


def data_folder() -> tuple[bool, str]:
    folder: Path = settings.DATA
    if not os.access(folder, os.W_OK | os.X_OK):
        return False, f"{folder} cannot be written. Set FORTRINN_DATA to a folder you may write in."
    free = shutil.disk_usage(folder).free // 1_000_000
    return free >= 200, f"{folder}, {free} MB free"


def database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            found = cursor.fetchone()[0]
        return found == "ok", f"SQLite, {connection.settings_dict['NAME']}: {found}"
    return True, f"PostgreSQL, {connection.settings_dict['NAME']}"


def migrations() -> tuple[bool, str]:

    wanting = commands.migrations_wanting()
    if wanting:
        return False, f"{len(wanting)} wanting, first {wanting[0]}. fortrinn serve makes them."
    return True, "the database is up to date"


def log() -> tuple[bool, str]:
    broken = list(broken_events())
    return not broken, " ".join(broken[:3]) or "no event has been changed or lost"


def reference_data() -> tuple[bool, str]:
    changed = [
        dataset.key
        for dataset in reference.datasets()
        if hashlib.sha256(dataset.read_bytes()).hexdigest() != dataset.sha256
    ]
    if changed:
        return False, f"not as shipped: {', '.join(changed)}. Install Fortrinn again."
    return True, f"{len(reference.datasets())} tables, each with its content hash"


def translations() -> tuple[bool, str]:
    missing = [
        f"{code}/{name}"
        for code in ("nb", "nn")
        for name in catalogue.COMPILED
        if not (catalogue.FOLDER / code / "LC_MESSAGES" / name).is_file()
    ]
    return not missing, f"missing: {', '.join(missing)}" if missing else "bokmål and nynorsk"


def fonts_and_styles() -> tuple[bool, str]:
    needed = (
        "vendor/inter/inter-latin.woff2",
        "vendor/inter/inter-latin-ext.woff2",
        "vendor/designsystemet/designsystemet.css",
        "vendor/theme/fortrinn.css",
        "vendor/htmx/htmx.min.js",
    )
    missing = [name for name in needed if finders.find(name) is None]
    fonts = Path(reference.__file__).parents[1] / "reports" / "fonts"
    missing += [name for name in ("Inter-Regular.ttf",) if not (fonts / name).is_file()]
    return not missing, f"missing: {', '.join(missing)}" if missing else "in place"


def mail() -> tuple[bool, str]:
    if not settings.MAIL.is_sent:
        return True, f"written to {settings.MAIL.folder}; set FORTRINN_MAIL_URL to send it"
    return True, f"sent through {settings.MAIL.host}"


def safety() -> tuple[bool, str]:
    if settings.DEBUG:
        return False, "FORTRINN_DEBUG is on: errors show code and settings. Turn it off."
    if settings.SITE.secure:
        return True, f"{settings.SITE.url}, secure cookies, HSTS"
    is_local = settings.SITE.host in settings.LOCAL_HOSTS
    return is_local, f"{settings.SITE.url} is not https; only for a machine of your own"


CHECKS: dict[str, Check] = {
    "Python": python,
    "Parts": parts,
    "Data folder": data_folder,
    "Database": database,
    "Migrations": migrations,
    "Event log": log,
    "Reference data": reference_data,
    "Translations": translations,
    "Fonts and styles": fonts_and_styles,
    "Mail": mail,
    "Safety": safety,
}
