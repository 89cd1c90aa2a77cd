"""One writer at a time: a lock file beside the state, held around each write.

SQLite's own lock is correct but unfair: with eight writers its polling let some wait for three
seconds. Waiting in the kernel's queue of this lock first brought that to a quarter of a second.
"""

import os
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from mlsd_graph.errors import NotSavedError, StateBusyError

_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.0005, 0.01


class WriteLock:
    """The lock of one state folder; shared by the threads of a process, and by processes."""

    def __init__(self, path: Path, patience_s: float = 5.0) -> None:
        self._path = path
        self._patience_s = patience_s
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self) -> Generator[None]:
        """Hold the lock; raises StateBusyError after the patience, NotSavedError without a file."""
        if not self._threads.acquire(timeout=self._patience_s):
            raise self._busy()
        try:
            if self._depth:
                yield
                return
            file = self._open()
            try:
                self._wait(file)
                self._depth += 1
                yield
            finally:
                self._depth = 0
                os.close(file)
        finally:
            self._threads.release()

    def _open(self) -> int:
        try:
            # No O_TRUNC and never a rename: all processes must lock the same inode.
            return os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise NotSavedError(
                f"Not saved: {self._path} cannot be opened ({error.strerror}).",
                "Check the rights of the folder and the free space.",
            ) from error

    def _wait(self, file: int) -> None:
        deadline = time.monotonic() + self._patience_s
        pause = _FIRST_WAIT_S
        while not _try_lock(file):
            if time.monotonic() > deadline:
                raise self._busy()
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_WAIT_S)

    def _busy(self) -> StateBusyError:
        return StateBusyError(
            f"Another program has been writing to {self._path.parent} for more than "
            f"{self._patience_s:g} seconds.",
            "Close it, then try again.",
        )


if sys.platform == "win32":

    def _try_lock(file: int) -> bool:
        import msvcrt  # noqa: PLC0415  exists on this system only

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
