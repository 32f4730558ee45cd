"""A strategy as the checks see it: each kind of record, the thread and the voices, read once.

Many checks ask for the same. They are given one :class:`Seen`, which reads a table when the first
of them asks for it and not again; a kind without a record in the strategy is never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Comment, Link, Record
from fortrinn.web.strategies.models import Strategy

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Tie(NamedTuple):
    """A standing link from a record of the strategy."""

    source_id: int
    target_id: int
    type: str
    at: datetime
    source_kind: str
    target_kind: str


class Said(NamedTuple):
    """A comment that was not taken back, without its words."""

    record_id: int
    kind: str
    at: datetime
    by_id: int
    name: str


class Seen:
    """What the checks look at."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        self._read: dict[Callable[..., Any], Any] = {}
        self._every: dict[type[Record], list[Any]] = {}

    def once(self, read: Callable[[Strategy], T]) -> T:
        """What a function reads of the strategy; the next who asks is given the same."""
        if read not in self._read:
            self._read[read] = read(self.strategy)
        return cast("T", self._read[read])

    def every(self, model: type[R]) -> list[R]:
        """The records of a kind that are not removed, with the fields of the kind."""
        if model not in self._every:
            keys = {kind.key for kind in KINDS.values() if kind.model is model}
            rows = model._default_manager.filter(strategy=self.strategy, removed_at=None)
            self._every[model] = self._knowing(rows) if self.of_kind(*keys) else []
        return cast("list[R]", self._every[model])

    def of_kind(self, *keys: str) -> list[Record]:
        """The records of these kinds that are not removed, with what every record has."""
        return [record for record in self.records if record.kind in keys]

    @cached_property
    def records(self) -> list[Record]:
        """Every record that is not removed, the newest first."""
        return self._knowing(self.strategy.records.filter(removed_at=None).order_by("-created_at"))

    @cached_property
    def record(self) -> dict[int, Record]:
        """The records by their keys."""
        return {record.pk: record for record in self.records}

    @cached_property
    def ties(self) -> list[Tie]:
        """The standing links, in the order they were made."""
        links = Link.objects.standing().filter(source__strategy=self.strategy)
        rows = links.values_list(
            "source_id", "target_id", "type", "at", "source__kind", "target__kind"
        )
        return [Tie(*row) for row in rows]

    @cached_property
    def said(self) -> list[Said]:
        """The comments that stand, in the order they were written."""
        comments = Comment.objects.filter(record__strategy=self.strategy, withdrawn_at=None)
        rows = comments.values_list("record_id", "kind", "at", "by_id", "by__name")
        return [Said(*row) for row in rows]

    def said_of(self, record: Record) -> list[Said]:
        """The comments on a record."""
        return self._said_by_record.get(record.pk, [])

    @cached_property
    def _said_by_record(self) -> dict[int, list[Said]]:
        found: dict[int, list[Said]] = {}
        for one in self.said:
            found.setdefault(one.record_id, []).append(one)
        return found

    def _knowing(self, rows: Iterable[R]) -> list[R]:
        """The records, each knowing the strategy, so that its address asks for nothing."""
        found = list(rows)
        for record in found:
            record.strategy = self.strategy
        return found
