"""Today: what is due, how long it takes, what comes next and why, and what will open."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from tui import more
from tui.rendering.days import counts, openings, upcoming
from tui.rendering.emptiness import no_pages
from tui.screens.base import GRAPH_KEY, StudyScreen
from tui.turning import done_again, taken_back
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.study import Study
    from mlsd_graph.study.taking_back import Turned
    from mlsd_graph.study.views import Today

_MARGIN = 6
"""Columns beside a list."""
_FRAME = 6
"""Rows that hold neither numbers nor lists, and the heading of the second list."""
_SIDE_BY_SIDE = 110
"""Columns from which both lists fit beside each other."""


class TodayScreen(StudyScreen):
    """The first screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "review", "Review", id="today.review", tooltip="Start reviewing"),
        # Where room is short the last keys go first, and a reminder is of the phone.
        Binding("p", "phone", "Phone", id="today.phone", tooltip="Decks out and reviews back"),
        Binding(
            "x", "wait", "Not now", id="today.dismiss",
            tooltip="Say nothing of what is on the phone for a week",
        ),
        Binding("u", "undo", "Undo", id="today.undo", tooltip="Take back the last act"),
        Binding("U", "redo", "Redo", id="today.redo", show=False, tooltip="Do it again"),
        GRAPH_KEY,
        Binding("m", "more", "More", id="today.more", tooltip=more.TOOLTIP),
        Binding("q,escape", "app.quit", "Quit", id="today.quit", tooltip="Leave"),
        Binding(
            "k", "place", "Place", id="today.placement",
            tooltip="Find out by a few questions what you know already",
        ),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._days_out = 0
        self._planned = False
        self._next = ""

    def compose(self) -> ComposeResult:
        """Lay out the skeleton that is drawn before anything is loaded."""
        # Textual's breakpoints set their class after the first layout, and all is drawn again.
        self._fit(self.mlsd.size.width)
        yield Static("mlsd", id="title", markup=False)
        with VerticalScroll(id="today", can_focus=False):
            yield Static("loading …", id="counts", markup=False)
            with Horizontal(id="lists"):
                yield Static("", id="next", markup=False)
                yield Static("", id="opens", markup=False)
        yield KeyLine(modes=True)

    def on_resize(self, event: Resize) -> None:
        """Put the lists beside each other where they fit."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        self.set_class(width < _SIDE_BY_SIDE, "-narrow")

    def show_study(self, study: "Study") -> None:
        """Ask for today's numbers off the loop and draw them; a glance until the queue is there."""
        self.mlsd.writing(lambda: _look(study), lambda found: self._draw(study, *found))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is: a phone, a plan, and a reminder to dismiss."""
        del parameters
        if action == "more":
            return self._planned
        if action == "wait":
            return self._days_out > 0
        return self.mlsd.has_phone if action == "phone" else True

    def action_review(self) -> None:
        """Start reviewing; the first card comes as soon as the study is open."""
        self.mlsd.start_review()

    @property
    def at_hand(self) -> str:
        """Id of the page that comes next."""
        return self._next

    def action_undo(self) -> None:
        """Take back the last act, also one of an earlier run."""
        study = self.study
        if study is not None:
            self.mlsd.writing(lambda: taken_back(study), self._turned)

    def action_redo(self) -> None:
        """Do again what was undone."""
        study = self.study
        if study is not None:
            self.mlsd.writing(lambda: done_again(study), self._turned)

    def _turned(self, turned: "Turned") -> None:
        self.mlsd.tell_act(turned.told)
        self.refresh_study()

    def action_more(self) -> None:
        """Go on with the plan for some more minutes."""
        study = self.study
        if study is not None:
            self.mlsd.writing(lambda: study.more(more.MINUTES), lambda _: self.refresh_study())

    def action_phone(self) -> None:
        """Show what is out, and the ways out and back."""
        self.mlsd.open_phone()

    def action_wait(self) -> None:
        """Take the reminder away for a week."""
        study = self.study
        if study is not None:
            self.mlsd.writing(study.dismiss_reminder, lambda _: self.refresh_study())

    def action_place(self) -> None:
        """Find out what is known already."""
        self.mlsd.action_placement()

    def _draw(self, study: "Study", today: "Today | None", days_out: int, offer: str) -> None:
        if not self.is_here or today is None:
            return
        planned = today.plan is not None
        if (days_out, planned) != (self._days_out, self._planned):
            self._days_out, self._planned = days_out, planned
            self.refresh_bindings()
        numbers = counts(today, study.now().ms, days_out, offer)
        if study.is_warm and not study.library.pages:
            numbers = no_pages(study.library.roots)
        self.query_one("#counts", Static).update(numbers)
        if not study.is_warm:
            return
        self._next = _next_page(study, today)
        coming = upcoming(study, today)
        self.query_one("#next", Static).update(coming)
        width, height = self.mlsd.size
        above = (numbers, coming) if width < _SIDE_BY_SIDE else (numbers,)
        lines = sum(len(part.wrap(width - _MARGIN)) + 1 for part in above)
        columns = (width if width < _SIDE_BY_SIDE else width // 2) - _MARGIN
        opens = openings(study, today, columns, height - lines - _FRAME)
        self.query_one("#opens", Static).update(opens)


def _look(study: "Study") -> "tuple[Today | None, int, str]":
    """Sum up the day, for how many days a deck has been out, and what is offered besides."""
    if not study.is_warm:
        return study.glance(), 0, ""
    from mlsd_graph.study.placed import offer  # noqa: PLC0415  not before the first frame

    return study.today(), study.travels().days_out(study.now().ms), offer(study.store)


def _next_page(study: "Study", today: "Today") -> str:
    """Find the page of the first card in line, else the first that will open."""
    heads = (study.library.cards.get(queued.uid) for queued in today.queue)
    pages = (head.page for head in heads if head is not None)
    return next(pages, today.opens[0].id if today.opens else "")
