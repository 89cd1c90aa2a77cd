"""Learning and relearning steps as Anki 26 takes them: they set due times, never the memory."""

from mlsd_graph.memory.state import Phase, Rating

_DAY_S = 86_400


def delay(steps: tuple[int, ...], step: int, rating: int) -> tuple[int, int] | None:
    """Find the next step and its delay in seconds; None when the card leaves its steps.

    Again goes back to the first step, Good on to the next; Hard repeats the current one, on the
    first with the mean of the first two, or half again as long where there is only one.
    """
    if len(steps) == 0 or rating == Rating.EASY:
        return None
    step = min(step, len(steps) - 1)
    if rating == Rating.AGAIN:
        return 0, steps[0]
    if rating == Rating.GOOD:
        return (step + 1, steps[step + 1]) if step + 1 < len(steps) else None
    if step > 0:
        return step, steps[step]
    if len(steps) > 1:
        return 0, _whole_days((steps[0] + steps[1]) // 2)
    return 0, _whole_days(min(steps[0] * 3 // 2, steps[0] + _DAY_S))


def after(
    phase: int, step: int, rating: int, learning: tuple[int, ...], relearning: tuple[int, ...]
) -> tuple[Phase, int, int]:
    """Follow a grade to (phase, step, delay in seconds); the delay is 0 in REVIEW."""
    if phase == Phase.REVIEW:
        if rating != Rating.AGAIN or not relearning:
            return Phase.REVIEW, 0, 0
        return Phase.RELEARNING, 0, relearning[0]
    again = phase == Phase.RELEARNING
    found = delay(relearning if again else learning, step, rating)
    if found is None:
        return Phase.REVIEW, 0, 0
    return (Phase.RELEARNING if again else Phase.LEARNING), *found


def _whole_days(seconds: int) -> int:
    """Round more than a day to days, so that the hour of the grade does not matter."""
    return (seconds + _DAY_S // 2) // _DAY_S * _DAY_S if seconds > _DAY_S else seconds
