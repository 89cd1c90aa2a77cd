"""The day in words: its numbers, the pages that come next, and those that will open."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from mlsd_graph.clean import clean_line
from mlsd_graph.quantity import quantity
from mlsd_graph.study.finished import INTERVIEW_TODAY, beyond_text, nothing_text
from mlsd_graph.study.streaks import streak_rule
from tui import more

if TYPE_CHECKING:
    from mlsd_graph.scheduling import Queued
    from mlsd_graph.scheduling.reasons import ReasonKind
    from mlsd_graph.study import Study
    from mlsd_graph.study.views import Today

_LISTED = 7


def counts(today: "Today", now: int, days_out: int = 0, offer: str = "") -> Content:
    """Write the numbers of the day, and a reminder of what is still on the phone; `now` in ms."""
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
    beyond = beyond_text(today, more.HOW)
    if waiting and beyond:
        lines.append(Content(beyond))
    if not waiting:
        is_kept = today.plan or beyond
        done = nothing_text(today, more.HOW) if is_kept else "All done for now."
        lines.insert(0, Content.styled(done, "bold"))
        if today.next_due is not None:
            lines.append(Content(f"The next card is due {_when(today.next_due, now)}."))
    if days_out:
        out = f"A deck has been out for {quantity(days_out, 'day')}"
        said = f"{out} and nothing has come back from the phone."
        lines.append(Content.styled(said, "$warning"))
    elif offer:
        lines.append(Content(offer))
    return Content("\n").join(lines)


def upcoming(study: "Study", today: "Today") -> Content:
    """Write the pages that the queue goes through, each with the reason why it comes.

    Its new cards stand apart from those seen before, and these by the kind of their reason: one
    says nothing of the other.
    """
    lines = [Content.styled("Next", "bold underline")]
    pages: dict[tuple[str, ReasonKind | None], list[Queued]] = {}
    for queued in today.queue:
        head, state = study.library.cards.get(queued.uid), study.states.get(queued.uid)
        if head is not None:
            kind = queued.reason.kind if state and state.reps else None
            pages.setdefault((head.page, kind), []).append(queued)
    for (page, _), cards in list(pages.items())[:_LISTED]:
        more = f" ×{len(cards)}" if len(cards) > 1 else ""
        title = clean_line(study.library.title(page))
        lines.append(Content.assemble(f"{title}{more}  ", (_why(cards), "dim")))
    if not pages:
        lines.append(Content("Nothing more for today." if today.beyond else "Nothing is waiting."))
    return Content("\n").join(lines)


def _why(cards: list["Queued"]) -> str:
    """Give the reason of all cards, or say that it is the first one's."""
    first, *others = (queued.reason.text for queued in cards)
    return first if all(text == first for text in others) else f"the first: {first}"


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


def _when(moment: datetime, now: int) -> str:
    if moment.date() == datetime.fromtimestamp(now / 1000, moment.tzinfo).date():
        return f"at {moment:%H:%M}"
    return f"on {_date(moment)}"


def _date(day: date) -> str:
    return f"{day:%A %d %B}".replace(" 0", " ")
