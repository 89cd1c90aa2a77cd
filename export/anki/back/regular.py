"""Opens regular files only: a pipe would wait for ever, a device never end."""

import os
import stat
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

from mlsd_graph.errors import PackageError

LARGEST = 1 << 36
"""Bytes: 64 GB, more than any collection with its media."""


def open_regular(path: Path) -> BufferedReader:
    """Open a file to read it.

    Raises:
        PackageError: It is not there, no regular file, or larger than any package.
    """
    try:
        file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115  the caller closes
    except OSError as error:
        raise PackageError(f"{path}: {error.strerror or error}.") from error
    found = os.fstat(file.fileno())
    if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST:
        return file
    with suppress(OSError):
        file.close()
    if stat.S_ISREG(found.st_mode):
        raise PackageError(f"{path} is larger than {LARGEST >> 30} GB, as no package is.")
    raise PackageError(f"{path} is no regular file.", "Name a file that Anki exported.")


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
