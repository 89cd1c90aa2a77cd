"""The neighbourhood of a page, walked with the arrow keys."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from tui.rendering.neighbourhood import Neighbour, Neighbourhood, Side
from tui.rendering.neighbourhood_text import Drawn, draw_neighbourhood

Focus = tuple[Side, int]
_START: Focus = (Side.CENTER, 0)
_PAGE = 5


class NeighbourhoodView(Widget, can_focus=True):
    """Draws a neighbourhood; posts `Moved` when another node has the focus."""

    DEFAULT_CSS = """
    NeighbourhoodView { height: 1fr; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "across(-1)", "Left", id="graph.left", show=False, tooltip="To the left"),
        Binding(
            "right", "across(1)", "Right", id="graph.right", show=False, tooltip="To the right"
        ),
        Binding("up,k", "down(-1)", "Up", id="graph.up", show=False, tooltip="Node above"),
        Binding("down,j", "down(1)", "Down", id="graph.down", show=False, tooltip="Node below"),
        Binding(
            "pageup", f"down(-{_PAGE})", "Page up", id="graph.page-up", show=False,
            tooltip=f"{_PAGE} nodes up",
        ),
        Binding(
            "pagedown", f"down({_PAGE})", "Page down", id="graph.page-down", show=False,
            tooltip=f"{_PAGE} nodes down",
        ),
    ]  # fmt: skip

    class Moved(Message):
        """Another node has the focus."""

    class Chosen(Message):
        """The focused node was clicked again."""

    def __init__(self) -> None:
        super().__init__()
        self.around: Neighbourhood | None = None
        self.at: Focus = _START
        """The focused node."""
        self._places: dict[Side, int] = {}
        self._drawn: Drawn | None = None

    def show(self, around: Neighbourhood, at: Focus = _START) -> None:
        """Show a neighbourhood; a focus that it does not have becomes the middle."""
        self.around = around
        self._places = {}
        side, index = at
        there = side is not Side.CENTER and index < len(around.around[side])
        self._focus_on(at if there else _START)

    @property
    def node(self) -> Neighbour | None:
        """The focused node."""
        return self.around.at(*self.at) if self.around else None

    def render(self) -> Content:
        """Draw in the size there is."""
        if self.around is None:
            return Content("loading …")
        size = self.content_size
        self._drawn = draw_neighbourhood(
            self.around, size.width, size.height, self.at, self._places
        )
        return self._drawn.content

    def action_across(self, by: int) -> None:
        """Go one column over; from the contrasts straight to a side."""
        side = self.at[0]
        toward, away = (Side.LEFT, Side.RIGHT) if by < 0 else (Side.RIGHT, Side.LEFT)
        if side is away:
            self._focus_on(_START)
        elif side is not toward:
            self._enter(toward)

    def action_down(self, by: int) -> None:
        """Go down or up a column."""
        side, index = self.at
        if side is Side.CENTER:
            if by > 0:
                self._enter(Side.BELOW)
        elif side is Side.BELOW and index == 0 and by < 0:
            self._focus_on(_START)
        elif self.around is not None:
            last = len(self.around.around[side]) - 1
            self._focus_on((side, min(max(index + by, 0), last)))

    def on_click(self, event: Click) -> None:
        """Focus the node under the pointer; a second click chooses it."""
        offset = event.get_content_offset(self)
        if offset is None or self._drawn is None:
            return
        for at, (x, y, width, height) in self._drawn.spots.items():
            if x <= offset.x < x + width and y <= offset.y < y + height:
                if at == self.at:
                    self.post_message(self.Chosen())
                else:
                    self._focus_on(at)
                return

    def _enter(self, side: Side) -> None:
        if self.around is not None and self.around.around[side]:
            self._focus_on((side, self._places.get(side, 0)))

    def _focus_on(self, at: Focus) -> None:
        self.at = at
        self._places[at[0]] = at[1]
        self.refresh()
        self.post_message(self.Moved())
