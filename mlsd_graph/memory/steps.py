"""Learning and relearning steps as Anki 26 takes them: they set due times, never the memory."""

from collections.abc import Iterable, Mapping

from mlsd_graph.memory.state import Phase, Rating

_DAY_S = 86_400


def after(
    phase: int, step: int, rating: int, learning: tuple[int, ...], relearning: tuple[int, ...]
) -> tuple[Phase, int, int]:
    """Follow a grade to (phase, step, delay in seconds); the delay is 0 in REVIEW.

    Again goes back to the first step, Good on to the next, Hard repeats the current one, Easy and
    Good on the last leave the steps.
    """
    if phase == Phase.REVIEW:
        if rating != Rating.AGAIN or not relearning:
            return Phase.REVIEW, 0, 0
        return Phase.RELEARNING, 0, relearning[0]
    within = relearning if phase == Phase.RELEARNING else learning
    if rating == Rating.AGAIN:
        step = 0
    else:
        step = min(step, max(len(within) - 1, 0)) + (rating == Rating.GOOD)
    if step >= len(within) or rating == Rating.EASY:
        return Phase.REVIEW, 0, 0
    into = Phase.RELEARNING if phase == Phase.RELEARNING else Phase.LEARNING
    return into, step, waited(within, step, rating)


def waited(steps: tuple[int, ...], step: int, rating: int) -> int:
    """Delay in seconds before a step that a grade led to.

    Hard on the first step waits the mean of the first two, or half again as long where there is
    only one, so that it differs from Again.
    """
    if rating != Rating.HARD or step > 0:
        return steps[step]
    first, *later = steps
    if later:
        return _whole_days((first + later[0]) // 2)
    return _whole_days(min(first * 3 // 2, first + _DAY_S))


def put_off(
    due: Mapping[str, int], after: Iterable[tuple[str, str]], longest_ms: int
) -> dict[str, int]:
    """Let cards between steps wait for others, no longer than `longest_ms` each.

    `due` are their times by card, UTC ms; `after` pairs a card with the one that comes before it.
    """
    found = dict(due)
    for card, other in after:
        if card in found and other in found:
            late = found[other] + 1 - found[card]
            if 0 < late <= longest_ms:
                found[card] += late
    return found


def _whole_days(seconds: int) -> int:
    """Round more than a day to days, so that the hour of the grade does not matter."""
    return (seconds + _DAY_S // 2) // _DAY_S * _DAY_S if seconds > _DAY_S else seconds
