"""Remembers proposed grids between runs, in a file that can be lost or damaged at any time."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, cast

from mlsd_graph.content.chartrecords import Flowchart, Grid
from mlsd_graph.content.flowchart import text

_FORMAT, _MOST, _LARGEST = 1, 500, 1 << 20


class _File:
    """Where grids are kept; the composition root says."""

    path: Path | None = None


def keep_in(path: Path | None) -> None:
    """Choose the file; None forgets all when the process ends."""
    _File.path = path


def recall(chart: Flowchart) -> Grid | None:
    """Look up the grid of a chart; None unless it names each of its blocks once."""
    found = _read().get(_key(chart))
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


def remember(chart: Flowchart, grid: Grid) -> None:
    """Keep a grid; a failure costs only the time to find it again."""
    if _File.path is None:
        return
    known = _read()
    known.pop(_key(chart), None)
    kept = dict([*known.items(), (_key(chart), [list(row) for row in grid])][-_MOST:])
    with contextlib.suppress(OSError):
        _File.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=_File.path.parent, prefix=".places-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, "grids": kept}, file)
            Path(name).replace(_File.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _read() -> dict[str, Any]:
    if _File.path is None:
        return {}
    try:
        if _File.path.stat().st_size > _LARGEST:
            return {}
        held: Any = json.loads(_File.path.read_bytes())
        if held["format"] != _FORMAT:
            return {}
        grids: Any = held["grids"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return cast("dict[str, Any]", grids) if isinstance(grids, dict) else {}


def _key(chart: Flowchart) -> str:
    return hashlib.sha256(text(chart._replace(grid=None)).encode()).hexdigest()[:32]
