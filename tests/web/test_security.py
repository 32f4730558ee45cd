"""What a hostile visitor tries: reading what is for others, by every way round a page."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from fortrinn.content.arena_templates import arena_template
from fortrinn.errors import TableError
from fortrinn.sources import open_table
from fortrinn.web.arenas import services as arenas
from fortrinn.web.priorities.assessing import assess
from fortrinn.web.priorities.compared import held
from fortrinn.web.priorities.models import Assessment
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import (
    comment,
    create_record,
    edit_record,
    link_records,
    set_visibility,
)
from workspace import make_dataset_version

SECRET = "Hemmelig Havn AS"


def make(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def show(workspace, record, to="participants"):
    return set_visibility(record=record, to=to, by=workspace.leader, version=record.version)


def word_text(response):
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def page(workspace, who, address):
    response = workspace.client(who).get(address)
    assert response.status_code == 200, (who, address, response.status_code)
    return word_text(response) if address.endswith("docx/") else response.content.decode()


def list_and_files(workspace, kind):
    """The list of a kind as a participant and a politician read it, and its files."""
    there = workspace.url(f"{KINDS[kind].segment}/")
    return "\n".join(
        [
            page(workspace, "participant", there),
            page(workspace, "politician", f"{there}export/csv/"),
            page(workspace, "politician", f"{there}export/docx/"),
        ]
    )


# --- what a record points to --------------------------------------------------------------------


@pytest.fixture
def led(workspace):
    """A discovery the participants read, led by an actor only the working group knows of."""
    lead = make(workspace, "actor", SECRET, type="business")
    return show(workspace, make(workspace, "discovery", "Levende krabbe", lead=lead))


def test_a_list_and_its_files_do_not_name_what_the_reader_may_not_see(workspace, led):
    read = list_and_files(workspace, "discovery")
    assert "Levende krabbe" in read
    assert SECRET not in read


def test_the_history_does_not_name_what_the_reader_may_not_see(workspace, led):
    history = f"{led.get_absolute_url()}history/"
    assert SECRET not in page(workspace, "participant", history)
    assert SECRET not in page(workspace, "participant", f"{history}1/")
    assert SECRET in page(workspace, "analyst", history)


def test_a_record_s_own_page_does_not_name_the_whole_it_is_a_hidden_part_of(workspace):
    whole = make(workspace, "goal", SECRET)
    part = show(workspace, make(workspace, "goal", "Tre nye skip", part_of=whole))
    assert SECRET not in page(workspace, "participant", part.get_absolute_url())
    above = make(workspace, "specialisation", SECRET)
    below = show(workspace, make(workspace, "specialisation", "Skip", part_of=above))
    assert SECRET not in page(workspace, "participant", below.get_absolute_url())


def test_who_owns_a_record_unties_it_without_reading_what_is_at_the_other_end(workspace):
    own = show(workspace, workspace.note(owner=workspace.people["participant"]))
    tie = link_records(
        source=own,
        target=workspace.note(SECRET),
        type=LinkType.RELATES_TO,
        by=workspace.leader,
    )
    address = f"{own.get_absolute_url()}links/{tie.uid}/withdraw/"
    assert SECRET not in page(workspace, "participant", address)


def test_who_owns_a_goal_from_outside_is_offered_no_hidden_goal_and_unties_none(workspace):
    whole = make(workspace, "goal", SECRET)
    make(workspace, "goal", f"{SECRET} to")
    own = make(workspace, "goal", "Skip", part_of=whole, owner=workspace.people["participant"])
    address = f"{own.get_absolute_url()}edit/"
    assert SECRET not in page(workspace, "participant", address)
    typed = {"title": "Tre skip", "sort": own.sort, "status": own.status, "language": "nb"}
    typed |= {"version": own.version, "part_of": whole.pk}
    assert workspace.client("participant").post(address, typed).status_code == 302
    saved = type(own).objects.get(pk=own.pk)
    assert (saved.title, saved.part_of_id) == ("Tre skip", whole.pk)
    assert SECRET in page(workspace, "analyst", address)


# --- the working group's own fields -------------------------------------------------------------


def test_the_facilitator_s_notes_are_read_by_the_working_group_alone(workspace):
    made = make(workspace, "partnership", "Kystforum", purpose="Havn", own_notes="Krangel")
    made = edit_record(
        record=made, by=workspace.leader, version=made.version, dialogue="Uenige om kaia"
    )
    shown = show(workspace, show(workspace, made), "public")
    history = f"{shown.get_absolute_url()}history/"
    read = list_and_files(workspace, "partnership")
    read += page(workspace, "participant", history) + page(workspace, "anonymous", history)
    read += page(workspace, "politician", f"{shown.get_absolute_url()}file/docx/")
    assert "Krangel" not in read
    assert "Uenige om kaia" not in read
    assert "Krangel" in page(workspace, "analyst", history)
    searched = page(workspace, "participant", workspace.url("partnerships/?q=Krangel"))
    assert "Kystforum" not in searched


def test_how_committed_an_actor_is_stays_with_the_working_group(workspace):
    made = show(workspace, make(workspace, "actor", "Verftet", type="business", expects="Penger"))
    read = list_and_files(workspace, "actor")
    read += page(workspace, "participant", f"{made.get_absolute_url()}history/")
    assert "Penger" not in read


# --- cards --------------------------------------------------------------------------------------


@pytest.fixture
def arena(workspace):
    return arenas.plan_from_template(
        strategy=workspace.strategy,
        template=arena_template("discovery-workshop", "nb"),
        title="Verksted i Bodø",
        starts=None,
        where="Stormen",
        by=workspace.leader,
    )


def card(workspace, arena, consent):
    kept = arenas.add_cards(
        arena=arena,
        lines=["Havna er for grunn"],
        voice="Kari Nordmann",
        consent=consent,
        by=workspace.leader,
    )
    return kept.cards[0]


def test_a_card_without_a_name_has_none_in_lists_files_history_and_search(workspace, arena):
    said = show(workspace, card(workspace, arena, "unnamed"))
    read = list_and_files(workspace, "card")
    read += page(workspace, "participant", f"{said.get_absolute_url()}history/")
    read += page(workspace, "politician", f"{said.get_absolute_url()}file/docx/")
    assert "Havna er for grunn" in read
    assert "Kari Nordmann" not in read
    found = page(workspace, "participant", workspace.url("cards/?q=Nordmann"))
    assert "Havna er for grunn" not in found
    assert "Kari Nordmann" in page(workspace, "analyst", workspace.url("cards/"))


def test_a_card_that_stays_in_the_room_is_shown_to_nobody_else(workspace, arena):
    said = card(workspace, arena, "room")
    answer = workspace.client("process_leader").post(
        f"{said.get_absolute_url()}visibility/", {"to": "participants", "version": said.version}
    )
    assert answer.status_code >= 400
    assert workspace.client("participant").get(said.get_absolute_url()).status_code == 404


def test_a_card_that_is_shown_is_taken_back_before_it_is_to_stay_in_the_room(workspace, arena):
    said = show(workspace, card(workspace, arena, "named"))
    typed = {"title": said.title, "text": said.text, "voice": said.voice, "consent": "room"}
    typed |= {"language": "nb", "version": said.version, "reason": ""}
    edit = f"{said.get_absolute_url()}edit/"
    assert workspace.client("process_leader").post(edit, typed).status_code != 302
    said.refresh_from_db()
    assert said.consent == "named"


def test_what_was_agreed_in_the_working_group_is_not_read_through_the_meeting(workspace, arena):
    kept = arenas.agree(arena=arena, by=workspace.leader, title="Ring banken", sort="promise")
    show(workspace, arena)
    address = arena.get_absolute_url()
    read = page(workspace, "participant", address) + page(
        workspace, "participant", f"{address}letter/"
    )
    assert "Ring banken" not in read
    show(workspace, kept)
    assert "Ring banken" in page(workspace, "participant", f"{address}letter/")


# --- what people think --------------------------------------------------------------------------


def test_what_somebody_thinks_does_not_tell_participants_of_a_hidden_discovery(workspace):
    hidden = make(workspace, "discovery", SECRET)
    assess(discovery=hidden, by=workspace.leader, language="nb", stance="for", because="Fisk")
    assert SECRET not in page(workspace, "participant", workspace.url())


# --- cases --------------------------------------------------------------------------------------


def test_the_public_reads_a_case_without_what_only_participants_may_see(workspace):
    case = make(workspace, "case", "Skal vi bygge kai?", wording="Kaia bygges.")
    ground = show(workspace, workspace.note(SECRET))
    link_records(source=case, target=ground, type=LinkType.RESTS_ON, by=workspace.leader)
    comment(
        record=ground,
        by=workspace.leader,
        kind="doubt",
        text="Tallene er gamle",
        language="nb",
    )
    show(workspace, case, "public")
    brief = f"{case.get_absolute_url()}brief"
    for address in (f"{brief}/", f"{brief}.docx"):
        response = workspace.client("anonymous").get(address)
        assert response.status_code == 200
        told = word_text(response) if address.endswith("docx") else response.content.decode()
        assert SECRET not in told
        assert "Tallene er gamle" not in told
    assert SECRET in page(workspace, "politician", f"{brief}/")


def test_points_on_a_question_one_person_answered_are_not_read_from_the_mean(workspace):
    found = make(workspace, "discovery", "Levende krabbe")
    weighs, nothing = (
        make(workspace, "criterion", title, weight=weight)
        for title, weight in (("Vil vi?", 5), ("Kan vi?", 0))
    )
    for role, criterion, point in (("editor", weighs, 1), ("analyst", nothing, 4)):
        assess(
            discovery=found,
            by=workspace.people[role],
            language="nb",
            stance="for",
            points={str(criterion.uid): point},
        )
    said = list(Assessment.objects.all())
    assert held([found], said, [weighs, nothing], first=1)[0].mean is None


# --- figures that are not for publication -------------------------------------------------------


def test_a_finding_on_figures_not_for_publication_leaves_in_no_file(workspace):
    version = make_dataset_version(workspace, restricted=True)
    found = make(workspace, "finding", "Bodø har 120 fiskere")
    link_records(source=found, target=version, type=LinkType.RESTS_ON, by=workspace.leader)
    analyst = workspace.client("analyst")
    assert analyst.get(found.get_absolute_url()).status_code == 200
    for ending in ("docx", "pptx", "xlsx", "csv"):
        assert analyst.get(f"{found.get_absolute_url()}file/{ending}/").status_code == 403
    listed = page(workspace, "analyst", workspace.url("findings/export/csv/"))
    assert "120 fiskere" not in listed


def test_a_page_of_somebody_signed_in_is_kept_by_nobody_else(workspace):
    kept = workspace.client("analyst").get(workspace.url()).headers["Cache-Control"]
    assert "private" in kept


# --- files that are made to break something -----------------------------------------------------


def workbook(far, **others):
    """An Excel workbook of 2 kB with two cells: A1, and one as far away as asked for."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    def leads(kind, target):
        one = f'<Relationship Id="r" Type="{office}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{relations}">{one}</Relationships>'

    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": leads("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": leads("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{sheets}" xmlns:r="{office}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheets}"><sheetData><row r="1">'
        f'<c r="A1"><v>1</v></c></row><row r="{row}"><c r="{far}"><v>2</v></c></row>'
        "</sheetData></worksheet>",
    }
    return packed(parts | others)


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in parts.items():
            into.writestr(name, text)
    return file.getvalue()


