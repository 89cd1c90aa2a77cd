"""Parameters fitted to the learner's log, and what they would change, before anything changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mlsd_graph.memory.batch import plain_due, remember
from mlsd_graph.memory.fitting.judging import Verdict, judge
from mlsd_graph.memory.fitting.sample import Sample, history_of
from mlsd_graph.memory.settings import Settings
from mlsd_graph.memory.state import CardState, Phase
from mlsd_graph.scheduling import Now
from mlsd_graph.store.grades import FORGOTTEN, Grade

if TYPE_CHECKING:
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study.study import Study


class Moves(NamedTuple):
    """What other parameters would do to the due days of cards in review."""

    cards: int
    """In review, not suspended."""
    earlier: int
    later: int
    median: float
    """Days by which a moved card moves, without sign; 0 where none does."""
    furthest: int
    """Days of the card that moves most."""
    due_before: int
    """Cards due by the end of today."""
    due_after: int

    @property
    def moved(self) -> int:
        """Cards whose due day changes."""
        return self.earlier + self.later


class Proposal(NamedTuple):
    """A fit with its verdict and its consequences."""

    before: tuple[float, ...]
    """The parameters in force."""
    verdict: Verdict
    moves: Moves

    @property
    def value(self) -> str:
        """The fitted parameters as the setting `parameters` takes them."""
        return Settings(parameters=self.verdict.parameters).as_text()["parameters"]


def propose(study: "Study", progress: "Progress | None" = None) -> Proposal:
    """Fit to the log; changes nothing, and holds no lock while it calculates.

    Raises:
        TooFewReviewsError: The log cannot tell yet.
        StoppedError: `progress` returned False.
    """
    grades, states, settings = study.store.grades(), study.store.states(), study.settings
    sample = Sample(history_of(_lives(grades)))
    verdict = judge(sample, settings.parameters, progress)
    fitted = replace(settings, parameters=verdict.parameters)
    return Proposal(settings.parameters, verdict, moves(grades, states, fitted, study.now()))


def moves(
    grades: Mapping[str, Sequence[Grade]],
    states: Mapping[str, CardState],
    settings: Settings,
    now: Now,
) -> Moves:
    """Compare the due days of all cards in review with those under other settings.

    A card graded at a time that is yet to come, as the clock stands, keeps its day.
    """
    newest = dict(_lives(grades))
    shown = [
        (uid, reviews)
        for uid, reviews in newest.items()
        if (state := states.get(uid)) and state.phase == Phase.REVIEW and not state.suspended
    ]
    past = history_of(shown)
    if not shown:
        return Moves(0, 0, 0, 0.0, 0, 0, 0)
    before = np.array([states[uid].due for uid in past.cards], np.int64)
    last = np.array([states[uid].last for uid in past.cards], np.int64)
    after = plain_due(past.cards, remember(past, settings), settings)
    after = np.where(last < now.ms, after, before)
    shift = after - before
    changed = np.abs(shift[shift != 0])
    return Moves(
        cards=len(shift),
        earlier=int(np.sum(shift < 0)),
        later=int(np.sum(shift > 0)),
        median=float(np.median(changed)) if len(changed) else 0.0,
        furthest=int(changed.max(initial=0)),
        due_before=int(np.sum(before <= now.day)),
        due_after=int(np.sum(after <= now.day)),
    )


def _lives(
    grades: Mapping[str, Sequence[Grade]],
) -> Iterator[tuple[str, list[tuple[int, int, int]]]]:
    """Give each card's reviews; a card that was made new again has another life after that."""
    for uid, all_of_one in grades.items():
        life: list[tuple[int, int, int]] = []
        for grade in all_of_one:
            if grade.rating == FORGOTTEN:
                yield uid, life
                life = []
            else:
                life.append((grade.at, grade.offset, grade.rating))
        yield uid, life
