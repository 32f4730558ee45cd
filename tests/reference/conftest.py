"""The collected tables the reference data was compiled from, where they are at hand."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = PROJECT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip(f"The collected tables are not at {folder}; they are needed to compare with.")
    return folder
