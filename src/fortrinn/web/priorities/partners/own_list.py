"""Our own priorities as a list other regions can bring in: the columns of Eye@RIS3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fortrinn.web.priorities.chosen import Chosen, with_tags
from fortrinn.web.priorities.partners.coding import INDUSTRY, OBJECTIVE, SCIENCE, tag_codes
from fortrinn.web.records.models import Record, Tag
from fortrinn.web.strategies.models import Strategy

COUNTRY = "Norway"
HEADINGS = (
    "Region Name",
    "Country",
    "Priority Name",
    "Description",
    "Economic Domains",
    "Scientific Domains",
    "Policy Objectives",
    "Contact",
    "Source",
)


def rows_of(chosen: Sequence[Chosen], strategy: Strategy) -> list[list[str]]:
    """A row for each priority; its codes are its own and those of what it selects."""
    with_tags(chosen)
    organisation = strategy.organisation.name
    return [
        [
            organisation,
            COUNTRY,
            one.priority.title,
            one.priority.why,
            *(_codes(_with(one), name) for name in (INDUSTRY, SCIENCE, OBJECTIVE)),
            organisation,
            strategy.example_notice or strategy.title,
        ]
        for one in chosen
    ]


def _with(one: Chosen) -> list[Record]:
    return [one.priority, *one.selects]


def _codes(records: Iterable[Record], dimension: str) -> str:
    """The codes of a dimension, each once, as a list writes them."""
    tags = (tag for record in records for tag in record.standing_tags())
    return "; ".join(
        dict.fromkeys(
            _written(tag) for tag in tags if tag_codes(tag)[0] == dimension and tag_codes(tag)[1]
        )
    )


def _written(tag: Tag) -> str:
    """A code with its English name, as it can be read back."""
    name = tag.en or tag.nb
    dimension, _codes_of = tag_codes(tag)
    if dimension == OBJECTIVE:
        return f"SDG {tag.code} {name}" if tag.vocabulary == "sdg" else name
    return f"{tag.code.rpartition(' ')[2] if dimension == INDUSTRY else tag.code} {name}"
