"""Tables so large that the work goes slab by slab and tile by tile: the same figures."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from fortrinn.chain import indicators
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    association_strength,
    co_location,
    complexity,
    density,
    gain,
    jaccard,
    location_quotient,
    outlook,
    presence,
)
from fortrinn.slabs import ALONE, shared, single_products


@pytest.fixture(scope="module")
def figures():
    generator = np.random.default_rng(5)
    cells = np.round(generator.gamma(0.2, 100, (520, 2100)))
    cells[:, 7] = 0
    return cells


@pytest.fixture(scope="module")
def jobs(figures):
    rows, columns = figures.shape
    names = [f"r{i}" for i in range(rows)], [f"a{i}" for i in range(columns)]
    return RegionActivityMatrix.from_arrays(figures, *names)


@pytest.fixture(scope="module")
def present(figures):
    shares = figures / figures.sum(axis=1, keepdims=True)
    reference = figures.sum(axis=0) / figures.sum()
    return (figures > 0) & (shares >= reference * (1 - 1e-9))


def test_quotients_and_totals(jobs, figures):
    np.testing.assert_allclose(jobs.region_totals, figures.sum(axis=1))
    np.testing.assert_allclose(jobs.activity_totals, figures.sum(axis=0))
    shares = figures / figures.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        expected = shares / (figures.sum(axis=0) / figures.sum())
    np.testing.assert_allclose(location_quotient(jobs).values, expected)


def test_relatedness_is_each_pair_by_hand_and_exactly_symmetric(jobs, present):
    counts = present.T.astype(np.float64) @ present
    u = counts.diagonal()
    with np.errstate(invalid="ignore"):
        by_hand = {
            co_location: counts / np.maximum(u, u[:, np.newaxis]),
            jaccard: counts / (u + u[:, np.newaxis] - counts),
        }
    for measure, expected in by_hand.items():
        near = measure(jobs).values
        np.testing.assert_array_equal(near, near.T)
        np.fill_diagonal(expected, 0)
        expected[7], expected[:, 7] = np.nan, np.nan
        np.testing.assert_array_equal(near, expected.astype(np.float32))


def test_margins_of_pairs_are_sums_over_the_pairs(jobs, present):
    counts = present.T.astype(np.float64) @ present
    np.fill_diagonal(counts, 0)
    s = counts.sum(axis=1)
    with np.errstate(invalid="ignore"):
        expected = counts * s.sum() / np.outer(s, s)
    np.fill_diagonal(expected, 0)
    expected[7], expected[:, 7] = np.nan, np.nan
    np.testing.assert_allclose(association_strength(jobs).values, expected, rtol=1e-5)


def test_the_chain_gives_what_the_measures_give(jobs, present):
    every = indicators(jobs)
    here, near = presence(jobs), co_location(jobs)
    scores = every.complexity.activities
    np.testing.assert_array_equal(every.present, present)
    np.testing.assert_array_equal(every.proximity.values, near.values)
    np.testing.assert_array_equal(every.density, density(here, near).values)
    np.testing.assert_allclose(every.outlook.values, outlook(here, near, scores).values, rtol=1e-12)
    np.testing.assert_array_equal(every.gain, gain(here, near, scores).values)
    assert np.isnan(every.gain[:, 7]).all()
    assert (every.gain[present] == 0).all()


def test_complexity_is_the_second_axis_of_the_whole_table(jobs, present):
    inside = present[:, present.any(axis=0)].astype(np.float64)
    scaled = inside / np.sqrt(inside.sum(axis=1, keepdims=True)) / np.sqrt(inside.sum(axis=0))
    values, vectors = np.linalg.eigh(scaled @ scaled.T)
    expected = vectors[:, -2] / np.sqrt(inside.sum(axis=1))
    pair = complexity(jobs)
    assert pair.second == pytest.approx(values[-2], rel=1e-12)
    r = np.corrcoef(pair.regions.values, expected)[0, 1]
    assert abs(r) == pytest.approx(1, abs=1e-12)


def test_blocks_of_rows_and_of_columns_give_the_products_of_the_whole(figures):
    for cells in (figures, figures.T[figures.any(axis=0)]):
        names = [
            [f"{axis}{i}" for i in range(size)]
            for axis, size in zip("ra", cells.shape, strict=True)
        ]
        every = indicators(RegionActivityMatrix.from_arrays(cells, *names))
        here = every.present.astype(np.float64)
        near = np.nan_to_num(every.proximity.values.astype(np.float64))
        scores = np.nan_to_num(every.complexity.activities.values)
        sums = np.where(near.sum(axis=1) > 0, near.sum(axis=1), np.nan)
        by_hand = here @ near / sums
        np.testing.assert_allclose(every.density, by_hand, rtol=2e-6)
        worth = (1 - here) * by_hand * scores
        np.testing.assert_allclose(every.outlook.values, np.nansum(worth, axis=1), atol=1e-4)
        brought = (1 - here) * (((1 - here) * np.nan_to_num(scores / sums)) @ near)
        reached = ~np.isnan(sums)
        np.testing.assert_allclose(every.gain[:, reached], brought[:, reached], atol=2e-6)


def test_shared_work_keeps_its_order_and_tells_what_failed():
    assert shared(lambda part: part * 2, range(50), ALONE + 1) == [2 * i for i in range(50)]
    with pytest.raises(ZeroDivisionError):
        shared(lambda part: 1 // (part - 49), range(50), ALONE + 1)


def test_products_use_all_threads_again_after_work_that_shared_them():
    def threads():
        return [each["num_threads"] for each in threadpool_info() if "numpy" in each["filepath"]]

    before, inside = threads(), []

    def work(fails):
        with single_products():
            inside.append(threads())
            assert not fails, "on purpose"

    with ThreadPoolExecutor(4) as pool:
        outcomes = [pool.submit(work, number % 3 == 0) for number in range(12)]
    assert sum(outcome.exception() is not None for outcome in outcomes) == 4
    assert inside == [[1]] * 12
    assert threads() == before


@pytest.mark.parametrize(("said", "holds"), [({}, "20"), ({"OPENBLAS_THREAD_TIMEOUT": "26"}, "26")])
def test_blas_is_asked_to_let_go_of_the_cores_unless_somebody_said_otherwise(said, holds):
    rest = {key: value for key, value in os.environ.items() if key != "OPENBLAS_THREAD_TIMEOUT"}
    code = "import fortrinn, os; print(os.environ['OPENBLAS_THREAD_TIMEOUT'])"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=rest | said, stdout=subprocess.PIPE, text=True
    )
    assert ran.stdout.strip() == holds
