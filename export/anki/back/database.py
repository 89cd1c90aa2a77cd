"""A stranger's SQLite file, read as if it wanted to do harm.

A schema can turn `notes` into a view, a virtual table or a column that computes for ever, and a
damaged tree can have no end. So only plain tables are read, without any index, by statements that
an authorizer has let through, within a number of steps that grows with the size of the file.
"""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mlsd_graph.errors import PackageError

TABLES = ("col", "notes", "cards", "revlog", "decks", "notetypes", "fields", "templates")
_VALUE_LIMIT = 32 << 20
"""Bytes of one value or row."""
_STEPS = 100_000
"""Instructions of SQLite between two looks at how many there were."""
_STEPS_PER_BYTE = 20
_BATCH = 1_000
_MOST_NAMES = 100
_SMALLEST_ROW = 4
"""Bytes that a row takes at least: a table with more rows than that has a loop in it."""
_HARMLESS = {(sqlite3.SQLITE_READ, table) for table in (*TABLES, "sqlite_master", "sqlite_schema")}
_FUNCTIONS = frozenset({"typeof", "length", "substr", "count"})


class Foreign:
    """An open foreign database, of which whole tables can be read in batches."""

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        self._connection = connection
        self._size = size
        self._tables = _plain_tables(connection)

    def __contains__(self, table: str) -> bool:
        return table in self._tables

    def rows(
        self, table: str, columns: str, at_once: int = _BATCH
    ) -> Iterator[list[tuple[object, ...]]]:
        """Read columns of a table, some rows at a time, in the order of the file.

        Raises:
            PackageError: There is no such plain table, or it cannot be read to its end.
        """
        if table not in self._tables:
            raise PackageError(f"The collection has no table {table}: Anki has not written it.")
        seen, most = 0, self._size // _SMALLEST_ROW
        with _speaking():
            cursor = self._connection.execute(
                f"SELECT {columns} FROM main.{table} NOT INDEXED"  # noqa: S608  constants
            )
            cursor.arraysize = at_once
            while batch := cursor.fetchmany():
                seen += len(batch)
                if seen > most:
                    raise PackageError(f"The collection's table {table} has no end: it is damaged.")
                yield batch

    def count(self, table: str) -> int:
        """Count the rows of a table, in a loop that can be stopped if there is no end to them."""
        if table not in self._tables:
            return 0
        with _speaking():
            statement = f"SELECT count(id) FROM main.{table} NOT INDEXED WHERE typeof(id) <> ''"  # noqa: S608  constants
            return int(self._connection.execute(statement).fetchone()[0])


@contextmanager
def reading(path: Path) -> Generator[Foreign]:
    """Open a file for nothing but reading plain tables of it."""
    size = path.stat().st_size
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = _text
        connection.create_collation("unicase", _unicase)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _VALUE_LIMIT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_VDBE_OP, 10_000)
        with _speaking():
            for pragma in ("query_only=1", "trusted_schema=0", "cell_size_check=1", "mmap_size=0"):
                connection.execute(f"PRAGMA {pragma}")
            connection.set_progress_handler(_Steps(size).passed, _STEPS)
            foreign = Foreign(connection, size)
            connection.set_authorizer(_allowed)
        yield foreign


@contextmanager
def _speaking() -> Generator[None]:
    """Turn what SQLite says of a foreign file into an error with a sentence."""
    try:
        yield
    except (sqlite3.Error, OverflowError, MemoryError, UnicodeError) as error:
        raise PackageError(
            f"The collection cannot be read ({error}).", "Export it again; nothing was imported."
        ) from error


def bounded(column: str, length: int) -> str:
    """Write a column so that a value which is too long reads as nothing.

    In a damaged file a thousand rows may share one long value that hardly takes room.
    """
    return f"CASE WHEN length({column}) <= {length} THEN {column} END"


class _Steps:
    """Counts what SQLite has done, and stops it when no honest file would need more."""

    def __init__(self, size: int) -> None:
        self._left = 200 + size * _STEPS_PER_BYTE // _STEPS

    def passed(self) -> int:
        self._left -= 1
        return int(self._left < 0)


def _plain_tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Name the tables of Anki that hold what they say: no view, nothing virtual or computed."""
    marks = ",".join("?" * len(TABLES))
    named = connection.execute(
        f"SELECT type, lower(name), sql FROM sqlite_master WHERE lower(name) IN ({marks})"  # noqa: S608  marks
        f" LIMIT {_MOST_NAMES}",
        TABLES,
    ).fetchall()
    plain: set[str] = set()
    for kind, name, sql in named:
        if kind != "table" or not isinstance(sql, str) or "virtual" in sql.lower()[:40]:
            raise PackageError(f"The collection's {name} is no table: Anki has not written it.")
        columns = connection.execute(f"PRAGMA main.table_xinfo({name})").fetchall()
        if any(column[6] for column in columns):
            raise PackageError(f"The collection's {name} computes: Anki has not written it.")
        plain.add(name)
    return frozenset(plain)


def _allowed(
    action: int, first: str | None, _second: str | None, _database: str | None, inner: str | None
) -> int:
    """Let through the reading of Anki's tables themselves, and nothing else."""
    if inner is None:
        if action == sqlite3.SQLITE_SELECT or (action, first) in _HARMLESS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and _second in _FUNCTIONS:
            return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _unicase(one: str, other: str) -> int:
    """Compare as Anki does the names of decks and note types."""
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)
