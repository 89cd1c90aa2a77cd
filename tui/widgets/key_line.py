"""The keys of the screen in one line at its foot; a click on one presses it."""

from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.signal import Signal


_Key = tuple[Binding, bool]
"""A binding and whether it can be used now."""


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

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[_Key] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        # Textual leaves the type of a screen's result open.
        signal = cast("Signal[object]", self._home.bindings_updated_signal)  # pyright: ignore[reportUnknownMemberType]
        signal.subscribe(self, self._follow)

    def render(self) -> Content:
        """Write each shown binding once, by its first key; what does not fit is left out."""
        self._drawn = self._keys()
        written = [self._written(*key) for key in self._drawn]
        # The last is Help, which names all of them.
        while len(written) > 1 and _width(written) > self.size.width:
            del written[-2]
        return Content(" ").join(written)

    def _written(self, binding: Binding, enabled: bool) -> Content:  # noqa: FBT001  as Textual has it
        line = Content.assemble(
            (
                # Textual leaves the type of an app's result open.
                self.app.get_key_display(binding),  # pyright: ignore[reportUnknownMemberType]
                "bold $footer-key-foreground" if enabled else "dim",
            ),
            (f" {binding.description}", "" if enabled else "dim"),
        )
        press = Style.from_meta({"@click": f"app.simulate_key({binding.key!r})"})
        return line.stylize(press)

    def _keys(self) -> "list[_Key]":
        shown: dict[str, _Key] = {}
        for _, binding, enabled, _ in self._home.active_bindings.values():
            if binding.show:
                shown.setdefault(binding.action, (binding, enabled))
        return list(shown.values())

    @property
    def _home(self) -> "Screen[object]":
        return self.screen

    def _follow(self, _: object) -> None:
        # Each move of the focus signals, and few change a key; drawing again takes 1.5 ms.
        if self.is_attached and self._keys() != self._drawn:
            self.refresh()


def _width(written: list[Content]) -> int:
    return sum(key.cell_length + 1 for key in written) - 1
