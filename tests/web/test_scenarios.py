"""Drivers of change, scenarios and how the choices fare in them, as a planner meets them."""

import pytest
from django.db import IntegrityError, transaction

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.vision.drivers import proposed_axes, seen
from fortrinn.web.vision.judging_drivers import judge_driver
from fortrinn.web.vision.models import Driver, DriverJudgement

SHARED = {"language": "nb", "version": 0}


def text(response):
    return response.content.decode()


def made(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        visibility="participants",
        **fields,
    )


def judged(workspace, driver, *answers):
    for role, (impact, uncertainty) in zip(workspace.people, answers, strict=False):
        judge_driver(
            driver=driver,
            by=workspace.people[role],
            language="nb",
            impact=impact,
            uncertainty=uncertainty,
            words="",
        )


@pytest.mark.requirement("R153")
def test_a_driver_is_judged_by_several_and_shown_with_how_far_apart_they_are(workspace):
    driver = made(workspace, "driver", "Kraftpris", field="economy")
    address = f"{driver.get_absolute_url()}judge/"
    participant, editor = workspace.client("participant"), workspace.client("editor")
    assert "Gi minst ett av tallene" in text(participant.post(address, {"words": ""}))
    participant.post(address, {"impact": 2, "uncertainty": 3})
    participant.post(address, {"impact": 9, "uncertainty": 3, "words": "Mer enn vi tror"})
    editor.post(address, {"impact": 4})
    foresight = workspace.url("foresight/")
    assert "i midten" not in text(participant.get(foresight)), "of two, one could tell the other's"
    workspace.client("analyst").post(address, {"impact": 6, "uncertainty": 3})
    page = text(participant.get(foresight))
    assert "6,0 i midten, 4–9 (3 har svart)" in page
    assert "Færre enn tre har svart" in page
    assert "langt fra hverandre" in page
    workspace.client("assessor").post(address, {"uncertainty": 5})
    page = text(participant.get(foresight))
    assert "3,0 i midten, 3–5 (3 har svart)" in page
    assert "<svg viewBox" in page
    assert "Mer enn vi tror" in text(editor.get(driver.get_absolute_url()))
    assert DriverJudgement.objects.count() == 4


def test_the_database_keeps_it_at_one_judgement_a_person(workspace):
    driver = made(workspace, "driver", "Kraftpris")
    judged(workspace, driver, (1, 1))
    fields = {"driver": driver, "person": DriverJudgement.objects.get().person}
    with pytest.raises(IntegrityError), transaction.atomic():
        made(workspace, "driver-judgement", "Igjen", **fields)


def test_a_judgement_beyond_the_scale_is_refused(workspace):
    driver = made(workspace, "driver", "Kraftpris")
    workspace.client("editor").post(f"{driver.get_absolute_url()}judge/", {"impact": 11})
    assert not DriverJudgement.objects.exists()


@pytest.mark.requirement("R153")
def test_axes_are_proposed_among_those_that_weigh_and_do_not_follow_each_other(workspace):
    power, carbon, tourism, unsaid = (
        made(workspace, "driver", name) for name in ("Kraft", "Karbon", "Reiseliv", "Usagt")
    )
    judged(workspace, power, (9, 9), (9, 8), (8, 8), (7, 6), (9, 7))
    judged(workspace, carbon, (9, 9), (9, 8), (8, 8), (7, 6), (9, 7))
    judged(workspace, tourism, (5, 5), (5, 5), (5, 5))
    pairs = proposed_axes(seen(list(Driver.objects.all())))
    names = [{pair.one.title, pair.other.title} for pair in pairs]
    assert {"Kraft", "Karbon"} not in names
    assert {"Kraft", "Reiseliv"} in names
    assert all(unsaid.title not in pair for pair in names)
    link_records(
        source=power, target=tourism, type="relates_to", reason="Samme sak", by=workspace.leader
    )
    names = [{p.one.title, p.other.title} for p in proposed_axes(seen(list(Driver.objects.all())))]
    assert {"Kraft", "Reiseliv"} not in names
    page = text(workspace.client("editor").get(workspace.url("foresight/")))
    assert "For få har vurdert begge" in page


@pytest.mark.requirement("R153")
def test_two_axes_open_four_futures_with_early_signs(workspace):
    editor = workspace.client("editor")
    across, down = made(workspace, "driver", "Kraftpris"), made(workspace, "driver", "Folketall")
    new = workspace.url("scenario-frames/new/")
    typed = SHARED | {"title": "Nord 2040", "across": across.pk, "status": "draft"}
    assert "Velg en annen drivkraft" in text(editor.post(new, typed | {"down": across.pk}))
    typed |= {"across_low": "Billig", "across_high": "Dyr", "down_low": "Færre", "down": down.pk}
    assert editor.post(new, typed).status_code == 302
    frame = KINDS["scenario-frame"].model.objects.get()
    scenario = SHARED | {
        "title": "Stille kyst",
        "text": "Få folk, billig kraft",
        "signs": "Skoler legges ned",
        "frame": frame.pk,
        "across": "low",
        "down": "low",
        "status": "draft",
    }
    assert editor.post(workspace.url("scenarios/new/"), scenario).status_code == 302
    page = text(editor.get(workspace.url("foresight/")))
    for words in ("Nord 2040", "Billig", "Færre", "Stille kyst", "Skoler legges ned"):
        assert words in page
    assert page.count("ikke beskrevet ennå") == 3


@pytest.mark.requirement("R153")
def test_how_choices_fare_is_shown_with_sum_worst_case_and_regret_and_unknown_is_not_0(workspace):
    frame = made(workspace, "scenario-frame", "Nord 2040")
    calm = made(workspace, "scenario", "Stille", frame=frame)
    rough = made(workspace, "scenario", "Uro", frame=frame)
    shells, algae = made(workspace, "discovery", "Skjell"), made(workspace, "discovery", "Alger")
    address = f"{frame.get_absolute_url()}robustness/"
    editor = workspace.client("editor")

    def say(option, scenario, bearing):
        typed = {"option": option.pk, "scenario": scenario.pk, "bearing": bearing}
        response = editor.post(address, typed | {"reason": "Fordi"})
        assert response.status_code == 302, text(response)

    say(algae, calm, "-1")
    say(algae, calm, "1")
    say(algae, rough, "-2")
    page = text(editor.get(address))
    assert page.index("Alger") < page.index("Skjell")
    assert row(page, algae) == ["−1", "−2", "ukjent"]
    assert row(page, shells) == ["ukjent", "ukjent", "ukjent"]
    say(shells, calm, "0")
    say(shells, rough, "2")
    page = text(editor.get(address))
    assert row(page, algae) == ["−1", "−2", "4"]
    assert row(page, shells) == ["+2", "0", "1"]
    assert workspace.client("participant").post(address, {}).status_code == 403


def row(page, option):
    """Sum, worst case and regret of an option, as they stand in the table."""
    cells = page.split(f'href="{option.get_absolute_url()}"')[1].split("</tr>")[0].split("<td>")
    return [cell.split("</td>")[0] for cell in cells[-3:]]
