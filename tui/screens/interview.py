"""The mock interview: problem and questions, notes and clock, then the model answer and ticks."""

import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from mlsd_graph.errors import MlsdError
from mlsd_graph.interview.agenda import Phase
from mlsd_graph.interview.run import LONGEST_NOTES
from tui.rendering.interviews import draw_clock
from tui.screens.base import StudyScreen
from tui.widgets.interview_desk import InterviewDesk
from tui.widgets.key_line import KeyLine
from tui.widgets.notes import Notes

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from mlsd_graph.study import Study
    from mlsd_graph.study.interviews import Terms
    from mlsd_graph.study.sitting import Sitting

_TYPING_SECONDS = 1.0
"""After the last key the notes are saved; a crash costs what was typed since."""
_CLOCK_SECONDS = 10.0
"""Between two savings of a running clock."""


class InterviewScreen(StudyScreen):
    """One interview, from the problem to its last tick."""

    DEFAULT_CSS = """
    InterviewScreen #place { height: 1; padding: 0 2; background: $panel; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "forward", "Next", id="interview.next", tooltip="End this part, and go on"),
        Binding("i,enter", "type", "Notes", id="interview.notes", tooltip="Type notes"),
        Binding("f", "ask", "Facts", id="interview.ask", tooltip="Ask for numbers and limits"),
        Binding("p", "pause", "Pause", id="interview.pause", tooltip="Stop the clock, or go on"),
        Binding("plus,equals_sign", "extend(60)", "+1 min", id="interview.more", show=False,
                tooltip="A minute more for this step"),
        Binding("minus", "extend(-60)", "-1 min", id="interview.less", show=False,
                tooltip="A minute less for this step"),
        Binding("B", "back", "Back", id="interview.before", show=False,
                tooltip="To the part before"),
        Binding("m", "mark", "Mark", id="interview.mark",
                tooltip="Stop answering, and mark what was said"),
        Binding("d", "diagrams", "Diagrams", id="interview.diagrams",
                tooltip="Walk through the diagrams of the case study"),
        Binding("pagedown", "scroll(1)", "Scroll", id="interview.down", tooltip="Scroll down"),
        Binding("pageup", "scroll(-1)", "Up", id="interview.up", show=False, tooltip="Scroll up"),
        Binding("q,escape", "leave", "Leave", id="interview.leave",
                tooltip="Stop the clock and leave; the interview can be resumed"),
    ]  # fmt: skip

    AUTO_FOCUS = "Notes"
    """So that what is typed before the study is open is no command."""

    def __init__(self, case: str, terms: "Terms", *, anew: bool = False) -> None:
        super().__init__()
        self._case = case
        self._terms = terms
        self._anew = anew
        self._sitting: Sitting | None = None
        self._moving = True
        """Between a key that ends a part and the next part; typing waits meanwhile."""
        self._told = False
        self._is_late = False
        self._typing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the table under the clock."""
        yield Static("", id="place", markup=False)
        yield InterviewDesk(self.mlsd.size.width)
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the clock be seen and saved."""
        super().on_mount()
        self.set_interval(1.0, self._tick)
        self.set_interval(_CLOCK_SECONDS, self._save)

    def on_unmount(self) -> None:
        """Save, however the screen was left: the keys of other modes take it away too."""
        sitting = self._sitting
        if sitting is not None and sitting.turn is not None and not self._moving:
            self.mlsd.writing(sitting.leave, lambda _: None)

    def show_study(self, study: "Study") -> None:
        """Begin the interview, or go on with the one that was left, once."""
        if self._sitting is None:
            self.mlsd.writing(lambda: self._opened(study), self._begun, self._gone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the present part allows."""
        del parameters
        turn = self._sitting.turn if self._sitting else None
        if action == "type" and isinstance(self.focused, Notes):
            return False
        if action in ("ask", "mark", "pause", "type", "extend"):
            return turn is not None and turn.is_timed
        if action == "diagrams":
            return turn is not None and not turn.is_timed
        return True

    def action_forward(self) -> None:
        """End this part, and go on to the next."""
        self._move(lambda sitting: sitting.forward())

    def action_back(self) -> None:
        """Return to the part before."""
        self._move(lambda sitting: sitting.back())

    def action_mark(self) -> None:
        """Stop answering, and mark what was said so far."""
        self._move(lambda sitting: sitting.stop_answering())

    def action_type(self) -> None:
        """Type notes."""
        self.query_one(Notes).focus()

    def action_ask(self) -> None:
        """Ask the interviewer for numbers and limits."""
        sitting, study = self._sitting, self.study
        self._told = True
        if sitting is not None and study is not None:
            self._desk.show(sitting, study.library.pages, told=True)

    def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        sitting = self._sitting
        if sitting is None or self._moving:
            return
        if sitting.run.watch.is_running:
            sitting.pause()
        else:
            sitting.go_on()
        self._save()
        self._tick()

    def action_extend(self, seconds: int) -> None:
        """Give the step more time, or less."""
        if self._sitting is not None and not self._moving:
            self._sitting.extend(seconds)
            self._is_late = False
            self._tick()

    def action_diagrams(self) -> None:
        """Walk through the diagrams of the case study."""
        self.mlsd.open_diagrams(self._case)

    def action_scroll(self, by: int) -> None:
        """Scroll the sheet by a page."""
        self._desk.scroll_sheet(by)

    def action_leave(self) -> None:
        """Stop the clock, save and leave."""
        sitting = self._sitting
        if sitting is None or sitting.turn is None:
            self.mlsd.pop_screen()
            return
        self._moving = True
        self.mlsd.writing(sitting.leave, lambda _: self._left(), lambda _: self._left())

    @on(TextArea.Changed, "#notes")
    def _typed(self) -> None:
        sitting = self._sitting
        if sitting is None or self._moving or sitting.turn is None:
            return
        if sitting.typed(self.query_one(Notes).text):
            self._say_full()
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(_TYPING_SECONDS, self._save)

    def on_notes_left(self) -> None:
        """Give the keys to the screen."""
        self._desk.read()

    def on_notes_full(self) -> None:
        """Say that a paste was cut."""
        self._say_full()

    def on_checklist_changed(self) -> None:
        """Keep what is ticked."""
        sitting = self._sitting
        part = sitting.part if sitting else None
        if sitting is not None and part is not None and not self._moving:
            sitting.ticked(self._desk.ticked(part))
            self._save()

    def on_checklist_ended(self) -> None:
        """Go on."""
        self.action_forward()

    def _opened(self, study: "Study") -> "Sitting":
        from mlsd_graph.study.interviews import begin, case_brief, resume, under_way  # noqa: PLC0415  not before the first frame

        case = case_brief(study.library, self._case).case
        left = [] if self._anew else under_way(study, case)
        if left:
            return resume(study, left[0], time.monotonic, self._terms.questions)
        return begin(study, case, self._terms, time.monotonic)

    def _begun(self, sitting: "Sitting") -> None:
        if not self.is_here:
            return
        self._sitting = sitting
        sitting.go_on()
        early, turn = self.query_one(Notes).text, sitting.turn
        if early and turn is not None and turn.is_timed:
            before = sitting.run.notes.get(turn.step, "")
            sitting.typed(f"{before}\n{early}".lstrip("\n"))
        self._moved()

    def _move(self, move: "Callable[[Sitting], None]") -> None:
        """Do in the writer's thread what ends a part; keys and typing wait meanwhile."""
        sitting = self._sitting
        if sitting is None or self._moving:
            return
        self._moving = True
        self.mlsd.writing(lambda: move(sitting), lambda _: self._moved(), lambda _: self._moved())

    def _moved(self) -> None:
        """Show the part at which the interview stands now."""
        sitting, study = self._sitting, self.study
        if sitting is None or study is None or not self.is_here:
            return
        if sitting.turn is None:
            self._finish(sitting)
            return
        self._is_late = False
        if sitting.turn.phase is Phase.QUESTIONS:
            sitting.put(len(sitting.questions))
        self._desk.begin_part(sitting, study.library.pages, told=self._told)
        self._moving = False
        self._tick()
        self.refresh_bindings()

    @property
    def _desk(self) -> InterviewDesk:
        return self.query_one(InterviewDesk)

    def _tick(self) -> None:
        """Draw the clock, and say once that a step's time is up."""
        sitting = self._sitting
        if sitting is None or sitting.turn is None or not self.is_current:
            return
        self.query_one("#place", Static).update(draw_clock(sitting))
        if sitting.turn.is_timed and sitting.remaining() < 0 and not self._is_late:
            self._is_late = True
            self.notify("Time for this step is up.", severity="warning", markup=False)

    def _save(self) -> None:
        """Save off the loop; while a part ends that does it."""
        sitting = self._sitting
        if sitting is not None and sitting.turn is not None and not self._moving:
            self.mlsd.writing(sitting.save, lambda _: None)

    def _finish(self, sitting: "Sitting") -> None:
        """Leave for the report, where anything was marked."""
        from tui.screens.interview_report import InterviewReportScreen  # noqa: PLC0415  not before the first frame

        self.mlsd.pop_screen()
        if sitting.run.ticked or sitting.run.at:
            self.mlsd.push_screen(InterviewReportScreen(sitting.brief.case))

    def _left(self) -> None:
        if self.is_here:
            self.mlsd.pop_screen()

    def _gone(self, _: MlsdError) -> None:
        """Leave where the interview cannot be held."""
        if self.is_current:
            self.mlsd.pop_screen()

    def _say_full(self) -> None:
        said = f"Notes of a step end after {LONGEST_NOTES:,} characters; the rest was left out."
        self.notify(said, severity="warning", markup=False)
