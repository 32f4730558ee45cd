"""What every measure promises. Each is visited by itself: a new one is covered when it is born.

A measure is called with what its parameters are named after; see ``ARGUMENTS``.
"""

import contextlib
import dataclasses
import doctest
import importlib
import inspect
import itertools
import pickle
import pkgutil
import warnings

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fortrinn.measures
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    MEASURES,
    Complexity,
    ComplexitySpread,
    CoOccurrence,
    Moves,
    Proximity,
    SimilarRegions,
    cluster_test,
    co_location,
    complexity,
    structure,
)
from fortrinn.measures.input_output import InputOutput
from fortrinn.panel import Panel
from strategies import matrices, names

NOT_FAMILIES = {"shares", "conventions"}
FAMILIES = [
    importlib.import_module(f"fortrinn.measures.{module.name}")
    for module in pkgutil.iter_modules(fortrinn.measures.__path__)
    if module.name not in NOT_FAMILIES and not module.name.startswith("_")
]
SECTIONS = ("Parameters", "Returns", "References", "Examples")
OF_ANY_TABLE = sorted(name for name, measure in MEASURES.items() if measure.of_any_table)
UNIT_FREE = sorted(name for name in OF_ANY_TABLE if MEASURES[name].unit_free)


def draws(name):
    """Whether chance has a part in a measure: then it is the same only for the same table."""
    return "generator" in inspect.signature(MEASURES[name].function).parameters


# --- how a measure is called --------------------------------------------------------------------


def next_year(quantity):
    """The same regions a year later, each activity grown in its own way."""
    growth = np.array([1 + int(name.lstrip("ai")) % 3 / 2 for name in quantity.activities])
    return Panel.from_arrays(
        [quantity.raw, quantity.raw * growth],
        ["2018", "2019"],
        quantity.regions,
        quantity.activities,
        status=[quantity.status, quantity.status],
    )


def number_of(activity):
    return int(activity.lstrip("ai"))


def nearness(quantity):
    """Activities with numbers close to each other are related, whatever their order."""
    numbers = [number_of(name) for name in quantity.activities]
    apart = np.abs(np.subtract.outer(numbers, numbers))
    return Proximity.from_arrays(
        np.where(apart > 0, 1 / (1 + apart), 0.0),
        quantity.activities,
        name="numbers",
        convention={"measure": "numbers"},
    )


def moves_between(quantity):
    """The nearer the numbers of two activities, the more people move."""
    counts = np.rint(100 * nearness(quantity).values)
    return Moves.from_arrays(counts + 10 * np.eye(len(counts)), quantity.activities)


def trade_between(quantity):
    """The nearer the numbers of two activities, the more they sell each other."""
    flows = np.array(nearness(quantity).values)
    return InputOutput.from_arrays(flows, 1 + 2 * flows.sum(axis=0), quantity.activities)


def new_classes(quantity):
    """Activities with odd numbers stay one class, the others are split in two."""
    return {
        name: {"odd": 1.0} if number_of(name) % 2 else {"even": 0.5, "other": 0.5}
        for name in quantity.activities
    }


ARGUMENTS = {
    "quantity": lambda quantity: quantity,
    "group_of": lambda quantity: {
        name: "odd" if int(name.lstrip("ai")) % 2 else "even" for name in quantity.activities
    },
    "panel": next_year,
    "start": lambda quantity: "2018",
    "end": lambda quantity: "2019",
    "variables": structure,
    "region": lambda quantity: min(quantity.regions),
    "proximity": nearness,
    "reward": lambda quantity: {name: number_of(name) % 4 - 1.0 for name in quantity.activities},
    "wider_group_of": lambda quantity: {"odd": "all", "even": "all"},
    "establishments": lambda quantity: {
        name: [3, 1, number_of(name)] for name in quantity.activities
    },
    "generator": lambda quantity: np.random.default_rng(7),
    "draws": lambda quantity: 99,
    "p_values": cluster_test,
    "measure": lambda quantity: co_location,
    "found": lambda quantity: complexity(quantity, least_regions=3),
    "moves": moves_between,
    "table": trade_between,
    "parents": lambda quantity: {name: str(number_of(name) % 2) for name in quantity.activities},
    "sources": lambda quantity: {"one": nearness(quantity), "two": co_location(quantity)},
    "scores": lambda quantity: {name: 1.0 + number_of(name) for name in quantity.activities},
    "into": new_classes,
}


