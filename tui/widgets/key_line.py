"""The keys of the screen in one line at its foot; a click on one presses it."""

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.signal import Signal

    from tui.screens.base import StudyScreen


class KeyLine(Widget):
    """Drawn in one piece, where Textual's Footer makes a widget of each key.

    It makes all of them anew whenever the focus moves, which held up the first card for 100 ms.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1;
        color: $footer-foreground; background: $footer-background;
    }
    """

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        # Textual leaves the type of a screen's result open.
        signal = cast("Signal[object]", self._home.bindings_updated_signal)  # pyright: ignore[reportUnknownMemberType]
        signal.subscribe(self, self._follow)

    def render(self) -> Content:
        """Write each shown binding once, by its first key."""
        shown: dict[str, Content] = {}
        for _, binding, enabled, _ in self._home.active_bindings.values():
            if binding.show and binding.action not in shown:
                key = self._home.mlsd.get_key_display(binding)
                line = Content.assemble(
                    (key, "bold $footer-key-foreground" if enabled else "dim"),
                    (f" {binding.description}", "" if enabled else "dim"),
                )
                press = Style.from_meta({"@click": f"app.simulate_key({binding.key!r})"})
                shown[binding.action] = line.stylize(press)
        return Content(" ").join(shown.values())

    @property
    def _home(self) -> "StudyScreen":
        return cast("StudyScreen", self.screen)

    def _follow(self, _: object) -> None:
        if self.is_attached:
            self.refresh()
