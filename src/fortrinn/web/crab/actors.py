"""The actors of the example."""

from __future__ import annotations

from fortrinn import content
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record


def fill(cast: Cast) -> None:
    """Twenty-five actors that do not exist."""
    for actor in content.crab("actors")["actors"]:
        fields = {name: value for name, value in actor.items() if name != "key"}
        cast.made[f"actor:{actor['key']}"] = create_record(
            kind=KINDS["actor"],
            strategy=cast.strategy,
            by=cast.leader,
            language=LANGUAGE,
            status="with_us",
            **fields,
        )
