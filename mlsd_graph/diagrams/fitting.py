"""How well a diagram fits what it is drawn on; remembered, as finding it out takes two layouts."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mlsd_graph.content.chartrecords import Flowchart
from mlsd_graph.content.flowchart import text
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import PICTURE, TEXT
from mlsd_graph.diagrams.remembering import keep, look_up

_TABLE = "fits"


class Fit(NamedTuple):
    """What came of a diagram in the terminal and as a picture."""

    width: int
    """Columns in the terminal."""
    drawing: tuple[int, ...]
    """Indices of the arrows whose labels stand in the legend below the drawing."""
    picture: tuple[int, ...]
    """Those in the legend of the picture."""


def fit(chart: Flowchart) -> Fit:
    """Tell how a placed diagram fits.

    Raises:
        ValueError: If it has no grid.
    """
    if chart.grid is None:
        raise ValueError("the chart is not placed")
    key = hashlib.sha256(f"{_engine()}\n{text(chart)}".encode()).hexdigest()[:32]
    known = _read(look_up(_TABLE, key), len(chart.arrows))
    if known is None:
        drawn = lay_out(chart, chart.grid, TEXT)
        pictured = lay_out(chart, chart.grid, PICTURE)
        known = Fit(drawn.geometry.width, tuple(drawn.legend), tuple(pictured.legend))
        keep(_TABLE, key, known)
    return known


@cache
def _engine() -> str:
    """Stamp this package: what another version of it found says nothing of this one."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    stamps = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return repr(stamps)


def _read(held: Any, arrows: int) -> Fit | None:
    """Take what was remembered only if it can be true of so many arrows."""
    match held:
        case [int(width), [*drawing], [*picture]]:
            indices: list[Any] = [*drawing, *picture]
            if all(isinstance(each, int) and 0 <= each < arrows for each in indices):
                return Fit(width, tuple(drawing), tuple(picture))
        case _:
            pass
    return None
