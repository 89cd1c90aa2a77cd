"""Goes through a learner's grades and keeps what each level of trust believes of credited cards.

Credits of a day count from the next day on, once a day and card with the largest weight, and so
does what its answers say of trust: the order of answers within a day changes nothing. Explicit
reviews alone make memories. Imports numpy.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from mlsd_graph.credit.delay import may_wait
from mlsd_graph.credit.traces import Own, Traces
from mlsd_graph.credit.trust import Trust
from mlsd_graph.memory.batch import Memory
from mlsd_graph.memory.fsrs6 import fsrs6
from mlsd_graph.memory.settings import Settings

FORGOTTEN = 0
"""Rating where a card was made new again."""
HARDEST = 7.0
"""Difficulty from which a card takes no credit."""
_AGAIN, _HARD = 1, 2
_LAPSES, _OF = 2, 5
"""A card with so many lapses among its last reviews takes no credit."""


class Grade(NamedTuple):
    """One explicit grade."""

    card: str
    rating: int
    """1 to 4, or `FORGOTTEN`."""
    day: int
    """Study day."""
    due_day: int | None = None
    """When the grade lets the card fall due; None while in steps."""


class _Card(NamedTuple):
    own: Own
    grades: tuple[int, ...]
    """The last few."""
    due_day: int | None


class _Foreseen(NamedTuple):
    """An answer and what was expected of it."""

    passed: bool
    uncredited: float = 0.0
    by_level: tuple[float, ...] = ()
    """One recall for each level of trust; empty for a card without credit."""


class Ledger:
    """All that grades up to some day say of credit; feed it grades in order of time."""

    def __init__(
        self,
        edges: Callable[[str], Iterable[tuple[str, float]]],
        settings: Settings,
    ) -> None:
        """`edges` names the cards that passing a card credits, with weights from 0 to 1."""
        self._edges = edges
        self._model = fsrs6(settings.parameters)
        self._retention = settings.desired_retention
        self._cards: dict[str, _Card] = {}
        self._traces = Traces(Memory(settings))
        self._pending: dict[str, float] = {}
        self._explicit: set[str] = set()
        self._answers: list[_Foreseen] = []
        self._day = -1
        self.trust = Trust()
        self.saved = 0
        """Due reviews that credit, trusted as far as it was then, would have let wait."""

    def take(self, grade: Grade) -> None:
        """Take one grade in; the days of grades never fall."""
        self.turn(grade.day)
        if grade.rating == FORGOTTEN:
            self._cards.pop(grade.card, None)
            self._traces.drop(grade.card)
            return
        self._weigh(grade)
        self._remember(grade)
        if grade.rating > _AGAIN:
            share = 0.5 if grade.rating == _HARD else 1.0
            each = ((uid, share * weight) for uid, weight in self._edges(grade.card))
            self._credit((uid, weight) for uid, weight in each if uid != grade.card)

    def vouch(self, cards: Iterable[tuple[str, float]], day: int) -> None:
        """Take in that a task of a study day used what some cards ask; weights from 0 to 1."""
        self.turn(day)
        self._credit(cards)

    def turn(self, day: int) -> None:
        """Let a study day begin: what was credited and answered before it counts now."""
        if day <= self._day:
            return
        self._judge()
        taking = {
            uid: card.own
            for uid in self._pending
            if uid not in self._explicit and (card := self._cards.get(uid)) and _takes_credit(card)
        }
        self._traces.credit(taking, [self._pending[uid] for uid in taking], self._day)
        self._pending.clear()
        self._explicit.clear()
        self._day = day

    def expected(self) -> Mapping[str, tuple[float, float]]:
        """For each credited card its recall today by its own reviews, and as trusted."""
        names, each = self._traces.all_recalls(self._day)
        trusted: list[float] = (each @ self.trust.posterior).tolist()
        return dict(zip(names, zip(each[:, 0].tolist(), trusted, strict=True), strict=True))

    def _credit(self, cards: Iterable[tuple[str, float]]) -> None:
        for uid, weight in cards:
            if weight > 0.0:
                self._pending[uid] = max(weight, self._pending.get(uid, 0.0))

    def _judge(self) -> None:
        """Let the answers of a day move trust, measured by what was usual before that day."""
        for answer in self._answers:
            if answer.by_level:
                self.trust.saw(answer.by_level, passed=answer.passed)
        for answer in self._answers:
            if not answer.by_level:
                self.trust.saw_uncredited(answer.uncredited, passed=answer.passed)
        self._answers.clear()

    def _weigh(self, grade: Grade) -> None:
        """Compare an answer with what each level had expected of it."""
        card = self._cards.get(grade.card)
        if card is None or grade.day - card.own.day < 1:
            return
        passed = grade.rating > _AGAIN
        if grade.card not in self._traces:
            likely = self._model.retrievability(grade.day - card.own.day, card.own.stability)
            self._answers.append(_Foreseen(passed, likely))
            return
        each = self._traces.recalls(grade.card, grade.day)
        was_due = card.due_day is not None and card.due_day <= grade.day
        if was_due:
            self.saved += may_wait(each[0], self.trust.expect(each), self._retention)
        self._answers.append(_Foreseen(passed, by_level=tuple(each)))

    def _remember(self, grade: Grade) -> None:
        """Let the explicit grade alone make the memory."""
        card = self._cards.get(grade.card)
        if card is None:
            stability, difficulty = self._model.first(grade.rating)
        else:
            last = card.own
            stability, difficulty = self._model.next(
                last.stability, last.difficulty, grade.day - last.day, grade.rating
            )
        grades = (*card.grades, grade.rating)[-_OF:] if card else (grade.rating,)
        own = Own(stability, difficulty, grade.day)
        self._cards[grade.card] = _Card(own, grades, grade.due_day)
        self._traces.drop(grade.card)
        self._explicit.add(grade.card)


def _takes_credit(card: _Card) -> bool:
    return (
        card.own.difficulty < HARDEST
        and card.grades[-1] > _AGAIN
        and card.grades.count(_AGAIN) < _LAPSES
    )
