"""Remembers between runs what takes long to find: proposed grids, and how a diagram fits.

All of it is in one file that can be lost or damaged at any time.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from mlsd_graph.content.chartrecords import Flowchart, Grid

_FORMAT, _MOST, _LARGEST = 2, 500, 1 << 20
_GRIDS = "grids"


class _File:
    """Where it is kept; the composition root says."""

    path: Path | None = None


def keep_in(path: Path | None) -> None:
    """Choose the file; None forgets all when the process ends."""
    _File.path = path


def recall(chart: "Flowchart") -> "Grid | None":
    """Look up the grid of a chart; None unless it names each of its blocks once."""
    found = look_up(_GRIDS, _key(chart))
    if not isinstance(found, list):
        return None
    rows = cast("list[Any]", found)
    if not all(isinstance(row, list) for row in rows):
        return None
    cells: list[Any] = [cell for row in rows for cell in row if cell is not None]
    names = sorted(block.id for block in chart.blocks)
    whole = all(isinstance(cell, str) for cell in cells) and sorted(cells) == names
    if not whole or len({len(row) for row in rows}) != 1:
        return None
    return tuple(tuple(row) for row in rows)


def remember(chart: "Flowchart", grid: "Grid") -> None:
    """Keep a grid; a failure costs only the time to find it again."""
    keep(_GRIDS, _key(chart), grid)


def look_up(table: str, key: str) -> Any:
    """Find what was kept; None where nothing was. What it says is to be doubted."""
    return _table(_read(), table).get(key)


def keep(table: str, key: str, value: Any) -> None:
    """Keep a value that JSON can hold; of each table the latest 500 stay."""
    if _File.path is None:
        return
    import tempfile  # noqa: PLC0415  see `_key`

    tables = _read()
    known = _table(tables, table)
    known.pop(key, None)
    tables[table] = dict([*known.items(), (key, value)][-_MOST:])
    with contextlib.suppress(OSError):
        _File.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=_File.path.parent, prefix=".places-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, "tables": tables}, file)
            Path(name).replace(_File.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _table(tables: dict[str, Any], name: str) -> dict[str, Any]:
    held: Any = tables.get(name)
    return cast("dict[str, Any]", held) if isinstance(held, dict) else {}


def _read() -> dict[str, Any]:
    if _File.path is None:
        return {}
    try:
        if _File.path.stat().st_size > _LARGEST:
            return {}
        held: Any = json.loads(_File.path.read_bytes())
        if held["format"] != _FORMAT:
            return {}
        tables: Any = held["tables"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return cast("dict[str, Any]", tables) if isinstance(tables, dict) else {}


def _key(chart: "Flowchart") -> str:
    # The app names the file before its first card, which would wait 9 ms for these.
    import hashlib  # noqa: PLC0415

    from mlsd_graph.content.flowchart import text  # noqa: PLC0415

    return hashlib.sha256(text(chart._replace(grid=None)).encode()).hexdigest()[:32]
