"""A diagram whose blocks are walked with the arrow keys, hidden for a self-test, and rebuilt."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Region, Spacing
from textual.message import Message
from textual.widgets import Static

from mlsd_graph.content.chartorder import flow_order
from mlsd_graph.content.chartrecords import Diagram, Grid
from mlsd_graph.diagrams.text import paint
from tui.rendering.diagram_list import Listed, draw_list
from tui.rendering.drawings import rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlsd_graph.content.records import PageHead
    from mlsd_graph.diagrams.drawing import Drawing

_ASIDE = 3
"""A step sideways off the way costs as much as this many straight on."""


class DiagramView(ScrollableContainer, can_focus=True):
    """Shows one diagram; posts `Moved` when the focus or what is shown of it changes."""

    DEFAULT_CSS = """
    DiagramView { height: 1fr; padding: 0 1; scrollbar-size: 1 1; }
    DiagramView Static { width: auto; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "go(-1, 0)", "Up", id="diagram.up", show=False, tooltip="Block above"),
        Binding("down,j", "go(1, 0)", "Down", id="diagram.down", show=False, tooltip="Block below"),
        Binding("left", "go(0, -1)", "Left", id="diagram.left", show=False, tooltip="Block left"),
        Binding(
            "right", "go(0, 1)", "Right", id="diagram.right", show=False, tooltip="Block right"
        ),
        Binding("tab", "turn(1)", "Next", id="diagram.turn", show=False, tooltip="Next block"),
        Binding(
            "shift+tab", "turn(-1)", "Before", id="diagram.return", show=False,
            tooltip="The block before",
        ),
        Binding("space", "reveal", "Reveal", id="diagram.reveal", tooltip="Show what is hidden"),
        Binding("x", "hide", "Hide", id="diagram.hide", tooltip="Hide this block's label"),
        Binding("h", "hide_all", "Hide all", id="diagram.hide-all", tooltip="Hide all labels"),
        Binding("r", "rebuild", "Rebuild", id="diagram.rebuild", tooltip="Rebuild from nothing"),
        Binding("l", "list", "List", id="diagram.list", tooltip="The same as sentences"),
    ]  # fmt: skip

    class Moved(Message):
        """Another block has the focus, or another part of the diagram is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.diagram: Diagram | None = None
        self.focused = ""
        """Id of the block that has the focus."""
        self.hidden: set[str] = set()
        self.revealed: list[str] | None = None
        """What a rebuild has brought so far, along the flow; None: no rebuild."""
        self.as_list = False
        self.pages: Mapping[str, PageHead] = {}
        """What the links of its reasons lead to, by id."""
        self._drawing: Drawing | None = None
        self._listed: Listed | None = None

    def compose(self) -> ComposeResult:
        """Hold the drawing in one widget, so that a change of focus repaints one."""
        yield Static("", markup=False)

    def show(self, diagram: Diagram) -> None:
        """Show a placed diagram, and keep the focus where its block still exists."""
        names = [block.id for block in diagram.chart.blocks]
        if self.diagram is None or self.diagram.key != diagram.key:
            self.hidden, self.revealed = set(), None
        self.diagram = diagram
        self.focused = self.focused if self.focused in names else names[0]
        self._paint()

    @property
    def is_open(self) -> bool:
        """Whether label and reason of the focused block may be read."""
        return self.focused not in self.hidden and (
            self.revealed is None or self.focused in self.revealed
        )

    def action_go(self, down: int, across: int) -> None:
        """Move the focus to the nearest block that way."""
        if self.as_list and down and self.revealed is None:
            self.action_turn(down)
            return
        if self.diagram is None or self.as_list or self.revealed is not None:
            self.scroll_relative(across * 8, down * 2, animate=False)
            return
        places = _places(self.diagram.chart.grid or ())
        row, column = places[self.focused]
        near = [
            (
                abs(r - row) * (1 if down else _ASIDE)
                + abs(c - column) * (1 if across else _ASIDE),
                name,
            )
            for name, (r, c) in places.items()
            if (r - row) * down + (c - column) * across > 0
        ]
        if near:
            self._focus_on(min(near)[1])

    def action_turn(self, by: int) -> None:
        """Move the focus in the author's order."""
        if self.diagram is not None and self.revealed is None:
            names = [block.id for block in self.diagram.chart.blocks]
            self._focus_on(names[(names.index(self.focused) + by) % len(names)])

    def action_reveal(self) -> None:
        """Show the focused block, or the next one of a rebuild."""
        if self.diagram is None:
            return
        if self.revealed is None or self.focused in self.hidden:
            self.hidden.discard(self.focused)
        else:
            names = [block.id for block in flow_order(self.diagram.chart)]
            if len(self.revealed) == len(names):
                self.revealed = None
            else:
                self.focused = names[len(self.revealed)]
                self.revealed.append(self.focused)
        self._paint()

    def action_hide(self) -> None:
        """Hide the label of the focused block, or show it again."""
        if self.revealed is None or self.focused in self.revealed:
            self.hidden ^= {self.focused}
            self._paint()

    def action_hide_all(self) -> None:
        """Hide all labels there are; show them again if all are hidden."""
        if self.diagram is not None:
            blocks = self.diagram.chart.blocks
            names = {block.id for block in blocks} if self.revealed is None else set(self.revealed)
            self.hidden = set() if self.hidden == names else names
            self._paint()

    def action_rebuild(self) -> None:
        """Begin with empty frames, or leave the rebuild."""
        if self.diagram is not None:
            self.hidden = set()
            self.revealed = [] if self.revealed is None else None
            self.focused = flow_order(self.diagram.chart)[0].id
            self._paint()

    def action_list(self) -> None:
        """Tell all as sentences, or draw again."""
        self.as_list = not self.as_list
        self._paint()

    def on_resize(self) -> None:
        """Wrap the list to the new width."""
        if self.as_list and self.diagram is not None:
            self._paint()

    def _focus_on(self, name: str) -> None:
        self.focused = name
        self._paint()

    def _paint(self) -> None:
        diagram = self.diagram
        if diagram is None:
            return
        static = self.query_one(Static)
        if self.as_list:
            self._drawing = None
            self._listed = draw_list(
                diagram, max(20, self.size.width - 4), self.pages,
                focus=self.focused, hidden=self.hidden, revealed=self.revealed,
            )  # fmt: skip
            static.update(self._listed.rendered.content)
            self.call_after_refresh(self._follow)
        else:
            before = self._drawing
            self._drawing = paint(
                diagram.chart, focus=self.focused, hidden=self.hidden, revealed=self.revealed
            )
            same = before is not None and before.blocks == self._drawing.blocks
            static.update(rendered(self._drawing).content, layout=not same)
            self.call_after_refresh(self._follow)
        self.post_message(self.Moved())

    def _follow(self) -> None:
        """Bring the focused block into view."""
        if self._listed is not None and self.as_list and self.focused in self._listed.rows:
            top, height = self._listed.rows[self.focused]
            self.scroll_to_region(Region(0, top, 1, height), animate=False)
        elif self._drawing is not None and self.focused in self._drawing.blocks:
            x, y, w, h = self._drawing.blocks[self.focused]
            self.scroll_to_region(Region(x, y, w, h), spacing=Spacing(1, 1, 1, 1), animate=False)


def _places(grid: Grid) -> dict[str, tuple[int, int]]:
    return {
        name: (row, column)
        for row, cells in enumerate(grid)
        for column, name in enumerate(cells)
        if name is not None
    }
