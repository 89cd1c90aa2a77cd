"""Pictures and sounds of a package, written under checked names into one folder."""

import json
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from export.anki.allowlist import is_file_name
from export.anki.back.archive import Archive
from export.anki.back.inflating import Allowance
from export.anki.back.wire import bytes_of, messages
from mlsd_graph.errors import PackageError

_MAP = "media"
_MAP_LIMIT = 32 << 20
_FILE_LIMIT = 64 << 20
_ALL_LIMIT = 2 << 30
_PACKED = 3
"""Version from which media and their map are compressed."""


def copy_media(archive: Archive, version: int, wanted: Collection[str], folder: Path) -> int:
    """Copy the wanted files and return how many there were; nothing is overwritten.

    Raises:
        PackageError: The map or a file is damaged, too large, or named twice.
    """
    if not wanted or _MAP not in archive:
        return 0
    names: dict[str, str] = {}
    for entry, name in _named(archive, version):
        if name in wanted and is_file_name(name) and entry in archive:
            if name.casefold() in names:
                raise PackageError(f"{archive.path} holds the file {name[:80]!r} twice.")
            names[name.casefold()] = entry
    spelled = {name.casefold(): name for name in wanted}
    left = _ALL_LIMIT
    folder.mkdir(parents=True, exist_ok=True)
    for folded, entry in names.items():
        allowance = Allowance(spelled[folded], min(left, _FILE_LIMIT))
        pieces = archive.stream(entry, allowance, zstd=version >= _PACKED)
        with closing(pieces), (folder / spelled[folded]).open("xb") as file:
            file.writelines(pieces)
        left -= allowance.taken
    return len(names)


def _named(archive: Archive, version: int) -> Iterator[tuple[str, str]]:
    """Yield names of entries with the names of the files in them."""
    raw = archive.read(_MAP, _MAP_LIMIT, zstd=version >= _PACKED)
    try:
        if version >= _PACKED:
            entries = (value for field, value in messages(raw) if field == 1)
            for place, entry in enumerate(entries):
                if isinstance(entry, bytes):
                    yield str(place), bytes_of(entry, 1).decode()
            return
        found: Any = json.loads(raw)
        for entry, name in cast("dict[str, object]", found).items():
            yield entry, str(name)
    except (ValueError, AttributeError, RecursionError) as error:
        raise PackageError(f"{archive.path}: the map of media is damaged ({error}).") from error
