"""The kinds of record for ties, partnerships and what is told."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.models import (
    LogEntry,
    Member,
    Message,
    Orientation,
    Partnership,
    Responsibility,
    Story,
    Tie,
    Update,
)
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind, always
from fortrinn.web.records.models import Record


def form(name: str) -> Callable[[], type[RecordForm]]:
    """The form of this name, read when it is first needed."""

    def read() -> type[RecordForm]:
        found: type[RecordForm] = getattr(
            import_module("fortrinn.web.organising.forms_telling"), name
        )
        return found

    return read


def network_page(record: Record) -> str:
    """Ties are seen together."""
    strategy = record.strategy
    assert strategy is not None
    return reverse("organising:network", args=[strategy.place, strategy.slug])


def members_page(record: Record) -> str:
    """A member stands on the page of its partnership."""
    member = record.as_kind()
    assert isinstance(member, Member)
    assert member.strategy is not None
    there = [member.strategy.place, member.strategy.slug, member.partnership.slug]
    return reverse("organising:members", args=there)


TIE = Kind(
    key="tie",
    segment="ties",
    model=Tie,
    label=_("tie"),
    plural=_("Ties"),
    fields=("one", "other", "sort", "known_from"),
    links_to=network_page,
)

MEMBER = Kind(
    key="member",
    segment="members",
    model=Member,
    label=_("partner"),
    plural=_("Partners"),
    fields=("partnership", "actor", "goal", "mandate", "anchoring", "ways"),
    related=("partnership",),
    links_to=members_page,
)

PARTNERSHIP = Kind(
    key="partnership",
    segment="partnerships",
    model=Partnership,
    label=_("partnership"),
    plural=_("Partnerships"),
    fields=(
        "purpose",
        "form",
        "mandate",
        "worth_it",
        "common_goal",
        "hours",
        "next_look",
        "dialogue",
        "own_notes",
    ),
    statuses={
        "considered": _("being considered"),
        "running": _("running"),
        "resting": _("resting"),
        "ended": _("ended"),
    },
    form=form("PartnershipForm"),
    inner={"dialogue": always, "own_notes": always},
    columns=("purpose",),
    template="organising/_partnership.html",
    new_label=_("Describe a partnership"),
    empty_text=_(
        "Those who have bound themselves to work together. Begin with one sentence on what you "
        "want together that none of you can do alone."
    ),
)

STORY = Kind(
    key="story",
    segment="stories",
    model=Story,
    label=_("story"),
    plural=_("Stories and small wins"),
    fields=("happened", "text", "is_win", "partnership"),
    form=form("StoryForm"),
    columns=("happened", "is_win"),
    template="organising/_story.html",
    new_label=_("Tell a story"),
    empty_text=_("Small wins keep people going. Tell the first one, and show it to everyone."),
    on_home=False,
)

MESSAGE = Kind(
    key="message",
    segment="messages",
    model=Message,
    label=_("message"),
    plural=_("Communication plan"),
    fields=("to_whom", "channel", "when", "text", "came_of_it"),
    statuses={"planned": _("planned"), "told": _("told"), "dropped": _("came to nothing")},
    form=form("MessageForm"),
    columns=("to_whom", "channel", "when"),
    filters=("channel",),
    importable=("to_whom", "channel", "when", "text"),
    template="organising/_message.html",
    new_label=_("Plan a message"),
    empty_text=_("Who should hear what, where and when? Four lines make a plan."),
    on_home=False,
)

ORIENTATION = Kind(
    key="orientation",
    segment="orientations",
    model=Orientation,
    label=_("political orientation"),
    plural=_("Political orientations"),
    fields=("body", "held", "text", "position", "opposition", "response"),
    form=form("OrientationForm"),
    columns=("body", "held"),
    importable=("body", "held", "text", "position", "opposition"),
    template="organising/_orientation.html",
    new_label=_("Note an orientation"),
    empty_text=_("When were the politicians told, and were both sides there?"),
    on_home=False,
)

RESPONSIBILITY = Kind(
    key="responsibility",
    segment="responsibilities",
    model=Responsibility,
    label=_("responsibility"),
    plural=_("Who answers for what"),
    fields=("department", "works_with", "text"),
    form=form("ResponsibilityForm"),
    columns=("department", "works_with"),
    importable=("department", "works_with", "text"),
    template="organising/_responsibility.html",
    new_label=_("Add a responsibility"),
    empty_text=_(
        "Which department does what, so that the county municipality speaks with one voice?"
    ),
    on_home=False,
)

LOG_ENTRY = Kind(
    key="log-entry",
    segment="log",
    model=LogEntry,
    label=_("log entry"),
    plural=_("The researcher's log"),
    fields=("seen", "text"),
    form=form("LogForm"),
    columns=("seen",),
    template="organising/_log_entry.html",
    empty_text=_("What the accompanying researcher sees along the way."),
    on_home=False,
)

UPDATE = Kind(
    key="update",
    segment="updates",
    model=Update,
    label=_("update from a partner"),
    plural=_("Updates from partners"),
    fields=("actor", "pace", "text", "needs"),
    columns=("actor", "pace"),
    filters=("pace",),
    related=("actor",),
    template="organising/_update.html",
    empty_text=_(
        "What partners tell about what they own, by a link and without an account. Open an actor "
        "and choose “Ask how it goes with what it owns”: you get a link to send from your e-mail."
    ),
    on_home=False,
)

TELLING = (
    PARTNERSHIP,
    STORY,
    MESSAGE,
    ORIENTATION,
    RESPONSIBILITY,
    LOG_ENTRY,
    UPDATE,
    TIE,
    MEMBER,
)
