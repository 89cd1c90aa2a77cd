"""Diagrams: layout and paint of the largest shipped ones, a change of focus, and Graphviz."""

import re
import shutil
import statistics
import subprocess
from functools import partial

from benchmarks.full_charts import full_chart
from benchmarks.table import Row, interleaved, seconds
from mlsd_graph.content.chartrecords import FlowchartErrors
from mlsd_graph.content.flowchart import Flowchart, parse
from mlsd_graph.diagrams.layout import lay_out
from mlsd_graph.diagrams.measures import TEXT
from mlsd_graph.diagrams.svg import picture
from mlsd_graph.diagrams.text import paint
from mlsd_graph.paths import shipped_content

_FENCE = re.compile(r"^```mermaid\n(.*?)^```", re.DOTALL | re.MULTILINE)
_ROUNDS = 5
_PAINTED_SECONDS, _FOCUS_SECONDS = 0.030, 0.016
"""Waits that are not felt: a page that opens, and a step of the focus."""


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure on shipped diagrams of 13 and 14 blocks, per diagram."""
    found = _largest()[: 4 if quick else 20]
    charts = [chart for chart, _ in found]
    each = 1 / len(charts)

    def painted() -> None:
        lay_out.cache_clear()
        for chart in charts:
            paint(chart)

    def focus() -> None:
        for chart in charts:
            paint(chart, focus=chart.blocks[-1].id)

    def parsed() -> None:
        for _, source in found:
            parse(source)

    ours, theirs = interleaved(painted, parsed, _ROUNDS)
    painted()
    moved, _ = interleaved(focus, parsed, _ROUNDS)
    rows = [
        Row("lay out and paint", ours * each, "30 ms", _PAINTED_SECONDS, 1),
        Row("paint a change of focus", moved * each, "16 ms", _FOCUS_SECONDS, 1),
        Row("lay out and paint", ours * each, "parsing the subset alone", theirs * each, 60),
    ]
    rows.append(_fullest(40 if quick else 200))
    return rows + _graphviz(charts, each)


def _fullest(charts: int) -> Row:
    """Lay out random diagrams as full as the rules allow; tell the 95th percentile."""
    taken: list[float] = []
    for seed in range(charts):
        chart = full_chart(seed)
        taken.append(min(seconds(partial(_afresh, chart)) for _ in range(3)))
    worst = statistics.quantiles(taken, n=20)[-1]
    return Row("lay out 14 blocks, 22 arrows, p95", worst, "30 ms", _PAINTED_SECONDS, 1)


def _afresh(chart: Flowchart) -> None:
    lay_out.cache_clear()
    if chart.grid is not None:
        lay_out(chart, chart.grid, TEXT)


def _largest() -> list[tuple[Flowchart, str]]:
    """Read the diagrams of 13 blocks and more that have their places."""
    found: list[tuple[Flowchart, str]] = []
    for path in sorted(shipped_content().rglob("*.md")):
        for source in _FENCE.findall(path.read_text(encoding="utf-8")):
            try:
                chart = parse(source)
            except FlowchartErrors:
                continue
            if chart.grid is not None and len(chart.blocks) >= 13:
                found.append((chart, source))
    return found


def _graphviz(charts: list[Flowchart], each: float) -> list[Row]:
    """Compare with dot, its start included, where it is installed."""
    dot = shutil.which("dot")
    if dot is None:
        return []
    texts = [_dot(chart) for chart in charts]

    def ours() -> None:
        lay_out.cache_clear()
        for chart in charts:
            picture(chart, "Diagram")

    def theirs() -> None:
        for text in texts:
            subprocess.run([dot, "-Tsvg"], input=text.encode(), capture_output=True, check=True)

    our, their = interleaved(ours, theirs, _ROUNDS)
    return [Row("a picture", our * each, "dot -Tsvg", their * each, 1)]


def _dot(chart: Flowchart) -> str:
    """Write a chart in Graphviz's language: lanes as clusters, lines with right angles."""
    lines = ["digraph {", "splines=ortho", "node [shape=box]"]
    for lane in chart.lanes:
        names = " ".join(f'"{b.id}"' for b in chart.blocks if b.lane == lane.id)
        lines.append(f'subgraph "cluster_{lane.id}" {{ label="{lane.title}" {names} }}')
    lines += [f'"{block.id}" [label="{block.label}"]' for block in chart.blocks]
    lines += [f'"{a.source}" -> "{a.target}" [xlabel="{a.label}"]' for a in chart.arrows]
    return "\n".join([*lines, "}"])
