"""Tables people bring: uploaded, understood, kept, versioned; and those not for publication."""

import re

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import workspace as shared
from fortrinn.web.datasets.keeping import store, table_of
from fortrinn.web.datasets.models import Dataset, DatasetVersion, RememberedColumns, Upload
from fortrinn.web.records.models import Event, Record
from fortrinn.web.strategies.roles import Role

PROBE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


def text(response):
    return response.content.decode()


def visible(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response))).replace("\xa0", " ")


def send(workspace, content=shared.TABLE, who="analyst", name="tabell.csv", **fields):
    file = SimpleUploadedFile(name, content.encode("cp1252"))
    data = {"file": file, "title": "Sysselsatte i Bodø og Øksnes"} | fields
    return workspace.client(who).post(workspace.url("datasets/new/"), data)


SAID = {
    "region": "Kommune",
    "activity": "Næring",
    "period": "År",
    "value": "Antall",
    "quantity": "count",
    "rounding": "0",
    "decimal": "",
}


def keep(workspace, sent, **said):
    return workspace.client("analyst").post(sent["Location"], SAID | {"do": "keep"} | said)


# --- from a file to a version -------------------------------------------------------------------


@pytest.mark.requirement("R206")
def test_an_analyst_brings_a_table_sees_what_was_understood_and_keeps_it(workspace):
    sent = send(workspace, publisher="Statistisk sentralbyrå")
    page = workspace.client("analyst").get(sent["Location"])
    words = visible(page)
    assert "Hver rad ble forstått" in words
    assert "vises ikke (konfidensielt)" in words
    assert "2 kommuner 2024" in words
    kept = keep(workspace, sent)
    version = DatasetVersion.objects.get(dataset__isnull=False)
    assert kept["Location"] == version.address
    shown = workspace.client("analyst").get(version.address)
    assert "Statistisk sentralbyrå" in visible(shown)
    assert table_of(version).num_rows == 4
    assert version.labels["region"] == {"1804": "Bodø", "1868": "Øksnes"}


def test_every_row_that_was_not_understood_is_shown_escaped_with_its_reason(workspace):
    bad = f"{shared.TABLE}1804 Bodø;Handel;2023;{PROBE}\n;Handel;2023;4\n"
    page = workspace.client("analyst").get(send(workspace, bad)["Location"])
    assert PROBE not in text(page)
    assert "1 rad er utelatt" in visible(page)
    assert "1 rad står uten tallet: det mangler, og er aldri null" in visible(page)
    keep(workspace, send(workspace, bad))
    version = DatasetVersion.objects.get(dataset__isnull=False)
    kept = {row["activity"]: row["status"] for row in table_of(version).to_pylist()}
    assert kept["Handel"] == "missing"
    shown = visible(workspace.client("analyst").get(version.address))
    assert "1 tall kunne ikke leses, og står som manglende" in shown
    assert "&lt;script&gt;" in text(page)
    assert "Rad 6 har" in visible(page)


def test_the_columns_are_remembered_for_the_next_file_of_that_person(workspace):
    odd = shared.TABLE.replace("Antall", "Sum")
    keep(workspace, send(workspace, odd), value="Sum")
    assert RememberedColumns.objects.get().columns.value == "Sum"
    page = workspace.client("analyst").get(send(workspace, odd)["Location"])
    assert '<option value="Sum" selected>' in text(page)


def test_a_file_that_is_no_table_is_refused_on_the_form_and_not_kept(workspace):
    answer = send(workspace, "bare en setning uten kolonner")
    assert answer.status_code == 400
    assert "tabell.csv" in visible(answer)
    assert not Upload.objects.exists()


def test_what_is_in_the_way_of_reading_the_columns_is_said_before_anybody_chose(workspace):
    sent = send(workspace, "Kommune;Næring;Antall;Antall\nBodø;Fiske;1;2\n")
    words = visible(workspace.client("analyst").get(sent["Location"]))
    assert "2 kolonner heter" in words
    assert "Antall" in words
    assert "Ta bort fila" in words
    sent = send(workspace, "Menn;;2023;2023\nBodø;Fiske;1;2\n")
    assert "2 kolonner heter «2023»" in visible(workspace.client("analyst").get(sent["Location"]))


def test_a_table_of_headings_alone_is_said_to_have_no_rows(workspace):
    sent = send(workspace, "Kommune;Næring;År;Antall\n")
    words = visible(workspace.client("analyst").get(sent["Location"]))
    assert "men ingen rader" in words
    assert "Hver rad ble forstått" not in words
    assert "Ta vare på tabellen" not in words


def test_a_file_over_twenty_megabytes_is_refused(workspace, monkeypatch):
    monkeypatch.setattr("fortrinn.web.datasets.forms.MOST_BYTES", 10)
    answer = send(workspace)
    assert answer.status_code == 400
    assert "større enn 20 MB" in visible(answer)


def test_nobody_else_sees_a_file_before_it_is_kept(workspace):
    where = send(workspace)["Location"]
    for who in ("process_leader", "stranger"):
        assert workspace.client(who).get(where).status_code == 404
    workspace.client("analyst").post(f"{where}drop/")
    assert not Upload.objects.exists()
    assert workspace.client("analyst").get(where).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PUBLIC])
def test_only_who_analyses_may_bring_a_table(workspace, role):
    may = role in (Role.OWNER, Role.PROCESS_LEADER, Role.ANALYST)
    answer = workspace.client(role.value).get(workspace.url("datasets/new/"))
    assert answer.status_code == (200 if may else 403)


