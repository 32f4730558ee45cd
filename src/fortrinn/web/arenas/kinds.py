"""The kinds of record that arenas bring."""

from __future__ import annotations

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from fortrinn.errors import InputError
from fortrinn.web.arenas.models import PULSE, Agreed, Arena, Attendance, Card, Reply
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record


def arena_form() -> type[RecordForm]:
    """The form of an arena."""
    from fortrinn.web.arenas.forms import ArenaForm

    return ArenaForm


def card_form() -> type[RecordForm]:
    """The form one card is mended with."""
    from fortrinn.web.arenas.forms import CardForm

    return CardForm


def reply_form() -> type[RecordForm]:
    """The form a reply is mended with."""
    from fortrinn.web.arenas.forms import ReplyEditForm

    return ReplyEditForm


def agreed_form() -> type[RecordForm]:
    """The form of a decision or a promise."""
    from fortrinn.web.arenas.forms import AgreedEditForm

    return AgreedEditForm


def is_unnamed(card: Card) -> bool:
    """Who said it is for the working group."""
    return card.consent != Card.Consent.NAMED


def stays_in_the_room(card: Card) -> bool:
    """What was said is for the working group."""
    return card.stays_in_the_room


def refuse_showing(record: Record, _to: str) -> None:
    """The veto on showing a card that was to stay in the room: its title is what was said."""
    if isinstance(record, Card) and record.stays_in_the_room:
        raise InputError(
            gettext_noop(
                "This card stays in the room. It is answered with the others, but shown to nobody "
                "outside the working group."
            )
        )


def people_page(record: Record) -> str:
    """Who came stands on its arena's page of people."""
    arena, strategy = Attendance.objects.get(pk=record.pk).arena, record.strategy
    assert strategy is not None
    return reverse("arenas:people", args=[strategy.place, strategy.slug, arena.slug])


ARENA = Kind(
    key="arena",
    segment="arenas",
    element="organising",
    model=Arena,
    label=_("arena"),
    plural=_("Arenas"),
    labels={"template": _("Made from the template")},
    fields=(
        "form",
        "template",
        "starts",
        "where",
        "minutes",
        "expected",
        "process_role",
        "expectations",
        "experience",
        "outcomes",
        "set_up",
        "ideas_owner",
        "invitation",
        "programme",
        "went",
        "pulse_asked",
        "pulse_worth",
        "pulse_next",
        "pulse_again",
    ),
    statuses={
        "planned": _("being planned"),
        "invited": _("invitations sent"),
        "held": _("held"),
        "answered": _("held and answered"),
        "cancelled": _("cancelled"),
    },
    form=arena_form,
    columns=("form", "starts"),
    inner=dict.fromkeys(PULSE, attrgetter("asked_few")),
    filters=("form",),
    template="arenas/_arena.html",
    new_label=_("Plan a meeting"),
    empty_text=_(
        "Everything people take part in: meetings, workshops, camps. Begin with a template under "
        "Organising; it brings invitation, programme and sheets to print."
    ),
)

ATTENDANCE = Kind(
    key="attendance",
    segment="attendances",
    model=Attendance,
    label=_("attendance"),
    plural=_("Attendances"),
    fields=("arena", "actor", "type", "came"),
    inner={"came": attrgetter("few_came")},
    statuses={
        "invited": _("invited"),
        "coming": _("said yes"),
        "declined": _("said no"),
        "came": _("came"),
    },
    links_to=people_page,
)

CARD = Kind(
    key="card",
    segment="cards",
    model=Card,
    label=_("card"),
    plural=_("Cards"),
    fields=("arena", "text", "voice", "type", "actor", "consent"),
    form=card_form,
    columns=("arena", "voice"),
    inner={"voice": is_unnamed, "actor": is_unnamed, "text": stays_in_the_room},
    filters=("type", "consent"),
    related=("arena",),
    template="arenas/_card.html",
    empty_text=_(
        "What people said and wrote when they met. Cards are typed or pasted in on the page of "
        "the arena, many at a time."
    ),
)

REPLY = Kind(
    key="reply",
    segment="replies",
    model=Reply,
    label=_("answer to the participants"),
    plural=_("Answers to the participants"),
    fields=("arena", "heard", "next"),
    form=reply_form,
    columns=("arena",),
    related=("arena",),
    template="arenas/_reply.html",
    empty_text=_("What you said, and what happens now. An answer is written from the arena."),
)

AGREED = Kind(
    key="agreed",
    segment="agreed",
    model=Agreed,
    label=_("what was agreed"),
    plural=_("What was agreed"),
    fields=("arena", "sort", "who", "due"),
    statuses={"open": _("open"), "kept": _("done"), "dropped": _("came to nothing")},
    form=agreed_form,
    columns=("who", "due"),
    filters=("sort",),
    related=("arena",),
    template="arenas/_agreed.html",
    empty_text=_("Decisions and promises from the meetings, with who and when."),
)

ALL = (ARENA, CARD, REPLY, AGREED, ATTENDANCE)
