"""Going back to a backup; needs no readable state, as that is when it is wanted."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mlsd_graph.errors import NotSavedError, StateError
from mlsd_graph.paths import Paths
from mlsd_graph.store import backup
from mlsd_graph.store.device import new_device
from mlsd_graph.store.lock import WriteLock
from mlsd_graph.store.opening import state_folder_files


class Restored(NamedTuple):
    """Which backup is the state now, and where the former file is."""

    source: Path
    events: int
    kept: Path | None
    """The file that was replaced; None if there was none."""


def restore(
    paths: Paths, clock: Callable[[], tuple[int, int]], source: Path | None = None
) -> Restored:
    """Go back to a backup, the newest good one by default.

    The state becomes a new device, so that numbers are never given twice. The replaced file stays
    beside it, and is backed up first where it is sound; no old backup is rotated away.
    """
    lock_file, device_file = state_folder_files(paths)
    try:
        paths.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(f"{paths.state} cannot be made ({error.strerror}).") from error
    with WriteLock(lock_file).held():
        chosen, events = _good(paths, source)
        now_ms = clock()[0]
        if paths.database.exists():
            with suppress(StateError):
                backup.make(paths, now_ms, "before-restore")
        new_device(device_file)
        kept = backup.put_in_place(paths, chosen, now_ms)
    return Restored(chosen, events, kept)


def _good(paths: Paths, source: Path | None) -> tuple[Path, int]:
    if source is not None:
        if not source.is_file():
            raise StateError(f"There is no backup {source}.", "`mlsd doctor` lists the backups.")
        return source, backup.verify(source)
    for found in backup.listed(paths):
        with suppress(StateError):
            return found.path, backup.verify(found.path)
    message = f"There is no good backup in {paths.backups}; the state is unchanged."
    raise StateError(
        message, f"To begin anew, move {paths.database} away: your log may still be read from it."
    )
