"""What every screen of the app shares: the study, once it is there."""

from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.screen import Screen

from tui.graph_command import GraphProvider

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from tui.app import MlsdApp


GRAPH_KEY = Binding(
    "g", "graph", "Graph", id="app.graph", tooltip="What the graph joins to it, and why"
)
"""For screens that are about a page; each places it among its own keys."""


class StudyScreen(Screen[None]):
    """A screen that is drawn at once and filled when the study has been opened."""

    COMMANDS = Screen.COMMANDS | {GraphProvider}

    @property
    def mlsd(self) -> "MlsdApp":
        """The app, with its own type."""
        # Textual leaves the type of an app's result open.
        return cast("MlsdApp", self.app)  # pyright: ignore[reportUnknownMemberType]  open in Textual

    @property
    def study(self) -> "Study | None":
        """Content, graph, log and queue; None until they are loaded."""
        return self.mlsd.study

    @property
    def is_here(self) -> bool:
        """Whether it can be drawn on; one that is being taken away has lost its widgets already."""
        return self.is_attached and self.is_mounted and self.display

    def show_study(self, study: "Study") -> None:
        """Fill the screen: after mounting, after a change on disk and after a return to it."""

    @property
    def at_hand(self) -> str:
        """Id of the page that this screen is about; empty where it is about none."""
        return ""

    def action_graph(self) -> None:
        """Show what stands around the page at hand."""
        study = self.study
        if study is None:
            return
        middle = study.graph.current(self.at_hand)
        if middle is None:
            self.notify("Nothing here stands in the graph; choose a page first.", markup=False)
            return
        from tui.screens.graph import GraphScreen  # noqa: PLC0415  not before the first frame

        self.mlsd.push_screen(GraphScreen(middle))

    def on_mount(self) -> None:
        """Show what is there already."""
        self.refresh_study()

    def on_screen_resume(self) -> None:
        """Show what another screen may have changed."""
        self.refresh_study()

    def refresh_study(self) -> None:
        """Fill the screen if the study is open and the screen is on show."""
        if self.study is not None and self.is_mounted and self.is_current:
            self.show_study(self.study)
