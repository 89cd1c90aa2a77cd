"""Placement: a level, up to 25 real cards with why each is asked, and what came out."""

import time
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.content.records import CardKind
from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.scheduling import Reason, ReasonKind
from tui.screens.base import StudyScreen
from tui.screens.placement_keys import PLACEMENT_KEYS
from tui.turning import placing_taken_back
from tui.widgets.card_view import CardView
from tui.widgets.card_view import Stage as Revealed
from tui.widgets.grade_bar import GradeBar
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from mlsd_graph.errors import MlsdError
    from mlsd_graph.study import Study
    from mlsd_graph.study.placing import Placing
    from mlsd_graph.study.views import Shown

_REASON = Reason(ReasonKind.ASKED, "a question of the placement")
_LEVELS = "1 junior   2 mid   3 senior   4 staff"
_ASK = "say it aloud, then space shows the answer; n: I don't know it"
_GRADE = "did you know it?  1 no   2 partly   [3 yes]   4 at once"

_NEW = "enter goes on; u takes the result back; r begins anew"
_OLD = "enter goes on; r begins anew, and its result replaces this one"


class _Stage(Enum):
    WAITING = auto()
    LEVEL = auto()
    ASKED = auto()
    ANSWERED = auto()
    RESULT = auto()


class PlacementScreen(StudyScreen):
    """Asks, explains each question and answer, and tells the result; goes on where it was left."""

    DEFAULT_CSS = """
    PlacementScreen #why { height: auto; max-height: 9; padding: 1 2 0 2; color: $text-muted; }
    PlacementScreen #told { padding: 1 2 0 2; }
    """
    BINDINGS: "ClassVar[list[BindingType]]" = PLACEMENT_KEYS

    def __init__(self) -> None:
        super().__init__()
        self._stage = _Stage.WAITING
        self._now: Placing | None = None
        self._shown: Shown | None = None
        self._started = 0.0
        self._is_new = False

    def compose(self) -> ComposeResult:
        """Lay out why it is asked, the card, and what the keys do."""
        yield Static("Placement", id="title", markup=False)
        yield Static("", id="why", markup=False)
        yield CardView()
        with VerticalScroll(id="told", can_focus=True):
            yield Static("loading …", markup=False)
        yield GradeBar()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show no card before there is one."""
        self.query_one(CardView).display = False
        super().on_mount()

    def show_study(self, study: "Study") -> None:
        """Read where placement stands, also after another screen took something back."""
        from mlsd_graph.study.placing import placing  # noqa: PLC0415  numpy: 100 ms

        self._call(lambda: placing(study))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that mean something now."""
        del parameters
        asking = self._stage in {_Stage.ASKED, _Stage.ANSWERED}
        if action in {"unknown", "end"}:
            return asking
        if action == "undo":
            return asking or (self._stage is _Stage.RESULT and self._is_new)
        if action == "decline":
            return self._stage is _Stage.LEVEL
        return self._stage is _Stage.RESULT if action == "again" else True

    def action_on(self) -> None:
        """Show the answer; once it is shown say yes, and leave the result."""
        if self._stage is _Stage.ASKED:
            self._stage = _Stage.ANSWERED
            self._draw_card()
        elif self._stage is _Stage.ANSWERED:
            self.action_choose(Rating.GOOD)
        elif self._stage is _Stage.RESULT:
            self.mlsd.pop_screen()

    def action_choose(self, number: int) -> None:
        """Choose a level before the first question, and a grade after an answer."""
        if self._stage is _Stage.ANSWERED:
            self._answer(Rating(number))
        elif self._stage is _Stage.LEVEL:
            from mlsd_graph.study.placing import begin  # noqa: PLC0415  numpy: 100 ms

            level = tuple(Level)[number - 1]
            self._do(lambda study: begin(study, level))

    def action_unknown(self) -> None:
        """Say without looking that it is not known."""
        if self._stage in {_Stage.ASKED, _Stage.ANSWERED}:
            self._answer(Rating.AGAIN)

    def action_undo(self) -> None:
        """Take back the last answer, the beginning or the result; nothing from before."""
        from mlsd_graph.study.placing import placing  # noqa: PLC0415  numpy: 100 ms

        def undone(study: "Study") -> "Placing":
            self.mlsd.call_from_thread(self.mlsd.tell_act, placing_taken_back(study).told)
            return placing(study)

        self._do(undone)

    def action_end(self) -> None:
        """End with what is known by now."""
        if self._stage in {_Stage.ASKED, _Stage.ANSWERED}:
            self._finish()

    def action_again(self) -> None:
        """Ask for a level again; the result in force stays until the new test ends."""
        if self._stage is _Stage.RESULT:
            self._ask_level()

    def action_decline(self) -> None:
        """Leave, and let Today offer it no more."""
        from mlsd_graph.study.placed import decline  # noqa: PLC0415  not before it is asked for

        study = self.study
        if study is not None and self._stage is _Stage.LEVEL:
            self.mlsd.writing(lambda: decline(study), self._declined)

    def _declined(self, _: None) -> None:
        self.mlsd.pop_screen()

    def _answer(self, rating: Rating) -> None:
        from mlsd_graph.study.placing import answer  # noqa: PLC0415  numpy: 100 ms

        shown = self._shown
        if shown is None:
            return
        uid = shown.card.uid
        taken = round((time.monotonic() - self._started) * 1000)
        self._do(lambda study: answer(study, uid, rating, duration_ms=taken)[1])

    def _finish(self) -> None:
        from mlsd_graph.placement import wording  # noqa: PLC0415  numpy: 100 ms
        from mlsd_graph.study.placing import finish  # noqa: PLC0415  numpy: 100 ms

        study = self.study
        if study is None:
            return
        stage, self._stage = self._stage, _Stage.WAITING

        def failed(_: "MlsdError") -> None:
            self._stage = stage

        self.mlsd.writing(
            lambda: wording.outcome(finish(study)),
            lambda lines: self._told(*lines, is_new=True),
            failed,
        )

    def _do(self, act: "Callable[[Study], Placing]") -> None:
        study = self.study
        if study is not None:
            self._call(lambda: act(study))

    def _call(self, act: "Callable[[], Placing]") -> None:
        """Act off the loop; keys wait, and where it fails all is as before."""
        stage, self._stage = self._stage, _Stage.WAITING

        def failed(_: "MlsdError") -> None:
            self._stage = stage

        self.mlsd.writing(act, self._stand, failed)

    def _stand(self, now: "Placing") -> None:
        """Show where placement stands: a level to choose, a question, or a result."""
        study = self.study
        if study is None or not self.is_here:
            return
        self._now = now
        if now.sitting is None:
            self._between(study, now)
            return
        question = now.sitting.question
        if question is None:
            self._finish()
            return
        self.mlsd.writing(lambda: study.shown(question.uid), lambda shown: self._ask(study, shown))

    def _ask(self, study: "Study", shown: "Shown") -> None:
        """Show a question with why it is asked, and what the last answer said."""
        from mlsd_graph.placement import wording  # noqa: PLC0415  numpy: 100 ms

        sitting = self._now.sitting if self._now else None
        if sitting is None or sitting.question is None or not self.is_here:
            return
        question = sitting.question
        lines = [wording.why(study.graph, question)]
        if sitting.said:
            lines.insert(0, wording.told(study.graph, sitting.said, sitting.answers[-1].rating))
        shown = shown._replace(reason=_REASON)
        self._shown, self._stage, self._started = shown, _Stage.ASKED, time.monotonic()
        most = wording.MOST_QUESTIONS
        self._title(f"Placement · question {question.number} of at most {most}")
        self.query_one("#why", Static).update(Content("\n").join(map(Content, lines)))
        self._show_card(on=True)
        if shown.card.kind is CardKind.EXPLAIN:
            self.query_one(CardView).ask(shown)
        self.query_one(CardView).scroll_home(animate=False)
        self._draw_card()

    def _draw_card(self) -> None:
        """Draw the card; nothing is typed or ticked here, the learner alone judges."""
        shown = self._shown
        if shown is None:
            return
        answered = self._stage is _Stage.ANSWERED
        stage = Revealed.ANSWERED if answered else Revealed.WAITING
        if shown.card.kind is CardKind.EXPLAIN and not answered:
            stage = Revealed.ASKED
        items = len(shown.card.items) if answered else 0
        self.query_one(CardView).draw(shown, stage, items=items)
        self.query_one(GradeBar).say(_GRADE if answered else _ASK)
        self.refresh_bindings()

    def _between(self, study: "Study", now: "Placing") -> None:
        """Show the result in force, or ask for a level."""
        from mlsd_graph.placement import wording  # noqa: PLC0415  numpy: 100 ms
        from mlsd_graph.study.placing import checks_to_come  # noqa: PLC0415  numpy: 100 ms

        if now.record.ended is None:
            self._ask_level()
        else:
            found = checks_to_come(study, now)
            coming = ["", wording.coming(found)] if found else []
            self._told(wording.standing_line(now.kept.standing), *coming)

    def _ask_level(self) -> None:
        from mlsd_graph.placement import wording  # noqa: PLC0415  numpy: 100 ms

        self._stage = _Stage.LEVEL
        self._title("Placement")
        self._text(wording.INTRODUCTION, "", "In an interview you would be:", "", _LEVELS)
        self.query_one(GradeBar).say(f"choose: {_LEVELS}   x no, and do not offer it again")

    def _told(self, *lines: str, is_new: bool = False) -> None:
        self._stage, self._is_new = _Stage.RESULT, is_new
        self._title("Placement · result")
        self._text(*lines)
        self.query_one(GradeBar).say(_NEW if is_new else _OLD)

    def _text(self, *lines: str) -> None:
        self._show_card(on=False)
        self.query_one("#why", Static).update("")
        told = self.query_one("#told", VerticalScroll)
        told.query_one(Static).update(Content("\n").join(map(Content, lines)))
        told.scroll_home(animate=False)
        told.focus()
        self.refresh_bindings()

    def _show_card(self, *, on: bool) -> None:
        self.query_one(CardView).display = on
        self.query_one("#told").display = not on
        self.query_one("#why").display = on

    def _title(self, text: str) -> None:
        self.query_one("#title", Static).update(Content(text))
