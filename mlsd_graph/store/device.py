"""The device id: a file beside the state, so that a copied or restored state is a new device."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from mlsd_graph.errors import NotSavedError

_FORM = re.compile(r"[0-9a-f]{32}")


def read_device(file: Path) -> str:
    """Read the device id; empty where there is none or the file is damaged."""
    try:
        text = file.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
    return text if _FORM.fullmatch(text) else ""


def new_device(file: Path, entropy: Callable[[int], bytes] = os.urandom) -> str:
    """Choose a device id and store it durably; raises NotSavedError."""
    name = entropy(16).hex()
    try:
        write_durably(file, f"{name}\n".encode())
    except OSError as error:
        raise NotSavedError(
            f"{file} cannot be written ({error.strerror}).",
            "Check the rights of the folder and the free space.",
        ) from error
    return name


def write_durably(file: Path, content: bytes) -> None:
    """Replace a file so that after a power cut it is the old one or the new one."""
    part = file.with_name(f"{file.name}.part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder durable, where the system lets folders be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
