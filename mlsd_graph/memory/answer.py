"""One grade with what was known before it: what rules above the schedule learn from."""

from typing import NamedTuple

from mlsd_graph.memory.state import CardState, Phase, Rating


class Answer(NamedTuple):
    """A grade that counts."""

    card: str
    rating: int
    """1 to 4."""
    at: int
    """UTC milliseconds."""
    offset: int
    """Minutes east of UTC."""
    before: CardState | None
    """The card's state until then; None for a card never seen."""

    @property
    def passed(self) -> bool:
        """Whether the card was recalled."""
        return self.rating > Rating.AGAIN

    @property
    def is_lapse(self) -> bool:
        """Whether a card on the long schedule was forgotten."""
        return not self.passed and self.before is not None and self.before.phase == Phase.REVIEW
