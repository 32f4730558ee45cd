"""The relatedness behind a register that never existed is found again in what may be published.

Skill relatedness compares a flow with how many leave one industry and enter the other. An industry
with many kin spreads its leavers over them, so that affinity can be known only up to a factor for
each industry. So it is compared in two ways: with what a register without end would show, and with
the affinity itself once such factors are taken out of both.
"""

import numpy as np
import pytest
from scipy.stats import spearmanr

from fortrinn.flows import Rules, SyntheticRegister, moves, over_years, released
from fortrinn.measures import Moves, skill_relatedness

SEED = 20
WELL_SIZED = 1_000
"""Persons who came from elsewhere into an industry, so that its links stand out from chance."""


@pytest.fixture(scope="module")
def made():
    return SyntheticRegister(persons=60_000, years=8, industries=20)


@pytest.fixture(scope="module")
def found(made, tmp_path_factory):
    path = tmp_path_factory.mktemp("register") / "register.parquet"
    yearly = moves(made.write(path, seed=SEED), rules=Rules())
    return Moves.from_long(released(over_years(yearly)), status="status")


@pytest.fixture(scope="module")
def large(found):
    entered = np.nansum(found.counts, axis=0) - np.nan_to_num(found.counts.diagonal())
    pairs = zip(found.activities, entered, strict=True)
    return sorted(name for name, size in pairs if size > WELL_SIZED)


def codes(made):
    return [f"{10 + i // 10:02d}.{i % 10}" for i in range(made.industries)]


def without_end(made):
    """The moves that the chances behind the register give on average, year by year."""
    rng = np.random.default_rng(SEED)
    affinity = made.affinity(rng)
    size = rng.lognormal(sigma=0.8, size=made.industries)
    chance = affinity * size / (affinity * size).sum(axis=1, keepdims=True)
    persons, flows = size / size.sum(), np.zeros_like(chance)
    for _year in range(made.years - 1):
        flows += persons[:, np.newaxis] * chance
        persons = (1 - made.moving) * persons + made.moving * (persons @ chance)
    return affinity, Moves.from_arrays(flows, codes(made))


def each_pair(near, names):
    """The proximities of every two industries, and which two they are."""
    rows, columns = np.triu_indices(len(names), 1)
    return near.select(names).values[rows, columns], rows, columns


def without_factors(logarithms, rows, columns):
    """What is left when one number for each industry has explained what it can."""
    design = np.zeros((len(logarithms), max(columns) + 1))
    design[np.arange(len(rows)), rows] += 1
    design[np.arange(len(columns)), columns] += 1
    explained = design @ np.linalg.lstsq(design, logarithms, rcond=None)[0]
    return logarithms - explained


def test_it_shows_what_a_register_without_end_would_show(made, found, large):
    _affinity, endless = without_end(made)
    here, _rows, _columns = each_pair(skill_relatedness(found), large)
    there, _rows, _columns = each_pair(skill_relatedness(endless), large)
    known = ~np.isnan(here)
    assert known.sum() > 40
    assert spearmanr(here[known], there[known]).statistic > 0.9


def test_it_finds_the_affinity_again_up_to_a_factor_for_each_industry(made, found, large):
    affinity, _endless = without_end(made)
    place = [codes(made).index(name) for name in large]
    near, rows, columns = each_pair(skill_relatedness(found), large)
    known = ~np.isnan(near)
    near, rows, columns = near[known], rows[known], columns[known]
    truth = np.log(affinity[np.ix_(place, place)][rows, columns])
    measured = 2 * np.arctanh(near)  # the logarithm of how many times as often as by chance
    agreement = spearmanr(
        without_factors(truth, rows, columns), without_factors(measured, rows, columns)
    )
    assert agreement.statistic > 0.9


def test_strong_affinities_are_told_from_none(made, found, large):
    affinity, _endless = without_end(made)
    place = [codes(made).index(name) for name in large]
    near, rows, columns = each_pair(skill_relatedness(found), large)
    truth = affinity[np.ix_(place, place)][rows, columns]
    known = ~np.isnan(near)
    strong, none = near[known & (truth > 6)], near[known & (truth < 1.05)]
    assert np.median(strong) > np.quantile(none, 0.9)


def test_a_register_without_affinity_has_none_to_find(tmp_path):
    made = SyntheticRegister(persons=60_000, years=5, industries=12, pull=0.0)
    yearly = moves(made.write(tmp_path / "register.parquet", seed=2), rules=Rules())
    near = skill_relatedness(Moves.from_long(released(over_years(yearly)), status="status"))
    values = near.values[np.triu_indices(len(near), 1)]
    assert np.nanmedian(np.abs(values)) < 0.1
