"""A realistic register that never existed, with a known relatedness behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class SyntheticRegister:
    """Persons who change jobs more often between industries that need the same skills.

    Industries are points in a plane of skills; ``affinity[i, j] = 1 + pull·exp(-d²/2s²)`` is how
    many times more likely a mover from *i* takes a job in *j* than the size of *j* alone says
    (up to a factor for each row). It is the truth a measure of relatedness should find again.

    Parameters
    ----------
    persons, years, industries, regions
        How large the register is; years count from ``first_year``.
    moving
        Chance that a person changes establishment from one year to the next.
    away
        Chance that a person has no job in a year.
    pull, reach
        Strength of the attraction between industries with like skills, and its distance.
    """

    persons: int = 20_000
    years: int = 6
    industries: int = 40
    regions: int = 15
    first_year: int = 2015
    moving: float = 0.15
    away: float = 0.06
    pull: float = 12.0
    reach: float = 0.15

    def affinity(self, rng: np.random.Generator) -> Floats:
        """The relatedness behind the register, industry by industry, diagonal 1 + pull."""
        place = rng.random((self.industries, 2))
        squared = ((place[:, None] - place[None]) ** 2).sum(axis=2)
        truth: Floats = 1 + self.pull * np.exp(-squared / (2 * self.reach**2))
        return truth

    def years_of_rows(self, seed: int) -> Iterator["pa.Table"]:
        """The register year by year; the same seed gives the same rows."""
        rng = np.random.default_rng(seed)
        affinity = self.affinity(rng)
        size = rng.lognormal(sigma=0.8, size=self.industries)
        towards = affinity * size
        chance = np.cumsum(towards / towards.sum(axis=1, keepdims=True), axis=1)
        person = rng.choice(np.iinfo(np.int32).max, self.persons, replace=False) + 1
        industry = rng.choice(self.industries, self.persons, p=size / size.sum())
        region = rng.integers(self.regions, size=self.persons)
        local = rng.integers(50, size=self.persons)
        for year in range(self.first_year, self.first_year + self.years):
            if year > self.first_year:
                movers = rng.random(self.persons) < self.moving
                industry = _next_industry(industry, movers, chance, rng)
                region = np.where(
                    movers & (rng.random(self.persons) < 0.2),
                    rng.integers(self.regions, size=self.persons),
                    region,
                )
                local = np.where(movers, rng.integers(50, size=self.persons), local)
            here = rng.random(self.persons) >= self.away
            yield self._rows(year, person[here], industry[here], region[here], local[here], rng)

    def _rows(
        self,
        year: int,
        person: Whole,
        industry: Whole,
        region: Whole,
        local: Whole,
        rng: np.random.Generator,
    ) -> "pa.Table":
        import pyarrow as pa

        establishment = (industry * self.regions + region) * 50 + local
        rows = len(person)
        codes = pa.array([f"{10 + i // 10:02d}.{i % 10}" for i in range(self.industries)])
        names = pa.array([f"{i + 1:02d}" for i in range(self.regions)])
        return pa.table(
            {
                "person": person.astype(np.int64),
                "year": np.full(rows, year, dtype=np.int32),
                "establishment": establishment.astype(np.int64),
                "enterprise_group": (establishment // 3).astype(np.int64),
                "industry": codes.take(pa.array(industry)),
                "region": names.take(pa.array(region)),
                "occupation": rng.integers(1, 10, size=rows),
                "education": rng.integers(1, 9, size=rows),
                "wage": np.round(rng.lognormal(13, 0.4, rows), -2),
                "months": rng.integers(1, 13, size=rows),
            }
        )

    def write(self, path: str | Path, seed: int) -> Path:
        """Write the register to one Parquet file in year order."""
        import pyarrow.parquet as pq

        writer = None
        for rows in self.years_of_rows(seed):
            writer = writer or pq.ParquetWriter(path, rows.schema)
            writer.write_table(rows)
        if writer is not None:
            writer.close()
        return Path(path)


def _next_industry(
    industry: Whole, movers: NDArray[np.bool_], chance: Floats, rng: np.random.Generator
) -> Whole:
    """The industries after this year's moves: a draw from each mover's row of chances."""
    after = industry.copy()
    for origin in range(len(chance)):
        leaving = np.flatnonzero(movers & (industry == origin))
        drawn = np.searchsorted(chance[origin], rng.random(len(leaving)))
        after[leaving] = np.minimum(drawn, len(chance) - 1)
    return after
