"""Which activities belong together: a column of the table, or the first two digits of their codes.

>>> GROUP.match("62.010")[0], GROUP.match("62010 Programmeringstjenester")[0], GROUP.match("6")
('62', '62', None)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.tables import Columns

GROUP: Final = re.compile(r"\d\d(?=[\d.]*(?:\s|$))")
_DETAIL: Final = re.compile(r"\d\d\.?\d")


@dataclass(frozen=True)
class Groups:
    """The group of each activity, or None and the reason."""

    of: Mapping[str, str] | None
    reason: Note | None = None


def groups_of(
    columns: Columns, activities: tuple[str, ...], activity: str, group: str | None
) -> Groups:
    """Groups from a column of the table if one is given, else from the codes of the activities."""
    if group is not None:
        return Groups(_of_column(columns, activity, group))
    return _of_codes(activities)


def _of_codes(activities: tuple[str, ...]) -> Groups:
    found = {name: GROUP.match(name) for name in activities}
    without = [name for name, match in found.items() if match is None]
    if without:
        return Groups(
            None,
            Note(
                _(
                    "Related and unrelated variety are empty: activities such as '{activity}' are "
                    "no numeric codes that begin with two digits, and no column of groups was "
                    "given."
                ),
                {"activity": without[0]},
            ),
        )
    if not any(_DETAIL.match(name) for name in activities):
        return Groups(
            None,
            Note(
                _(
                    "Related and unrelated variety are empty: the activities are no more detailed "
                    "than their groups, the first two digits."
                )
            ),
        )
    return Groups({name: match[0] for name, match in found.items() if match is not None})


def _of_column(columns: Columns, activity: str, group: str) -> Mapping[str, str]:
    """The group that stands beside each activity, the same in all rows."""
    names, groups = columns.labels(activity), columns.labels(group)
    pairs = np.unique(names.codes * np.int64(len(groups.names)) + groups.codes)
    found: dict[str, str] = {}
    for pair in pairs.tolist():
        name = names.names[pair // len(groups.names)]
        its_group = groups.names[pair % len(groups.names)]
        if name in found:
            raise TableError(
                _("'{activity}' stands in two groups, '{one}' and '{other}'. Give it one."),
                activity=name,
                one=found[name],
                other=its_group,
            )
        found[name] = its_group
    return found
