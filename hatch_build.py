"""Compile the message catalogues when a wheel is built: ``.mo`` files go in, ``.po`` stay out."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before the files of the wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        path = Path(self.root, "src", "fortrinn", "catalogue.py")
        # Loaded by its path: the package itself needs what is not installed in a build.
        spec = importlib.util.spec_from_file_location("catalogue", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        catalogue = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(catalogue)
        for po in catalogue.sources():
            catalogue.compile_one(po)
