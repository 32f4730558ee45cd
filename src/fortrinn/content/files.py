"""The content's files: written by people, read here and nowhere else."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def read_yaml(*path: str) -> Any:
    """A YAML file of the content.

    >>> sorted(read_yaml("funding.yaml"))
    ['offers', 'sources']
    """
    file = resources.files("fortrinn.content").joinpath(*path)
    return yaml.safe_load(file.read_text(encoding="utf-8"))
