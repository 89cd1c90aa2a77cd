"""One sitting of the test: from the answers so far to the next question, and why that one.

Nothing is kept between two questions: after a crash, an undo or an edit of the content the same
answers, read from the log, lead to where the learner was.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.graph import Graph
from mlsd_graph.level import Level
from mlsd_graph.memory.state import CardState, Rating
from mlsd_graph.placement.beliefs import Beliefs
from mlsd_graph.placement.cards import graded, stands_for
from mlsd_graph.placement.checks import FEWEST_ANSWERS
from mlsd_graph.placement.level import ABILITY
from mlsd_graph.placement.prior import Prior
from mlsd_graph.placement.said import Said, compared

MOST_QUESTIONS = 25
_WORTH_ASKING = 0.05
"""Concepts that the next answer must be expected to classify rightly, beyond those so far."""
_RIGHT = {Rating.AGAIN: 0.0, Rating.HARD: 0.5, Rating.GOOD: 1.0, Rating.EASY: 1.0}
_NEAREST = 3


class Answer(NamedTuple):
    """One question answered; the card's own grade."""

    concept: str
    uid: str
    rating: Rating


class Question(NamedTuple):
    """The next question, and why it is asked."""

    concept: str
    uid: str
    number: int
    """From 1."""
    belief: float
    """How likely the concept is known, as far as it can be told."""
    gain: float
    """Concepts that its answer is expected to classify rightly, beyond those so far."""
    nearest: tuple[str, ...]
    """Concepts about which it tells most."""


class Sitting(NamedTuple):
    """Where a test stands."""

    level: Level
    answers: tuple[Answer, ...]
    beliefs: Beliefs
    question: Question | None
    """None when it is over."""
    said: Said | None
    """What the last answer said about other concepts."""

    @property
    def over(self) -> bool:
        """Whether nothing is worth asking any more."""
        return self.question is None


def sit(  # noqa: PLR0913, PLR0917  all that a sitting depends on
    graph: Graph,
    start: Prior,
    states: Mapping[str, CardState],
    level: Level,
    answers: Sequence[Answer],
    day: int,
) -> Sitting:
    """Take in the answers and choose the next question; `day` is the study day.

    Answers about concepts that the content no longer has, or that the prior left out, count for
    the number of questions and nothing else.
    """
    beliefs = before = Beliefs.before(start, ABILITY[level])
    for answer in answers:
        before = beliefs
        if answer.concept in beliefs.place:
            beliefs = beliefs.after(answer.concept, _RIGHT[answer.rating])
    asked = tuple(answers)
    said = compared(graph, before, beliefs, asked[-1].concept) if asked else None
    question = _next(graph, beliefs, states, asked, day)
    return Sitting(level, asked, beliefs, question, said)


def _next(
    graph: Graph,
    beliefs: Beliefs,
    states: Mapping[str, CardState],
    answers: Sequence[Answer],
    day: int,
) -> Question | None:
    """Choose the concept whose answer tells most; those already studied speak for themselves."""
    if len(answers) >= MOST_QUESTIONS:
        return None
    done = {answer.concept for answer in answers}
    cards = {
        id_: head
        for id_ in beliefs.ids
        if id_ not in done
        and not graded(graph, states, id_)
        and (head := stands_for(graph, states, id_, day))
    }
    if not cards:
        return None
    ids = list(cards)
    gains = beliefs.tells(ids)
    best = int(gains.argmax())
    if len(answers) >= FEWEST_ANSWERS and gains[best] < _WORTH_ASKING:
        return None
    id_ = ids[best]
    return Question(
        concept=id_,
        uid=cards[id_].uid,
        number=len(answers) + 1,
        belief=float(beliefs.known()[beliefs.place[id_]]),
        gain=float(gains[best]),
        nearest=_nearest(beliefs, id_, done),
    )


def _nearest(beliefs: Beliefs, id_: str, done: set[str]) -> tuple[str, ...]:
    """Concepts that would move most, the strongest first."""
    ties = beliefs.together(id_)
    known = beliefs.known()
    open_ = known * (1 - known) * ties
    order = sorted(range(len(beliefs.ids)), key=lambda i: -open_[i])
    others = (beliefs.ids[i] for i in order if beliefs.ids[i] != id_)
    return tuple([other for other in others if other not in done][:_NEAREST])
