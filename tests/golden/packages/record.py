"""Record what another package answers, once, in an environment of its own.

    python -m venv /somewhere/bicm
    /somewhere/bicm/bin/pip install bicm==3.4.0
    /somewhere/bicm/bin/python tests/golden/packages/record.py bicm

Writes ``bicm.json`` beside this file; ``--compare`` says instead how far the answer is from what
was recorded. ``econgeo.json``, ``reat.json`` and the two files of data that come with a package
(R) were recorded by hand: they say from what.
"""

import contextlib
import io
import json
import platform
import sys
import warnings
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
DIGITS = 12


def figures() -> np.ndarray:
    """The table all of them are given, nine regions by seven activities."""
    return np.array(json.loads((FOLDER / "table.json").read_text())["values"], dtype=float)


def frame() -> object:
    """The table with names, as pandas has it."""
    import pandas as pd

    values = figures()
    rows, columns = (f"R{i + 1}" for i in range(len(values))), values.shape[1]
    return pd.DataFrame(values, index=list(rows), columns=[f"I{i + 1}" for i in range(columns)])


def growthlab() -> dict[str, object]:
    """ecomplexity: the long table it makes, laid out."""
    from ecomplexity import ecomplexity, proximity

    wide = frame()
    table = wide.stack().reset_index()
    table.columns = ["loc", "prod", "val"]
    table["time"] = 2019
    names = {"time": "time", "loc": "loc", "prod": "prod", "val": "val"}
    found = ecomplexity(table, names, check_logsupermodularity=False, verbose=False)
    near = proximity(table, names).pivot(index="prod_1", columns="prod_2", values="proximity")

    def laid_out(column: str) -> np.ndarray:
        wide_form = found.pivot(index="loc", columns="prod", values=column)
        return np.asarray(wide_form.loc[wide.index, wide.columns], dtype=float)

    cells = {name: laid_out(name) for name in ("rca", "mcp", "density", "cog")}
    regions = {name: laid_out(name)[:, 0] for name in ("eci", "coi", "diversity")}
    activities = {name: laid_out(name)[0] for name in ("pci", "ubiquity")}
    return cells | regions | activities | {"proximity": near.loc[wide.columns, wide.columns]}


def econcomplex() -> dict[str, object]:
    """econcomplex: one measure after the other."""
    from econcomplex.complexity import eci_pci
    from econcomplex.complexity.fitness import fitness_complexity
    from econcomplex.complexity.subnational import subnational_eci
    from econcomplex.core.rca import rca
    from econcomplex.inequality.concentration import herfindahl, hoover_index, shannon_entropy
    from econcomplex.inequality.gini import hoover_gini, locational_gini
    from econcomplex.outlook.coi_cog import complexity_outlook_gain, complexity_outlook_index
    from econcomplex.relatedness.cooccurrence import relatedness_index
    from econcomplex.relatedness.density import relatedness_density, relative_relatedness
    from econcomplex.relatedness.proximity import continuous_proximity, proximity
    from econcomplex.specialization.location_quotient import hachman_index, krugman_index

    quotients = rca(figures())
    present = (quotients >= 1).astype(float)
    given = {"use_rca": False, "threshold": 0.5}
    near = proximity(present, compute="product", **given)["product"]
    eci, pci = eci_pci(present, **given)[:2]
    fit, rare = fitness_complexity(present, iterations=500, **given)
    indices = {
        name: relatedness_index(present, name)
        for name in ("probability", "association", "cosine", "jaccard")
    }
    return {
        "eci": eci,
        "pci": pci,
        "proximity": near,
        "continuous": continuous_proximity(quotients),
        **indices,
        "density_percent": relatedness_density(present, phi=near, **given),
        "relative": relative_relatedness(present, phi=near, **given),
        "coi": complexity_outlook_index(present, pci, phi=near, **given),
        "cog": complexity_outlook_gain(present, pci, phi=near, **given),
        "fitness_regions": fit,
        "fitness_activities": rare,
        "subnational": subnational_eci(present, pci, standardize=False, **given)[0],
        "krugman": krugman_index(figures()),
        "hachman": hachman_index(figures()),
        "herfindahl": herfindahl(figures(), normalize=False),
        "entropy": shannon_entropy(figures()),
        "hoover_percent": hoover_index(figures()),
        "hoover_gini": hoover_gini(figures()),
        "locational_gini": locational_gini(figures()),
    }


