"""How a long act says how far it is; whoever listens may end it by raising."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

_Batch = TypeVar("_Batch", bound=Sequence[object])


class Told(Protocol):
    """Hears what is being done, how many of its rows, bytes or cards are done, and of how many.

    Out: cards, schedule, package, check. Back: unpack, notes, pages, reviews, rehearse, record,
    replay. What it raises ends the act: an older deck stays as it was, and nothing is imported
    unless that was said to be done.
    """

    def __call__(self, stage: str, done: int, total: int = 0, /) -> None:
        """Take a word; a total of 0 says nothing."""


def silent(_stage: str, _done: int, _total: int = 0, /) -> None:
    """Tell nobody."""


def watched(
    batches: Iterable[_Batch], stage: str, total: int, told: Told, done: int = 0
) -> Iterator[_Batch]:
    """Pass batches on and tell how many rows they had, after `done` others."""
    for batch in batches:
        yield batch
        done += len(batch)
        told(stage, done, total)
