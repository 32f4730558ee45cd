"""Figures that are not for publication: nothing that tells them leaves, whichever way one goes."""

import io
import zipfile

import pytest
from docx import Document
from pptx import Presentation

import workspace as shared
from fortrinn.errors import InputError
from fortrinn.web.analysis.models import Finding
from fortrinn.web.records.carrying.pack import pack, unpack
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import comment, create_record, link_records, set_visibility

SECRET = "Bodø har 120 fiskere"


def make(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind], strategy=workspace.strategy, by=workspace.leader, title=title,
        language="nb", **fields,
    )  # fmt: skip


@pytest.fixture
def version(workspace, settings, tmp_path):
    settings.DATA = tmp_path
    return shared.make_dataset_version(workspace, restricted=True)


@pytest.fixture(params=["finding", "option"])
def telling(request, workspace, version):
    """A record whose title tells such a figure."""
    record = make(workspace, request.param, SECRET)
    link_records(source=record, target=version, type=LinkType.RESTS_ON, by=workspace.leader)
    return record


@pytest.fixture
def discovery(workspace, telling):
    """Something else that rests on it, in words of its own."""
    record = make(workspace, "discovery", "Levende krabbe")
    link_records(source=record, target=telling, type=LinkType.RESTS_ON, by=workspace.leader)
    return record


def words_of(answer):
    """Everything written in a Word document or slides, or a list as text."""
    content = io.BytesIO(b"".join(answer) if answer.streaming else answer.content)
    kind = answer.headers["Content-Type"]
    if "wordprocessing" in kind:
        document = Document(content)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([*(one.text for one in document.paragraphs), *cells])
    if "presentation" in kind:
        slides = Presentation(content).slides
        shapes = [
            shape.text_frame.text for one in slides for shape in one.shapes if shape.has_text_frame
        ]
        notes = [one.notes_slide.notes_text_frame.text for one in slides if one.has_notes_slide]
        return " ".join(shapes + notes)
    return content.getvalue().decode("utf-8", "ignore")


@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx", "csv"])
def test_it_leaves_in_no_file_of_its_own_nor_in_a_list(workspace, telling, ending):
    client = workspace.client("owner")
    assert client.get(f"{telling.get_absolute_url()}file/{ending}/").status_code == 403
    segment = telling.kind_of.segment
    listed = client.get(workspace.url(f"{segment}/export/{ending}/"))
    assert listed.status_code == 200
    assert "120 fiskere" not in words_of(listed)


def test_its_thread_is_not_put_on_paper(workspace, telling):
    answer = workspace.client("owner").get(f"{telling.get_absolute_url()}thread/sheet/")
    assert answer.status_code == 403


@pytest.mark.parametrize("rest", ["file/docx/", "file/pptx/", "thread/sheet/"])
def test_a_file_of_what_rests_on_it_says_that_it_is_there_and_not_what(workspace, discovery, rest):
    answer = workspace.client("owner").get(f"{discovery.get_absolute_url()}{rest}")
    assert answer.status_code == 200
    words = words_of(answer)
    assert "120 fiskere" not in words
    assert "ikke er til publisering" in words


def test_the_whole_strategys_file_leaves_it_here_and_can_be_read_in_again(
    workspace, discovery, telling
):
    comment(record=telling, by=workspace.leader, text="Er 120 riktig?", language="nb")
    client = workspace.client("owner")
    page = client.get(workspace.url("whole/")).content.decode()
    assert "2 oppføringer med tall som ikke er til publisering" in page
    packed = pack(workspace.strategy).read()
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        everything = b"".join(file.read(name) for name in file.namelist()).decode("utf-8", "ignore")
    assert "120 fiskere" not in everything
    assert "Er 120 riktig" not in everything
    assert "Levende krabbe" in everything
    assert unpack(io.BytesIO(packed), len(packed)).is_ours


def test_what_is_public_cannot_come_to_rest_on_it(workspace, version):
    finding = make(workspace, "finding", "Noe annet")
    set_visibility(record=finding, to="public", by=workspace.leader, version=1)
    with pytest.raises(InputError, match="not for publication"):
        link_records(source=finding, target=version, type=LinkType.RESTS_ON, by=workspace.leader)
    assert not Finding.objects.get(pk=finding.pk).links_out.exists()
