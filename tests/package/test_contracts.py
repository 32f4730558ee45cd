"""The import contracts cover every part of the library, also the one that was added today."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_part_of_the_library_is_kept_from_django() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (contract,) = [c for c in settings["contracts"] if c["id"] == "no-django"]
    parts = {
        path.name.removesuffix(".py")
        for path in (ROOT / "src" / "fortrinn").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    may_know_django = {"__init__", "__main__", "cli", "web"}
    library = {f"fortrinn.{part}" for part in parts - may_know_django}
    assert set(contract["source_modules"]) == library
