"""Figures of other packages under their preset, recorded in ``packages/`` with their versions.

They were recorded by ``packages/record.py`` on a small table; nothing of the packages is installed
or imported here.
What a package does by mistake is not reproduced; ``test_what_is_left_behind`` names those cases.
"""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from fortrinn import RegionActivityMatrix
from fortrinn.errors import UnknownName
from fortrinn.measures import (
    InputOutput,
    Moves,
    Preset,
    association_strength,
    backward_linkage,
    carried_complexity,
    co_location,
    co_occurrence,
    complexity,
    cosine,
    density,
    fitness,
    forward_linkage,
    gain,
    hachman,
    herfindahl,
    hoover,
    jaccard,
    krugman,
    location_quotient,
    locational_gini,
    null_model,
    outlook,
    output_multiplier,
    presence,
    probability,
    quotient_correlation,
    reflections,
    relative_density,
    significance,
    skill_relatedness,
    variety,
)
from fortrinn.measures._chance import Groups, PairGroups, Probabilities, exact_tails
from fortrinn.measures.conventions import PRESETS

FOLDER = Path(__file__).parent / "packages"
EXACT, SINGLE = 1e-9, 1e-6


def recorded(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def table():
    values = recorded("table")["values"]
    return RegionActivityMatrix.from_arrays(
        values,
        [f"R{i + 1}" for i in range(len(values))],
        [f"I{i + 1}" for i in range(len(values[0]))],
    )


def same(ours, theirs, tolerance):
    ours = np.asarray(ours, dtype=float)
    np.testing.assert_allclose(
        ours, np.array(theirs, dtype=float), rtol=0, atol=tolerance, equal_nan=True
    )


class TestGrowthLab:
    """ecomplexity 0.5.3."""

    theirs = recorded("growthlab")
    preset = Preset.named("growthlab")

    @pytest.fixture
    def near(self, table):
        return co_location(table, **self.preset["co_location"])

    @pytest.fixture
    def reward(self, table):
        return complexity(table, least_regions=9, **self.preset["reward"]).activities

    def test_quotients_and_presences(self, table):
        same(location_quotient(table).values, self.theirs["rca"], EXACT)
        same(presence(table).values, self.theirs["mcp"], 0)

    def test_proximity(self, near):
        same(near.values, self.theirs["proximity"], SINGLE)

    def test_density(self, table, near):
        same(density(table, near).values, self.theirs["density"], SINGLE)

    def test_complexity_of_both_sides(self, table):
        pair = complexity(table, least_regions=9, **self.preset["complexity"])
        same(pair.regions, self.theirs["eci"], EXACT)
        same(pair.activities, self.theirs["pci"], EXACT)

    def test_outlook(self, table, near, reward):
        ours = outlook(table, near, reward, **self.preset["outlook"])
        same(ours, self.theirs["coi"], SINGLE)

    def test_gain(self, table, near, reward):
        ours = gain(table, near, reward, **self.preset["gain"])
        same(ours.values, self.theirs["cog"], SINGLE)


class TestEconcomplex:
    """econcomplex 1.0.1."""

    theirs = recorded("econcomplex")
    preset = Preset.named("econcomplex")

    def test_proximity(self, table):
        same(co_location(table).values, self.theirs["proximity"], SINGLE)
        same(quotient_correlation(table).values, self.theirs["continuous"], SINGLE)

    @pytest.mark.parametrize(
        ("measure", "name"),
        [
            (probability, "probability"),
            (association_strength, "association"),
            (cosine, "cosine"),
            (jaccard, "jaccard"),
        ],
    )
    def test_normalisations(self, table, measure, name):
        same(measure(table, **self.preset[measure.__name__]).values, self.theirs[name], SINGLE)

    def test_density_in_per_cent(self, table):
        ours = density(table, co_location(table)).values * 100
        same(ours, self.theirs["density_percent"], 100 * SINGLE)

    def test_relative_density(self, table):
        same(relative_density(table, co_location(table)).values, self.theirs["relative"], 1e-5)

    def test_regions_agree_and_activities_are_turned_round(self, table):
        """It gives the activities a sign of their own, here the opposite of the regions'."""
        pair = complexity(table, least_regions=9, **self.preset["complexity"])
        same(pair.regions, self.theirs["eci"], EXACT)
        same(-pair.activities.values, self.theirs["pci"], EXACT)

    def test_outlook_and_gain_of_its_own_scores(self, table):
        near = co_location(table)
        scores = dict(zip(table.activities, self.theirs["pci"], strict=True))
        same(outlook(table, near, scores), self.theirs["coi"], SINGLE)
        ours = gain(table, near, scores, **self.preset["gain"])
        same(ours.values, self.theirs["cog"], SINGLE)

    def test_fitness_after_many_steps(self, table):
        pair = fitness(table)
        same(pair.regions, self.theirs["fitness_regions"], 1e-8)
        same(pair.activities, self.theirs["fitness_activities"], 1e-8)

    def test_scores_from_elsewhere(self, table):
        scores = dict(zip(table.activities, self.theirs["pci"], strict=True))
        same(carried_complexity(table, scores), self.theirs["subnational"], EXACT)

    @pytest.mark.parametrize(
        ("measure", "name"),
        [
            (krugman, "krugman"),
            (hachman, "hachman"),
            (herfindahl, "herfindahl"),
            (variety, "entropy"),
            (locational_gini, "hoover_gini"),
        ],
    )
    def test_specialisation_and_concentration(self, table, measure, name):
        same(measure(table), self.theirs[name], EXACT)

    def test_the_hoover_index_is_in_per_cent(self, table):
        same(100 * hoover(table).values, self.theirs["hoover_percent"], 100 * EXACT)

    def test_its_locational_gini_is_half_of_ours(self, table):
        """It runs to one half, as in Krugman's figures of 1991; ours to 1."""
        same(locational_gini(table).values / 2, self.theirs["locational_gini"], EXACT)


class TestTheContradiction:
    """Employment in 276 European regions, 2014: the two leading packages agree on the regions to
    nine digits and turn the industries opposite ways, so that a region is told opposite things.
    """

    growthlab, econcomplex = recorded("growthlab_europe"), recorded("econcomplex_europe")

    @pytest.fixture(scope="class")
    @staticmethod
    def europe():
        said = recorded("europe")
        width = len(said["activities"])
        bits = [[int(bit) for bit in f"{int(row, 16):0{width}b}"] for row in said["present"]]
        return RegionActivityMatrix.from_arrays(
            bits, said["regions"], said["activities"], kind="derived"
        )

    @staticmethod
    def ten_first(europe, pair, preset):
        """For each Norwegian region the ten absent industries that would bring most nearer."""
        near = co_location(europe, **preset.get("co_location", {}))
        worth = gain(europe, near, pair.activities, **preset.get("gain", {})).values
        ranked = np.argsort(np.where(europe.values > 0, np.inf, -worth), axis=1, kind="stable")
        names = recorded("europe")["norway"]
        return {
            name: {europe.activities[column] for column in ranked[europe.row(name), :10]}
            for name in names
        }

    def test_they_agree_on_the_regions_and_turn_the_industries(self):
        same(self.growthlab["eci"], self.econcomplex["eci"], EXACT)
        theirs = np.corrcoef(self.growthlab["pci"], self.econcomplex["pci"])[0, 1]
        assert theirs == pytest.approx(-1, abs=EXACT)

    def test_no_norwegian_region_is_told_one_industry_by_both(self):
        assert len(self.growthlab["options"]) == 7
        for name, options in self.growthlab["options"].items():
            assert len(options) == 10
            assert not set(options) & set(self.econcomplex["options"][name])

    def test_ours_are_one_pair_and_say_that_the_sign_is_weak(self, europe):
        pair = complexity(europe, **Preset.named("growthlab")["complexity"])
        same(pair.regions, self.growthlab["eci"], EXACT)
        same(pair.activities, self.growthlab["pci"], EXACT)
        assert round(pair.correlations["diversity"], 2) == 0.14
        assert round(pair.correlations["ubiquity"], 2) == 0.09
        (note,) = pair.notes
        assert "A correlation of only 0.14 with diversity decides" in str(note)

    def test_one_list_follows_from_diversity_the_other_from_an_anchor_that_is_named(self, europe):
        ours = Preset.named("growthlab")
        usual = complexity(europe, **ours["reward"])
        anchored = complexity(europe, anchor="62")
        assert anchored.correlations["anchor"] > 0.5
        assert not anchored.notes
        same(anchored.regions, -np.array(self.growthlab["eci"]), EXACT)
        by_diversity = self.ten_first(europe, usual, ours)
        by_software = self.ten_first(europe, anchored, Preset.named("econcomplex"))
        for name in recorded("europe")["norway"]:
            assert by_diversity[name] == set(self.growthlab["options"][name])
            assert by_software[name] == set(self.econcomplex["options"][name])


class TestOEC:
    """economic-complexity 0.3.0, which works by reflections."""

    theirs = recorded("oec")
    preset = Preset.named("oec")

    def test_quotients(self, table):
        same(location_quotient(table).values, self.theirs["rca"], EXACT)

    def test_reflections(self, table):
        pair = reflections(table, **self.preset["reflections"])
        same(pair.regions, self.theirs["eci"], EXACT)
        same(pair.activities, self.theirs["pci"], EXACT)

    def test_proximity_both_ways(self, table):
        same(co_location(table).values, self.theirs["proximity"], SINGLE)
        same(cosine(table).values, self.theirs["proximity_sqrt"], SINGLE)

    def test_density_and_relative_density_of_options(self, table):
        near = co_location(table)
        same(density(table, near).values, self.theirs["relatedness"], SINGLE)
        ours = relative_density(table, near, **self.preset["relative_density"]).values
        options = ~np.isnan(ours)
        same(ours[options], np.array(self.theirs["relative"])[options], 1e-5)

    def test_gain_of_options(self, table):
        scores = reflections(table, **self.preset["reflections"]).activities
        ours = gain(table, co_location(table), scores, **self.preset["gain"]).values
        options = presence(table).values == 0
        same(ours[options], np.array(self.theirs["opportunity_gain"])[options], SINGLE)

    def test_scores_from_elsewhere(self, table):
        scores = dict(zip(table.activities, self.theirs["pci"], strict=True))
        same(carried_complexity(table, scores), self.theirs["subnational"], EXACT)


class TestBicm:
    """bicm 3.4.0: the probabilities of the configuration model, and every tail by them."""

    theirs = recorded("bicm")

    @pytest.fixture
    def present(self):
        cells = np.array(self.theirs["present"])
        names = [f"r{i}" for i in range(len(cells))], [f"a{i}" for i in range(cells.shape[1])]
        return RegionActivityMatrix.from_arrays(cells, *names, kind="derived")

    def test_probabilities(self, present):
        """Its sums are off by up to a millionth, ours by less than a thousand-millionth."""
        model = null_model(present)
        same(model.probabilities, self.theirs["probabilities"], 1e-6)
        assert model.error < 1e-9

    def test_p_values_by_its_own_probabilities(self, present):
        cells = np.array(self.theirs["probabilities"])
        rows, columns = Groups.by(np.arange(len(cells))), Groups.by(np.arange(cells.shape[1]))
        chances = Probabilities(rows, columns, cells, 0.0)
        i, j = np.triu_indices(cells.shape[1], 1)
        together = (present.values.T @ present.values)[i, j].astype(np.int64)
        pairs = PairGroups.by(i, j, together, cells.shape[1])
        tails = exact_tails(chances, pairs, together)
        same(tails, np.array(self.theirs["p_values"], float)[i, j], 1e-10)

    def test_p_values_by_ours(self, present):
        same(significance(present).p_values, self.theirs["p_values"], 1e-5)


class TestPymrio:
    """pymrio 0.7.0: the inverses of a table of five industries."""

    theirs = recorded("pymrio")

    @pytest.fixture
    def industries(self):
        names = [f"i{i}" for i in range(len(self.theirs["output"]))]
        return InputOutput.from_arrays(self.theirs["flows"], self.theirs["output"], names)

    def test_coefficients(self, industries):
        same(industries.coefficients, self.theirs["coefficients"], 1e-11)

    def test_multipliers_and_backward_linkage(self, industries):
        pull = np.array(self.theirs["leontief"]).sum(axis=0)
        same(output_multiplier(industries), pull, EXACT)
        same(backward_linkage(industries), pull / pull.mean(), EXACT)

    def test_forward_linkage(self, industries):
        push = np.array(self.theirs["ghosh"]).sum(axis=1)
        same(forward_linkage(industries), push / push.mean(), EXACT)


class TestEconGeo:
    """EconGeo 1.3: numbers it gave, recorded; its code is neither linked nor ported."""

    theirs = recorded("econgeo")
    preset = Preset.named("econgeo")

    def test_quotients(self, table):
        same(location_quotient(table).values, self.theirs["location_quotient"], EXACT)

    def test_co_occurrence(self, table):
        counts = np.array(co_occurrence(table).counts)
        np.fill_diagonal(counts, 0)
        same(counts, self.theirs["co_occurrence"], 0)

    @pytest.mark.parametrize(
        ("measure", "name"),
        [
            (probability, "probability"),
            (association_strength, "association"),
            (cosine, "cosine"),
            (jaccard, "jaccard"),
        ],
    )
    def test_normalisations(self, table, measure, name):
        same(measure(table, **self.preset[measure.__name__]).values, self.theirs[name], SINGLE)

    def test_density_of_links_above_chance_in_its_two_digits(self, table):
        near = probability(table)
        links = type(near).from_arrays(
            (near.values > 1).astype(float), table.activities, name="above chance"
        )
        ours = density(table, links).values * 100
        same(ours, self.theirs["density_percent"], 0.005 + 1e-5)

    def test_complexity_to_the_four_digits_it_rounds_to(self, table):
        pair = complexity(table, least_regions=9, **self.preset["complexity"])
        ours, theirs = pair.regions.values, np.array(self.theirs["kci"])
        assert np.corrcoef(ours, theirs)[0, 1] > 0.999999
        ours, theirs = pair.activities.values, np.array(self.theirs["tci"])
        assert abs(np.corrcoef(ours, theirs)[0, 1]) > 0.999999

    def test_reflections_from_0_to_100(self, table):
        pair = reflections(table, **self.preset["reflections"])
        low, high = pair.regions.values.min(), pair.regions.values.max()
        same(100 * (pair.regions.values - low) / (high - low), self.theirs["morc"], 1e-7)


class TestEconomiccomplexity:
    """economiccomplexity 2.0.0: what comes with it as ``economiccomplexity_output``."""

    theirs = recorded("economiccomplexity")
    preset = Preset.named("economiccomplexity")

    @pytest.fixture
    def trade(self, collected):
        path = collected / "complexity-cases" / "in_wtrade_1998_2000_M_hex.csv"
        with path.open(encoding="utf-8") as file:
            rows = list(csv.reader(file))[1:]
        bits = [f"{int(code, 16):0{4 * len(code)}b}"[:785] for _country, code in rows]
        return RegionActivityMatrix.from_arrays(
            [[int(bit) for bit in row] for row in bits],
            [country for country, _code in rows],
            [f"p{i}" for i in range(785)],
            kind="derived",
        )

    def test_fitness(self, trade):
        assert list(trade.regions[:20]) == self.theirs["countries"]
        pair = fitness(trade, **self.preset["fitness"])
        same(pair.regions.values[:20], self.theirs["fitness_countries"], EXACT)
        same(pair.activities.values[:20], self.theirs["fitness_products"], EXACT)

    def test_proximity(self, trade):
        near = co_location(trade, **self.preset["co_location"])
        same(near.values[:8, :8], self.theirs["proximity"], SINGLE)


class TestRkf:
    """rkf 0.1.1: the published relatedness of British industries, 2009-2018."""

    theirs = recorded("rkf")
    preset = Preset.named("rkf")

    @pytest.fixture
    def flows(self, collected):
        import gzip

        path = collected / "uk-labour-flows-sic4-2009-2018" / "flows_2009_2018.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        columns = {key: [row[key] for row in rows] for key in rows[0]}
        names = {"from_activity": "from_sic4", "to_activity": "to_sic4", "moves": "count"}
        return Moves.from_long(columns, **names, released_from=10)

    def test_published_values_once_the_ten_moves_it_makes_up_are_put_in(self, flows):
        counts = np.array(flows.counts)
        counts[np.isnan(counts) & ~np.isnan(counts.T)] = 10
        made_up = Moves.from_arrays(np.nan_to_num(counts), flows.activities)
        near = skill_relatedness(made_up, **self.preset["skill_relatedness"])
        for one, other, there, back in self.theirs["pairs"]:
            assert near[one, other] == pytest.approx((there + back) / 2, abs=EXACT)

    def test_half_of_the_moves_are_within_an_industry(self, flows):
        near = skill_relatedness(flows)
        assert near.convention["self_moves"] == "excluded: 153355 of 282879"

    def test_the_sign_of_every_sixth_link_depends_on_them(self, flows):
        without = skill_relatedness(flows).values
        within = skill_relatedness(flows, self_moves="included").values
        known = np.triu(~np.isnan(without) & ~np.isnan(within), 1)
        turned = (np.sign(without) != np.sign(within))[known]
        assert 0.1 < turned.mean() < 0.25

    def test_what_was_not_released_is_unknown(self, flows):
        near = skill_relatedness(flows)
        unreleased = np.isnan(flows.counts) & np.isnan(flows.counts.T)
        np.fill_diagonal(unreleased, False)
        assert np.isnan(near.values[unreleased]).all()


class TestPresets:
    def test_an_unknown_one_is_refused_with_what_was_meant(self):
        with pytest.raises(UnknownName, match="Did you mean 'growthlab'"):
            Preset.named("growth-lab")

    @pytest.mark.parametrize("name", PRESETS)
    def test_what_is_left_behind_is_named(self, name):
        preset = Preset.named(name)
        assert preset.omitted
        assert all(each.where and each.what and each.here for each in preset.omitted)

    @pytest.mark.parametrize("name", PRESETS)
    def test_settings_are_settings_of_measures(self, name):
        import inspect

        import fortrinn.measures as measures

        for measure, settings in Preset.named(name).items():
            function = complexity if measure == "reward" else getattr(measures, measure)
            assert set(settings) <= set(inspect.signature(function).parameters)
