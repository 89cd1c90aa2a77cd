"""Why this card now, in words: the graph's edges behind a reason, and what rests on its page."""

from collections.abc import Iterator, Sequence

from mlsd_graph.content.records import STEP_TITLES, PageKind
from mlsd_graph.graph import Graph
from mlsd_graph.scheduling import Reason

_EDGES, _NAMES = 6, 3
"""How many edges, and names within a line, are told; the rest are counted."""


def why(graph: Graph, page: str, reason: Reason | None) -> tuple[str, ...]:
    """Tell each edge of a reason in a sentence, then where the page stands in the graph."""
    known = [edge for edge in reason.edges if set(edge) <= graph.pages.keys()] if reason else []
    lines = [_sentence(graph, *edge) for edge in known[:_EDGES]]
    if len(known) > _EDGES:
        lines.append(f"and {len(known) - _EDGES} more")
    return (*lines, *_standing(graph, page))


def _sentence(graph: Graph, one: str, other: str) -> str:
    """Tell what one edge means, with its reason or its steps."""
    first, second = graph.pages[one].title, graph.pages[other].title
    if (need := graph.prerequisites_of.get(other, {}).get(one)) is not None:
        return _because(f"{first} is a prerequisite of {second}", need)
    for case, concept in ((one, other), (other, one)):
        if steps := graph.stated[case].uses.get(concept):
            used = graph.pages[concept].title
            at = ", ".join(STEP_TITLES[step].lower() for step in steps)
            return f"{graph.pages[case].title} uses {used}: {at}"
    if (contrast := graph.contrasts_of.get(one, {}).get(other)) is not None:
        return _because(f"{first} is easily confused with {second}", contrast)
    if graph.pages[other].kind is PageKind.FRAMEWORK:
        return f"{second} is a step of every answer, as in {first}"
    if graph.pages[one].kind is PageKind.CONTRAST_SET:
        return f"{first} compares {second}"
    return f"{first} and {second} are linked"


def _standing(graph: Graph, page: str) -> Iterator[str]:
    """Tell what a page opens and which designs use it or what it opens."""
    if page not in graph.pages:
        return
    opened = graph.dependents_of.get(page, ())
    if opened:
        yield f"It opens {_named(graph, opened)}."
    users = graph.used_by.get(page, ())
    if users:
        yield f"It is used by {_named(graph, users)}."
        return
    for concept in opened:
        if further := graph.used_by.get(concept, ()):
            title = graph.pages[concept].title
            yield f"It is a prerequisite of {title}, used by {_named(graph, further)}."
            return


def _because(said: str, reason: str) -> str:
    return f"{said}: {reason}" if reason else said


def _named(graph: Graph, ids: Sequence[str]) -> str:
    """Name the first few: `A`, `A and B`, `A, B, C and 4 more`."""
    titles = [graph.pages[id_].title for id_ in ids[:_NAMES]]
    if len(ids) > _NAMES:
        return f"{', '.join(titles)} and {len(ids) - _NAMES} more"
    return " and ".join((", ".join(titles[:-1]), titles[-1])) if len(titles) > 1 else titles[0]
