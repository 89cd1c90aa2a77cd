"""The drawing of a diagram's card, scrolled to what is asked."""

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.geometry import Region

from mlsd_graph.content.chartorder import flow_order
from mlsd_graph.content.records import Card
from tui.widgets.prose import Prose


class Figure(ScrollableContainer):
    """Takes the room that question and answer leave; arrows and page keys scroll it."""

    DEFAULT_CSS = """
    Figure { height: 1fr; min-height: 8; margin: 1 0 0 0; scrollbar-size: 1 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self._shown = 0
        self._revealed = False
        self._drawing = Prose()

    def compose(self) -> ComposeResult:
        """Lay out the drawing."""
        yield self._drawing

    def draw(self, card: Card, *, shown: int, revealed: bool) -> None:
        """Draw a card's diagram: of a whole one the first `shown` blocks."""
        if (card, shown, revealed) == (self._card, self._shown, self._revealed):
            return
        # Layout and painters take longer to import than most sessions need them.
        from tui.rendering.drawings import painted, rendered  # noqa: PLC0415

        self._card, self._shown, self._revealed = card, shown, revealed
        self._drawing.show(
            lambda width: rendered(painted(card, width, shown=shown, revealed=revealed))
        )
        self.call_after_refresh(self._bring_into_view)

    def _bring_into_view(self) -> None:
        """Scroll to the block that is asked, to the tail of the arrow, or to the newest block."""
        from tui.rendering.drawings import painted  # noqa: PLC0415  imported by `draw`

        card, width = self._card, self._drawing.content_size.width
        if card is None or card.diagram is None or not width:
            return
        blocks = flow_order(card.diagram.chart)
        newest = blocks[min(self._shown, len(blocks)) - 1].id if self._shown else ""
        drawing = painted(card, width, shown=self._shown, revealed=self._revealed)
        box = drawing.blocks.get(card.part.partition("-")[0] or newest)
        if box is None:
            self.scroll_home(animate=False)
        else:
            self.scroll_to_region(Region(*box), animate=False, center=True)
