"""The Plan mode as text: what fits, what it comes to, and readiness over time as a picture."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from mlsd_graph.clean import clean_line
from mlsd_graph.columns import cell
from mlsd_graph.content.records import STEP_TITLES
from mlsd_graph.percent import percent
from mlsd_graph.planning.target import date_of
from mlsd_graph.quantity import quantity
from mlsd_graph.study.finished import beyond_text, nothing_text
from mlsd_graph.study.last_days import last_days_text
from mlsd_graph.study.plan_cases import case_reasons
from mlsd_graph.study.plan_concepts import concept_rows
from mlsd_graph.study.plan_text import (
    fit_text,
    named,
    needed_text,
    plan_notes,
    range_text,
)
from tui import more
from tui.rendering import styles
from tui.rendering.canvas import Rendered

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import CaseOutlook, Outlook
    from mlsd_graph.study.past import Past
    from mlsd_graph.study.views import Today

_LABEL = 30
_LISTED = 6
_TALL = 6
"""Rows of the picture."""
_AXIS = 6
_WEEK = 7

Title = Callable[[str], str]
Block = list[Content]

_EXPLANATION = """\
With a date the day's cards are chosen for it: what your case studies use and what that rests on, \
the most valuable first, and reviews when they lift recall on the date. Only the order and the \
days of asking move; what is remembered of a card follows from your answers alone. A missed week \
is absorbed by the next days. On the day of the interview comes what is due and nothing new; \
after it the queue is plain.

