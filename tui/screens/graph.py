"""Graph: what stands around a concept, and why; from node to node through the whole graph."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.errors import MlsdError
from tui.rendering.canvas import Rendered
from tui.rendering.document import Document
from tui.rendering.neighbourhood import Neighbour, Neighbourhood, Side, neighbourhood
from tui.rendering.styles import HEADINGS, QUIET
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.neighbourhood import Focus, NeighbourhoodView
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study import Study

_START: Focus = (Side.CENTER, 0)


class GraphScreen(StudyScreen):
    """One neighbourhood at a time; below it why its focused node is joined to the middle."""

    DEFAULT_CSS = """
    GraphScreen #place { height: 1; padding: 0 2; background: $panel; color: $foreground; }
    GraphScreen #facts {
        height: 7; padding: 0 2; overflow-y: auto;
        border-top: solid $panel;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "center", "Center", id="graph.center", tooltip="Put it in the middle"),
        Binding("o", "page", "Page", id="graph.page", tooltip="Open the page of the node"),
        Binding("backspace", "return", "Return", id="graph.return", tooltip="To the middle before"),
        Binding(
            "q,escape", "app.pop_screen", "Back", id="graph.back",
            tooltip="Back to where you came from",
        ),
    ]  # fmt: skip

    def __init__(self, page_id: str) -> None:
        super().__init__()
        self._middle = page_id
        self._before: list[tuple[str, Focus]] = []

    def compose(self) -> ComposeResult:
        """Lay out the drawing between what it shows and why."""
        yield Static("", id="place", markup=False)
        yield NeighbourhoodView()
        yield Prose(id="facts")
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Show the middle anew; the focus stays where its node still is."""
        view = self.query_one(NeighbourhoodView)
        self._look(study, self._middle, view.at)

    @property
    def at_hand(self) -> str:
        """Id of the focused node."""
        node = self.query_one(NeighbourhoodView).node
        return node.id if node else self._middle

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back to one who came along it; to the others it is dim, and in the help."""
        del parameters
        return True if action != "return" or self._before else None

    def action_center(self) -> None:
        """Put the focused node in the middle; from the middle itself open its page."""
        view, study = self.query_one(NeighbourhoodView), self.study
        if view.node is None or study is None:
            return
        if view.at[0] is Side.CENTER:
            self.action_page()
            return
        self._before.append((self._middle, view.at))
        self._look(study, view.node.id, _START)

    def action_return(self) -> None:
        """Put back what was in the middle before."""
        if self.study is not None and self._before:
            self._look(self.study, *self._before.pop())

    def action_page(self) -> None:
        """Open the page of the focused node."""
        self.mlsd.open_page(self.at_hand)

    def on_neighbourhood_view_chosen(self) -> None:
        """Do on a second click what enter does."""
        self.action_center()

    def on_neighbourhood_view_moved(self) -> None:
        """Say why the focused node is joined to the middle."""
        view, study = self.query_one(NeighbourhoodView), self.study
        around, node = view.around, view.node
        if around is not None and node is not None and study is not None:
            self.query_one(Prose).show(lambda width: _facts(study, around, node, width))

    def _look(self, study: "Study", page_id: str, at: Focus) -> None:
        current = study.graph.current(page_id) or page_id
        self.mlsd.writing(
            lambda: neighbourhood(study, current), lambda around: self._draw(around, at), self._gone
        )

    def _draw(self, around: Neighbourhood, at: Focus) -> None:
        if not self.is_here:
            return
        self._middle = around.center.id
        trail = [*(name for name, _ in self._before[-2:]), self._middle]
        study = self.study
        said = " › ".join(study.library.title(name) for name in trail) if study else ""
        self.query_one("#place", Static).update(Content(f"Graph  {said}"))
        self.query_one(NeighbourhoodView).show(around, at)
        self.query_one(NeighbourhoodView).focus()
        self.refresh_bindings()

    def _gone(self, _: MlsdError) -> None:
        """Leave a page that no longer exists for the one before, or for the screen below."""
        if self._before:
            self.action_return()
        elif self.is_current:
            self.mlsd.pop_screen()


def _facts(study: "Study", around: Neighbourhood, node: Neighbour, width: int) -> Rendered:
    document = Document(width, pages=study.library.pages)
    if not node.relation:
        document.markdown(around.summary)
        if not any(around.around.values()):
            document.text("Nothing is joined to this page yet.", QUIET)
        return document.rendered()
    document.text(node.relation, HEADINGS[2])
    if node.reason:
        document.markdown(node.reason)
    else:
        document.text("No reason is written.", QUIET)
    return document.rendered()
