"""The report of a mock interview, and those before it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.errors import MlsdError
from mlsd_graph.memory.studyday import local_time
from tui.rendering.interviews import draw_report
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.linked_page import LinkedPage

if TYPE_CHECKING:
    from mlsd_graph.interview.report import Report
    from mlsd_graph.study import Study


class InterviewReportScreen(StudyScreen):
    """One report at a time, the newest first; its concepts are links."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Earlier", id="report.earlier", tooltip="The report before"),
        Binding("right", "turn(1)", "Later", id="report.later", tooltip="The report after"),
        Binding("q,escape", "app.pop_screen", "Back", id="report.back", tooltip="Back"),
    ]

    def __init__(self, case: str) -> None:
        super().__init__()
        self._case = case
        self._reports: list[Report] = []
        self._at = -1

    def compose(self) -> ComposeResult:
        """Lay out the report under its date."""
        yield Static("Report", id="title", markup=False)
        yield LinkedPage()
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Read the reports off the loop."""
        from mlsd_graph.study.interviews import reports  # noqa: PLC0415  not before the first frame

        self.mlsd.writing(lambda: reports(study, self._case), self._found, self._gone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer other reports where there are any."""
        del parameters
        return len(self._reports) > 1 if action == "turn" else True

    def action_turn(self, by: int) -> None:
        """Show an earlier or later report."""
        self._at = max(0, min(len(self._reports) - 1, self._at + by))
        self._show()

    def on_linked_page_followed(self, event: LinkedPage.Followed) -> None:
        """Open a concept to review."""
        self.mlsd.open_page(event.link.target)

    def _found(self, every: "list[Report]") -> None:
        if not self.is_here:
            return
        if not every:
            self.notify("No interview on this case study has been marked.", markup=False)
            self.mlsd.pop_screen()
            return
        if len(every) != len(self._reports):
            self._at = len(every) - 1
        self._reports = every
        self._show()
        self.refresh_bindings()
        self.query_one(LinkedPage).focus()

    def _show(self) -> None:
        study = self.study
        if study is None:
            return
        done, pages, title = self._reports[self._at], study.library.pages, study.library.title
        when = local_time(done.at, done.offset)
        where = f"Report {self._at + 1} of {len(self._reports)}, {when:%Y-%m-%d %H:%M}"
        self.query_one("#title", Static).update(Content(where))
        self.query_one(LinkedPage).show(lambda width: draw_report(done, title, pages, width))

    def _gone(self, _: MlsdError) -> None:
        """Leave where the case study no longer exists."""
        if self.is_current:
            self.mlsd.pop_screen()
