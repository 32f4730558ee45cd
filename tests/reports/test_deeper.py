"""The pages of the deeper analysis, for every county and language."""

import math
import re

import numpy as np
import pytest

from fortrinn.cells import Status
from fortrinn.charts import render
from fortrinn.charts.network import Card, Link, layout_hash, places, push_apart
from fortrinn.errors import UnknownName
from fortrinn.language import LANGUAGES
from fortrinn.measures import location_quotient
from fortrinn.provenance import Cell, StepKind
from fortrinn.reference import accounts, counties, nuts2_employment
from fortrinn.reference.carrying import (
    covered_industries,
    division_weights,
    industries_of_divisions,
    uncovered_industries,
)
from fortrinn.reports import european
from fortrinn.reports.basis import compared_panel
from fortrinn.reports.deeper import deeper_keys, deeper_section, deeper_titles
from fortrinn.reports.model import Gap
from fortrinn.reports.nearness_sources import SOURCES, agreement_of, drawn_links
from fortrinn.reports.sections.industry_space import layout_links, space
from fortrinn.reports.sections.options import REWARDS
from fortrinn.reports.sections.record import record
from fortrinn.reports.sections.twins import region_text

SLUGS = [county.slug for county in counties()]
NORWEGIAN = ("variety", "twins", "dynamics", "shift-share-forms")
EUROPEAN = [key for key in deeper_keys() if key not in NORWEGIAN]
LOADED = re.compile(
    r"\b(best|beste|winner|vinner\w*|high road|slow road|casino|dead end|blindvei)\b", re.I
)


def words_of(section):
    chart = [section.chart.title, section.chart.alt] if section.chart else []
    return " ".join([section.title, section.sentence, section.explanation, *section.notes, *chart])


def texts_in(drawing):
    if isinstance(drawing, dict):
        return [text for value in drawing.values() for text in texts_in(value)]
    if isinstance(drawing, list):
        return [text for value in drawing for text in texts_in(value)]
    return [drawing] if isinstance(drawing, str) else []


# --- every county and language ------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_is_built_with_words_table_and_provenance(slug, lang):
    for key in deeper_keys():
        section = deeper_section(slug, key, lang=lang)
        assert section.title == deeper_titles(lang)[key][0]
        assert section.table.rows
        assert section.provenance.steps
        assert "{" not in words_of(section)
        assert not LOADED.search(words_of(section))
        assert len({row.key for row in section.table}) == len(section.table.rows)


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_no_english_is_left_in_norwegian(lang):
    for key in deeper_keys():
        ours, english = (deeper_section("oslo", key, lang=each) for each in (lang, "en"))
        pairs = zip(
            [ours.title, ours.sentence, ours.explanation, *ours.table.headings],
            [english.title, english.sentence, english.explanation, *english.table.headings],
            strict=True,
        )
        same = [
            one for one, other in pairs if one == other and not re.fullmatch("LQ.*|Region", one)
        ]
        assert same == []


@pytest.mark.parametrize("key", EUROPEAN)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_foreign_figures_say_so_and_what_they_leave_out(key, lang):
    section = deeper_section("nordland", key, lang=lang)
    assert "2015" in section.sentence
    assert re.search("[Ee]urop", section.sentence)
    names = accounts().names(lang, short=True)
    note = next(note for note in section.notes if names["A03"] in note)
    assert [code for code in uncovered_industries() if names[code] not in note] == []
    assert {source.key for source in section.provenance.sources} == {"nuts2_employment", "accounts"}


def test_a_page_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UnknownName, match="options"):
        deeper_section("nordland", "optoins", lang="en")


# --- carrying -----------------------------------------------------------------------------------


def test_every_division_goes_somewhere_or_is_known_to_be_left_out():
    without = [each for each, parts in industries_of_divisions().items() if not parts]
    assert without == ["S95"]
    assert set(division_weights()) == set(nuts2_employment().activities) - {"S95"}


@pytest.mark.parametrize("key", [*EUROPEAN, "twins"])
def test_a_picture_from_european_figures_says_what_it_leaves_out_wherever_it_goes(key):
    section = deeper_section("nordland", key, lang="nb")
    assert section.chart is not None
    assert "fiske" in section.chart.caption.lower()
    assert "undervisning" in section.chart.caption.lower()
    assert section.chart.caption in section.chart.legend
    assert not [note for note in section.further_notes if note in section.chart.caption]
    predicts = "ikke virkningen av politikk" in section.chart.caption
    assert predicts is (key == "options")


def test_covered_and_uncovered_are_all_industries_once():
    both = covered_industries() + uncovered_industries()
    assert sorted(both) == sorted(one.code for one in accounts().industries)
    names = {"A03", "K64-66", "O84", "P85", "Q86-88"}
    assert names <= set(uncovered_industries())


def test_weights_are_persons_employed_in_norway_and_none_is_missing():
    table = nuts2_employment()
    norwegian = [region for region in table.regions if region.startswith("NO")]
    employed = np.nansum(table.select(regions=norwegian).values, axis=0)
    for division, parts in division_weights().items():
        assert set(parts.values()) == {employed[table.column(division)]}
    assert not np.isnan(table.select(regions=norwegian).values).any()


