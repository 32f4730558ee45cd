"""Discoveries compared by several people: reasons first, and points that never choose."""

import csv
import io
import zipfile

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from fortrinn.errors import InputError
from fortrinn.web.priorities import assessing
from fortrinn.web.priorities.compared import held
from fortrinn.web.priorities.models import Assessment, Criterion, Discovery
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record


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


@pytest.fixture
def two(workspace):
    return made(workspace, "discovery", "Alger"), made(workspace, "discovery", "Krabbe")


@pytest.fixture
def question(workspace):
    return made(workspace, "criterion", "Vil noen betale?", weight=2)


def say(workspace, role, discovery, **said):
    return workspace.client(role).post(
        workspace.url(f"discoveries/{discovery.slug}/assess/"), {"stance": "for"} | said
    )


def page(workspace, role="editor", query=""):
    return text(workspace.client(role).get(workspace.url(f"comparison/{query}")))


def test_a_number_there_cannot_be_room_for_is_answered_and_kept_in_the_field(
    workspace, two, question
):
    for role in ("editor", "analyst", "owner"):
        say(workspace, role, two[0], **{f"point-{question.uid}": 4})
    assert "ds-validation-message" not in page(workspace)
    asked = page(workspace, query="?first=0")
    assert "ds-validation-message" in asked
    assert 'value="0"' in asked


@pytest.mark.requirement("R205")
def test_reasons_and_disagreement_come_first_and_need_no_points(workspace, two):
    alger, _krabbe = two
    say(workspace, "editor", alger, because="To kjøpere venter", voice="business")
    say(workspace, "analyst", alger, stance="against", because="Ingen kan tørke dem")
    shown = page(workspace)
    assert "«To kjøpere venter»" in shown
    assert "«Ingen kan tørke dem»" in shown
    assert "Dere er uenige" in shown
    assert "Det er ingen kriterier" in shown


@pytest.mark.requirement("R025")
def test_the_order_is_the_alphabet_s_whatever_the_points(workspace, two, question):
    alger, krabbe = two
    point = f"point-{question.uid}"
    say(workspace, "editor", krabbe, **{point: 5})
    say(workspace, "editor", alger, **{point: 1})
    shown = page(workspace)
    assert shown.index("Alger") < shown.index("Krabbe")
    assert "Ingenting her sier hva dere skal velge" in shown
    for word in ("best", "vinner", "anbefal"):
        assert f" {word} " not in shown.lower()


@pytest.mark.requirement("R030")
def test_whoever_has_something_to_gain_is_heard_and_gives_no_points(workspace, two, question):
    alger, _krabbe = two
    said = {"interest": "Eier en tidel", "because": "Jeg tror på det"}
    refused = say(workspace, "editor", alger, **said, **{f"point-{question.uid}": 5})
    assert refused.status_code == 400
    assert "ikke poeng" in text(refused)
    say(workspace, "editor", alger, **said)
    shown = page(workspace)
    assert "Meldt interesse:" in shown
    assert "Eier en tidel" in shown
    with pytest.raises(InputError):
        assessing.assess(
            discovery=alger,
            by=workspace.leader,
            language="nb",
            stance="for",
            interest="Sønnen min",
            points={str(question.uid): 5},
        )


