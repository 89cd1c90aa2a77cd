"""What the author says of one block of a diagram, and of the arrows at it."""

from collections.abc import Mapping

from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.content.figurecards import part_name
from mlsd_graph.content.records import PageHead
from tui.rendering import styles
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document


def draw_facts(  # noqa: PLR0913  what is known of the block
    diagram: Diagram,
    name: str,
    width: int,
    pages: Mapping[str, PageHead],
    *,
    is_open: bool,
    shown: int | None,
) -> Rendered:
    """Write label, kind and reason of a block, then the reasons of its arrows.

    Args:
        diagram: What is on the screen.
        name: Id of the focused block.
        width: Columns.
        pages: What links lead to, by id.
        is_open: Whether the block may be named.
        shown: How many blocks a rebuild has brought; None outside one.
    """
    document = Document(width, pages=pages)
    count = len(diagram.chart.blocks)
    if shown == 0:
        document.text("Which block comes first, and why? space shows it.", styles.QUIET)
        return document.rendered()
    if not is_open:
        document.text("What stands here, and why? space shows it.", styles.QUIET)
        return document.rendered()
    block = diagram.block(name)
    progress = f"   {shown} of {count}, space for the next" if shown is not None else ""
    document.text(f"{block.label} ({block.kind}){progress}", styles.HEADINGS[2])
    reason = diagram.reason(name)
    if reason is not None and reason.concept:
        title = pages[reason.concept].title if reason.concept in pages else reason.concept
        document.item(reason.concept, title, reason.text)
    elif reason is not None:
        document.entry("• ", reason.text)
    for arrow in diagram.chart.arrows:
        said = diagram.reason(arrow.part)
        if said is not None and name in (arrow.source, arrow.target) and shown is None:
            document.entry("• ", f"{part_name(diagram, arrow.part)}: {said.text}")
    return document.rendered()
