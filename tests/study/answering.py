"""Answers the next card of a study."""

from mlsd_graph.memory import Rating
from mlsd_graph.study import Study


def asked(study: Study, rating: Rating = Rating.EASY) -> str:
    """Grade the card that is asked now; return its uid."""
    shown = study.next()
    assert shown is not None
    study.answer(shown.card.uid, rating)
    return shown.card.uid
