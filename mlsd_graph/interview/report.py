"""What an interview showed: per step, against earlier attempts, and what to review before the next.

A pure function of the attempts in the log and of the case study as it is now.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from mlsd_graph.content.records import Step
from mlsd_graph.interview.brief import Brief
from mlsd_graph.interview.record import Attempt
from mlsd_graph.percent import percent
from mlsd_graph.quantity import quantity

_REVIEWED = 8
"""Concepts that the report proposes to review."""
_NAMED = 4
"""Concepts that it names as evidence; the others are counted."""


class Missed(NamedTuple):
    """One item that was not ticked."""

    concept: str
    text: str
    """Markdown; empty where the case study no longer has the item."""
    again: bool
    """Whether the attempt before missed it too."""


class StepResult(NamedTuple):
    """One step of an interview; shares are from 0 to 1."""

    step: Step
    said: int
    items: int
    """0 where the step was not marked."""
    before: float | None
    """Share of the newest earlier attempt that marked this step."""
    best: float | None
    """The best earlier share."""
    seconds: int
    budget: int
    """Seconds."""
    missed: tuple[Missed, ...]

    @property
    def share(self) -> float | None:
        """Ticked of its items."""
        return self.said / self.items if self.items else None

    @property
    def overrun(self) -> int:
        """Seconds beyond the budget; 0 within it."""
        return max(0, self.seconds - self.budget)


class Review(NamedTuple):
    """One concept to review before the next interview."""

    concept: str
    steps: tuple[Step, ...]
    """Where it was missed."""
    again: bool
    """Missed in the attempt before too."""
    recall: float
    """Mean recall of its cards now, 0 to 1."""


class Evidence(NamedTuple):
    """What ticked items say of concepts: used, which is no grade."""

    items: int = 0
    concepts: tuple[str, ...] = ()

    def told(self, title: Callable[[str], str]) -> str:
        """Say in one line what counts, empty where nothing does; `title` names a concept."""
        if not self.items:
            return ""
        counts = quantity(self.items, "ticked item counts", "ticked items count")
        names = [title(concept) for concept in self.concepts[:_NAMED]]
        if more := len(self.concepts) - len(names):
            names.append(f"{more} more")
        listed = " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else names[0]
        return f"{counts} as evidence for {listed}: graph credit weighs it, no card was graded."


class Report(NamedTuple):
    """One interview, against those before it."""

    case: str
    run: str
    at: int
    """When it began, UTC ms."""
    offset: int
    """Minutes east of UTC then."""
    number: int
    """1 for the first attempt at this case study."""
    ended: bool
    said: int
    items: int
    before: float | None
    """Share of the same steps when each was marked last; None where one never was."""
    seconds: int
    budget: int
    """Seconds, both of the steps that were answered."""
    steps: tuple[StepResult, ...]
    review: tuple[Review, ...]
    evidence: Evidence
    """What was said, as far as the case study uses it; none where credit is off."""

    @property
    def share(self) -> float | None:
        """Ticked of all marked items."""
        return self.said / self.items if self.items else None


def report(  # noqa: PLR0913  what a report is made of
    attempt: Attempt,
    earlier: Sequence[Attempt],
    brief: Brief,
    recall: Callable[[str], float],
    worth: Mapping[str, Mapping[Step, float]],
    *,
    credited: bool = True,
) -> Report:
    """Compare an attempt with earlier ones at the same case study, the newest of them last.

    `recall` is that of a concept, 0 to 1; `worth` says with which weights the case uses concepts,
    `credited` whether ticked items count as evidence.
    """
    results = tuple(_step(attempt, earlier, brief, part.step) for part in brief.parts)
    return Report(
        case=attempt.case,
        run=attempt.run,
        at=attempt.at,
        offset=attempt.offset,
        number=len(earlier) + 1,
        ended=attempt.ended,
        said=attempt.said,
        items=attempt.items,
        before=_before(attempt, earlier),
        seconds=sum(attempt.spent.values()),
        budget=sum(attempt.budgets.get(step, 0) for step in attempt.spent),
        steps=results,
        review=_review(results, recall, worth),
        evidence=_evidence(attempt, worth) if credited else Evidence(),
    )


def known(recall: float) -> str:
    """Say how well a concept is recalled, 0 to 1; one without any graded card has 0."""
    return f"recall {percent(recall)}" if recall else "not learned yet"


def _evidence(attempt: Attempt, worth: Mapping[str, object]) -> Evidence:
    said = [name for step in attempt.ticked.values() for name in step if name in worth]
    return Evidence(len(said), tuple(dict.fromkeys(said)))


def _before(attempt: Attempt, earlier: Sequence[Attempt]) -> float | None:
    """Sum up the same steps as each was marked last before."""
    said = items = 0
    for step in attempt.marked_by:
        if attempt.step_share(step) is None:
            continue
        last = next((e for e in reversed(earlier) if e.step_share(step) is not None), None)
        if last is None:
            return None
        said += len(last.ticked.get(step, ()))
        items += len(last.ticked.get(step, ())) + len(last.missed.get(step, ()))
    return said / items if items else None


def _step(attempt: Attempt, earlier: Sequence[Attempt], brief: Brief, step: Step) -> StepResult:
    texts = {item.concept: item.text for item in brief.part(step).items}
    marked = [each for each in earlier if each.step_share(step) is not None]
    shares = [share for each in marked if (share := each.step_share(step)) is not None]
    last = marked[-1].missed.get(step, ()) if marked else ()
    missed = attempt.missed.get(step, ())
    said = len(attempt.ticked.get(step, ()))
    return StepResult(
        step=step,
        said=said,
        items=said + len(missed),
        before=shares[-1] if shares else None,
        best=max(shares, default=None),
        seconds=attempt.spent.get(step, 0),
        budget=attempt.budgets.get(step, 0),
        missed=tuple(Missed(name, texts.get(name, ""), name in last) for name in missed),
    )


def _review(
    results: Sequence[StepResult],
    recall: Callable[[str], float],
    worth: Mapping[str, Mapping[Step, float]],
) -> tuple[Review, ...]:
    """Order missed concepts: those missed twice, then by use in the case times what slipped.

    Of those that cost the same, as all do that were never learned, those missed in more steps come
    first, then those that the case uses more, then those that it comes to first.
    """
    places: dict[str, list[tuple[Step, bool]]] = {}
    for result in results:
        for item in result.missed:
            places.setdefault(item.concept, []).append((result.step, item.again))
    found = [
        Review(name, tuple(s for s, _ in where), any(again for _, again in where), recall(name))
        for name, where in places.items()
    ]

    def cost(each: Review) -> tuple[bool, float, int, float]:
        uses = worth.get(each.concept, {}).values()
        slipped = max(uses, default=0.0) * (1.0 - each.recall)
        return not each.again, -slipped, -len(each.steps), -sum(uses)

    return tuple(sorted(found, key=cost)[:_REVIEWED])
