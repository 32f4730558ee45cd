"""What the example is paid with, the fields it serves, and the sort of region it is in."""

from __future__ import annotations

from fortrinn import content
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Visibility
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record
from fortrinn.web.strategies.characters import say_types


def fill(cast: Cast) -> None:
    """Three sources of money, tags for the fields, and two types of region."""
    text = content.crab("means")
    say_types(strategy=cast.strategy, by=cast.leader, **text["region"])
    for key, codes in text["fields"].items():
        for code in codes:
            tag = tag_called(f"field:{code}")
            tag_record(record=cast.made[key], tag=tag, by=cast.leader)
    first = next(record for key, record in cast.made.items() if key.startswith("priority:"))
    for fields in text["sources"]:
        source = create_record(
            kind=KINDS["funding-source"],
            strategy=cast.strategy,
            by=cast.leader,
            language=LANGUAGE,
            visibility=Visibility.PUBLIC,
            **fields,
        )
        link_records(source=source, target=first, type=LinkType.CONTRIBUTES_TO, by=cast.leader)
