"""What mock interviews showed: ticked items as evidence that the learner used a concept.

A ticked item is no grade, and no memory follows from it. It says what passing a card of the case
study would say of the concepts that it uses.
"""

from typing import NamedTuple

from mlsd_graph.graph import Graph
from mlsd_graph.interview.record import attempts
from mlsd_graph.memory import study_day
from mlsd_graph.planning.target import date_of
from mlsd_graph.store import Kind, Store


class Ticked(NamedTuple):
    """One item of a checklist that the learner said."""

    at: int
    """UTC ms of the marking."""
    day: int
    """Study day of the marking."""
    case: str
    concept: str
    """Both by their ids of today."""
    weight: float
    """With which the case study uses the concept, 0 to 1."""


def told(store: Store, graph: Graph, page: str) -> tuple[str, ...]:
    """Say when a concept was said last in an interview; nothing where it never was."""
    said = [tick for tick in ticked(store, graph) if tick.concept == page]
    if not said:
        return ()
    last, times = said[-1], "once" if len(said) == 1 else f"{len(said)} times"
    where = f"{graph.pages[last.case].title} on {date_of(last.day)}"
    return (f"Ticked {times} in interviews, last on {where}: evidence for credit, no grade.",)


def ticked(store: Store, graph: Graph) -> list[Ticked]:
    """List all ticked items that name what their case study uses, oldest first.

    Those of dropped interviews are left out; of two markings of a step the later one counts.
    """
    events = store.events(kinds=(Kind.INTERVIEW,))
    found: list[Ticked] = []
    for attempt in attempts((event.at, event.offset, event.values) for event in events):
        case = graph.current(attempt.case)
        if case is None:
            continue
        uses = graph.uses_of(case)
        for step, place in attempt.marked_by.items():
            at, day = events[place].at, study_day(events[place].at, events[place].offset)
            for name in attempt.ticked.get(step, ()):
                concept = graph.current(name)
                if concept and (weights := uses.get(concept)):
                    found.append(Ticked(at, day, case, concept, max(weights.values())))
    return sorted(found)
