"""A learner's copies of shipped pages: has the original moved on since?"""

from collections.abc import Iterator

from mlsd_graph.check.places import line_of
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Finding, Severity
from mlsd_graph.content.source import SourceError, digest, read_bytes


def check_library(library: Library) -> Iterator[Finding]:
    """Compare each copy's `based-on` with the file it replaces."""
    for head in library.pages.values():
        if not head.based_on:
            continue
        line = line_of(head.path, "based-on:")
        original = library.replaced(head.id)
        if original is None:
            message = "The page that this copy replaces is gone."
            yield _advice(head.path, line, message, "Remove `based-on:`; the page is yours now.")
            continue
        try:
            now = digest(read_bytes(original))
        except SourceError:
            continue
        if now != head.based_on:
            message = f"The original has moved on since this copy was made: {original}."
            hint = f"Take over what you want, then write `based-on: {now}`."
            yield _advice(head.path, line, message, hint)


def _advice(path: str, line: int, message: str, hint: str) -> Finding:
    return Finding("original-changed", Severity.ADVICE, path, line, 1, message, hint)
