"""How far a long act is, and the bar that says so in the app and beside a command."""

from collections.abc import Callable
from typing import NamedTuple

_BAR, _SHORTEST = 24, 4
_GAPS = 3
"""Blanks around the bar."""
_FULL, _REST = "█", "░"


class Stage(NamedTuple):
    """One part of a long act."""

    words: str
    """What is being done."""
    done: int = 0
    total: int = 0
    """0 where nobody can tell."""

    def line(self, width: int) -> str:
        """Write it in at most `width` cells: with a bar where the total is known."""
        if not self.total:
            count = f"  {self.done:,}" if self.done else ""
            return f"{self.words} …{count}"[:width]
        done = min(self.done, self.total)
        share = f"{100 * done // self.total:3} %"
        room = min(_BAR, width - len(self.words) - len(share) - _GAPS)
        if room < _SHORTEST:
            return f"{self.words[: max(0, width - len(share) - 1)]} {share}"[:width]
        full = room * done // self.total
        return f"{self.words}  {_FULL * full}{_REST * (room - full)} {share}"


Show = Callable[[Stage], None]
"""Hears of each stage; what it raises ends the act."""
