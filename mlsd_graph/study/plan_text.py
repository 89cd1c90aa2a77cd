"""What a plan says in words, for the command line; the Plan mode takes parts of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mlsd_graph.clean import clean_line
from mlsd_graph.percent import percent
from mlsd_graph.planning.target import Target, read_target
from mlsd_graph.quantity import quantity
from mlsd_graph.study.finished import INTERVIEW_TODAY
from mlsd_graph.study.last_days import last_days_text
from mlsd_graph.study.plan_cases import case_reasons
from mlsd_graph.study.preparing import prepared

if TYPE_CHECKING:
    from mlsd_graph.study.outlook import CaseOutlook, Expected, Outlook
    from mlsd_graph.study.study import Study

_LISTED = 8
_MOST_NEEDED = 480
_FALLS = 0.005
"""Share by which readiness falls, on average, from which that shows."""
_NEARLY = 1.2
"""Minutes needed for each minute given at which a plan still fits, nearly."""


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
        return [INTERVIEW_TODAY]
    if not target.holds(today):
        return [f"{said} is {left} days away, farther than a plan reaches; the queue is plain."]
    lost = lost_text(target, prepared(study.graph, target).scope.lost)
    why = lost or f"No case study is in scope for {target.level}."
    return [
        f"{why} There is nothing to plan for, so the queue is plain; choose other case studies."
    ]


def lost_text(target: Target, lost: Sequence[str]) -> str:
    """Say which names of the target the content does not have; empty for none."""
    cases = [name for name in lost if name in target.cases]
    words = [name for name in lost if name not in target.cases]
    said = [f"No longer in the content: {', '.join(cases)}."] if cases else []
    said += [f"No case study of the domain {word} is left." for word in words]
    return " ".join(said)


def plan_notes(found: "Outlook") -> list[str]:
    """Say what does not fit, what is gone, and what placement adds."""
    notes: list[str] = []
    if lost := lost_text(found.target, found.scope.lost):
        notes.append(lost)
    if fit := fit_text(found):
        notes.append(f"{fit[0].upper()}{fit[1:]}.")
    if found.left_out:
        pages = quantity(len(found.left_out), "page")
        notes.append(f"Left out for want of time: {pages}{_preferred(found)}.")
    if found.in_part:
        pages = quantity(len(found.in_part), "page")
        notes.append(f"Learned in part for want of time: {pages}.")
    notes += _missing(found)
    if falls := _falling(found):
        notes.append(f"Less is expected on the date than today: {falls}.")
    if found.missed:
        concepts = quantity(len(found.missed), "concept")
        notes.append(f"Missed in mock interviews, asked first in up to half a day: {concepts}.")
    if found.assumed:
        concepts = quantity(len(found.assumed), "concept")
        notes.append(
            f"With {concepts} taken as known from placement: readiness counts them as that "
            "likely, and their new cards come last."
        )
    return notes


def _missing(found: "Outlook") -> list[str]:
    """Say what missed days cost: what they are expected to, then what bad luck may add."""
    notes: list[str] = []
    giving = f"the forecast expects {percent(found.giving)} of the minutes"
    if found.unfinished:
        stay = quantity(len(found.unfinished), "page stays", "pages stay")
        notes.append(f"With days missed, {giving}: at that, {stay} unfinished.")
    if found.at_risk:
        pages = quantity(len(found.at_risk), "more page" if found.unfinished else "page")
        said = f"With bad luck, more days missed and more forgotten, {pages} may stay unfinished"
        notes.append(f"{said}." if found.unfinished else f"{said}; {giving}.")
    return notes


def _falling(found: "Outlook") -> str:
    """Say why readiness is expected to fall until the date; empty where it is not."""
    then, now = (sum(each.ready[i] for each in found.cases) for i in (1, 0))
    if now - then < _FALLS * len(found.cases):
        return ""
    if found.spent:
        return (
            "what was asked today counts nearly in full until a night has passed, and what is "
            "still to come adds less than is forgotten"
        )
    return "what is still to come adds less than is forgotten"


def _preferred(found: "Outlook") -> str:
    """Say what comes before that which is left out, although fewer case studies may use it."""
    scope, first = found.scope, found.scope.preferred
    if scope.named:
        others = len(scope.cases) > len(scope.named)
        return "; what the case studies you named use comes first" if others else ""
    return f"; the field of {' and '.join(first)} comes first" if first else ""


def fit_text(found: "Outlook") -> str:
    """Say whether the minutes suffice; empty where they do."""
    needed, given = found.plan.needed, found.target.minutes
    if needed is not None and needed <= given:
        return ""
    near = needed is not None and needed <= _NEARLY * given
    said = "it just about fits" if near else "it does not fit"
    done = "all of it" if found.left_out or found.in_part else "all is seen, but to keep it"
    takes = "more than eight hours" if needed is None else f"about {needed:.0f} minutes"
    return f"{said}: {done} takes {takes} a day"


def plan_lines(study: "Study", found: "Outlook") -> list[str]:
    """Write a plan for people."""
    target, made = found.target, found.plan
    about = ", ".join(target.focus) or ("" if target.cases else "all domains")
    about = ", ".join(part for part in (about, ", ".join(target.cases)) if part)
    queue = study.today()
    title = study.library.title
    cases = quantity(len(found.scope.cases), "case study", "case studies")
    pages, cards = quantity(len(found.concepts), "page"), quantity(found.cards, "card")
    done = f"{found.spent:.0f} of {found.minutes:.0f} minutes done"
    beyond = f"; {queue.beyond} more due beyond it" if queue.beyond else ""
    lines = [
        f"Interview on {target.date}, in {quantity(found.days, 'day')}; {target.level}; {about}.",
        f"{cases}, {pages}, {cards}, {found.unseen} of them new.",
        f"minutes a day    {needed_text(made.needed)}, {target.minutes} given",
        f"today            {quantity(queue.due, 'review')}, {queue.new} new, {done}{beyond}",
        f"what is to come  {last_days_text(found)}; on the day itself what is due",
        *(f"! {note}" for note in plan_notes(found)),
        "",
        "readiness        now → on the date (range); weakest on the date",
    ]
    lines += [
        f"{clean_line(title(case.case))}: {range_text(case.ready)}; {_weakest(case, title)}"
        for case in sorted(found.cases, key=lambda each: each.ready.then)
    ]
    lines += ["", "in scope, and why"]
    lines += [f"{reason}: {names}" for reason, names in case_reasons(found.scope, title)]
    for said, pages in (("Left out", found.left_out), ("In part", found.in_part)):
        if pages:
            lines += ["", f"{said}: {named(found, pages, title, _LISTED)}."]
    if found.left_out or found.in_part:
        lines.append("`mlsd plan --concepts` tells all, with the reasons.")
    return lines


def named(found: "Outlook", pages: Sequence[str], title: Callable[[str], str], most: int) -> str:
    """Name pages with the number of case studies that use each, and say how many there are more."""
    names: list[str] = []
    for id_ in pages[:most]:
        cases = len(found.scope.pages[id_].cases)
        users = cases if names else f"used by {quantity(cases, 'case study', 'case studies')}"
        names.append(clean_line(title(id_)) + (f" ({users})" if cases else ""))
    more = len(pages) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def needed_text(needed: float | None, unit: str = "") -> str:
    """Write minutes that are needed, and on what terms: the forecast allows for missed days."""
    said = f"over {_MOST_NEEDED}" if needed is None else f"about {needed:.0f}"
    return f"{said}{unit} needed with no day missed"


def range_text(expected: "Expected") -> str:
    """Write a readiness now and on the date with its range."""
    now, then, low, high = (percent(each) for each in expected)
    return f"{now} → {then} ({low} – {high})"


def _weakest(case: "CaseOutlook", title: Callable[[str], str]) -> str:
    """The concept that costs most readiness on the date, with its recall there."""
    if not case.on_date.weakest:
        return "–"
    concept, recall = case.on_date.weakest[0]
    return f"{clean_line(title(concept))} {percent(recall)}"
