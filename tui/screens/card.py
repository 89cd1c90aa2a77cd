"""One card on the screen: asked, revealed and judged; what a grade leads to is a review's."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import CardKind
from mlsd_graph.memory import Rating
from mlsd_graph.study import judging
from tui.rendering.cards import Given
from tui.screens.base import StudyScreen
from tui.widgets.card_view import CardView, Stage
from tui.widgets.grade_bar import GradeBar
from tui.widgets.key_line import KeyLine
from tui.widgets.place import Place

if TYPE_CHECKING:
    from mlsd_graph.study.views import Shown
    from tui.widgets.attempt import Attempt
    from tui.widgets.checklist import Checklist


class CardScreen(StudyScreen):
    """Shows the card at hand as far as it is revealed, and proposes a grade for it."""

    def __init__(self) -> None:
        super().__init__()
        self._stage = Stage.WAITING
        self._shown: Shown | None = None
        self._items = 0
        self._given: Given | None = None
        self._proposed = Rating.GOOD

    def compose(self) -> ComposeResult:
        """Lay out the card between where it belongs and what the keys do."""
        yield Place()
        yield CardView()
        yield GradeBar()
        yield KeyLine()

    @property
    def stage(self) -> Stage:
        """Where the present card stands."""
        return self._stage

    @property
    def at_hand(self) -> str:
        """Id of the page of the card."""
        return self._shown.page.id if self._shown else ""

    def action_reveal(self) -> None:
        """Show the answer, or the next item."""
        card = self._shown.card if self._shown else None
        if card is None or self._stage in {Stage.WAITING, Stage.ANSWERED}:
            return
        if card.kind is CardKind.EXPLAIN:
            self._stage = Stage.TICKING
        elif card.kind in {CardKind.ORDERED, CardKind.DIAGRAM}:
            self._items += 1
            done = self._items >= len(card.items)
            self._stage = Stage.ANSWERED if done else Stage.RECALLING
        else:
            self._stage = Stage.ANSWERED
        self._draw()

    def action_concept(self) -> None:
        """Open the page of the card."""
        if self._shown is not None:
            self.mlsd.open_page(self._shown.page.id)

    def action_info(self) -> None:
        """Tell all about the card."""
        if self._shown is not None:
            self.mlsd.open_info(self._shown.card.uid)

    def action_edit(self) -> None:
        """Edit the card's file at its line."""
        if self._shown is not None and self._stage is not Stage.WAITING:
            self.mlsd.edit(self._shown.card.uid)

    def on_input_submitted(self, event: "Attempt.Submitted") -> None:
        """Judge what was typed, and show the answer beside it."""
        event.stop()
        shown, text = self._shown, clean_line(event.value)
        if shown is None or self._stage is not Stage.ASKED:
            return
        if text:
            self._given = Given(text, judging.judge(shown.card, text))
            proposal = self._given.proposal
            self._proposed = proposal.rating if proposal else Rating.AGAIN
        self.action_reveal()

    def on_checklist_changed(self, event: "Checklist.Changed") -> None:
        """Propose a grade for what is ticked so far."""
        self._proposed = judging.explained(event.ticked, event.total)
        ticked = f"{event.ticked} of {event.total}: {self._proposed.word}"
        self.query_one(GradeBar).say(f"{ticked}. x or space ticks, enter ends")

    def on_checklist_ended(self, event: "Checklist.Ended") -> None:
        """Offer the grades."""
        self._proposed = judging.explained(event.ticked, event.total)
        self._stage = Stage.ANSWERED
        self._draw()

    def _begin(self, shown: "Shown", *, types: bool) -> None:
        """Ask a card from its front; `types` gives the keys to the line of a typed one."""
        self._shown = shown
        self._stage, self._items, self._given = Stage.ASKED, 0, None
        self._proposed = Rating.GOOD
        self.query_one(CardView).ask(shown, types=types)
        self._draw_lines(shown)

    def _draw(self) -> None:
        """Draw the card as far as it is revealed, and say what the keys do."""
        shown = self._shown
        if shown is None:
            return
        self.query_one(CardView).draw(shown, self._stage, items=self._items, given=self._given)
        self._draw_lines(shown)

    def _draw_lines(self, shown: "Shown") -> None:
        self.query_one(Place).show(shown)
        types = self.query_one(CardView).types
        self.query_one(GradeBar).show(shown, self._stage, self._proposed, types=types)
