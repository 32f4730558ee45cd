"""What the database of tests with real transactions needs."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _events_can_be_emptied():
    """Between tests with real transactions the tables are emptied, the guarded one too.

    The guard is set again by the ``post_migrate`` that follows every emptying.
    """
    pytest.importorskip("django")
    from django.db.backends.sqlite3.operations import DatabaseOperations

    from fortrinn.web.records.guard import TABLE

    empty = DatabaseOperations.execute_sql_flush

    def empty_without_guard(self, sql_list):
        drops = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("UPDATE", "DELETE")]
        return empty(self, [*drops, *sql_list])

    DatabaseOperations.execute_sql_flush = empty_without_guard
    yield
    DatabaseOperations.execute_sql_flush = empty


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """SQLite's tests use a file, as the product does: a database in memory does not queue writers."""
    from django.db import connections

    for described in connections.settings.values():
        if described["ENGINE"].endswith("sqlite3"):
            described["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
