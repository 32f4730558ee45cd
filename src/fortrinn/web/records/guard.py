"""The database itself refuses to change or delete what is written once and for all.

Set after every migrate and not in a migration: SQLite drops a table's triggers when a later
migration rebuilds the table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_guarded: dict[str, str] = {"records_event": "events are never changed or deleted"}


def guard_table(table: str, refusal: str) -> None:
    """Name another table of this kind; apps do so when they start."""
    _guarded[table] = refusal


def guarded_tables() -> tuple[str, ...]:
    """The tables the database guards."""
    return tuple(_guarded)


def _statements(vendor: str, table: str, refusal: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"""CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, '{refusal}'); END"""
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$""",
        f"""CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    ]


def guard_events(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; harmless when they are there already."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table, refusal in _guarded.items():
            if table in present:
                for statement in _statements(connection.vendor, table, refusal):
                    cursor.execute(statement)


def after_migrate(using: str, **_kwargs: Any) -> None:
    """The receiver of Django's ``post_migrate``."""
    guard_events(connections[using])
