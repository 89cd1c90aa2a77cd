"""An interview under way as JSON and back: what a crash leaves behind.

What is read was written by this program or by a hand that changed it, so nothing is believed.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Phase, Turn
from mlsd_graph.interview.questions import Question
from mlsd_graph.interview.run import Run, kept
from mlsd_graph.interview.stopwatch import Stopwatch

FORMAT = 1
RUN_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST_TIME = 7 * 86_400.0
"""Seconds; more is damage."""


class Saved(NamedTuple):
    """An interview as it was saved last."""

    run: Run
    """Its clock stands."""
    saves: int
    """How often it had been saved, by which a second window is noticed."""


def written(run: Run, saves: int, now: float) -> str:
    """Write an interview, its clock read at monotonic `now`."""
    watch = run.watch.stopped(now)
    values = {
        "format": FORMAT,
        "id": run.id,
        "case": run.case,
        "saves": saves,
        "at": run.at,
        "turns": [[turn.phase, turn.step] for turn in run.turns],
        "budgets": dict(run.budgets),
        "spent": {step: round(seconds, 3) for step, seconds in watch.spent.items()},
        "notes": dict(run.notes),
        "questions": {step: [list(q) for q in asked] for step, asked in run.questions.items()},
        "put": dict(run.put),
        "ticked": {step: sorted(concepts) for step, concepts in run.ticked.items()},
    }
    return json.dumps(values, ensure_ascii=False)


def read(text: str) -> Saved:
    """Read an interview; raises ValueError where it is none."""
    try:
        values = json.loads(text)
        return Saved(_run(cast("dict[str, Any]", values)), int(values["saves"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("this is no saved interview") from error


def _run(values: dict[str, Any]) -> Run:
    id_, case = values["id"], values["case"]
    if values["format"] != FORMAT or not RUN_ID.fullmatch(id_) or not isinstance(case, str):
        raise ValueError("format, id or case")
    turns = tuple(Turn(Phase(phase), Step(step)) for phase, step in values["turns"])
    asked = {
        Step(step): tuple(Question(*map(_text, q)) for q in questions)
        for step, questions in values["questions"].items()
    }
    return Run(
        id=id_,
        case=case,
        turns=turns,
        budgets={step: round(seconds) for step, seconds in _times(values["budgets"]).items()},
        at=min(len(turns), max(0, int(values["at"]))),
        watch=Stopwatch(_times(values["spent"])),
        notes={Step(step): kept(_text(text)) for step, text in values["notes"].items()},
        questions=asked,
        put={Step(step): max(0, int(number)) for step, number in values.get("put", {}).items()},
        ticked={Step(s): frozenset(map(_text, names)) for s, names in values["ticked"].items()},
    )


def _times(values: Mapping[str, Any]) -> dict[Step, float]:
    found = {Step(step): float(seconds) for step, seconds in values.items()}
    if not all(math.isfinite(s) and 0 <= s <= _LONGEST_TIME for s in found.values()):
        raise ValueError("a time")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value
