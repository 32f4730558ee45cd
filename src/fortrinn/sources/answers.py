"""Answers from publishers looked at part by part: what is not as agreed is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import quote

from fortrinn.errors import BadAnswer, SettingError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

_NAME: Final = re.compile(r"[\w.\-]{1,80}")


def object_of(said: Any) -> Mapping[str, Any]:
    """What must be an object."""
    if not isinstance(said, dict):
        refuse_shape("no object")
    return said


def list_of(said: Any, key: str) -> list[Any]:
    """What must be a list under a key."""
    found = object_of(said).get(key)
    if not isinstance(found, list):
        refuse_shape(key)
    return found


def needed(said: Mapping[str, Any], key: str) -> str:
    """What must be a text under a key."""
    found = said.get(key)
    if not isinstance(found, str) or not found:
        refuse_shape(key)
    return found


def text_of(said: Mapping[str, Any], key: str) -> str:
    """What stands as a text or a number under a key, empty where nothing does."""
    found = said.get(key)
    if found is None:
        return ""
    if not isinstance(found, str | int | float):
        refuse_shape(key)
    return str(found)


def text_columns(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> pa.Table:
    """A table of texts: for every column the key it is read from; empty where nothing stands.

    >>> text_columns([{"code": "18", "parentCode": None}], {"code": "code", "parent": "parentCode"})
    ... # doctest: +ELLIPSIS
    pyarrow.Table
    code: string
    parent: string
    ...
    """
    import pyarrow as pa

    return pa.table(
        {
            name: pa.array([text_of(row, key) or None for row in rows], pa.string())
            for name, key in names.items()
        }
    )


def checked_name(name: str) -> str:
    """The name of a table or list as a part of an address.

    >>> checked_name("agg_Ålder10årJ")
    'agg_%C3%85lder10%C3%A5rJ'
    """
    if not _NAME.fullmatch(name) or set(name) == {"."}:
        raise SettingError(
            _("'{name}' is not the number or name of a table. It looks like 07459."),
            name=name[:80],
        )
    return quote(name)


def refuse_shape(what: str) -> NoReturn:
    """Raise the sentence for an answer in another form than agreed."""
    raise BadAnswer(
        _(
            "The answer does not hold what was asked for ({what}). The table or the publisher's "
            "service has changed; look at the table anew."
        ),
        what=what,
    )
