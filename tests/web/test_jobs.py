"""Long work survives impatience, shutdown and sudden death."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fortrinn.errors import TableError
from fortrinn.web.accounts.models import User
from fortrinn.web.jobs import services
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import HANDLERS
from fortrinn.web.jobs.worker import Worker
from fortrinn.web.strategies.models import Membership, Organisation, Strategy

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers(monkeypatch):
    """A register of handlers that is the test's own."""
    own = {}
    monkeypatch.setattr("fortrinn.web.jobs.worker.HANDLERS", own)
    return own


def asked(**changes):
    settings = {"kind": "count", "title": "Count", "settings": {"to": 3}}
    return services.ask_for(**settings | changes)


def test_the_same_work_asked_for_twice_is_one_job():
    assert asked() == asked(settings={"to": 3})
    assert asked() != asked(settings={"to": 4})


def test_work_that_is_done_can_be_asked_for_again(handlers):
    handlers["count"] = lambda job, progress: {"sum": 6}
    first = asked()
    Worker().work_once()
    assert asked() != first


def test_a_job_runs_tells_how_far_it_is_and_keeps_its_result(handlers):
    seen = []

    def count(job, progress):
        progress(0.5, "half way")
        seen.append(Job.objects.get(pk=job.pk).says)
        return {"sum": sum(range(job.settings["to"]))}

    handlers["count"] = count
    job = asked()
    assert Worker().work_once()
    job.refresh_from_db()
    assert (job.state, job.progress, job.result) == (Job.State.DONE, 1.0, {"sum": 3})
    assert seen == ["half way"]


def test_what_a_job_saves_and_its_end_are_one(handlers):
    def save():
        User.objects.create_user("half@example.org", "Half")
        raise TableError("Row {row} has no region. Fill it in.", row=7)

    handlers["count"] = lambda job, progress: save
    job = asked()
    Worker().work_once()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert not User.objects.exists()


def test_a_job_that_was_taken_away_saves_nothing(handlers):
    def count(job, progress):
        Job.objects.filter(pk=job.pk).update(holder="another")
        return lambda: pytest.fail("saved")

    handlers["count"] = count
    asked()
    assert Worker().work_once()


def test_progress_is_told_in_the_readers_language(handlers, client):
    pages = []

    def count(job, progress):
        progress(
            0.5, "Row {row} has no '{column}'. Fill it in or leave the row out.", row=7, column="x"
        )
        pages.append(client.get(job.get_absolute_url()).content.decode())

    handlers["count"] = count
    asked()
    Worker().work_once()
    assert "Rad 7 " in pages[0]


def test_jobs_are_taken_in_the_order_they_were_asked_for(handlers):
    order = []
    handlers["count"] = lambda job, progress: order.append(job.settings["to"])
    for number in (3, 1, 2):
        asked(settings={"to": number})
    worker = Worker()
    while worker.work_once():
        pass
    assert order == [3, 1, 2]


def test_a_problem_of_ours_is_told_in_the_readers_language(handlers, client):
    def refuse(job, progress):
        raise TableError("Row {row} has no region. Fill it in.", row=7)

    handlers["count"] = refuse
    job = asked()
    Worker().work_once()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.problem_in(lambda text: text) == "Row 7 has no region. Fill it in."
    assert "Row 7 has no region" in client.get(f"/en/jobs/{job.uid}/").content.decode()


def test_an_unexpected_failure_is_said_plainly_and_the_worker_goes_on(handlers, caplog):
    handlers["count"] = lambda job, progress: 1 / 0
    job = asked()
    assert Worker().work_once()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "written down" in job.problem_in(str)
    assert "ZeroDivisionError" in caplog.text


def test_a_waiting_job_that_is_cancelled_never_runs(handlers):
    handlers["count"] = lambda job, progress: pytest.fail("ran")
    services.cancel(job=asked())
    assert not Worker().work_once()


