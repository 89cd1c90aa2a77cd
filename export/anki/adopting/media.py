"""Pictures and sounds of a package, written under checked names into one folder."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from export.anki.adopting.files import is_name
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


def held_media(archive: Archive, version: int, wanted: Collection[str]) -> dict[str, str]:
    """Find the wanted files: name → entry of the archive.

    Raises:
        PackageError: The map is damaged, or a file is named twice, for systems in which upper and
            lower case are one.
    """
    if not wanted or _MAP not in archive:
        return {}
    found: dict[str, str] = {}
    spelled: set[str] = set()
    for entry, name in _named(archive, version):
        if name in wanted and is_name(name) and entry in archive:
            if name.casefold() in spelled:
                raise PackageError(f"{archive.path} holds the file {name[:80]!r} twice.")
            spelled.add(name.casefold())
            found[name] = entry
    return found


def copy_media(archive: Archive, version: int, held: Mapping[str, str], folder: Path) -> None:
    """Copy the files that `held_media` found; nothing is overwritten.

    Raises:
        PackageError: A file is damaged or too large.
    """
    if not held:
        return
    left = _ALL_LIMIT
    folder.mkdir(parents=True, exist_ok=True)
    for name, entry in held.items():
        allowance = Allowance(name, min(left, _FILE_LIMIT))
        pieces = archive.stream(entry, allowance, zstd=version >= _PACKED)
        with closing(pieces), (folder / name).open("xb") as file:
            file.writelines(pieces)
        left -= allowance.taken


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
