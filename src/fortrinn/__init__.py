"""Fortrinn: smart specialisation for regions, from public statistics to stated reasons.

The names below are loaded when they are first used, so that ``import fortrinn`` costs nothing.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fortrinn.errors import FortrinnError, UndefinedMeasure
    from fortrinn.index import Index
    from fortrinn.matrix import RegionActivityMatrix, Status
    from fortrinn.panel import Panel

__version__ = "0.1.0"

os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "20")
"""For how long (2 to the power of it, in cycles) the threads of numpy's products hold a core after
a product in case another one follows: by themselves 2**26, which others could have worked in."""

__all__ = [
    "FortrinnError",
    "Index",
    "Panel",
    "RegionActivityMatrix",
    "Status",
    "UndefinedMeasure",
    "__version__",
]

_HOMES: Final = {
    "FortrinnError": "errors",
    "UndefinedMeasure": "errors",
    "Index": "index",
    "RegionActivityMatrix": "matrix",
    "Status": "matrix",
    "Panel": "panel",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'fortrinn' has no attribute {name!r}")
    return getattr(import_module(f"fortrinn.{_HOMES[name]}"), name)
