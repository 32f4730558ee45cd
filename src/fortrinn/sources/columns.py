"""Which column of a file is what: said by a person, guessed from headings and cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.sources.figures import Decimal
from fortrinn.sources.files import TableFile

ROLES: Final = ("region", "activity", "period", "value", "status")

_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "region": (
        "region", "regionkode", "fylke", "fylkesnr", "fylkesnummer", "kommune", "kommunenr",
        "kommunenummer", "knr", "komm", "county", "municipality", "geo", "nuts", "nuts2", "nuts3",
        "nutscode", "nuts_code", "territory", "arbeidsstedskommune", "bostedskommune",
    ),
    "activity": (
        "activity", "næring", "naering", "næringskode", "naeringskode", "næringshovedområde",
        "nace", "nacer2", "nace_r2", "nace2007", "sn2007", "sn2025", "industry", "bransje",
        "næringsundergruppe", "indicator", "indikator", "ipc", "technology", "field", "fagområde",
        "fag", "yrke", "occupation", "product", "varegruppe", "economicdomain", "economic domain",
        "priority", "tema",
    ),
    "period": (
        "period", "periode", "år", "aar", "year", "tid", "time", "time_period", "kvartal",
        "quarter", "måned", "årgang",
    ),
    "value": (
        "value", "verdi", "antall", "sysselsatte", "sysselsatt", "employment", "employed",
        "obs_value", "beløp", "belop", "amount", "figure", "jobs", "ansatte", "count",
        "innvilget", "innvilget_belop", "tilsagn", "score", "normalised score",
    ),
    "status": ("status", "flag", "obs_flag", "obs_status", "merknad", "flagg", "konfidensiell"),
}  # fmt: skip
_PERIOD_HEADING: Final = re.compile(r"(.*?)\s*\b((?:19|20)\d{2}(?:[KMQTUH]\d{1,2})?)")


@dataclass(frozen=True)
class ColumnMap:
    """What each column of a file holds; an empty name means that the file has none.

    ``figures`` are several columns of figures, one for each period, instead of ``value`` and
    ``period``. ``others`` are further columns of names that belong to the key of a row.
    ``fixed_period`` is the period of every row where no column says it. In an ``is_list`` several
    rows may have the same names: each is one project or grant.
    """

    region: str = ""
    activity: str = ""
    value: str = ""
    period: str = ""
    status: str = ""
    figures: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    fixed_period: str = ""
    decimal: Decimal | None = None
    is_list: bool = False

    def __post_init__(self) -> None:
        used = [*self.names, *([self.value] if self.value else self.figures)]
        used += [self.status] if self.status else []
        twice = next((name for name in used if used.count(name) > 1), None)
        if twice is not None:
            raise TableError(
                _("Column '{column}' was given for two things. Give each its own column."),
                column=twice,
            )
        if not self.value and not self.figures:
            raise TableError(_("Say which column holds the figures."))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of names, in the order of the table they become."""
        named = (self.region, self.activity, self.period, *self.others)
        return tuple(name for name in named if name)

    @property
    def keys(self) -> tuple[str, ...]:
        """What the columns of names are called in the table that is kept."""
        roles = [role for role in ("region", "activity") if getattr(self, role)]
        if self.period or self.fixed_period or self.figures:
            roles.append("period")
        return (*roles, *self.others)

    def as_data(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """From what :meth:`as_data` gave."""
        lists = {name: tuple(data.get(name, ())) for name in ("figures", "others")}
        return cls(**{**data, **lists})


@dataclass(frozen=True)
class Guess:
    """A guess of the columns, with ``sample`` rows a person can judge it by."""

    region: str = ""
    activity: str = ""
    value: str = ""
    period: str = ""
    status: str = ""
    figures: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())


def guessed(file: TableFile) -> Guess:
    """What the columns of a file probably are, by their headings."""
    return guess_from(file.columns)


def guess_from(columns: Sequence[str]) -> Guess:
    """What columns with these headings probably are.

    >>> guess_from(["Kommune", "Næring", "År", "Antall"])
    Guess(region='Kommune', activity='Næring', value='Antall', period='År', status='', figures=(), \
others=())
    >>> guess_from(["region", "Sysselsatte 2023", "Sysselsatte 2024"]).figures
    ('Sysselsatte 2023', 'Sysselsatte 2024')
    """
    found: dict[str, str] = {}
    for role, known in _KNOWN.items():
        name = _of_known(columns, known, taken=found.values())
        if name:
            found[role] = name
    several = [name for name in columns if period_in(name) and name not in found.values()]
    dated = tuple(dict.fromkeys(several))
    said = {role: found.get(role, "") for role in ROLES}
    guess = Guess(said["region"], said["activity"], said["value"], said["period"], said["status"])
    if dated and "period" not in found and (len(dated) > 1 or "value" not in found):
        guess = replace(guess, figures=dated, value="")
    used = {*found.values(), *guess.figures}
    rest = [name for name in columns if name not in used and not _is_text_of(name, columns)]
    if not guess.value and not guess.figures and rest:
        guess = replace(guess, value=rest.pop())
    return replace(guess, others=tuple(rest))


def _is_text_of(name: str, columns: Sequence[str]) -> bool:
    """Whether a column only says in words what another says in codes."""
    return name.endswith(": text") and name.removesuffix(": text") in columns


def _of_known(columns: Sequence[str], known: Sequence[str], taken: Any) -> str:
    by_word = {name.casefold().strip(): name for name in reversed(columns) if name not in taken}
    exact = next((by_word[word] for word in known if word in by_word), "")
    if exact:
        return exact
    tidy = {re.sub(r"[^a-zæøå0-9]", "", word): name for word, name in by_word.items()}
    return next((tidy[word] for word in known if word in tidy), "")


def period_in(heading: str) -> tuple[str, str] | None:
    """What a heading such as ``Sysselsatte 2024`` counts, and when; None where no period ends it.

    >>> period_in("Sysselsatte 2024"), period_in("2024K1"), period_in("Antall")
    (('Sysselsatte', '2024'), ('', '2024K1'), None)
    """
    match = _PERIOD_HEADING.fullmatch(heading.strip())
    return (match[1].strip(), match[2]) if match else None
