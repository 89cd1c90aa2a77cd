"""Scrolls a document whose links are chosen and followed from the keyboard."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from tui.rendering import Link
from tui.widgets.prose import Draw, Prose


class LinkedPage(VerticalScroll):
    """A page; posts `Followed` when enter is pressed on a link."""

    DEFAULT_CSS = """
    LinkedPage { padding: 1 2 0 2; height: 1fr; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,n", "choose(1)", "Link", id="page.next", tooltip="Choose the next link"),
        Binding(
            "shift+tab,p", "choose(-1)", "Back", id="page.previous", show=False,
            tooltip="Choose the link before",
        ),
        Binding("enter", "follow", "Follow", id="page.follow", tooltip="Follow the chosen link"),
        Binding("j", "scroll_down", "Down", id="page.down", show=False, tooltip="Scroll down"),
        Binding("k", "scroll_up", "Up", id="page.up", show=False, tooltip="Scroll up"),
        Binding("space", "page_down", "Page", id="page.page", show=False, tooltip="A page down"),
    ]  # fmt: skip

    class Followed(Message):
        """A link was followed."""

        def __init__(self, link: Link) -> None:
            super().__init__()
            self.link = link

    def compose(self) -> ComposeResult:
        """Lay out the one document."""
        yield Prose(id="page")

    def show(self, draw: Draw) -> None:
        """Show a document; the chosen link stays chosen if it is still there."""
        prose = self.query_one(Prose)
        position = prose.position
        prose.show(draw, position)  # at once: after the next refresh there may be no room yet
        if position >= 0:
            self.call_after_refresh(self._choose_again, position)

    def action_choose(self, by: int) -> None:
        """Choose the next or previous link; the first one chosen is one in view."""
        prose = self.query_one(Prose)
        links = prose.links
        if not links:
            return
        if prose.position < 0:
            inside = [i for i, link in enumerate(links) if link.line >= self.scroll_offset.y - 1]
            prose.choose(inside[0] if inside else len(links) - 1)
        else:
            prose.choose((prose.position + by) % len(links))

    def action_follow(self) -> None:
        """Follow the chosen link; without one choose the first."""
        chosen = self.query_one(Prose).chosen
        if chosen is None:
            self.action_choose(1)
        else:
            self.post_message(self.Followed(chosen))

    def _choose_again(self, position: int) -> None:
        prose = self.query_one(Prose)
        if prose.links:
            prose.choose(min(position, len(prose.links) - 1))