e sets the date."""


def explained(reasons: Sequence[str]) -> Content:
    """Say what a plan is, where there is none, after why there is none."""
    return Content("\n\n".join([*(reasons or ["No interview is set."]), _EXPLANATION]))


def draw_plan(
    found: "Outlook", today: "Today", past: "Past | None", title: Title, width: int
) -> Rendered:
    """Draw the whole plan for a width."""
    blocks = [
        _head(found, today, width),
        _cases(found.cases, title, width),
        _in_scope(found, title, width),
        _weakest(found.cases, title),
        _over_time(found, past, width) if past else [],
        _most_valuable(found, title),
        _left_out(found, title, width),
    ]
    lines = [line for block in blocks if block for line in (*block, Content(""))]
    lines = [line.truncate(width, ellipsis=True) for line in lines]
    return Rendered(Content("\n").join(lines), (), len(lines))


def draw_concepts(found: "Outlook", title: Title, width: int) -> Rendered:
    """List all concepts in scope: recall now and on the date, and why."""
    lines = [_title("Recall now → on the date (range), concept, why")]
    lines += [
        Content.assemble(f"{recall:>23}  ", name, (f"  {why}", "dim"))
        for recall, name, why in concept_rows(found, title)
    ]
    lines = [line.truncate(width, ellipsis=True) for line in lines]
    return Rendered(Content("\n").join(lines), (), len(lines))


def _head(found: "Outlook", today: "Today", width: int) -> Block:
    target = found.target
    about = ", ".join((*target.focus, *target.cases)) or "all domains"
    spent = f"{found.spent:.0f} of {found.minutes:.0f} min done"
    cases = quantity(len(found.scope.cases), "case study", "case studies")
    doing = f"{quantity(today.due, 'review')} and {today.new} new, {spent}"
    left = beyond_text(today, more.HOW)
    if not today.due + today.new:
        doing, left = spent, nothing_text(today, more.HOW)
    return [
        Content.styled(f"{_day(target.date)}, in {quantity(found.days, 'day')}", "bold"),
        *map(
            Content,
            wrap(
                f"{target.level}; {about}; {cases}, {quantity(found.cards, 'card')}, "
                f"{found.unseen} new",
                width,
                break_on_hyphens=False,
            ),
        ),
        *_minutes(found, width),
        *map(Content, wrap(f"today: {doing}. {left}" if left else f"today: {doing}", width)),
        *map(
            Content,
            wrap(f"{last_days_text(found, _day)}; on the day itself what is due", width),
        ),
        *(
            Content.styled(line, "$warning")
            for note in plan_notes(found)
            for line in wrap(note, width)
        ),
    ]


def _minutes(found: "Outlook", width: int) -> Block:
    """The minutes needed and given, and whether these suffice."""
    fit = fit_text(found).partition(":")[0]
    needed = needed_text(found.plan.needed, " min a day")
    said = f"{needed}, {found.target.minutes} given" + (f": {fit}" if fit else "")
    *lines, last = map(Content, wrap(said, width))
    return [*lines, last.stylize("bold $warning", max(0, len(last) - len(fit))) if fit else last]


def _cases(cases: Sequence["CaseOutlook"], title: Title, width: int) -> Block:
    """One bar for each case study: full what is ready now, light what the plan adds."""
    lines = [_title("Readiness now → on the date (range)")]
    room = max(6, width - _LABEL - 34)
    for each in sorted(cases, key=lambda case: case.ready.then):
        name = _short(clean_line(title(each.case)))
        now = round(each.ready.now * room)
        then = max(now, round(each.ready.then * room))
        drawn = "█" * now + "▒" * (then - now)
        lines.append(
            Content.assemble(
                f"{name:<{_LABEL}} ", (f"{drawn:<{room}}", "$text-accent"), f" {_range(each)}"
            )
        )
    lines.append(Content.styled("█ now  ▒ by the date", styles.QUIET))
    return lines


def _in_scope(found: "Outlook", title: Title, width: int) -> Block:
    """Why each case study is in scope."""
    lines = [_title("In scope, and why")]
    for reason, names in case_reasons(found.scope, title):
        lines += map(Content, wrap(f"{reason}: {names}", width, break_on_hyphens=False))
    return lines


def _short(name: str) -> str:
    return name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"


def _range(each: "CaseOutlook") -> str:
    return range_text(each.ready)


def _weakest(cases: Sequence["CaseOutlook"], title: Title) -> Block:
    """Concepts that cost most readiness on the date, over all case studies in scope."""
    lost: dict[str, float] = {}
    recall: dict[str, float] = {}
    for each in cases:
        for place, (concept, known) in enumerate(each.on_date.weakest):
            lost[concept] = lost.get(concept, 0.0) + (1 - known) / (1 + place)
            recall[concept] = known
    worst = sorted(lost, key=lambda concept: -lost[concept])[:_LISTED]
    if not worst:
        return []
    names = (f"{percent(recall[id_]):>5}  {clean_line(title(id_))}" for id_ in worst)
    return [_title("Weakest on the date"), *map(Content, names)]


def _over_time(found: "Outlook", past: "Past", width: int) -> Block:
    """Mean readiness of the case studies in scope: past weeks, and the way to the date."""
    rows = [past.cases[each.case] for each in found.cases if each.case in past.cases]
    if not rows:
        return []
    behind = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    goal = sum(each.ready.then for each in found.cases) / len(found.cases)
    steps = max(1, -(-found.days // _WEEK))
    ahead = [behind[-1] + (goal - behind[-1]) * (step + 1) / steps for step in range(steps)]
    return [_title("Readiness over time"), *picture(behind, ahead, past.days, found, width)]


def picture(
    behind: Sequence[float],
    ahead: Sequence[float],
    days: Sequence[int],
    found: "Outlook",
    width: int,
) -> Block:
    """Columns from 0 to 100 %: full for what was, light for what the plan expects."""
    room = max(4, width - _AXIS)
    ahead = ahead[: max(1, room // 2)]
    shown = behind[-(room - len(ahead)) :]
    wide = max(1, min(3, room // max(1, len(shown) + len(ahead))))
    lines: Block = []
    for row in reversed(range(_TALL)):
        label = f"{round(100 * (row + 1) / _TALL):>3} %" if row in {_TALL - 1, 2} else ""
        full = "".join(cell(value, row, _TALL) * wide for value in shown)
        light = "".join(("▒" if value * _TALL > row + 0.5 else " ") * wide for value in ahead)
        lines.append(
            Content.assemble(
                (f"{label:<{_AXIS}}", styles.QUIET), (full, "$text-accent"), (light, styles.QUIET)
            )
        )
    first = days[-len(shown)]
    ends = f"{date_of(first)} … today … {found.target.date}"
    lines.append(Content.styled(" " * _AXIS + ends, styles.QUIET))
    return lines


def _most_valuable(found: "Outlook", title: Title) -> Block:
    """Concepts that most case studies in scope lean on, with the reason."""
    uses: Mapping[str, float] = {
        id_: sum({use.case: use.weight for use in reversed(why.uses)}.values())
        for id_, why in found.scope.pages.items()
    }
    lines = [_title("Why: what the case studies use most")]
    for id_ in sorted(uses, key=lambda page: -uses[page])[:_LISTED]:
        why = found.scope.pages[id_]
        if why.uses:
            first = f"{clean_line(title(why.uses[0].case))}, “{STEP_TITLES[why.uses[0].step]}”"
            said = f"  {quantity(len(why.cases), 'case study', 'case studies')}; {first}"
            lines.append(Content.assemble(clean_line(title(id_)), (said, "dim")))
    return lines if len(lines) > 1 else []


def _left_out(found: "Outlook", title: Title, width: int) -> Block:
    lines: Block = []
    for said, pages in (("Left out for want of time", found.left_out), ("In part", found.in_part)):
        if pages:
            names = named(found, pages, title, 2 * _LISTED)
            lines += [_title(said), *map(Content, wrap(names, width)), Content("")]
    return [*lines, Content.styled("l lists all concepts.", styles.QUIET)] if lines else []


def _day(when: date) -> str:
    return f"{when:%A %d %B}".replace(" 0", " ")


def _title(text: str) -> Content:
    return Content.styled(text, "bold underline")
