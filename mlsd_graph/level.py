"""The level that an interview is for: what a plan aims at, and what learners say they are."""

from enum import StrEnum


class Level(StrEnum):
    """The four levels of an interview."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"
