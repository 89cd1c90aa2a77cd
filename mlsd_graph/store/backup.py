"""Backups: verified copies of the state, which of them are kept, and going back to one."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mlsd_graph.errors import NotSavedError, StateDamagedError, StateError
from mlsd_graph.paths import Paths
from mlsd_graph.store import log
from mlsd_graph.store.connection import connect, number, speaking
from mlsd_graph.store.device import sync_folder
from mlsd_graph.store.migrations import refuse_newer, verify_ours

EVERY_MS = 30 * 60_000
"""A backup is due this long after the last one, if anything was recorded since (Anki's figure)."""
_DAY_MS = 86_400_000
_ALL_DAYS, _DAILY, _WEEKLY = 2, 12, 10
_FORM = "%Y%m%dT%H%M%S%fZ"


class Backup(NamedTuple):
    """One verified copy in the folder of backups."""

    path: Path
    at_ms: int
    reason: str
    bytes: int


def make(paths: Paths, now_ms: int, reason: str = "daily") -> Backup:
    """Copy the state, open the copy again, check it, and only then give it its name.

    The caller holds the write lock. Raises NotSavedError where the disk refuses, and
    StateDamagedError where the state cannot be copied whole.
    """
    target = _unused(paths.backups, now_ms, f"-{reason}.sqlite")
    part = target.with_suffix(".part")
    try:
        paths.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with speaking(paths.database), closing(connect(paths.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        verify(part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(target)
        sync_folder(paths.backups)
    except NotSavedError as error:
        raise _refused(paths, error.message.removeprefix("Not saved: ").rstrip(".")) from error
    except OSError as error:
        raise _refused(paths, error.strerror or "unknown error") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return _described(target)


def _refused(paths: Paths, reason: str) -> NotSavedError:
    return NotSavedError(
        f"No backup could be made in {paths.backups} ({reason}).",
        "Check the rights of the folder and the free space.",
    )


def verify(path: Path) -> int:
    """Check a copy as a whole and count its events; raises StateDamagedError."""
    with speaking(path), closing(connect(path, "ro")) as connection:
        verify_ours(connection, path)
        found = connection.execute("PRAGMA quick_check(1)").fetchall()[0][0]
        events = number(connection, "SELECT count(*) FROM event")
        if found != "ok" or events != log.read_head(connection).events:
            raise StateDamagedError(f"The copy {path} is damaged ({found}, {events} events).")
        return events


def listed(paths: Paths) -> list[Backup]:
    """List the backups, newest first."""
    found: list[Backup] = []
    with suppress(OSError):
        for path in paths.backups.glob("*.sqlite"):
            with suppress(ValueError, OSError):
                found.append(_described(path))
    return sorted(found, key=lambda backup: backup.at_ms, reverse=True)


def is_due(paths: Paths, connection: sqlite3.Connection, now_ms: int) -> bool:
    """Whether enough time has passed and something has been recorded since the last backup."""
    backups = listed(paths)
    head = log.read_head(connection)
    if not backups:
        return head.events > 0
    # An absolute difference: a clock set back must not stop backups until it catches up.
    if abs(now_ms - backups[0].at_ms) < EVERY_MS:
        return False
    with suppress(StateError, sqlite3.Error), closing(connect(backups[0].path, "ro")) as copy:
        return log.read_head(copy)[1:] != head[1:]
    return True


def kept(times_ms: Sequence[int]) -> set[int]:
    """Choose what to keep: all of the last two days of use, then 12 daily and 10 weekly.

    Days and weeks are counted among the backups that exist, back from the newest: a clock that
    runs ahead must not make every backup look old.
    """
    if not times_ms:
        return set()
    newest = max(times_ms)
    keep = {at for at in times_ms if at > newest - _ALL_DAYS * _DAY_MS}
    for span, most in ((_DAY_MS, _DAILY), (7 * _DAY_MS, _WEEKLY)):
        last_of = {at // span: at for at in sorted(times_ms)}
        keep.update(sorted(last_of.values(), reverse=True)[:most])
    return keep


def rotate(paths: Paths) -> list[Path]:
    """Delete the backups that need not be kept; returns them."""
    backups = listed(paths)
    keep = kept([backup.at_ms for backup in backups])
    gone = [backup.path for backup in backups if backup.at_ms not in keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def put_in_place(paths: Paths, source: Path, now_ms: int) -> Path | None:
    """Replace the state by a checked copy of a backup; returns where the old state is kept.

    The caller holds the write lock and has closed the state. At every moment there is a whole
    state file under its name.
    """
    with speaking(source), closing(connect(source, "ro")) as connection:
        verify_ours(connection, source)
        refuse_newer(connection, source)
    verify(source)
    aside = _unused(paths.state, now_ms, "-replaced.sqlite")
    part = paths.state / "restore.part"
    journal = paths.database.with_name(f"{paths.database.name}-journal")
    try:
        paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, part)
        part.chmod(0o600)
        verify(part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        existed = paths.database.exists()
        if existed:
            _link(paths.database, aside)
        if journal.exists():
            # It belongs to the old file; beside the new one SQLite would play it back.
            journal.replace(aside.with_name(f"{aside.name}-journal"))
        part.replace(paths.database)
        sync_folder(paths.state)
    except OSError as error:
        raise NotSavedError(
            f"The backup could not be put in place ({error.strerror}); the state is unchanged.",
            "Check the rights of the folder and the free space.",
        ) from error
    return aside if existed else None


def _unused(folder: Path, at_ms: int, end: str) -> Path:
    """Name a file after a time; a later millisecond where there is one of that name."""
    while True:
        stamp = datetime.fromtimestamp(at_ms / 1000, UTC).strftime(_FORM)
        path = folder / f"{stamp[:-4]}Z{end}"
        if not path.exists():
            return path
        at_ms += 1


def _link(file: Path, aside: Path) -> None:
    try:
        os.link(file, aside)
    except OSError:
        shutil.copyfile(file, aside)  # a disk without hard links


def _described(path: Path) -> Backup:
    """Read time and reason from the name; raises ValueError for a name that is not ours."""
    stamp, _, reason = path.stem.partition("-")
    at = datetime.strptime(f"{stamp[:-1]}000Z", _FORM).replace(tzinfo=UTC)
    return Backup(path, round(at.timestamp() * 1000), reason, path.stat().st_size)
