"""The part on placement: rows from `placement`, with the question they answer."""

from benchmarks.learning import placement
from benchmarks.learning.verdicts import Part

_QUICK = 4


def results(learners: int, seed: int, *, quick: bool) -> Part:
    """Compare a placement test with no test."""
    rows = placement.results(learners, seed, questions=_QUICK if quick else placement.QUESTIONS)
    return Part(
        title="Placement",
        question=(
            f"Which concepts are known, after {placement.QUESTIONS} questions, against no test:"
            f" share classified rightly. Limit: at least {placement.LIMIT:g} points more. What the"
            " learner knows is not drawn from the graph's own formulas; where it is unrelated to"
            " the graph altogether, there is no limit, as nothing can be inferred."
        ),
        rows=tuple(rows),
        switch="mlsd placement",
    )
