"""For each check, how a strategy gets into a state where it has something to say.

A module for each element has ``FIRES``: key of the check → a function that takes the workspace and
does to its strategy what the check is about. A check is silent in an empty strategy; one that is
not has an entry in ``SILENT`` too, which makes it fall silent again. New modules are found by
themselves; a check without an entry fails ``tests/contract/test_checks.py``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

Scenario = Callable[[Any], None]


def gathered(name: str) -> dict[str, Scenario]:
    """The scenarios of every module here, under the name FIRES or SILENT."""
    found: dict[str, Scenario] = {}
    for module in pkgutil.iter_modules(__path__):
        found |= getattr(import_module(f"{__name__}.{module.name}"), name, {})
    return found
