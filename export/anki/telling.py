"""How a long act says how far it is; whoever listens may end it by raising."""

from collections.abc import Callable

Told = Callable[[str, int], None]
"""Hears what is being done and how many of its rows or cards are done.

Out: cards, schedule, package, check. Back: unpack, notes, reviews, record. What it raises ends the
act: an older deck stays as it was, and nothing is imported unless that was said to be done.
"""


def silent(_stage: str, _done: int) -> None:
    """Tell nobody."""
