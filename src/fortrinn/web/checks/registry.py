"""The checks: one small function for each pitfall or criterion, in a table.

    @check(
        key="public_side_dominates",
        element="organising",
        requirements=("R018",),
        label=_("Most of those who take part are public bodies"),
    )
    def public_side_dominates(seen: Seen) -> Iterable[Remark]:
        ...

A check lives in the ``checks.py`` of the app it inspects, which is read when the site starts. It
looks at a strategy, which is read once for all of them, and gives a remark for each thing it sees,
in plain language, with the record to open. It changes nothing, blocks nothing and counts nothing;
nothing seen is no remark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from fortrinn.web.checks.seen import Seen
    from fortrinn.web.records.models import Record

#: The six elements, and "process" for what goes across them.
ELEMENTS = (
    "process",
    "organising",
    "analysis",
    "vision",
    "priorities",
    "implementation",
    "learning",
)


@dataclass(frozen=True)
class Remark:
    """What a check saw: a sentence, and the record or the address to open."""

    text: str
    record: Record | None = None
    url: str = ""

    @property
    def opens(self) -> str:
        """Where one can do something about it; empty when it is about the whole."""
        return self.url or (self.record.get_absolute_url() if self.record else "")


Look = Callable[["Seen"], Iterable[Remark]]


@dataclass(frozen=True)
class Check:
    """A registered check. ``label`` names it in a list, ``advice`` says what one could do."""

    key: str
    element: str
    requirements: tuple[str, ...]
    label: Any
    advice: Any
    look: Look


_checks: dict[str, Check] = {}
CHECKS: Mapping[str, Check] = MappingProxyType(_checks)


def check(
    *, key: str, element: str, requirements: tuple[str, ...], label: Any, advice: Any = ""
) -> Callable[[Look], Look]:
    """Register the function below; two of the same key are a mistake in the code."""
    if element not in ELEMENTS:
        raise ImproperlyConfigured(f"There is no element {element!r}. It is one of {ELEMENTS}.")

    def registered(look: Look) -> Look:
        if key in _checks:
            raise ImproperlyConfigured(f"There are two checks called {key}.")
        _checks[key] = Check(key, element, requirements, label, advice, look)
        return look

    return registered


def remarks_for(seen: Seen, element: str | None = None) -> Iterator[tuple[Check, list[Remark]]]:
    """Every check that has something to say, in the order of the elements."""
    order = {name: number for number, name in enumerate(ELEMENTS)}
    for one in sorted(_checks.values(), key=lambda one: (order[one.element], one.key)):
        if element is None or one.element == element:
            said = list(one.look(seen))
            if said:
                yield one, said