def test_a_running_job_stops_at_its_next_report(handlers):
    def count(job, progress):
        services.cancel(job=job)
        progress(0.5)
        pytest.fail("went on")

    handlers["count"] = count
    job = asked()
    Worker().work_once()
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_a_worker_that_shuts_down_puts_its_job_back(handlers):
    worker = Worker()

    def count(job, progress):
        worker.stopping.set()
        progress(0.5)

    handlers["count"] = count
    job = asked()
    worker.work_once()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)


def abandon(job):
    taken = services.take_next(holder="dead")
    Job.objects.filter(pk=taken.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_whose_worker_died_goes_back_in_line():
    job = asked()
    abandon(job)
    assert services.reap() == 1
    job.refresh_from_db()
    assert (job.state, job.holder) == (Job.State.WAITING, "")


def test_a_job_that_keeps_dying_fails_with_a_sentence():
    job = asked(attempts=1)
    abandon(job)
    services.reap()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "interrupted several times" in job.problem_in(str)


def test_a_late_worker_cannot_overwrite_what_another_does():
    job = asked()
    services.take_next(holder="slow")
    Job.objects.filter(pk=job.pk).update(holder="quick")
    assert not services.finish(job=job, holder="slow", result={"sum": 0})
    assert services.finish(job=job, holder="quick", result={"sum": 3})


def test_the_page_refreshes_while_it_waits_and_leads_on_when_done(client, handlers):
    handlers["count"] = lambda job, progress: {"address": "/sources/"}
    job = asked()
    page = client.get(reverse("jobs:job", args=[job.uid]))
    assert 'http-equiv="refresh"' in page.content.decode()
    Worker().work_once()
    assert client.get(reverse("jobs:job", args=[job.uid]))["Location"] == "/sources/"


def test_only_the_person_who_asked_sees_a_signed_job(client):
    anna = User.objects.create_user("anna@example.org", "Anna")
    job = asked(by=anna)
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.post(reverse("jobs:cancel", args=[job.uid])).status_code == 404
    client.force_login(anna)
    assert client.get(job.get_absolute_url()).status_code == 200


def test_the_working_group_follows_the_jobs_of_its_strategy(client):
    county = Organisation.objects.create(name="Nordland", slug="nordland")
    strategy = Strategy.objects.create(
        organisation=county, title="Hav", place="nordland", slug="hav", language="nb"
    )
    seen = {}
    for role in ("analyst", "politician", "observer"):
        person = User.objects.create_user(f"{role}@example.org", role)
        Membership.objects.create(strategy=strategy, user=person, role=role)
        seen[role] = person
    job = asked(by=seen["analyst"], strategy=strategy)
    for role, status in (("analyst", 200), ("politician", 404), ("observer", 404)):
        client.force_login(seen[role])
        assert client.get(job.get_absolute_url()).status_code == status


def test_stopping_by_the_button(client):
    job = asked()
    client.post(reverse("jobs:cancel", args=[job.uid]))
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


def test_every_registered_kind_can_be_done():
    assert all(callable(handler) for handler in HANDLERS.values())


ASK = """
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
services.ask_for(kind="count", title="Count", settings={})
"""
WORK = """
worker.HANDLERS["count"] = lambda job, progress: (print("begun", flush=True), time.sleep(60))
worker.Worker().work_once()
"""
LOOK = """
deadline = time.monotonic() + 15
while not services.reap() and time.monotonic() < deadline:
    time.sleep(0.1)
print(Job.objects.get().state)
"""
SET_UP = """
import time, django
django.setup()
from fortrinn.web.jobs import services, worker
from fortrinn.web.jobs.models import Job
"""


def process(script, folder):
    """A process of its own on a database of its own."""
    settings = {"FORTRINN_DATA": str(folder), "FORTRINN_JOB_LEASE_SECONDS": "2", "DATABASE_URL": ""}
    return subprocess.Popen(
        [sys.executable, "-c", SET_UP + script],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_kill_nine_leaves_no_job_running_for_ever(tmp_path):
    assert process(ASK, tmp_path).wait() == 0
    working = process(WORK, tmp_path)
    assert working.stdout.readline() == "begun\n"
    os.kill(working.pid, signal.SIGKILL)
    working.wait()
    assert process(LOOK, tmp_path).communicate()[0] == "waiting\n"
