"""The way from a figure back to the cells it came from."""

import json

import pytest

from fortrinn.errors import SettingError
from fortrinn.language import LANGUAGES, translator
from fortrinn.provenance import NEEDS, SENTENCES, TOTAL, Cell, Provenance, Source, Step, StepKind

SOURCE = Source(key="accounts", title="Regional accounts", publisher="Statistics Norway", table="1")
READ = (
    Step(StepKind.READ_TABLE, {"table": "11713"}),
    Step(StepKind.THOUSANDS_TO_PERSONS),
    Step(StepKind.SUM_REGIONS, {"parts": {"Agder": ("Aust-Agder", "Vest-Agder")}}),
    Step(StepKind.STATUS_MASK),
)


def walk(*steps, region="Agder", activity="fishing", period="2019"):
    return (
        Provenance((SOURCE,), READ)
        .then(*steps)
        .source_cells(Cell("employment", region, activity, period))
    )


def test_a_figure_leads_to_the_old_counties():
    assert [cell.region for cell in walk()] == ["Aust-Agder", "Vest-Agder"]
    assert [cell.region for cell in walk(region="Nordland")] == ["Nordland"]


def test_a_quotient_leads_to_four_shares_worth_of_cells():
    cells = walk(Step(StepKind.QUOTIENT, {"reference": "Norway"}), Step(StepKind.INTERVAL))
    assert {(cell.region, cell.activity) for cell in cells} == {
        (region, activity)
        for region in ("Aust-Agder", "Vest-Agder", "Norway")
        for activity in ("fishing", TOTAL)
    }


def test_an_index_leads_to_whole_rows():
    index = Step(StepKind.INDEX, {"activities": ["fishing", "software"], "reference": "Norway"})
    assert len(walk(index, region="Nordland", activity=TOTAL)) == 4


def test_shift_share_leads_to_both_ends_here_and_in_the_reference():
    step = Step(StepKind.SHIFT_SHARE, {"start": "2008", "end": "2019", "reference": "Norway"})
    cells = walk(step, region="Nordland")
    assert len(cells) == 6
    assert {cell.period for cell in cells} == {"2008", "2019"}


def test_growth_of_a_ratio_leads_to_two_quantities_at_both_ends():
    ratio = Step(StepKind.RATIO, {"numerator": "value added", "denominator": "employment"})
    growth = Step(StepKind.GROWTH, {"start": "2008", "end": "2019"})
    assert len(walk(ratio, growth, region="Nordland")) == 4


def test_a_distance_leads_to_all_regions():
    step = Step(StepKind.DISTANCE, {"regions": ["Nordland", "Troms"], "activities": ["fishing"]})
    assert len(walk(step, region="Nordland")) == 4


def test_it_survives_json():
    provenance = Provenance((SOURCE,), READ)
    again = Provenance.from_data(json.loads(json.dumps(provenance.as_data())))
    assert again == provenance


@pytest.mark.parametrize("kind", StepKind)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_says_what_it_did_in_every_language(kind, lang):
    step = Step(kind, dict.fromkeys(NEEDS.get(kind, ()), "X"))
    text = step.in_words(translator(lang))
    assert text.endswith(".")
    assert "{" not in text
    assert lang == "en" or text != SENTENCES[kind]


@pytest.mark.parametrize("kind", NEEDS)
def test_a_step_without_its_settings_is_refused(kind):
    with pytest.raises(SettingError, match=f"The step '{kind.value}' needs"):
        Step(kind)
