"""The kinds of record that organising brings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.models import Actor
from fortrinn.web.organising.spreadsheet_words import HEADINGS, SPOKEN
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind, always
from fortrinn.web.records.models import Record


def actor_form() -> type[RecordForm]:
    """The form an actor is edited with."""
    from fortrinn.web.organising.forms import ActorForm

    return ActorForm


def create_actor(**fields: Any) -> Record:
    """A new actor, by hand or from a list."""
    from fortrinn.web.organising.services import register_actor

    return register_actor(**fields)


ACTOR = Kind(
    key="actor",
    segment="actors",
    model=Actor,
    label=_("actor"),
    plural=_("Actors"),
    fields=(
        "type",
        "place",
        "sector",
        "number",
        "comes_from",
        "can_act",
        "contributes",
        "cares_for",
        "interests",
        "role_agreed",
        "expects",
        "wanted",
        "actual",
        "mandate",
        "is_bridge_builder",
        "is_ambassador",
        "is_trusted_voice",
        "challenges",
    ),
    inner=dict.fromkeys(("role_agreed", "expects", "wanted", "actual", "mandate"), always),
    statuses={
        "considered": _("to be asked"),
        "asked": _("asked"),
        "with_us": _("with us"),
        "said_no": _("said no"),
        "left": _("has left"),
    },
    form=actor_form,
    create=create_actor,
    labels={"title": _("Name")},
    headings=HEADINGS,
    spoken=SPOKEN,
    columns=("type", "place"),
    filters=("type", "comes_from", "can_act"),
    importable=(
        "type",
        "place",
        "sector",
        "number",
        "comes_from",
        "can_act",
        "contributes",
        "cares_for",
        "interests",
        "wanted",
        "actual",
    ),
    template="organising/_actor.html",
    new_label=_("Add an actor"),
    empty_text=_(
        "The actors are the firms, public bodies, organisations and people the region can build "
        "on. Paste a list from a spreadsheet, or begin with the three you would call first."
    ),
)

ALL = (ACTOR,)
