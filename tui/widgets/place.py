"""The line above a card: where it belongs, without giving it away."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean_line
from mlsd_graph.memory import Phase

if TYPE_CHECKING:
    from mlsd_graph.study.views import Shown

_PHASES = {
    Phase.NEW: "new",
    Phase.LEARNING: "learning",
    Phase.REVIEW: "review",
    Phase.RELEARNING: "relearning",
}


class Place(Static):
    """Domain, kind and phase of the present card; its page and name would answer it."""

    DEFAULT_CSS = """
    Place { height: 1; padding: 0 2; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, shown: "Shown") -> None:
        """Show where a card belongs."""
        state = shown.state
        words = [shown.card.domain.replace("-", " "), str(shown.card.kind)]
        words.append(_PHASES[Phase(state.phase)] if state else "new")
        if state and state.marked:
            words.append("★ marked")
        self.update(Content(clean_line(" · ".join(words))))
