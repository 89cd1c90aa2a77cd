"""Stats: what was done, how well it is remembered, and what is coming."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.errors import MlsdError, StoppedError
from tui.rendering.charts import WORKLOAD_DAYS, draw_charts
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.charts import Charts
    from mlsd_graph.study.simulating import Simulated


class StatsScreen(StudyScreen):
    """The learner's numbers as pictures."""

    DEFAULT_CSS = """
    StatsScreen VerticalScroll { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    StatsScreen Prose { max-width: 160; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "app.pop_screen", "Back", id="stats.back", tooltip="Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._charts: Charts | None = None
        self._simulated: Simulated | None = None

    def compose(self) -> ComposeResult:
        """Lay out the figures under a title."""
        yield Static("Stats", id="title", markup=False)
        with VerticalScroll():
            yield Prose()
        yield KeyLine(modes=True)

    def on_mount(self) -> None:
        """Say that the log is being read; it may take a second."""
        self.query_one(Prose).update(Content("counting …"))
        super().on_mount()

    def show_study(self, study: "Study") -> None:
        """Count off the loop and draw; what other retentions would cost comes when it is known."""
        from mlsd_graph.study.charts import charts  # noqa: PLC0415  not before the first frame

        self.mlsd.writing(lambda: charts(study), self._draw)
        self.run_worker(self._reckon(study), group="workload", exclusive=True)

    async def _reckon(self, study: "Study") -> None:
        """Simulate in a thread that no grade waits for; leaving the screen ends it."""

        def reckoned() -> "Simulated":
            from mlsd_graph.study.simulating import simulate  # noqa: PLC0415  numpy: 100 ms

            minutes = float(study.settings.minutes_per_day)
            return simulate(study, WORKLOAD_DAYS, minutes, progress=lambda _: self.is_here)

        try:
            self._simulated = await asyncio.get_running_loop().run_in_executor(None, reckoned)
        except StoppedError:
            return
        except MlsdError as error:
            self.mlsd.complain(error)
            return
        self._show()

    def _draw(self, found: "Charts") -> None:
        self._charts = found
        self._show()
        if self.is_here:
            self.query_one(VerticalScroll).focus()

    def _show(self) -> None:
        charts, simulated = self._charts, self._simulated
        if self.is_here and charts is not None:
            self.query_one(Prose).show(lambda width: draw_charts(charts, width, simulated))
