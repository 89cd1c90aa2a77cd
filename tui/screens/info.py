"""Info: one card's memory, the reason why it is asked, and its log."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean_line
from mlsd_graph.errors import MlsdError, QuarantinedError
from tui.rendering.card_info import draw_info
from tui.screens.base import GRAPH_KEY, StudyScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import CardInfo


class InfoScreen(StudyScreen):
    """Tells all about one card."""

    DEFAULT_CSS = """
    InfoScreen VerticalScroll { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    InfoScreen #place { height: 1; padding: 0 2; background: $panel; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "concept", "Concept", id="info.concept", tooltip="Open the card's page"),
        GRAPH_KEY,
        Binding("e", "edit", "Edit", id="info.edit", tooltip="Edit the file at the card's line"),
        Binding("at", "suspend", "Suspend", id="info.suspend", tooltip="Suspend or unsuspend"),
        Binding("minus", "bury", "Bury", id="info.bury", show=False, tooltip="Bury or unbury"),
        Binding("asterisk", "mark", "Mark", id="info.mark", show=False, tooltip="Mark or unmark"),
        Binding("q,escape,i", "app.pop_screen", "Back", id="info.back", tooltip="Back"),
    ]

    def __init__(self, uid: str) -> None:
        super().__init__()
        self._uid = uid
        self._info: CardInfo | None = None

    def compose(self) -> ComposeResult:
        """Lay out the text under a line that names the card's page."""
        yield Static("", id="place", markup=False)
        with VerticalScroll():
            yield Prose()
        yield KeyLine()

    @property
    def at_hand(self) -> str:
        """Id of the card's page."""
        return self._info.page.id if self._info else ""

    def show_study(self, study: "Study") -> None:
        """Read the log off the loop and draw it."""
        uid = self._uid
        self.mlsd.writing(lambda: study.info(uid), self._draw, self._gone)

    def action_concept(self) -> None:
        """Open the card's page."""
        if self._info is not None:
            self.mlsd.open_page(self._info.page.id)

    def action_edit(self) -> None:
        """Edit the file at the card's line."""
        self.mlsd.edit(self._uid)

    def action_suspend(self) -> None:
        """Suspend the card, or ask it again."""
        state = self._info.state if self._info else None
        suspended = state is not None and state.suspended
        self._act("unsuspend" if suspended else "suspend")

    def action_bury(self) -> None:
        """Hide the card until tomorrow, or show it again today."""
        state = self._info.state if self._info else None
        buried = state is not None and state.buried_until > 0
        self._act("unbury" if buried else "bury")

    def action_mark(self) -> None:
        """Mark the card, or take the mark away."""
        state = self._info.state if self._info else None
        self._act("unmark" if state is not None and state.marked else "mark")

    def _act(self, act: str) -> None:
        study, uid = self.study, self._uid
        if study is None or self._info is None:
            return
        calls = {
            "suspend": lambda: study.suspend(uid),
            "unsuspend": lambda: study.unsuspend(uid),
            "bury": lambda: study.bury(uid),
            "unbury": lambda: study.unbury(uid),
            "mark": lambda: study.mark(uid, on=True),
            "unmark": lambda: study.mark(uid, on=False),
        }
        self.mlsd.writing(calls[act], lambda _: self.refresh_study())

    def _draw(self, info: "CardInfo") -> None:
        if not self.is_here:
            return
        self._info = info
        self.query_one("#place", Static).update(Content(clean_line(info.page.title)))
        self.query_one(Prose).show(lambda width: draw_info(info, width))
        self.query_one(VerticalScroll).focus()

    def _gone(self, error: MlsdError) -> bool:
        """Leave a card that no longer exists; keep one whose file has errors as it was."""
        if isinstance(error, QuarantinedError) and self._info is not None:
            self.query_one("#place", Static).update(Content(f"{error.mark}: e opens it"))
            return True
        if self.is_current:
            self.mlsd.pop_screen()
        return False
