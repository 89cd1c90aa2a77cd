"""Places the blocks of a chart that has no grid."""

from mlsd_graph.content.chartrecords import Flowchart, Grid


def placed(chart: Flowchart) -> Flowchart:
    """Give back the chart with a grid."""
    return chart if chart.grid is not None else chart._replace(grid=propose(chart))


def propose(chart: Flowchart) -> Grid:
    """Propose a grid: each lane its own column, free blocks in a last one."""
    columns = [[b.id for b in chart.blocks if b.lane == lane.id] for lane in chart.lanes]
    columns.append([b.id for b in chart.blocks if b.lane is None])
    columns = [column for column in columns if column]
    rows = max(map(len, columns))
    return tuple(
        tuple(column[row] if row < len(column) else None for column in columns)
        for row in range(rows)
    )
