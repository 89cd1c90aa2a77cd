"""What opens next, and through which card: for the Today screen and after a grade."""

from collections.abc import Iterable
from typing import NamedTuple

from mlsd_graph.content.records import CardHead
from mlsd_graph.scheduling.frontier import Frontier


class Opening(NamedTuple):
    """A page that is locked and may open soon."""

    id: str
    title: str
    missing: tuple[str, ...]
    """Pages that it waits for."""
    through: str
    """Uid of the first card in the queue that brings it closer."""
    step: str
    """Id of the page of that card."""


def openings(frontier: Frontier, queued: Iterable[CardHead], limit: int = 5) -> list[Opening]:
    """Locked pages that the queue's cards lead to, those that wait for least first."""
    found: dict[str, Opening] = {}
    looked: set[str] = set()
    for head in queued:
        if head.page in looked or frontier.known(head.page):
            continue
        looked.add(head.page)
        for id_ in dependents(frontier, head.page):
            if id_ not in found and not frontier.open(id_):
                title, missing = frontier.graph.pages[id_].title, frontier.missing(id_)
                found[id_] = Opening(id_, title, missing, head.uid, head.page)
    return sorted(found.values(), key=lambda opening: len(opening.missing))[:limit]


def opened(before: Frontier, after: Frontier, page: str) -> tuple[str, ...]:
    """Pages that a grade of one of `page`'s cards opened."""
    if before.known(page) or not after.known(page):
        return ()
    return tuple(id_ for id_ in dependents(after, page) if after.open(id_) and not before.open(id_))


def dependents(frontier: Frontier, page: str) -> list[str]:
    """Pages that wait for a concept: concepts that need it and case studies that use it."""
    graph = frontier.graph
    return [*graph.dependents_of.get(page, ()), *graph.used_by.get(page, ())]
