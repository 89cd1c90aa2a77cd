"""Why a card stands in the queue: stored with it, shown on its info."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity


class ReasonKind(StrEnum):
    """The ways into the queue."""

    LEARNING = "learning"
    """Between its learning steps."""
    DUE = "due"
    OPENS = "opens"
    """New, and concepts wait for it."""
    NEXT = "next"
    """New, and nothing waits for it."""
    CONTRAST = "contrast"
    """New, and both concepts that it tells apart are known."""
    CASE = "case"
    """New, and most of what its page uses or compares is known."""
    FRAMEWORK = "framework"
    CHECK = "check"
    """Of a concept that placement assumes to be known."""
    AHEAD = "ahead"
    """New and better learned later, offered because nothing else is left."""
    PROBE = "probe"
    """Something that rests on it was forgotten, or it comes again after what it rests on."""
    REHEARSED = "rehearsed"
    """A mock interview should have brought it up and did not."""
    PLANNED = "planned"
    """Chosen by the plan toward an interview."""
    PAIRED = "paired"
    """Brought up beside what it is easily confused with."""
    WAITS = "waits"
    """A due review that is not asked today: passing what uses it vouches for it."""
    ASKED = "asked"
    """Not in the queue: the learner or a script named it."""


class Reason(NamedTuple):
    """One reason with the edges that it rests on."""

    kind: ReasonKind
    text: str
    """A short phrase without a period."""
    edges: tuple[tuple[str, str], ...] = ()
    """(from, to) page ids along the graph's edges."""


class Queued(NamedTuple):
    """One place in the queue."""

    uid: str
    reason: Reason


FRAMEWORK = Reason(ReasonKind.FRAMEWORK, "a step of every answer")
IN_FILE_ORDER = Reason(ReasonKind.NEXT, "next in the order of the content")
ASSUMED = Reason(ReasonKind.NEXT, "the rest of a concept that placement assumes you know")
SIBLING = Reason(ReasonKind.AHEAD, "another card of its note comes first, and no others are left")


def learning(days_late: int) -> Reason:
    """A card between its learning steps, with the days since the next one fell due."""
    return Reason(ReasonKind.LEARNING, f"between its learning steps{_late(days_late)}")


def due(recall: float, days_late: int) -> Reason:
    """A review, with the recall expected now and the days since it fell due."""
    return Reason(ReasonKind.DUE, f"due{_late(days_late)}, recall {percent(recall)}")


def opens(page: str, waiting: Sequence[str], serves: int) -> Reason:
    """An open concept: what waits for it, else how many case studies it serves."""
    if waiting:
        edges = tuple((page, dependent) for dependent in waiting)
        return Reason(ReasonKind.OPENS, f"opens {quantity(len(waiting), 'concept')}", edges)
    if serves:
        cases = "case study" if serves == 1 else "case studies"
        return Reason(ReasonKind.NEXT, f"serves {serves} {cases}")
    return Reason(ReasonKind.NEXT, "all its prerequisites are known")


def by_content(why: str, page: str, missing: Sequence[str]) -> Reason:
    """A concept in the order of the content, with the prerequisites that are not known yet."""
    edges = tuple((need, page) for need in missing)
    return Reason(ReasonKind.NEXT, f"next in the order of the content: {why}", edges)


def mostly_known(page: str, known: Sequence[str], total: int) -> Reason:
    """A case study or contrast set whose concepts are mostly known."""
    edges = tuple((page, concept) for concept in known)
    return Reason(ReasonKind.CASE, f"{len(known)} of {quantity(total, 'concept')} known", edges)


def contrast(titles: Sequence[str], ids: Sequence[str], *, known: bool, ripe: bool) -> Reason:
    """A card that tells two concepts apart."""
    edges = ((ids[0], ids[-1]),) if len(ids) > 1 else ()
    names = " and ".join(titles)
    if ripe:
        return Reason(ReasonKind.CONTRAST, f"tells {names} apart", edges)
    missing = "learned for long" if known else "known"
    return Reason(ReasonKind.AHEAD, f"{names} are not both {missing} yet", edges)


def ahead(missing: Sequence[str], page: str) -> Reason:
    """A page that is locked, offered because nothing open is left."""
    edges = tuple((need, page) for need in missing)
    needs = quantity(len(missing), "concept")
    return Reason(ReasonKind.AHEAD, f"nothing open is left; {needs} it needs not known yet", edges)


def probe(failed: str, suspect: str, edges: tuple[tuple[str, str], ...]) -> Reason:
    """Ask the prerequisite that a failure may have come from; both by title."""
    return Reason(
        ReasonKind.PROBE, f"a probe: {failed} may have failed because {suspect} is shaky", edges
    )


def after_probe(need: str, edge: tuple[str, str]) -> Reason:
    """What was forgotten comes again, now that the concept that it rests on was asked."""
    return Reason(ReasonKind.PROBE, f"again, now that {need} was asked, which it rests on", (edge,))


def check(page: str, belief: float, waiting: Sequence[str]) -> Reason:
    """A first look at a concept that was only inferred, and what rests on it."""
    rest = f", {quantity(len(waiting), 'concept')} need it" if waiting else ""
    rest = rest.replace("concept need", "concept needs")
    edges = tuple((page, dependent) for dependent in waiting)
    return Reason(ReasonKind.CHECK, f"check: placement says {percent(belief)} known{rest}", edges)


def paired(reason: Reason, beside: str, edge: tuple[str, str]) -> Reason:
    """A card that follows its look-alike, with the reason for which it is asked at all."""
    return Reason(ReasonKind.PAIRED, f"{reason.text}; beside {beside}, to tell them apart", (edge,))


def waits(expected: float, page: str, users: Sequence[str]) -> Reason:
    """A due review that can wait, with the recall expected after what used it was recalled."""
    edges = tuple((user, page) for user in users)
    return Reason(
        ReasonKind.WAITS, f"waits: what uses it was recalled, so recall {percent(expected)}", edges
    )


def _late(days: int) -> str:
    return f", {quantity(days, 'day')} late" if days > 0 else ""
