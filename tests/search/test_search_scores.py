"""Scores are what hits are ordered by."""

import pytest

import mlsd_graph
from mlsd_graph.search import Index


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(mlsd_graph.load().library)


@pytest.mark.parametrize(
    "query", ["feature store", "cold start", "vector index recall", "ab test", "precison recal"]
)
def test_scores_fall_with_the_rank(index: Index, query: str) -> None:
    scores = [hit.score for hit in index.search(query, limit=50)]

    assert len(scores) == 50
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] < scores[0] <= 100
