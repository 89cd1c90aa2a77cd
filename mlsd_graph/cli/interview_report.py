"""Reports of mock interviews and the list of case studies, as text and as JSON values."""

from collections.abc import Callable, Sequence

from mlsd_graph.cli.options import iso
from mlsd_graph.cli.plaintext import plain
from mlsd_graph.content.records import STEP_TITLES, Step
from mlsd_graph.interview.record import Attempt
from mlsd_graph.interview.report import Report, StepResult, known
from mlsd_graph.interview.stopwatch import minutes_text
from mlsd_graph.percent import percent
from mlsd_graph.study.interviews import CaseRow

_TITLE = 30


def report_text(done: Report, title: Callable[[str], str]) -> str:
    """Write a report for reading."""
    ended = "" if done.ended else ", not finished"
    lines = [
        f"\n{title(done.case)}, interview {done.number} on {iso(done.at, done.offset)[:10]}{ended}",
        _total(done),
        "",
        f"{'step':<{_TITLE}} said  before    best  time",
    ]
    lines += [_step_line(result) for result in done.steps if result.items]
    for result in done.steps:
        if result.missed:
            lines += ["", f"Not said: {STEP_TITLES[result.step]}"]
        lines += [
            f"- {_missed(each.text, each.concept, title)}{_again(each.again)}"
            for each in result.missed
        ]
    if done.review:
        lines += [
            "",
            "Review before the next one (a card of each comes right after learning steps)",
        ]
        lines += [
            f"- {title(each.concept)}: {known(each.recall)}{_again(each.again)}"
            for each in done.review
        ]
    if done.evidence.items:
        lines += ["", done.evidence.told(title)]
    return "\n".join(lines)


def as_values(done: Report, every: Sequence[Report]) -> dict[str, object]:
    """Write a report as JSON values, with the shares of all attempts."""
    return {
        "case": done.case,
        "run": done.run,
        "at": iso(done.at, done.offset),
        "number": done.number,
        "ended": done.ended,
        "said": done.said,
        "items": done.items,
        "share": done.share,
        "before": done.before,
        "seconds": done.seconds,
        "budget_seconds": done.budget,
        "steps": [_step_values(result) for result in done.steps],
        "review": [
            {
                "concept": each.concept,
                "steps": list(each.steps),
                "again": each.again,
                "recall": each.recall,
            }
            for each in done.review
        ],
        "evidence": {"items": done.evidence.items, "concepts": list(done.evidence.concepts)},
        "attempts": [
            {"run": each.run, "at": iso(each.at, each.offset), "share": each.share}
            for each in every
        ],
    }


def row_text(row: CaseRow) -> str:
    """Write one case study in one line."""
    marked = [attempt for attempt in row.attempts if attempt.share is not None]
    last = f"last {percent(marked[-1].share)}" if marked else "never marked"
    left = "  an interview was left here" if row.open else ""
    taken = f"  {row.assumed} of {row.uses} concepts from placement" if row.assumed else ""
    return f"{row.case:<30} ready {percent(row.readiness):>5}  {last}{taken}{left}"


def row_values(row: CaseRow) -> dict[str, object]:
    """Write one case study as JSON values."""
    return {
        "case": row.case,
        "title": row.title,
        "level": row.level,
        "readiness": row.readiness,
        "steps": {step.value: row.steps.get(step, 0.0) for step in Step},
        "weakest": row.weakest,
        "assumed": row.assumed,
        "open": row.open.id if row.open else None,
        "attempts": [_attempt_values(attempt) for attempt in row.attempts],
    }


def _attempt_values(attempt: Attempt) -> dict[str, object]:
    return {
        "run": attempt.run,
        "at": iso(attempt.at, attempt.offset),
        "ended": attempt.ended,
        "said": attempt.said,
        "items": attempt.items,
        "share": attempt.share,
    }


def _step_values(result: StepResult) -> dict[str, object]:
    return {
        "step": result.step,
        "said": result.said,
        "items": result.items,
        "share": result.share,
        "before": result.before,
        "best": result.best,
        "seconds": result.seconds,
        "budget_seconds": result.budget,
        "missed": [
            {"concept": each.concept, "text": plain(each.text), "again": each.again}
            for each in result.missed
        ],
    }


def _total(done: Report) -> str:
    shares = _share(done.share) + _share(done.before, ", before ")
    time = f"{minutes_text(done.seconds)} of {minutes_text(done.budget)}"
    return f"{done.said} of {done.items} items said{shares}; {time}"


def _step_line(result: StepResult) -> str:
    time = f"{minutes_text(result.seconds)} of {minutes_text(result.budget)}"
    over = f", {minutes_text(result.overrun)} over" if result.overrun else ""
    said = f"{result.said}/{result.items}"
    return (
        f"{STEP_TITLES[result.step]:<{_TITLE}} {said:>4}  {percent(result.before):>6}  "
        f"{percent(result.best):>6}  {time}{over}"
    )


def _missed(text: str, concept: str, title: Callable[[str], str]) -> str:
    return plain(text) if text else title(concept)


def _again(again: bool) -> str:  # noqa: FBT001  the one value
    return ", not the last time either" if again else ""


def _share(share: float | None, before: str = ", ") -> str:
    return "" if share is None else f"{before}{percent(share)}"
