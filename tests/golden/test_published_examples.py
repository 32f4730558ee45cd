"""Worked examples of neighbouring fields, where the same measure goes by another name.

What is complexity here is the first axis of a correspondence analysis there; the null model, the
ranks under random weights and the skill relatedness have been printed by those who made them.
"""

import csv
import gzip
from typing import ClassVar

import numpy as np
import pytest
from scipy.stats import beta

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    Moves,
    complexity,
    locational_gini,
    null_model,
    rank_acceptability,
    skill_relatedness,
    theil,
)


class TestGreenacre:
    """M. J. Greenacre, Theory and Applications of Correspondence Analysis (Academic Press 1984),
    the smoking of 193 employees in five groups of staff; principal inertias and the standard
    coordinates of the first axis as the R package ca prints them (O. Nenadić and M. Greenacre,
    Journal of Statistical Software 20(3), 2007, manual page ``print.ca``).

    The measure wants presences, so each employee is a row with two of them: a group and a habit.
    That keeps the coordinates, and turns an inertia into half of one and its root (Hill 1974; that
    complexity is correspondence analysis: Mealy, Farmer and Teytelboym 2019).
    """

    COUNTS = ((4, 2, 3, 2), (4, 3, 7, 4), (25, 10, 12, 4), (18, 24, 33, 13), (10, 6, 7, 2))
    STAFF = ("senior managers", "junior managers", "senior", "junior", "secretaries")
    HABITS = ("none", "light", "medium", "heavy")
    INERTIAS = (0.074759, 0.010017)
    FIRST_AXIS = (
        *(-0.240539, 0.947105, -1.391973, 0.851989, -0.735456),
        *(-1.438471, 0.363746, 0.718017, 1.074445),
    )

    @pytest.fixture
    def pair(self):
        groups, habits = np.indices((5, 4)).reshape(2, -1)
        profiles = np.hstack([np.eye(5)[groups], np.eye(4)[habits]])
        employees = np.repeat(profiles, np.ravel(self.COUNTS), axis=0)
        table = RegionActivityMatrix.from_arrays(
            employees,
            [f"employee {i}" for i in range(len(employees))],
            self.STAFF + self.HABITS,
            kind="derived",
        )
        return complexity(table, anchor="heavy", scale="deviation")

    def test_the_second_and_third_eigenvalue(self, pair):
        inertias = (2 * np.array([pair.second, pair.third]) - 1) ** 2
        assert inertias.round(6).tolist() == list(self.INERTIAS)

    def test_the_scores_of_both_groups_and_habits(self, pair):
        scores, ubiquity = pair.activities.values, pair.ubiquity.values
        standard = scores / np.sqrt(np.average(scores**2, weights=ubiquity))
        np.testing.assert_allclose(standard, self.FIRST_AXIS, atol=6e-7)


class TestNeal:
    """Z. P. Neal, backbone: An R package to extract network backbones (CRAN, version 3.0.3, 2025),
    "Introduction to Backbone", the part on the bipartite configuration model: its probabilities for
    a table with row sums 1, 1, 2 and column sums 1, 1, 2.
    """

    PRINTED = (
        (0.2157793, 0.2157793, 0.5684414),
        (0.2157793, 0.2157793, 0.5684414),
        (0.5684414, 0.5684414, 0.8631171),
    )

    def test_probabilities_of_the_null_model(self):
        table = RegionActivityMatrix.from_arrays(
            [[1, 0, 0], [0, 0, 1], [0, 1, 1]], "ABC", "abc", kind="derived"
        )
        assert null_model(table).probabilities.round(7).tolist() == [list(r) for r in self.PRINTED]


class TestThrombolytics:
    """G. van Valkenhoef, R package smaa (CRAN, version 0.3-3), the printed results of its manual
    page ``smaa-package``: of 10,000 draws enoxaparin is first in 0.6496, heparin in 0.3504. What is
    known of the two against thrombosis, and the scales, stand in the code its authors published
    with G. van Valkenhoef and T. Tervonen, Entropy-optimal weight constraint elicitation with
    additive multi-attribute utility models. Three standard errors of their draws are allowed.
    """

    #: proximal and distal thrombosis, major bleeding: had it and did not
    HEPARIN = ((20, 116), (40, 96), (1, 135))
    ENOXAPARIN = ((8, 121), (32, 97), (5, 124))
    WORST, BEST = np.array([0.25, 0.4, 0.1]), np.array([0, 0.15, 0])

    def test_ranks_under_all_weights(self):
        rng = np.random.default_rng(1998)
        risks = [
            [beta(*each).ppf((rng.permutation(500) + 0.5) / 500) for each in one]
            for one in (self.HEPARIN, self.ENOXAPARIN)
        ]
        scores = (self.WORST - np.array(risks).transpose(2, 0, 1)) / (self.WORST - self.BEST)
        shares = [
            rank_acceptability(one, ["heparin", "enoxaparin"], rng=rng, weightings=50).acceptability
            for one in scores
        ]
        printed = [[0.3504, 0.6496], [0.6496, 0.3504]]
        np.testing.assert_allclose(np.mean(shares, axis=0), printed, atol=0.0144)


