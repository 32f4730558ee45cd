"""Every page but those of records in the dark; beside the day, so that two can walk."""

from __future__ import annotations

from journeys.crawling import barriers_of_all
from journeys.reading import Look


def test_no_page_but_those_of_records_has_a_barrier_in_the_dark_on_a_phone(
    arrives, pages: dict[str, str]
):
    found = barriers_of_all(arrives, pages, Look("nb", "dark", 320), short=True)
    assert not found, "\n".join(found)


def test_no_page_but_those_of_records_has_a_barrier_in_nynorsk_in_the_dark(
    arrives, pages: dict[str, str]
):
    found = barriers_of_all(arrives, pages, Look("nn", "dark", 1280), short=True)
    assert not found, "\n".join(found)
