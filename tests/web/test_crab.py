"""The imagined example: whole, in the right order, and never taken for a real county."""

import pytest

from fortrinn import content
from fortrinn.web import demo
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy

HOME = "/havland/s/krabba/"


@pytest.fixture
def crab(db):
    demo.load()
    return Strategy.objects.get(place="havland")


@pytest.fixture
def leader(crab, client):
    assert client.login(email=demo.PEOPLE[0].email, password=demo.PASSWORD)
    return client


def how_many(crab, kind):
    return Record.objects.filter(strategy=crab, kind=kind).count()


def test_it_has_the_actors_and_findings_of_its_texts(crab):
    assert how_many(crab, "actor") == len(content.crab("actors")["actors"]) == 25
    assert how_many(crab, "finding") == len(content.crab("findings")["findings"]) == 12


def test_loading_again_changes_nothing(crab):
    before = Record.objects.count()
    demo.load()
    assert Record.objects.count() == before


@pytest.mark.requirement("R016")
def test_every_page_of_it_says_that_it_is_imagined_and_whose_figures_they_are(leader):
    for path in (HOME, f"{HOME}actors/", f"{HOME}findings/", f"{HOME}runs/"):
        page = leader.get(path).content.decode()
        assert "Tenkt eksempel: Havland fylkeskommune finnes ikke" in page
        assert "Tallene er lånt fra Finnmark" in page


def test_a_real_county_s_example_is_not_called_imagined(leader):
    page = leader.get("/nordland/s/smart-spesialisering/").content.decode()
    assert "Tenkt eksempel" not in page
