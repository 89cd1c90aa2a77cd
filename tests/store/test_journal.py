from collections.abc import Iterator

import pytest
from graded import renamed
from hand_clock import Clock

from mlsd_graph.paths import Paths
from mlsd_graph.store import Kind, Store
from mlsd_graph.store.journal import Choice, journal


@pytest.fixture
def store(home: Paths, clock: Clock) -> Iterator[Store]:
    opened = Store.open(home, clock)
    for card in ("a/one", "a/two", "a/one"):
        clock.ms += 600_000
        opened.review(card, 3, duration_ms=5000, due_day=None, seen=opened.state(card))
    clock.ms += 600_000
    opened.record(Kind.MARK, "a/two", {"on": True})
    opened.undo()
    yield opened
    opened.close()


def test_the_journal_is_the_log(store: Store) -> None:
    assert journal(store) == store.events()


def test_a_card_has_its_events_under_every_name_it_had(store: Store) -> None:
    renamed(store, "a/one", "b/one")

    assert [event.card for event in journal(store, Choice(card="b/one"))] == ["a/one", "a/one"]


def test_kind_time_and_number_choose(store: Store, clock: Clock) -> None:
    assert {event.kind for event in journal(store, Choice(kinds=("mark", "undo")))} == {
        "mark",
        "undo",
    }
    assert len(journal(store, Choice(since=clock.ms - 60_000))) == 2
    newest = journal(store, Choice(limit=1))
    assert [event.kind for event in newest] == ["undo"]


def test_there_is_no_journal_before_there_is_a_state(home: Paths, clock: Clock) -> None:
    assert journal(Store.open(home, clock, write=False)) == []
