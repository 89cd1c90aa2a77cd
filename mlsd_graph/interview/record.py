"""An interview in the log: what each of its events holds, and attempts read back from them.

Acts of kind `interview`: begin, step (a step was answered), mark (its checklist was ticked), end,
drop (no longer shown). Notes are events of their own kind, in pieces, because one event holds
8 kB, and because what asks only for marks need not read them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Turn, turns
from mlsd_graph.interview.brief import Item
from mlsd_graph.interview.run import Run
from mlsd_graph.interview.stopwatch import Stopwatch

_PIECE = 6000
"""Bytes of JSON that the text of one piece may take, of the 8,192 of its event."""
_STEPS = {step.value: step for step in Step}
_MOST_NAMES = 64
"""Concepts or cards in one list of an event."""

Values = Mapping[str, object]
"""The data of one event."""


class Act(StrEnum):
    """What an event of an interview says."""

    BEGIN = "begin"
    STEP = "step"
    MARK = "mark"
    END = "end"
    DROP = "drop"


@dataclass(slots=True)
class Attempt:
    """One interview as the log has it."""

    run: str
    case: str
    at: int
    """When it began, UTC ms."""
    offset: int
    """Minutes east of UTC then."""
    budgets: dict[Step, int] = field(default_factory=dict[Step, int])
    """Seconds."""
    spent: dict[Step, int] = field(default_factory=dict[Step, int])
    """Seconds, of steps that were answered."""
    asked: dict[Step, tuple[str, ...]] = field(default_factory=dict[Step, tuple[str, ...]])
    """Cards that the interviewer asked."""
    ticked: dict[Step, tuple[str, ...]] = field(default_factory=dict[Step, tuple[str, ...]])
    missed: dict[Step, tuple[str, ...]] = field(default_factory=dict[Step, tuple[str, ...]])
    """Concepts that name the items, of steps that were marked."""
    others: dict[Step, tuple[str, ...]] = field(default_factory=dict[Step, tuple[str, ...]])
    """Concepts that missed items link beside those."""
    marked_by: dict[Step, int] = field(default_factory=dict[Step, int])
    """Which of the events that were read marked a step, from 0."""
    ended: bool = False
    mark_at_once: bool = False
    """Whether each step is marked before the next."""

    @property
    def said(self) -> int:
        """How many items were ticked."""
        return sum(map(len, self.ticked.values()))

    @property
    def items(self) -> int:
        """How many items were marked."""
        return self.said + sum(map(len, self.missed.values()))

    @property
    def share(self) -> float | None:
        """Ticked of all marked items; None before any was marked."""
        return self.said / self.items if self.items else None

    def step_share(self, step: Step) -> float | None:
        """Ticked of a step's items; None where it was not marked."""
        ticked, missed = self.ticked.get(step, ()), self.missed.get(step, ())
        return len(ticked) / total if (total := len(ticked) + len(missed)) else None


def begun(run: Run) -> Values:
    """Say that an interview began."""
    budgets = {step.value: seconds for step, seconds in run.budgets.items()}
    return {
        "act": Act.BEGIN,
        "run": run.id,
        "case": run.case,
        "budgets": budgets,
        "mark_at_once": run.turns == turns(run.steps, mark_at_once=True),
    }


def answered(run: Run, step: Step, now: float) -> Values:
    """Say that a step was answered, in what time and after which questions."""
    asked = [question.card for question in run.questions.get(step, ())][:_MOST_NAMES]
    return {
        "act": Act.STEP,
        "run": run.id,
        "case": run.case,
        "step": step,
        "budget": run.budgets.get(step, 0),
        "seconds": round(run.watch.seconds(step, now)),
        "asked": asked,
    }


def marked(run: Run, step: Step, items: Sequence[Item]) -> Values:
    """Say which items of a step were ticked, which were not, and what else those rest on."""
    ticked = run.ticked.get(step, frozenset())
    missed = [item for item in items[:_MOST_NAMES] if item.concept not in ticked]
    others = dict.fromkeys(other for item in missed for other in item.others)
    return {
        "act": Act.MARK,
        "run": run.id,
        "case": run.case,
        "step": step,
        "ticked": [item.concept for item in items[:_MOST_NAMES] if item.concept in ticked],
        "missed": [item.concept for item in missed],
        "others": list(others)[:_MOST_NAMES],
    }


def ended(run: Run, now: float) -> Values:
    """Say that an interview was brought to its end."""
    seconds = round(run.watch.total(now))
    return {"act": Act.END, "run": run.id, "case": run.case, "seconds": seconds}


