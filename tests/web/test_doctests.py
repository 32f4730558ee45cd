"""The examples in the workspace's own docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import fortrinn.web

MODULES = [
    module.name
    for module in pkgutil.walk_packages(fortrinn.web.__path__, "fortrinn.web.")
    if not {"migrations", "__main__"} & set(module.name.split("."))
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    assert doctest.testmod(importlib.import_module(name), optionflags=flags).failed == 0
