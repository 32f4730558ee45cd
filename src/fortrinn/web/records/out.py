"""Records and lists taken out: Word, slides, Excel and CSV, with what a reader has to know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fortrinn.language import date_text
from fortrinn.reports.deck import Slide, deck_bytes
from fortrinn.reports.lists import list_csv, list_xlsx
from fortrinn.reports.paper import Grid, Heading, Paper, Part, Points, Words, paper_word
from fortrinn.reports.paper_pdf import paper_pdf
from fortrinn.web.records.attaching import house_style
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Comment, Record
from fortrinn.web.records.thread import Direction, Step, walk
from fortrinn.web.records.told import is_withheld, told
from fortrinn.web.records.values import field_of, plain_value
from fortrinn.web.records.visibility import is_kept_in
from fortrinn.web.strategies.models import Membership, Strategy

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "docx": f"{OFFICE}wordprocessingml.document",
    "pptx": f"{OFFICE}presentationml.presentation",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
ON_A_SLIDE = 8
SLIDE_TEXT = 700


@dataclass(frozen=True)
class Taken:
    """What is taken out: records of a kind, by a reader, from a strategy."""

    kind: Kind
    records: Sequence[Record]
    strategy: Strategy
    membership: Membership | None
    narrowed: str = ""

    @property
    def address(self) -> str:
        """Where the same is read in Fortrinn."""
        one = self.records[0] if len(self.records) == 1 else None
        home = self.strategy.get_absolute_url()
        path = one.get_absolute_url() if one else f"{home}{self.kind.segment}/"
        return f"{settings.SITE.url}{path}"

    @property
    def lang(self) -> str:
        """The language of the page it is asked for on."""
        return get_language() or "nb"

    def about(self) -> list[str]:
        """Where it comes from, when, and that an example is one."""
        today = date_text(timezone.localdate(), self.lang)
        lines = [f"{self.strategy.title}, {self.strategy.organisation.name}"]
        if notice := self.strategy.example_notice:
            lines.append(notice)
        count = ngettext("{n} record", "{n} records", len(self.records))
        lines.append(f"{self.kind.plural}: {count.format(n=len(self.records))}")
        if self.narrowed:
            lines.append(_("Narrowed: {words}").format(words=self.narrowed))
        lines.append(_("Taken out of Fortrinn on {day}.").format(day=today))
        return lines


def columns_of(kind: Kind) -> list[str]:
    """The fields of a kind that a list has columns for."""
    plain = [name for name in kind.fields if not _is_json(kind, name)]
    has_status = ["status"] if kind.statuses else []
    return ["title", *has_status, *plain, "owner", "case_reference", "journal_reference"]


def headings_of(kind: Kind) -> list[str]:
    """The headings of a list, in the reader's language."""
    own = [kind.label_of(name) for name in columns_of(kind)]
    return [*own, _("Tags"), _("Seen by"), _("Changed"), _("Version"), "uid"]


def row_of(record: Record, membership: Membership | None) -> list[str]:
    """A record as a row of a list."""
    said = [_cell(record, name, membership) for name in columns_of(record.kind_of)]
    changed = timezone.localtime(record.changed_at).date().isoformat()
    tags = "; ".join(tag.shown for tag in record.standing_tags())
    seen_by = capfirst(str(record.get_visibility_display()))
    return [*said, tags, seen_by, changed, str(record.version), str(record.uid)]


def _cell(record: Record, name: str, membership: Membership | None) -> str:
    """As a list can be read in again: days as 2030-05-17, all else in words."""
    if is_withheld(record, name, membership):
        return ""
    if field_of(record, name).get_internal_type() == "DateField":
        return str(plain_value(record, name) or "")
    return told(record, name, membership)


def as_csv(taken: Taken) -> bytes:
    """A list for any program."""
    return list_csv(
        headings_of(taken.kind), [row_of(record, taken.membership) for record in taken.records]
    )


