"""One card: its question, where an answer is typed or ticked, and the answer."""

from enum import Enum, auto
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import CardKind
from tui.rendering.cards import Given, back, front
from tui.widgets.attempt import Attempt
from tui.widgets.checklist import Checklist
from tui.widgets.figure import Figure
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study.views import Shown

_TYPED = {CardKind.TYPED, CardKind.ESTIMATE}


class Stage(Enum):
    """Where the present card stands."""

    WAITING = auto()
    """No card yet, or one is being fetched or graded: keys wait."""
    ASKED = auto()
    RECALLING = auto()
    """An ordered card or a whole diagram, some of its items or blocks shown."""
    TICKING = auto()
    """An explain card, its checklist shown."""
    ANSWERED = auto()


class CardView(VerticalScroll):
    """Scrolls a card; which parts show depends on its kind and stage.

    A drawing scrolls by itself, so that question and answer stay in sight above it.
    """

    DEFAULT_CSS = """
    CardView { padding: 1 2 0 2; height: 1fr; scrollbar-size-vertical: 1; }
    CardView #answer, CardView Checklist {
        margin: 1 0 0 0; padding: 1 0 0 0; border-top: solid $primary;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked = ("", False)

    def compose(self) -> ComposeResult:
        """Lay out all parts; a card hides what it has no use for."""
        yield Prose(id="question")
        for part in (Attempt(), Checklist(), Prose(id="answer"), Figure()):
            part.display = False
            yield part

    def ask(self, shown: "Shown") -> None:
        """Begin a card: nothing typed, nothing ticked, scrolled to the top."""
        if shown.card.kind is CardKind.EXPLAIN:
            self.query_one(Checklist).ask(shown.card.items)
        estimate = shown.card.estimate
        self.query_one(Attempt).ask(estimate.unit if estimate else None)
        self.draw(shown, Stage.ASKED)
        self.scroll_home(animate=False)

    def draw(
        self, shown: "Shown", stage: Stage, *, items: int = 0, given: Given | None = None
    ) -> None:
        """Draw the card as far as it is revealed: `items` of an ordered one."""
        card = shown.card
        revealed = stage is Stage.ANSWERED or (
            stage is Stage.RECALLING and card.kind is CardKind.ORDERED
        )
        context = _context(shown) if stage is Stage.ANSWERED else ""
        answer = self.query_one("#answer", Prose)
        answer.display = revealed
        if revealed:
            answer.show(lambda width: back(card, width, shown=items, given=given, context=context))
        filled = revealed and card.kind is CardKind.CLOZE
        if (card.question, filled) != self._asked:
            # layout and painting of the same question again would be felt on a long card
            self._asked = (card.question, filled)
            question = self.query_one("#question", Prose)
            question.show(lambda width: front(card, width, revealed=filled))
        checklist, attempt = self.query_one(Checklist), self.query_one(Attempt)
        checklist.display = card.kind is CardKind.EXPLAIN and stage is not Stage.ASKED
        attempt.display = card.kind in _TYPED and stage is Stage.ASKED
        figure = self.query_one(Figure)
        figure.display = card.diagram is not None
        if figure.display:
            figure.draw(card, shown=items, revealed=stage is Stage.ANSWERED)
            figure.focus()
        elif stage is Stage.TICKING:
            checklist.focus()
        elif attempt.display:
            attempt.focus()
        else:
            self.focus()

    def on_attempt_left(self) -> None:
        """Take the keys back from the line where an answer is typed."""
        self.focus()


def _context(shown: "Shown") -> str:
    """Name the page and the card, and why it was asked; only shown with the answer."""
    return clean_line(f"{shown.page.title} › {shown.card.head.name} · {shown.reason.text}")
