"""Cards of diagrams that a base branch had and the content has no more, and what keeps them."""

from typing import NamedTuple

from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.content.library import Library
from mlsd_graph.content.naming import DIAGRAM, diagram_key, note_of


class Kept(NamedTuple):
    """How the history of a card is kept."""

    hint: str
    line: int
    """Of the page that it stood on."""


def figure_vanished(uid: str, page: str, library: Library) -> Kept:
    """Say how a diagram's card comes back to a page that still exists."""
    note, _, part = uid.partition("#")
    there = _diagrams(library.aliases.get(page, page), library)
    diagram = there.get(note)
    if diagram is None:
        return _renamed(note, part, there)
    if not part:
        return Kept(f"Bring it back: ### {diagram.title} {{.card}}", diagram.line)
    reason = diagram.reason(part)
    if reason is not None:
        return Kept("Bring it back with {.card} at the end of this reason", reason.line)
    ids = " and ".join(f"`{name}`" for name in part.split("-"))
    return Kept(f"Keep {ids} as ids, whatever the labels, and the reason", diagram.line)


def _renamed(note: str, part: str, there: dict[str, Diagram]) -> Kept:
    """The diagram has another key, or stands on another page."""
    key = note.partition(f"/{DIAGRAM}")[2]
    near = [d for d in there.values() if not part or d.reason(part)] or list(there.values())
    if near:
        hint = f"If it is this diagram, paste: ### {near[0].title} {{#{key}}}"
        return Kept(hint, near[0].line)
    moved = note.replace(DIAGRAM, "", 1)
    return Kept(f"If the diagram stands on another page now, its heading ends in {{#{moved}}}", 1)


def _diagrams(page: str, library: Library) -> dict[str, Diagram]:
    """The diagrams of a page by what their notes start with."""
    origins = library.ties.origins
    return {
        note_of(diagram_key(diagram.key), "", page, origins): diagram
        for diagram in library.page(page).diagrams
    }
