"""The thread: tied from either end, walked both ways, drawn, printed; nothing in it disappears."""

import io
import re

import docx
import pytest

from fortrinn.web.records import services
from fortrinn.web.records.models import Link
from fortrinn.web.records.picture import picture
from fortrinn.web.records.thread import walk
from fortrinn.web.strategies.models import Membership


@pytest.fixture
def three(workspace):
    """A finding that supports a discovery, which a priority selects."""
    finding, discovery, priority = (workspace.note(t) for t in ("Funn", "Oppdagelse", "Satsing"))
    tie = services.link_records
    by = workspace.leader
    tie(source=finding, target=discovery, type="supports", by=by, reason="LQ 2,1")
    tie(source=priority, target=discovery, type="selects", by=by, reason="Noen går i front")
    return finding, discovery, priority


def page(workspace, record, rest="", who="editor"):
    response = workspace.client(who).get(f"{record.get_absolute_url()}{rest}")
    assert response.status_code == 200
    return response.content.decode()


def post_link(workspace, record, other, type, **typed):
    url = f"{record.get_absolute_url()}links/"
    return workspace.client("editor").post(url, {"target": other.pk, "type": type} | typed)


def member(workspace, who="editor"):
    return Membership.objects.get(user=workspace.people[who], strategy=workspace.strategy)


def test_what_speaks_for_a_record_stands_behind_it(workspace, three):
    finding, _discovery, priority = three
    back = walk(priority, "back", member(workspace))
    assert [(step.depth, step.words, step.record.title) for step in back] == [
        (1, "velger ut", "Oppdagelse"),
        (2, "støttes av", "Funn"),
    ]
    forward = walk(finding, "forward", member(workspace))
    assert [step.record.title for step in forward] == ["Oppdagelse", "Satsing"]


@pytest.mark.parametrize("type", ["rests_on", "rests_on:back"])
def test_a_link_is_added_from_either_end(workspace, type):
    one, other = workspace.note("Den ene"), workspace.note("Den andre")
    assert post_link(workspace, one, other, type, reason="Fordi").status_code == 302
    link = Link.objects.get()
    later = one if type == "rests_on" else other
    assert (link.source_id, link.reason, link.by) == (
        later.pk,
        "Fordi",
        workspace.people["editor"],
    )


def test_the_search_finds_records_to_tie_to(workspace):
    one = workspace.note("Den ene")
    workspace.note("Krabbe")
    workspace.note("Reke")
    found = page(workspace, one, "links/?q=krabbe")
    assert "Krabbe" in found
    assert "Reke" not in found


def test_a_link_to_another_strategys_record_is_refused_and_what_was_typed_stands(workspace):
    theirs = workspace.note("Deres", strategy=workspace.other, by=workspace.stranger)
    refused = post_link(workspace, workspace.note(), theirs, "rests_on", reason="Mine ord")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Koblinger holder seg innenfor én strategi." in text
    assert "Mine ord" in text
    assert not Link.objects.exists()


def test_a_removed_record_stands_in_the_thread_as_removed(workspace, three):
    _finding, discovery, priority = three
    services.remove_record(record=discovery, reason="Dobbelt", by=workspace.leader)
    assert "Oppdagelse" in page(workspace, priority, "thread/")
    assert "fjernet" in page(workspace, priority, "thread/")
    services.set_visibility(record=priority, to="public", by=workspace.leader, version=1)
    public = page(workspace, priority, "thread/", "anonymous")
    assert "en oppføring som er fjernet" in public
    assert "Oppdagelse" not in public
    assert walk(priority, "back", member(workspace))[-1].is_gone, "the walk stops there"


def test_a_link_is_withdrawn_from_either_end_with_a_reason(workspace, three):
    _finding, discovery, _priority = three
    link = Link.objects.get(type="selects")
    url = f"{discovery.get_absolute_url()}links/{link.uid}/withdraw/"
    workspace.client("editor").post(url, {"reason": "Feil"})
    link.refresh_from_db()
    assert (link.withdrawn_because, link.withdrawn_by) == ("Feil", workspace.people["editor"])


@pytest.mark.requirement("R080")
def test_the_picture_has_a_link_on_every_record_and_says_the_same_as_the_words(workspace, three):
    finding, discovery, priority = three
    text = page(workspace, discovery, "thread/")
    drawing = re.search(r"<svg viewBox.*?</svg>", text, re.DOTALL)[0]
    for record in (finding, priority):
        assert f'href="{record.get_absolute_url()}"' in drawing
        assert f'aria-label="Oppføring: {record.title}"' in drawing
        assert record.title in text.replace(drawing, "")
    assert "style=" not in drawing


def test_no_two_records_of_a_picture_stand_in_one_place(workspace):
    start = workspace.note("Start")
    for number in range(70):
        other = workspace.note(f"Grunnlag {number}")
        services.link_records(source=start, target=other, type="rests_on", by=workspace.leader)
    drawn = picture(start, walk(start, "back", member(workspace)), [])
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
    assert drawn.left_out == 11
    assert all(edge.left.x < edge.right.x for edge in drawn.edges)


def test_probes_in_titles_and_reasons_are_text_in_the_picture(workspace):
    probe = '"><script>alert(1)</script>'
    one, other = workspace.note("En"), workspace.note(probe)
    services.link_records(
        source=one, target=other, type="rests_on", by=workspace.leader, reason=probe
    )
    assert "<script>alert" not in page(workspace, one, "thread/")


def test_the_thread_on_paper_says_who_tied_it_and_why(workspace, three):
    _finding, _discovery, priority = three
    content = workspace.client("editor").get(f"{priority.get_absolute_url()}thread/sheet/").content
    document = docx.Document(io.BytesIO(content))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1][1].startswith("velger ut: Oppdagelse")
    assert cells[1][2] == "Noen går i front"
    assert workspace.leader.name in cells[1][3]


def test_a_circle_of_links_is_drawn_and_ends(workspace):
    one, two, three = (workspace.note(title) for title in ("En", "To", "Tre"))
    for source, target in ((one, two), (two, three), (three, one)):
        services.link_records(source=source, target=target, type="rests_on", by=workspace.leader)
    assert page(workspace, one, "thread/").count("<rect") == 3


def test_a_records_page_takes_few_queries_however_long_its_thread_is(
    workspace, django_assert_max_num_queries
):
    notes = [workspace.note(f"Ledd {number}") for number in range(12)]
    for later, earlier in zip(notes[1:], notes, strict=False):
        services.link_records(source=later, target=earlier, type="came_from", by=workspace.leader)
    page(workspace, notes[6])
    with django_assert_max_num_queries(14):
        page(workspace, notes[6])


@pytest.mark.parametrize("title", ["Levende krabbe", "Krabbe 🦀 שלום \x07"])
def test_the_thread_on_paper_is_a_pdf_whatever_letters_people_use(workspace, title):
    later, earlier = workspace.note(title), workspace.note("Funn")
    services.link_records(
        source=later, target=earlier, type="came_from", by=workspace.leader, reason="Sagt på kaia"
    )
    answer = workspace.client("editor").get(f"{later.get_absolute_url()}thread/sheet/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid:part" in answer.content
