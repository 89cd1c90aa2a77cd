"""How ready a learner is for a case study, from the recall of the concepts it uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mlsd_graph.content.records import Step


@dataclass(frozen=True, slots=True)
class Readiness:
    """Weighted mean recall of what a case study uses; all values from 0 to 1."""

    case: str
    value: float
    """0 where it uses nothing."""
    steps: Mapping[Step, float]
    """The same per step, for steps that use something."""
    weakest: tuple[tuple[str, float], ...]
    """Concepts with their recall, those that cost the most readiness first.

    Of those that cost the same, those of more steps.
    """


def measured(
    case: str, uses: Mapping[str, Mapping[Step, float]], recall: Callable[[str], float]
) -> Readiness:
    """Weigh recall by use: a concept counts once with its largest weight, and once per step."""
    known = {concept: recall(concept) for concept in uses}
    largest = {concept: max(weights.values()) for concept, weights in uses.items()}
    total = sum(largest.values())
    by_step: dict[Step, list[tuple[float, float]]] = {}
    for concept, weights in uses.items():
        for step, weight in weights.items():
            by_step.setdefault(step, []).append((weight, known[concept]))
    in_all = {concept: sum(weights.values()) for concept, weights in uses.items()}
    lost = sorted(known, key=lambda c: (-largest[c] * (1 - known[c]), -in_all[c], c))
    return Readiness(
        case=case,
        value=sum(largest[c] * known[c] for c in known) / total if total else 0.0,
        steps={
            step: sum(w * r for w, r in by_step[step]) / sum(w for w, _ in by_step[step])
            for step in Step
            if step in by_step
        },
        weakest=tuple((concept, known[concept]) for concept in lost),
    )
