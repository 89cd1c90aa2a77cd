"""Help: every key of the screen it was called from, with what it does."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple, cast

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tui.rendering.styles import QUIET
from tui.rendering.wrapping import breaks

_INDENT = 17
"""Cells of the column of the keys."""
_MORE = (
    "",
    'Keys are changed in config.toml below [keymap]: "review.good" = "f,3".',
    "ctrl+p opens the command palette: any page, the theme, a screenshot.",
)
_USUAL = {"tab", "shift+tab", "ctrl+c", "super+c", "up", "down", "left", "right", "home", "end"}


class _Key(NamedTuple):
    """One line of the table."""

    keys: str
    said: Content


class _Table(Widget):
    """Keys in a column, and beside them what they do, in as many lines as the width asks for."""

    DEFAULT_CSS = "_Table { height: auto; }"

    def __init__(self, keys: Sequence[_Key]) -> None:
        super().__init__()
        self._keys_said = keys

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Count the lines."""
        del container, viewport
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """Lay out the table in the width that there is."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> Iterator[Content]:
        yield Content.styled("Keys", "bold underline")
        for keys, said in self._keys_said:
            begins = Content.styled(f"{keys:<{_INDENT - 1}} ", "bold")
            # a long row of keys takes room from the first line of what they do
            room = width - max(_INDENT, begins.cell_length)
            for start, end in breaks(said.plain, room):
                yield Content.assemble(begins, said[start:end])
                begins = Content(" " * _INDENT)
        for text in _MORE:
            yield from (Content(text[start:end]) for start, end in breaks(text, width))


class HelpScreen(ModalScreen[None]):
    """The keys of one screen."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
    }
    HelpScreen VerticalScroll {
        width: 72;
        max-width: 96%;
        height: auto;
        max-height: 90%;
        padding: 1 2;
        border: round $primary;
        background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark,enter",
            "app.pop_screen",
            "Back",
            id="help.back",
            tooltip="Close the help",
        ),
    ]

    def __init__(self, of: Screen[object]) -> None:
        super().__init__()
        self._of = of

    def compose(self) -> ComposeResult:
        """Lay out one table of keys."""
        with VerticalScroll():
            yield _Table(list(self._table()))

    def _table(self) -> Iterator[_Key]:
        seen: set[str] = set()
        for active in sorted(self._of.active_bindings.values(), key=self._rank):
            binding = active.binding
            usual = binding.key in _USUAL and not binding.id
            if binding.action in seen or usual or not binding.description:
                continue
            seen.add(binding.action)
            keys = ", ".join(self._keys(binding.action))
            said = binding.tooltip or binding.description
            name = f"  {binding.id}" if binding.id else ""
            yield _Key(keys, Content.assemble(said, (name, QUIET)))

    def _rank(self, active: ActiveBinding) -> int:
        """What the screen is for comes first, then its parts, the app, and at last scrolling."""
        if active.node is self._of:
            return 0
        if isinstance(active.node, App):
            return 2
        return 1 if active.binding.id else 3

    def _keys(self, action: str) -> list[str]:
        """Name all keys that do the same."""
        return [
            cast("App[None]", self.app).get_key_display(active.binding)  # pyright: ignore[reportUnknownMemberType]  Textual leaves its result open
            for active in self._of.active_bindings.values()
            if active.binding.action == action
        ]
