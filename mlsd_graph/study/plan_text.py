"""What a plan says, for the command line, in words and as plain values."""

from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.planning.target import date_of, read_target

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import CaseOutlook, Expected, Outlook
    from mlsd_graph.study.study import Study

_LISTED = 8
_MOST_NEEDED = 480


def no_plan(study: "Study") -> list[str]:
    """Say why there is nothing to plan, and that the queue is plain."""
    text, today = study.settings.interview, study.now().day
    target = read_target(text)
    if target is None:
        if text:
            return ["The target cannot be read; it may be of a newer program. The queue is plain."]
        return [
            "No interview is set. `mlsd plan --interview 2026-12-24 --minutes 45` makes a plan."
        ]
    left, said = target.days_left(today), target.date.isoformat()
    if left < 0:
        return [f"The interview on {said} has passed: the plan has ended, the queue is plain."]
    if left == 0:
        return ["The interview is today: the plan has ended, the queue is plain. Good luck."]
    return [f"{said} is {left} days away, farther than a plan reaches; the queue is plain."]


def plan_notes(found: "Outlook") -> list[str]:
    """Say what does not fit, what is gone, and what the date is too near for."""
    notes: list[str] = []
    if found.scope.lost:
        gone = ", ".join(found.scope.lost)
        notes.append(f"No longer in the content, so not planned for: {gone}.")
    if not found.scope.cases:
        return [*notes, "No case study is in scope: the queue is plain. Choose others."]
    needed, given = found.plan.needed, found.target.minutes
    if needed is None:
        notes.append("It does not fit: eight hours a day would not cover all of it.")
    elif needed > given:
        notes.append(f"It does not fit: all of it takes about {needed:.0f} minutes a day.")
    if found.left_out:
        notes.append(f"Left out for want of time: {counted(len(found.left_out), 'page')}.")
    if found.in_part:
        notes.append(f"Learned in part: {counted(len(found.in_part), 'page')}.")
    if found.assumed:
        pages = counted(len(found.assumed), "page")
        notes.append(f"Taken as known by placement, so new cards of it come last: {pages}.")
    if not found.plan.policy.stops and found.unseen:
        notes.append("Time is short: new cards go on to the day before the interview.")
    return notes


def plan_lines(study: "Study", found: "Outlook") -> list[str]:
    """Write a plan for people."""
    target, made = found.target, found.plan
    about = ", ".join(target.focus) or ("" if target.cases else "all domains")
    about = ", ".join(part for part in (about, ", ".join(target.cases)) if part)
    queue = study.today()
    title = study.library.title
    cases = counted(len(found.scope.cases), "case study")
    pages, cards = counted(len(found.concepts), "page"), counted(found.cards, "card")
    done = f"{found.spent:.0f} of {found.minutes:.0f} minutes done"
    lines = [
        f"Interview on {target.date}, in {counted(found.days, 'day')}; {target.level}; {about}.",
        f"{cases}, {pages}, {cards}, {found.unseen} of them new.",
        f"minutes a day    {needed_text(made.needed)} needed, {target.minutes} given",
        f"today            {queue.due} reviews, {queue.new} new, {done}",
        f"new cards until  {last_new(found)}; then each card once more",
        f"policy           {made.policy.name}",
        *(f"! {note}" for note in plan_notes(found)),
        "",
        "readiness        now   on the date (range)   weakest",
    ]
    for case in sorted(found.cases, key=lambda each: each.ready.then):
        weak = clean_line(title(weakest(case))) if weakest(case) else "–"
        lines.append(f"{clean_line(title(case.case))}: {range_text(case.ready)}; {weak}")
    if found.left_out:
        more = len(found.left_out) - _LISTED
        named = ", ".join(clean_line(title(id_)) for id_ in found.left_out[:_LISTED])
        lines += ["", f"Left out: {named}" + (f" and {more} more." if more > 0 else ".")]
    return lines


def plan_values(study: "Study", found: "Outlook") -> dict[str, object]:
    """Write a plan for scripts."""
    target, made = found.target, found.plan
    queue = study.today()
    return {
        "interview": target.date.isoformat(),
        "since": date_of(target.since).isoformat(),
        "days": found.days,
        "minutes": target.minutes,
        "level": target.level.value,
        "focus": list(target.focus),
        "named": list(target.cases),
        "minutes_needed": made.needed,
        "last_new": last_new(found),
        "policy": made.policy.name,
        "today": {
            "reviews": queue.due,
            "new": queue.new,
            "minutes": round(found.minutes, 1),
            "spent": round(found.spent, 1),
            "done": not queue.due + queue.new,
        },
        "cards": found.cards,
        "unseen": found.unseen,
        "cases": [
            {
                "case": each.case,
                **_expected(each.ready),
                "steps": {str(step): value for step, value in each.on_date.steps.items()},
                "weakest": [
                    {"concept": id_, "recall": value} for id_, value in each.on_date.weakest[:3]
                ],
            }
            for each in found.cases
        ],
        "concepts": [
            {
                "concept": id_,
                "uses": [
                    {"case": use.case, "step": str(use.step), "weight": use.weight}
                    for use in found.scope.pages[id_].uses
                ],
                "needed_by": list(found.scope.pages[id_].needed_by),
                **_expected(expected),
            }
            for id_, expected in found.concepts.items()
        ],
        "left_out": list(found.left_out),
        "in_part": list(found.in_part),
        "assumed": list(found.assumed),
        "beyond_level": list(found.scope.beyond),
        "notes": plan_notes(found),
    }


def needed_text(needed: float | None) -> str:
    """Write minutes that are needed."""
    return f"over {_MOST_NEEDED}" if needed is None else f"about {needed:.0f}"


def last_new(found: "Outlook") -> str:
    """The last date for new cards."""
    return date_of(found.target.day - found.days + found.plan.last_new).isoformat()


def range_text(expected: "Expected") -> str:
    """Write a readiness now and on the date with its range."""
    now, then, low, high = (percent(each) for each in expected)
    return f"{now} → {then} ({low} – {high})"


def percent(share: float) -> str:
    """Write a share as the content writes its percentages."""
    return f"{100 * share:.0f} %"


def weakest(case: "CaseOutlook") -> str:
    """The concept that costs most readiness on the date; empty where there is none."""
    return case.on_date.weakest[0][0] if case.on_date.weakest else ""


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("study") else f"{number} {noun}s"


def _expected(expected: "Expected") -> dict[str, object]:
    return {
        "now": expected.now,
        "expected": expected.then,
        "low": expected.low,
        "high": expected.high,
    }
