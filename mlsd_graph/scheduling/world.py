"""What a queue stands on, and which cards can be asked at all."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import IN_STEPS, CardState
from mlsd_graph.memory.steps import put_off
from mlsd_graph.memory.studyday import study_day
from mlsd_graph.scheduling import reasons
from mlsd_graph.scheduling.day import Now, Pace
from mlsd_graph.scheduling.overlay import PLAIN, Overlay
from mlsd_graph.scheduling.reasons import Queued, Reason


class LearningStep(NamedTuple):
    """A card between its learning steps."""

    due: int
    """UTC milliseconds."""
    uid: str

    def reason(self, now: Now) -> Reason:
        """Say why it is asked now, with the days that it is late."""
        return reasons.learning(now.day - study_day(self.due, now.offset))


class World(NamedTuple):
    """All that a queue depends on but for states and time."""

    graph: Graph
    cards: Mapping[str, CardHead]
    """Uid → head, in content order."""
    settings: Settings
    pace: Pace
    overlay: Overlay = PLAIN

    def page_of(self, uid: str) -> str:
        """Id of the page that a card stands on."""
        return self.cards[uid].page

    def in_turn(self, steps: Iterable[LearningStep]) -> tuple[LearningStep, ...]:
        """Sort learning steps by time; one that the overlay puts after another waits for it.

        It waits no longer than a step may come early when nothing else is left.
        """
        due = {step.uid: step.due for step in steps}
        late = put_off(due, self.overlay.after.items(), self.settings.learn_ahead * 1000)
        return tuple(sorted(LearningStep(at, uid) for uid, at in late.items()))


def askable(uid: str, world: World, states: Mapping[str, CardState], now: Now) -> bool:
    """Whether the content has a card that is neither hidden nor between its learning steps."""
    state = states.get(uid)
    if uid not in world.cards or state is None:
        return uid in world.cards
    return not state.hidden_on(now.day) and state.phase not in IN_STEPS


def between_steps(state: CardState, now: Now) -> bool:
    """Whether a card that is not hidden stands between its learning steps."""
    return state.phase in IN_STEPS and not state.hidden_on(now.day)


def never_graded(items: Iterable[Queued], states: Mapping[str, CardState]) -> frozenset[str]:
    """Of cards in the queue those without any grade."""
    uids = (item.uid for item in items)
    return frozenset(uid for uid in uids if (s := states.get(uid)) is None or not s.reps)
