"""Finds, for a card that vanished, the new card that it may have become."""

from collections.abc import Sequence

from mlsd_graph.content.records import Card

_NEAR = 60.0
"""Similarity of question and answer from which a card is taken for the same one."""
_NAME_COSTS = 30.0
"""How much more alike two headings must be, where the text has been written anew."""
_EQUAL = 100.0
_LONGEST = 400


class Lookalikes:
    """New cards; each is taken for one vanished card at most."""

    def __init__(self, fresh: Sequence[Card]) -> None:
        self._fresh = fresh
        self._taken: set[str] = set()

    def take(self, name: str, words: str, page: str) -> Card | None:
        """The new card that is most like the vanished one; of its own page where that is a tie."""
        from rapidfuzz import fuzz  # noqa: PLC0415  only where a card vanished

        best: tuple[float, Card] | None = None
        for card in self._fresh:
            if card.head.note in self._taken:
                continue
            text = f"{card.question} {card.answer}"[:_LONGEST]
            alike = fuzz.ratio(words[:_LONGEST], text)
            named = fuzz.ratio(name, card.head.name)
            if max(alike, named - _NAME_COSTS) < _NEAR:
                continue
            score = alike + named / 10 + (10 if alike == _EQUAL else 0) + (card.head.page == page)
            if best is None or score > best[0]:
                best = (score, card)
        if best is None:
            return None
        self._taken.add(best[1].head.note)
        return best[1]
