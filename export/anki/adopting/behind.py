"""What of a foreign deck stays behind: its cards that ours cannot be, with their reviews."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from export.anki.back.collection import Collected, Review

_BEGINS = 60
_ANSWERED = range(1, 5)


class Behind(NamedTuple):
    """A note of which cards stay behind."""

    begins: str
    cards: int
    """That stay behind."""
    of: int
    reviews: int
    """Answers to these."""

    @property
    def is_whole(self) -> bool:
        """Whether all of the note stays behind."""
        return self.cards == self.of


class Answers:
    """Sorts the rows of a log: on pass those of chosen cards, the others are counted."""

    def __init__(self, chosen: Collection[int]) -> None:
        """Begin with nothing; `chosen` are numbers of cards."""
        self._chosen = chosen
        self.elsewhere: Counter[int] = Counter()
        """Answers to other cards, by number."""

    def passed(self, batches: Iterable[list[Review]]) -> Iterator[list[Review]]:
        """Yield the rows of the chosen cards."""
        for batch in batches:
            others = [row for row in batch if row[0] not in self._chosen]
            self.elsewhere.update(row[0] for row in others if row[2] in _ANSWERED)
            yield [row for row in batch if row[0] in self._chosen] if others else batch


def left_behind(
    found: Collected, chosen: Collection[int], answers: Counter[int]
) -> tuple[Behind, ...]:
    """Name the notes of which not all cards are among the chosen ones."""
    cards: dict[int, list[int]] = {number: [] for number in found.notes}
    for number, card in found.cards.items():
        cards[card.note].append(number)
    behind: list[Behind] = []
    for note, numbers in cards.items():
        lost = [number for number in numbers if number not in chosen]
        if lost or not numbers:
            begins = " ".join(found.notes[note].fields)[:_BEGINS]
            reviews = sum(answers[number] for number in lost)
            behind.append(Behind(begins, len(lost), len(numbers), reviews))
    return tuple(behind)
