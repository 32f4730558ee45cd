"""A version with older codes carried to those of today, on its page."""

import re

import pyarrow as pa
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn import __version__
from fortrinn.sources.connector import Publisher
from fortrinn.sources.store import Description
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.datasets.services import keep_version, new_dataset
from fortrinn.web.jobs.worker import Worker


@pytest.fixture
def version(workspace, settings, tmp_path):
    settings.DATA = tmp_path
    rows = [("16", 5.0), ("17", None), ("18", 9.0)]
    table = pa.table(
        {
            "region": [code for code, _value in rows],
            "period": ["2016"] * 3,
            "value": [value for _code, value in rows],
            "status": ["published" if value else "withheld" for _code, value in rows],
        }
    )
    dataset = new_dataset(strategy=workspace.strategy, by=workspace.leader, title="Folk")
    about = Description(title="Folk", keys=("region", "period"), labels={"region": {"16": "S"}})
    return keep_version(dataset=dataset, table=table, about=about, by=workspace.leader).version


def visible(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def cells(dataset):
    rows = table_of(dataset.newest).to_pylist()
    return {row["region"]: (row["value"], row["basis"], row["at_least"]) for row in rows}


def test_merged_counties_are_a_sum_and_a_withheld_part_leaves_a_lower_bound(workspace, version):
    client = workspace.client("analyst")
    assert "Før over til andre koder" in visible(client.get(version.address))
    answer = client.post(version.address + "carry/", {"column": "region", "how": "counties"})
    made = Dataset.objects.exclude(pk=version.dataset.pk).get()
    assert answer.url == made.newest.address
    assert cells(made) == {"50": (None, "sum", 5.0), "18": (9.0, "exact", None)}
    page = visible(client.get(made.newest.address))
    assert "en sum" in page
    assert "minst 5" in page


def test_a_version_tells_its_query_in_two_ways_its_licence_and_the_code(workspace, version):
    asked = {"command": "fortrinn fetch ssb 07459", "curl": "curl 'https://data.ssb.no/07459'"}
    about = Description(
        title="Folk", keys=("region", "period"), licence="CC BY 4.0", query=asked,
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    table = table_of(version).slice(0, 2)
    kept = keep_version(dataset=version.dataset, table=table, about=about, by=workspace.leader)
    answer = workspace.client("analyst").get(kept.version.address)
    page = visible(answer).replace("&#x27;", "'")
    assert all(command in page for command in asked.values())
    assert f"Kodeversjon Fortrinn {__version__}" in page
    assert (
        'href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0' in answer.content.decode()
    )


def test_a_correspondence_that_is_brought_marks_what_is_estimated(workspace, version):
    file = SimpleUploadedFile("til.csv", b"old;new;share\n18;N;0,5\n18;S;0,5\n16;T;\n")
    said = {"column": "region", "how": "file", "file": file, "name": "deler"}
    workspace.client("analyst").post(version.address + "carry/", said)
    made = Dataset.objects.exclude(pk=version.dataset.pk).get()
    assert cells(made)["N"] == (4.5, "estimated", None)


def test_what_is_no_correspondence_is_said_on_the_form(workspace, version):
    file = SimpleUploadedFile("til.csv", b"a;b\n1;2\n")
    said = {"column": "region", "how": "file", "file": file}
    answer = workspace.client("analyst").post(version.address + "carry/", said)
    assert answer.status_code == 400
    assert Dataset.objects.count() == 1


def test_what_only_a_brought_file_needs_is_folded_and_no_file_is_passed_over(workspace, version):
    client, fold = workspace.client("analyst"), '<details class="ds-details"'
    plain = client.get(version.address + "carry/").content.decode()
    assert 0 < plain.index(f"{fold}>") < plain.index('name="file"')
    file = SimpleUploadedFile("til.csv", b"old;new\n18;N\n")
    said = {"column": "region", "how": "counties", "file": file}
    answer = client.post(version.address + "carry/", said)
    assert "Du har lagt ved en fil og valgt en annen måte" in visible(answer)
    assert f"{fold} open>" in answer.content.decode()
    assert Dataset.objects.count() == 1


def test_only_who_analyses_carries(workspace, version):
    for who, wanted in (("editor", 403), ("stranger", 404)):
        assert workspace.client(who).get(version.address + "carry/").status_code == wanted


# --- by KLASS, as a job -------------------------------------------------------------------------


class OfKlass:
    """KLASS on this machine: two reforms and a table between the industry standards."""

    def changes(self, number, since, until, *, language="nb"):
        rows = [("1601", "5001", "2018-01-01"), ("1612", "5055", "2020-01-01"),
                ("5011", "5055", "2020-01-01"), ("1507", "1508", "2024-01-01"),
                ("1507", "1580", "2024-01-01"), ("1571", "5055", "2020-01-01")]  # fmt: skip
        old, new, date = (list(each) for each in zip(*rows, strict=True))
        return Came(pa.table({"old": old, "new": new, "date": date}))

    def between_versions(self, number, source, target, *, language="nb"):
        pairs = [
            ("62.010", "62.100"), ("62.020", "62.200"), ("63.120", "60.390"), ("63.120", "63.910"),
            ("63.110", "63.100"), ("63.910", "60.310"), ("63.990", "63.910"),
        ]  # fmt: skip
        return Came(
            pa.table({"source": [old for old, _n in pairs], "target": [n for _o, n in pairs]})
        )


class Came:
    def __init__(self, table):
        self.table = table


@pytest.fixture
def klass(monkeypatch):
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: OfKlass())


def of_strategy(workspace, keys, rows):
    columns = {key: [row[i] for row in rows] for i, key in enumerate(keys)}
    columns["value"] = [row[-1] for row in rows]
    columns["status"] = ["published" if row[-1] is not None else "withheld" for row in rows]
    dataset = new_dataset(strategy=workspace.strategy, by=workspace.leader, title="Jobber")
    about = Description(title="Jobber", keys=keys)
    return keep_version(
        dataset=dataset, table=pa.table(columns), about=about, by=workspace.leader
    ).version


def cells_by(dataset, column):
    rows = table_of(dataset.newest).to_pylist()
    return {row[column]: (row["value"], row["basis"], row["at_least"]) for row in rows}


def test_older_municipalities_are_todays_by_klass_without_a_file(workspace, version, klass):
    rows = [
        ("1601", "2016", 9.0), ("1612", "2019", 3.0), ("5011", "2019", 4.0),
        ("1571", "2019", None), ("1507", "2022", 8.0), ("1804", "2016", 5.0),
    ]  # fmt: skip
    old = of_strategy(workspace, ("region", "period"), rows)
    Dataset.objects.filter(pk=version.dataset.pk).update(removed_at=version.created_at)
    workspace.client("analyst").post(
        old.address + "carry/", {"column": "region", "how": "klass-municipalities"}
    )
    Worker().work_once()
    made = Dataset.objects.get(title__endswith="dagens kommuner")
    assert cells_by(made, "region") == {
        "5001": (9.0, "exact", None),
        "5055": (None, "sum", 7.0),
        "1804": (5.0, "exact", None),
    }
    page = visible(workspace.client("analyst").get(made.newest.address))
    assert "ingenting sier hvordan: 1507" in page


def test_industries_are_carried_to_sn2025_and_what_was_divided_has_a_lower_bound(
    workspace, version, klass
):
    rows = [
        ("62.010", 10.0), ("63.120", 6.0), ("63.110", 2.0), ("63.910", 3.0), ("62", 12.0),
        ("63.990", 5.0),
    ]  # fmt: skip
    old = of_strategy(workspace, ("activity",), rows)
    said = {"column": "activity", "how": "klass-sn2025"}
    workspace.client("analyst").post(old.address + "carry/", said)
    Worker().work_once()
    made = Dataset.objects.get(title__endswith="SN2025")
    found = cells_by(made, "activity")
    assert found["62.100"] == (10.0, "exact", None)
    assert found["62"] == (12.0, "exact", None)
    assert found["60.310"] == (3.0, "exact", None)
    assert found["63.910"] == (None, "exact", 5.0)
    assert found["63.100"] == (2.0, "exact", None)


def test_carried_again_it_is_the_next_version_of_the_same_table(workspace, version):
    client = workspace.client("analyst")
    said = {"column": "region", "how": "counties"}
    client.post(version.address + "carry/", said)
    again = client.post(version.address + "carry/", said, follow=True)
    assert "ingenting er nytt" in visible(again)
    assert Dataset.objects.count() == 2
    table = table_of(version)
    more = pa.concat_tables([table, pa.table({"region": ["18"], "period": ["2017"], "value": [7.0],
                                              "status": ["published"]})])  # fmt: skip
    about = Description(title="Folk", keys=("region", "period"))
    second = keep_version(
        dataset=version.dataset, table=more, about=about, by=workspace.leader
    ).version
    client.post(second.address + "carry/", said)
    made = Dataset.objects.exclude(pk=version.dataset.pk).get()
    assert made.versions.count() == 2
    assert made.newest.changes.new_periods == ("2017",)
    assert made.newest.source["steps"][-1]["kind"] == "carried"


def test_municipalities_are_carried_offline_where_the_codes_that_ship_can_tell(workspace, version):
    rows = [("3005", "2022", 9.0), ("1507", "2022", 4.0), ("1804", "2022", 5.0)]
    old = of_strategy(workspace, ("region", "period"), rows)
    workspace.client("analyst").post(
        old.address + "carry/", {"column": "region", "how": "municipalities"}
    )
    made = Dataset.objects.get(title__endswith="dagens kommuner")
    assert cells_by(made, "region") == {"3301": (9.0, "exact", None), "1804": (5.0, "exact", None)}


def test_what_is_carried_from_figures_not_for_publication_is_not_for_publication(
    workspace, version
):
    Dataset.objects.filter(pk=version.dataset.pk).update(restricted=True)
    workspace.client("analyst").post(
        version.address + "carry/", {"column": "region", "how": "counties"}
    )
    made = Dataset.objects.exclude(pk=version.dataset.pk).get()
    assert made.restricted
    assert workspace.client("owner").get(f"{made.newest.address}table.csv").status_code == 403
