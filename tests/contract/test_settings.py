"""Every setting is documented, and what cannot be understood is refused with its name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from fortrinn.errors import OutputError, SettingError
from fortrinn.web import environment as env
from fortrinn.web.secret import secret_key

MANUAL = Path(__file__).parents[2] / "docs" / "settings.md"
DOCUMENTED = set(re.findall(r"^\| `(\w+)` \|", MANUAL.read_text(encoding="utf-8"), re.MULTILINE))


def asked_for() -> set[str]:
    """The settings the settings file asks the environment for."""
    code = Path(settings.HERE, "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env\.\w+\(\s*"(\w+)"', code))


def test_every_setting_is_documented_and_none_is_left_over():
    assert asked_for() == DOCUMENTED
    assert asked_for() <= env.DECLARED.keys()


REFUSED = {
    "FORTRINN_DEBUG": "perhaps",
    "FORTRINN_BEHIND_PROXY": "2",
    "FORTRINN_URL": "fortrinn.example.no",
    "DATABASE_URL": "mysql://root:hemmelig@db/x",
    "FORTRINN_MAIL_URL": "mail.example.no",
    "FORTRINN_FEEDBACK_TO": "post",
    "FORTRINN_LOG_LEVEL": "loud",
    "FORTRINN_SESSION_HOURS": "twelve",
    "FORTRINN_JOB_LEASE_SECONDS": "0",
    "FORTRINN_WATCH_HOURS": "soon",
    "FORTRINN_DRAW_AHEAD": "later",
    "FORTRINN_SECRET_KEY": "short",
    "FORTRINN_DATA": "/proc/nowhere",
}
#: Any text is a valid value of these.
FREE = {"FORTRINN_HOSTS", "FORTRINN_MAIL_FROM", "FORTRINN_STATIC"}


def test_every_setting_has_a_value_that_is_refused_or_takes_any():
    assert REFUSED.keys() | FREE == asked_for()


@pytest.mark.parametrize("name", REFUSED)
def test_a_value_that_cannot_be_understood_is_refused_with_its_name(name, tmp_path):
    environment = {"FORTRINN_DATA": str(tmp_path), name: REFUSED[name]}
    done = subprocess.run(
        [sys.executable, "-c", "import fortrinn.web.settings"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    sentence = done.stderr.strip().splitlines()[-1]
    assert name in sentence
    assert "hemmelig" not in done.stderr


@pytest.mark.parametrize(("written", "meant"), [("TRUE", True), (" on ", True), ("0", False)])
def test_yes_and_no_are_understood_in_the_usual_spellings(written, meant):
    assert env.boolean("X", not meant, source={"X": written}) is meant


def test_an_empty_setting_is_the_default():
    assert env.whole("X", 5, least=1, most=9, source={"X": "  "}) == 5


@pytest.mark.parametrize("url", ["https://a.no/path", "ftp://a.no", "https://", "https://a.no?x=1"])
def test_an_address_of_the_site_is_host_and_scheme_alone(url):
    with pytest.raises(SettingError, match="SITE"):
        env.site("SITE", "http://localhost", source={"SITE": url})


def test_sqlite_is_set_up_for_many_readers_and_one_writer(tmp_path):
    described = env.database("X", tmp_path / "a.sqlite3", source={})
    assert described["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in described["OPTIONS"]["init_command"]
    assert described["CONN_MAX_AGE"] > 0


def test_a_database_file_lies_in_the_data_folder_or_where_it_is_told(tmp_path):
    default = tmp_path / "a.sqlite3"
    inside = env.database("X", default, source={"X": "sqlite:///other.sqlite3"})
    assert inside["NAME"] == str(tmp_path / "other.sqlite3")
    outside = env.database("X", default, source={"X": "sqlite:////srv/x.sqlite3"})
    assert outside["NAME"] == "/srv/x.sqlite3"


def test_postgresql_is_pooled():
    described = env.database(
        "X", Path("a"), source={"X": "postgresql://per:p%40ss@db.example.no:5433/fortrinn"}
    )
    assert (described["USER"], described["PASSWORD"]) == ("per", "p@ss")
    assert (described["HOST"], described["PORT"]) == ("db.example.no", "5433")
    assert described["OPTIONS"] == {"pool": True}
    assert described["CONN_MAX_AGE"] == 0


def test_mail_is_kept_in_files_until_a_server_is_named(tmp_path):
    assert env.mail("X", tmp_path, source={}) == env.Mail(tmp_path)
    sent = env.mail("X", tmp_path, source={"X": "smtp://per:p%3A@mail.example.no"})
    assert (sent.port, sent.turns_secure, sent.starts_secure) == (587, True, False)
    assert (sent.user, sent.password) == ("per", "p:")
    secure = env.mail("X", tmp_path, source={"X": "smtps://mail.example.no"})
    assert (secure.port, secure.starts_secure, secure.turns_secure) == (465, True, False)
    near = env.mail("X", tmp_path, source={"X": "smtp://localhost:2525"})
    assert (near.port, near.turns_secure) == (2525, False)


def test_a_port_that_is_no_number_is_refused(tmp_path):
    with pytest.raises(SettingError, match="X has a port"):
        env.mail("X", tmp_path, source={"X": "smtp://mail.example.no:smtp"})
    with pytest.raises(SettingError, match="X has a port"):
        env.database("X", tmp_path / "a", source={"X": "postgresql://db.example.no:pg/x"})


def test_the_secret_key_is_made_once_and_read_by_nobody_else(tmp_path):
    key = secret_key("", tmp_path / "new")
    assert key == secret_key("", tmp_path / "new")
    assert len(key) >= 50
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(OutputError, match="FORTRINN_DATA"):
        secret_key("", tmp_path / "data")


def test_the_data_folder_of_an_installed_package_is_the_persons_own(monkeypatch):
    monkeypatch.setattr(env, "__file__", "/usr/lib/python3/fortrinn/web/environment.py")
    assert env.data_folder("X", source={"XDG_DATA_HOME": "/home/per/d"}) == Path(
        "/home/per/d/fortrinn"
    )


def test_production_is_hardened(tmp_path):
    """Django's own deployment check has nothing to say."""
    environment = {
        "FORTRINN_DATA": str(tmp_path),
        "FORTRINN_URL": "https://fortrinn.example.no",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "fortrinn.web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


LOOK = """
import django
django.setup()
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE,
      settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE,
      settings.SECURE_HSTS_SECONDS, settings.ALLOWED_HOSTS)
"""


def test_cookies_are_bound_to_the_host_in_production(tmp_path):
    environment = {
        "FORTRINN_DATA": str(tmp_path),
        "FORTRINN_URL": "https://fortrinn.example.no",
        "FORTRINN_HOSTS": "s3.example.no, ",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "fortrinn.web.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.strip() == (
        "__Host-session __Host-csrf True True Lax 31536000 ['fortrinn.example.no', 's3.example.no']"
    )


@pytest.mark.django_db
def test_an_unknown_host_is_refused(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    client = Client(raise_request_exception=False)
    assert client.get("/health/", headers={"host": "evil.example.com"}).status_code == 400


@pytest.mark.django_db
def test_no_migration_is_wanting():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
