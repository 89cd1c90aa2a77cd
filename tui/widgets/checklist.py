"""The checklist of an explain card: the learner ticks what they said."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from tui.rendering import Document, Rendered
from tui.widgets.prose import Prose


class Checklist(Prose, can_focus=True):
    """Items with boxes; up and down move, x or space ticks, enter ends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", id="checklist.down", show=False, tooltip="Next item"),
        Binding("up,k", "move(-1)", "Up", id="checklist.up", show=False, tooltip="Item before"),
        Binding("x,space", "tick", "Tick", id="checklist.tick", tooltip="Tick or untick the item"),
        Binding("enter", "end", "Done", id="checklist.end", tooltip="End ticking"),
    ]

    class Changed(Message):
        """An item was ticked or unticked."""

        def __init__(self, ticked: int, total: int) -> None:
            super().__init__()
            self.ticked = ticked
            self.total = total

    class Ended(Changed):
        """Ticking is over."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._items: tuple[str, ...] = ()
        self._ticked: set[int] = set()
        self._cursor = 0
        self._ended = False

    def ask(self, items: tuple[str, ...], ticked: Iterable[int] = ()) -> None:
        """Show items; `ticked` are the indexes of those ticked already."""
        self._items = items
        self._ticked = set(ticked)
        self._cursor = 0
        self._ended = False
        self._redraw()

    @property
    def ticked(self) -> int:
        """How many items are ticked."""
        return len(self._ticked)

    @property
    def ticks(self) -> frozenset[int]:
        """Indexes of the ticked items."""
        return frozenset(self._ticked)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(len(self._items) - 1, self._cursor + by))
        self._redraw()

    def action_tick(self) -> None:
        """Tick or untick, and go on to the next item."""
        self._ticked ^= {self._cursor}
        if self._cursor in self._ticked and self._cursor < len(self._items) - 1:
            self._cursor += 1
        self._redraw()
        self.post_message(self.Changed(self.ticked, len(self._items)))

    def action_end(self) -> None:
        """End ticking."""
        self._ended = True
        self._redraw()
        self.post_message(self.Ended(self.ticked, len(self._items)))

    def _redraw(self) -> None:
        items, ticked = self._items, frozenset(self._ticked)
        cursor = -1 if self._ended else self._cursor

        def draw(width: int) -> Rendered:
            document = Document(width)
            for i, item in enumerate(items):
                box = "[x]" if i in ticked else "[ ]"
                document.entry(f"{'▸' if i == cursor else ' '} {box} ", item)
            return document.rendered()

        self.show(draw)
        if items and cursor >= 0 and self.size.width:
            above = sum(self._height(item) for item in items[:cursor])
            self.scroll_visible_region(Region(0, above, 1, self._height(items[cursor])))

    def _height(self, item: str) -> int:
        document = Document(self.content_size.width)
        document.entry("  [ ] ", item)
        return document.rendered().height
