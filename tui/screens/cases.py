"""Cases: every case study with its readiness, and the way into a mock interview on it."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mlsd_graph.errors import MlsdError, StoppedError
from mlsd_graph.interview.agenda import LONGEST, MINUTES, SHORTEST
from tui.rendering.case_facts import draw_facts, draw_row
from tui.screens.base import GRAPH_KEY, StudyScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.interviews import CaseRow
    from mlsd_graph.study.readiness import CaseReadiness


class CasesScreen(StudyScreen):
    """A list of case studies over what is known of the one under the cursor."""

    DEFAULT_CSS = """
    CasesScreen #cases { border: none; height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    CasesScreen #detail { height: auto; min-height: 11; max-height: 12; padding: 0 2;
                          border-top: solid $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "begin", "Rehearse", id="cases.begin",
                tooltip="Begin an interview, or go on with the one that was left"),
        Binding("r", "report", "Report", id="cases.report", tooltip="How earlier interviews went"),
        Binding("o", "open", "Open", id="cases.open", tooltip="Read the case study"),
        Binding("plus,equals_sign", "minutes(5)", "Longer", id="cases.longer", show=False,
                tooltip="Five minutes more for the next interview"),
        Binding("minus", "minutes(-5)", "Shorter", id="cases.shorter", show=False,
                tooltip="Five minutes less for the next interview"),
        Binding("w", "order", "Mark when", id="cases.order", show=False,
                tooltip="Read model answers at the end, or after each step"),
        Binding("x", "drop", "Drop", id="cases.drop", show=False,
                tooltip="Show the last interview on this case study no more; press twice"),
        GRAPH_KEY,
        Binding("q,escape", "app.pop_screen", "Back", id="cases.back", tooltip="Back"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CaseRow] = []
        self._minutes = MINUTES
        self._at_once = False
        self._dropping = ""
        self._told: dict[str, CaseReadiness] = {}
        """By case study, once it is reckoned."""
        self._run = 0
        """Number of the reckoning that counts; one that is older ends at its next step."""

    def compose(self) -> ComposeResult:
        """Lay out the list over the details."""
        yield Static(self._heading(), id="title", markup=False)
        yield OptionList(id="cases", markup=False)
        yield Static("reading …", id="detail", markup=False)
        yield KeyLine(modes=True)

    def show_study(self, study: "Study") -> None:
        """Measure readiness off the loop; on the date and over time after that."""
        from mlsd_graph.study.interviews import case_rows  # noqa: PLC0415  not before the first frame

        self.mlsd.writing(lambda: case_rows(study), self._draw)
        self._run += 1
        self.run_worker(self._reckon(study, self._run), group="readiness", exclusive=True)

    @property
    def at_hand(self) -> str:
        """Id of the case study under the cursor."""
        row = self._row()
        return row.case if row else ""

    def action_begin(self) -> None:
        """Begin an interview, or go on with the one that was left."""
        from mlsd_graph.study.interviews import Terms  # noqa: PLC0415  not before the first frame

        if row := self._row():
            terms = Terms(self._minutes, mark_at_once=self._at_once)
            self.mlsd.open_interview(row.case, terms)

    def action_report(self) -> None:
        """Show how earlier interviews went."""
        from tui.screens.interview_report import InterviewReportScreen  # noqa: PLC0415  not before the first frame

        if row := self._row():
            self.mlsd.push_screen(InterviewReportScreen(row.case))

    def action_open(self) -> None:
        """Read the case study."""
        if row := self._row():
            self.mlsd.open_page(row.case)

    def action_minutes(self, by: int) -> None:
        """Change how long the next interview takes."""
        self._minutes = max(SHORTEST, min(LONGEST, self._minutes + by))
        self.query_one("#title", Static).update(Content(self._heading()))

    def action_order(self) -> None:
        """Choose when model answers are read."""
        self._at_once = not self._at_once
        self.query_one("#title", Static).update(Content(self._heading()))

    def action_drop(self) -> None:
        """Show the last interview on a case study no more, at the second press."""
        row, study = self._row(), self.study
        if row is None or study is None or not row.attempts:
            return
        last = row.attempts[-1]
        if self._dropping != last.run:
            self._dropping = last.run
            self.notify("x again drops the last interview on this case study.", markup=False)
            return
        from mlsd_graph.study.interviews import drop  # noqa: PLC0415  not before the first frame

        self._dropping = ""
        self.mlsd.writing(lambda: drop(study, last.run, last.case), lambda _: self.refresh_study())

    @on(OptionList.OptionSelected, "#cases")
    def _chosen(self) -> None:
        self.action_begin()

    @on(OptionList.OptionHighlighted, "#cases")
    def _highlighted(self) -> None:
        row = self._row()
        if row is not None:
            told = self._told.get(row.case)
            drawn = draw_facts(row, told, max(40, self.size.width - 4))
            self.query_one("#detail", Static).update(drawn)

    def _row(self) -> "CaseRow | None":
        place = self.query_one("#cases", OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _draw(self, rows: "list[CaseRow]") -> None:
        if not self.is_here:
            return
        self._rows = rows
        cases = self.query_one("#cases", OptionList)
        place = cases.highlighted or 0
        cases.clear_options()
        cases.add_options([Option(draw_row(row)) for row in rows])
        cases.highlighted = min(place, len(rows) - 1) if rows else None
        if not rows:
            self.query_one("#detail", Static).update(Content("The content has no case studies."))
        cases.focus()

    async def _reckon(self, study: "Study", run: int) -> None:
        """Look at the past and at the date, in a thread that no grade waits for."""
        from mlsd_graph.study.readiness import readiness  # noqa: PLC0415  not before the first frame

        def goes_on(_: float) -> bool:
            return self.is_here and run == self._run

        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(None, readiness, study, goes_on)
        except StoppedError:
            return
        except MlsdError as error:
            self.mlsd.complain(error)
            return
        if run == self._run and self.is_here:
            self._told = {each.case: each for each in found}
            self._highlighted()

    def _heading(self) -> str:
        when = "after each step" if self._at_once else "at the end"
        return f"Cases · {self._minutes} min (+ -), model answers {when} (w)"
