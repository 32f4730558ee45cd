"""What other packages call the same: their conventions as settings, and what is left behind.

>>> from fortrinn.examples import employment
>>> from fortrinn.measures import co_location
>>> growthlab = Preset.named("growthlab")
>>> co_location(employment(), **growthlab["co_location"])["i2", "i2"]
1.0
>>> growthlab.omitted[0].where
'complexity'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.cells import ReadOnlyDict
from fortrinn.errors import refuse_name


@dataclass(frozen=True)
class Omitted:
    """Something a package does that is not reproduced: where, what, and what happens here."""

    where: str
    what: str
    here: str


@dataclass(frozen=True, repr=False)
class Preset(Mapping[str, Mapping[str, Any]]):
    """The conventions of a package: for each measure here, the settings that give its figures.

    ``preset["co_location"]`` are settings for that measure, empty where ours are the same.

    Attributes
    ----------
    name, package, version, language, licence
        What is reproduced.
    settings
        Measure by measure, what differs from the defaults. ``"reward"`` are the settings of
        ``complexity`` whose scores the package uses as the reward of outlook and gain.
    shown
        How its figures are shown differently, which is for the screen: per cent, 0 to 100.
    omitted
        Its defects, which are not reproduced.
    """

    name: str
    package: str
    version: str
    language: str
    licence: str
    settings: Mapping[str, Mapping[str, Any]]
    shown: tuple[str, ...]
    omitted: tuple[Omitted, ...]

    @classmethod
    def named(cls, name: str) -> "Preset":
        """A preset by its name or its package's; :class:`UnknownName` tells what was meant.

        >>> Preset.named("ecomplexity").name
        'growthlab'
        """
        named = {**PRESETS, **{each.package: each for each in PRESETS.values()}}
        if name not in named:
            refuse_name(name, tuple(PRESETS))
        return named[name]

    def __getitem__(self, measure: str) -> Mapping[str, Any]:
        return self.settings.get(measure, ReadOnlyDict())

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def __len__(self) -> int:
        return len(self.settings)

    def __repr__(self) -> str:
        return f"Preset({self.name}: {self.package} {self.version}, {len(self.omitted)} omitted)"


_ONE_SIGN: Final = "one sign for the pair, decided once; its strength is reported"
_MASKED: Final = "empty regions and activities are masked and named, the others are not touched"

ECONGEO: Final = Preset(
    name="econgeo",
    package="EconGeo",
    version="1.3 and 2.1",
    language="R",
    licence="GPL-2 or GPL-3",
    settings=ReadOnlyDict(
        cosine=ReadOnlyDict(margins="pairs"),
        jaccard=ReadOnlyDict(margins="pairs"),
        complexity=ReadOnlyDict(sign="reflections", scale="sum"),
        reflections=ReadOnlyDict(steps=20),
    ),
    shown=(
        "relatedness density in per cent",
        "reflections from 0 to 100",
    ),
    omitted=(
        Omitted(
            "complexity",
            "The matrix whose eigenvector is taken is rounded to 4 digits; with 5,000 activities "
            "half of its entries are off by 13 per cent.",
            "float64 throughout",
        ),
        Omitted(
            "complexity",
            "Regions and activities get their signs apart from each other, by reflections and by "
            "ubiquity, and may contradict each other.",
            _ONE_SIGN,
        ),
        Omitted("complexity", "Empty rows are dropped, so that results do not line up.", _MASKED),
        Omitted(
            "complexity",
            "A table in disconnected groups, such as the one in its manual, gives numbers.",
            "refused with the groups named",
        ),
        Omitted(
            "density", "Rounded to 2 digits, the inner and outer one to whole per cent.", "not"
        ),
        Omitted("density", "An isolated activity makes the average NaN.", "NaN in its column only"),
        Omitted(
            "location_quotient", "RCA is rounded to 2 digits, also where others use it.", "not"
        ),
    ),
)

GROWTHLAB: Final = Preset(
    name="growthlab",
    package="ecomplexity",
    version="0.5.3",
    language="Python",
    licence="MIT",
    settings=ReadOnlyDict(
        co_location=ReadOnlyDict(self_pair="included"),
        quotient_correlation=ReadOnlyDict(self_pair="included"),
        reward=ReadOnlyDict(scale="deviation"),
        outlook=ReadOnlyDict(standardised=True),
    ),
    shown=(),
    omitted=(
        Omitted(
            "complexity",
            "One region or activity without presence makes every score of the year NaN.",
            _MASKED,
        ),
        Omitted("complexity", "A failure is printed and becomes NaN.", "raised with a sentence"),
        Omitted(
            "complexity",
            "The check of log-supermodularity draws without a seed and calls tables bad that are "
            "not.",
            "left out",
        ),
        Omitted(
            "density",
            "With nearest neighbours the neighbours are counted, not weighed.",
            "all links weigh in; keep those that are significant",
        ),
        Omitted("presence", "'both' adds two tables of 0 and 1, which gives 2.", "one table"),
        Omitted("table", "The first of two rows for the same cell is kept.", "refused"),
        Omitted("table", "An empty cell becomes zero.", "withheld"),
    ),
)

OEC: Final = Preset(
    name="oec",
    package="economic-complexity",
    version="0.3.0",
    language="Python",
    licence="MIT",
    settings=ReadOnlyDict(
        reflections=ReadOnlyDict(steps=18, degrees_of_freedom=1),
        relative_density=ReadOnlyDict(degrees_of_freedom=1),
        gain=ReadOnlyDict(shared_by="target", net_of_density=True),
    ),
    shown=(),
    omitted=(
        Omitted("reflections", "An empty activity makes every region NaN.", _MASKED),
        Omitted(
            "reflections",
            "Any number of steps is taken; after some fifty only rounding is left.",
            "at most 20, rescaled after each",
        ),
        Omitted("gain", "Activities that are already present have one too.", "0 where present"),
        Omitted(
            "relative_density", "Activities that are present have one too.", "NaN where present"
        ),
    ),
)

ECONOMICCOMPLEXITY: Final = Preset(
    name="economiccomplexity",
    package="economiccomplexity",
    version="2.0.0",
    language="R",
    licence="Apache-2.0",
    settings=ReadOnlyDict(
        co_location=ReadOnlyDict(self_pair="included"),
        complexity=ReadOnlyDict(sign="reflections", scale="own", degrees_of_freedom=1),
        reward=ReadOnlyDict(sign="reflections", scale="own", degrees_of_freedom=1),
        reflections=ReadOnlyDict(steps=18, degrees_of_freedom=1),
        fitness=ReadOnlyDict(steps=19),
    ),
    shown=(),
    omitted=(
        Omitted(
            "presence",
            "An empty activity is present everywhere, since NaN below the threshold is false.",
            "absent everywhere",
        ),
        Omitted("presence", "The matrix handed in may be overwritten.", "never written to"),
        Omitted(
            "complexity",
            "The second of the eigenvectors as they come is taken, unsorted.",
            "the one that belongs to the second largest eigenvalue",
        ),
        Omitted(
            "complexity",
            "Regions and activities get their signs apart from each other.",
            _ONE_SIGN,
        ),
        Omitted(
            "reflections",
            "Any number of steps is taken; after some fifty only rounding is left.",
            "at most 20, rescaled after each",
        ),
    ),
)

ECONCOMPLEX: Final = Preset(
    name="econcomplex",
    package="econcomplex",
    version="1.0.1",
    language="Python",
    licence="MIT",
    settings=ReadOnlyDict(
        association_strength=ReadOnlyDict(margins="occurrences"),
        probability=ReadOnlyDict(margins="occurrences"),
        complexity=ReadOnlyDict(scale="own"),
        reward=ReadOnlyDict(scale="own"),
        gain=ReadOnlyDict(shared_by="target"),
    ),
    shown=("density in per cent",),
    omitted=(
        Omitted(
            "complexity",
            "Regions get their sign by diversity, activities by ubiquity, apart from each other; "
            "on European employment they contradict each other.",
            _ONE_SIGN,
        ),
        Omitted(
            "complexity",
            "The pipeline uses quotients although presences were given.",
            "a derived table of 0 and 1 is the presences",
        ),
        Omitted("outlook", "One activity left out makes every region NaN.", _MASKED),
        Omitted("density", "An isolated activity has density 0.", "NaN"),
        Omitted(
            "reflections",
            "Activities come from a second chain that starts at ubiquity.",
            "both from the chain that starts at diversity",
        ),
        Omitted("growth", "Growth from zero is zero.", "not defined"),
    ),
)

RKF: Final = Preset(
    name="rkf",
    package="KnowledgeFlows rkf",
    version="0.1.1",
    language="R",
    licence="MIT",
    settings=ReadOnlyDict(skill_relatedness=ReadOnlyDict(self_moves="included")),
    shown=(
        "each direction by itself; here the mean of both",
        "an activity's relatedness to itself as 1",
    ),
    omitted=(
        Omitted(
            "skill_relatedness",
            "Where one direction of a pair was not released, 10 moves are made up for it.",
            "the direction stays unknown",
        ),
        Omitted("skill_relatedness", "Pairs that were not released count as no moves.", "withheld"),
    ),
)

PRESETS: Final[Mapping[str, Preset]] = {
    preset.name: preset
    for preset in (ECONGEO, GROWTHLAB, OEC, ECONOMICCOMPLEXITY, ECONCOMPLEX, RKF)
}
"""Every preset by name."""
