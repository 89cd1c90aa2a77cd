"""Puts a file in place: whole, on the disk and looked at, or not at all."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def place(content: bytes, target: Path, inspect: Callable[[Path], None] | None = None) -> None:
    """Write beside the target, let `inspect` read it there, and only then rename it into place.

    What `inspect` raises passes through. However it ends, no temporary file is left, and unless
    it ends well a file that stood at the target is untouched.

    Raises:
        OSError: It could not be written.
    """
    target = Path(os.path.realpath(target))  # a symbolic link stays one
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        _write(part, content)
        if inspect is not None:
            inspect(part)
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system can; the rename itself is done
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
