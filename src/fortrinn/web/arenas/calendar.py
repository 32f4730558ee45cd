"""A meeting as a calendar file (iCalendar, RFC 5545) that Outlook and a phone can open."""

from __future__ import annotations

from datetime import UTC, datetime

MOST_OCTETS = 75


def calendar_file(
    *,
    uid: str,
    title: str,
    starts: datetime,
    ends: datetime | None,
    where: str,
    text: str,
    stamped: datetime,
) -> bytes:
    """The file, in UTC, so that no time zone has to be described."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fortrinn//NB",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_moment(stamped)}",
        f"DTSTART:{_moment(starts)}",
        *([f"DTEND:{_moment(ends)}"] if ends else []),
        f"SUMMARY:{_escaped(title)}",
        *([f"LOCATION:{_escaped(where)}"] if where else []),
        *([f"DESCRIPTION:{_escaped(text)}"] if text else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Commas, semicolons and line breaks mean something in the file.

    >>> _escaped("Bodø, kl. 9;\\nvelkommen")
    'Bodø\\\\, kl. 9\\\\;\\\\nvelkommen'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """No line has more than 75 octets; no letter is split.

    >>> [len(part.encode()) for part in _folded("ø" * 50).split("\\r\\n")]
    [74, 27]
    """
    parts, part, room = [], "", MOST_OCTETS
    for letter in line:
        if len(part.encode()) + len(letter.encode()) > room:
            parts.append(part)
            part, room = "", MOST_OCTETS - 1
        part += letter
    return "\r\n ".join([*parts, part])
