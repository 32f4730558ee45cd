"""Other packages, each in an environment of its own beside us, and the same works done by them.

The functions at the end run in those environments: they import nothing of ours but the harness.
"""

import subprocess
import sys
from collections.abc import Callable

from benchmarks.harness import ROOT, say

ENVIRONMENTS = ROOT / "benchmarks" / ".environments"

PEERS = {
    "ecomplexity": ("ecomplexity==0.5.3", "pandas>=2.2", "pyarrow"),
    "econcomplex": ("econcomplex==1.0.1", "pandas>=2.2", "pyarrow"),
    "economic-complexity": ("economic-complexity==0.3.0", "pandas>=2.2,<3", "pyarrow"),
    "bicm": ("bicm==3.4.0", "pandas>=2.2", "pyarrow"),
}
"""Each peer of the measures and what its environment has."""

FIGURE_PEERS = {
    "pyjstat": ("pyjstat==2.4.0", "pandas>=2.2,<3", "pyarrow"),
    "pxwebpy": ("pxwebpy==0.6.0", "pandas>=2.2", "pyarrow"),
}
"""Each peer that reads publishers' answers."""


def python_of(peer: str) -> str:
    """The Python of a peer's environment, which is made on first use."""
    folder = ENVIRONMENTS / peer
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        say(f"making the environment of {peer}")
        install = [str(python), "-m", "pip", "install", "--quiet", *(PEERS | FIGURE_PEERS)[peer]]
        for step in ([sys.executable, "-m", "venv", str(folder)], install):
            if subprocess.run(step).returncode:
                sys.exit(f"The environment of {peer} could not be made, see above.")
        (folder / "complete").touch()
    return str(python)


def version_of(peer: str) -> str:
    """``ecomplexity 0.5.3, numpy 2.4.6, pandas 3.1.1``."""
    names = [peer, "numpy", "pandas"]
    code = (
        f"import importlib.metadata as m; print(', '.join(n + ' ' + m.version(n) for n in {names}))"
    )
    ran = subprocess.run([python_of(peer), "-c", code], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


# --- done by the peers ----------------------------------------------------------------------------


def ecomplexity_chain(path: str) -> Callable[[], object]:
    """ecomplexity: everything but its check of log-supermodularity."""
    import warnings

    import pandas as pd
    from ecomplexity import ecomplexity

    warnings.simplefilter("ignore")
    columns = {"time": "period", "loc": "region", "prod": "activity", "val": "value"}

    def work() -> object:
        table = pd.read_parquet(path)
        return ecomplexity(table, columns, check_logsupermodularity=False, verbose=False)

    return work


def econcomplex_chain(path: str) -> Callable[[], object]:
    """econcomplex: its pipeline."""
    import warnings

    import pandas as pd
    from econcomplex.pipeline import compute_complexity

    warnings.simplefilter("ignore")
    columns = {"loc": "region", "act": "activity", "val": "value", "time": "period"}

    def work() -> object:
        return compute_complexity(pd.read_parquet(path), columns)

    return work


def wide(path: str) -> object:
    """The file as a pandas table of regions by activities."""
    import pandas as pd

    table = pd.read_parquet(path)
    return table.pivot(index="region", columns="activity", values="value").fillna(0)


def econcomplex_part(path: str, part: str) -> Callable[[], object]:
    """econcomplex: one measure on arrays."""
    import warnings

    import numpy as np
    from econcomplex.complexity import eci_pci, fitness_complexity
    from econcomplex.core.rca import rca
    from econcomplex.outlook.coi_cog import complexity_outlook_gain, complexity_outlook_index
    from econcomplex.relatedness.cooccurrence import relatedness_index
    from econcomplex.relatedness.density import relatedness_density
    from econcomplex.relatedness.proximity import continuous_proximity, proximity

    warnings.simplefilter("ignore")
    figures = np.asarray(wide(path))
    present = (rca(figures) >= 1).astype(float)
    given = {"use_rca": False, "threshold": 0.5}
    near = proximity(present, compute="product", **given)["product"]
    scores = np.linspace(-1, 1, figures.shape[1])
    parts: dict[str, Callable[[], object]] = {
        "quotient": lambda: rca(figures),
        "proximity": lambda: proximity(present, compute="product", **given),
        "association": lambda: relatedness_index(present, "association"),
        "correlation": lambda: continuous_proximity(rca(figures)),
        "density": lambda: relatedness_density(present, phi=near, **given),
        "complexity": lambda: eci_pci(present, **given),
        "fitness": lambda: fitness_complexity(present, iterations=100, **given),
        "outlook": lambda: complexity_outlook_index(present, scores, phi=near, **given),
        "gain": lambda: complexity_outlook_gain(present, scores, phi=near, **given),
    }
    return parts[part]


def datawheel_part(path: str, part: str) -> Callable[[], object]:
    """economic-complexity: one measure on pandas tables."""
    import warnings

    import economic_complexity as peer

    warnings.simplefilter("ignore")
    figures = wide(path)
    quotients = peer.rca(figures)
    parts: dict[str, Callable[[], object]] = {
        "quotient": lambda: peer.rca(figures),
        "reflections": lambda: peer.complexity(quotients),
        "proximity": lambda: peer.proximity(quotients),
    }
    return parts[part]


def bicm_p_values(path: str) -> Callable[[], object]:
    """bicm: every link between activities, exactly, without its progress bar's printing."""
    import contextlib
    import io
    import warnings

    import numpy as np
    from bicm import BipartiteGraph

    warnings.simplefilter("ignore")
    figures = np.asarray(wide(path), dtype=float)
    expected = np.outer(figures.sum(axis=1), figures.sum(axis=0)) / figures.sum()
    present = ((figures > 0) & (figures >= expected)).astype(int)

    def work() -> object:
        graph = BipartiteGraph(present)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            graph.solve_tool(print_error=False)
            graph.compute_projection(rows=False, approx_method="poibin", threads_num=1)
        return graph.pvals_mat

    return work


# --- publishers' answers --------------------------------------------------------------------------


def pyjstat_table(path: str) -> Callable[[], object]:
    """pyjstat: JSON-stat to a pandas table, written as Parquet."""
    import warnings
    from pathlib import Path

    from pyjstat import pyjstat

    warnings.simplefilter("ignore")

    def work() -> object:
        table = pyjstat.Dataset.read(Path(path).read_text()).write("dataframe")
        table.to_parquet(f"{path}.pyjstat.parquet")
        return len(table)

    return work


def pxwebpy_table(path: str) -> Callable[[], object]:
    """pxwebpy: its rows as dictionaries, as its manual turns them into a pandas table."""
    import json
    from pathlib import Path

    import pandas as pd
    from pxweb._internal.functions import unpack_table_data

    def work() -> object:
        table = pd.DataFrame(unpack_table_data(json.loads(Path(path).read_text())))
        table.to_parquet(f"{path}.pxwebpy.parquet")
        return len(table)

    return work


def pandas_table(path: str) -> Callable[[], object]:
    """pandas by hand, for an answer with its values in a list and its index in objects."""
    import json
    from pathlib import Path

    import pandas as pd

    def work() -> object:
        said = json.loads(Path(path).read_text())
        codes = [list(said["dimension"][name]["category"]["index"]) for name in said["id"]]
        index = pd.MultiIndex.from_product(codes, names=said["id"])
        table = pd.Series(said["value"], index, float, "value").reset_index()
        table.to_parquet(f"{path}.pandas.parquet")
        return len(table)

    return work