def oec() -> dict[str, object]:
    """economic-complexity: what it has, at its own settings."""
    import economic_complexity as package

    quotients = package.rca(frame())
    eci, pci = package.complexity(quotients)
    near = package.proximity(quotients)
    return {
        "rca": quotients,
        "eci": eci,
        "pci": pci,
        "proximity": near,
        "proximity_sqrt": package.proximity(quotients, procedure="sqrt"),
        "relatedness": package.relatedness(quotients),
        "relative": package.relative_relatedness(quotients),
        "opportunity_gain": package.opportunity_gain(quotients, pci=pci),
        "subnational": package.complexity_subnational(quotients, pci)[0],
    }


def bicm() -> dict[str, object]:
    """bicm: the fitted probabilities, and the tail of every pair of activities by them."""
    from bicm import BipartiteGraph, poibin

    rng = np.random.default_rng(2026)
    able, hard = rng.normal(size=(24, 1)), rng.normal(size=10)
    present = (rng.random((24, 10)) < 1 / (1 + np.exp(hard - able))).astype(int)
    graph = BipartiteGraph(present)
    graph.solve_tool(print_error=False)
    fitted = np.asarray(graph.get_bicm_matrix())
    counts = present.T @ present
    tails = np.full(counts.shape, np.nan)
    for i, j in zip(*np.triu_indices(len(counts), 1), strict=True):
        tails[i, j] = tails[j, i] = poibin.PoiBin(fitted[:, i] * fitted[:, j]).pval(
            int(counts[i, j])
        )
    return {"present": present, "probabilities": fitted, "p_values": tails}


def pymrio() -> dict[str, object]:
    """pymrio: the inverse of Leontief and of Ghosh of a table of five industries."""
    from pymrio.tools import iomath

    rng = np.random.default_rng(2026)
    flows = np.round(rng.gamma(0.8, 60, (5, 5)))
    output = np.round(flows.sum(axis=0) / rng.uniform(0.3, 0.7, 5)) + flows.sum(axis=1)
    coefficients = iomath.calc_A(flows, output)
    return {
        "flows": flows,
        "output": output,
        "coefficients": coefficients,
        "leontief": iomath.calc_L(coefficients),
        "ghosh": iomath.calc_G(iomath.calc_B(flows, output)),
    }


def quadrium() -> dict[str, object]:
    """quadrium: the coefficients of a small region by Flegg's quotient, for three deltas."""
    from quadrium.regionalise import regionalise

    rng = np.random.default_rng(1997)
    flows = np.round(rng.gamma(0.8, 60, (5, 5)))
    output = np.round(flows.sum(axis=0) / rng.uniform(0.3, 0.7, 5))
    nation = np.round(rng.gamma(2, 40_000, 5))
    region = np.round(nation * rng.uniform(0.01, 0.09, 5))
    found = {"flows": flows, "output": output, "nation": nation, "region": region}
    for delta in (0.0, 0.25, 0.3):
        regional = regionalise(flows / output, region, nation, method="FLQ", delta=delta)
        found[f"coefficients {delta}"] = regional.A
    return found


def europe() -> tuple[dict[str, list[str]], np.ndarray]:
    """What ``europe.json`` says, and its presences, 276 regions by 68 divisions."""
    said = json.loads((FOLDER / "europe.json").read_text(encoding="utf-8"))
    width = len(said["activities"])
    bits = [[int(bit) for bit in f"{int(row, 16):0{width}b}"] for row in said["present"]]
    return said, np.array(bits, dtype=float)


