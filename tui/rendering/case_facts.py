"""What is known of one case study: its steps now and on the date, and readiness over time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from mlsd_graph.clean import clean_line
from mlsd_graph.columns import cell
from mlsd_graph.content.records import STEP_TITLES, Step
from mlsd_graph.memory.studyday import local_time
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity
from mlsd_graph.study.readiness_text import over_time
from tui.rendering import styles
from tui.rendering.bars import bar

if TYPE_CHECKING:
    from mlsd_graph.interview.record import Attempt
    from mlsd_graph.study.interviews import CaseRow
    from mlsd_graph.study.readiness import CaseReadiness

_TITLES = 32
_WIDEST = 100
_STEPS = max(map(len, STEP_TITLES.values()))
_SLIGHT = 0.01
"""Drawn for a step of which nothing is known, so that it differs from one that uses nothing."""


def draw_row(row: "CaseRow") -> Content:
    """Write readiness of the case and of its seven steps, and how the last interview went."""
    marked = [attempt for attempt in row.attempts if attempt.share is not None]
    last = f"{percent(marked[-1].share):>5} ×{len(marked)}" if marked else "    –"
    left = "  ● left" if row.open else ""
    title = clean_line(row.title)
    short = title if len(title) <= _TITLES else f"{title[: _TITLES - 1]}…"
    about = "~" if row.assumed else ""
    return Content.assemble(
        f"{short:<{_TITLES}} ",
        (f"ready {about + percent(row.readiness):>6} ", "dim"),
        (_columns(row.steps), "$text-accent"),
        (f"  said {last}", "dim"),
        (left, "$text-warning"),
    )


def draw_facts(row: "CaseRow", told: "CaseReadiness | None", width: int) -> Content:
    """Write readiness by step and over time, the weakest concept, and the last interviews.

    `told` comes later than the row: on the date and over time take a second.
    """
    room = min(width, _WIDEST)
    lines = [*_steps(row, told, room), _over_time(told, room)]
    if row.weakest:
        lines.append(Content(clean_line(f"weakest: {row.weakest}")))
    if row.assumed:
        concepts = f"{row.assumed} of {quantity(row.uses, 'concept')}"
        lines.append(Content(f"~ {concepts} taken as known from placement"))
    marked = [_said(attempt) for attempt in row.attempts if attempt.share is not None]
    said = "interviews: " + ", ".join(marked[-4:]) if marked else "no interview yet"
    lines.append(Content.styled(said, styles.QUIET))
    return Content("\n").join(lines)


def _steps(row: "CaseRow", told: "CaseReadiness | None", room: int) -> list[Content]:
    """One bar for each step: full what is ready now, light what the plan adds."""
    then: Mapping[Step, float] = told.on_date.steps if told and told.on_date else {}
    lines: list[Content] = []
    for step, share in row.steps.items():
        goal = then.get(step)
        said = f"{percent(share):>5}"
        if then:
            said += f" → {percent(goal):>5}"
        lines.append(bar(STEP_TITLES[step], share, said, room, _STEPS, goal or 0.0))
    return lines


def _over_time(told: "CaseReadiness | None", room: int) -> Content:
    if told is None:
        return Content.styled("over time: reckoning …", styles.QUIET)
    goal = told.expected.then if told.expected else None
    label = "over time "
    return Content(label + over_time(told.past, room - len(label), goal))


def _columns(steps: Mapping[Step, float]) -> str:
    """Draw one cell a step, its height the readiness; a point where the case uses nothing."""
    found = [steps.get(step) for step in Step]
    return "".join("·" if share is None else cell(max(share, _SLIGHT)) for share in found)


def _said(attempt: "Attempt") -> str:
    when = local_time(attempt.at, attempt.offset)
    return f"{when:%d %b} {attempt.said}/{attempt.items}"
