"""Help: every key of the screen it was called from, with what it does."""

from typing import ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.rendering.styles import QUIET

_USUAL = {"tab", "shift+tab", "ctrl+c", "super+c", "up", "down", "left", "right", "home", "end"}


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
            yield Static(self._table(), markup=False)

    def _table(self) -> Content:
        lines = [Content.styled("Keys", "bold underline")]
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
            lines.append(Content.assemble((f"{keys:<16}", "bold"), f" {said}", (name, QUIET)))
        lines += [
            Content(""),
            Content('Keys are changed in config.toml below [keymap]: "review.good" = "f,3".'),
            Content("ctrl+p opens the command palette: any page, the theme, a screenshot."),
        ]
        return Content("\n").join(lines)

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
