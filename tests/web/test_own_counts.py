"""Counts of one's own through the pages: what rests on few is withheld before anything is kept."""

import csv
import io
import re

import numpy as np
import pyarrow as pa
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.confidentiality import audit_long, few_persons
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import Dataset, DatasetVersion

KEYS = ("region", "activity", "period")
SAID = {
    "region": "Region", "activity": "Næring", "period": "År", "value": "Antall",
    "quantity": "count", "rounding": "0", "counted": "persons", "do": "keep",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


def rows_of(block):
    """Regions, industries and years as rows, in the order a table is kept in."""
    return [
        (f"r{i}", f"n{j}", f"{2020 + k}", int(block[i, j, k]))
        for i, j, k in np.ndindex(*block.shape)
    ]


def text_of(rows, heads=("Region", "Næring", "År", "Antall")):
    return "\n".join(";".join(map(str, row)) for row in [heads, *rows])


def sent_in(workspace, text, dataset="", title="Deltakere", **said):
    """Uploaded and kept, if nothing is in the way; the answer of the last page."""
    client = workspace.client("analyst")
    file = SimpleUploadedFile("deltakere.csv", text.encode())
    query = f"?dataset={dataset}" if dataset else ""
    sent = client.post(workspace.url(f"datasets/new/{query}"), {"file": file, "title": title})
    return client.post(sent["Location"], SAID | said)


def brought(workspace, text, dataset="", **said):
    """Uploaded and kept: the version that is there then."""
    kept = sent_in(workspace, text, dataset, **said)
    assert kept.status_code == 302, kept.content.decode()
    return DatasetVersion.objects.order_by("-pk").first()


def visible(response):
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html).replace("\xa0", " ")


def taken_out(workspace, version):
    """The cells of the file somebody downloads."""
    answer = workspace.client("analyst").get(version.address + "table.csv")
    lines = [line for line in answer.content.decode("utf-8-sig").splitlines() if line[:1] != "#"]
    found = {}
    for row in csv.DictReader(io.StringIO("\n".join(lines))):
        if row.get("value") is not None:
            key = tuple(row[name] for name in KEYS)
            found[key] = (float(row["value"]) if row["value"] else None, row["status"])
    return found


BLOCK = np.array(
    [[[20, 22], [3, 30], [40, 41]], [[30, 33], [25, 25], [8, 9]], [[12, 14], [9, 9], [50, 4]]]
)


@pytest.mark.requirement("R203")
def test_a_few_participants_are_withheld_in_the_file_on_the_page_and_in_what_is_made_of_it(
    workspace,
):
    version = brought(workspace, text_of(rows_of(BLOCK)))
    cells = taken_out(workspace, version)
    assert cells["r0", "n1", "2020"] == (None, "withheld")
    assert cells["r2", "n2", "2021"] == (None, "withheld")
    assert all(value != 0 for value, _status in cells.values())
    page = visible(workspace.client("analyst").get(version.address))
    assert "færre enn 5 personer: 2" in page
    raw = pa.table(dict(zip((*KEYS, "value"), zip(*rows_of(BLOCK), strict=True), strict=True)))
    shown = pa.table({"value": [cells[row[:3]][0] for row in rows_of(BLOCK)]})
    assert audit_long(raw, shown, few_persons(raw["value"].to_numpy()), keys=KEYS).is_safe


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(arrays(np.int64, (3, 3, 2), elements=st.integers(0, 30)))
def test_no_file_of_any_table_gives_a_secret_away(workspace, block):
    raw = pa.table(dict(zip((*KEYS, "value"), zip(*rows_of(block), strict=True), strict=True)))
    cells = taken_out(workspace, brought(workspace, text_of(rows_of(block))))
    values = [cells[row[:3]][0] for row in rows_of(block)]
    shown = pa.table({"value": pa.array(values, pa.float64())})
    secret = few_persons(raw["value"].to_numpy())
    found = audit_long(raw, shown, secret, keys=KEYS)
    assert found.is_safe or not any(values)


def test_the_next_version_does_not_give_away_what_the_first_withheld(workspace):
    first = brought(workspace, text_of(rows_of(BLOCK)))
    hidden = {key for key, (value, _s) in taken_out(workspace, first).items() if value is None}
    grown = np.concatenate([BLOCK, np.full((3, 3, 1), 60)], axis=2)
    slug = Dataset.objects.get().slug
    second = brought(workspace, text_of(rows_of(grown)), dataset=slug)
    assert second.number == 2
    now = taken_out(workspace, second)
    assert {key for key, (value, _s) in now.items() if value is None} >= hidden
    assert table_of(second).num_rows == 27