def test_columns_that_contradict_each_other_are_said_on_the_form(workspace):
    sent = send(workspace)
    said = SAID | {"activity": "Kommune"}
    page = workspace.client("analyst").post(sent["Location"], said)
    assert page.status_code == 400
    assert "to ting" in visible(page)
    assert not DatasetVersion.objects.filter(dataset__isnull=False).exists()


# --- versions -----------------------------------------------------------------------------------


def test_a_new_file_is_a_new_version_that_says_what_changed(workspace):
    first = shared.make_dataset_version(workspace)
    newer = shared.TABLE.replace(";120", ";125") + "1804 Bodø;Fiske;2024;130\n"
    client = workspace.client("analyst")
    sent = client.post(
        workspace.url(f"datasets/new/?dataset={first.dataset.slug}"),
        {"file": SimpleUploadedFile("ny.csv", newer.encode())},
    )
    kept = keep(workspace, sent)
    second = DatasetVersion.objects.get(dataset=first.dataset, number=2)
    assert kept["Location"] == second.address
    words = visible(client.get(second.address))
    assert "Nye perioder: 2024" in words
    assert "Reviderte tall: 1" in words
    assert store().has(first.sha256)
    assert Dataset.objects.count() == 1


def test_the_same_figures_again_are_the_version_there_is(workspace):
    first = shared.make_dataset_version(workspace)
    client = workspace.client("analyst")
    sent = client.post(
        workspace.url(f"datasets/new/?dataset={first.dataset.slug}"),
        {"file": SimpleUploadedFile("igjen.csv", shared.TABLE.encode())},
    )
    assert keep(workspace, sent)["Location"] == first.address
    assert first.dataset.versions.count() == 1


@pytest.mark.requirement("R203")
def test_a_version_opens_to_source_columns_hash_and_licence(workspace):
    version = shared.make_dataset_version(
        workspace, publisher="SSB", table_id="13470", licence="CC BY 4.0"
    )
    words = visible(workspace.client("observer").get(version.address))
    assert "404" in words or version.sha256 not in words
    words = visible(workspace.client("analyst").get(version.address))
    for part in ("SSB", "13470", "CC BY 4.0", version.sha256, "sysselsatte.csv", "Antall"):
        assert part in words


def test_a_file_of_a_version_has_source_and_licence_in_it_and_is_written_down(workspace):
    version = shared.make_dataset_version(
        workspace, publisher="SSB", table_id="13470", licence="CC BY 4.0"
    )
    client = workspace.client("analyst")
    csv = client.get(f"{version.address}table.csv").content.decode("utf-8-sig")
    assert csv.count("Kilde: SSB, 13470 (CC BY 4.0)") == 4
    assert "withheld" in csv
    parquet = client.get(f"{version.address}table.parquet").content
    import io

    assert b"CC BY" in pq.read_table(io.BytesIO(parquet)).schema.metadata[b"source"]
    assert Event.objects.filter(action="exported", record_id=version.pk).count() == 2


def test_hostile_cells_are_neutralised_in_every_file(workspace):
    import io

    import openpyxl

    starts = ("=", "+", "-", "@", "\t", "\r", "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-2+3")
    names = [f"{starts[i % len(starts)]}x{i}" for i in range(200)]
    rows = "".join(f'"{name}";Fiske;2023;{i}\n' for i, name in enumerate(names))
    version = shared.make_dataset_version(workspace, f"Kommune;Næring;År;Antall\n{rows}")
    client = workspace.client("analyst")
    csv = client.get(f"{version.address}table.csv").content.decode("utf-8-sig")
    assert not re.search(r'(?m)^"?[=+\-@\t\r]', csv)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{version.address}table.xlsx").content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not any(value.startswith(("=", "+", "-", "@")) for value in texts)
    assert sum(value.startswith("'") for value in texts) >= 100


# --- not for publication ------------------------------------------------------------------------


@pytest.fixture
def restricted(workspace):
    return shared.make_dataset_version(
        workspace, restricted=True, conditions="Statistikkloven § 14, avtale 24/1201"
    )


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.parquet"])
def test_what_is_not_for_publication_leaves_in_no_file(workspace, restricted, name):
    answer = workspace.client("owner").get(f"{restricted.address}{name}")
    assert answer.status_code == 403
    assert "ikke til publisering" in visible(answer)
    assert "1804" not in text(answer)


@pytest.mark.parametrize("to", ["participants", "public"])
def test_what_is_not_for_publication_is_never_shown_to_more(workspace, restricted, to):
    dataset = Dataset.objects.get()
    answer = workspace.client("owner").post(
        f"{dataset.get_absolute_url()}visibility/", {"to": to, "version": dataset.version}
    )
    assert answer.status_code == 400
    assert "ikke til publisering" in visible(answer)
    assert Record.objects.get(pk=dataset.pk).visibility == "working_group"


def test_the_mark_cannot_be_taken_off(workspace, restricted):
    dataset = Dataset.objects.get()
    client = workspace.client("owner")
    client.post(
        f"{dataset.get_absolute_url()}edit/",
        {"title": "Nytt navn", "language": "nb", "quantity": "count", "rounding": "0",
         "version": dataset.version, "restricted": ""},
    )  # fmt: skip
    dataset.refresh_from_db()
    assert dataset.title == "Nytt navn"
    assert dataset.restricted


def test_outside_the_working_group_it_is_not_there(workspace, restricted):
    for who in ("participant", "observer", "stranger"):
        assert workspace.client(who).get(restricted.address).status_code == 404
    assert workspace.client("anonymous").get(restricted.address).status_code == 302
