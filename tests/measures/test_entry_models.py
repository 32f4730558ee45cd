"""Effects on entry: by a fit of our own, by a known truth, and refused where there is none."""

import sys

import numpy as np
import pytest
from scipy.stats import t as student

from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.examples import employment
from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import entries
from fortrinn.measures.entry_models import logit_effects
from fortrinn.measures.risk import RiskSet
from fortrinn.panel import Panel

REGIONS = tuple(f"r{i:02d}" for i in range(40))
ACTIVITIES = tuple(f"a{i:02d}" for i in range(30))


def table(values, name="variable"):
    matrix = RegionActivityMatrix.from_arrays(np.ones(np.shape(values)), REGIONS, ACTIVITIES)
    return matrix.with_values(values, name=name)


@pytest.fixture(scope="module")
def truth():
    """Density doubles the odds for each deviation, size does nothing, and regions differ."""
    rng = np.random.default_rng(11)
    density, size = rng.random((40, 30)), rng.lognormal(size=(40, 1)) * np.ones((40, 30))
    own = rng.normal(size=(40, 1)) * 0.5
    z = (density - density.mean()) / density.std()
    chance = 1 / (1 + np.exp(-(-1.5 + np.log(2) * z + own)))
    happened = (rng.random((40, 30)) < chance).astype(float)
    happened[rng.random((40, 30)) < 0.2] = np.nan  # not at risk
    return table(happened, "entries"), table(density), table(size)


def naive_logit(y, X, clusters):
    """Newton's method, and the sandwich with statsmodels' usual small-sample correction."""
    beta = np.zeros(X.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-X @ beta))
        hessian = X.T @ (X * (p * (1 - p))[:, None])
        beta = beta + np.linalg.solve(hessian, X.T @ (y - p))
    p = 1 / (1 + np.exp(-X @ beta))
    bread = np.linalg.inv(X.T @ (X * (p * (1 - p))[:, None]))
    scores = X * (y - p)[:, None]
    names = np.unique(clusters)
    summed = np.array([scores[clusters == name].sum(axis=0) for name in names])
    n, k, g = len(y), X.shape[1], len(names)
    meat = summed.T @ summed * g / (g - 1) * (n - 1) / (n - k)
    return beta, bread @ meat @ bread, p


def observations(truth):
    entered, density, size = truth
    at_risk = ~np.isnan(entered.values)
    y = entered.values[at_risk]
    raw = np.column_stack([density.values[at_risk], size.values[at_risk]])
    z = (raw - raw.mean(axis=0)) / raw.std(axis=0)
    return y, z, np.nonzero(at_risk)


def test_the_fit_agrees_with_one_of_our_own(truth):
    entered, density, size = truth
    y, z, (rows, _columns) = observations(truth)
    X = np.column_stack([z, np.ones(len(y))])
    beta, covariance, p = naive_logit(y, X, rows)
    model = logit_effects(RiskSet.of(entered, {"density": density, "size": size}))
    reach = student.ppf(0.975, 39)
    for k, effect in enumerate(model.effects):
        error = np.sqrt(covariance[k, k])
        assert effect.coefficient == pytest.approx(beta[k], abs=1e-6)
        assert effect.standard_error == pytest.approx(error, rel=1e-5)
        assert effect.odds_low == pytest.approx(np.exp(beta[k] - reach * error), rel=1e-4)
        assert effect.odds_high == pytest.approx(np.exp(beta[k] + reach * error), rel=1e-4)
        assert effect.probability == pytest.approx(beta[k] * (p * (1 - p)).mean(), rel=1e-5)
        tail = 2 * student.sf(abs(beta[k]) / error, 39)
        assert effect.p_value == pytest.approx(tail, rel=1e-3, abs=1e-12)


def test_fit_and_marginal_effects_agree_with_statsmodels(truth):
    discrete = pytest.importorskip("statsmodels.discrete.discrete_model")
    entered, density, size = truth
    y, z, (rows, _columns) = observations(truth)
    fitted = discrete.Logit(y, np.column_stack([z, np.ones(len(y))])).fit(
        disp=False, cov_type="cluster", cov_kwds={"groups": rows}
    )
    theirs = fitted.get_margeff(at="overall")
    model = logit_effects(RiskSet.of(entered, {"density": density, "size": size}))
    assert model.fit == pytest.approx(fitted.prsquared, rel=1e-9)
    reach = student.ppf(0.975, 39)
    for k, effect in enumerate(model.effects):
        assert effect.coefficient == pytest.approx(fitted.params[k], rel=1e-6)
        assert effect.standard_error == pytest.approx(fitted.bse[k], rel=1e-6)
        assert effect.probability == pytest.approx(theirs.margeff[k], rel=1e-6)
        half = (effect.probability_high - effect.probability_low) / 2
        assert half / reach == pytest.approx(theirs.margeff_se[k], rel=1e-4)


