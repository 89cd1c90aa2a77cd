"""A diagram as a list: what each block is, where its arrows lead, and why it is there."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.content.figurecards import part_name
from mlsd_graph.content.records import PageHead
from mlsd_graph.diagrams.sentences import sentences
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document

_FOCUS, _BULLET, _INSIDE = "▸ ", "• ", "    "


class Listed(NamedTuple):
    """The list, and where in it each block is told of."""

    rendered: Rendered
    rows: dict[str, tuple[int, int]]
    """Block id → its first line, and how many it has."""


def draw_list(  # noqa: PLR0913  what is shown of the diagram
    diagram: Diagram,
    width: int,
    pages: Mapping[str, PageHead],
    *,
    focus: str,
    hidden: Collection[str],
    revealed: Collection[str] | None,
) -> Listed:
    """List the blocks in the author's order; of a hidden one neither label nor reason is told."""
    document = Document(width, pages=pages)
    chart = diagram.chart
    shown = [block.id for block in chart.blocks if revealed is None or block.id in revealed]
    told = set(shown) - set(hidden)
    rows: dict[str, tuple[int, int]] = {}
    for name, fact in zip(shown, sentences(chart, hidden=hidden, revealed=revealed), strict=True):
        top = document.height
        document.entry(_FOCUS if name == focus else _BULLET, fact)
        if name in told:
            _reasons(document, diagram, name, told, pages)
        rows[name] = (top, document.height - top)
    return Listed(document.rendered(), rows)


def _reasons(
    document: Document,
    diagram: Diagram,
    name: str,
    told: Collection[str],
    pages: Mapping[str, PageHead],
) -> None:
    """Write why a block is there, with its link, and why the arrows that leave it are."""
    reason = diagram.reason(name)
    if reason is not None and reason.concept:
        title = pages[reason.concept].title if reason.concept in pages else reason.concept
        document.item(reason.concept, title, reason.text, marker=_INSIDE)
    elif reason is not None:
        document.entry(_INSIDE, reason.text)
    for arrow in diagram.chart.arrows:
        said = diagram.reason(arrow.part)
        if said is not None and arrow.source == name and arrow.target in told:
            document.entry(_INSIDE, f"{part_name(diagram, arrow.part)}: {said.text}")
