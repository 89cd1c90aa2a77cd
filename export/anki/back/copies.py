"""Folders for copies of a collection or a state: private, and gone when done with.

A killed program leaves its copy behind, which may be gigabytes; the next import clears it away.
"""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "mlsd-import-"
_STALE_S = 86_400
"""No import takes a day."""


@contextmanager
def copying() -> Generator[Path]:
    """Make a folder that only this user can read; it is removed at the end."""
    _clear_stale(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as folder:
        yield Path(folder)


def _clear_stale(parent: Path) -> None:
    before = time.time() - _STALE_S
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and _is_ours(entry, before):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_ours(entry: "os.DirEntry[str]", before: float) -> bool:
    """Whether an entry is a folder of this user, no link, untouched since some time."""
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    mine = not hasattr(os, "getuid") or facts.st_uid == os.getuid()
    return mine and stat.S_ISDIR(facts.st_mode) and facts.st_mtime < before