def test_the_truth_lies_in_the_interval(truth):
    entered, density, size = truth
    model = logit_effects(RiskSet.of(entered, {"density": density, "size": size}))
    assert model["density"].odds_low < 2 < model["density"].odds_high
    assert model["size"].odds_low < 1 < model["size"].odds_high
    assert model["density"].p_value < 1e-6
    assert model.regions == 40
    assert 0 < model.fit < 1


def test_intervals_hold_what_they_promise():
    """Nothing explains anything: about one interval in twenty leaves out 1."""
    rng = np.random.default_rng(4)
    outside = 0
    for _ in range(120):
        variable = rng.normal(size=(40, 1)) + 0.5 * rng.normal(size=(40, 30))
        own = 0.7 * rng.normal(size=(40, 1))
        happened = rng.random((40, 30)) < 1 / (1 + np.exp(1 - own))
        effect = logit_effects(
            RiskSet.of(table(happened.astype(float), "entries"), {"x": table(variable)})
        )["x"]
        outside += not effect.odds_low < 1 < effect.odds_high
    assert outside / 120 < 0.13


@pytest.mark.parametrize("names", [("region",), ("activity",), ("region", "activity")])
def test_fixed_effects_as_columns_of_our_own(truth, names):
    entered, density, _size = truth
    model = logit_effects(RiskSet.of(entered, {"density": density}), fixed_effects=names)
    y, _z, cells = observations(truth)
    kept = np.ones(len(y), dtype=bool)
    for _ in range(10):
        for name in names:
            code = cells[("region", "activity").index(name)]
            for group in np.unique(code):
                inside = kept & (code == group)
                if inside.any() and y[inside].min() == y[inside].max():
                    kept &= code != group
    raw = density.values[~np.isnan(entered.values)][kept]
    columns = [(raw - raw.mean()) / raw.std(), np.ones(kept.sum())]
    for name in names:
        code = cells[("region", "activity").index(name)][kept]
        columns += [(code == group).astype(float) for group in np.unique(code)[1:]]
    beta, covariance, _p = naive_logit(y[kept], np.column_stack(columns), cells[0][kept])
    assert model["density"].coefficient == pytest.approx(beta[0], abs=1e-5)
    assert model["density"].standard_error == pytest.approx(np.sqrt(covariance[0, 0]), rel=1e-4)
    assert model.left_out == np.count_nonzero(~kept)
    assert any("fixed effects" in str(note) for note in model.notes)


def test_a_group_in_which_it_never_happened_is_left_out_and_counted(truth):
    entered, density, _size = truth
    never = np.array(entered.values)
    never[0] = np.where(np.isnan(never[0]), np.nan, 0)
    risk = RiskSet.of(table(never, "entries"), {"density": density})
    with_all = logit_effects(risk)
    without = logit_effects(risk, fixed_effects=["region"])
    assert with_all.left_out == 0
    assert without.left_out >= np.count_nonzero(~np.isnan(never[0]))
    assert without.regions < with_all.regions


# --- observations -------------------------------------------------------------------------------


def test_variables_are_matched_by_name():
    entered = employment().with_values([[0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 0, 0]], name="entries")
    shuffled = employment().select(regions=["C", "A", "B"], activities=["i4", "i3", "i2", "i1"])
    size = Index([30, 10, 20], ["C", "A", "B"], name="size")
    worth = Index([4, 3, 2, 1], ["i4", "i3", "i2", "i1"], over="activity", name="worth")
    risk = RiskSet.of(entered, {"jobs": shuffled, "size": size, "worth": worth})
    here = (risk.region == "B") & (risk.activity == "i3")
    assert risk.variables[here].tolist() == [[10, 20, 3]]
    assert risk.names == ("jobs", "size", "worth")


def test_a_cell_without_a_variable_is_left_out_and_counted():
    entered = employment().with_values([[0, 1, np.nan, 1]] * 3, name="entries")
    size = Index([1, 2], ["A", "B"], name="size")
    risk = RiskSet.of(entered, {"size": size})
    assert len(risk) == 6
    assert risk.left_out == 3


def test_spans_can_be_pooled():
    panel = Panel.from_arrays(
        [[[4, 1], [1, 4]], [[3, 3], [1, 4]], [[1, 4], [4, 1]]],
        ["2008", "2013", "2018"],
        ["A", "B"],
        ["i", "j"],
    )
    sets = [
        RiskSet.of(entries(panel, *span), {"jobs": panel[span[0]]})
        for span in (("2008", "2013"), ("2013", "2018"))
    ]
    both = RiskSet.pooled(sets)
    assert len(both) == len(sets[0]) + len(sets[1])
    assert set(both.period) == {"2013", "2018"}
    other = RiskSet.of(entries(panel, "2008", "2013"), {"other": panel["2008"]})
    with pytest.raises(TableError, match="same outcome and variables"):
        RiskSet.pooled([sets[0], other])
    with pytest.raises(TableError, match="same outcome and variables"):
        RiskSet.pooled([])


