"""One card: its question, where an answer is typed or ticked, and the answer."""

from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from mlsd_graph.clean import clean_line
from mlsd_graph.content.records import CardKind
from tui.rendering.cards import Given, back, front
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from mlsd_graph.study.views import Shown
    from tui.widgets.attempt import Attempt
    from tui.widgets.checklist import Checklist
    from tui.widgets.figure import Figure

_Part = TypeVar("_Part", bound=Widget)

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
        self._parts: dict[type[Widget], Widget] = {}
        self.types = True
        """Whether the line of a typed card gets the keys; until it is left, or after an undo."""

    def compose(self) -> ComposeResult:
        """Lay out what every card has; the rest comes with the first card that needs it."""
        yield Prose(id="question")
        answer = Prose(id="answer")
        answer.display = False
        yield answer

    def ask(self, shown: "Shown", *, types: bool = True) -> None:
        """Begin a card: nothing typed, nothing ticked, scrolled to the top."""
        card = shown.card
        self.types = types
        if card.kind is CardKind.EXPLAIN:
            self._checklist().ask(card.items)
        elif card.kind in _TYPED:
            self._attempt().ask(card.estimate.unit if card.estimate else None)
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
        self._focus_part(shown, stage, items)

    def _focus_part(self, shown: "Shown", stage: Stage, items: int) -> None:
        """Show the part where the learner acts on a card of this kind, and give it the keys."""
        card, part = shown.card, None
        if card.diagram is not None:
            part = self._figure()
            part.draw(card, shown=items, revealed=stage is Stage.ANSWERED)
        elif card.kind is CardKind.EXPLAIN and stage is not Stage.ASKED:
            part = self._checklist()
        elif card.kind in _TYPED and stage is Stage.ASKED:
            part = self._attempt()
        for other in self._parts.values():
            other.display = other is part
        ticked = card.kind is CardKind.EXPLAIN and stage is not Stage.TICKING
        left = card.kind in _TYPED and not self.types
        if part is None or ticked or (left and not part.has_focus):
            part = self
        if part.focusable:
            # at once, so that the card is painted with it and not a second time after it
            self.screen.set_focus(part)
        else:
            part.focus()

    def _attempt(self) -> "Attempt":
        from tui.widgets.attempt import Attempt  # noqa: PLC0415  not for the first card of all

        return self._part(Attempt, above="#answer")

    def _checklist(self) -> "Checklist":
        from tui.widgets.checklist import Checklist  # noqa: PLC0415  not for the first card of all

        return self._part(Checklist, above="#answer")

    def _figure(self) -> "Figure":
        from tui.widgets.figure import Figure  # noqa: PLC0415  not for the first card of all

        return self._part(Figure)

    def _part(self, kind: type[_Part], above: str | None = None) -> _Part:
        """Find a part, or mount it, last or above another."""
        found = self._parts.get(kind)
        if isinstance(found, kind):
            return found
        part = kind()
        part.display = False
        self._parts[kind] = part
        self.mount(part, before=above)
        return part

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001  Textual's signature
        """Keep the styles, which do not depend on the focus.

        Textual would style the card and all its parts anew, 5 ms of each card to be typed.
        """

    def on_attempt_left(self) -> None:
        """Take the keys back from the line where an answer is typed."""
        self.types = False
        self.focus()


def _context(shown: "Shown") -> str:
    """Name the page and the card, and why it was asked; only shown with the answer."""
    return clean_line(f"{shown.page.title} › {shown.card.head.name} · {shown.reason.text}")