def arguments(measure, quantity):
    """One argument for each parameter that has no default; few draws where chance has a part."""
    wanted = [
        name
        for name, parameter in inspect.signature(measure.function).parameters.items()
        if parameter.default is parameter.empty or name in ("group_of", "draws")
    ]
    unknown = [name for name in wanted if name not in ARGUMENTS]
    assert not unknown, f"Say in ARGUMENTS what {unknown} of {measure.name} are made of."
    return {name: ARGUMENTS[name](quantity) for name in wanted}


def call(name, quantity):
    """The result of a measure, or None where it says in a sentence that it has no meaning."""
    try:
        return MEASURES[name].function(**arguments(MEASURES[name], quantity))
    except fortrinn.UndefinedMeasure:
        return None


def parts(result):
    """The matrices, indices and arrays a result is made of, in order."""
    if isinstance(result, RegionActivityMatrix | Index | SimilarRegions | np.ndarray):
        return [result]
    if isinstance(result, Proximity | CoOccurrence):
        return [result]
    if hasattr(result, "to_arrow"):
        return [result]
    if isinstance(result, Complexity):
        return [result.regions, result.activities]
    if isinstance(result, ComplexitySpread):
        return [result.regions_low, result.regions_high]
    if result is None:
        return []
    if isinstance(result, dict):
        return list(result.values())
    return list(result)


def figures_of(part):
    """The array a result is made of."""
    if isinstance(part, SimilarRegions):
        return part.distance
    return part.counts if isinstance(part, CoOccurrence) else part.values


def arrays_of(part):
    """Every array a result holds."""
    if not dataclasses.is_dataclass(part):
        return [figures_of(part)]
    held = [getattr(part, field.name) for field in dataclasses.fields(part)]
    return [array for array in held if isinstance(array, np.ndarray)]


def rows_of(part):
    """A result that is a table: every number by its column and the words that stand in its row."""
    table = part.to_arrow()
    words = [column.to_pylist() for column in table.columns if pa.types.is_string(column.type)]
    found = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not pa.types.is_string(column.type):
            for row, cell in zip(zip(*words, strict=True), column.to_pylist(), strict=True):
                found[name, frozenset(row)] = float("nan") if cell is None else float(cell)
    return found


def cells(result, quantity):
    """Every number or word of a result, by the names it belongs to."""
    found = {}
    for i, part in enumerate(parts(result)):
        if isinstance(part, Index):
            found |= {(part.name, label): value for label, value in part.items()}
        elif isinstance(part, SimilarRegions):
            found |= dict(zip(part.regions, part.distance.tolist(), strict=True))
        elif isinstance(part, Proximity | CoOccurrence):
            names = itertools.product(part.activities, part.activities)
            found |= dict(zip(names, figures_of(part).ravel().tolist(), strict=True))
        elif not isinstance(part, RegionActivityMatrix | np.ndarray):
            found |= rows_of(part)
        else:
            table = part.values if isinstance(part, RegionActivityMatrix) else part
            names = itertools.product(quantity.regions, quantity.activities)
            found |= {(i, *pair): cell for pair, cell in zip(names, table.ravel(), strict=True)}
    return found


def same(one, other):
    """The same names and words and, up to rounding in single precision, the same numbers."""
    assert one.keys() == other.keys()
    numbers = [key for key, cell in one.items() if not isinstance(cell, str)]
    assert all(one[key] == other[key] for key in one.keys() - set(numbers))
    size = max([1.0, *(abs(one[key]) for key in numbers if np.isfinite(one[key]))])
    np.testing.assert_allclose(
        [one[key] for key in numbers], [other[key] for key in numbers], rtol=1e-6, atol=2e-7 * size
    )


every_measure = pytest.mark.parametrize("name", sorted(MEASURES))
every_measure_of_a_table = pytest.mark.parametrize("name", OF_ANY_TABLE)


