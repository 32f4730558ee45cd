"""The main pages as a reader meets them; ``--screenshots`` makes pictures of the manual of them."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.people import ANALYST, CRAB, LEADER, PHONE, SCREEN, STRATEGY

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
PAGES = {
    "front": ("/", None),
    "profile": ("/nordland/", None),
    "specialisation": ("/nordland/analysis/specialisation/", None),
    "provenance": ("/nordland/provenance/specialisation/", None),
    "options": ("/nordland/analysis/options/", None),
    "home": (STRATEGY, ANALYST),
    "runs": (f"{STRATEGY}runs/", ANALYST),
    "findings": (f"{STRATEGY}findings/", ANALYST),
}
FURTHER = {
    "comparison": (f"{CRAB}comparison/", LEADER),
    "decision": (f"{CRAB}decisions/fylkestinget-velger-tre-satsinger/", LEADER),
    "thread": (f"{CRAB}priorities/levende-frakt-fra-hav-til-bord/thread/", LEADER),
}
"""Pages the chapters on the workspace show once."""
ON: dict[str, dict[str, Any]] = {"desktop": SCREEN, "phone": PHONE | {"device_scale_factor": 1}}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On a desk by day; for the manual's pictures also on a phone and in the dark."""
    looks = [(name, "desktop", "light") for name in PAGES | FURTHER]
    if metafunc.config.getoption("screenshots"):
        looks = [*product(PAGES, ON, ["light", "dark"]), *looks[len(PAGES) :]]
    metafunc.parametrize(("name", "size", "scheme"), looks)


def test_a_main_page_shows_its_heading(arrives, pytestconfig, name, size, scheme):
    path, person = (PAGES | FURTHER)[name]
    page = arrives(person, on=ON[size], color_scheme=scheme)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    picture = page.screenshot()
    assert len(picture) > 5_000
    if pytestconfig.getoption("screenshots"):
        write(PICTURES / f"{name}-{size}-{scheme}.png", picture)


def write(path: Path, picture: bytes) -> None:
    """A small file: 128 colours are enough for a page without photographs."""
    from PIL import Image

    path.parent.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(picture)) as image:
        small = image.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