def test_a_carried_score_is_the_weighted_mean_of_its_divisions():
    scores = european.division_complexity().activities
    weights = {d: parts["C10-12"] for d, parts in division_weights().items() if "C10-12" in parts}
    expected = sum(scores[d] * w for d, w in weights.items()) / sum(weights.values())
    assert european.industry_complexity()["C10-12"] == pytest.approx(expected, abs=1e-12)


def test_the_weights_stand_in_the_provenance():
    steps = deeper_section("nordland", "complexity", lang="en").provenance.steps
    carried = next(step for step in steps if step.kind is StepKind.CARRY)
    assert dict(carried.settings["weights"]["C10-12"]) == {
        "10": 47741,
        "11": 3653,
        "12": 0,
    }
    assert "C10-12 = 10 (47741) + 11 (3653) + 12 (0)" in carried.details
    assert len(carried.text) < 120, "the sentence stays short; the weights are a list of its own"


# --- the industry space -------------------------------------------------------------------------


def test_the_layout_ships_so_that_no_request_waits_for_it():
    from fortrinn.charts.network import _stored

    nodes, links = european.industry_links().activities, layout_links()
    assert layout_hash(nodes, links) in _stored(), "run: python tools/layouts.py"


def test_a_layout_is_the_same_every_time():
    links = [Link("a", "b", 0.9), Link("b", "c", 0.4), Link("c", "d", 0.7)]
    first = places(["a", "b", "c", "d"], links)
    from fortrinn.charts.network import _laid_out

    _laid_out.cache_clear()
    assert places(["a", "b", "c", "d"], links) == first


def test_cards_end_up_apart_and_inside():
    cards = [Card(100 + i, 100 - i, 30, 30, 10, 20) for i in range(8)]
    push_apart(cards, (400, 300))
    for i, one in enumerate(cards):
        assert one.left - 1 <= one.x <= 400 - one.right + 1
        for other in cards[i + 1 :]:
            apart_x = abs(one.x - other.x) >= one.left + other.right - 0.5
            first, second = sorted((one, other), key=lambda card: card.y)
            assert apart_x or second.y - first.y >= first.down + second.up - 0.5


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_has_its_picture_and_its_equal_table(source, lang):
    section = deeper_section("nordland", "industry-space", lang=lang, source=source)
    assert len(section.table.rows) == len(drawn_links(source))
    assert section.chart.variants["wide"]
    assert "{" not in words_of(section)


def test_more_agreement_leaves_fewer_links_and_the_strengths_as_they_are():
    loose, strict = drawn_links("all"), drawn_links("all", "much")
    assert set(strict) < set(loose)
    assert all(agreement_of(link.one, link.other) >= 0.75 for link in strict)


def test_a_source_that_is_not_there_is_refused():
    with pytest.raises(UnknownName, match="sizes"):
        deeper_section("nordland", "industry-space", lang="en", source="size")


def test_no_industry_of_the_space_stands_alone():
    linked = {name for link in drawn_links() for name in (link.one, link.other)}
    assert linked == set(space()) == set(covered_industries())


def test_the_picture_is_the_same_for_the_same_figures():
    one, other = (deeper_section("troms", "industry-space", lang="nn").chart for _i in range(2))
    assert one.content_hash("wide") == other.content_hash("wide")


# --- options ------------------------------------------------------------------------------------


def test_options_stand_in_the_order_of_the_classification_with_the_distant_ones():
    section = deeper_section("nordland", "options", lang="en")
    order = [one.code for one in accounts().industries]
    keys = [row.key for row in section.table]
    assert keys == sorted(keys, key=order.index)
    employment = compared_panel("employment", "norway")["2019"]
    quotient = location_quotient(employment).values[employment.row("18")]
    expected = [code for code in covered_industries() if not quotient[employment.column(code)] >= 1]
    assert keys == expected


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_withheld_is_in_the_table_and_not_drawn(slug):
    section = deeper_section(slug, "options", lang="en")
    withheld = [row for row in section.table if row.status is Status.WITHHELD]
    drawn = section.chart.variants["wide"]
    bubbles = max(
        len(layer["data"]["values"])
        for layer in drawn["layer"]
        if layer["mark"].get("type") == "point" and "size" in layer.get("encoding", {})
    )
    assert bubbles == len(section.table.rows) - len(withheld)
    for row in withheld:
        assert isinstance(section.table.cell(row.key, "employed"), Gap)
        assert section.table.text(section.table.columns[7], row.cells[7]) == ":"


@pytest.mark.parametrize("reward", REWARDS)
def test_every_reward_draws_the_same_options(reward):
    section = deeper_section("agder", "options", lang="nb", reward=reward)
    standard = deeper_section("agder", "options", lang="nb")
    assert [row.key for row in section.table] == [row.key for row in standard.table]
    assert render.svg(section.chart, "narrow").startswith("<svg")


def test_the_caption_says_what_the_picture_predicts_and_what_it_does_not():
    said = {
        "nb": "forutsier hvor næringer oppstår, ikke virkningen av politikk",
        "nn": "føreseier kvar næringar oppstår, ikkje verknaden av politikk",
        "en": "predicts where industries arise, not the effect of policy",
    }
    for lang, words in said.items():
        assert words in deeper_section("nordland", "options", lang=lang).explanation