# --- what is promised ---------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES, ids=lambda module: module.__name__)
def test_every_public_function_of_a_family_is_listed(family):
    public = {
        name
        for name, function in inspect.getmembers(family, inspect.isfunction)
        if function.__module__ == family.__name__ and not name.startswith("_")
    }
    listed = {
        name for name, measure in MEASURES.items() if measure.function.__module__ == family.__name__
    }
    assert public == listed


@every_measure
def test_a_measure_is_offered_by_the_package(name):
    assert name in fortrinn.measures.__all__
    assert getattr(fortrinn.measures, name) is MEASURES[name].function


@every_measure
def test_the_docstring_has_meaning_formula_and_sections(name):
    text = inspect.getdoc(MEASURES[name].function)
    assert MEASURES[name].summary.endswith((".", ","))
    assert ":" in MEASURES[name].summary, "the summary names the measure and says what it means"
    assert ":math:" in text or ".. math::" in text
    for section in SECTIONS:
        assert f"\n{section}\n{'-' * len(section)}\n" in text, section
    for parameter in inspect.signature(MEASURES[name].function).parameters:
        described = text.partition("Parameters\n")[2].partition("\nReturns\n")[0]
        assert parameter in described, parameter


@every_measure
def test_the_example_in_the_docstring_runs(name):
    finder = doctest.DocTestFinder(recurse=False)
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    module = inspect.getmodule(MEASURES[name].function)
    found = finder.find(MEASURES[name].function, name, module=module)
    assert sum(len(test.examples) for test in found) > 1
    for test in found:
        assert doctest.DocTestRunner(optionflags=flags).run(test).failed == 0


@every_measure
def test_the_manual_explains_the_measure(name, pytestconfig):
    page = pytestconfig.rootpath / "docs" / "measures" / f"{MEASURES[name].family}.md"
    assert f"`{name}`" in page.read_text(encoding="utf-8")


@every_measure_of_a_table
def test_the_input_stays_as_it_was(name):
    with contextlib.suppress(fortrinn.UndefinedMeasure):
        handed_in = arguments(MEASURES[name], employment_with_withheld())
        generator = {key: handed_in.pop(key) for key in ("generator",) if key in handed_in}
        before = pickle.dumps(handed_in)
        MEASURES[name].function(**handed_in, **generator)
        assert pickle.dumps(handed_in) == before


@every_measure_of_a_table
def test_the_same_input_gives_the_same_output(name):
    quantity = employment_with_withheld()
    one, other = (cells(call(name, quantity), quantity) for _ in range(2))
    assert repr(one) == repr(other)


@every_measure_of_a_table
def test_the_result_says_its_convention_and_cannot_be_changed(name):
    for part in parts(call(name, employment())):
        if isinstance(part, np.ndarray):
            continue  # words, which speak for themselves
        assert part.convention
        assert not any(array.flags.writeable for array in arrays_of(part))


BOUNDS = {"location_quotient_interval", "density_bounds", "presence_bounds"}


def test_no_two_measures_say_that_they_are_the_same():
    """What a result says it is must tell it from what it was made of; bounds are of one thing."""
    of = {}
    for name in sorted(set(OF_ANY_TABLE) - BOUNDS):
        for part in parts(call(name, employment()))[:1]:
            if hasattr(part, "convention") and "measure" in part.convention:
                of.setdefault(part.convention["measure"], []).append(name)
    assert [names for names in of.values() if len(names) > 1] == []


@pytest.mark.parametrize("name", UNIT_FREE)
@given(quantity=matrices(withheld=True), factor=st.floats(1e-3, 1e6))
@settings(max_examples=25)
def test_the_unit_does_not_matter(name, quantity, factor):
    scaled = dataclasses.replace(
        quantity,
        values=quantity.values * factor,
        raw=quantity.raw * factor,
        region_totals=quantity.region_totals * factor,
        activity_totals=quantity.activity_totals * factor,
        total=quantity.total * factor,
    )
    one, other = call(name, quantity), call(name, scaled)
    assert (one is None) == (other is None)
    if one is not None:
        same(cells(one, quantity), cells(other, quantity))


