"""Today: what is due, how long it takes, what comes next and why, and what will open."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from mlsd_graph.clean import clean_line
from mlsd_graph.quantity import quantity
from mlsd_graph.study.interview_day import INTERVIEW_TODAY
from mlsd_graph.study.streaks import streak_rule
from tui.rendering.emptiness import no_pages
from tui.screens.base import GRAPH_KEY, StudyScreen
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from mlsd_graph.scheduling import Queued
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Today, Undone

_LISTED = 7
_MORE = 10
"""Minutes that one key adds to a plan's day."""
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
        Binding(
            "k", "place", "Place", id="today.placement",
            tooltip="Find out by a few questions what you know already",
        ),
        Binding("m", "more", "More", id="today.more", tooltip="Ten more minutes of the plan"),
        Binding("q,escape", "app.quit", "Quit", id="today.quit", tooltip="Leave"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._days_out = 0
        self._offer = ""
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
        """Offer only what there is: a phone, a plan, a placement, and a reminder to dismiss."""
        del parameters
        if action == "more":
            return self._planned
        if action == "place":
            return bool(self._offer)
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
        if study is None:
            return

        def done(said: str) -> None:
            self.mlsd.tell_act(said)
            self.refresh_study()

        self.mlsd.writing(lambda: _taken_back(study), done)

    def action_redo(self) -> None:
        """Do again what was undone."""
        study = self.study
        if study is None:
            return

        def done(redone: "Undone | None") -> None:
            said = f"Done again: {redone.said}." if redone else "Nothing to do again."
            self.mlsd.tell_act(said)
            self.refresh_study()

        self.mlsd.writing(study.redo, done)

    def action_more(self) -> None:
        """Go on with the plan for ten more minutes."""
        study = self.study
        if study is not None:
            self.mlsd.writing(lambda: study.more(_MORE), lambda _: self.refresh_study())

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
        if not self.is_mounted or today is None:
            return
        planned = today.plan is not None
        if (days_out, offer, planned) != (self._days_out, self._offer, self._planned):
            self._days_out, self._offer, self._planned = days_out, offer, planned
            self.refresh_bindings()
        numbers = counts(today, days_out, offer)
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


def _taken_back(study: "Study") -> str:
    """Take back the last act, and say what it was and what has stayed since."""
    from mlsd_graph.study.interviews import stays, undo  # noqa: PLC0415  not before the first frame

    undone, since = undo(study)
    said = f"Undone: {undone.said}" if undone else "Nothing to undo"
    kept = f" {stays('x in Cases', study.library.title(since.case))}" if since else ""
    return f"{said}.{kept}"


def counts(today: "Today", days_out: int = 0, offer: str = "") -> Content:
    """Write the numbers of the day, and a reminder of what is still on the phone."""
    waiting = today.due + today.new
    lines = [
        Content.assemble(
            (f"{today.due}", "bold $primary"),
            " due   ",
            (f"{today.new}", "bold $success"),
            " new   ",
            (f"{today.learning}", "bold $warning"),
            f" learning   about {max(1, round(today.minutes))} min" if waiting else " learning",
        ),
        Content(
            f"{today.done} done today   {quantity(today.streak.days, 'day')} in a row, "
            f"longest {today.longest}; {streak_rule(today.streak)}"
        ),
    ]
    if today.plan is not None:
        ahead = f"Interview in {quantity(today.plan.days, 'day')}, on {_date(today.plan.date)}."
        lines.append(Content(ahead if today.plan.days else INTERVIEW_TODAY))
    if not waiting:
        done = "Plan done for today; m goes on." if today.plan else "All done for now."
        lines.insert(0, Content.styled(done, "bold"))
        if today.next_due is not None:
            lines.append(Content(f"The next card is due {_when(today.next_due)}."))
    if days_out:
        out = f"A deck has been out for {quantity(days_out, 'day')}"
        said = f"{out} and nothing has come back from the phone."
        lines.append(Content.styled(said, "$warning"))
    elif offer:
        lines.append(Content(offer))
    return Content("\n").join(lines)


def upcoming(study: "Study", today: "Today") -> Content:
    """Write the pages that the queue goes through, each with the reason why it comes.

    Its new cards and those seen before stand apart: the reason of one says nothing of the other.
    """
    lines = [Content.styled("Next", "bold underline")]
    pages: dict[tuple[str, bool], list[Queued]] = {}
    for queued in today.queue:
        head, state = study.library.cards.get(queued.uid), study.states.get(queued.uid)
        if head is not None:
            pages.setdefault((head.page, bool(state and state.reps)), []).append(queued)
    for (page, _), cards in list(pages.items())[:_LISTED]:
        more = f" ×{len(cards)}" if len(cards) > 1 else ""
        title = clean_line(study.library.title(page))
        lines.append(Content.assemble(f"{title}{more}  ", (cards[0].reason.text, "dim")))
    if not pages:
        lines.append(Content("Nothing is waiting."))
    return Content("\n").join(lines)


def _next_page(study: "Study", today: "Today") -> str:
    """Find the page of the first card in line, else the first that will open."""
    heads = (study.library.cards.get(queued.uid) for queued in today.queue)
    pages = (head.page for head in heads if head is not None)
    return next(pages, today.opens[0].id if today.opens else "")


def openings(study: "Study", today: "Today", width: int, rows: int) -> Content:
    """Write which pages open next, and what each waits for: the first, and those that fit."""
    lines = [Content.styled("Opens next", "bold underline")]
    for opening in today.opens:
        waits = [clean_line(study.library.title(id_)) for id_ in opening.missing]
        title = f"{clean_line(opening.title)}  "
        named = _named(waits, width - cell_len(title))
        line = Content.assemble(title, (named, "dim"))
        rows -= len(line.wrap(width))
        if rows < 0 and len(lines) > 1:
            break
        lines.append(line)
    if not today.opens:
        lines.append(Content("Nothing that is closed is near."))
    return Content("\n").join(lines)


def _named(waits: list[str], width: int) -> str:
    """Name as many as fit into one line, at least the first, and count the rest."""
    said = ""
    for count in range(len(waits), 0, -1):
        left = len(waits) - count
        said = f"after {', '.join(waits[:count])}{f' and {left} more' if left else ''}"
        if cell_len(said) <= width:
            break
    return said


def _when(moment: datetime) -> str:
    now = datetime.now(moment.tzinfo)
    if moment.date() == now.date():
        return f"at {moment:%H:%M}"
    return f"on {_date(moment)}"


def _date(day: date) -> str:
    return f"{day:%A %d %B}".replace(" 0", " ")
