"""Lists brought in: which column is which field, what each row would become, and the bringing in.

A row is brought in whole or not at all. What was not understood is told row by row and cell by
cell, and stands ready to be corrected and pasted again; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from fortrinn.errors import InputError
from fortrinn.web.records import services
from fortrinn.web.records.batches import Batch, BatchItem
from fortrinn.web.records.bulk import new_batch
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.reading import NotUnderstood, Reader
from fortrinn.web.records.sheets import Rows
from fortrinn.web.records.tagging import tag_called, tag_record
from fortrinn.web.records.unworked import what_is_wrong
from fortrinn.web.records.values import text_of

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

TAGS = "tags"
SHARED = ("owner", "case_reference", "journal_reference", TAGS)


def fields_in(kind: Kind) -> dict[str, str]:
    """The fields a column may fill, with their words: the title first."""
    names = ["title", *kind.importable]
    if kind.statuses and "status" not in names:
        names.append("status")
    labels = {name: kind.label_of(name) for name in names}
    labels |= {name: kind.label_of(name) for name in SHARED if name != TAGS and name not in labels}
    return labels | {TAGS: _("Tags")}


def guessed(rows: Rows, kind: Kind) -> list[str]:
    """Which field each column seems to be by its heading; empty where none fits."""
    words = _words_of(kind)
    found = [words.get(_heading(cell), "") for cell in rows[0]]
    once = [name if name not in found[:place] else "" for place, name in enumerate(found)]
    return once if "title" in once else _with_title(once)


def _words_of(kind: Kind) -> dict[str, str]:
    """What a heading may say, and the field it means."""
    words = {_("Title"): "title", _("Name"): "title", _("Owner"): "owner", **kind.headings}
    words |= {name: name for name in fields_in(kind)}
    words |= {label: name for name, label in fields_in(kind).items()}
    return {_heading(word): name for word, name in words.items()}


def _heading(text: str) -> str:
    return " ".join(text.casefold().strip(" ?:*").split())


def _with_title(names: list[str]) -> list[str]:
    """Without a heading that says so, the first column that is nothing else is the title."""
    place = names.index("") if "" in names else None
    return [("title" if number == place else name) for number, name in enumerate(names)]


def has_headings(rows: Rows, kind: Kind) -> bool:
    """Whether the first row seems to name the columns."""
    words = _words_of(kind)
    return any(_heading(cell) in words for cell in rows[0])


@dataclass
class Row:
    """A row of the list: what it would become, and what stands in the way."""

    number: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    same_as: str = ""
    shown: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it would be called."""
        return str(self.values.get("title", ""))


@dataclass(frozen=True)
class Plan:
    """What would be brought in, what is there already, and what was not understood."""

    ready: list[Row]
    doubles: list[Row]
    not_understood: list[Row]

    @property
    def left(self) -> list[Row]:
        """The rows that stay outside."""
        return sorted((*self.doubles, *self.not_understood), key=lambda row: row.number)


def read_rows(
    rows: Rows, fields: Sequence[str], kind: Kind, strategy: Strategy, first: int = 1
) -> list[Row]:
    """Each row with its values; ``fields`` says which field a column fills, or nothing."""
    reader = Reader(kind, strategy)
    return [
        _read(Row(number, cells), fields, reader) for number, cells in enumerate(rows, start=first)
    ]


def _read(row: Row, fields: Sequence[str], reader: Reader) -> Row:
    for name, cell in zip(fields, row.cells, strict=True):
        if not name or not cell:
            continue
        if wrong := what_is_wrong(cell):
            row.faults.append(wrong)
            continue
        try:
            row.values[name] = reader.value(name, cell)
        except NotUnderstood as fault:
            row.faults.append(str(fault))
    if not row.title and not row.faults:
        row.faults.append(_("It has no title."))
    return row


def plan(
    *, rows: list[Row], kind: Kind, strategy: Strategy, by: User, take_doubles: bool = False
) -> Plan:
    """Try it all and take it back: what would happen is known, and nothing has."""
    doubles = [] if take_doubles else _doubles(rows, kind, strategy)
    with transaction.atomic():
        for row in rows:
            if not row.faults and row not in doubles:
                _try(row, kind, strategy, by)
        transaction.set_rollback(True)
    faulty = [row for row in rows if row.faults]
    left = {id(row) for row in (*faulty, *doubles)}
    ready = [row for row in rows if id(row) not in left]
    return Plan(ready, [row for row in doubles if not row.faults], faulty)


@transaction.atomic
def bring_in(
    *, rows: Sequence[Row], kind: Kind, strategy: Strategy, by: User, reason: str = ""
) -> Batch:
    """Make a record of each row, as one batch that can be undone."""
    batch = new_batch(strategy=strategy, kind=kind, what=Batch.What.IMPORT, by=by, reason=reason)
    for row in rows:
        record = make(row, kind, strategy, by)
        BatchItem.objects.create(batch=batch, record_id=record.pk, version=record.version)
    tell(
        Action.IMPORTED,
        by=by,
        strategy=strategy,
        batch=str(batch.uid),
        what=kind.key,
        records=len(rows),
    )
    return batch


def make(row: Row, kind: Kind, strategy: Strategy, by: User) -> Record:
    """The record a row becomes."""
    values = {name: value for name, value in row.values.items() if name != TAGS}
    record = (kind.create or services.create_record)(
        kind=kind,
        strategy=strategy,
        by=by,
        language=strategy.language,
        reason=_("Brought in from a list."),
        **values,
    )
    for tag in row.values.get(TAGS, ()):
        tag_record(record=record, tag=tag_called(tag.key), by=by)
    return record


def _try(row: Row, kind: Kind, strategy: Strategy, by: User) -> None:
    try:
        with transaction.atomic():
            made = make(row, kind, strategy, by)
            row.shown = _shown(row, made)
    except InputError as error:
        row.faults.append(error.in_words(_))


def _shown(row: Row, made: Record) -> list[tuple[str, str]]:
    """How each cell beside the title was understood."""
    told = [name for name in row.values if name not in ("title", TAGS)]
    pieces = [(made.kind_of.label_of(name).rstrip("? "), text_of(made, name)) for name in told]
    if row.values.get(TAGS):
        pieces.append((_("Tags"), ", ".join(on.tag.shown for on in made.tagged.all())))
    return pieces


def _doubles(rows: list[Row], kind: Kind, strategy: Strategy) -> list[Row]:
    """Rows that say the same as a record that is there, or as a row above."""
    there = Record.objects.present().filter(strategy=strategy, kind=kind.key)
    known = {
        _same(kind, {name: getattr(record, name) for name in kind.same}): record.title
        for record in kind.model._default_manager.filter(pk__in=there.values("pk"))
    }
    doubles = []
    for row in rows:
        key = _same(kind, row.values)
        if key in known:
            row.same_as = known[key]
            doubles.append(row)
        elif row.title:
            known[key] = row.title
    return doubles


def _same(kind: Kind, values: dict[str, Any]) -> tuple[str, ...]:
    return tuple(" ".join(str(values.get(name) or "").casefold().split()) for name in kind.same)
