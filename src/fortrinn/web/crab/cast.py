"""Who makes the example: the people of the demo, and the records made so far by their keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from fortrinn.web.accounts.models import User
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy

LANGUAGE = "nb"


@dataclass
class Cast:
    """The strategy being filled, who writes in it, and what can be pointed to."""

    strategy: Strategy
    leader: User
    analyst: User
    editor: User
    made: dict[str, Record] = field(default_factory=dict)
