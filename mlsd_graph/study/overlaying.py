"""Who has a say in today's order above the plain schedule, and in which order they are heard.

A provider is a module `study/<name>.py` with `def overlay(given) -> Overlay`. It is asked when the
queue is built: once a day, after an undo, after a change of settings or content. It begins with a
cheap check and answers `PLAIN` where its feature is not in use, takes less than 5 ms or caches by
study day, and names in `first` only what is still to be asked today. The queue asks providers
after the first card has been shown, so they are imported here and not at the top.
"""

from collections.abc import Callable, Mapping

from mlsd_graph.memory import Settings
from mlsd_graph.scheduling import Overlay
from mlsd_graph.scheduling.overlay import PLAIN, merged
from mlsd_graph.study.given import Given

Provider = Callable[[Given], Overlay]
Layers = Mapping[str, Overlay]
"""What each provider says, the one to be heard first in front."""


def providers(settings: Settings) -> Mapping[str, Provider]:
    """Name those who are heard, the first one first; what is switched off is not imported."""
    from mlsd_graph.study import placed, rehearsed  # noqa: PLC0415  not before the first card

    found: dict[str, Provider] = {}
    if settings.probes:
        from mlsd_graph.study import probing  # noqa: PLC0415  not before the first card

        found["probing"] = probing.overlay
    if settings.graph_order and settings.earned_order:
        from mlsd_graph.study import ordering  # noqa: PLC0415  not before the first card

        found["ordering"] = ordering.overlay
    found["rehearsed"] = rehearsed.overlay
    found["placed"] = placed.overlay
    if settings.credit == "on":
        from mlsd_graph.study import crediting  # noqa: PLC0415  not before the first card

        found["credit"] = crediting.overlay
    if settings.interview:
        from mlsd_graph.study import planned  # noqa: PLC0415  not before the first card

        found["planned"] = planned.overlay
    return found


FOLLOWING = frozenset({"probing", "ordering", "placed"})
"""Those asked again after each grade: they answer in less than a millisecond."""


def overlay(given: Given) -> Overlay:
    """Ask all providers and lay their answers on each other."""
    return merged(layers(given).values())


def layers(given: Given) -> Layers:
    """Ask all providers; those with nothing to say are left out."""
    said = ((name, ask(given)) for name, ask in providers(given.settings).items())
    return {name: answer for name, answer in said if answer != PLAIN}


def after_grade(before: Layers, given: Given, uid: str) -> Layers:
    """Take what a graded card speaks for out of what came first, and ask those who follow.

    What came first of its page is asked by it: a concept was missed, and any card of it tells.

    Returns `before` itself where nothing changed.
    """
    found: dict[str, Overlay] = {}
    cards = given.library.cards
    page = cards[uid].page if uid in cards else None
    for name, ask in providers(given.settings).items():
        said = before.get(name, PLAIN)
        if name in FOLLOWING:
            said = ask(given)
        else:
            first = tuple(item for item in said.first if cards[item.uid].page != page)
            said = said._replace(first=first) if first != said.first else said
        if said != PLAIN:
            found[name] = said
    return before if found == before else found
