"""Values that are kept in a file of the cache under a key, which names what they were made from."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast


def read(path: Path, key: str, longest: int) -> Mapping[str, Any] | None:
    """Read what was kept under a key; None where there is nothing of it that makes sense."""
    found = read_any(path, longest)
    return found if found is not None and found.get("key") == key else None


def read_any(path: Path, longest: int) -> Mapping[str, Any] | None:
    """Read what was kept under whichever key.

    Of a file of more than `longest` characters nothing makes sense.
    """
    try:
        with path.open(encoding="utf-8") as file:
            raw: Any = json.loads(file.read(longest))
    except (OSError, ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", raw) if isinstance(raw, dict) else None


def write(path: Path, key: str, values: Mapping[str, object]) -> None:
    """Keep values under a key; a disk that refuses costs the time to make them again."""
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"key": key, **values}), encoding="utf-8")
        new.replace(path)
    except OSError:
        return