def as_xlsx(taken: Taken) -> bytes:
    """A list as a workbook."""
    rows = [row_of(record, taken.membership) for record in taken.records]
    title = str(taken.kind.plural)
    return list_xlsx(title, headings_of(taken.kind), rows, taken.about(), lang=taken.lang)


def as_word(taken: Taken) -> bytes:
    """One record with its thread and discussion, or a list with what each says."""
    one = taken.records[0] if len(taken.records) == 1 else None
    title = one.title if one else str(taken.kind.plural)
    parts = _whole(one, taken) if one else _many(taken)
    lead, *foot = taken.about()
    paper = Paper(title, lead, taken.lang, tuple(parts), " ".join(foot), taken.address)
    return paper_word(paper, template=house_style(taken.strategy, "docx"))


def trace_sheet(taken: Taken, ending: str = "docx") -> bytes:
    """One record's thread on paper, in Word or as PDF: how far it goes, who tied it and why."""
    paper = _trace(taken)
    if ending == "pdf":
        return paper_pdf(paper)
    return paper_word(paper, template=house_style(taken.strategy, "docx"))


def _trace(taken: Taken) -> Paper:
    record = taken.records[0]
    parts: list[Part] = []
    for heading, direction in _ways():
        parts.append(Heading(heading))
        rows = tuple(_traced(step) for step in walk(record, direction, taken.membership))
        headings = (_("Step"), _("The thread"), _("Why?"), _("Tied by"))
        nothing = Words(_("Nothing."), quiet=True)
        parts.append(Grid(headings, rows) if rows else nothing)
    lead, *foot = taken.about()
    foot_text = " ".join(foot)
    return Paper(record.title, lead, taken.lang, tuple(parts), foot_text, taken.address)


def _traced(step: Step) -> tuple[str, ...]:
    by = step.link.by.name if step.link.by else ""
    when = date_text(timezone.localtime(step.link.at).date(), get_language() or "nb")
    reason = step.link.reason if step.record else ""
    named = step_in_words(step).removesuffix(f" ({reason})") if reason else step_in_words(step)
    return str(step.depth), named, reason, f"{by}, {when}".strip(", ")


def as_slides(taken: Taken) -> bytes:
    """One record in a few slides, or a list, eight to a slide."""
    foot = " · ".join(taken.about())
    if taken.strategy.is_imagined:
        foot = f"{_('Imagined example')} · {foot}"
    one = taken.records[0] if len(taken.records) == 1 else None
    slides = _slides_of(one, taken, foot) if one else _slides_of_list(taken, foot)
    title = one.title if one else str(taken.kind.plural)
    template = house_style(taken.strategy, "pptx")
    return deck_bytes(title, tuple(slides), lang=taken.lang, template=template)


WRITERS: dict[str, Callable[[Taken], bytes]] = {
    "docx": as_word,
    "pptx": as_slides,
    "xlsx": as_xlsx,
    "csv": as_csv,
}


def _is_json(kind: Kind, name: str) -> bool:
    return field_of(kind.model, name).get_internal_type() == "JSONField"


def _facts(
    record: Record, names: Iterable[str], membership: Membership | None
) -> list[tuple[str, str]]:
    """What a record says in words, field by field; what it does not say is left out."""
    said = ((record.kind_of.label_of(name), told(record, name, membership)) for name in names)
    return [(_named(label), text) for label, text in said if text]


def _named(label: str) -> str:
    """The name of a field before what it holds, without what only helps to fill it in.

    >>> _named("What may come of it? One on each line."), _named("Status")
    ('What may come of it', 'Status')
    """
    return re.split(r"(?<=[?.:])\s", label)[0].rstrip("?:.")


