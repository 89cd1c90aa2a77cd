"""What learners say of themselves before the first question."""

from enum import StrEnum


class Level(StrEnum):
    """The four levels of an interview."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"

    @property
    def ability(self) -> float:
        """How much likelier than average each concept is known, in logits; answers outweigh it."""
        return _ABILITY[self]


_ABILITY = {Level.JUNIOR: -1.2, Level.MID: -0.4, Level.SENIOR: 0.4, Level.STAFF: 1.2}
