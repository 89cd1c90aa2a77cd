"""How many reviews fall on a day, for the balancing of a grade."""

from mlsd_graph.memory import CardState, Phase
from mlsd_graph.store import Store


class Loads:
    """Reviews by study day; a day is counted when it is first asked for.

    All days of 100,000 cards took 10 ms, and the buttons of a first card ask for some thirty.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._counted: dict[int, int] = {}

    def __call__(self, day: int) -> int:
        """Count the reviews of a study day."""
        if day not in self._counted:
            self._counted[day] = self._store.load_on(day)
        return self._counted[day]

    def move(self, before: CardState | None, after: CardState) -> None:
        """Follow a state that is in the store already; days not yet counted will be there."""
        for state, count in ((before, -1), (after, 1)):
            if state is None or state.phase != Phase.REVIEW or state.suspended:
                continue
            day = max(state.due, state.buried_until)
            if day in self._counted:
                self._counted[day] += count
