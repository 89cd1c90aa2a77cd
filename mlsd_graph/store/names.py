"""The append-only tables of names: events hold small numbers that stand for them."""

import sqlite3
from collections.abc import Iterable

from mlsd_graph.store.connection import rows_for


def numbers(connection: sqlite3.Connection, table: str, names: Iterable[str]) -> dict[str, int]:
    """Find the numbers of the names that have one; `table` is one of our three."""
    return dict(
        rows_for(connection, f"SELECT name, n FROM {table} WHERE name IN ({{}})", list(names))
    )


def intern_all(connection: sqlite3.Connection, table: str, names: Iterable[str]) -> dict[str, int]:
    """Find or make the numbers of many names."""
    wanted = list(dict.fromkeys(names))
    found = numbers(connection, table, wanted)
    missing = [name for name in wanted if name not in found]
    if missing:
        connection.executemany(
            f"INSERT INTO {table} (name) VALUES (?)", [(name,) for name in missing]
        )
        found |= numbers(connection, table, missing)
    return found


def intern(connection: sqlite3.Connection, table: str, name: str) -> int:
    """Find or make the number of one name."""
    return intern_all(connection, table, (name,))[name]
