"""Review: one card at a time, asked, answered, graded; a grade is on the disk before the next."""

import time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from mlsd_graph.errors import ChangedElsewhereError, MlsdError, QuarantinedError
from mlsd_graph.memory import Rating
from tui.next_card import next_or_why_none
from tui.screens.card import CardScreen
from tui.screens.graded_notices import tell_graded
from tui.screens.review_keys import REVIEW_KEYS
from tui.turning import done_again, taken_back
from tui.widgets.card_view import Stage
from tui.widgets.grade_bar import GradeBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlsd_graph.study import Study
    from mlsd_graph.study.taking_back import Turned
    from mlsd_graph.study.views import Answered, Shown


class ReviewScreen(CardScreen):
    """Asks the cards of the queue."""

    BINDINGS: ClassVar[list[BindingType]] = REVIEW_KEYS

    def __init__(self, first: "Shown | None", *, graded: int = 0) -> None:
        """Without a `first` card the newest act is taken back, one of `graded` perhaps."""
        super().__init__()
        self._first: Shown | None = first
        self._undoes = first is None
        self._fetching = False
        self._started = 0.0
        self._graded = graded
        self._types = True

    def show_study(self, study: "Study") -> None:
        """Ask the first card, or show the present one again: its text may have changed."""
        shown = self._shown
        if self._first is not None:
            first, self._first = self._first, None
            self._ask(first)
        elif self._undoes:
            self._undoes = False
            self.action_undo()
        elif shown is None and not self._fetching:
            self._ask_next(study)
        elif shown is not None and self._stage is not Stage.WAITING:
            uid = shown.card.uid
            self.mlsd.writing(lambda: study.shown(uid), self._show_again, self._gone)

    def action_reveal(self) -> None:
        """Show the answer or the next item; once all is shown, give the proposed grade."""
        if self._stage is Stage.ANSWERED:
            self.action_grade(self._proposed)
        else:
            super().action_reveal()

    def action_grade(self, number: int) -> None:
        """Record a grade; the card stays until it is on the disk."""
        study, shown, stage = self.study, self._shown, self._stage
        if study is None or shown is None or stage not in {Stage.ANSWERED, Stage.TICKING}:
            return
        self._stage = Stage.WAITING
        uid, rating = shown.card.uid, Rating(number)
        taken = round((time.monotonic() - self._started) * 1000)

        self.mlsd.writing(
            lambda: study.answer(uid, rating, duration_ms=taken),
            lambda answered: self._answered(study, answered),
            lambda error: self._refused(study, stage, error),
        )

    def action_undo(self) -> None:
        """Take back the newest act, and show its card again."""
        study = self.study
        if study is not None:
            done = partial(self._turned, study, back=True)
            self.mlsd.writing(lambda: taken_back(study), done, self._not_turned)

    def action_redo(self) -> None:
        """Do again what was undone, and go on."""
        study = self.study
        if study is not None:
            done = partial(self._turned, study, back=False)
            self.mlsd.writing(lambda: done_again(study), done, self._not_turned)

    def action_bury(self) -> None:
        """Hide the card until tomorrow."""
        self._put_away("Buried until tomorrow.", lambda study, uid: study.bury(uid))

    def action_suspend(self) -> None:
        """Stop asking the card."""
        self._put_away("Suspended.", lambda study, uid: study.suspend(uid))

    def action_mark(self) -> None:
        """Mark the card, or take the mark away."""
        study, shown = self.study, self._shown
        if study is None or shown is None or self._stage is Stage.WAITING:
            return
        uid, on = shown.card.uid, not (shown.state and shown.state.marked)

        def mark() -> "Shown":
            study.mark(uid, on=on)
            return study.shown(uid)

        self.mlsd.writing(mark, self._show_again)

    def action_leave(self) -> None:
        """End the session."""
        (self.mlsd.finish_review if self._graded else self.mlsd.pop_screen)()

    def _ask_next(self, study: "Study") -> None:
        self._stage = Stage.WAITING
        self._fetching = True

        def failed(_: MlsdError) -> None:
            self._fetching = False

        self.mlsd.writing(lambda: next_or_why_none(study), self._ask_or_end, failed)

    def _ask_or_end(self, found: "tuple[Shown | None, str]") -> None:
        """Ask a card; without one the session is over."""
        self._fetching = False
        shown, nothing = found
        if shown is not None:
            self._ask(shown)
        elif self.is_here:
            self._shown = None
            self._nothing_left(nothing)

    def _ask(self, shown: "Shown") -> None:
        """Show a card from its front."""
        if not self.is_here:
            return
        self._started = time.monotonic()
        self._begin(shown, types=self._types)
        self._types = True

    def _nothing_left(self, said: str) -> None:
        if not self.is_current:
            # something lies on top; asked again on return
            return
        if self._graded:
            self.mlsd.finish_review()
        else:
            self.notify(said, markup=False)
            self.mlsd.pop_screen()

    def _gone(self, error: MlsdError) -> bool:
        """Keep a card whose file has errors, which a toast has named; leave one that is gone."""
        if isinstance(error, QuarantinedError):
            self.query_one(GradeBar).say(f"{error.mark}: e opens it, a grade counts")
            return True
        if self.study is not None:
            self._ask_next(self.study)
        return False

    def _show_again(self, shown: "Shown") -> None:
        """Show the same card with what has changed, as far as it was revealed."""
        before = self._shown
        if before is None or not self.is_here or self._stage is Stage.WAITING:
            return
        if shown.card.uid != before.card.uid:
            return
        if (shown.card.kind, shown.card.items) != (before.card.kind, before.card.items):
            self._ask(shown)
            return
        self._shown = shown
        self._draw()

    def _answered(self, study: "Study", answered: "Answered") -> None:
        self._graded += 1
        tell_graded(self.mlsd, study, answered)
        self._ask_next(study)

    def _turned(self, study: "Study", turned: "Turned", *, back: bool) -> None:
        self.mlsd.tell_act(turned.told)
        act = turned.act
        if act is None:
            if self._shown is None:
                self._ask_next(study)
            return
        if act.kind == "review":
            self._graded += -1 if back else 1
        # A line to type in would swallow the next undo or redo.
        self._types = False
        card = act.card
        if back and card is not None:
            self.mlsd.writing(lambda: study.shown(card), self._ask, lambda _: self._ask_next(study))
        else:
            self._ask_next(study)

    def _not_turned(self, _: MlsdError) -> None:
        """Go back to the summary from where a review was to begin with what could not be undone."""
        if self._shown is None and self.is_current:
            self.mlsd.finish_review()

    def _put_away(self, said: str, act: "Callable[[Study, str], None]") -> None:
        study, shown, stage = self.study, self._shown, self._stage
        if study is None or shown is None or stage is Stage.WAITING:
            return
        self._stage = Stage.WAITING
        uid = shown.card.uid

        def done(_: None) -> None:
            self.mlsd.tell_act(said)
            self._ask_next(study)

        self.mlsd.writing(
            lambda: act(study, uid), done, lambda error: self._refused(study, stage, error)
        )

    def _refused(self, study: "Study", stage: Stage, error: MlsdError) -> None:
        """Offer the same again, unless another process has graded the card."""
        self._stage = stage
        if isinstance(error, ChangedElsewhereError):
            self._ask_next(study)
