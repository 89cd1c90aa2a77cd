"""A deck of the learner's own becomes concept files to edit, and keeps its history."""

from export.anki.adopting.adoption import Adoption, adopt
from export.anki.adopting.behind import Behind

__all__ = ["Adoption", "Behind", "adopt"]
