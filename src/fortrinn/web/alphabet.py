"""Names in the order of the Norwegian alphabet, and searches to which Ø and ø are the same letter.

PostgreSQL knows both. SQLite by itself puts å before ø, and takes only A and a to Z and z as alike;
it is taught better when a connection is made.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Collate

from fortrinn.language import sort_key

COLLATION = "nb-x-icu"
"""What PostgreSQL calls the order of bokmål and nynorsk; SQLite learns it under the same name."""


def alphabetical(field: str) -> Collate:
    """For ``order_by`` and ``Meta.ordering``: by a name as a dictionary has it."""
    return Collate(field, COLLATION)


def teach(connection: BaseDatabaseWrapper, **_about: Any) -> None:
    """The receiver of Django's ``connection_created``."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, compare)
        connection.connection.create_function("like", 3, like, deterministic=True)


def compare(one: str, other: str) -> int:
    """Below, at or above 0 as the first name comes before, with or after the second.

    >>> compare("Ørsta", "Ålesund") < 0, compare("Ås", "Ås"), compare("ås", "Bø") > 0
    (True, 0, True)
    """
    first, second = _key(one), _key(other)
    return (first > second) - (first < second)


def like(pattern: str | None, text: str | None, escape: str) -> bool | None:
    r"""SQL's ``text LIKE pattern ESCAPE escape``, with all letters alike in large and small.

    >>> like("%økt fiske%", "ØKT FISKE", "\\"), like("100\\%", "1000", "\\"), like("%", None, "\\")
    (True, False, None)
    """
    if pattern is None or text is None:
        return None
    return _expression(pattern, escape).fullmatch(str(text).casefold()) is not None


_key = lru_cache(maxsize=4096)(sort_key)


@lru_cache(maxsize=256)
def _expression(pattern: str, escape: str) -> re.Pattern[str]:
    any_of = {"%": ".*", "_": "."}
    parts, letters = [], iter(str(pattern))
    for letter in letters:
        literal = next(letters, "") if letter == escape else letter
        is_plain = letter == escape or letter not in any_of
        parts.append(re.escape(literal.casefold()) if is_plain else any_of[letter])
    return re.compile("".join(parts), re.DOTALL)