@pytest.mark.parametrize("name", [name for name in OF_ANY_TABLE if not draws(name)])
@given(quantity=matrices(withheld=True), data=st.data())
@settings(max_examples=25)
def test_the_order_of_regions_and_activities_does_not_matter(name, quantity, data):
    shuffled = quantity.select(
        regions=data.draw(st.permutations(quantity.regions)),
        activities=data.draw(st.permutations(quantity.activities)),
    )
    one, other = call(name, quantity), call(name, shuffled)
    assert (one is None) == (other is None)
    if one is not None:
        same(cells(one, quantity), cells(other, shuffled))


# --- the edges ----------------------------------------------------------------------------------

HIDDEN = float("nan")
EDGES = {
    "one region": [[4, 1, 3]],
    "one activity": [[4], [1], [3]],
    "one cell": [[7]],
    "an empty region": [[0, 0], [3, 1]],
    "an empty activity": [[0, 2], [0, 1]],
    "nothing but zeros": [[0, 0], [0, 0]],
    "blocks that share nothing": [[3, 1, 0, 0], [1, 2, 0, 0], [0, 0, 5, 1], [0, 0, 1, 4]],
    "a region withheld entirely": [[HIDDEN, HIDDEN], [3, 1]],
    "an activity withheld entirely": [[HIDDEN, 2], [HIDDEN, 1]],
    "everything withheld": [[HIDDEN, HIDDEN], [HIDDEN, HIDDEN]],
    "large figures": [[4e12, 1e12], [3e12, 9e12]],
    "ties": [[1, 1], [1, 1], [2, 2]],
}


def small_table(figures):
    rows, columns = np.shape(figures)
    return RegionActivityMatrix.from_arrays(figures, names("r", rows), names("a", columns))


@every_measure_of_a_table
@pytest.mark.parametrize("edge", EDGES)
def test_an_edge_gives_numbers_or_a_sentence(name, edge):
    """Never an exception of another kind, never a warning, never an infinite number."""
    quantity = small_table(EDGES[edge])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = call(name, quantity)
    if result is not None:
        for cell in cells(result, quantity).values():
            assert isinstance(cell, str) or not np.isinf(cell)


@every_measure_of_a_table
@pytest.mark.parametrize("kind", ["float32", "int64", "int16"])
def test_the_kind_of_number_does_not_matter(name, kind):
    figures = employment().values.astype(kind)
    figures.setflags(write=False)
    one, other = small_table(figures), small_table(figures.tolist())
    same(cells(call(name, one), one), cells(call(name, other), other))


MADE_UP = {"proximity", "moves", "table", "sources", "into", "scores", "variables"}
"""Arguments that a further activity changes, whatever the measure does with the table."""


def able_and_hard():
    """Forty regions and twelve activities with an order to be found, enough for every measure."""
    generator = np.random.default_rng(5)
    able, hard = generator.normal(size=(40, 1)), generator.normal(size=12)
    there = generator.random((40, 12)) < 1 / (1 + np.exp(hard - able - 0.5))
    return np.where(there, np.ceil(generator.gamma(0.8, 100, there.shape)), 0)


@pytest.mark.parametrize("name", [name for name in OF_ANY_TABLE if not draws(name)])
@pytest.mark.parametrize("axis", [0, 1], ids=["region", "activity"])
def test_an_empty_one_more_changes_nothing_for_the_others(name, axis):
    """Masked, never fatal: where an empty row or column makes every figure NaN elsewhere."""
    if axis == 1 and MADE_UP & inspect.signature(MEASURES[name].function).parameters.keys():
        return
    full = able_and_hard()
    one = small_table(full)
    other = small_table(np.append(full, np.zeros_like(full.take([0], axis)), axis))
    had, have = (cells(call(name, table), table) for table in (one, other))
    assert had.keys() <= have.keys()
    same(had, {key: have[key] for key in had})
    if name != "significant_links":  # which wants p-values, and says so
        assert any(isinstance(figure, str) or np.isfinite(figure) for figure in had.values())
