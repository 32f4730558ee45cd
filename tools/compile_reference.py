"""Compile the reference data that ships with Fortrinn from the collected open data.

    python tools/compile_reference.py [SHARED] [--out FOLDER]

SHARED is the folder that holds ``data/`` with the collected tables (default: ``../shared``
beside the project). The same input gives the same bytes on every machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from reference.accounts import compile_accounts
from reference.figures import compile_figures
from reference.industries import compile_industries
from reference.manifest import manifest
from reference.maps import compile_maps
from reference.neighbours import compile_neighbours
from reference.places import compile_places

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "src" / "fortrinn" / "reference" / "data"
COMPILERS: tuple[Callable[[Path], Iterator[tuple[str, str]]], ...] = (
    compile_places,
    compile_maps,
    compile_neighbours,
    compile_industries,
    compile_accounts,
    compile_figures,
)


def compile_reference(shared: Path) -> dict[str, str]:
    """All files by name, the manifest last."""
    files = dict(pair for compiler in COMPILERS for pair in compiler(shared))
    return {**files, "datasets.json": manifest(files)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", nargs="?", type=Path, default=PROJECT.parent / "shared")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to")
    arguments = parser.parse_args()
    if not (arguments.shared / "data").is_dir():
        parser.error(f"{arguments.shared} has no folder 'data'. Give the folder that holds it.")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, text in compile_reference(arguments.shared).items():
        (arguments.out / name).write_bytes(text.encode())
        print(f"{len(text.encode()):>9,}  {name}")


if __name__ == "__main__":
    main()
