"""The end of a session: what was done, what slipped, what opened, what tomorrow brings."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mlsd_graph.clean import clean
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity
from mlsd_graph.study.streaks import streak_rule, streak_text
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Session

_MOST = 8


class SummaryScreen(StudyScreen):
    """Shown when the queue is empty or the learner stops."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,q,escape",
            "app.pop_screen",
            "Today",
            id="summary.back",
            tooltip="Back to Today",
        ),
        Binding("r", "review", "Go on", id="summary.review", tooltip="Review on"),
        Binding(
            "u", "undo", "Undo", id="review.undo",
            tooltip="Take back the last act, and ask its card again",
        ),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._reviews = 0

    def compose(self) -> ComposeResult:
        """Lay out the text of the session."""
        yield Static("Session", id="title", markup=False)
        with VerticalScroll(id="today", can_focus=False):
            yield Static("", id="session", markup=False)
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Draw the numbers since the app was opened."""
        self.mlsd.writing(study.session, lambda done: self._draw(study, done))

    def action_review(self) -> None:
        """Go on with what is left."""
        self.mlsd.start_review(instead=True)

    def action_undo(self) -> None:
        """Take back the last act in a review that goes on with its card."""
        self.mlsd.review_undone(self._reviews)

    def _draw(self, study: "Study", done: "Session") -> None:
        self._reviews = done.reviews
        if self.is_mounted:
            self.query_one("#session", Static).update(summary(study, done))


def summary(study: "Study", done: "Session") -> Content:
    """Write the session."""
    share = f", {percent(done.passed / done.reviews)} recalled" if done.reviews else ""
    lines = [
        Content.assemble(
            (quantity(done.reviews, "review"), "bold $primary"),
            f" in {done.minutes:.0f} min{share}",
        ),
        Content(f"{len(done.learned)} new"),
        Content(f"{streak_text(done.streak)}; {streak_rule(done.streak)}"),
        Content(f"{done.tomorrow} due by the end of tomorrow"),
    ]
    lines += _named("Slipped", _titles(study, done.lapses))
    opened = [clean(study.library.title(id_)) for id_ in done.opened]
    lines += _named("Opened", opened)
    return Content("\n").join(lines)


def _titles(study: "Study", uids: tuple[str, ...]) -> list[str]:
    """Name cards by their page and heading."""
    heads = [study.library.cards[uid] for uid in uids if uid in study.library.cards]
    return [clean(f"{study.library.pages[head.page].title}: {head.name}") for head in heads]


def _named(heading: str, names: list[str]) -> list[Content]:
    if not names:
        return []
    more = [Content(f"and {len(names) - _MOST} more")] if len(names) > _MOST else []
    shown = [Content(name) for name in names[:_MOST]]
    return [Content(""), Content.styled(heading, "bold underline"), *shown, *more]
