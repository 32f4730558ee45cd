"""The kinds of record: a table that apps add to when they start.

    KINDS["finding"] = Kind(key="finding", segment="findings", model=Finding, ...)

A kind is a small model, a form and a template; it brings its own words and nothing configurable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

if TYPE_CHECKING:
    from fortrinn.web.records.forms import RecordForm
    from fortrinn.web.records.models import Record

# Words that mean something else at the place of a kind's word in an address.
RESERVED_SEGMENTS = frozenset(
    {
        "comparison",
        "export",
        "house-style",
        "import",
        "loose-ends",
        "people",
        "promises",
        "reminders",
        "strategies",
        "whole",
    }
)
SHARED_FIELDS = (
    "title",
    "language",
    "status",
    "owner",
    "case_reference",
    "journal_reference",
)


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    ``segment`` is its word in addresses, ``fields`` are its own fields that revisions keep,
    ``statuses`` the words for each status (the first is where a record begins), ``form`` gives the
    form a person edits it with (None: not edited by hand), ``template`` is drawn in its page with
    ``record`` and ``opened``, ``new_label`` stands on the button that makes one (empty: no button),
    ``empty_text`` tells what will stand in an empty list.

    For lists: ``columns`` are own fields shown beside the title, ``filters`` own fields with
    choices one may filter by, ``related`` what the list loads with each record. Every text among
    ``fields`` is searched. For pasted lists: ``importable`` are the own fields a column may fill
    (empty: the kind takes no lists), ``same`` those that together tell one record from another.
    ``headings`` are other words people's spreadsheets have above a field, ``spoken`` the words they
    use for a field's choices; both in small letters.

    ``element`` is the element of the method it belongs to, where that is not its own app;
    ``on_home`` is False where the element's own page leads to it, and the home need not.

    ``create`` makes one instead of :func:`~fortrinn.web.records.services.create_record`, with the
    same arguments. ``called`` gives the word for one record where ``label`` does not fit all of
    them. ``labels`` are words for fields where the model's own do not fit. ``inner`` are
    fields that only the working group reads even where the record is shown, each with when.
    """

    key: str
    segment: str
    model: type[Record]
    label: Any
    plural: Any
    fields: tuple[str, ...] = ()
    statuses: Mapping[str, Any] = field(default_factory=dict)
    form: Callable[[], type[RecordForm]] | None = None
    template: str = ""
    new_label: Any = ""
    empty_text: Any = ""
    links_to: Callable[[Record], str] | None = None
    columns: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    importable: tuple[str, ...] = ()
    same: tuple[str, ...] = ("title",)
    create: Callable[..., Record] | None = None
    called: Callable[[Any], Any] | None = None
    labels: Mapping[str, Any] = field(default_factory=dict)
    inner: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    element: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    is_final: bool = False
    on_home: bool = True
    headings: Mapping[str, str] = field(default_factory=dict)
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label_of(self, name: str) -> str:
        """What a field is called, with a capital letter."""
        found = self.model._meta.get_field(name)
        own = _pointed_at(found) or getattr(found, "verbose_name", name)
        return capfirst(str(self.labels.get(name) or own))

    @property
    def texts(self) -> tuple[str, ...]:
        """Its own fields that hold what people wrote: these are searched."""
        named = ((name, self.model._meta.get_field(name)) for name in self.fields)
        return tuple(
            name
            for name, found in named
            if isinstance(found, models.CharField | models.TextField) and not found.choices
        )

    @property
    def of_element(self) -> str:
        """The app of the element it is listed under."""
        return self.element or self.model._meta.app_label

    @property
    def has_pages(self) -> bool:
        """Whether its records have the pages of a strategy; else they live at ``links_to``."""
        return self.links_to is None

    @property
    def all_fields(self) -> tuple[str, ...]:
        """Every field a revision keeps."""
        return (*SHARED_FIELDS, *self.fields)

    def url(self, record: Record) -> str:
        """The address of a record of this kind."""
        if self.links_to is not None:
            return self.links_to(record)
        strategy = record.strategy
        if strategy is None:
            raise ImproperlyConfigured(f"{self.key} belongs to no strategy: give links_to.")
        return reverse(
            "records:record", args=[strategy.place, strategy.slug, self.segment, record.slug]
        )


_kinds: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = MappingProxyType(_kinds)


def _pointed_at(found: Any) -> Any:
    """What a field points to, where nobody has said what the field is called."""
    unsaid = getattr(found, "verbose_name", "") == found.name.replace("_", " ")
    if not (unsaid and found.is_relation):
        return ""
    return next((kind.label for kind in KINDS.values() if kind.model is found.related_model), "")


def always(_record: Any) -> bool:
    """For ``inner``: whatever the record says."""
    return True


def register(kind: Kind) -> None:
    """Add a kind; two of the same name or word are a mistake in the code."""
    if kind.segment in RESERVED_SEGMENTS:
        raise ImproperlyConfigured(f"The word {kind.segment} has another meaning in addresses.")
    for other in _kinds.values():
        if kind.key == other.key or kind.segment == other.segment:
            raise ImproperlyConfigured(f"There are two kinds called {kind.key} or {kind.segment}.")
    _kinds[kind.key] = kind


def kind_called(key: str) -> Kind:
    """The kind of a record."""
    return _kinds[key]


def kind_at(segment: str) -> Kind | None:
    """The kind whose word stands in an address."""
    return next((kind for kind in _kinds.values() if kind.segment == segment), None)
