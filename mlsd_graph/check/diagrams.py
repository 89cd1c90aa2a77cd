"""What a program can know of diagrams: reasons, gates, places, and that they can be drawn."""

from collections.abc import Iterator

from mlsd_graph.content.chartrecords import Arrow, Diagram
from mlsd_graph.content.fences import headings, split_lines
from mlsd_graph.content.flowchart import grid_lines
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Finding, Page, PageKind, Severity
from mlsd_graph.content.sections import DIAGRAMS, SECTION_LEVEL
from mlsd_graph.content.source import SourceError, read

_UNEXPLAINED = {"actor"}
"""Kinds that need no reason: people and other systems are simply there."""
_FEWEST_WAYS = 2
_WITH_DIAGRAMS = (PageKind.CONCEPT, PageKind.CASE_STUDY)


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """Check the diagrams of a page, and that none stands where it is only code."""
    del library
    for diagram in page.diagrams:
        yield from _unexplained(diagram, page)
        yield from _gates(diagram, page)
        yield from _drawing(diagram, page)
    yield from _elsewhere(page)


def _unexplained(diagram: Diagram, page: Page) -> Iterator[Finding]:
    missing = [
        f"`{block.id}`"
        for block in diagram.chart.blocks
        if block.kind not in _UNEXPLAINED and diagram.reason(block.id) is None
    ]
    if missing:
        message = f"No reason says why {', '.join(missing)} {_is_there(len(missing))}."
        hint = f"Add `` - {missing[0]}: why `` below the block."
        yield _finding("diagram-unexplained", Severity.ERROR, page, diagram.line, message, hint)


def _is_there(count: int) -> str:
    return "is there" if count == 1 else "are there"


def _gates(diagram: Diagram, page: Page) -> Iterator[Finding]:
    """A gate decides: at least two arrows leave it, each with its case."""
    for block in diagram.chart.blocks:
        if block.kind == "gate":
            ways = [arrow for arrow in diagram.chart.arrows if arrow.source == block.id]
            if len(ways) < _FEWEST_WAYS or not all(arrow.label for arrow in ways):
                message = f"The gate “{block.label}” does not say which way is taken when."
                hint = "Let two arrows or more leave it, each with a label; or draw a service."
                yield _finding("diagram-gate", Severity.WARNING, page, block.line, message, hint)


def _drawing(diagram: Diagram, page: Page) -> Iterator[Finding]:
    """Draw it as the app and the deck will."""
    from mlsd_graph.diagrams.fitting import fit  # noqa: PLC0415  only where diagrams are
    from mlsd_graph.diagrams.measures import TEXT  # noqa: PLC0415  only where diagrams are
    from mlsd_graph.diagrams.placing import placed  # noqa: PLC0415  only where diagrams are

    chart = placed(diagram.chart)
    if chart.grid is None:
        return
    if diagram.chart.grid is None:
        message = "The diagram has no places; these are proposed."
        hint = "Paste below `flowchart TB`:\n" + "\n".join(grid_lines(chart.grid))
        line = diagram.chart.blocks[0].line
        yield _finding("diagram-unplaced", Severity.ADVICE, page, line, message, hint)
    found = fit(chart)
    widest = TEXT.widest_wide if chart.wide else TEXT.widest
    if found.width > widest:
        message = f"The drawing is {found.width} columns wide; {widest} fit."
        hint = "Shorten the labels of arrows between neighboring columns, or use fewer columns."
        yield _finding("diagram-width", Severity.ERROR, page, diagram.line, message, hint)
    for index in sorted({*found.drawing, *found.picture}):
        yield _in_legend(chart.arrows[index], index in found.drawing, index in found.picture, page)


def _in_legend(arrow: Arrow, drawing: bool, picture: bool, page: Page) -> Finding:  # noqa: FBT001  which of two
    """A label that finds no room becomes a number, and has to be looked up below."""
    where = " and ".join(["drawing"] * drawing + ["picture"] * picture)
    message = f"“{arrow.label}” finds no room beside its arrow; the {where} has it in a legend."
    hint = "Move blocks in the grid so that the arrow is longer or less crossed, or shorten it."
    return _finding("diagram-legend", Severity.ADVICE, page, arrow.line, message, hint)


def _elsewhere(page: Page) -> Iterator[Finding]:
    """A `mermaid` block outside `## Diagrams` is drawn by GitHub alone."""
    try:
        text = read(page.head.path).text
    except SourceError:
        return
    if "mermaid" not in text:
        return
    lines = split_lines(text)
    sections = {h.at: h.text for h in headings(lines) if h.level <= SECTION_LEVEL}
    title, open_before = "", False
    for index, line in enumerate(lines.lines):
        title = sections.get(index, title)
        starts = lines.fenced[index] and not open_before
        open_before = lines.fenced[index]
        if starts and line.strip("`~ \t") == "mermaid" and title != DIAGRAMS:
            message = "A diagram outside `## Diagrams` is shown as code."
            hint = "Move it there" + ("." if page.head.kind in _WITH_DIAGRAMS else " in a concept.")
            yield _finding("diagram-elsewhere", Severity.WARNING, page, index + 1, message, hint)


def _finding(  # noqa: PLR0913, PLR0917  the fields of a finding
    code: str, severity: Severity, page: Page, line: int, message: str, hint: str
) -> Finding:
    return Finding(code, severity, page.head.path, line, 1, message, hint)
