"""A version with older codes carried to those of today, on its page."""

import re

import pyarrow as pa
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.sources.store import Description
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.datasets.services import keep_version, new_dataset


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


def test_only_who_analyses_carries(workspace, version):
    for who, wanted in (("editor", 403), ("stranger", 404)):
        assert workspace.client(who).get(version.address + "carry/").status_code == wanted
