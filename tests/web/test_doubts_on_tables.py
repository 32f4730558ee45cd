"""«Stemmer dette?» on a strategy's own tables and analyses: beside the figure until answered."""

import io
import re

import pytest

import workspace as shared
from fortrinn.web.analysis.own_tables import TableSettings
from fortrinn.web.analysis.services import run_now
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.pack import pack, unpack
from fortrinn.web.records.services import set_visibility

TEXT = "Øksnes hadde nesten 400 fiskere det året."
SUBMISSION = "b3f6b8a2-5f3f-4a58-8a2b-0d4f8b2b5c11"


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def version(workspace):
    return shared.make_dataset_version(workspace)


@pytest.fixture
def run(workspace, version):
    table = shared.TABLE.replace(":", "40")
    whole = shared.make_dataset_version(workspace, table)
    settings = TableSettings(table=str(whole.uid), region="1868", period="2023")
    return run_now(strategy=workspace.strategy, settings=settings, by=workspace.leader)


def visible(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def ask_link(response, name):
    """Where the row with these words is doubted."""
    row = next(
        one for one in re.findall(r"<tr>.*?</tr>", response.content.decode(), re.S) if name in one
    )
    return re.search(r'href="([^"]*doubts/new/[^"]*)"', row)[1].replace("&amp;", "&")


def send(client, link):
    return client.post(link, {"text": TEXT, "name": "Kari", "submission": SUBMISSION})


@pytest.mark.requirement("R204", "R205")
@pytest.mark.parametrize(("what", "name"), [("version", "Øksnes"), ("run", "Fiske")])
def test_a_doubt_stands_beside_its_figure_until_it_is_answered(request, workspace, what, name):
    record = request.getfixturevalue(what)
    about = record.get_absolute_url()
    shown = record.dataset if what == "version" else record
    set_visibility(record=shown, to="participants", by=workspace.leader, version=shown.version)
    who = workspace.client("participant")
    link = ask_link(who.get(about), name)
    assert name in visible(who.get(link))
    receipt = send(who, link)["Location"]
    assert TEXT in visible(who.get(receipt))
    page = visible(who.get(about))
    assert TEXT in page
    assert "I tvil" in page
    inbox = visible(workspace.client("analyst").get(workspace.url("doubts/")))
    assert TEXT in inbox
    doubt = Doubt.objects.get()
    workspace.client("analyst").post(
        workspace.url(f"doubts/{doubt.number}/"), {"text": "Takk, rettet."}
    )
    assert TEXT not in visible(who.get(about))
    assert "Takk, rettet." in visible(who.get(receipt))


def test_sent_twice_it_is_one_doubt(workspace, version):
    who = workspace.client("editor")
    link = ask_link(who.get(version.address), "Øksnes")
    send(who, link)
    send(who, link)
    assert Doubt.objects.count() == 1


def test_only_who_sees_the_figure_can_doubt_it_and_only_a_row_that_is_there(workspace, version):
    link = ask_link(workspace.client("editor").get(version.address), "Øksnes")
    assert workspace.client("stranger").get(link).status_code == 404
    assert workspace.client("anonymous").get(link).status_code == 302
    wrong = re.sub(r"cell=.*", "cell=9999", link)
    assert workspace.client("editor").get(wrong).status_code == 404
    assert workspace.client("editor").get(workspace.url("doubts/new/?of=x")).status_code == 404


def test_another_strategy_does_not_answer_it(workspace, version):
    who = workspace.client("editor")
    send(who, ask_link(who.get(version.address), "Øksnes"))
    theirs = f"{workspace.other.get_absolute_url()}doubts/{Doubt.objects.get().number}/"
    assert workspace.client("stranger").get(theirs).status_code == 404


def test_a_doubt_travels_with_the_whole_strategy(workspace, version):
    who = workspace.client("editor")
    send(who, ask_link(who.get(version.address), "Øksnes"))
    content = pack(workspace.strategy).read()
    brought = bring_strategy(
        opened=unpack(io.BytesIO(content), len(content)),
        organisation=workspace.strategy.organisation,
        by=workspace.leader,
        place="nordland",
        slug="igjen",
    )
    again = Doubt.objects.get(record__strategy=brought)
    assert again.text == TEXT
    assert again.receipt != Doubt.objects.get(record__strategy=workspace.strategy).receipt