def test_variables_without_any_figure_are_refused():
    entered = employment().with_values([[0, 1, 0, 1]] * 3, name="entries")
    with pytest.raises(TableError, match="'size' has no figure for any"):
        RiskSet.of(entered, {"size": Index([1], ["Z"], name="size")})
    with pytest.raises(TableError, match="Give at least one variable"):
        RiskSet.of(entered, {})


# --- refusals -----------------------------------------------------------------------------------


def test_nothing_that_happened_is_refused(truth):
    _entered, density, _size = truth
    for always in (0.0, 1.0):
        with pytest.raises(UndefinedMeasure, match="always did or never did"):
            logit_effects(RiskSet.of(table(np.full((40, 30), always)), {"density": density}))


def test_a_variable_that_does_not_vary_is_named(truth):
    entered, density, _size = truth
    flat = table(np.full((40, 30), 0.1 + 0.2))
    with pytest.raises(UndefinedMeasure, match="'flat' is the same in every"):
        logit_effects(RiskSet.of(entered, {"density": density, "flat": flat}))


def test_a_variable_that_says_the_same_as_another_is_refused(truth):
    entered, density, size = truth
    twice = table(2 * density.values + 1)
    with pytest.raises(UndefinedMeasure, match="says the same as the others"):
        logit_effects(RiskSet.of(entered, {"density": density, "twice": twice}))
    with pytest.raises(UndefinedMeasure, match="as the fixed effects"):
        logit_effects(RiskSet.of(entered, {"size": size}), fixed_effects=["region"])


def test_perfect_foresight_is_refused(truth):
    _entered, density, _size = truth
    foretold = table((density.values > 0.7).astype(float), "entries")
    with pytest.raises(UndefinedMeasure, match="perfectly"):
        logit_effects(RiskSet.of(foretold, {"density": density}))


def test_a_variable_that_is_perfect_on_one_side_only_is_refused(truth):
    entered, density, _size = truth
    sign = np.where(np.nan_to_num(entered.values) == 1, 1.0, 0.0)
    sign[:, ::3] = 0.0
    with pytest.raises(UndefinedMeasure, match="perfectly"):
        logit_effects(RiskSet.of(entered, {"density": density, "sign": table(sign)}))


def test_few_regions_are_warned_of_and_fewer_refused(truth):
    entered, density, _size = truth
    fifteen = [table_.select(regions=REGIONS[:15]) for table_ in (entered, density)]
    model = logit_effects(RiskSet.of(fifteen[0], {"density": fifteen[1]}))
    assert any("Only 15 regions" in str(note) for note in model.notes)
    four = [table_.select(regions=REGIONS[:4]) for table_ in (entered, density)]
    with pytest.raises(UndefinedMeasure, match="There are 4 regions"):
        logit_effects(RiskSet.of(four[0], {"density": four[1]}))


def test_few_events_are_warned_of_and_fewer_refused(truth):
    _entered, density, size = truth
    rng = np.random.default_rng(8)
    seldom = np.zeros((40, 30))
    seldom.ravel()[rng.choice(1200, 8, replace=False)] = 1
    risk = {"density": density, "size": size}
    model = logit_effects(RiskSet.of(table(seldom, "entries"), risk))
    assert any("Only 4.0 events for each variable" in str(note) for note in model.notes)
    seldom.ravel()[np.flatnonzero(seldom)[:4]] = 0
    with pytest.raises(UndefinedMeasure, match=r"happened 2\.0 times for each variable"):
        logit_effects(RiskSet.of(table(seldom, "entries"), risk))


def test_settings_that_cannot_be_are_refused(truth):
    entered, density, _size = truth
    risk = RiskSet.of(entered, {"density": density})
    with pytest.raises(SettingError, match="'county' is no fixed effect"):
        logit_effects(risk, fixed_effects=["county"])
    with pytest.raises(SettingError, match="The confidence is 95"):
        logit_effects(risk, confidence=95)


def test_nothing_but_numpy_and_scipy_is_needed(truth, monkeypatch):
    entered, density, _size = truth
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    assert logit_effects(RiskSet.of(entered, {"density": density}))["density"].odds_ratio > 1


def test_the_table_has_a_row_for_each_variable(truth):
    entered, density, size = truth
    model = logit_effects(RiskSet.of(entered, {"density": density, "size": size}))
    rows = model.to_arrow()
    assert rows["variable"].to_pylist() == ["density", "size"]
    assert "odds_ratio" in rows.column_names
    assert "density x" in repr(model)
