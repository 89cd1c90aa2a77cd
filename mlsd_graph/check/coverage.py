"""What is not there: sources, cards, and case studies that use a concept."""

from collections.abc import Iterator

from mlsd_graph.check.headings import cards_written, lost
from mlsd_graph.check.references import quarantined
from mlsd_graph.content.library import Library
from mlsd_graph.content.planned import planned_lines
from mlsd_graph.content.records import CardKind, Finding, Page, PageKind, Severity
from mlsd_graph.content.sections import CARDS, SOURCES
from mlsd_graph.content.source import SourceError, read
from mlsd_graph.graph import Graph


def check_page(page: Page, library: Library) -> Iterator[Finding]:
    """A concept has sources and cards; those that were lost have a finding of their own."""
    del library
    head = page.head
    for card in page.cards:
        if card.kind is CardKind.ORDERED and len(card.items) == 1:
            message = f"The list of “{card.head.name}” has one item, which is no order to recall."
            hint = "Write the answer without `1.`, or the items that follow."
            found = _finding("ordered-one", head.path, message, hint, Severity.WARNING)
            yield found._replace(line=card.head.line, column=1)
    if head.kind is not PageKind.CONCEPT:
        return
    slipped = lost(page)
    if not page.sources and SOURCES not in slipped:
        message = "The concept names no source."
        yield _finding("no-sources", head.path, message, "Add `## Sources`.", Severity.WARNING)
    if not (
        any(card.head.authored for card in page.cards) or CARDS in slipped or cards_written(page)
    ):
        message = "The concept has no card."
        yield _finding("no-cards", head.path, message, "Add `## Cards`.", Severity.WARNING)


def check_library(library: Library, graph: Graph) -> Iterator[Finding]:
    """What is planned has no page; a concept is exercised by some design, or leads to one."""
    for path, planned in library.shelf.planned.items():
        there = [id_ for id_ in planned if id_ in library.pages]
        lines = planned_lines(_text(path)) if there else {}
        for id_ in there:
            message = f"“{id_}” is listed as planned, but has a page."
            found = _finding("planned-there", path, message, "Remove it.", Severity.WARNING)
            yield found._replace(line=lines.get(id_, 0), column=1)
    if not any(head.kind is PageKind.CASE_STUDY for head in library.pages.values()):
        return
    if quarantined(library):
        return  # what a page left out would reach is not known
    for head in library.pages.values():
        if head.kind is PageKind.CONCEPT and not graph.reach_count(head.id):
            message = "No case study uses this concept or one that needs it."
            hint = "Link it from the step of a case study that exercises it."
            yield _finding("unreached", head.path, message, hint, Severity.ADVICE)


def _text(path: str) -> str:
    try:
        return read(path).text
    except SourceError:
        return ""


def _finding(code: str, path: str, message: str, hint: str, severity: Severity) -> Finding:
    return Finding(code, severity, path, 0, 0, message, hint)
