"""What the contract tests of the workspace share."""

import pytest

import workspace as shared


@pytest.fixture
def note_kind(monkeypatch):
    return shared.with_note_kind(monkeypatch)


@pytest.fixture
def workspace(db, note_kind):
    return shared.make_workspace()
