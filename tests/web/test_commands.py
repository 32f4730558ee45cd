"""Serving, the demo and the doctor: what is said before anything goes wrong."""

import os
import socket

import pytest

from fortrinn.errors import OutputError
from fortrinn.web import commands, demo, doctor
from fortrinn.web.collect import MANIFEST, collect
from fortrinn.web.strategies.models import Membership, Strategy


def is_free(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_that_is_taken_is_said_with_one_that_is_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(OutputError, match=rf"Port {taken} is taken .* --port \d+") as refused:
            commands.require_free_port("127.0.0.1", taken)
    assert is_free(refused.value.fields["other"])


def test_a_host_that_is_not_here_is_said():
    with pytest.raises(OutputError, match=r"203\.0\.113\.9, port 80"):
        commands.require_free_port("203.0.113.9", 80)


def test_a_full_disk_is_said_before_anything_is_written(tmp_path, monkeypatch):
    usage = type("Usage", (), {"free": 3_000_000})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    with pytest.raises(OutputError, match="only 3 MB left"):
        commands.require_room(tmp_path)


def test_trouble_with_disk_and_database_becomes_a_sentence():
    with pytest.raises(OutputError, match="No space left"), commands.said_plainly():
        raise OSError(28, "No space left on device", "/data/x")
    from django.db import OperationalError

    with pytest.raises(OutputError, match="disk is full"), commands.said_plainly():
        raise OperationalError("database or disk is full")


def test_the_demo_never_touches_another_database(monkeypatch, tmp_path):
    for name, value in {
        "FORTRINN_DATA": str(tmp_path),
        "FORTRINN_URL": "https://fortrinn.example.no",
        "FORTRINN_LOG_LEVEL": "INFO",
        "FORTRINN_SECRET_KEY": "x" * 60,
        "DATABASE_URL": "postgresql://production/fortrinn",
        "FORTRINN_HOSTS": "fortrinn.example.no",
        "FORTRINN_MAIL_URL": "smtp://mail.example.no",
    }.items():
        monkeypatch.setenv(name, value)
    commands.demo_environment(9000)
    assert os.environ["FORTRINN_DATA"] == str(tmp_path / "demo")
    assert os.environ["FORTRINN_URL"] == "http://127.0.0.1:9000"
    gone = {"DATABASE_URL", "FORTRINN_HOSTS", "FORTRINN_MAIL_URL", "FORTRINN_SECRET_KEY"}
    assert not gone & os.environ.keys()


@pytest.mark.django_db
def test_the_demo_is_loaded_once_and_keeps_what_a_visitor_did():
    demo.load()
    Strategy.objects.update(title="Endret av en besøkende")
    demo.load()
    assert {strategy.title for strategy in Strategy.objects.all()} == {"Endret av en besøkende"}
    assert all(strategy.is_example for strategy in Strategy.objects.all())
    own = Membership.objects.filter(strategy__place="nordland")
    roles = set(own.values_list("role", flat=True))
    assert roles == {person.role for person in demo.PEOPLE}


def test_static_files_are_collected_once_hashed_and_compressed(tmp_path):
    folder = collect(tmp_path / "static")
    assert (folder / MANIFEST).is_file()
    [style] = (folder / "fortrinn").glob("base.????????????.css")
    assert style.with_name(f"{style.name}.br").stat().st_size < style.stat().st_size
    assert collect(tmp_path / "static") == folder
    assert [other.name for other in (tmp_path / "static").iterdir()] == [folder.name]


@pytest.mark.django_db
def test_the_doctor_finds_a_healthy_installation(settings, tmp_path):
    settings.DATA = tmp_path
    found = list(doctor.findings())
    assert {finding.check for finding in found} == set(doctor.CHECKS)
    assert [finding for finding in found if not finding.is_well] == []


@pytest.mark.django_db
def test_the_doctor_names_what_is_wrong(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path / "nowhere"
    settings.DEBUG = True
    monkeypatch.setattr(doctor.commands, "migrations_wanting", lambda: ["records 0002_more"])
    wrong = {finding.check: finding.says for finding in doctor.findings() if not finding.is_well}
    assert "FORTRINN_DATA" in wrong["Data folder"]
    assert "records 0002_more" in wrong["Migrations"]
    assert "FORTRINN_DEBUG" in wrong["Safety"]
