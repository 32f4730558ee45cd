"""Tables collected beside the project, where they are at hand."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def collected() -> Path:
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"The collected tables are not at {folder}; these figures were made of them.")
    return folder
