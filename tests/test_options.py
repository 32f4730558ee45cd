"""What a region could turn to: nothing left out, nothing ranked, and what it rests on."""

import numpy as np
import pytest

from fortrinn.errors import TableError, UnknownName
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.index import Index
from fortrinn.measures import co_location, combine, presence, quotient_correlation
from fortrinn.options import CAPTION, options, stability

WAGES = Index([1, 2, 3, 4], ["i1", "i2", "i3", "i4"], over="activity", name="wage")


def of(region, **settings):
    return options(employment(), co_location(employment()), region, **settings)


def test_every_activity_the_region_does_not_have_is_there_the_distant_too():
    assert of("A").activities == ("i2", "i3", "i4")
    assert of("A").density.tolist() == [0, 0, 0]


def test_the_order_is_by_name_whatever_order_the_table_has():
    turned = employment().select(activities=["i4", "i3", "i2", "i1"])
    shuffled = options(turned, co_location(turned), "A", reward=WAGES)
    assert shuffled.activities == of("A").activities
    np.testing.assert_allclose(shuffled.gain, of("A", reward=WAGES).gain)


def test_what_the_proximity_does_not_cover_is_named():
    assert of("B").not_covered == ("i1",)
    assert np.isnan(of("B").density[0])


def test_reward_and_gain_stand_beside_density():
    of_a = of("A", reward=WAGES)
    assert of_a.reward.tolist() == [2, 3, 4]
    assert of_a.gain.tolist() == [2, 2, 5]
    assert "wage" in of_a.to_arrow().column_names


def test_without_a_reward_both_are_empty():
    assert np.isnan(of("A").reward).all()
    assert of("A").to_arrow().column("gain").null_count == 3


def test_a_hidden_figure_is_marked_and_density_has_bounds():
    hidden = options(employment_with_withheld(), co_location(employment()), "A")
    assert hidden.activities == ("i2", "i3", "i4")
    assert hidden.hidden.tolist() == [True, False, False]
    assert hidden.density_low[2] == 0
    assert hidden.density_high[2] == 0.5


def test_what_an_option_rests_on_in_three_languages():
    of_b = of("B")
    assert of_b.rests_on("i3") == (("i4", 1.0),)
    for lang in ("nb", "nn", "en"):
        sentence = of_b.in_words("i3", lang)
        assert "i4" in sentence
        assert "100" in sentence
    assert "nothing" in of("A").in_words("i2")
    assert "Nothing is known" in of("B").in_words("i1")


def test_an_unknown_region_or_option_says_what_was_meant():
    with pytest.raises(UnknownName, match="'D' is not there"):
        of("D")
    with pytest.raises(UnknownName):
        of("A").rests_on("i1")


def test_presences_alone_have_options_but_no_quotients():
    of_a = options(presence(employment()), co_location(employment()), "A")
    assert np.isnan(of_a.quotient).all()
    assert of_a.density.tolist() == of("A").density.tolist()


def test_agreement_of_the_sources_about_what_is_near():
    sources = {"one": co_location(employment()), "two": quotient_correlation(employment())}
    both = combine(sources)
    of_b = options(employment(), both.proximity, "B", agreement=both.agreement)
    assert ((of_b.agreement >= 0) & (of_b.agreement <= 1))[1:].all()


def test_further_figures_stand_beside():
    of_a = of("A", beside={"growth": {"i2": 0.1, "i4": -0.2}})
    assert of_a.to_arrow().column("growth").to_pylist() == [0.1, None, -0.2]


def test_stability_over_sources():
    near = {"places": co_location(employment()), "strength": quotient_correlation(employment())}
    over = {name: options(employment(), each, "B") for name, each in near.items()}
    steady = stability(over)
    assert [each.activity for each in steady] == ["i1", "i3"]
    assert all(each.listed == 1 for each in steady)
    assert steady[1].lowest <= steady[1].highest


def test_stability_of_several_regions_is_refused():
    with pytest.raises(TableError, match="options of one region"):
        stability({"A": of("A"), "B": of("B")})
    with pytest.raises(TableError):
        stability({})


def test_the_caption_says_what_it_does_not_say():
    assert "not the effect of policy" in CAPTION
