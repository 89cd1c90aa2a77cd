"""Relations between pages: cycles, pairs stated twice, too many prerequisites."""

from collections.abc import Iterator

from mlsd_graph.check.places import column, line_of
from mlsd_graph.content.library import Library
from mlsd_graph.content.records import Finding, PageKind, RelationKind, Severity
from mlsd_graph.graph import Graph

_MOST_PREREQUISITES = 4
_FEWEST_MEMBERS = 3


def check_library(library: Library, graph: Graph) -> Iterator[Finding]:
    """Check all relations."""
    yield from _cycles(library, graph)
    yield from _pairs(library)
    for head in library.pages.values():
        needs = [r for r in head.relations if r.kind is RelationKind.PREREQUISITE]
        if len(needs) > _MOST_PREREQUISITES:
            line = needs[_MOST_PREREQUISITES].line
            message = f"The page has {len(needs)} prerequisites; at most 4 are allowed."
            hint = "Keep those without which it cannot be followed."
            yield Finding(
                "too-many-prerequisites", Severity.ERROR, head.path, line, 1, message, hint
            )
        if head.kind is PageKind.CONTRAST_SET and 0 < len(head.members) < _FEWEST_MEMBERS:
            line = line_of(head.path, "members:")
            message = "A contrast set has three or more members."
            hint = "State a pair under `## Contrasts` of one of its pages."
            yield Finding("too-few-members", Severity.ERROR, head.path, line, 1, message, hint)


def _cycles(library: Library, graph: Graph) -> Iterator[Finding]:
    for cycle in graph.cycles:
        last = library.pages.get(cycle[0])
        if last is None:
            continue
        # The first id is needed by the next, and needs the last: its page closes the circle.
        line = next(
            (
                r.line
                for r in last.relations
                if r.kind is RelationKind.PREREQUISITE and r.target == cycle[-1]
            ),
            0,
        )
        written = " → ".join((*cycle, cycle[0]))
        message = f"Prerequisites form a cycle: {written}."
        hint = "Drop the edge without which the rest can still be followed."
        at = column(last.path, line, f"[[{cycle[-1]}")
        yield Finding("cycle", Severity.ERROR, last.path, line, at, message, hint)


def _pairs(library: Library) -> Iterator[Finding]:
    """A pair is stated once, on either page."""
    stated: dict[tuple[str, str], str] = {}
    for head in library.pages.values():
        for relation in head.relations:
            if relation.kind is not RelationKind.CONTRAST:
                continue
            target = library.aliases.get(relation.target, relation.target)
            pair = (min(head.id, target), max(head.id, target))
            other = stated.setdefault(pair, head.id)
            if other != head.id:
                message = f"The contrast with “{target}” is also stated on its page."
                at = column(head.path, relation.line, f"[[{relation.target}")
                yield Finding(
                    "relation-doubled",
                    Severity.ERROR,
                    head.path,
                    relation.line,
                    at,
                    message,
                    f"Keep one, here or in {library.pages[other].path}.",
                )
