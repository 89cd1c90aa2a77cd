import numpy as np

from benchmarks.learning import credit, deadline, plan, probes
from benchmarks.learning.deadline import Setting
from benchmarks.learning.decks import random_dag, shipped
from benchmarks.learning.links import NO_EDGES, Links
from benchmarks.learning.order import term
from benchmarks.learning.picks import FixedOrder
from benchmarks.learning.worlds import World, needs_of_cards


def test_credit_without_edges_is_plain_fsrs() -> None:
    world = World("multi-trace", 20, Links(), 5, 40, 3)
    nothing = credit.Uses("none", 20, NO_EDGES)
    plain, credited = (credit.course(world, nothing, 0.9, credit=on) for on in (False, True))
    for ours, theirs in zip(credited.recalled, plain.recalled, strict=True):
        assert (ours == theirs).all()


def test_only_due_reviews_wait_and_only_once_credit_is_trusted() -> None:
    uses = credit.pilot(40, 3)
    links = Links(transfer=uses.edges)
    ledgers = credit.Ledgers(uses, 1, 0.9)
    classroom = World("exponential", uses.cards, links, 1, 200, 3).start()
    for day in range(150):
        classroom.open(day, 1e9)
        due = classroom.due()
        waits = ledgers.waiting(due, day)
        assert ledgers.trusting() or not len(waits)
        assert set(waits.tolist()) <= set(due.tolist())
        rest = classroom.most_forgotten(np.setdiff1d(due, waits))
        for asked in (classroom.ask(rest), classroom.introduce_next(4)):
            ledgers.took(asked, day, classroom.belief.due[asked.cells])


def test_without_prerequisites_there_is_nothing_to_probe() -> None:
    deck = random_dag(12, 1, 3)
    roots = [id_ for id_ in deck.concepts if not deck.graph.prerequisites_of.get(id_)]
    cells = np.array([deck.index[id_] for id_ in roots])
    classroom = World("exponential", deck.cards, Links(), 8, 60, 3).start()
    detectives = probes.Detectives(deck, classroom)
    every = (np.arange(8)[:, None] * deck.cards + cells).reshape(-1)
    classroom.open(0, 1e9)
    here = classroom.present[every // deck.cards]
    classroom.introduce(every[here])
    classroom.memory.lose(every[here])
    classroom.open(5, 1e9)
    asked = every[here & classroom.present[every // deck.cards]]
    before = classroom.reviews.sum()
    detectives.reviewed(np.sort(asked))
    assert classroom.reviews.sum() - before == len(asked)


def test_a_failure_probes_a_shaky_prerequisite_of_the_same_learner() -> None:
    deck = random_dag(30, 1, 3)
    classroom = World("exponential", deck.cards, Links(), 20, 60, 3).start()
    detectives = probes.Detectives(deck, classroom)
    for day in range(30):
        classroom.open(day, 1e9)
        classroom.introduce_next(2)
    needs = deck.needs
    classroom.open(40, 1e9)
    rows = np.flatnonzero(classroom.present)
    cells = np.sort((rows[:, None] * deck.cards + np.unique(needs[:, 1])[-6:]).reshape(-1))
    cells = cells[classroom.belief.seen[cells]]
    classroom.memory.lose(cells)
    before = classroom.belief.reps.copy()
    detectives.reviewed(cells)
    probed = np.setdiff1d(np.flatnonzero(classroom.belief.reps > before), cells)
    assert len(probed)
    asked = {(cell // deck.cards, cell % deck.cards) for cell in cells.tolist()}
    for cell in probed.tolist():
        learner, card = divmod(cell, deck.cards)
        dependents = deck.graph.dependents(deck.concepts[card], 4)
        assert any((learner, deck.index[id_]) in asked for id_ in dependents)


def test_breaks_fall_on_concepts_that_others_rest_on() -> None:
    deck = shipped(40, 1)
    broken = probes.broken_cells(World("exponential", 40, Links(), 30, 9, 3), deck)
    assert set((broken % deck.cards).reshape(-1).tolist()) <= set(deck.needs[:, 0].tolist())
    assert (broken // deck.cards == np.arange(30)[:, None]).all()


def test_the_plan_and_fixed_retentions_spend_the_same_minutes() -> None:
    deck = random_dag(20, 1, 3)
    links = Links(at_first=needs_of_cards(deck, 0.0))
    world = World("exponential", deck.cards, links, 8, 10, 3)
    order = np.argsort(deck.by_level)
    setting = Setting("", 10, 2.0, scarce=True)
    ours = deadline.planned(world, order, np.ones(20), setting)
    theirs = term(world, FixedOrder(deck.by_level, 1), 1, 120.0, 0.8)
    assert np.abs(ours.minutes - theirs.minutes).max() < 2.1
    assert ours.at_end.mean() > 0.3


def test_values_of_the_graph_cover_the_deck_and_order_prerequisites_first() -> None:
    deck = shipped(40, 1)
    order, values = plan.graph_values(deck)
    assert sorted(order.tolist()) == list(range(deck.cards))
    assert values.max() > 2 * np.median(values)
    place = np.argsort(order)
    assert (place[deck.needs[:, 0]] < place[deck.needs[:, 1]]).all()
