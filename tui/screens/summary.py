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
from mlsd_graph.study.finished import beyond_text
from mlsd_graph.study.streaks import streak_rule, streak_text
from tui import more
from tui.screens.base import StudyScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Session, Today

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
        Binding("m", "more", "More", id="summary.more", tooltip=more.TOOLTIP),
        Binding(
            "u", "undo", "Undo", id="review.undo",
            tooltip="Take back the last act, and ask its card again",
        ),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._reviews = 0
        self._planned = False

    def compose(self) -> ComposeResult:
        """Lay out the text of the session."""
        yield Static("Session", id="title", markup=False)
        with VerticalScroll(id="today", can_focus=False):
            yield Static("", id="session", markup=False)
        yield KeyLine()

    def show_study(self, study: "Study") -> None:
        """Draw the numbers since the app was opened."""
        self.mlsd.writing(lambda: _summed(study), lambda found: self._draw(study, *found))

    def action_review(self) -> None:
        """Go on with what is left."""
        self.mlsd.start_review(instead=True)

    def action_undo(self) -> None:
        """Take back the last act in a review that goes on with its card."""
        self.mlsd.review_undone(self._reviews)

    def action_more(self) -> None:
        """Go on with the plan for some more minutes."""
        study = self.study
        if study is not None:
            again = self.action_review
            self.mlsd.writing(lambda: study.more(more.MINUTES), lambda _: again())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer more of a plan where there is one, and it is done."""
        del parameters
        return action != "more" or self._planned

    def _draw(self, study: "Study", done: "Session", today: "Today | None") -> None:
        self._reviews = done.reviews
        if not self.is_here:
            return
        self._planned = today is not None and today.plan is not None and not _waiting(today)
        self.refresh_bindings()
        self.query_one("#session", Static).update(summary(study, done, today))


def _summed(study: "Study") -> "tuple[Session, Today | None]":
    """Sum up session and day, as far as the queue is known."""
    return study.session(), study.today() if study.is_warm else None


def _waiting(today: "Today") -> int:
    return today.due + today.new


def summary(study: "Study", done: "Session", today: "Today | None" = None) -> Content:
    """Write the session, and what is due beyond a day that is done."""
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
    if today is not None and today.beyond and not _waiting(today):
        lines.append(Content(beyond_text(today, more.HOW)))
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
