"""From a long table to result tables: worked tables, totals, groups, notes, refusals."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.analysis import REGIONS, SPECIALISATION, analyse, pipeline
from fortrinn.errors import SettingError, TableError, UnknownName
from fortrinn.examples import GROUP_OF, employment, employment_with_withheld
from fortrinn.measures import krugman, location_quotient, variety

CODES = {"i1": "01.1", "i2": "01.2", "i3": "02.1", "i4": "02.2"}


def long(figures, regions="ABC", activities=("i1", "i2", "i3", "i4"), **more) -> dict:
    rows = [(r, a) for r in regions for a in activities]
    return {
        "region": [r for r, _ in rows],
        "activity": [a for _, a in rows],
        "value": [f for row in figures for f in row],
    } | more


WORKED = long([[40, 30, 20, 10], [10, 60, 10, 20], [5, 5, 70, 20]])


def column(table: pa.Table, name: str) -> list:
    return table[name].to_pylist()


def said(analysis) -> str:
    return " ".join(str(note) for note in analysis.notes)


def test_worked_table_is_reproduced():
    table = WORKED | {"group": [GROUP_OF[a] for a in WORKED["activity"]]}
    result = analyse(table, group="group")
    quotients = column(result.specialisation, "location_quotient")
    np.testing.assert_allclose(quotients[:4], [2.181818, 0.947368, 0.6, 0.6], atol=1e-6)
    np.testing.assert_allclose(column(result.specialisation, "lq_low")[0], 1.558723, atol=1e-6)
    np.testing.assert_allclose(column(result.specialisation, "lq_high")[0], 2.971017, atol=1e-6)
    expected = {
        "total": [100, 100, 100],
        "coverage": [1, 1, 1],
        "diversity": [1, 2, 2],
        "krugman": [0.433333, 0.633333, 0.8],
        "hachman": [0.747978, 0.684281, 0.577524],
        "herfindahl": [0.3, 0.42, 0.535],
        "variety": [1.846439, 1.570951, 1.256780],
        "related_variety": [0.965148, 0.689660, 0.787784],
        "unrelated_variety": [0.881291, 0.881291, 0.468996],
    }
    for name, figures in expected.items():
        np.testing.assert_allclose(column(result.regions, name), figures, atol=1e-6)


def test_columns_keep_their_names_and_order():
    result = analyse(WORKED)
    assert tuple(result.specialisation.column_names) == SPECIALISATION
    assert tuple(result.regions.column_names) == REGIONS


def test_interval_is_widened_by_the_rounding_that_was_said():
    result = analyse(WORKED, half_step=2)
    np.testing.assert_allclose(column(result.specialisation, "lq_low")[0], 1.466785, atol=1e-6)
    np.testing.assert_allclose(column(result.specialisation, "lq_high")[0], 3.096644, atol=1e-6)


def test_rows_carry_names_status_share_presence_and_flag():
    result = analyse(WORKED | {"period": [2019] * 12}, period="period")
    first, second = result.specialisation.to_pylist()[:2]
    assert first == {
        "region": "A",
        "activity": "i1",
        "period": "2019",
        "value": 40,
        "status": "published",
        "share": 0.4,
        "location_quotient": pytest.approx(2.181818, abs=1e-6),
        "lq_low": pytest.approx(1.558723, abs=1e-6),
        "lq_high": pytest.approx(2.971017, abs=1e-6),
        "presence": 1,
        "flag": "",
    }
    assert second["flag"] == "uncertain"


def test_withheld_is_empty_everywhere_and_never_zero():
    table = WORKED | {"value": [40, None, *WORKED["value"][2:]]}
    result = analyse(table)
    hidden = result.specialisation.to_pylist()[1]
    assert hidden["status"] == hidden["flag"] == "withheld"
    names = ("value", "share", "location_quotient", "lq_low", "lq_high", "presence")
    assert all(hidden[name] is None for name in names)
    assert column(result.regions, "coverage")[0] < 1
    assert "Cells withheld: 1." in said(result)
    assert "gives no totals" in said(result)
    assert "somewhat too high" in said(result)


def test_totals_of_the_table_are_used_and_leave_it():
    given = employment_with_withheld()
    figures = [
        [40, None, 20, 10, 100],
        [10, 60, 10, 20, 100],
        [5, 5, 70, 20, 100],
        [55, 95, 100, 50, 300],
    ]
    table = long(figures, (*"ABC", "Norway"), ("i1", "i2", "i3", "i4", "all"))
    result = analyse(table, reference="Norway", total="all")
    assert result.panel.regions == ("A", "B", "C")
    assert result.panel.activities == ("i1", "i2", "i3", "i4")
    np.testing.assert_array_equal(
        result.panel[result.panel.periods[0]].region_totals, given.region_totals
    )
    expected = location_quotient(given).values.reshape(-1)
    found = result.specialisation["location_quotient"].to_numpy()
    np.testing.assert_allclose(found, expected)
    np.testing.assert_allclose(column(result.regions, "krugman"), krugman(given).values)
    assert "Compared with Norway." in said(result)
    assert "gives no totals" not in said(result)
    assert "somewhat too high" not in said(result)


def test_total_without_reference_compares_with_the_sum_of_the_totals():
    figures = [[40, 30, 20, 10, 110], [10, 60, 10, 20, 90]]
    result = analyse(long(figures, "AB", ("i1", "i2", "i3", "i4", "all")), total="all")
    assert result.panel.totals.tolist() == [200]
    assert column(result.regions, "total") == [110, 90]


def test_a_total_that_is_withheld_leaves_what_rests_on_it_unknown_and_is_not_nought():
    figures = [[40, 30, None], [10, 60, 70]]
    result = analyse(long(figures, "AB", ("i1", "i2", "all")), total="all")
    assert column(result.specialisation, "flag")[:2] == ["undefined", "undefined"]
    assert column(result.specialisation, "presence") == [None, None, 0, 1]
    assert column(result.regions, "diversity") == [None, 1]
    assert result.panel.totals.tolist() == [70 + 70], "what A shows stands in for its total"
    assert "Totals of regions not known: 1." in said(result)


def test_a_region_without_a_row_for_its_total_has_a_total_nobody_knows_and_not_nought():
    """An absent row is zero, but no region with 40 persons has none in all."""
    table = long([[40, 30, 70], [10, 60, 70]], "AB", ("i1", "i2", "all"))
    lacking = {name: [*column[:2], *column[3:]] for name, column in table.items()}
    result = analyse(lacking, total="all")
    assert column(result.regions, "total") == [None, 70]
    assert column(result.specialisation, "presence") == [None, None, 0, 1]
    assert column(result.specialisation, "share")[:2] == [None, None]


def test_a_total_below_the_sum_of_its_parts_is_doubted():
    figures = [[40, 30, 70], [10, 60, 30]]
    result = analyse(long(figures, "AB", ("i1", "i2", "services")), total="services")
    assert "less than the sum of their figures: B. Is 'services' the total" in said(result)


def test_a_reference_without_a_total_is_refused():
    table = long([[40, 30, 70], [50, 90, None]], ("A", "Norway"), ("i1", "i2", "all"))
    with pytest.raises(TableError, match="The total of 'Norway' is not known"):
        analyse(table, reference="Norway", total="all")


def test_where_the_reference_hides_an_activity_nobody_can_tell_who_has_it():
    table = long([[40, 30, 0], [10, 60, 9], [50, None, 9]], ("A", "B", "Norway"), ("i", "j", "k"))
    result = analyse(table, reference="Norway")
    assert column(result.specialisation, "presence") == [0, None, 0, 0, None, 0]
    assert column(result.options, "hidden") == [0, 1, 0, 0, 1, 0]


@pytest.mark.parametrize("period", [None, "year"])
def test_every_table_is_taken_by_pandas(period):
    result = analyse(WORKED | {"year": ["2019"] * 12}, period=period)
    for name in ("specialisation", "regions", "activities", "relatedness", "options"):
        assert len(getattr(result, name).to_pandas()) == getattr(result, name).num_rows


def test_activities_that_end_everywhere_while_others_begin_may_be_new_codes():
    table = {
        "region": ["A", "A", "B", "B"] * 2,
        "activity": ["old", "i"] * 2 + ["new", "i"] * 2,
        "year": ["2024"] * 4 + ["2025"] * 4,
        "value": [4, 3, 2, 1] * 2,
    }
    text = said(analyse(table, period="year"))
    assert "From 2024 to 2025 activities end in every region (old) while others begin (new)" in text
    one_ends = {name: [*column[:4], *column[5::2]] for name, column in table.items()}
    assert "others begin" not in said(analyse(one_ends, period="year"))


def test_region_without_any_figure_is_named_and_left_out():
    table = WORKED | {"value": [*WORKED["value"][:8], None, None, None, None]}
    result = analyse(table)
    assert set(column(result.regions, "region")) == {"A", "B"}
    assert "Regions without any figure, and therefore not in the results: C." in said(result)


def test_region_without_rows_in_a_period_is_missing_there():
    table = {
        "region": ["A", "A", "B", "B", "A", "A"],
        "activity": ["i", "j"] * 3,
        "value": [1, 2, 3, 4, 5, 6],
        "period": [2018] * 4 + [2019] * 2,
    }
    result = analyse(table, period="period")
    last = result.specialisation.to_pylist()[-1]
    assert (last["region"], last["period"], last["status"]) == ("B", "2019", "missing")
    assert last["presence"] is None
    assert result.regions.to_pylist()[-1]["diversity"] is None
    assert "Cells missing: 2" in said(result)


def test_a_total_of_hidden_figures_alone_is_empty_and_not_nought():
    dated = {"period": [2018] * 12 + [2019] * 8}
    rows = long([[40, 30, 20, None], [10, 60, 10, None], [5, 5, 70, None]])
    table = {name: cells + cells[:8] for name, cells in rows.items()} | dated
    result = analyse(table, period="period")
    totals = dict(
        zip(
            zip(column(result.regions, "region"), column(result.regions, "period"), strict=True),
            column(result.regions, "total"),
            strict=True,
        )
    )
    assert (totals["C", "2018"], totals["C", "2019"]) == (80, None)
    sizes = dict(
        zip(column(result.options, "activity"), column(result.options, "size"), strict=True)
    )
    assert sizes["i4"] is None
    assert sizes["i2"] > 0
    assert max(column(result.regions, "coverage")) == pytest.approx(3 / 4)


def test_periods_stand_in_ascending_order():
    table = {"region": ["A"] * 2, "activity": ["i"] * 2, "value": [1, 2], "when": ["2020", "2019"]}
    assert column(analyse(table, period="when").regions, "period") == ["2019", "2020"]


def test_without_periods_the_column_is_empty():
    assert column(analyse(WORKED).regions, "period") == [None] * 3


def test_amounts_have_no_interval_and_are_not_called_uncertain():
    result = analyse(WORKED, kind="amount")
    assert result.specialisation["lq_low"].null_count == 12
    assert set(column(result.specialisation, "flag")) == {""}
    assert "have no interval" in said(result)


@pytest.mark.parametrize("detail", [{}, {"i1": "01.1 Korn"}, {"i1": "01101"}])
def test_numeric_codes_are_grouped_by_two_digits(detail):
    codes = CODES | detail
    table = WORKED | {"activity": [codes[a] for a in WORKED["activity"]]}
    result = analyse(table)
    np.testing.assert_allclose(
        column(result.regions, "related_variety"), [0.965148, 0.689660, 0.787784], atol=1e-6
    )


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("fishing", "01.2", "02.1", "02.2"), "such as 'fishing' are no numeric codes"),
        (("1.1", "01.2", "02.1", "02.2"), "such as '1.1' are no numeric codes"),
        (("01", "02", "03", "05"), "no more detailed than their groups"),
    ],
)
def test_without_groups_the_two_varieties_are_empty_and_it_says_why(names, reason):
    result = analyse(long([[40, 30, 20, 10], [10, 60, 10, 20]], "AB", names))
    assert result.regions["related_variety"].null_count == 2
    assert result.regions["unrelated_variety"].null_count == 2
    np.testing.assert_array_less(0, column(result.regions, "variety"))
    assert reason in said(result)


def test_code_of_the_total_needs_no_group():
    codes = ("01.1", "01.2", "02.1", "02.2", "00-99")
    result = analyse(
        long([[40, 30, 20, 10, 100], [10, 60, 10, 20, 100]], "AB", codes), total="00-99"
    )
    assert result.regions["related_variety"].null_count == 0


@settings(deadline=None)  # a busy machine is no fault
@given(st.permutations(range(12)))
def test_order_of_the_rows_does_not_matter(order):
    shuffled = {name: [cells[i] for i in order] for name, cells in WORKED.items()}

    def found(table):
        rows = analyse(table).specialisation.to_pylist()
        return {(row["region"], row["activity"]): row for row in rows}

    one, other = found(WORKED), found(shuffled)
    assert one.keys() == other.keys()
    for name in ("location_quotient", "lq_low", "lq_high", "share"):
        for key, row in one.items():
            assert row[name] == pytest.approx(other[key][name], rel=1e-12)
    for name in ("value", "status", "presence", "flag"):
        assert {key: row[name] for key, row in one.items()} == {
            key: row[name] for key, row in other.items()
        }


def test_activity_in_two_groups_is_refused():
    table = WORKED | {"group": ["g1", "g1", "g2", "g2"] * 2 + ["g1", "g2", "g2", "g2"]}
    with pytest.raises(TableError, match="'i2' stands in two groups, 'g1' and 'g2'"):
        analyse(table, group="group")


def test_total_among_the_activities_is_suspected():
    figures = [[10, 20, 30, 60], [5, 5, 5, 15], [1, 2, 3, 6], [9, 1, 1, 11]]
    table = long(figures, "ABCD", ("a", "b", "c", "all"))
    assert "Activity 'all' looks like the total of the others" in said(analyse(table))
    assert "looks like" not in said(analyse(table, total="all"))


def test_country_among_the_regions_is_suspected():
    figures = [[10, 20, 30], [5, 5, 5], [1, 2, 3], [16, 27, 38]]
    table = long(figures, ("A", "B", "C", "Norway"), ("a", "b", "c"))
    assert "Region 'Norway' looks like the sum of the others" in said(analyse(table))
    assert "looks like" not in said(analyse(table, reference="Norway"))


def test_counts_with_decimals_are_pointed_out():
    table = WORKED | {"value": [v / 8 for v in WORKED["value"]]}
    assert "decimals although they are taken for counts" in said(analyse(table))
    assert "decimals although" not in said(analyse(table, kind="amount"))


@pytest.mark.parametrize("frame", [pd.DataFrame, pa.table])
def test_tables_of_other_libraries_are_taken(frame):
    assert analyse(frame(WORKED)).regions.equals(analyse(WORKED).regions)


def test_threshold_moves_presence_and_diversity():
    strict = analyse(WORKED, threshold=2.0)
    assert column(strict.regions, "diversity") == [1, 0, 1]
    assert sum(column(strict.specialisation, "presence")) == 2


def test_variety_is_that_of_the_library():
    np.testing.assert_allclose(column(analyse(WORKED).regions, "variety"), variety(employment()))


def test_pieces_make_up_the_whole():
    table = WORKED | {"period": [2018] * 6 + [2019] * 6}
    result = analyse(table, period="period")
    pieces = pa.concat_tables(result.specialisation_by_period()).unify_dictionaries()
    assert pieces.to_pylist() == result.specialisation.to_pylist()


def test_input_is_left_as_it_was():
    table = pd.DataFrame(WORKED)
    before = table.copy()
    analyse(table)
    pd.testing.assert_frame_equal(table, before)


def test_table_that_spreads_too_far_is_refused(monkeypatch):
    monkeypatch.setattr(pipeline, "MOST_CELLS", 10)
    with pytest.raises(TableError, match=r"spreads over 12 cells.*3 region x 4 activity\); 10 are"):
        analyse(WORKED)


@pytest.mark.parametrize(
    ("settings", "kind", "sentence"),
    [
        ({"kind": "share"}, SettingError, "a count or an amount, not 'share'"),
        ({"threshold": 0}, SettingError, "above 0, not 0"),
        ({"half_step": -1}, SettingError, "by 0 or more"),
        ({"reference": "Norge"}, UnknownName, "'Norge' is not there"),
        ({"total": "alle"}, UnknownName, "'alle' is not there"),
        ({"value": "region"}, TableError, "'region' was given for two things"),
        ({"group": "grupp"}, TableError, "No column 'grupp'"),
    ],
)
def test_settings_outside_what_they_may_be_are_refused(settings, kind, sentence):
    with pytest.raises(kind, match=sentence):
        analyse(WORKED, **settings)


def test_total_alone_is_refused():
    with pytest.raises(TableError, match="'i' is the only activity"):
        analyse({"region": ["A"], "activity": ["i"], "value": [1]}, total="i")


def test_one_region_and_one_activity_are_analysed():
    (row,) = analyse({"region": ["A"], "activity": ["i"], "value": [20]}).specialisation.to_pylist()
    assert row["location_quotient"] == 1
    assert row["flag"] == "uncertain"


def test_a_table_of_zeros_is_refused():
    with pytest.raises(TableError, match="No figure in the column 'jobs' is above 0"):
        analyse({"region": ["A", "B"], "activity": ["i", "i"], "jobs": [0, 0]}, value="jobs")
