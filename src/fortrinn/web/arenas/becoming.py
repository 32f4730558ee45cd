"""What a card can turn into: kinds of record that later elements bring, where they are there."""

from __future__ import annotations

from fortrinn.web.records.kinds import KINDS, Kind

#: A finding is not among them: it rests on the cells of an analysis, and is stated from there.
BECOMES = ("discovery", "need", "quick-note")


def possible_kinds() -> list[Kind]:
    """The kinds a card can become in this workspace."""
    return [KINDS[key] for key in BECOMES if key in KINDS]
