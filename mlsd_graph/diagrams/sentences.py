"""The list view: all that a diagram says, as sentences, for screen readers and narrow places."""

from collections.abc import Collection

from mlsd_graph.content.chartrecords import Arrow, Flowchart

_MASK = "?"


def sentences(
    chart: Flowchart,
    *,
    hidden: Collection[str] = (),
    revealed: Collection[str] | None = None,
) -> list[str]:
    """Say what each block is, where it stands and where its arrows lead, one block a string.

    `hidden` and `revealed` mean what they mean to a painter.
    """
    names = {
        block.id: _MASK if block.id in hidden else block.label
        for block in chart.blocks
        if revealed is None or block.id in revealed
    }
    titles = {lane.id: lane.title for lane in chart.lanes}
    facts: list[str] = []
    for block in chart.blocks:
        if block.id not in names:
            continue
        where = [] if block.id in hidden else [block.kind]
        where += [f"in {titles[block.lane]}"] if block.lane else []
        fact = names[block.id] + (f" ({', '.join(where)})" if where else "")
        leads = [
            _lead(arrow, names[arrow.target], hidden)
            for arrow in chart.arrows
            if arrow.source == block.id and arrow.target in names
        ]
        facts.append(f"{fact}: {'; '.join(leads)}." if leads else f"{fact}.")
    return facts


def _lead(arrow: Arrow, target: str, hidden: Collection[str]) -> str:
    label = _MASK if arrow.part in hidden and arrow.label else arrow.label
    said = f"to {target}" + (f" ({label})" if label else "")
    return f"{said}, not waited for" if arrow.dashed else said
