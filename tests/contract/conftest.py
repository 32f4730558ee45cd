"""What the contract tests of the workspace share."""

import pytest
from django.utils import translation

import workspace as shared


@pytest.fixture
def note_kind(monkeypatch):
    return shared.with_note_kind(monkeypatch)


@pytest.fixture
def workspace(db, note_kind):
    return shared.make_workspace()


@pytest.fixture(autouse=True)
def _in_bokmal():
    """A request leaves its language behind in the thread; every test begins in bokmål."""
    with translation.override("nb"):
        yield
