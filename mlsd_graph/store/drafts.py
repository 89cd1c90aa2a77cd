"""Unfinished work beside the log: small texts that are replaced while somebody types.

They are no part of the truth. The log only grows, so what changes every second stays out of it.
"""

from collections.abc import Iterator
from pathlib import Path

from mlsd_graph.errors import NotSavedError
from mlsd_graph.store.device import sync_folder, write_durably

LARGEST = 4 << 20
"""Bytes; a larger file is none of ours."""
_ENDING = ".json"


class Drafts:
    """The drafts of one folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, text: str) -> None:
        """Replace a draft durably; raises NotSavedError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_durably(self._file(name), text.encode("utf-8", "replace"))
        except OSError as error:
            raise NotSavedError(
                f"Not saved: {self._file(name)} cannot be written ({error.strerror}).",
                "Free some space, or check the rights of the folder.",
            ) from error

    def read(self, name: str) -> str | None:
        """Read a draft; None where there is none that can be read."""
        file = self._file(name)
        try:
            if file.stat().st_size > LARGEST:
                return None
            return file.read_text("utf-8", "replace")
        except OSError:
            return None

    def names(self) -> Iterator[str]:
        """Name all drafts, the newest first."""
        try:
            files = [(file.stat().st_mtime, file) for file in self._folder.glob(f"*{_ENDING}")]
        except OSError:
            files = []
        for _, file in sorted(files, reverse=True):
            yield file.name.removesuffix(_ENDING)

    def remove(self, name: str) -> None:
        """Remove a draft, if it is there."""
        try:
            self._file(name).unlink(missing_ok=True)
            sync_folder(self._folder)
        except OSError:
            # It stays and is passed over: the log says that its work has ended.
            return

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}{_ENDING}"
