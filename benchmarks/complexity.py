"""Relatedness, complexity and significance: the whole chain and its parts, beside other packages.

A peer that takes more than twenty seconds is measured once, between five runs of ours; the page
says so.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Case, Measured, Section, machine, measured, wake_memory
from benchmarks.nested import nested_file
from benchmarks.peers import PEERS, python_of, version_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fortrinn import RegionActivityMatrix

FOLDER = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
PEER_MODULE = "benchmarks.peers"


@dataclass(frozen=True)
class Chain:
    """A size, the peer that was quickest at it, and how many times quicker we are to be."""

    regions: int
    activities: int
    periods: int
    peers: tuple[str, ...]
    goal: float
    rounds: int
    most_megabytes: float | None = None

    @property
    def name(self) -> str:
        """``250 × 5,000``."""
        years = f" × {self.periods} years" if self.periods > 1 else ""
        return f"{self.regions:,} × {self.activities:,}{years}"

    @property
    def file(self) -> str:
        """The table as Parquet."""
        return str(nested_file(FOLDER, self.regions, self.activities, self.periods))


CHAINS = (
    Chain(250, 5000, 1, ("econcomplex", "ecomplexity"), 100, 1, 700),
    Chain(250, 1200, 20, ("ecomplexity",), 20, 1),
    Chain(1300, 650, 1, ("ecomplexity", "econcomplex"), 12, 5),
    Chain(5000, 1000, 1, ("ecomplexity",), 100, 1),
)

PARTS = {
    "quotient": ("econcomplex", 1300, 650),
    "proximity": ("econcomplex", 250, 5000),
    "association": ("econcomplex", 250, 5000),
    "correlation": ("econcomplex", 1300, 650),
    "density": ("econcomplex", 250, 5000),
    "complexity": ("econcomplex", 1300, 650),
    "reflections": ("economic-complexity", 1300, 650),
    "fitness": ("econcomplex", 1300, 650),
    "outlook": ("econcomplex", 1300, 650),
    "gain": ("econcomplex", 1300, 650),
}
"""Each measure, the quickest Python package that has it, and the size."""

AT_MOST = 1.25
"""A single measure may take that many times what the quickest peer takes."""

TOO_SHORT = 0.01
"""Seconds below which a ratio says more about the machine than about the work."""


def run() -> Section:
    """The chain, its parts, the two bounds from below, and significance."""
    texts, kept = zip(chains(), parts(), bounds(), tails(), strict=True)
    versions = "; ".join(version_of(peer) for peer in PEERS)
    text = "\n\n".join(texts)
    text = f"{text}\n\n{machine(['numpy', 'scipy', 'pyarrow'])} Peers: {versions}."
    return Section("complexity", "Relatedness and complexity", text, all(kept))


# --- the sections -------------------------------------------------------------------------------


def chains() -> tuple[str, bool]:
    """Quotient, presence, proximity, density, complexity, outlook and gain, from a file."""
    lines = [
        "### From a Parquet file to all indicators",
        "",
        "Quotient, presence, proximity, density, complexity, outlook and gain.",
        "",
        "| table | package | seconds | memory | times ours | goal |",
        "| --- " * 6 + "|",
    ]
    kept = True
    for chain in CHAINS:
        cases = [
            Case("Fortrinn", f"{__name__}:our_chain", (chain.file, str(chain.periods))),
            *(
                Case(
                    peer,
                    f"{PEER_MODULE}:{peer}_chain",
                    (chain.file,),
                    python=python_of(peer),
                )
                for peer in chain.peers
            ),
        ]
        ours, *theirs = _in_one_run(cases, chain.rounds)
        best = min(each.seconds for each in theirs) / ours.seconds
        in_memory = chain.most_megabytes is None or ours.megabytes < chain.most_megabytes
        kept = kept and best >= chain.goal and in_memory
        verdict = "kept" if best >= chain.goal and in_memory else "**not kept**"
        goal = f"{chain.goal:g} times: {verdict}"
        lines += [_line(chain.name, ours, ours, goal)]
        lines += [_line("", each, ours, "") for each in theirs]
    rounds = (
        "A package that takes more than twenty seconds is run once, between our five runs; of the "
        "others and of ours the median of five counts."
    )
    return "\n".join([*lines, "", rounds]), kept


def _in_one_run(cases: list[Case], rounds: int) -> list[Measured]:
    """Ours first. Beside a slow peer that is run once, ours is run twice before and twice after."""
    wake_memory()
    if rounds > 1:
        return measured(cases, rounds)
    before, (ours, *theirs) = measured(cases[:1], 2), measured(cases, 1)
    wake_memory()
    after = measured(cases[:1], 2)
    runs = (*before[0].runs, *ours.runs, *after[0].runs)
    return [Measured(cases[0], runs), *theirs]


def parts() -> tuple[str, bool]:
    """Single measures on arrays, each beside the quickest Python package that has it."""
    lines = [
        "### Single measures",
        "",
        f"At most {AT_MOST} times the quickest Python package that has the measure, where the work "
        f"takes {1000 * TOO_SHORT:g} ms or more. Fitness ends on both sides when no score changes "
        "by more than a ten-billionth part.",
        "",
        "| measure | table | Fortrinn | package | seconds | times ours | |",
        "| --- " * 7 + "|",
    ]
    kept = True
    for part, (peer, regions, activities) in PARTS.items():
        file = str(nested_file(FOLDER, regions, activities))
        work = "datawheel_part" if peer == "economic-complexity" else "econcomplex_part"
        ours, theirs = measured(
            [
                Case(f"{part}, Fortrinn", f"{__name__}:our_part", (file, part)),
                Case(
                    f"{part}, {peer}",
                    f"{PEER_MODULE}:{work}",
                    (file, part),
                    python=python_of(peer),
                ),
            ]
        )
        small = ours.seconds < TOO_SHORT
        good = small or ours.seconds <= AT_MOST * theirs.seconds
        kept = kept and good
        lines.append(
            f"| {part} | {regions:,} × {activities:,} | {ours.seconds:.4f} s | {peer} "
            f"| {theirs.seconds:.4f} s | {theirs.seconds / ours.seconds:.1f} "
            f"| {'too short to count' if small else 'kept' if good else '**not kept**'} |"
        )
    return "\n".join(lines), kept


def bounds() -> tuple[str, bool]:
    """Proximity beside one product of matrices, complexity beside the best exact solver."""
    lines = [
        "### Against the arithmetic itself",
        "",
        "| work | table | seconds | beside it | seconds | ratio | goal |",
        "| --- " * 7 + "|",
    ]
    kept = True
    for work, other, sizes in (
        ("proximity", "one float32 product of the shape", ((250, 5000), (5000, 1000))),
        ("complexity", "the symmetric solver of LAPACK", ((1300, 650), (5000, 1000))),
    ):
        for regions, activities in sizes:
            file = str(nested_file(FOLDER, regions, activities))
            ours, bound = measured(
                [
                    Case(f"{work}, Fortrinn", f"{__name__}:our_kernel", (file, work)),
                    Case(f"{work}, {other}", f"{__name__}:bound", (file, work)),
                ]
            )
            ratio = ours.seconds / bound.seconds
            kept = kept and ratio <= 1.5
            lines.append(
                f"| {work} | {regions:,} × {activities:,} | {ours.seconds:.4f} | {other} "
                f"| {bound.seconds:.4f} | {ratio:.2f} "
                f"| at most 1.5: {'kept' if ratio <= 1.5 else '**not kept**'} |"
            )
    return "\n".join(lines), kept


def tails() -> tuple[str, bool]:
    """The p-value of every link between activities."""
    small, large = (nested_file(FOLDER, *size) for size in ((276, 68), (1300, 650)))
    ours, most = measured(
        [
            Case("276 × 68", f"{__name__}:our_significance", (str(small),), most_seconds=0.05),
            Case("1,300 × 650", f"{__name__}:our_significance", (str(large),), most_seconds=3.0),
        ]
    )
    (theirs,) = measured(
        [Case("bicm", f"{PEER_MODULE}:bicm_p_values", (str(small),), python=python_of("bicm"))], 1
    )
    lines = [
        "### Significance of every link",
        "",
        "Exact tails under the bipartite configuration model, with its fit.",
        "",
        "| table | package | seconds | memory | times ours | goal |",
        "| --- " * 6 + "|",
        _line("276 × 68", ours, ours, _goal(ours, 0.05)),
        _line("", theirs, ours, ""),
        _line("1,300 × 650", most, most, _goal(most, 3)),
    ]
    return "\n".join(lines), ours.kept and most.kept


def _goal(each: Measured, seconds: float) -> str:
    return f"under {seconds:g} s: {'kept' if each.kept else '**not kept**'}"


def _line(table: str, each: Measured, ours: Measured, goal: str) -> str:
    ratio = each.seconds / ours.seconds
    name = "Fortrinn" if each is ours else each.case.name
    return (
        f"| {table} | {name} | {each.seconds:.3f} | {each.megabytes:.0f} MB "
        f"| {ratio:.1f} | {goal} |"
    )


# --- done by us -----------------------------------------------------------------------------------


def our_chain(path: str, periods: str) -> Callable[[], object]:
    """All indicators of all periods, from the file."""
    from fortrinn.chain import chain

    period = "period" if int(periods) > 1 else None
    return lambda: list(chain(path, period=period))


def our_part(path: str, part: str) -> Callable[[], object]:
    """One measure on a checked table or on presences, as the peer gets arrays."""
    import numpy as np

    import fortrinn.measures as m
    from fortrinn.index import Index

    quantity = _quantity(path)
    present = m.presence(quantity)
    near = m.co_location(present)
    scores = Index(
        np.linspace(-1, 1, len(quantity.activities)), quantity.activities, over="activity"
    )
    works: dict[str, Callable[[], object]] = {
        "quotient": lambda: m.location_quotient(quantity),
        "proximity": lambda: m.co_location(present),
        "association": lambda: m.association_strength(present, margins="occurrences"),
        "correlation": lambda: m.quotient_correlation(quantity),
        "density": lambda: m.density(present, near),
        "complexity": lambda: m.complexity(present),
        "reflections": lambda: m.reflections(present),
        "fitness": lambda: m.fitness(present),
        "outlook": lambda: m.outlook(present, near, scores),
        "gain": lambda: m.gain(present, near, scores),
    }
    return works[part]


def our_kernel(path: str, work: str) -> Callable[[], object]:
    """Proximity with its normalisation, or both sides of complexity, from presences."""

    from fortrinn.measures import _kernels as kernels
    from fortrinn.measures._spectrum import spectrum, sums_of

    mask = _present(path)
    if work == "complexity":
        inside = mask[mask.any(axis=1)][:, mask.any(axis=0)]
        return lambda: spectrum(inside)

    def proximity() -> object:
        near = kernels.related(mask, sums_of(mask)[1], kernels.larger)
        kernels.set_diagonal(near, 0.0)
        return near

    return proximity


def bound(path: str, work: str) -> Callable[[], object]:
    """One product of float32 matrices, or LAPACK's solver on the smaller symmetric side."""
    import numpy as np

    mask = _present(path)
    if work == "proximity":
        singles = mask.astype(np.float32)
        other = np.ascontiguousarray(singles.T)
        return lambda: other @ singles
    inside = mask[mask.any(axis=1)][:, mask.any(axis=0)].astype(np.float64)

    def solve() -> object:
        from scipy.linalg import eigh

        d, u = inside.sum(axis=1), inside.sum(axis=0)
        scaled = inside / np.sqrt(d)[:, np.newaxis] / np.sqrt(u)
        side = scaled if len(d) <= len(u) else scaled.T
        square, last = side @ side.T, len(side) - 1
        _values, vectors = eigh(square, subset_by_index=(last - 2, last))
        other = side.T @ vectors[:, 1]
        return vectors[:, 1], other

    return solve


def our_significance(path: str) -> Callable[[], object]:
    """The fit and the p-value of every pair."""
    from fortrinn.measures import presence, significance

    present = presence(_quantity(path))
    return lambda: significance(present, method="exact")


def _quantity(path: str) -> "RegionActivityMatrix":
    import pyarrow.parquet as pq

    from fortrinn import RegionActivityMatrix

    return RegionActivityMatrix.from_long(pq.read_table(path))


def _present(path: str) -> "NDArray[np.bool_]":
    from fortrinn.measures import presence

    return presence(_quantity(path)).values > 0