def test_the_database_holds_one_assessment_of_each_person(workspace, two):
    alger, _krabbe = two
    say(workspace, "editor", alger)
    say(workspace, "editor", alger, stance="unsure", because="Ombestemte meg")
    only = Assessment.objects.get()
    assert (only.stance, only.version) == ("unsure", 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        made(workspace, "assessment", "Alger", discovery=alger, person=only.person, stance="for")


def test_what_is_not_known_is_never_nought_and_nobody_s_points_can_be_worked_out(
    workspace, two, question
):
    alger, krabbe = two
    other = made(workspace, "criterion", "Kan vi det?")
    for role, point in (("editor", 4), ("analyst", 5), ("facilitator", 3)):
        say(workspace, role, alger, **{f"point-{question.uid}": point})
    for role in ("editor", "analyst"):
        say(workspace, role, krabbe, **{f"point-{question.uid}": 5})
    rows = held([alger, krabbe], list(Assessment.objects.all()), [question, other], first=1)
    assert rows[0].mean == 4
    assert rows[1].mean is None
    assert "Færre enn tre har gitt poeng" in page(workspace)


def test_a_group_is_shown_from_three_and_only_when_none_or_enough_are_left_beside_it(
    workspace, two, question
):
    alger, _krabbe = two
    point = f"point-{question.uid}"
    for role in ("editor", "analyst", "facilitator"):
        say(workspace, role, alger, voice="research", **{point: 1})
    assert "Utdanning eller forskning 1,0" in page(workspace)
    say(workspace, "process_leader", alger, voice="business", **{point: 5})
    shown = page(workspace)
    assert "andre grupper: for få til å vises" in shown
    assert "Næringsliv 5,0" not in shown
    assert "Utdanning eller forskning 1,0" not in shown, "else the fourth could be worked out"


def test_the_points_come_along_as_csv_and_excel_with_what_too_few_gave_withheld(
    workspace, two, question
):
    alger, krabbe = two
    point = f"point-{question.uid}"
    for role in ("editor", "analyst", "facilitator"):
        say(workspace, role, alger, voice="research", **{point: 4})
    say(workspace, "editor", krabbe, **{point: 5})
    for ending in ("csv", "xlsx"):
        assert f"comparison/points.{ending}?first=1" in page(workspace, query="?first=1")
        assert f"points.{ending}" not in page(workspace, "observer")
    address = workspace.url("comparison/points.{}?first=1")
    taken = workspace.client("editor").get(address.format("csv"))
    first, second = csv.DictReader(io.StringIO(taken.content.decode("utf-8-sig")))
    assert (first["discovery"], first["mean"], first["research"]) == ("Alger", "4", "4")
    assert (first["room_for"], first["beaten_on_everything"]) == ("1", "av ingen")
    assert (second["mean"], second["research"], second["status"]) == (":", ":", "withheld")
    assert workspace.strategy.title in first["source"]
    assert "«Vil noen betale?» 2" in first["source"]
    sheets = zipfile.ZipFile(
        io.BytesIO(workspace.client("editor").get(address.format("xlsx")).content)
    )
    words = sheets.read("xl/sharedStrings.xml").decode()
    assert f"{workspace.strategy.title}, {workspace.strategy.organisation.name}. Tatt ut" in words
    assert "Deres vekter: «Vil noen betale?» 2." in words
    assert workspace.client("observer").get(address.format("csv")).status_code == 403


@pytest.mark.requirement("R229")
def test_what_is_laid_aside_is_not_compared(workspace, two):
    made(workspace, "discovery", "Fly", status="laid_aside", aside_because="For dyrt")
    assert "Fly" not in page(workspace)


def test_an_observer_reads_and_cannot_speak(workspace, two):
    alger, _krabbe = two
    assert say(workspace, "observer", alger).status_code == 403


def test_an_empty_comparison_says_what_to_do(workspace):
    assert "ingenting å sammenligne" in page(workspace)


def test_a_hundred_discoveries_by_fifteen_criteria_share_the_first_places():
    generator = np.random.default_rng(1)
    criteria = [Criterion(weight=1) for _ in range(15)]
    discoveries = [Discovery(pk=number) for number in range(100)]
    said = [
        Assessment(
            discovery_id=one.pk,
            voice="business",
            points={str(c.uid): int(generator.integers(1, 6)) for c in criteria},
        )
        for one in discoveries
        for _person in range(3)
    ]
    rows = held(discoveries, said, criteria, first=10)
    assert len(rows) == 100
    assert sum(row.among_first for row in rows) == pytest.approx(10)
