"""Reads the relations that a page states, with every link resolved to a node."""

from collections.abc import Callable
from typing import NamedTuple

from mlsd_graph.content.records import PageHead, PageKind, RelationKind, Step

Resolve = Callable[[str], PageHead | None]
"""The node that a link names, also by a former id; None where there is no such node."""


class Stated(NamedTuple):
    """What one page says of others, in the order it says it."""

    prerequisites: dict[str, str]
    """Id → reason."""
    contrasts: dict[str, str]
    """Id → reason."""
    uses: dict[str, dict[Step, float]]
    """Concept → step → largest weight."""
    mentions: dict[str, str]
    """Id → text around the link, if any."""
    members: tuple[str, ...]
    """Of a contrast set."""


def stated(page: PageHead, resolve: Resolve) -> Stated:
    """Collect a page's relations.

    Links to nothing and to the page itself are left out; a relation between the wrong kinds of
    page is no more than a mention.
    """
    members = (node.id for name in page.members if (node := resolve(name)) is not None)
    found = Stated({}, {}, {}, {}, tuple(dict.fromkeys(members)))
    for relation in page.relations:
        target = resolve(relation.target)
        if target is None or target.id == page.id:
            continue
        kind, step = relation.kind, relation.step
        concepts = page.kind is target.kind is PageKind.CONCEPT
        if kind is RelationKind.PREREQUISITE and concepts:
            found.prerequisites.setdefault(target.id, relation.reason)
        elif kind is RelationKind.CONTRAST and concepts:
            found.contrasts.setdefault(target.id, relation.reason)
        elif kind is RelationKind.USE and step and _uses(page, target):
            weights = found.uses.setdefault(target.id, {})
            weights[step] = max(relation.weight, weights.get(step, 0.0))
        else:
            found.mentions.setdefault(target.id, relation.reason)
    return found


def _uses(page: PageHead, target: PageHead) -> bool:
    return page.kind is PageKind.CASE_STUDY and target.kind is PageKind.CONCEPT
