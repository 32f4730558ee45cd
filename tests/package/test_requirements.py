"""The page of requirements tells of all of them, and is up to date."""

import re

import pytest

from tools import requirements


@pytest.fixture(scope="module")
def page():
    return requirements.page()


def test_all_336_are_there_in_order(page):
    numbers = re.findall(r"^\| (R\d{3}) \|", page, re.MULTILINE)
    assert numbers == [f"R{number:03}" for number in range(1, 337)]


def test_each_has_a_state_and_a_place_or_a_reason(page):
    rows = re.findall(r"^\| R\d{3} \|.*$", page, re.MULTILINE)
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert cells[3] in {"met", "reminded of", "later"}
        assert cells[4]


def test_the_committed_page_is_up_to_date(page):
    written = requirements.PAGE.read_text(encoding="utf-8")
    assert written == page, "Run python tools/requirements.py and commit the page."


def test_every_pitfall_of_earlier_strategies_and_of_the_method_is_reminded_of():
    evidence = requirements.gathered()
    missing = [
        number for number in (f"R{n:03}" for n in range(17, 32)) if not evidence.checks[number]
    ]
    # R022 is a role. R021 and R024 are looked for among the priorities.
    assert set(missing) <= {"R021", "R022", "R024"}
