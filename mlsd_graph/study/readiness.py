"""Readiness of every case study: at the ends of past weeks, today, and on the date of a plan."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from mlsd_graph.planning.target import date_of
from mlsd_graph.study.known import ready
from mlsd_graph.study.past import past
from mlsd_graph.study.preparing import target_of

if TYPE_CHECKING:
    from mlsd_graph.content.records import Step
    from mlsd_graph.graph.readiness import Readiness
    from mlsd_graph.memory.fitting.fit import Progress
    from mlsd_graph.study.outlook import CaseOutlook, Expected
    from mlsd_graph.study.study import Study


class CaseReadiness(NamedTuple):
    """One case study over time."""

    case: str
    now: "Readiness"
    expected: "Expected | None"
    """On the date of the plan; None without one, or where the case study is not in its scope."""
    past: tuple[tuple[str, float], ...]
    """(ISO date, readiness), oldest first, today last."""
    steps: Mapping["Step", tuple[float, ...]]
    """Readiness of each step on the same days."""
    on_date: "Readiness | None"
    """With its steps, where `expected` is told."""


def readiness(study: "Study", progress: "Progress | None" = None) -> tuple[CaseReadiness, ...]:
    """Tell it for all case studies, in content order; with a target, for its level.

    Raises:
        StoppedError: `progress` returned False.
    """
    target = target_of(study.settings, study.now())
    outlooks: dict[str, CaseOutlook] = {}
    if target is not None:
        from mlsd_graph.study.outlook import outlook  # noqa: PLC0415  numpy: 100 ms

        found = outlook(study, progress)
        outlooks = {each.case: each for each in found.cases} if found else {}
    over_time, ready_for = past(study), ready(study)
    dates = [date_of(day).isoformat() for day in over_time.days]
    cases: list[CaseReadiness] = []
    for case in study.cases():
        then = outlooks.get(case)
        cases.append(
            CaseReadiness(
                case=case,
                now=ready_for(case),
                expected=then.ready if then else None,
                past=tuple(zip(dates, over_time.cases[case], strict=True)),
                steps=over_time.steps[case],
                on_date=then.on_date if then else None,
            )
        )
    return tuple(cases)
