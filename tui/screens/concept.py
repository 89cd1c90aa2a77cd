"""One page of the content: a concept, case study, contrast set, track or step."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import PageKind
from mlsd_graph.errors import MlsdError, QuarantinedError
from tui.rendering.pages import CARD, PageView, draw, facts
from tui.screens.base import GRAPH_KEY, StudyScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.linked_page import LinkedPage

if TYPE_CHECKING:
    from mlsd_graph.study import Study


class ConceptScreen(StudyScreen):
    """Shows a page; its links lead to other pages, and back."""

    DEFAULT_CSS = """
    ConceptScreen #place { height: 1; padding: 0 2; background: $panel; color: $foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Edit", id="concept.edit", tooltip="Edit the page's file"),
        Binding(
            "d", "diagrams", "Diagrams", id="concept.diagrams",
            tooltip="Walk through the page's diagrams",
        ),
        GRAPH_KEY,
        Binding(
            "q,escape,backspace", "app.pop_screen", "Back", id="concept.back",
            tooltip="Back to where you came from",
        ),
    ]  # fmt: skip

    def __init__(self, page_id: str) -> None:
        super().__init__()
        self._page_id = page_id
        self._has_diagrams = False
        self._drawn = False

    def compose(self) -> ComposeResult:
        """Lay out the page under a line that says what it is."""
        yield Static("", id="place", markup=False)
        yield LinkedPage()
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Read the page off the loop and draw it."""
        page_id = study.library.aliases.get(self._page_id, self._page_id)
        self.mlsd.writing(lambda: _view(study, page_id), self._draw, self._gone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer diagrams only where the page has any."""
        del parameters
        return self._has_diagrams if action == "diagrams" else True

    @property
    def at_hand(self) -> str:
        """Id of the page."""
        return self._page_id

    def action_diagrams(self) -> None:
        """Walk through the page's diagrams."""
        self.mlsd.open_diagrams(self._page_id)

    def action_edit(self) -> None:
        """Edit the page's file."""
        self.mlsd.edit(self._page_id)

    def on_linked_page_followed(self, event: LinkedPage.Followed) -> None:
        """Open what the link leads to; an address is handed to the browser."""
        link = event.link
        if link.target.startswith(CARD):
            self.mlsd.open_info(link.target.removeprefix(CARD))
        elif link.is_address:
            self.notify(clean_line(link.target), title="In the browser", markup=False)
            self.mlsd.open_url(link.target)
        else:
            self.mlsd.open_page(link.target)

    def _draw(self, view: PageView) -> None:
        if not self.is_here:
            return
        self._drawn = True
        self._has_diagrams = bool(view.page.diagrams)
        self.refresh_bindings()
        self.query_one("#place", Static).update(Content(facts(view)))
        self.query_one(LinkedPage).show(lambda width: draw(view, width))
        self.query_one(LinkedPage).focus()

    def _gone(self, error: MlsdError) -> bool:
        """Leave a page that no longer exists; keep one whose file has errors as it was."""
        if isinstance(error, QuarantinedError) and self._drawn:
            self.query_one("#place", Static).update(Content(f"{error.mark}: e opens it"))
            return True
        if self.is_current:
            self.mlsd.pop_screen()
        return False


def _view(study: "Study", page_id: str) -> PageView:
    page = study.library.page(page_id)
    is_case = page.head.kind is PageKind.CASE_STUDY
    readiness = study.readiness(page_id).value if is_case else None
    return PageView(page, study.library, study.graph, study.recall, readiness)
