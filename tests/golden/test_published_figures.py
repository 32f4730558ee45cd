"""Figures others have printed, reproduced to the last decimal they give."""

from typing import ClassVar

import numpy as np
import pytest

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    InputOutput,
    ellison_glaeser,
    false_discovery,
    herfindahl,
    krugman,
    location_quotient,
    location_quotient_interval,
    output_multiplier,
    shift_share,
    theil,
)
from fortrinn.measures._chance import discovery_threshold
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
    four makers of cars, as printed with its result in the manual of the R package REAT 3.0.3,
    page ``herf``.
    """

    def test_herfindahl_index(self):
        table = RegionActivityMatrix.from_arrays([[20, 50, 20, 10]], ["all"], ["a", "b", "c", "d"])
        assert herfindahl(table)["all"] == pytest.approx(0.34, abs=1e-12)


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
