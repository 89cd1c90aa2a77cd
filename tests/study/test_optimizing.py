"""A fit is proposed with its consequences, and nothing changes until it is accepted."""

from dataclasses import replace

import pytest
from hand_clock import Clock
from lived_log import DAY, START, drafts, lived

from mlsd_graph.errors import StoppedError, TooFewReviewsError
from mlsd_graph.memory import DEFAULT_PARAMETERS, Phase
from mlsd_graph.store import Kind
from mlsd_graph.study import Study
from mlsd_graph.study.optimizing import moves, propose


@pytest.fixture
def used(study: Study) -> Study:
    """A study of the small content whose log holds another deck's worth of reviews."""
    study.store.append(drafts(lived(400, 6)))
    return study


def test_a_proposal_says_what_accepting_it_does(used: Study) -> None:
    proposal = propose(used)
    assert proposal.verdict.better
    assert used.store.settings().parameters == DEFAULT_PARAMETERS

    before = used.states
    in_review = [uid for uid, state in before.items() if state.phase == Phase.REVIEW]
    moved = used.configure("parameters", proposal.value).moved
    assert proposal.moves.moved == moved > 0
    assert proposal.moves.cards == len(in_review)
    today = used.now().day
    due = sum(used.states[uid].due <= today for uid in in_review)
    assert proposal.moves.due_after == due
    assert used.store.settings().parameters == proposal.verdict.parameters


def test_undo_brings_parameters_back(used: Study) -> None:
    used.configure("parameters", propose(used).value)
    used.undo()
    assert used.settings.parameters == DEFAULT_PARAMETERS


def test_a_few_reviews_are_refused_and_nothing_is_written(study: Study) -> None:
    study.store.append(drafts(lived(3, 4)))
    version = study.store.version()
    with pytest.raises(TooFewReviewsError, match="needs 300"):
        propose(study)
    assert study.store.version() == version


def test_stopping_changes_nothing(used: Study) -> None:
    version = used.store.version()
    with pytest.raises(StoppedError):
        propose(used, lambda _: False)
    assert used.store.version() == version


def test_a_callback_that_raises_ends_the_work(used: Study) -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        propose(used, interrupted)


def test_suspended_cards_and_forgotten_lives_do_not_move(used: Study) -> None:
    used.store.record(Kind.SUSPEND, "c/1")
    used.store.record(Kind.FORGET, "c/2")
    settings = replace(used.settings, desired_retention=0.8)
    both = {uid: each for uid, each in used.store.grades().items() if uid in {"c/1", "c/2"}}
    assert moves(both, used.store.states(), settings, used.now()).cards == 0


def test_a_clock_that_jumped_a_century_leaves_a_fit_possible(used: Study) -> None:
    far = [("a/far", [(START + 36_000 * DAY, 0, 3), (START + 36_001 * DAY, 0, 1)])]
    used.store.append(drafts(far))
    assert propose(used).verdict.better


def test_cards_graded_in_the_future_stay(used: Study, clock: Clock) -> None:
    clock.ms = START - DAY
    assert propose(used).moves.moved == 0