def _whole(record: Record, taken: Taken) -> list[Part]:
    """Everything a reader may see of a record."""
    names = [name for name in columns_of(record.kind_of) if name != "title"]
    parts: list[Part] = [
        Words(text, label) for label, text in _facts(record, names, taken.membership)
    ]
    if tags := record.standing_tags():
        parts.append(Words(", ".join(tag.shown for tag in tags), _("Tags")))
    for heading, direction in _ways():
        if steps := walk(record, direction, taken.membership):
            depths = tuple(step.depth for step in steps)
            texts = tuple(step_in_words(step) for step in steps)
            parts += [Heading(heading), Points(texts, depths=depths)]
    comments = record.comments.filter(withdrawn_at=None).select_related("by")
    if comments:
        parts.append(Heading(_("Discussion")))
        parts += [Words(said.text, _said_by(said)) for said in comments]
    if names_of_files := tuple(
        record.attachments.filter(withdrawn_at=None).values_list("name", flat=True)
    ):
        parts += [Heading(_("Attachments")), Points(names_of_files)]
    return parts


def _said_by(said: Comment) -> str:
    return f"{said.by.name} ({said.get_kind_display()})"


def step_in_words(step: Step) -> str:
    """One stretch of the thread as a line of text."""
    if step.record is None:
        gone, closed = _("a record that was removed"), _("a record that is not open to you")
        return f"{step.words}: {gone if step.is_gone else closed}"
    if is_kept_in(step.record):
        return f"{step.words}: {_('a record with figures that are not for publication')}"
    reason = f" ({step.link.reason})" if step.link.reason else ""
    return f"{step.words}: {step.record.title} [{step.record.called}]{reason}"


def _many(taken: Taken) -> list[Part]:
    """A list: what stands in its columns, then what each says."""
    kind = taken.kind
    shown = ["title", *(["status"] if kind.statuses else []), *kind.columns, "owner"]
    rows = tuple(
        tuple(told(record, name, taken.membership) for name in shown) for record in taken.records
    )
    parts: list[Part] = [Grid(tuple(kind.label_of(name) for name in shown), rows)]
    rest = [name for name in columns_of(kind) if name not in shown]
    for record in taken.records:
        if facts := _facts(record, rest, taken.membership):
            parts.append(Heading(record.title))
            parts += [Words(text, label) for label, text in facts]
    return parts


def _ways() -> tuple[tuple[str, Direction], ...]:
    return (_("Why is this here?"), "back"), (_("What came of it?"), "forward")


def _slides_of(record: Record, taken: Taken, foot: str) -> list[Slide]:
    names = [name for name in columns_of(record.kind_of) if name != "title"]
    facts = [f"{label}: {_short(text)}" for label, text in _facts(record, names, taken.membership)]
    slides = [Slide(record.title, tuple(facts), foot)]
    for heading, direction in _ways():
        if steps := walk(record, direction, taken.membership):
            near = [step_in_words(step) for step in steps if step.depth == 1]
            notes = "\n".join(step_in_words(step) for step in steps)
            lines = _first(near, len(steps) - len(near))
            slides.append(Slide(heading, tuple(lines), foot, notes))
    return slides


def _first(near: list[str], farther: int) -> list[str]:
    """The nearest steps, as many as are read on a slide, and how many more there are."""
    shown = near[:ON_A_SLIDE]
    more = len(near) - len(shown) + farther
    if not more:
        return shown
    text = ngettext("… and {n} more, in the notes.", "… and {n} more, in the notes.", more)
    return [*shown, text.format(n=more)]


def _slides_of_list(taken: Taken, foot: str) -> list[Slide]:
    title = str(taken.kind.plural)
    slides = [Slide(title, tuple(taken.about()))]
    for start in range(0, len(taken.records), ON_A_SLIDE):
        part = taken.records[start : start + ON_A_SLIDE]
        slides.append(Slide(title, tuple(_line(record) for record in part), foot))
    return slides


def _line(record: Record) -> str:
    status = f" ({record.status_text})" if record.status_text else ""
    return f"{record.title}{status}"


def _short(text: str, most: int = SLIDE_TEXT) -> str:
    """A slide is no document: what is longer ends with dots, and stands whole in Word."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= most else f"{one_line[: most - 1].rstrip()}…"
