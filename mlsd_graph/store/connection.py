"""Opening the state file the way its durability was measured, and SQLite's errors in our words.

A rollback journal that is truncated, with `synchronous=EXTRA`, lost no acknowledged review in
any simulated power cut; a write-ahead log did, and cannot be opened on a read-only disk.
"""

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mlsd_graph.errors import NotSavedError, StateBusyError, StateDamagedError, StateError

APPLICATION_ID = 0x6D6C7364
"""The letters mlsd in the header of every state file."""
BUSY_MS = 5000
"""How long SQLite waits for another process."""
BACKUPS = "backups"
"""Folder beside the state file."""
RESTORE_HINT = "Run `mlsd doctor` to see what is wrong, and `mlsd doctor --restore` to go back \
to the newest good backup; the damaged file is kept."

IN_LIST = 500
"""Values bound to one IN list; every SQLite takes 999."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=TRUNCATE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    # The 100,000 states and their index fit, so that a queue reads each page once.
    "cache_size=-32768",
)


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open a state file to read it, after playing back what a kill in a commit left behind.

    A connection that may not write cannot play back the journal, and sees a sound file as damaged.
    """
    journal = path.with_name(path.name + "-journal")
    try:
        is_hot = journal.stat().st_size > 0
    except OSError:
        is_hot = False
    if is_hot:
        try:
            connection = connect(path)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            connection.execute("PRAGMA query_only=ON")
        except sqlite3.OperationalError:
            return connect(path, "ro")
        return connection
    return connect(path, "ro")


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open a state file; `mode` is SQLite's: ro, rw or rwc.

    Transactions are begun and ended by hand. The connection may wander between threads; whoever
    shares it must let one thread at a time use it.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def way_back(path: Path) -> str:
    """Say what to do about a damaged state file: go to a backup, or begin anew where none is."""
    if any((path.parent / BACKUPS).glob("*.sqlite")):
        return RESTORE_HINT
    return (
        "There is no backup. `mlsd doctor --rebuild` mends it where only the cache is damaged. "
        f"Else move {path} away to begin anew, and keep it: your log may still be read from it."
    )


def translated(error: sqlite3.Error, path: Path) -> StateError:
    """Say what a SQLite error means for the user: damaged, busy, not saved, or unusable."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _DAMAGED or "decode to UTF-8" in str(error):
        return StateDamagedError(f"{path} is damaged ({error}).", way_back(path))
    if code in _BUSY:
        return StateBusyError(
            f"Another program has held {path} for more than {BUSY_MS // 1000} seconds.",
            "Close it, then try again.",
        )
    if code == sqlite3.SQLITE_FULL:
        return NotSavedError("Not saved: the disk is full.", "Free some space, then try again.")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN}:
        return NotSavedError(
            f"Not saved: {path} cannot be written.", "Check the rights of the file and its folder."
        )
    if code == sqlite3.SQLITE_IOERR:
        return NotSavedError(
            f"Not saved: the disk refused the write ({error}).", "Check the disk, then try again."
        )
    return StateError(f"{path}: {error}.", "Run `mlsd doctor`.")


@contextmanager
def speaking(path: Path) -> Generator[None]:
    """Turn SQLite's errors inside the block into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, path) from error
    except UnicodeDecodeError as error:  # from a damaged schema, past sqlite3's own errors
        raise StateDamagedError(f"{path} is damaged ({error}).", way_back(path)) from error


def number(connection: sqlite3.Connection, sql: str) -> int:
    """Read one number, such as a pragma."""
    return int(connection.execute(sql).fetchall()[0][0])


def rows_for(
    connection: sqlite3.Connection, sql: str, values: Sequence[object]
) -> Iterator[tuple[Any, ...]]:
    """Run a query for many values, some hundred at a time; `{}` stands for its IN list."""
    for start in range(0, len(values), IN_LIST):
        part = values[start : start + IN_LIST]
        yield from connection.execute(sql.format(",".join("?" * len(part))), part).fetchall()
