"""One mock interview at work: what the learner does, saved as it is done.

Typing, ticking and the clock change a value in memory. `save` writes it beside the log, `forward`
also records what was finished. One thread at a time may save and move; the other acts are instant
and may come from another thread, but not while a move is under way.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from mlsd_graph.content.records import Card, CardKind, Step
from mlsd_graph.errors import ChangedElsewhereError, ContentError
from mlsd_graph.graph import contrast_uid
from mlsd_graph.interview import record
from mlsd_graph.interview.agenda import Phase, Turn
from mlsd_graph.interview.brief import Brief, Part
from mlsd_graph.interview.questions import MOST, Question, Sources, closing, follow_ups
from mlsd_graph.interview.run import LONGEST_NOTES, Run
from mlsd_graph.interview.saving import read, written
from mlsd_graph.store import Draft, Kind
from mlsd_graph.store.drafts import Drafts

if TYPE_CHECKING:
    from mlsd_graph.study.study import Study

_PAUSE = 1.0
"""Seconds between two savings of what pours in."""
Ticker = Callable[[], float]
"""Tells the seconds of a clock that never goes back, such as `time.monotonic`."""


class Sitting:
    """An interview of one learner."""

    def __init__(  # noqa: PLR0913  what an interview is made of
        self,
        study: "Study",
        brief: Brief,
        run: Run,
        ticker: Ticker,
        *,
        asked: Mapping[str, int] | None = None,
        saves: int = 0,
        most: int = MOST,
    ) -> None:
        self.brief = brief
        self.run = run
        self._study = study
        self._ticker = ticker
        self._asked = asked or {}
        self._saves = saves
        self._writing = ""
        self._saved: Run | None = None
        self._saved_at = -_PAUSE
        self._most = most
        self._drafts = drafts(study)

    @property
    def turn(self) -> Turn | None:
        """What is to be done now; None once all is done."""
        return self.run.turn

    @property
    def part(self) -> Part | None:
        """The step that is at hand."""
        turn = self.turn
        return self.brief.part(turn.step) if turn else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the interviewer asks back on the step at hand."""
        turn = self.turn
        return self.run.questions.get(turn.step, ()) if turn else ()

    def remaining(self) -> float:
        """Seconds that the step at hand has left; negative once it has overrun."""
        turn = self.turn
        return self.run.remaining(turn.step, self._ticker()) if turn else 0.0

    def total(self) -> float:
        """Seconds spent in all."""
        return self.run.watch.total(self._ticker())

    def typed(self, text: str) -> bool:
        """Replace the notes of the step at hand; tell whether they had to be cut."""
        turn = self.turn
        if turn is not None:
            self.run = self.run.typed(turn.step, text)
        return len(text) > LONGEST_NOTES

    def put(self, number: int) -> None:
        """Say that so many questions on the step at hand were put to the learner."""
        turn = self.turn
        if turn is not None:
            self.run = self.run.with_put(turn.step, number)

    def ticked(self, concepts: Iterable[str]) -> None:
        """Replace what is ticked in the step at hand."""
        turn = self.turn
        if turn is not None:
            self.run = self.run.marked(turn.step, frozenset(concepts))

    def pause(self) -> None:
        """Let the clock stand."""
        self.run = self.run.paused(self._ticker())

    def go_on(self) -> None:
        """Let the clock run, where the present turn is timed."""
        self.run = self.run.going(self._ticker())

    def extend(self, seconds: int) -> None:
        """Give the step at hand more time, or less."""
        turn = self.turn
        if turn is not None:
            budget = self.run.budgets.get(turn.step, 0) + seconds
            self.run = self.run.with_budget(turn.step, budget)

    def forward(self) -> None:
        """Finish the turn: record it, and go on to the next; raises NotSavedError."""
        turn = self.turn
        if turn is None:
            return
        if turn.phase is Phase.ANSWER and turn.step not in self.run.questions:
            self.run = self.run.asked(turn.step, self._chosen(turn.step))
        after = self.run.forward(self._ticker())
        following = after.turn
        if following and following.phase is Phase.QUESTIONS and not self.questions:
            after = after.forward(self._ticker())
        self._record(turn, after)
        self._go(after)

    def back(self) -> None:
        """Return to the turn before; what was asked stays asked."""
        after = self.run.back(self._ticker())
        if (
            after.turn
            and after.turn.phase is Phase.QUESTIONS
            and not after.questions.get(after.turn.step)
        ):
            after = after.back(self._ticker())
        self._go(after)

    def stop_answering(self) -> None:
        """Go to the marking of the steps that were begun; raises NotSavedError."""
        turn = self.turn
        if turn is not None and turn.is_timed:
            self._check()
            self.run = self.run.without_unput()
            self._note(*(step for step in self.run.steps if step in self.run.begun))
            self._go(self.run.skipped_to_marking(self._ticker()))

    def leave(self) -> None:
        """Let the clock stand and save; the interview can be resumed."""
        self.pause()
        self.save()

    def save(self) -> None:
        """Write what has changed beside the log.

        Raises:
            ChangedElsewhereError: The interview goes on in another window.
            NotSavedError: The disk refused.
        """
        run, now = self.run, self._ticker()
        if run.turn is None or (run is self._saved and not run.watch.is_running):
            return
        self._check()
        self._writing = written(run, self._saves + 1, now)
        self._drafts.write(run.id, self._writing)
        self._saves += 1
        self._saved, self._saved_at = run, now

    def save_soon(self) -> None:
        """Save unless that was done within the last second: for lines that pour in from a pipe."""
        if self._ticker() - self._saved_at >= _PAUSE:
            self.save()

    def _go(self, after: Run) -> None:
        self.run = after
        if after.turn is None:
            self._drafts.remove(after.id)
        else:
            self.save()

    def _check(self) -> None:
        """Refuse to overwrite what another window has saved."""
        text = self._drafts.read(self.run.id)
        if text is None:
            return
        try:
            saves = read(text).saves
        except ValueError:
            return
        if text == self._writing:  # an interrupt may come after the file and before the count
            self._saves = saves
        if saves != self._saves:
            raise ChangedElsewhereError(
                "This interview goes on in another window.", "Leave it here, and resume it there."
            )

    def _record(self, turn: Turn, after: Run) -> None:
        """Put a finished turn into the log, and the end of the interview with the last."""
        self._check()
        following = after.turn
        if turn.phase is Phase.MARK:
            items = self.brief.part(turn.step).items
            values = [record.marked(self.run, turn.step, items)]
            if following is None:
                values.append(record.ended(self.run, self._ticker()))
            self._study.store.append([Draft(Kind.INTERVIEW, data=each) for each in values])
        elif following is None or following.step is not turn.step or not following.is_timed:
            self._note(turn.step)

    def _note(self, *steps: Step) -> None:
        """Put answered steps and their notes into the log."""
        found: list[Draft] = []
        for step in steps:
            answered = record.answered(self.run, step, self._ticker())
            found.append(Draft(Kind.INTERVIEW, data=answered))
            found += [Draft(Kind.SAID, data=piece) for piece in record.pieces(self.run, step)]
        self._study.store.append(found)

    def _chosen(self, step: Step) -> tuple[Question, ...]:
        """Choose the questions of a step; the last step's end with the closing one."""
        sources = self._sources()
        notes = self.run.notes.get(step, "")
        found = follow_ups(self.brief, step, notes, sources, used=self.run.used, most=self._most)
        is_last = step is self.run.steps[-1] and self._most > 0
        return found + (closing(self.brief) if is_last else ())

    def _sources(self) -> Sources:
        study = self._study

        def cards(concept: str) -> tuple[Card, ...]:
            try:
                return study.library.page(concept).cards
            except ContentError:
                return ()

        def contrasts(concept: str) -> dict[str, Card]:
            known, pages = study.library.cards, study.graph.pages
            pairs = {
                other: contrast_uid(pages[concept], pages[other])
                for other in study.graph.contrasts_of.get(concept, {})
            }
            found = {other: study.library.card(uid) for other, uid in pairs.items() if uid in known}
            return {other: card for other, card in found.items() if card.kind is CardKind.CONTRAST}

        return Sources(
            cards=cards,
            contrasts=contrasts,
            title=study.library.title,
            recall=study.recall,
            asked=self._asked,
        )


def drafts(study: "Study") -> Drafts:
    """Find the folder of interviews under way."""
    return Drafts(study.paths.state / "interviews")
