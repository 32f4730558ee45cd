"""Where a figure comes from: its sources, the steps it went through, and the cells behind it.

No lineage is stored for each cell. A result keeps its steps, each from a closed list; the cells of
the published table behind a figure are found by walking the steps backwards.

>>> steps = (
...     Step(StepKind.READ_TABLE, {"table": "11713"}),
...     Step(StepKind.SUM_REGIONS, {"parts": {"Agder": ("Aust-Agder", "Vest-Agder")}}),
...     Step(StepKind.SHARE),
... )
>>> provenance = Provenance(sources=(), steps=steps)
>>> for cell in provenance.source_cells(Cell("employment", "Agder", "fishing", "2019")):
...     print(cell.region, cell.activity)
Aust-Agder fishing
Vest-Agder fishing
Aust-Agder total
Vest-Agder total
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, Final, NamedTuple, Self

from fortrinn.cells import ReadOnlyDict
from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _

TOTAL: Final = "total"
"""The activity of a cell that holds all activities of its region."""


class Cell(NamedTuple):
    """One cell of a long table."""

    quantity: str
    region: str
    activity: str
    period: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """A published table: who made it, under which licence, and when it was fetched."""

    key: str
    title: str
    publisher: str
    table: str = ""
    licence: str = ""
    licence_url: str = ""
    date: str = ""


class StepKind(Enum):
    """What can be done to a figure on its way. The list is closed; each knows its way back."""

    READ_TABLE = "read_table"
    READ_OWN_TABLE = "read_own_table"
    THOUSANDS_TO_PERSONS = "thousands_to_persons"
    SUM_REGIONS = "sum_regions"
    STATUS_MASK = "status_mask"
    SHARE = "share"
    QUOTIENT = "quotient"
    INTERVAL = "interval"
    PRESENCE = "presence"
    INDEX = "index"
    GROWTH = "growth"
    SHIFT_SHARE = "shift_share"
    RATIO = "ratio"
    DISTANCE = "distance"
    RELATEDNESS = "relatedness"
    SIGNIFICANCE = "significance"
    COMPLEXITY = "complexity"
    CARRY = "carry"
    DENSITY = "density"
    ENTRY = "entry"
    LOGIT = "logit"
    LINKS = "links"
    INPUT_OUTPUT = "input_output"
    SKILL = "skill"
    COMPETENCE = "competence"
    MOBILITY = "mobility"
    COMBINED = "combined"
    EXPECTATION_GAP = "expectation_gap"


SENTENCES: Final[Mapping[StepKind, str]] = {
    StepKind.READ_TABLE: _("Read table {table} as published."),
    StepKind.READ_OWN_TABLE: _("Read the table {table} as you brought it."),
    StepKind.THOUSANDS_TO_PERSONS: _("Multiplied thousands by 1,000."),
    StepKind.SUM_REGIONS: _("Added up the regions that today's region is made of."),
    StepKind.STATUS_MASK: _("Left out what is withheld, missing, not applicable or negative."),
    StepKind.SHARE: _("Divided by the region's published total."),
    StepKind.QUOTIENT: _("Divided the share of the region by the share of {reference}."),
    StepKind.INTERVAL: _("Gave the quotient a 95 per cent interval for chance and rounding."),
    StepKind.PRESENCE: _("Called present what has a quotient of at least {threshold}."),
    StepKind.INDEX: _("Put all published activities of the region together in one number."),
    StepKind.GROWTH: _("Compared {end} with {start}."),
    StepKind.SHIFT_SHARE: _(
        "Split the change from {start} to {end} in three parts, compared with {reference}."
    ),
    StepKind.RATIO: _("Divided {numerator} by {denominator}."),
    StepKind.DISTANCE: _("Measured how far the regions' structures are from each other."),
    StepKind.RELATEDNESS: _(
        "Found for every two industries how likely a region with one has the other, the lower of "
        "both ways, in {regions} European regions."
    ),
    StepKind.SIGNIFICANCE: _(
        "Compared every link with chance, when regions and industries keep their numbers, and kept "
        "those of which at most {rate} per cent are there by chance."
    ),
    StepKind.COMPLEXITY: _(
        "Ordered {regions} European regions and their industries as one pair, by what is found "
        "where. Which end is called complex was decided by {anchor}."
    ),
    StepKind.CARRY: _(
        "Carried the European divisions to the county's industries, weighted by persons employed "
        "in Norway in {period}."
    ),
    StepKind.DENSITY: _(
        "Added up an industry's links to those the county is specialised in, and divided by all "
        "its links."
    ),
    StepKind.ENTRY: _(
        "Called an entry what was below {threshold} in {start} and at least that in {end}."
    ),
    StepKind.LINKS: _("Linked the divisions by another source: {source}."),
    StepKind.INPUT_OUTPUT: _(
        "Divided each purchase by what the buyer makes, and worked out what a krone of demand sets "
        "in motion through all purchases."
    ),
    StepKind.SKILL: _(
        "Compared the moves between every two industries with what chance would make, in both "
        "directions; moves within an industry were left out."
    ),
    StepKind.COMBINED: _(
        "Ranked the pairs by each source, and took the mean of the ranks of those that know a pair."
    ),
    StepKind.MOBILITY: _(
        "Added up the moves of all years by where people went, and gave each share an interval for "
        "chance and for what is withheld."
    ),
    StepKind.COMPETENCE: _(
        "Put together the educations each industry uses by the county's mix of industries, and "
        "compared them with those the county holds."
    ),
    StepKind.EXPECTATION_GAP: _(
        "Took from every answer what was expected from what was met, and the mean of that for each "
        "partner with enough answers."
    ),
    StepKind.LOGIT: _(
        "Fitted a logit of what came and of what left, with intervals clustered by county, on: "
        "{variables}."
    ),
}
"""What each step says to a reader; the fields are the step's settings."""

