"""Cards that stand in a page and may be read as prose, for the heading above is not theirs."""

import re
from collections.abc import Iterable, Iterator

from mlsd_graph.check import headings
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Finding, Page, PageKind, Severity
from mlsd_graph.content.report import Report
from mlsd_graph.content.sections import CARDS, cut
from mlsd_graph.content.source import SourceError, read
from mlsd_graph.errors import ContentError

_CARD = re.compile(r"(?m)^### [^\n]{1,400}\n\s{0,9}Q:")


def astray(library: Library, names: Iterable[str]) -> Iterator[Finding]:
    """Name for each of these pages the first thing for which cards may be missing.

    That none is left on a page is one: whoever wants none of its cards is rarer than a slip.
    """
    for name in names:
        current = library.aliases.get(name, name)
        if current not in library.pages:
            continue
        path = library.pages[current].path
        try:
            page = library.page(current)
        except ContentError as error:
            yield Finding("unreadable", Severity.ERROR, path, 0, 0, error.message, error.hint)
            continue
        if found := next(_astray(page, library), None):
            yield found


def _astray(page: Page, library: Library) -> Iterator[Finding]:
    path = page.head.path
    for each in headings.check_page(page, library):
        if each.severity is not Severity.ADVICE:
            yield each
    if page.head.kind is not PageKind.CASE_STUDY and (line := _outside(path)):
        message = f"A card stands outside `## {CARDS}` and is read as prose."
        yield Finding("card-astray", Severity.WARNING, path, line, 1, message)
    is_set = page.head.kind is PageKind.CONTRAST_SET  # it may have derived ones alone
    if not any(card.head.authored or is_set for card in page.cards):
        yield Finding("no-cards", Severity.WARNING, path, 0, 0, "The page has no card.")


def _outside(path: str) -> int:
    """Return the line of the first card under another heading, 0 for none."""
    try:
        text = read(path).text
    except SourceError:
        return 0
    for section in cut(text, 1, Report(path)):
        if section.title != CARDS and (found := _CARD.search(section.body)):
            return section.line + section.body.count("\n", 0, found.start())
    return 0