class TestKnowledgeFlows:
    """C. Rangel Smith and the Knowledge Flows team, Skill relatedness matrices for the UK (Alan
    Turing Institute, draft report), table 3: pairs of industries with the most connections from
    2009 to 2018 and their relatedness, to two digits. Three rows are left out, where two pairs
    bear one name.

    Its connections have no direction, moves within an industry count once and are in the margins,
    and where one direction was not released, ten are put in. A hundredth is allowed: the draft
    prints 0.654 as 0.657 and 0.374 as 0.38.
    """

    PRINTED: ClassVar = {
        ("8520", "8531"): (4_623, 0.67),
        ("8411", "8520"): (4_619, 0.57),
        ("8690", "8610"): (3_579, 0.657),
        ("7820", "8610"): (2_158, 0.17),
        ("8413", "8430"): (2_158, 0.99),
        ("8520", "8899"): (1_759, 0.29),
        ("5629", "5621"): (1_276, 0.95),
        ("8610", "8710"): (1_010, 0.41),
        ("5630", "5610"): (1_009, 0.61),
        ("5610", "4711"): (959, 0.21),
        ("8621", "8610"): (899, 0.62),
        ("8891", "8520"): (856, 0.38),
        ("8110", "8121"): (834, 0.75),
        ("3511", "3513"): (719, 0.99),
        ("7820", "7810"): (712, 0.73),
        ("8412", "8690"): (693, 0.87),
        ("4711", "4771"): (661, 0.17),
    }

    @pytest.fixture
    def connections(self, collected):
        path = collected / "uk-labour-flows-sic4-2009-2018" / "connections_2009_2018.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        columns = {key: [row[key] for row in rows] for key in rows[0]}
        names = {"from_activity": "from_sic4", "to_activity": "to_sic4", "moves": "count"}
        directed = Moves.from_long(columns, **names, released_from=10)
        counts = np.array(directed.counts)
        counts[np.isnan(counts) & ~np.isnan(counts.T)] = 10
        both = np.nan_to_num(counts) + np.nan_to_num(counts.T)
        np.fill_diagonal(both, both.diagonal() / 2)
        return Moves.from_arrays(both, directed.activities)

    def test_the_pairs_with_the_most_connections(self, connections):
        near = skill_relatedness(connections, self_moves="included")
        place = connections.activities.index
        for (one, other), (count, relatedness) in self.PRINTED.items():
            assert connections.counts[place(one), place(other)] == count
            assert near[one, other] == pytest.approx(relatedness, abs=0.01)


class TestReyAndSastre:
    """S. J. Rey and M. L. Sastré-Gutiérrez, Interregional inequality dynamics in Mexico (Spatial
    Economic Analysis 5, 2010, 277-298), incomes a head of the 32 states in 1940 and 2000, in five
    regions (``hanson98``); the index and its part between regions as the Python package inequality
    prints them (S. J. Rey, examples of ``Theil`` and ``TheilD``). Each state counts as much.
    """

    YEARS: ClassVar = {
        1940: (
            *(10_384, 22_361, 9_573, 3_758, 2_934, 8_578, 8_537, 6_909, 17_816, 12_132, 4_359),
            *(2_181, 4_414, 5_309, 3_408, 3_327, 6_936, 4_836, 9_073, 1_892, 3_569, 11_016),
            *(21_965, 4_372, 4_840, 6_399, 2_459, 7_508, 3_605, 5_203, 7_990, 3_734),
        ),
        2000: (
            *(27_782, 29_855, 26_103, 36_163, 8_684, 30_735, 28_460, 21_358, 54_349, 17_379),
            *(15_585, 11_820, 12_348, 21_610, 16_322, 11_838, 18_170, 11_478, 38_672, 9_010),
            *(15_685, 26_149, 33_442, 15_866, 15_242, 24_068, 13_360, 23_546, 11_701, 12_191),
            *(17_509, 11_130),
        ),
    }
    REGION_OF_STATE = "21255113423533433215335221513352"
    PRINTED: ClassVar = {1940: (0.20894344, 0.0345889), 2000: (0.10660832, 0.03635872)}

    @pytest.mark.parametrize("year", YEARS)
    def test_inequality_of_the_states_and_between_the_regions(self, year):
        incomes = np.array(self.YEARS[year])
        states = [str(i) for i in range(32)]
        table = RegionActivityMatrix.from_arrays(
            np.column_stack([incomes, 100_000 - incomes]), states, ["income", "filled up"]
        )
        between = theil(table, part_of=dict(zip(states, self.REGION_OF_STATE, strict=True)))
        found = (theil(table)["income"], between["income"])
        assert np.round(found, 8).tolist() == list(self.PRINTED[year])


class TestConcentrationOfFarhauerAndKroll:
    """O. Farhauer and A. Kröll, Standorttheorien (2013), an industry in five regions, as printed
    with its result in the manual of the R package REAT 3.0.3, page ``gini.conc``: 0.4068966. There
    it is the location quotients that are unequal, and each region counts as much; weighted by the
    regions' size, as ours is, it would be 0.3725.
    """

    INDUSTRY, EMPLOYED = np.array([500, 500, 1_000, 7_000, 1_000]), np.array([20, 15, 20, 40, 5])

    def test_gini_coefficient_of_the_quotients(self):
        quotients = self.INDUSTRY / self.EMPLOYED
        table = RegionActivityMatrix.from_arrays(
            np.column_stack([quotients, 1_000 - quotients]), "ABCDE", ["quotient", "filled up"]
        )
        assert round(locational_gini(table)["quotient"], 7) == 0.4068966

    def test_ours_of_the_same_industry(self):
        others = 1_000 * self.EMPLOYED - self.INDUSTRY
        table = RegionActivityMatrix.from_arrays(
            np.column_stack([self.INDUSTRY, others]), "ABCDE", ["industry", "others"]
        )
        assert locational_gini(table)["industry"] == pytest.approx(0.3725, abs=1e-12)
