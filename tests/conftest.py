"""What all tests share: how laws are tried, and what those with a database need."""

import os

import pytest
from hypothesis import settings

# The build tries the same sixty tables each time; `FORTRINN_LAWS=search` tries many new ones.
settings.register_profile("build", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("FORTRINN_LAWS", "build"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, _events_can_be_emptied):
    """As pytest-django makes it."""


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little():
    """A password is made dear to guess; two hundred of them would cost the tests a minute."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def _events_can_be_emptied():
    """Between tests with real transactions the tables are emptied, the guarded ones too.

    The guard is set again by the ``post_migrate`` that follows every emptying.
    """
    from django.db.backends.sqlite3.base import DatabaseWrapper

    from fortrinn.web.records.guard import guarded_tables

    operations = DatabaseWrapper.ops_class
    empty = operations.execute_sql_flush

    def empty_without_guard(self, sql_list):
        drops = [
            f"DROP TRIGGER IF EXISTS {table}_no_{verb}"
            for table in guarded_tables()
            for verb in ("UPDATE", "DELETE")
        ]
        return empty(self, [*drops, *sql_list])

    operations.execute_sql_flush = empty_without_guard
    yield
    operations.execute_sql_flush = empty


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """SQLite's tests use a file, as the product does: a database in memory queues no writers."""
    from django.db import connections

    for described in connections.settings.values():
        if described["ENGINE"].endswith("sqlite3"):
            described["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
