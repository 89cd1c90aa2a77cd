"""A deck of the learner's own becomes concept files to edit, and keeps its history."""

from export.anki.adopting.adoption import Adoption, adopt

__all__ = ["Adoption", "adopt"]
