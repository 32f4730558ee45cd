"""The one list of roles, and what each may do. There is nothing to configure."""

from __future__ import annotations

from enum import Enum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in a strategy."""

    OWNER = "owner", _("owner")
    PROCESS_LEADER = "process_leader", _("process leader")
    ANALYST = "analyst", _("analyst")
    EDITOR = "editor", _("editor")
    CASE_WORKER = "case_worker", _("case worker")
    FACILITATOR = "facilitator", _("facilitator")
    ASSESSOR = "assessor", _("assessor")
    PARTNER = "partner", _("partner")
    RESEARCHER = "researcher", _("accompanying researcher")
    POLITICIAN = "politician", _("politician")
    OBSERVER = "observer", _("observer")
    PARTICIPANT = "participant", _("participant")
    PUBLIC = "public", _("the public")


class Power(Enum):
    """What a page may ask for."""

    READ_PARTICIPANTS = auto()
    READ_WORKING_GROUP = auto()
    COMMENT = auto()
    EXPORT = auto()
    WRITE = auto()
    ANALYSE = auto()
    PUBLISH = auto()
    REMOVE = auto()
    PEOPLE = auto()


_TAKES_PART = frozenset({Power.READ_PARTICIPANTS, Power.COMMENT})
_READS_ALL = _TAKES_PART | {Power.READ_WORKING_GROUP, Power.EXPORT}
_WORKS = _READS_ALL | {Power.WRITE}
_LEADS = frozenset(Power)

POWERS: dict[str, frozenset[Power]] = {
    Role.OWNER: _LEADS,
    Role.PROCESS_LEADER: _LEADS,
    Role.ANALYST: _WORKS | {Power.ANALYSE},
    Role.EDITOR: _WORKS | {Power.PUBLISH, Power.REMOVE},
    Role.CASE_WORKER: _WORKS,
    Role.FACILITATOR: _WORKS,
    Role.ASSESSOR: _READS_ALL,
    Role.PARTNER: _TAKES_PART,
    Role.RESEARCHER: _READS_ALL,
    Role.POLITICIAN: _TAKES_PART | {Power.EXPORT},
    Role.OBSERVER: frozenset({Power.READ_PARTICIPANTS}),
    Role.PARTICIPANT: _TAKES_PART,
    Role.PUBLIC: frozenset(),
}
