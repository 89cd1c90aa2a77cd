"""The keys of the screen in one line at its foot; a click on one presses it."""

from typing import TYPE_CHECKING, NamedTuple, cast

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.signal import Signal


class _Key(NamedTuple):
    """A binding that is shown."""

    binding: Binding
    enabled: bool
    is_app: bool
    """Whether it is the app's, on every screen."""


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

    def __init__(self, *, modes: bool = False) -> None:
        """`modes` keeps the keys of the app where room is short, and leaves out the screen's."""
        super().__init__()
        self._modes = modes
        self._drawn: list[_Key] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        # Textual leaves the type of a screen's result open.
        signal = cast("Signal[object]", self.screen.bindings_updated_signal)  # pyright: ignore[reportUnknownMemberType]  open in Textual
        signal.subscribe(self, self._follow)

    def render(self) -> Content:
        """Write each shown binding once, by its first key; what does not fit is left out."""
        self._drawn = self._keys()
        written = [(self._written(key), key.is_app) for key in self._drawn]
        while len(written) > 1 and _width(written) > self.size.width:
            # The first is what the screen is for; the last is Help, which names all of them.
            owns = [at for at, (_, app) in enumerate(written) if at and not app]
            del written[owns[-1] if self._modes and owns else -2]
        return Content(" ").join(line for line, _ in written)

    def _written(self, key: _Key) -> Content:
        line = Content.assemble(
            (
                # Textual leaves the type of an app's result open.
                self.app.get_key_display(key.binding),  # pyright: ignore[reportUnknownMemberType]  open in Textual
                "bold $footer-key-foreground" if key.enabled else "dim",
            ),
            (f" {key.binding.description}", "" if key.enabled else "dim"),
        )
        press = Style.from_meta({"@click": f"app.simulate_key({key.binding.key!r})"})
        return line.stylize(press)

    def _keys(self) -> "list[_Key]":
        shown: dict[str, _Key] = {}
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show:
                # Textual leaves the type of an app's result open.
                is_app = node is self.app  # pyright: ignore[reportUnknownMemberType]  open in Textual
                shown.setdefault(binding.action, _Key(binding, enabled, is_app))
        return list(shown.values())

    def _follow(self, _: object) -> None:
        # Each move of the focus signals, and few change a key; drawing again takes 1.5 ms.
        if self.is_attached and self._keys() != self._drawn:
            self.refresh()


def _width(written: list[tuple[Content, bool]]) -> int:
    return sum(key.cell_length + 1 for key, _ in written) - 1
