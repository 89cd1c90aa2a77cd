"""From which belief a concept counts, and how many checks of beliefs come on a day."""

from math import ceil

KNOWN = 0.7
"""Belief from which a concept counts as known until a check says otherwise."""
LIKELY = 0.5
"""Belief from which it is worth a check."""
FEWEST_ANSWERS = 10
"""With fewer, what was not asked never counts before its check; and no test ends by itself."""
CHECK_DAYS = 14
MOST_CHECKS_A_DAY = 20


def checks_a_day(checks: int) -> int:
    """Spread checks over 14 days, over more only where that were too many a day."""
    return min(MOST_CHECKS_A_DAY, ceil(checks / CHECK_DAYS))