def test_few_enterprises_and_one_that_has_nearly_all_are_withheld(workspace):
    heads = ("Region", "Næring", "År", "Antall", "Bedrifter", "Største")
    rows = [
        ("a", "x", "2024", 900, 9, 100), ("a", "y", "2024", 800, 2, 500),
        ("a", "z", "2024", 70, 8, 9), ("b", "x", "2024", 600, 7, 580),
        ("b", "y", "2024", 900, 9, 90), ("b", "z", "2024", 90, 9, 9),
    ]  # fmt: skip
    said = {"counted": "enterprises", "units": "Bedrifter", "largest": "Største"}
    cells = taken_out(workspace, brought(workspace, text_of(rows, heads), **said))
    assert cells["a", "y", "2024"][1] == "withheld"
    assert cells["b", "x", "2024"][1] == "withheld"
    assert len(cells) == 6


def test_a_publishers_table_is_kept_as_it_comes(workspace):
    cells = taken_out(workspace, brought(workspace, text_of(rows_of(BLOCK)), counted=""))
    assert cells["r0", "n1", "2020"] == (3.0, "published")


def test_a_list_of_grants_is_added_up_and_what_rests_on_few_firms_is_withheld(workspace):
    heads = ("Kommunenr", "År", "Næring", "Innvilget beløp", "Organisasjonsnummer")
    firms = {
        ("1804", "Fiske"): 5,
        ("1804", "Handel"): 2,
        ("1806", "Fiske"): 4,
        ("1806", "Handel"): 6,
    }
    rows = [
        (place, "2024", industry, 100, f"9{place}{industry[0]}{i}")
        for (place, industry), many in firms.items()
        for i in range(many)
        for _twice in range(2)
    ]
    said = {
        "region": "Kommunenr", "activity": "Næring", "period": "År", "value": "Innvilget beløp",
        "quantity": "amount", "counted": "enterprises", "who": "Organisasjonsnummer",
    }  # fmt: skip
    version = brought(workspace, text_of(rows, heads), **said)
    cells = taken_out(workspace, version)
    assert len(cells) == 4
    assert cells["1804", "Handel", "2024"] == (None, "withheld")
    assert sum(value is None for value, _status in cells.values()) == 4
    page = visible(workspace.client("analyst").get(version.address))
    assert "34 rader ble 4 tall" in page
    assert "others" not in page
    refused = sent_in(workspace, text_of(rows, heads), **(said | {"counted": ""}))
    assert refused.status_code == 400
    assert "Deltakere ble talt fra akkurat denne fila" in visible(refused)
    assert re.search(r"<details[^>]* open", refused.content.decode())  # what to change is in sight


def test_a_known_layout_is_named_in_the_readers_language_and_its_columns_proposed(workspace):
    text = "Kommunenr;År;Næring;Innvilget beløp;Organisasjonsnummer\n1804;2024;Fiske;100;911\n"
    client = workspace.client("analyst")
    file = SimpleUploadedFile("tilskudd.csv", text.encode())
    sent = client.post(workspace.url("datasets/new/"), {"file": file, "title": "Tilskudd"})
    page = client.get(sent["Location"])
    assert "kjent oppstilling: Tilskudd: Innovasjon Norge, Siva, SkatteFUNN" in visible(page)
    html = page.content.decode()
    assert re.search(r'name="quantity" value="amount"[^>]*checked', html)
    assert re.search(r'value="Organisasjonsnummer" selected', html)


# Two groupings of one list: by place and industry, and by place alone.
PERSONS = {
    ("r1", "a"): 40, ("r1", "b"): 30, ("r2", "a"): 2, ("r2", "b"): 1, ("r3", "a"): 9,
    ("r4", "a"): 50, ("r4", "b"): 60, ("r5", "a"): 70,
}  # fmt: skip


def list_of_persons(persons=PERSONS):
    rows = [
        (place, industry, "2024", 1, f"{place}{industry}{i}")
        for (place, industry), many in persons.items()
        for i in range(many)
    ]
    return text_of(rows, HEADS)


def grouped(workspace, columns, text=None, **said):
    """The list counted by some columns, as its file gives the figures."""
    chosen = {"region": "", "activity": "", "period": "", "who": "Person"} | columns
    version = brought(workspace, text or list_of_persons(), **(chosen | said))
    return {
        tuple(row[key] for key in version.columns): row["value"]
        for row in table_of(version).to_pylist()
    }


