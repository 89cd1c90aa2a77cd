"""Takes off a finished layout the rows above and below it that were reserved and stayed empty."""

from collections.abc import Iterator

from mlsd_graph.diagrams.finishing import Layout
from mlsd_graph.diagrams.geometry import Box, Geometry
from mlsd_graph.diagrams.labels import Label
from mlsd_graph.diagrams.measures import Measures


def trimmed(layout: Layout, measures: Measures) -> Layout:
    """Begin with the first row in which something stands, and end with the last."""
    ends = list(_ends(layout, measures.thick))
    # What a picture draws around its lines needs a little more than the lines themselves.
    top = max(0, min(top for top, _ in ends) - measures.title_gap)
    bottom = min(layout.geometry.height, max(bottom for _, bottom in ends) + measures.title_gap)
    return layout._replace(
        geometry=_raised(layout.geometry, top)._replace(height=bottom - top),
        labels={index: _lifted(label, top) for index, label in layout.labels.items()},
        titles={name: _lifted(title, top) for name, title in layout.titles.items()},
        marks={index: (x, y - top) for index, (x, y) in layout.marks.items()},
    )


def _ends(layout: Layout, thick: int) -> Iterator[tuple[int, int]]:
    """Give the upper and the lower end of all that is drawn."""
    drawn, titles = layout.geometry, layout.titles.values()
    labels = [label.box for label in [*layout.labels.values(), *titles]]
    for box in [*drawn.blocks.values(), *labels]:
        yield box.y, box.y + box.h
    for box in drawn.lanes.values():
        # Where a lane begins was fixed before it was known how many lines its title takes.
        yield box.y + box.h, box.y + box.h
    for line in drawn.lines:
        yield min(y for _, y in line), max(y for _, y in line) + thick


def _raised(geometry: Geometry, by: int) -> Geometry:
    return geometry._replace(
        blocks={name: _up(box, by) for name, box in geometry.blocks.items()},
        lines=[[(x, y - by) for x, y in line] for line in geometry.lines],
        lanes={name: _up(box, by) for name, box in geometry.lanes.items()},
        bands={row: (top - by, bottom - by) for row, (top, bottom) in geometry.bands.items()},
    )


def _up(box: Box, by: int) -> Box:
    """Raise a box; of a lane's, what stands out above is cut off."""
    top = max(0, box.y - by)
    return box._replace(y=top, h=box.y + box.h - by - top)


def _lifted(label: Label, by: int) -> Label:
    return label._replace(box=_up(label.box, by))
