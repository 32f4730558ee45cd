"""A strategy's own tables as the measures want them: who buys from whom, who moves where."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from django.utils.translation import get_language

from fortrinn.cells import Floats, Mask
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.provenance import Provenance, Source, Step, StepKind
from fortrinn.reference import accounts
from fortrinn.web.datasets.keeping import store, table_of
from fortrinn.web.datasets.models import DatasetVersion, Quantity
from fortrinn.web.datasets.presenting import names_in
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.kinds import KINDS

if TYPE_CHECKING:
    from fortrinn.web.strategies.models import Membership

DATED = "period"
QUESTION = "quantity"
# What a table may call being without work, when nobody says it.
_AWAY: Final = re.compile(
    r"out|out of work|unemployed|without work|ute|uten arbeid|utan arbeid|ledig|arbeidsledig", re.I
)


def is_away(code: str, word: str) -> bool:
    """Whether a name in a table of moves says being without work, which is no industry."""
    return bool(_AWAY.fullmatch(code) or _AWAY.fullmatch(word))


@dataclass(frozen=True, eq=False)
class Pairs:
    """The figures of a table with two columns of names; NaN is withheld, an absent pair zero.

    ``told`` says which pairs the table has.
    """

    version: DatasetVersion
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats
    period: str
    names: dict[str, str]
    told: Mask

    def word(self, code: str) -> str:
        """A code in words: as the table says, else as the classification does."""
        return self.names.get(code, code)

    @property
    def away(self) -> tuple[str, ...]:
        """What it calls being without work, if people without work are in it."""
        names = dict.fromkeys((*self.rows, *self.columns))
        return tuple(name for name in names if is_away(name, self.word(name)))

    def at_work(self) -> Pairs:
        """The same between industries only."""
        away = set(self.away)
        rows, columns = (
            [i for i, name in enumerate(axis) if name not in away]
            for axis in (self.rows, self.columns)
        )
        return replace(
            self,
            rows=tuple(self.rows[i] for i in rows),
            columns=tuple(self.columns[i] for i in columns),
            values=self.values[np.ix_(rows, columns)],
            told=self.told[np.ix_(rows, columns)],
        )


def newest_versions(membership: Membership) -> list[DatasetVersion]:
    """The newest version of every table a member sees; one query."""
    versions = (
        DatasetVersion.objects.filter(
            dataset__in=visible_records(membership, KINDS["dataset"]), removed_at=None
        )
        .select_related("dataset")
        .order_by("dataset_id", "number")
    )
    newest = {version.dataset_id: version for version in versions}
    return list(newest.values())


def tables_with(shape: str, versions: list[DatasetVersion]) -> list[DatasetVersion]:
    """The tables of a shape: ``pairs``, ``regions`` or ``answers``; ``moves`` are pairs that count.

    Kroner are bought and sold, and never change job.
    """
    counts = shape == "moves"
    shape = "pairs" if counts else shape
    return [
        version
        for version in versions
        if shape_of(version) == shape
        and (not counts or (version.dataset and version.dataset.quantity == Quantity.COUNT))
        and store().has(version.sha256)
    ]


def shape_of(version: DatasetVersion) -> str:
    """``pairs``: two columns of names and no region; ``regions``: region and activity;
    ``answers``: whom an answer is about, which answer it is, and which of several questions."""
    names = set(version.columns) - {DATED}
    if {"activity", QUESTION} < names and "region" not in names:
        return "answers"
    if names == {"region", "activity"}:
        return "regions"
    return "pairs" if len(names) == 2 and "region" not in names else ""


def periods_of(version: DatasetVersion) -> list[str]:
    """The periods of a table, the last first; none where it has no periods."""
    if DATED not in version.columns:
        return []
    return sorted({str(each) for each in table_of(version)[DATED].to_pylist()}, reverse=True)


def names_over_years(version: DatasetVersion) -> tuple[set[str], set[str]]:
    """The names in each of the two columns, whatever the period."""
    columns = [name for name in version.columns if name != DATED]
    table = table_of(version)
    first, second = (
        set(_codes_in(version, [str(each) for each in table[name].to_pylist()])) for name in columns
    )
    return first, second


def read_pairs(version: DatasetVersion, period: str = "") -> Pairs:
    """The figures of one period, the last where none is said."""
    first, second = (name for name in version.columns if name != DATED)
    return _read(version, first, second, period)


def read_regions(version: DatasetVersion, period: str = "") -> Pairs:
    """Regions in rows, activities in columns."""
    return _read(version, "region", "activity", period)


def _read(version: DatasetVersion, first: str, second: str, period: str) -> Pairs:
    table = table_of(version)
    periods = periods_of(version)
    chosen = period if period in periods else (periods[0] if periods else "")
    rows = [row for row in table.to_pylist() if not periods or str(row[DATED]) == chosen]
    if not rows:
        raise TableError(_("The table has no figures for this choice. Choose another period."))
    names = [_codes_in(version, [str(row[column]) for row in rows]) for column in (first, second)]
    across, down = (tuple(dict.fromkeys(column)) for column in names)
    values = np.zeros((len(across), len(down)))
    told = np.zeros(values.shape, dtype=np.bool_)
    place = {name: i for i, name in enumerate(across)}, {name: i for i, name in enumerate(down)}
    for row, left, right in zip(rows, *names, strict=True):
        figure, cell = row["value"], (place[0][left], place[1][right])
        values[cell] = np.nan if figure is None else float(figure)
        told[cell] = True
    return Pairs(version, across, down, values, chosen, names_of(version), told)


def _codes_in(version: DatasetVersion, names: list[str]) -> list[str]:
    """``03 Fiske`` as ``03`` where the table parted its industries so: one industry, one name."""
    codes = {f"{code} {word}": code for code, word in version.labels.get("activity", {}).items()}
    same = [codes.get(name, name) for name in names]
    return same if len(set(same)) == len(set(names)) else names


def names_of(version: DatasetVersion) -> dict[str, str]:
    """The codes of a table in words: as the table says, else as the classifications do."""
    words: dict[str, str] = dict(accounts().names(get_language() or "nb"))
    for found in (*names_in(version).values(), *version.labels.values()):
        words |= found
    return words


def of_accounts(activities: tuple[str, ...]) -> bool:
    """Whether all activities are industries of the regional accounts, so that a county has them."""
    return set(activities) <= set(accounts().group_of)


def provenance_of(*versions: DatasetVersion, step: StepKind) -> Provenance:
    """The tables as sources, and what was made of them."""
    sources = tuple(_source(version) for version in versions)
    read = (
        Step(StepKind.READ_TABLE, {"table": one.table or one.title})
        if one.publisher
        else Step(StepKind.READ_OWN_TABLE, {"table": one.title})
        for one in sources
    )
    return Provenance(sources, (*read, Step(StepKind.STATUS_MASK), Step(step)))


def _source(version: DatasetVersion) -> Source:
    said = version.source
    title = said.get("title")
    return Source(
        key=version.key,
        title=title if isinstance(title, str) and title else version.title,
        publisher=said.get("publisher", ""),
        table=said.get("table", ""),
        licence=said.get("licence", ""),
        licence_url=said.get("licence_url", ""),
        date=str(said.get("fetched_at", ""))[:10],
    )