def test_an_option_says_in_words_what_it_rests_on():
    table = deeper_section("nordland", "options", lang="en").table
    rests = str(table.cell("C25-28", "rests_on"))
    assert "Basic metals" in rests


def test_a_density_is_the_share_of_the_links_the_county_has():
    near = european.industry_links()
    employment = compared_panel("employment", "norway")["2019"]
    quotient = location_quotient(employment).values[employment.row("18")]
    has = np.array([quotient[employment.column(code)] >= 1 for code in near.activities])
    links = np.nan_to_num(near.values[near.activities.index("C25-28")])
    table = deeper_section("nordland", "options", lang="en").table
    assert table.cell("C25-28", "density") == pytest.approx(links[has].sum() / links.sum())


# --- related, complexity, variety, record -------------------------------------------------------


def test_related_lists_all_other_divisions_with_what_chance_would_do():
    section = deeper_section("nordland", "related", lang="nn", division="J62")
    values = [section.table.cell(row.key, "proximity") for row in section.table]
    assert values == sorted(values, reverse=True)
    assert len(values) == 67
    assert all(0 <= section.table.cell(row.key, "p_value") <= 1 for row in section.table)


def test_related_refuses_an_industry_that_is_not_there():
    with pytest.raises(UnknownName, match="A03"):
        deeper_section("nordland", "related", lang="en", division="A03")


def test_complexity_says_that_its_sign_is_weak_and_refuses_the_counties_own():
    section = deeper_section("nordland", "complexity", lang="en")
    found = european.division_complexity().correlations
    assert abs(found["diversity"]) < 0.3
    assert found["diversity"] < 0 < found["anchor"]
    assert any("−0.23" in note and "0.55" in note for note in section.notes)
    assert any("at least 30 are needed" in note for note in section.notes)


def test_variety_is_compared_on_the_same_industries_every_year():
    section = deeper_section("finnmark", "variety", lang="en")
    rows = [
        dict(zip([c.key for c in section.table.columns], r.cells, strict=True))
        for r in section.table
    ]
    assert [row["period"] for row in rows] == list(accounts().periods)
    for row in rows:
        total = math.log2(row["number"])
        assert row["unrelated"] + row["related"] == pytest.approx(total)
        assert 0 < row["share"] < 1


def test_the_record_is_what_the_arithmetic_says():
    found = record()
    assert found.events == 16
    assert found.chances == 192
    assert found.skills["density"].hit == pytest.approx(0.5484, abs=1e-4)
    assert found.skills["quotient"].hit == pytest.approx(0.9247, abs=1e-4)
    assert found.skills["density_all"].hit == pytest.approx(0.5591, abs=1e-4)
    assert found.by_county["31"] == pytest.approx(6 / 11)
    assert found.by_county["18"] is None  # nothing came in Nordland, so nothing can be said
    assert found.skills["density"].standing == "uncertain"
    assert found.skills["quotient"].standing == "clear"
    for lang, words in (("nb", "svak"), ("nn", "svak"), ("en", "weak")):
        assert words in deeper_section("oslo", "record", lang=lang).sentence


def test_a_withheld_industry_cannot_be_told_in_the_record():
    sections = [deeper_section(slug, "record", lang="en") for slug in SLUGS]
    hidden = [row for one in sections for row in one.table if row.status is Status.WITHHELD]
    assert hidden
    assert {row.cells[-1] for row in hidden} == {"cannot be told"}


def test_twins_are_the_same_for_the_counties_of_one_region_and_say_what_they_cover():
    one, other = (deeper_section(slug, "twins", lang="en") for slug in ("nordland", "troms"))
    assert one.table == other.table
    assert one.table.rows[0].key == "SE33"
    assert "2015" in one.sentence
    assert "Sweden" in one.sentence
    assert any("business economy only" in note for note in one.notes)
    assert all(0 <= one.table.cell(row.key, "stability") <= 1 for row in one.table)


def test_every_region_of_the_base_has_a_name_and_a_country_and_none_lies_nowhere():
    for region in european.learned_from().regions:
        said = region_text(region, "nn")
        assert f"({region}, " in said or said.endswith(f"({region})")
        assert not region.endswith("ZZ")
    assert region_text("EL43", "nb") == "Kriti (EL43, Hellas)"


def test_a_row_leads_to_the_published_cells_behind_it():
    provenance = deeper_section("nordland", "options", lang="en").provenance
    cells = provenance.source_cells(Cell("employment", "18", "C25-28", "2019"))
    assert {cell.activity for cell in cells} >= {"C24", "total"}


@pytest.mark.parametrize("key", deeper_keys())
def test_every_chart_is_drawn_at_both_widths_without_words_outside(key):
    chart = deeper_section("more-og-romsdal", key, lang="nb").chart
    for width in ("wide", "narrow"):
        assert "var(--fx-" in render.svg(chart, width, "web")
        assert not LOADED.search(" ".join(texts_in(chart.variants[width])))
