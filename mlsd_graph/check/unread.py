"""Cards and diagrams that stand in their files and are left out for an error of their own."""

from collections.abc import Iterable, Iterator

from mlsd_graph.content.fences import headings, split_lines
from mlsd_graph.content.library import Library
from mlsd_graph.content.naming import diagram_key, note_of
from mlsd_graph.content.records import Page, Severity
from mlsd_graph.content.slugs import attributes, slug, split_heading
from mlsd_graph.content.source import SourceError, read

_CARD_LEVEL = 3


def unread_notes(library: Library, pages: Iterable[str]) -> set[str]:
    """Name the notes whose headings are there with an error below them."""
    found: set[str] = set()
    for name in pages:
        current = library.aliases.get(name, name)
        if current in library.pages:
            found.update(_notes(library.page(current), library))
    return found


def _notes(page: Page, library: Library) -> Iterator[str]:
    wrong = {f.line for f in page.findings if f.severity is Severity.ERROR}
    if not wrong:
        return
    try:
        lines = split_lines(read(page.head.path).text)
    except SourceError:
        return
    starts = [heading for heading in headings(lines) if heading.level <= _CARD_LEVEL]
    ends = [*(heading.at for heading in starts[1:]), len(lines.lines)]
    for heading, end in zip(starts, ends, strict=True):
        if heading.level == _CARD_LEVEL and not wrong.isdisjoint(range(heading.at + 1, end + 1)):
            name, inside = split_heading(heading.text)
            given = attributes(inside)[0]
            key = given.key or slug(name)
            if key:
                origins = library.ties.origins
                yield note_of(key, given.versus, page.head.id, origins)
                yield note_of(diagram_key(key), "", page.head.id, origins)
