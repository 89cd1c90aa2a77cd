"""Where questions about the shop come from."""

import pytest
from interviewed_shop import OF_CONCEPTS, TITLES, made

from mlsd_graph.content.records import CardKind
from mlsd_graph.interview.questions import Sources


@pytest.fixture
def sources() -> Sources:
    """Nothing was ever graded or asked; cache and batch are contrasted."""
    pair = made("contrast:batch~cache", "Cache or batch?", "Freshness decides.", CardKind.CONTRAST)
    others = {"cache": {"batch": pair}, "batch": {"cache": pair}}
    return Sources(
        cards=lambda concept: OF_CONCEPTS.get(concept, ()),
        contrasts=lambda concept: others.get(concept, {}),
        title=lambda name: TITLES.get(name, name),
        recall=lambda _: None,
        asked={},
    )