def first_options(gains: np.ndarray) -> dict[str, list[str]]:
    """The ten absent divisions that a package puts first, for each region of Norway."""
    said, present = europe()
    rows = [said["regions"].index(name) for name in said["norway"]]
    codes = np.array(said["activities"])
    ranked = np.argsort(np.where(present > 0, np.inf, -gains), axis=1, kind="stable")
    return {said["regions"][row]: codes[ranked[row, :10]].tolist() for row in rows}


def growthlab_europe() -> dict[str, object]:
    """ecomplexity: both sides, and the ten options of a Norwegian region with the largest gain."""
    import pandas as pd
    from ecomplexity import ecomplexity

    said, present = europe()
    wide = pd.DataFrame(present, index=said["regions"], columns=said["activities"])
    table = wide.stack().reset_index()
    table.columns = ["loc", "prod", "val"]
    table["time"] = 2014
    names = {"time": "time", "loc": "loc", "prod": "prod", "val": "val"}
    found = ecomplexity(
        table, names, presence_test="manual", check_logsupermodularity=False, verbose=False
    )

    def laid_out(column: str) -> np.ndarray:
        wide_form = found.pivot(index="loc", columns="prod", values=column)
        return np.asarray(wide_form.loc[wide.index, wide.columns], dtype=float)

    eci, pci = laid_out("eci")[:, 0], laid_out("pci")[0]
    return {"eci": eci, "pci": pci, "options": first_options(laid_out("cog"))}


def econcomplex_europe() -> dict[str, object]:
    """econcomplex: the same."""
    from econcomplex.complexity import eci_pci
    from econcomplex.outlook.coi_cog import complexity_outlook_gain
    from econcomplex.relatedness.proximity import proximity

    present = europe()[1]
    given = {"use_rca": False, "threshold": 0.5}
    near = proximity(present, compute="product", **given)["product"]
    eci, pci = eci_pci(present, **given)[:2]
    gains = complexity_outlook_gain(present, pci, phi=near, **given)
    return {"eci": eci, "pci": pci, "options": first_options(np.asarray(gains))}


PACKAGES: dict[str, tuple[str, str, Callable[[], dict[str, object]]]] = {
    "growthlab": ("ecomplexity", "MIT", growthlab),
    "econcomplex": ("econcomplex", "MIT", econcomplex),
    "growthlab_europe": ("ecomplexity", "MIT", growthlab_europe),
    "econcomplex_europe": ("econcomplex", "MIT", econcomplex_europe),
    "oec": ("economic-complexity", "MIT", oec),
    "bicm": ("bicm", "MIT", bicm),
    "pymrio": ("pymrio", "LGPL-3 (numbers only)", pymrio),
    "quadrium": ("quadrium", "MIT", quadrium),
}


def plain(values: object) -> object:
    """An array as lists with twelve digits, NaN as null; lists of names as they are."""
    if isinstance(values, dict):
        return values
    array = np.asarray(values, dtype=float)
    rounded = [float(f"{cell:.{DIGITS}g}") for cell in array.reshape(-1)]
    cells = [None if np.isnan(cell) else cell for cell in rounded]
    if array.ndim == 1:
        return cells
    width = array.shape[1]
    return [cells[i : i + width] for i in range(0, len(cells), width)]


def main(name: str, *, compare: bool) -> None:
    """Record one package, or say how far it is from its record."""
    package, licence, measured = PACKAGES[name]
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = measured()
    path = FOLDER / f"{name}.json"
    if compare:
        for key, recorded in json.loads(path.read_text()).items():
            if key in found and not isinstance(recorded, dict):
                ours, theirs = np.asarray(found[key], float), np.array(recorded, float)
                print(f"{key}: {np.nanmax(np.abs(ours - theirs)):.1e}")
        return
    python = ".".join(platform.python_version_tuple()[:2])
    head = {
        "package": package,
        "version": version(package),
        "licence": licence,
        "recorded": f"{date.today()}, Python {python}, numpy {np.__version__}, by record.py",
    }
    path.write_text(
        json.dumps(head | {key: plain(each) for key, each in found.items()}, ensure_ascii=False)
        + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1], compare="--compare" in sys.argv[2:])
