"""Probes of the day, from the answers in the log."""

from mlsd_graph.memory import fsrs6
from mlsd_graph.scheduling import Overlay, probes
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.study.overlaying import Given


def overlay(given: Given) -> Overlay:
    """Ask what today's failures may have come from."""
    if not given.settings.probes:
        return PLAIN
    found = probes(
        given.graph,
        given.library.cards,
        given.states,
        given.today(),
        given.now,
        fsrs6(given.settings.parameters),
    )
    return Overlay(first=found.first, after=found.after)
