"""The rules of a simulation: the days and minutes that there are, and what an answer takes."""

from typing import NamedTuple

from mlsd_graph.memory.costs import Costs, Grades


class Asked(NamedTuple):
    """What is asked of a simulation besides deck, policies and worlds."""

    days: int
    """From today, which is the first, to the date, which is no day of study."""
    seconds: float
    """A day."""
    today: float
    """Seconds that are left today."""
    weights: tuple[float, ...]
    """The parameters that the scheduler believes in."""
    costs: Costs
    grades: Grades
    relearns: bool = True
    """Whether a forgotten card is asked again on the same day."""
    of: int = 0
    """Days of the whole plan; those from today, if 0."""
