"""The diagrams of a page: walk them, test yourself on them, and read why each part is there."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean_line
from mlsd_graph.content.chartrecords import Diagram
from mlsd_graph.diagrams.placing import placed
from mlsd_graph.errors import MlsdError
from tui.rendering.diagram_facts import draw_facts
from tui.screens.base import StudyScreen
from tui.widgets.diagram import DiagramView
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study import Study


class DiagramScreen(StudyScreen):
    """One diagram of a page at a time; below it what the author says of the focused block."""

    DEFAULT_CSS = """
    DiagramScreen #place { height: 1; padding: 0 2; background: $panel; color: $foreground; }
    DiagramScreen #facts {
        height: auto; min-height: 4; max-height: 40%; max-width: 100%; padding: 0 2;
        overflow-y: auto;
        border-top: solid $panel;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="diagram.open", tooltip="Open the linked concept"),
        Binding(
            "n", "other(1)", "Next", id="diagram.next", tooltip="The next diagram of the page"
        ),
        Binding(
            "p", "other(-1)", "Before", id="diagram.previous", show=False,
            tooltip="The diagram before",
        ),
        Binding("e", "edit", "Edit", id="diagram.edit", show=False, tooltip="Edit the page"),
        Binding(
            "q,escape,backspace", "app.pop_screen", "Back", id="diagram.back",
            tooltip="Back to where you came from",
        ),
    ]  # fmt: skip

    def __init__(self, page_id: str) -> None:
        super().__init__()
        self._page_id = page_id
        self._title = ""
        self._diagrams: tuple[Diagram, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the drawing between its title and what is said of its focused block."""
        yield Static("", id="place", markup=False)
        yield DiagramView()
        yield Prose(id="facts")
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Read the page off the loop; a diagram without a grid is placed there too."""
        page_id = study.library.aliases.get(self._page_id, self._page_id)

        def read() -> tuple[str, tuple[Diagram, ...]]:
            page = study.library.page(page_id)
            drawn = tuple(each._replace(chart=placed(each.chart)) for each in page.diagrams)
            return page.head.title, drawn

        self.mlsd.writing(read, self._draw, self._gone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next diagram only where there is one."""
        del parameters
        return len(self._diagrams) > 1 if action == "other" else True

    def action_other(self, by: int) -> None:
        """Show another diagram of the page."""
        self._at = (self._at + by) % len(self._diagrams)
        self._show()

    def action_open(self) -> None:
        """Open the concept that the focused block's reason links to."""
        view = self.query_one(DiagramView)
        diagram = view.diagram
        reason = diagram.reason(view.focused) if diagram is not None and view.is_open else None
        if reason is not None and reason.concept:
            self.mlsd.open_page(reason.concept)
        elif not view.is_open:
            view.action_reveal()
        else:
            self.notify("This block's reason links to no page.", markup=False)

    def action_edit(self) -> None:
        """Edit the page's file."""
        self.mlsd.edit(self._page_id)

    def on_diagram_view_moved(self) -> None:
        """Say what the author says of the focused block."""
        view, study = self.query_one(DiagramView), self.study
        if view.diagram is None or study is None:
            return
        diagram, name, pages = view.diagram, view.focused, study.library.pages
        shown = None if view.revealed is None else len(view.revealed)
        is_open = view.is_open
        self.query_one(Prose).show(
            lambda width: draw_facts(diagram, name, width, pages, is_open=is_open, shown=shown)
        )

    def _draw(self, found: tuple[str, tuple[Diagram, ...]]) -> None:
        if not self.is_here:
            return
        self._title, self._diagrams = found
        if not self._diagrams:
            self.notify("This page has no diagrams any more.", markup=False)
            self.mlsd.pop_screen()
            return
        self._at = min(self._at, len(self._diagrams) - 1)
        if self.study is not None:
            self.query_one(DiagramView).pages = self.study.library.pages
        self._show()
        self.query_one(DiagramView).focus()

    def _show(self) -> None:
        diagram = self._diagrams[self._at]
        where = f" ({self._at + 1} of {len(self._diagrams)})" if len(self._diagrams) > 1 else ""
        said = f"{self._title} › {diagram.title}{where}"
        self.query_one("#place", Static).update(Content(clean_line(said)))
        self.query_one(DiagramView).show(diagram)
        self.refresh_bindings()

    def _gone(self, _: MlsdError) -> None:
        """Leave a page that no longer exists."""
        if self.is_current:
            self.mlsd.pop_screen()
