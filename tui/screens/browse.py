"""Browse: search over concepts and cards, with filters."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mlsd_graph.errors import UsageError
from tui.browsing import Row, find
from tui.screens.base import GRAPH_KEY, StudyScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlsd_graph.search import Index
    from mlsd_graph.study import Study


class BrowseScreen(StudyScreen):
    """A search line over a list."""

    DEFAULT_CSS = """
    BrowseScreen #query { border: none; height: 1; padding: 0 2; }
    BrowseScreen #hits { border: none; height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    BrowseScreen #said { height: auto; max-height: 50%; padding: 0 2; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="browse.search", tooltip="Go to the search line"),
        Binding("i", "info", "Info", id="browse.info", tooltip="All about the card, with its log"),
        GRAPH_KEY,
        Binding("e", "edit", "Edit", id="browse.edit", tooltip="Open the editor at this line"),
        Binding("at", "suspend", "Suspend", id="browse.suspend", tooltip="Never ask, or ask again"),
        Binding(
            "minus", "bury", "Bury", id="browse.bury", show=False, tooltip="Hide until tomorrow"
        ),
        Binding(
            "asterisk", "mark", "Mark", id="browse.mark", show=False, tooltip="Mark, or unmark"
        ),
        Binding("escape,q", "leave", "Back", id="browse.back", tooltip="To the list, then back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._index: Index | None = None
        self._indexed: object = None
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """Lay out the line, the list and what is said about it."""
        yield Input(placeholder="words, or is:due domain:serving prop:r<0.8 …", id="query")
        yield OptionList(id="hits", markup=False)
        yield Static("", id="said", markup=False)
        yield KeyLine(modes=True)

    def show_study(self, study: "Study") -> None:
        """List anew what the query finds."""
        del study
        self._find()

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self._find()

    @on(Input.Submitted, "#query")
    def _to_list(self) -> None:
        self.query_one("#hits", OptionList).focus()

    @on(OptionList.OptionSelected, "#hits")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        row = self._rows[event.option_index]
        if row.is_card:
            self.mlsd.open_info(row.id)
        else:
            self.mlsd.open_page(row.id)

    @property
    def at_hand(self) -> str:
        """Id of the page under the cursor, or of the card's page."""
        row, study = self._row(), self.study
        if row is None or study is None:
            return ""
        return study.library.cards[row.id].page if row.is_card else row.id

    def action_search(self) -> None:
        """Go to the search line."""
        self.query_one("#query", Input).focus()

    def action_leave(self) -> None:
        """Leave the search line for the list, and the list for the screen below."""
        if self.focused is self.query_one("#query", Input) and self._rows:
            self.query_one("#hits", OptionList).focus()
        else:
            self.mlsd.pop_screen()

    def action_info(self) -> None:
        """Tell all about the card under the cursor."""
        row = self._row()
        if row is not None and row.is_card:
            self.mlsd.open_info(row.id)

    def action_edit(self) -> None:
        """Open the editor at the page or card under the cursor."""
        row = self._row()
        if row is not None:
            self.mlsd.edit(row.id)

    def action_suspend(self) -> None:
        """Suspend the card under the cursor, or let it come again."""
        self._act(
            lambda study, uid: (
                study.unsuspend(uid)
                if (state := study.states.get(uid)) and state.suspended
                else study.suspend(uid)
            )
        )

    def action_bury(self) -> None:
        """Hide the card under the cursor until tomorrow."""
        self._act(lambda study, uid: study.bury(uid))

    def action_mark(self) -> None:
        """Mark the card under the cursor, or take the mark away."""
        self._act(
            lambda study, uid: study.mark(
                uid, on=not ((state := study.states.get(uid)) and state.marked)
            )
        )

    def _act(self, act: "Callable[[Study, str], None]") -> None:
        row, study = self._row(), self.study
        if row is not None and row.is_card and study is not None:
            self.mlsd.writing(lambda: act(study, row.id), lambda _: self._find())

    def _row(self) -> Row | None:
        place = self.query_one("#hits", OptionList).highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _find(self) -> None:
        study = self.study
        if study is None:
            return
        query = self.query_one("#query", Input).value
        rows: list[Row] = []
        try:
            found = find(study, self._current_index(study), query)
        except UsageError as error:
            said = str(error)
        else:
            rows, said = found.rows, found.text
        self._rows = rows
        hits = self.query_one("#hits", OptionList)
        place = hits.highlighted or 0
        hits.clear_options()
        hits.add_options([Option(_line(row)) for row in rows])
        if rows:
            hits.highlighted = min(place, len(rows) - 1)
        self.query_one("#said", Static).update(Content(said))

    def _current_index(self, study: "Study") -> "Index":
        """Build the index once for a content; typing then costs a look-up."""
        from mlsd_graph.search import Index  # noqa: PLC0415  rapidfuzz: 20 ms

        if self._index is None or self._indexed is not study.library:
            self._index, self._indexed = Index.build(study.library), study.library
        return self._index


def _line(row: Row) -> Content:
    return Content.assemble((f"{row.kind:<11} ", "dim"), row.title, (f"  {row.status}", "dim"))
