"""Stats: what was done, how well it is remembered, and what is coming."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.rendering.charts import draw_charts
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.charts import Charts


class StatsScreen(StudyScreen):
    """The learner's numbers as pictures."""

    DEFAULT_CSS = """
    StatsScreen VerticalScroll { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    StatsScreen Prose { max-width: 160; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "app.pop_screen", "Back", id="stats.back", tooltip="Back"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the figures under a title."""
        yield Static("Stats", id="title", markup=False)
        with VerticalScroll():
            yield Prose()
        yield KeyLine()

    def on_mount(self) -> None:
        """Say that the log is being read; it may take a second."""
        self.query_one(Prose).update(Content("counting …"))
        super().on_mount()

    def show_study(self, study: "Study") -> None:
        """Count off the loop and draw."""
        from mlsd_graph.study.charts import charts  # noqa: PLC0415  not before the first frame

        self.mlsd.writing(lambda: charts(study), self._draw)

    def _draw(self, found: "Charts") -> None:
        if self.is_attached:
            self.query_one(Prose).show(lambda width: draw_charts(found, width))
            self.query_one(VerticalScroll).focus()
