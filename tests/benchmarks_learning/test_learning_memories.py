from itertools import pairwise

import numpy as np
import pytest

from benchmarks.learning.memories import MODELS, Memory, Shape

SHAPE = Shape(20, 10)
EVERY = np.arange(SHAPE.cells)


def learned(model: str, shape: Shape = SHAPE) -> Memory:
    memory = MODELS[model](shape, np.random.default_rng(3))
    memory.learn(EVERY, 0, np.ones(SHAPE.cells))
    return memory


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> str:
    return request.param


def test_recall_falls_with_time_and_is_zero_before_learning(model: str) -> None:
    untouched = MODELS[model](SHAPE, np.random.default_rng(3))
    assert not untouched.recall(EVERY, 5).any()
    means = [learned(model).recall(EVERY, day) for day in (1, 5, 20, 60)]
    assert all((later <= sooner).all() for sooner, later in pairwise(means))
    assert means[0].mean() > 0.75
    assert means[-1].mean() < means[0].mean() - 0.15


def test_practice_makes_a_memory_last(model: str) -> None:
    memory = learned(model)
    for day in (2, 6, 15):
        memory.practise(EVERY[:100], day, np.ones(100, bool))
    known = memory.recall(EVERY, 30)
    assert known[:100].mean() > known[100:].mean() + 0.1


def test_what_was_not_understood_is_soon_forgotten(model: str) -> None:
    memory = learned(model)
    memory.learn(EVERY[:100], 0, np.full(100, 0.15))
    known = memory.recall(EVERY, 3)
    assert known[:100].mean() < known[100:].mean() - 0.15


def test_what_is_lost_can_be_learned_again(model: str) -> None:
    memory = learned(model)
    memory.lose(EVERY[:100])
    assert memory.recall(EVERY[:100], 4).mean() < 0.2
    for day in (4, 5, 7, 10):
        memory.practise(EVERY[:100], day, np.full(100, day > 4))
    assert memory.recall(EVERY[:100], 11).mean() > 0.6


def test_cells_do_not_touch_each_other(model: str) -> None:
    memory, other = learned(model), learned(model)
    memory.practise(EVERY[:50], 3, np.ones(50, bool))
    assert (memory.recall(EVERY[50:], 9) == other.recall(EVERY[50:], 9)).all()


def test_harder_cards_are_forgotten_sooner(model: str) -> None:
    hard = learned(model, Shape(20, 10, (1.0,) * 10)).recall(EVERY, 10)
    assert hard.mean() < learned(model).recall(EVERY, 10).mean() - 0.03
