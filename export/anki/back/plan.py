"""What an import would do, found out before anything is written."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from export.anki.back.collection import ForeignNote
from export.anki.back.standing import Changes
from mlsd_graph.store import Draft


class Here(NamedTuple):
    """Who asks, where and when: all that a plan depends on beside the file and the log."""

    cards: Collection[str]
    """Uids of the content."""
    now: tuple[int, int]
    """UTC milliseconds and minutes east of UTC."""
    offset_at: Callable[[int], int]
    """Minutes east of UTC at a time in UTC ms: Anki's log does not say where the learner was."""


class Counts(NamedTuple):
    """What became of the rows of a review log."""

    new: int = 0
    known: int = 0
    no_answer: int = 0
    """Crammed, rescheduled by Anki, or of a template that the learner has added: no grades."""
    by_hand: int = 0
    """Due dates that the learner set."""
    future: int = 0
    malformed: int = 0
    reset: int = 0
    """Cards that the learner reset: no answers, but those before are forgotten."""

    @property
    def skipped(self) -> int:
        """Rows that make no event."""
        return self.no_answer + self.by_hand + self.future + self.malformed


class Memory(NamedTuple):
    """What Anki remembers of one card."""

    stability: float
    difficulty: float
    last: int
    """Epoch seconds of the last answer that it knows."""


class ImportPlan(NamedTuple):
    """Everything to show before an import, and what it would record."""

    file: Path
    reviews: Counts = Counts()
    by_day: Mapping[int, int] = {}
    """New reviews by study day."""
    notes: int = 0
    """Ours in the file."""
    cards: int = 0
    changes: Changes = Changes()
    noted: tuple[str, ...] = ()
    """Notes with new My Notes or tags."""
    touched: Mapping[str, ForeignNote] = {}
    """Notes that were edited there in whatever way."""
    too_long: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    """Notes for which two phones had different My Notes."""
    tags_left: Mapping[str, int] = {}
    """How many tags of a note did not fit into what we keep."""
    strange: int = 0
    """Notes of cards that nobody knows here, beyond those that are looked at."""
    older: bool = False
    """Whether the same collection came before, as it was later: what this one sets is no news."""
    orphans: tuple[str, ...] = ()
    """Cards that the content does not have; their reviews wait in the log."""
    without_schedule: bool = False
    """Whether the file looks as if exported without scheduling."""
    another: bool = False
    """Whether the file looks like somebody else's: it has none of the reviews that came before."""
    memory: Mapping[str, Memory] = {}
    """By uid, for a comparison with ours after the import."""
    drafts: tuple[Draft, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether an import would record nothing."""
        return not self.drafts


class Drift(NamedTuple):
    """How far Anki's memory of the same answers is from ours."""

    compared: int = 0
    """Cards whose last answer is the same on both sides."""
    off: int = 0
    """Those whose stabilities differ by more than 1 %."""
    worst: float = 1.0
    """The largest ratio of two stabilities."""
    card: str = ""
    """Where that is."""
    unlike: int = 0
    """Cards that were answered on one side only since."""


class Imported(NamedTuple):
    """What an import did."""

    plan: ImportPlan
    """With what was recorded, where another process was quicker."""
    recorded: int
    """Events."""
    drift: Drift
    backup: Path | None = None
    """The state as it was before; None where nothing was recorded."""
