"""Numbered migrations: each one transaction that also raises `user_version`, or nothing at all."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from mlsd_graph.errors import StateDamagedError, StateNewerError
from mlsd_graph.store.connection import APPLICATION_ID, number, way_back
from mlsd_graph.store.schema import CACHE, SEED, STATE_INDEXES, TRUTH

Migration = Callable[[sqlite3.Connection], None]


def first(connection: sqlite3.Connection) -> None:
    """Version 1: the log, its names and the cache."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (*TRUTH, *CACHE, *SEED):
        connection.execute(statement)


def second(connection: sqlite3.Connection) -> None:
    """Version 2: the most forgotten cards are found by octaves of stability."""
    connection.execute("DROP INDEX state_due")
    for statement in STATE_INDEXES.values():
        connection.execute(statement)


def third(connection: sqlite3.Connection) -> None:
    """Version 3: the days count reviews without a duration; opening rebuilds the counts."""
    connection.execute("ALTER TABLE day ADD COLUMN untimed INTEGER NOT NULL DEFAULT 0")


MIGRATIONS: tuple[Migration, ...] = (first, second, third)
"""Number n takes a file from version n to n + 1. Never change one that was released."""


def version(connection: sqlite3.Connection) -> int:
    """Read the version of a file; 0 for an empty one."""
    return number(connection, "PRAGMA user_version")


def verify_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StateDamagedError for a file of another program, or without its log."""
    marks = number(connection, "PRAGMA application_id"), version(connection)
    tables = number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'event'")
    if marks[0] != APPLICATION_ID or marks[1] < 1 or not tables:
        message = f"{path} is not a state file of mlsd, or is damaged."
        raise StateDamagedError(message, way_back(path))


def is_newer(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> bool:
    """Whether a newer program wrote this file."""
    return version(connection) > len(migrations)


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StateNewerError for a file that this program may not write."""
    if is_newer(connection):
        raise StateNewerError(
            f"{path} was written by a newer mlsd; this one will not change it.",
            "Update mlsd, or restore a backup that was made before the update.",
        )


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Apply what is missing; the caller holds the write lock and has made a backup."""
    for target in range(version(connection) + 1, len(migrations) + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrations[target - 1](connection)
            connection.execute(f"PRAGMA user_version = {target}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