NEEDS: Final[Mapping[StepKind, tuple[str, ...]]] = {
    StepKind.READ_TABLE: ("table",),
    StepKind.READ_OWN_TABLE: ("table",),
    StepKind.SUM_REGIONS: ("parts",),
    StepKind.QUOTIENT: ("reference",),
    StepKind.PRESENCE: ("threshold",),
    StepKind.INDEX: ("activities",),
    StepKind.GROWTH: ("start", "end"),
    StepKind.SHIFT_SHARE: ("start", "end", "reference"),
    StepKind.RATIO: ("numerator", "denominator"),
    StepKind.DISTANCE: ("regions", "activities"),
    StepKind.RELATEDNESS: ("regions",),
    StepKind.SIGNIFICANCE: ("rate",),
    StepKind.COMPLEXITY: ("regions", "anchor"),
    StepKind.CARRY: ("period", "weights"),
    StepKind.DENSITY: ("activities",),
    StepKind.ENTRY: ("start", "end", "threshold"),
    StepKind.LOGIT: ("variables",),
    StepKind.LINKS: ("source",),
}
"""The settings a step's sentence and its way back need."""


@dataclass(frozen=True)
class Step:
    """One step: its kind, and the settings its sentence and its way back need.

    >>> Step(StepKind.GROWTH, {"start": "2008", "end": "2019"}).text
    'Compared 2019 with 2008.'
    """

    kind: StepKind
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", _settled(self.settings))
        lacking = [name for name in NEEDS.get(self.kind, ()) if name not in self.settings]
        if lacking:
            raise SettingError(
                _("The step '{kind}' needs {settings}. Give it."),
                kind=self.kind.value,
                settings=", ".join(lacking),
            )

    @property
    def text(self) -> str:
        """The step as a sentence in English."""
        return self.in_words(str)

    def in_words(self, translate: Callable[[str], str]) -> str:
        """The step as a sentence: ``step.in_words(translator("nn"))``."""
        return translate(SENTENCES[self.kind]).format_map(self.settings)

    @property
    def details(self) -> tuple[str, ...]:
        """What the sentence leaves to a list of its own: the weights of a carry, one for each code.

        >>> weights = {"C10-12": {"10": 47741.0, "11": 3653.0}}
        >>> Step(StepKind.CARRY, {"period": "2015", "weights": weights}).details
        ('C10-12 = 10 (47741) + 11 (3653)',)
        """
        if self.kind is not StepKind.CARRY:
            return ()
        return tuple(
            f"{into} = " + " + ".join(f"{part} ({weight:.0f})" for part, weight in parts.items())
            for into, parts in self.settings["weights"].items()
        )

    def behind(self, cell: Cell) -> Iterable[Cell]:
        """The cells this step made a cell from."""
        return _WAY_BACK.get(self.kind, _the_same)(self.settings, cell)

    def as_data(self) -> dict[str, Any]:
        """The step as JSON can hold it."""
        return {"kind": self.kind.value, "settings": _plain(self.settings)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The step that :meth:`as_data` wrote."""
        return cls(StepKind(data["kind"]), data["settings"])


@dataclass(frozen=True)
class Provenance:
    """The sources of a result and the steps from them to it, first step first."""

    sources: tuple[Source, ...]
    steps: tuple[Step, ...]

    def then(self, *steps: Step) -> Self:
        """The provenance of what is made from this result by further steps."""
        return type(self)(self.sources, (*self.steps, *steps))

    def source_cells(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the published tables a figure rests on, each once.

        ``cell`` is where the figure stands in the result. An index of a whole region stands at the
        activity :data:`TOTAL`.
        """
        cells = {cell: None}
        for step in reversed(self.steps):
            cells = {source: None for each in cells for source in step.behind(each)}
        return tuple(cells)

    def as_data(self) -> dict[str, Any]:
        """The provenance as JSON can hold it."""
        return {
            "sources": [asdict(source) for source in self.sources],
            "steps": [step.as_data() for step in self.steps],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The provenance that :meth:`as_data` wrote.

        >>> made = Provenance((), (Step(StepKind.SHARE),))
        >>> Provenance.from_data(made.as_data()) == made
        True
        """
        return cls(
            tuple(Source(**source) for source in data["sources"]),
            tuple(Step.from_data(step) for step in data["steps"]),
        )


# --- the way back, step by step -----------------------------------------------------------------

Settings = Mapping[str, Any]


def _the_same(settings: Settings, cell: Cell) -> Iterable[Cell]:
    return (cell,)


def _parts_of_region(settings: Settings, cell: Cell) -> Iterable[Cell]:
    parts: Sequence[str] = settings["parts"].get(cell.region, (cell.region,))
    return (cell._replace(region=part) for part in parts)


def _cell_and_total(settings: Settings, cell: Cell) -> Iterable[Cell]:
    return cell, cell._replace(activity=TOTAL)


def _both_shares(settings: Settings, cell: Cell) -> Iterable[Cell]:
    reference = cell._replace(region=settings["reference"])
    return *_cell_and_total(settings, cell), *_cell_and_total(settings, reference)


def _whole_rows(settings: Settings, cell: Cell) -> Iterable[Cell]:
    """All activities of the region and, where the index compares, of the reference."""
    reference = settings.get("reference")
    regions = (cell.region,) if reference is None else (cell.region, reference)
    for region in regions:
        for activity in settings["activities"]:
            yield cell._replace(region=region, activity=activity)


def _both_ends(settings: Settings, cell: Cell) -> Iterable[Cell]:
    return cell._replace(period=settings["start"]), cell._replace(period=settings["end"])


def _both_ends_and_reference(settings: Settings, cell: Cell) -> Iterable[Cell]:
    reference = cell._replace(region=settings["reference"])
    for each in (cell, reference, reference._replace(activity=TOTAL)):
        yield from _both_ends(settings, each)


def _both_quantities(settings: Settings, cell: Cell) -> Iterable[Cell]:
    return (cell._replace(quantity=settings[side]) for side in ("numerator", "denominator"))


def _every_region(settings: Settings, cell: Cell) -> Iterable[Cell]:
    """A distance is scaled by all regions, so all regions' shares are behind it."""
    for region in settings["regions"]:
        for activity in (*settings["activities"], TOTAL):
            yield cell._replace(region=region, activity=activity)


_WAY_BACK: Final[Mapping[StepKind, Callable[[Settings, Cell], Iterable[Cell]]]] = {
    StepKind.SUM_REGIONS: _parts_of_region,
    StepKind.SHARE: _cell_and_total,
    StepKind.QUOTIENT: _both_shares,
    StepKind.INDEX: _whole_rows,
    StepKind.GROWTH: _both_ends,
    StepKind.SHIFT_SHARE: _both_ends_and_reference,
    StepKind.RATIO: _both_quantities,
    StepKind.DISTANCE: _every_region,
    StepKind.DENSITY: _whole_rows,
    StepKind.ENTRY: _both_ends,
}


def _settled(value: Any) -> Any:
    """Settings that nobody can change any more, alike before and after JSON."""
    if isinstance(value, Mapping):
        return ReadOnlyDict({str(key): _settled(each) for key, each in value.items()})
    return tuple(_settled(each) for each in value) if isinstance(value, tuple | list) else value


def _plain(value: Any) -> Any:
    """Settings as dictionaries and lists, the way JSON holds them."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