HEADS = ("Region", "Næring", "År", "Antall", "Person")
BY_PLACE = {"region": "Region"}
BY_BOTH = {"region": "Region", "activity": "Næring"}


@pytest.mark.requirement("R203")
def test_what_one_grouping_of_a_list_hides_another_does_not_tell(workspace):
    by_place = grouped(workspace, BY_PLACE)
    hidden = {place for (place,), value in by_place.items() if value is None}
    assert hidden == {"r2", "r3"}  # r3 only so that r2 is not what is left of the total
    by_both = grouped(workspace, BY_BOTH, title="Begge")
    assert by_both["r3", "a"] is None  # alone in its place: with it r3, and so r2, is known
    assert by_both["r5", "a"] == 70
    newest = DatasetVersion.objects.order_by("-pk").first()
    page = visible(workspace.client("analyst").get(newest.address))
    assert "som den er holdt opp mot: 1" in page


def test_the_order_of_the_groupings_does_not_matter(workspace):
    by_both = grouped(workspace, BY_BOTH)
    by_place = grouped(workspace, BY_PLACE)
    shown = {place for (place,), value in by_place.items() if value is not None}
    worked_out = {
        place for place, _industry in PERSONS
        if all(value is not None for (at, _a), value in by_both.items() if at == place)
    }  # fmt: skip
    assert "r2" not in shown | worked_out
    assert len({place for place, _industry in PERSONS} - shown - worked_out) >= 2


def test_a_newer_edition_of_the_list_in_another_table_is_held_against_the_first(workspace):
    grouped(workspace, BY_PLACE)
    grown = list_of_persons(PERSONS | {("r1", "a"): 41})
    by_both = grouped(workspace, BY_BOTH, text=grown, title="Begge")
    assert by_both["r3", "a"] is None


def other_headings(text, heads, order=(0, 1, 2, 3, 4)):
    """The same rows under other headings, from the last to the first."""
    _old, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    return text_of([[row[i] for i in order] for row in reversed(rows)], heads)


def test_the_same_rows_under_other_headings_are_known_again(workspace):
    grouped(workspace, BY_PLACE)
    renamed = other_headings(list_of_persons(), ("Sted", "Bransje", "Aar", "Tall", "Hvem"))
    said = {"region": "Sted", "activity": "Bransje", "period": "", "value": "Tall", "who": "Hvem"}
    refused = sent_in(workspace, renamed, title="Begge", **said)
    assert refused.status_code == 400
    assert "er de samme som Deltakere er telt opp fra" in visible(refused)
    fewer = other_headings(list_of_persons(), ("Tall", "Hvem", "Bransje"), (3, 4, 1))
    said |= {"region": "", "activity": "Bransje"}
    assert sent_in(workspace, fewer, title="Næring", **said).status_code == 400


def test_another_list_of_as_many_with_running_numbers_is_not_taken_for_the_same(workspace):
    def numbered(places, heads):
        rows = [(places[i % 4], "a", "2024", 1, i) for i in range(200)]
        return text_of(rows, heads)

    grouped(workspace, BY_PLACE, numbered(("r1", "r1", "r2", "r3"), HEADS))
    others = numbered(("q1", "q2", "q2", "q3"), ("Sted", "Bransje", "Aar", "Tall", "Hvem"))
    said = {"region": "Sted", "activity": "", "value": "Tall", "who": "Hvem", "title": "Andre"}
    assert grouped(workspace, {}, others, **said)["q2",] == 100


def test_what_can_be_worked_out_from_an_earlier_table_alone_is_refused_by_its_name(workspace):
    four = PERSONS | {("r2", "a"): 4, ("r2", "b"): 30}
    grouped(workspace, BY_BOTH, text=list_of_persons(four), counted="enterprises")
    refused = sent_in(
        workspace, list_of_persons(four), title="Bare næring", who="Person",
        region="", activity="Næring", period="Region",
    )  # fmt: skip
    assert refused.status_code == 302  # the same cells: withheld here, for there is nothing to add
    four = PERSONS | {("r2", "a"): 4}
    del four["r2", "b"]
    grouped(workspace, BY_BOTH, text=list_of_persons(four), counted="enterprises", title="Begge")
    refused = sent_in(workspace, list_of_persons(four), who="Person", activity="", period="")
    assert refused.status_code == 400
    assert "kan regnes ut fra Begge, Deltakere" in visible(refused)
