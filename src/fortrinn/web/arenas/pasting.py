"""Cards and names as people type or paste them."""

from __future__ import annotations

import re

from fortrinn.web.records.models import TITLE_LIMIT

_BULLET = re.compile(r"^(?:[-–•*·]|\d{1,3}[.)])\s+")


def lines_of(text: str) -> list[str]:
    """The lines that say something, without the bullets or numbers in front of them.

    >>> lines_of("- Vi mangler folk\\n\\n2. Havna er for grunn")
    ['Vi mangler folk', 'Havna er for grunn']
    """
    return [line for line in (_BULLET.sub("", raw.strip()) for raw in text.splitlines()) if line]


def card_of(line: str) -> tuple[str, str]:
    """What a line says, and who said it where a second column tells.

    >>> card_of("Vi mangler folk\\tVerftet")
    ('Vi mangler folk', 'Verftet')
    """
    said, _tab, voice = line.partition("\t")
    return said.strip(), " ".join(voice.split())[:160]


def title_of(text: str) -> str:
    """The beginning of a text, cut at a word where it is long.

    >>> title_of("Kort"), title_of("ord " * 100).endswith("ord …")
    ('Kort', True)
    """
    line = " ".join(text.split())
    if len(line) <= TITLE_LIMIT:
        return line
    return line[: TITLE_LIMIT - 2].rsplit(" ", 1)[0] + " …"
