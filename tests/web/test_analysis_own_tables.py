"""An analysis on a table the strategy brought itself."""

import re

import pytest

import workspace as shared
from fortrinn.web.analysis.models import AnalysisRun
from fortrinn.web.analysis.services import state_finding
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.jobs.worker import Worker

TABLE = """Kommune;Næring;År;Antall
1804 Bodø;03.1 Fiske;2023;120
1804 Bodø;10.2 Foredling;2023;:
1804 Bodø;47.1 Handel;2023;900
1868 Øksnes;03.1 Fiske;2023;300
1868 Øksnes;10.2 Foredling;2023;50
1868 Øksnes;47.1 Handel;2023;80
"""
SAID = {"region": "1868", "period": "2023", "reference": "", "total": "", "threshold": "1"}


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


def visible(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def run_on(workspace, version, **said):
    client = workspace.client("analyst")
    client.post(workspace.url(f"runs/new/?dataset={version.dataset.slug}"), SAID | said)
    Worker().work_once()
    return AnalysisRun.objects.order_by("-pk").first()


def test_the_form_marks_which_figures_are_chosen(workspace):
    load_reference()
    version = shared.make_dataset_version(workspace, TABLE)
    own, shipped = f"?dataset={version.dataset.slug}", ""
    for query in (own, shipped):
        page = workspace.client("analyst").get(workspace.url(f"runs/new/{query}")).content.decode()
        (chosen,) = re.findall(
            r'<li><a [^>]*aria-current="true">([^<]*)</a> <span[^>]*>Valgt<', page
        )
        assert (chosen == version.dataset.title) == bool(query)


@pytest.mark.requirement("R206")
def test_an_analyst_runs_an_analysis_on_the_strategys_own_table(workspace):
    version = shared.make_dataset_version(workspace, TABLE, publisher="SSB", table_id="13470")
    page = visible(
        workspace.client("analyst").get(workspace.url(f"runs/new/?dataset={version.dataset.slug}"))
    )
    assert "1868 Øksnes" in page
    run = run_on(workspace, version)
    fishing = next(row for row in run.rows if row["activity"] == "03.1")
    total = 120 + 900 + 300 + 50 + 80
    assert fishing["location_quotient"] == pytest.approx((300 / 430) / (420 / total))
    assert run.dataset == version
    shown = visible(workspace.client("analyst").get(run.get_absolute_url()))
    assert "Fiske" in shown
    assert "SSB, 13470" in shown
    assert "Øksnes" in run.title


def test_a_withheld_cell_of_an_own_table_stays_withheld(workspace):
    version = shared.make_dataset_version(workspace, TABLE)
    run = run_on(workspace, version, region="1804")
    row = next(row for row in run.rows if row["activity"] == "10.2")
    assert row["status"] == "withheld"
    assert row["value"] is None


def test_a_finding_on_an_own_table_goes_back_to_its_cells(workspace):
    run = run_on(workspace, shared.make_dataset_version(workspace, TABLE))
    finding = state_finding(
        run=run, cells=["03.1"], sentence="Fiske veier tungt i Øksnes.", confidence="high",
        grounds="", language="nb", by=workspace.people["analyst"],
    )  # fmt: skip
    page = visible(workspace.client("editor").get(finding.get_absolute_url()))
    assert "300" in page
    assert "Leste fila sysselsatte.csv" in page


def test_what_is_made_from_a_table_not_for_publication_does_not_leave(workspace):
    version = shared.make_dataset_version(workspace, TABLE, restricted=True)
    run = run_on(workspace, version)
    finding = state_finding(
        run=run, cells=["03.1"], sentence="Fiske veier tungt i Øksnes.", confidence="high",
        grounds="", language="nb", by=workspace.people["analyst"],
    )  # fmt: skip
    owner = workspace.client("owner")
    for name in ("table.csv", "table.xlsx", "figure.svg", "figure.png"):
        assert owner.get(f"{run.get_absolute_url()}{name}").status_code == 403
    for record in (run, finding):
        answer = owner.post(
            f"{record.get_absolute_url()}visibility/", {"to": "public", "version": 1}
        )
        assert answer.status_code == 400
        record.refresh_from_db()
        assert record.visibility == "working_group"


def test_a_table_of_another_strategy_is_not_found(workspace):
    version = shared.make_dataset_version(workspace, TABLE)
    theirs = f"{workspace.other.get_absolute_url()}runs/new/?dataset={version.dataset.slug}"
    assert workspace.client("stranger").get(theirs).status_code == 404
