"""The first run explains itself on one screen."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.help import HelpScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from tui.app import MlsdApp

_TEXT = """\
Welcome. This is how it works.

Each day brings a few cards: what you are about to forget, and a
little that is new. A concept opens when you know what it rests on.

  space     shows the answer, once you have said yours aloud
  1 2 3 4   grade it: again, hard, good, easy; space is good
  o         opens the concept behind the card; escape comes back
  u         undoes the last grade, also tomorrow
  ?         lists the keys of every screen

The line under a card says when it returns for each grade. Every
grade is on the disk before the next card is drawn: stop whenever
you like.

You know some of this already? k on Today finds out by 10 to 25
questions. On the phone: p writes a deck for Anki, and brings reviews
back.

Press enter to begin."""


class WelcomeScreen(ModalScreen[None]):
    """Shown once, over Today, while no review has ever been recorded."""

    DEFAULT_CSS = """
    WelcomeScreen {
        align: center middle;
    }
    WelcomeScreen VerticalScroll {
        width: 78;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        padding: 0 2;
        border: round $primary;
        background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,escape,q",
            "app.pop_screen",
            "Begin",
            id="welcome.begin",
            tooltip="Go to Today",
        ),
        # A modal screen hears none of the app's keys, and the text above names them.
        Binding("b", "app.browse", "Browse", id="welcome.browse", tooltip="Concepts and cards"),
        Binding("question_mark", "keys", "Help", id="welcome.keys", tooltip="All keys of Today"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the one text."""
        with VerticalScroll():
            yield Static(Content(_TEXT), markup=False)
        # Over that of Today, whose keys do nothing yet.
        yield KeyLine()

    def action_keys(self) -> None:
        """List the keys of the screen below, where they will be used."""
        # Textual leaves the type of an app's result open.
        app = cast("MlsdApp", self.app)  # pyright: ignore[reportUnknownMemberType]  open in Textual
        app.push_screen(HelpScreen(app.screen_stack[0]))
