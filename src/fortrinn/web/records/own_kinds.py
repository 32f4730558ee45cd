"""The kinds of record that belong to no element."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import QuickNote


def quick_note_form() -> type[RecordForm]:
    """The form of a quick note."""
    from fortrinn.web.records.forms import QuickNoteForm

    return QuickNoteForm


QUICK_NOTE = Kind(
    key="quick-note",
    segment="quick-notes",
    model=QuickNote,
    label=_("quick note"),
    plural=_("Quick notes"),
    fields=("who", "due", "text"),
    statuses={
        "open": _("open"),
        "kept": _("done"),
        "dropped": _("came to nothing"),
    },
    form=quick_note_form,
    template="records/_quick_note.html",
    new_label=_("Quick note"),
    empty_text=_(
        "For what is said between two meetings: who, what, and promised by when. Tie it to the "
        "rest when you are back at your desk."
    ),
    columns=("who", "due"),
    importable=("who", "due", "text", "status"),
    same=("title", "who"),
    labels={"title": _("What was said or promised?")},
)
