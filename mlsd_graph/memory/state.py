"""What is known of one card: plain values that a replay of its events produces."""

from enum import IntEnum
from typing import NamedTuple


class Rating(IntEnum):
    """How well a card was recalled; the numbers are Anki's and FSRS's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """Name as the scripting contract writes it."""
        return self.name.lower()


class Phase(IntEnum):
    """Where a card stands: between steps, or on the long schedule."""

    NEW = 0
    """Never graded; there is a state only because the card was suspended, buried or marked."""
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


IN_STEPS = frozenset({Phase.LEARNING, Phase.RELEARNING})
"""Between learning steps, after a first grade or a lapse."""


class CardState(NamedTuple):
    """One card after its last event; a tuple because 100,000 of them are made at start."""

    card: str
    """The card's uid."""
    phase: int = Phase.NEW
    step: int = 0
    """Index of the step that `due` came from; 0 outside learning and relearning."""
    due: int = 0
    """LEARNING and RELEARNING: UTC milliseconds. REVIEW: study-day number."""
    stability: float = 0.0
    """Days until recall falls to 90 %; 0 while NEW."""
    difficulty: float = 0.0
    """1 to 10; 0 while NEW."""
    last: int = 0
    """When it was last graded, UTC milliseconds; 0 while NEW."""
    offset: int = 0
    """Minutes east of UTC at `last`."""
    reps: int = 0
    """Live reviews so far."""
    lapses: int = 0
    """Times it was forgotten while in REVIEW."""
    first_day: int = 0
    """Study day of the first grade; 0 while NEW."""
    suspended: bool = False
    buried_until: int = 0
    """Hidden before this study day; 0 for not buried."""
    marked: bool = False
    flag: int = 0
    """0 to 7, as in Anki."""

    def hidden_on(self, day: int) -> bool:
        """Whether the card is suspended, or buried on a study day."""
        return self.suspended or self.buried_until > day
