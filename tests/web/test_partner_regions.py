"""Other regions: their lists, who has chosen the same, what is said, and our list to give away."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.web.priorities.partners.coding import alike, pieces, profile, read_cell
from fortrinn.web.priorities.partners.models import OthersPriority, PartnerRegion
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, QuickNote
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record
from fortrinn.web.strategies.models import CoveredRegion

HEADINGS = (
    "NUTS code",
    "Region Name",
    "Country",
    "Priority Name",
    "Economic Domains",
    "Scientific Domains",
    "Policy Objectives",
)
ROBOTS = "I.35 - KETs: Robotics and autonomous systems"
HARMFUL = "<img src=x onerror=alert(1)>"
ROWS = (
    ("NO04", "Rogaland", "Norway", "Subsea", "B.06 - Petroleum", "05 - Energy", ROBOTS),
    ("ES11", "Galicia", "Spain", "Sea pharmacy", "A.03 Fishing; C.21", "08", "Blue magic"),
    ("PT11", "Norte", "Portugal", HARMFUL, "C.10-12 - Food", "", '=HYPERLINK("x")'),
)
LIST = "\n".join("\t".join(row) for row in (HEADINGS, *ROWS))


def text(response):
    return response.content.decode()


def made(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def brought_in(workspace, content, name="liste.csv"):
    """A spreadsheet through the pages: read, looked at, brought in."""
    editor, address = workspace.client("editor"), workspace.url("others-priorities/import/")
    file = SimpleUploadedFile(name, content)
    context = editor.post(address, {"file": file}).context
    data = {"rows": context["rows"], "headed": "1"}
    data |= {f"column-{each['number']}": each["chosen"] for each in context["columns"]}
    assert editor.post(address, data | {"step": "preview"}).status_code == 200
    return editor.post(address, data | {"step": "do"})


@pytest.fixture
def chosen(workspace):
    """A priority that is coded, in a county with figures."""
    if not workspace.strategy.regions.exists():
        CoveredRegion.objects.create(strategy=workspace.strategy, code="18")
    priority = made(workspace, "priority", "Levende frakt")
    krabbe = made(workspace, "discovery", "Krabbe på reise")
    link_records(source=priority, target=krabbe, type=LinkType.SELECTS, by=workspace.leader)
    for key in ("industry:SN2007 03.2", "industry:SN2007 06", "industry:SN2007 10"):
        tag_record(record=krabbe, tag=tag_called(key), by=workspace.leader)
    tag_record(record=priority, tag=tag_called("technology:robotics"), by=workspace.leader)
    return priority


@pytest.mark.requirement("R049", "R051", "R052")
def test_a_list_is_brought_in_and_completing_is_kept_apart_from_competing(workspace, chosen):
    editor, address = workspace.client("editor"), workspace.url("prioritising/partners/")
    assert "ingen lister" in text(editor.get(address))
    brought_in(workspace, LIST.encode())
    assert OthersPriority.objects.count() == 3
    page = text(editor.get(address))
    complete, rest = page.split('id="compete"')
    compete, not_known = rest.split('id="not-known"')
    assert "Rogaland" in complete, "strong there in oil and gas, and not here"
    assert "der: sterk" in complete
    assert "Galicia" not in complete + compete, "no table knows how strong they are in fishing"
    assert "Galicia" in not_known
    assert "Robotikk og autonome systemer" in not_known
    assert "Blue magic" in not_known, "what was not understood is told"
    for word in ("best", "anbefal", "vinner"):
        assert f" {word} " not in page.lower()


def test_what_others_wrote_is_harmless_and_the_search_is_narrowed(workspace, chosen):
    brought_in(workspace, LIST.encode())
    editor, address = workspace.client("editor"), workspace.url("prioritising/partners/")
    page = text(editor.get(address))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    spain = text(editor.get(f"{address}?country=Spain")).split('id="complete"')[1]
    assert "Galicia" in spain
    assert "Rogaland" not in spain
    assert "Galicia" not in text(editor.get(f"{address}?least=2")).split('id="complete"')[1]
    one = text(editor.get(f"{address}?about=krabbe-pa-reise")).split('id="complete"')[1]
    assert "Robotikk" not in one, "only the discovery's own codes are compared"
    assert editor.get(f"{address}?about=nope&least=x&country=%00").status_code == 200
    assert workspace.client("participant").get(address).status_code == 403


@pytest.mark.requirement("R049")
def test_talks_with_a_region_are_logged_and_what_is_promised_stands_among_the_promises(
    workspace, chosen
):
    brought_in(workspace, LIST.encode())
    editor = workspace.client("editor")
    contact = workspace.url("prioritising/partners/contact/")
    for _twice in range(2):
        opened = editor.post(contact, {"region": "Galicia", "country": "Spain"})
    region = PartnerRegion.objects.get()
    assert opened["Location"] == region.get_absolute_url()
    assert "Sea pharmacy" in text(editor.get(region.get_absolute_url())), "it says why"
    note = f"{region.get_absolute_url()}note/"
    assert editor.post(note, {"title": ""}).status_code == 400
    editor.post(note, {"title": "De sender tall", "who": "Xunta", "due": "2030-05-17"})
    editor.post(note, {"title": "Første samtale 🦀 مرحبا"})
    page = text(editor.get(region.get_absolute_url()))
    assert "De sender tall" in page
    assert "Første samtale 🦀 مرحبا" in page
    assert [one.status for one in QuickNote.objects.order_by("pk")] == ["open", "kept"]
    assert "De sender tall" in text(editor.get(workspace.url("promises/")))
    assert workspace.client("researcher").post(note, {"title": "Nei"}).status_code == 403
    assert editor.post(contact, {"region": "Atlantis"}).status_code == 404


@pytest.mark.requirement("R006", "R065")
def test_our_own_list_goes_out_as_others_can_bring_it_in(workspace, chosen):
    response = workspace.client("editor").get(workspace.url("prioritising/partners/own.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "Economic Domains" in words
    assert any(word.startswith("03.2 ") and "06 " in word for word in words)
    brought_in(workspace, response.content, "liste.xlsx")
    back = OthersPriority.objects.get()
    assert (back.title, back.region) == ("Levende frakt", workspace.strategy.organisation.name)
    assert read_cell("industry", back.industries) == ((("03",), ("06",), ("10",)), ())
    assert read_cell("objective", back.objectives) == ((("technology:robotics",),), ())


@pytest.mark.requirement("R021")
def test_a_choice_nearly_like_another_s_is_said_with_how_much_of_it_is_strong_here(
    workspace, chosen
):
    editor, address = workspace.client("editor"), workspace.url("prioritising/diagnostics/")
    assert "Ingen annen regions liste" in text(editor.get(address))
    made(workspace, "others-priority", "Fri", region="Bornholm", industries="62")
    assert "Ingen av dem har valgt nesten det samme" in text(editor.get(address))
    same = {"industries": "03; 06; 10", "objectives": "Robotics and autonomous systems"}
    made(workspace, "others-priority", "Lik", region="{Tvilling}", **same)
    page = text(editor.get(address))
    assert "{Tvilling}" in page
    assert "fylket sterkt i" in page
    assert "{Tvilling}" in text(editor.get(workspace.url("reminders/")))


def test_a_row_without_a_region_is_not_understood(workspace):
    editor, address = workspace.client("editor"), workspace.url("others-priorities/import/")
    context = editor.post(address, {"text": "Title\tCountry\nSjø\tNorge\n"}).context
    data = {"rows": context["rows"], "headed": "1", "column-0": "title", "column-1": "country"}
    shown = editor.post(address, data | {"step": "preview"})
    assert "hvilken region det er" in text(shown)


def test_codes_are_read_as_lists_write_them():
    assert pieces("A.03; C.10-12\nJ") == ["A.03", "C.10-12", "J"]
    assert read_cell("industry", "C.10-12 Food")[0] == (("10", "11", "12"),)
    assert read_cell("industry", "J - Information")[0][0] == ("58", "59", "60", "61", "62", "63")
    assert read_cell("industry", "Fishing and aquaculture")[0] == (("03",),)
    assert read_cell("industry", "97-12; 2019; Zz") == ((), ("97-12", "2019", "Zz"))
    assert read_cell("science", "06.39 - Industry; 1.6; FORD 1.6")[0][0] == ("NABS 06",)
    assert read_cell("science", "1.6")[0] == (("FORD 1.6",),)
    assert read_cell("objective", "SDG 14 Life below water; Ki")[0] == (("sdg:14",),)


def test_a_dimension_nobody_spoke_of_is_not_known_and_a_wide_code_weighs_thinly():
    sea = profile([{"industry": [("03",)]}])
    wide = profile([{"industry": [("03", "10", "11", "12")], "science": [("NABS 08",)]}])
    assert alike(sea, wide) == pytest.approx(0.5)
    assert alike(sea, profile([{"science": [("NABS 08",)]}])) is None
    assert sum(wide["industry"].values()) == pytest.approx(1)
