"""Figures of packages of regional economics, recorded in ``packages/`` with their versions."""

import json
from pathlib import Path

import numpy as np
import pytest

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    InputOutput,
    hoover,
    regional_coefficients,
    shift_share,
    shift_share_dynamic,
    shift_share_homothetic,
)
from fortrinn.panel import Panel

FOLDER = Path(__file__).parent / "packages"
EXACT = 1e-9


def recorded(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


class TestReat:
    """REAT 3.0.3 on the figures of its manual, pages ``shift``, ``shiftd`` and ``hoover``: the
    three regions of O. Farhauer and A. Kröll (2013), and product and people of the German states.
    """

    theirs = recorded("reat")

    def panel(self, region):
        figures = self.theirs["regions"][region]
        return Panel.from_arrays(
            [[each] for each in figures],
            self.theirs["years"][: len(figures)],
            [region],
            ["i1", "i2", "i3", "i4"],
            activity_totals=self.theirs["nation"][: len(figures)],
        )

    @pytest.mark.parametrize("region", ["A", "B", "C"])
    def test_shift_share(self, region):
        parts = shift_share(self.panel(region), "t", "t+1").by_region()
        ours = [parts[name][region] for name in ("change", "national", "mix", "regional")]
        np.testing.assert_allclose(ours, self.theirs["Dunn"][region], atol=EXACT)

    @pytest.mark.parametrize("region", ["A", "B", "C"])
    def test_shift_share_after_esteban_marquillas(self, region):
        parts = shift_share_homothetic(self.panel(region), "t", "t+1").by_region()
        names = ("change", "national", "mix", "competitive", "allocation")
        ours = [parts[name][region] for name in names]
        np.testing.assert_allclose(ours, self.theirs["Esteban"][region], atol=EXACT)

    def test_dynamic_shift_share(self):
        parts = shift_share_dynamic(self.panel("A"), "t", "t+2").by_region()
        ours = [parts[name]["A"] for name in ("change", "national", "mix", "regional")]
        np.testing.assert_allclose(ours, self.theirs["dynamic"]["A"], atol=EXACT)

    def test_hoover_index(self):
        product, people = (np.array(self.theirs[name]) for name in ("gdp", "population"))
        states = [f"state {i}" for i in range(len(product))]
        table = RegionActivityMatrix.from_arrays(
            np.column_stack([product, people - product]), states, ["product", "filled up"]
        )
        assert hoover(table)["product"] == pytest.approx(self.theirs["hoover"], abs=EXACT)


class TestQuadrium:
    """quadrium 0.2.0: the coefficients of a region by Flegg's quotient."""

    theirs = recorded("quadrium")

    @pytest.mark.parametrize("delta", [0.0, 0.25, 0.3])
    def test_regional_coefficients(self, delta):
        industries = [f"i{i}" for i in range(5)]
        nation = InputOutput.from_arrays(self.theirs["flows"], self.theirs["output"], industries)
        employment = RegionActivityMatrix.from_arrays(
            [self.theirs["region"]], ["here"], industries, activity_totals=self.theirs["nation"]
        )
        ours = regional_coefficients(nation, employment, "here", delta=delta)
        np.testing.assert_allclose(ours, self.theirs[f"coefficients {delta}"], atol=EXACT)
        assert (ours < nation.coefficients).any()