VAST = workbook("XFD1048576")
OTHER_FORMAT = workbook("B2", **{"content.xml": "<a/>", "mimetype": "x"})
# The sheet says it is smaller than it is: the directory's size is changed after it was packed.
LIAR = workbook("B2", **{"xl/more.xml": "x" * 70_000}).replace(
    (70_000).to_bytes(4, "little"), (7).to_bytes(4, "little")
)


@pytest.mark.parametrize("content", [VAST, OTHER_FORMAT, LIAR], ids=["vast", "other", "liar"])
def test_a_small_workbook_that_would_fill_the_memory_is_refused(workspace, tmp_path, content):
    file = SimpleUploadedFile("liste.xlsx", content)
    there = workspace.url("actors/import/")
    assert workspace.client("analyst").post(there, {"file": file}).status_code == 422
    table = tmp_path / "tabell.xlsx"
    table.write_bytes(content)
    with pytest.raises(TableError):
        open_table(table)


def test_a_workbook_as_excel_writes_it_is_still_read(workspace):
    file = SimpleUploadedFile("liste.xlsx", workbook("B40"))
    answer = workspace.client("analyst").post(workspace.url("actors/import/"), {"file": file})
    assert answer.status_code == 200


CUT = packed({"strategy.json": "{}"})[:-30]
DEEP = packed({"strategy.json": "[" * 200_000})
BROKEN = bytearray(packed({"strategy.json": '{"format": "' + "abc" * 999 + '"}'}))
BROKEN[45:60] = b"\xff" * 15


@pytest.mark.parametrize("content", [CUT, DEEP, bytes(BROKEN)], ids=["cut", "deep", "broken"])
def test_a_broken_strategy_file_is_refused_in_words(workspace, content):
    file = SimpleUploadedFile("strategi.zip", content)
    answer = workspace.client("process_leader").post(workspace.url("whole/"), {"file": file})
    assert answer.status_code == 422
