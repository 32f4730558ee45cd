"""What came, left and stayed; the own part in three forms; what nearness has meant."""

import numpy as np
import pytest

from fortrinn.cells import Status
from fortrinn.measures import LogitEffects, shift_share, shift_share_dynamic
from fortrinn.reports.basis import compared_panel
from fortrinn.reports.deeper import deeper_section
from fortrinn.reports.model import Gap
from fortrinn.reports.sections.effects import found_models


def test_every_industry_says_what_became_of_it_and_no_withheld_one_does():
    section = deeper_section("nordland", "dynamics", lang="en")
    became = {row.key: row.cells[2] for row in section.table}
    assert len(became) == 35
    assert became["A03"] == "stayed"
    assert became["C22-23"] == "came (uncertain)"
    assert became["H53"] == became["H49-52"] == "cannot be told"
    hidden = next(row for row in section.table if row.key == "H53")
    assert hidden.cells[4] == Gap(Status.WITHHELD)
    assert hidden.cells[8] == Gap(Status.WITHHELD)


def test_a_rank_is_among_those_that_have_a_figure():
    table = deeper_section("finnmark", "dynamics", lang="en").table
    fishing = next(row for row in table if row.key == "A03")
    assert fishing.cells[6] == 1
    assert 1 <= fishing.cells[7] <= 15


def test_in_the_first_year_nothing_can_have_come():
    for key in ("dynamics", "shift-share-forms"):
        section = deeper_section("nordland", key, lang="en", period="2008")
        assert section.chart is None
        assert not section.table.rows
        assert "2008 is the first year" in section.sentence


def test_the_three_forms_are_of_the_same_industries():
    table = deeper_section("nordland", "shift-share-forms", lang="en").table
    total = dict(zip([c.key for c in table.columns], table.rows[0].cells, strict=True))
    assert total["classic"] == pytest.approx(total["competitive"] + total["allocation"])
    panel = compared_panel("employment", "norway")
    row = panel.regions.index("18")
    dynamic = shift_share_dynamic(panel, "2008", "2019").regional.values[row]
    classic = shift_share(panel, "2008", "2019").regional.values[row]
    both = np.isfinite(dynamic) & np.isfinite(classic)
    assert total["dynamic"] == pytest.approx(dynamic[both].sum())
    assert total["classic"] == pytest.approx(classic[both].sum())


def test_the_models_have_intervals_and_the_page_does_not_claim_more_than_they_say():
    alone, beside, *_leaving = found_models()
    assert isinstance(beside.model, LogitEffects)
    assert alone.nearness.odds_low < 1 < alone.nearness.odds_high
    assert beside.nearness.odds_low < 1 < beside.nearness.odds_high
    section = deeper_section("troms", "effects", lang="en")
    assert "cannot be told" in section.sentence
    assert "not the effect of policy" in section.explanation
    shown = next(row for row in section.table if row.key == "entry-4-density")
    assert shown.cells[2:5] == (
        beside.nearness.odds_ratio,
        beside.nearness.odds_low,
        beside.nearness.odds_high,
    )


def test_a_model_that_cannot_be_fitted_is_said_and_has_no_figures(monkeypatch):
    from fortrinn.errors import UndefinedMeasure
    from fortrinn.reports.sections import effects

    def refuse(*_about):
        raise UndefinedMeasure("parted")

    monkeypatch.setattr(effects, "logit_effects", refuse)
    effects.found_models.cache_clear()
    try:
        section = deeper_section("troms", "effects", lang="en")
        assert section.chart is None
        assert "could be fitted" in section.sentence
        assert all(isinstance(cell, Gap) for row in section.table for cell in row.cells[2:])
    finally:
        effects.found_models.cache_clear()


def test_an_option_s_place_is_shown_under_every_other_choice():
    section = deeper_section("nordland", "robustness", lang="en")
    keys = [column.key for column in section.table.columns]
    for row in section.table:
        cells = dict(zip(keys, row.cells, strict=True))
        assert cells["place_low"] <= cells["place"] <= cells["place_high"]
        assert cells["place_low"] <= cells["place_sizes"] <= cells["place_high"]
    places = sorted(dict(zip(keys, row.cells, strict=True))["place"] for row in section.table)
    assert places[0] == 0
    assert places[-1] == 1
    assert "stay within half of the order" in section.sentence


def test_no_withheld_industry_has_a_place():
    section = deeper_section("nordland", "robustness", lang="en")
    assert not {"H53", "H49-52"} & {row.key for row in section.table}
    assert any("confidential" in note for note in section.notes)