def dropped(run_id: str, case: str) -> Values:
    """Say that an interview shall no longer be shown."""
    return {"act": Act.DROP, "run": run_id, "case": case}


def pieces(run: Run, step: Step) -> Iterator[Values]:
    """Write a step's notes in pieces that fit events; one where they were deleted."""
    texts = list(_cut(run.notes[step])) or [""] if step in run.notes else []
    for part, text in enumerate(texts):
        yield {"run": run.id, "step": step, "part": part, "of": len(texts), "text": text}


def _cut(text: str) -> Iterator[str]:
    """Cut a text where its JSON, in ASCII, would exceed a piece."""
    start = size = 0
    for position, char in enumerate(text):
        width = len(json.dumps(char)) - 2
        if size + width > _PIECE:
            yield text[start:position]
            start, size = position, 0
        size += width
    if start < len(text):
        yield text[start:]


def attempts(events: Iterable[tuple[int, int, Mapping[str, Any]]]) -> list[Attempt]:
    """Read attempts from (UTC ms, minutes east of UTC, data), oldest first, without dropped ones.

    Of two markings of a step the one that is read later counts. What does not fit is passed over:
    another version may have written it.
    """
    found: dict[str, Attempt] = {}
    gone: set[str] = set()
    for place, (at, offset, values) in enumerate(events):
        run, case = values.get("run"), values.get("case")
        if not isinstance(run, str) or not isinstance(case, str):
            continue
        if values.get("act") == Act.DROP:
            gone.add(run)
        else:
            _take(found.setdefault(run, Attempt(run, case, at, offset)), place, values)
    return [attempt for run, attempt in found.items() if run not in gone]


def _take(attempt: Attempt, place: int, values: Mapping[str, Any]) -> None:
    """Let one event of an attempt in."""
    act, step = values.get("act"), _step(values.get("step"))
    if act == Act.BEGIN:
        budgets = cast("dict[object, object]", values.get("budgets") or {})
        for name, seconds in budgets.items():
            if (each := _step(name)) is not None and isinstance(seconds, int):
                attempt.budgets[each] = seconds
        attempt.mark_at_once = values.get("mark_at_once") is True
    elif act == Act.STEP and step is not None:
        attempt.spent[step] = _whole(values.get("seconds"))
        attempt.budgets[step] = _whole(values.get("budget"))
        attempt.asked[step] = _names(values.get("asked"))
    elif act == Act.MARK and step is not None:
        attempt.ticked[step] = _names(values.get("ticked"))
        attempt.missed[step] = _names(values.get("missed"))
        attempt.others[step] = _names(values.get("others"))
        attempt.marked_by[step] = place
    elif act == Act.END:
        attempt.ended = True


def notes(events: Iterable[Mapping[str, Any]], run: str) -> dict[Step, str]:
    """Put the notes of an interview together again; the last writing of a step counts."""
    found: dict[Step, list[str]] = {}
    for values in events:
        step, text = _step(values.get("step")), values.get("text")
        if values.get("run") == run and step is not None and isinstance(text, str):
            if values.get("part") == 0:
                found[step] = []
            found.setdefault(step, []).append(text)
    return {step: "".join(texts) for step, texts in found.items()}


def rebuilt(attempt: Attempt, written: Mapping[Step, str]) -> Run:
    """Make the interview again from what the log has of it, at the first turn that is not done.

    `written` are its notes. Questions are lost with the draft; they were asked and answered.
    """
    # In the order of an answer: the log sorts names.
    steps = tuple(step for step in Step if step in attempt.budgets)
    agenda = turns(steps, mark_at_once=attempt.mark_at_once)

    def is_open(turn: Turn) -> bool:
        return turn.step not in (attempt.spent if turn.is_timed else attempt.marked_by)

    return Run(
        id=attempt.run,
        case=attempt.case,
        turns=agenda,
        budgets=dict(attempt.budgets),
        at=next((i for i, turn in enumerate(agenda) if is_open(turn)), len(agenda)),
        watch=Stopwatch({step: float(seconds) for step, seconds in attempt.spent.items()}),
        notes=dict(written),
        ticked={step: frozenset(names) for step, names in attempt.ticked.items()},
    )


def _step(name: object) -> Step | None:
    return _STEPS.get(name) if isinstance(name, str) else None


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _names(value: object) -> tuple[str, ...]:
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(name for name in listed[:_MOST_NAMES] if isinstance(name, str))
