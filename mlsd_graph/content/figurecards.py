"""The cards of a diagram: one for each marked block and arrow, and one for the whole of it."""

from collections.abc import Iterator
from typing import NamedTuple

from mlsd_graph.content.chartorder import flow_order
from mlsd_graph.content.chartrecords import Arrow, Block, Diagram, Reason
from mlsd_graph.content.naming import diagram_key
from mlsd_graph.content.records import Card, CardHead, CardKind
from mlsd_graph.content.rows import CODE_OF


class Asked(NamedTuple):
    """One card before it has a uid."""

    kind: CardKind
    part: str
    """Empty for the whole diagram."""
    line: int
    name: str


def cards_of(diagram: Diagram) -> Iterator[Asked]:
    """Name the cards of a diagram, the whole of it first."""
    if diagram.card:
        yield Asked(CardKind.DIAGRAM, "", diagram.line, diagram.title)
    for reason in diagram.reasons:
        if reason.card:
            kind = CardKind.ARROW if diagram.arrow(reason.part) else CardKind.BLOCK
            shown = part_name(diagram, reason.part)
            yield Asked(kind, reason.part, reason.line, f"{diagram.title}: {shown}")


def part_name(diagram: Diagram, part: str) -> str:
    """Name a block by its label, and an arrow by those of both its ends."""
    arrow = diagram.arrow(part)
    return _ends(diagram, arrow) if arrow else diagram.block(part).label


def facts(diagram: Diagram) -> list[str]:
    """Write the cards as facts of a row."""
    key = diagram_key(diagram.key)
    return [
        fact
        for asked in cards_of(diagram)
        for fact in (key, CODE_OF[asked.kind], str(asked.line), asked.name, asked.part, "")
    ]


def whole_card(head: CardHead, domain: str, diagram: Diagram) -> Card:
    """Join the head of a card with what it asks and answers."""
    part = head.uid.partition("#")[2]
    reason, arrow = diagram.reason(part), diagram.arrow(part)
    if reason is None:
        question, answer = _whole(diagram)
        items = tuple(block.label for block in flow_order(diagram.chart))
        return Card(head, domain, question, answer, items=items, diagram=diagram)
    if arrow is not None:
        question, answer = _of_arrow(diagram, arrow, reason)
    else:
        question, answer = _of_block(diagram, diagram.block(part), reason)
    return Card(head, domain, question, answer, diagram=diagram, part=part)


def _whole(diagram: Diagram) -> tuple[str, str]:
    chart = diagram.chart
    question = (
        f"“{diagram.title}”: draw it from memory, its {len(chart.blocks)} blocks and what goes "
        "between them."
    )
    titles = {None: "", **{lane.id: f"{lane.title}: " for lane in chart.lanes}}
    lanes = dict.fromkeys(block.lane for block in chart.blocks)
    rows = (
        f"- {titles[lane]}{', '.join(block.label for block in chart.blocks if block.lane == lane)}"
        for lane in lanes
    )
    return question, "\n".join(rows)


def _of_block(diagram: Diagram, block: Block, reason: Reason) -> tuple[str, str]:
    question = f"“{diagram.title}”: which block is hidden, and why is it there?"
    return question, f"{_linked(block.label, reason)}: {reason.text}"


def _of_arrow(diagram: Diagram, arrow: Arrow, reason: Reason) -> tuple[str, str]:
    ends = diagram.block(arrow.source).label, diagram.block(arrow.target).label
    question = f"“{diagram.title}”: what goes from {ends[0]} to {ends[1]}, and why this way?"
    shown = f"{_ends(diagram, arrow)}{f', {arrow.label}' if arrow.label else ''}"
    return question, f"{_linked(shown, reason)}: {reason.text}"


def _ends(diagram: Diagram, arrow: Arrow) -> str:
    mark = "⇢" if arrow.dashed else "→"
    return f"{diagram.block(arrow.source).label} {mark} {diagram.block(arrow.target).label}"


def _linked(label: str, reason: Reason) -> str:
    """Write what a part is called, and the concept behind it."""
    if not reason.concept:
        return f"**{label}**"
    if reason.concept.replace("-", " ") == label.lower():
        return f"**[[{reason.concept}|{label}]]**"
    return f"**{label}** ([[{reason.concept}]])"
