"""Cards in every standing on the phone, and what a deck with progress leaves alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import noon
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from lived import DAY, HOUR, MINUTE, opened
from noon import EAST
from sample_content import CARDS, NOTES, ORDER

from export.anki import collect, read_progress
from mlsd_graph.content import load
from mlsd_graph.memory import study_day
from mlsd_graph.store import Draft, Kind, Store

pytestmark = pytest.mark.usefixtures("at_noon")

NOW = round(noon.NOW.timestamp() * 1000)
TODAY = study_day(NOW, EAST)
RECALL, CLOZE = "key-value-store/access", "feature-store/point-in-time-join#c2"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home", NOW, EAST) as found:
        yield found


def review(card: str, days_ago: float, rating: int = 3, due: int | None = None) -> Draft:
    at = NOW - round(days_ago * DAY)
    return Draft(Kind.REVIEW, card, rating, 5000, due, when=(at, EAST))


def export(store: Store, content: Path, name: str = "deck.apkg", now: int = NOW) -> Path:
    progress = read_progress(store, (now, EAST))
    out = content.parent / name
    collect(load([content]), ORDER).write(out, {}, progress)
    return out


def import_with(collection: Collection, deck: Path, **options: bool) -> Any:
    request = ImportAnkiPackageRequest(
        package_path=str(deck), options=ImportAnkiPackageOptions(**options)
    )
    return collection.import_anki_package(request).log


def phone(collection: Collection, deck: Path) -> Collection:
    collection.set_config("fsrs", True)
    import_with(collection, deck, with_scheduling=True, with_deck_configs=True)
    return collection


def found(collection: Collection, uid: str) -> Any:
    key, _, part = uid.partition("#c")
    (number,) = collection.find_cards(f'"Key:{key}" card:{int(part or 1)}')
    return collection.get_card(number)


def rows(collection: Collection, uid: str) -> list[list[int]]:
    card = found(collection, uid)
    return collection.db.all(
        "select id, ease, ivl, type from revlog where cid = ? order by id", card.id
    )


def test_each_gap_of_a_cloze_has_its_own_progress(
    store: Store, content: Path, collection: Collection
) -> None:
    store.append([review(CLOZE, 3, 4, TODAY + 2)])
    phone(collection, export(store, content))
    second = found(collection, CLOZE)
    assert (second.type, second.due, second.ivl) == (2, collection.sched.today + 2, 5)
    assert found(collection, CLOZE.replace("c2", "c1")).type == 0


def test_suspended_flagged_marked_and_buried(
    store: Store, content: Path, collection: Collection
) -> None:
    store.append(
        [
            review(RECALL, 3, 4, TODAY + 2),
            Draft(Kind.SUSPEND, RECALL),
            Draft(Kind.FLAG, RECALL, data={"flag": 3}),
            Draft(Kind.SUSPEND, "feature-store/say-it"),
            Draft(Kind.MARK, CLOZE, data={"on": True}),
            Draft(Kind.BURY, CLOZE, data={"until_day": TODAY + 1}),
        ]
    )
    phone(collection, export(store, content))
    card = found(collection, RECALL)
    assert (card.queue, card.type, card.user_flag()) == (-1, 2, 3)
    assert card.due == collection.sched.today + 2
    assert found(collection, "feature-store/say-it").queue == -1
    assert found(collection, CLOZE).queue == -3
    assert "marked" in found(collection, CLOZE).note().tags
    assert "marked" not in card.note().tags
    collection.sched.unsuspend_cards([card.id])
    card.load()
    assert (card.queue, card.due) == (2, collection.sched.today + 2)


def test_a_card_between_steps_is_asked_at_its_minute(
    store: Store, content: Path, collection: Collection
) -> None:
    store.append([review(RECALL, 30 * MINUTE / DAY), review(CLOZE, 5 * MINUTE / DAY, 1)])
    phone(collection, export(store, content))
    card = found(collection, RECALL)
    assert (card.type, card.queue, card.left % 1000) == (1, 1, 1)
    assert card.due == (NOW - 30 * MINUTE) // 1000 + 600
    collection.decks.select(collection.decks.id("MLSD"))
    queued = collection.sched.get_queued_cards(fetch_limit=5)
    assert queued.learning_count == 2
    assert queued.cards[0].card.id == card.id


@pytest.mark.parametrize("hidden", [False, True])
def test_a_step_of_days_ends_with_its_day(
    store: Store, content: Path, collection: Collection, *, hidden: bool
) -> None:
    store.set("learning_steps", "1m 3d")
    later = (NOW + 1000, EAST)  # steps hold for the reviews after they were set
    store.append([Draft(Kind.REVIEW, CLOZE, 3, 100, None, when=later)])
    if hidden:
        store.record(Kind.SUSPEND, CLOZE)
    phone(collection, export(store, content))
    card = found(collection, CLOZE)
    if hidden:
        collection.sched.unsuspend_cards([card.id])
        card.load()
        assert (card.type, card.queue) == (1, 1)
        assert study_day(card.due * 1000, EAST) == TODAY + 3
    else:
        assert (card.type, card.queue, card.due) == (1, 3, collection.sched.today + 3)


def test_undone_reviews_stay_at_home(store: Store, content: Path, collection: Collection) -> None:
    store.append([review(RECALL, 3, 4, TODAY + 2)])
    store.append([Draft(Kind.REVIEW, RECALL, 1, 900, None)])
    store.undo()
    phone(collection, export(store, content))
    card = found(collection, RECALL)
    assert (card.reps, card.lapses, card.due) == (1, 0, collection.sched.today + 2)
    assert len(rows(collection, RECALL)) == 1


def test_a_forgotten_card_is_new_and_its_log_says_so(
    store: Store, content: Path, collection: Collection
) -> None:
    gone = Draft(Kind.FORGET, RECALL, when=(NOW - 2 * DAY, EAST))
    store.append([review(RECALL, 9, 4, TODAY), gone])
    store.append([review(CLOZE, 9, 4, TODAY), Draft(Kind.FORGET, CLOZE, when=(NOW - DAY, EAST))])
    store.append([review(CLOZE, 0.5, 4, TODAY + 8)])
    phone(collection, export(store, content))
    card = found(collection, RECALL)
    assert (card.type, card.reps, card.memory_state) == (0, 0, None)
    assert [(row[1], row[3]) for row in rows(collection, RECALL)] == [(4, 0), (0, 4)]
    again = found(collection, CLOZE)
    memory = collection._backend.compute_memory_state(again.id).state
    assert again.reps == 1
    assert memory.stability == pytest.approx(again.memory_state.stability, rel=0.01)


def test_a_review_of_the_future_does_not_refuse_the_whole_deck(
    store: Store, content: Path, collection: Collection
) -> None:
    ahead = Draft(Kind.REVIEW, RECALL, 4, 100, TODAY + 500, when=(NOW + 400 * DAY, EAST))
    store.append([review(RECALL, 3, 4, TODAY + 2), ahead, review(CLOZE, 1, 4, TODAY + 7)])
    store.record(Kind.FLAG, RECALL, {"flag": 2})
    assert read_progress(store, (NOW, EAST)).left_out == 1
    phone(collection, export(store, content))
    card = found(collection, RECALL)
    assert (card.reps, card.due) == (1, collection.sched.today + 2)
    assert card.user_flag() == 2
    assert len(rows(collection, RECALL)) == 1


def test_without_a_tick_nothing_of_it_is_taken(
    store: Store, content: Path, collection: Collection
) -> None:
    store.append([review(RECALL, 3, 4, TODAY + 2), Draft(Kind.MARK, RECALL, data={"on": True})])
    log = import_with(collection, export(store, content))
    assert len(log.new) == NOTES
    assert collection.db.scalar("select count() from revlog") == 0
    assert collection.db.scalar("select count() from cards where type = 0 and queue = 0") == CARDS
    assert "marked" not in found(collection, RECALL).note().tags
    assert [each["name"] for each in collection.decks.all_config()] == ["Default"]
    order = collection.db.list(
        "select n.sfld from cards c join notes n on n.id = c.nid order by c.due limit 1"
    )
    assert order == ["key-value-store/access"]


def test_cards_that_the_phone_has_keep_their_own_progress(
    store: Store, content: Path, collection: Collection
) -> None:
    phone(collection, export(store, content))
    card = found(collection, RECALL)
    card.start_timer()
    states = collection._backend.get_scheduling_states(card.id)
    collection.sched.answer_card(collection.sched.build_answer(card=card, states=states, rating=3))
    before = rows(collection, RECALL)
    store.append([review(RECALL, 3, 1)])
    phone(collection, export(store, content, "later.apkg"))
    assert rows(collection, RECALL) == before


def test_new_cards_come_in_graph_order_across_decks(
    store: Store, content: Path, collection: Collection
) -> None:
    phone(collection, export(store, content))
    collection.decks.select(collection.decks.id("MLSD"))
    cards = collection.sched.get_queued_cards(fetch_limit=20).cards
    keys = [collection.get_card(each.card.id).note()["Key"] for each in cards]
    assert keys[0] == "key-value-store/access"
    assert keys[-1] == "ad-click-prediction/label"


def test_changed_settings_arrive_as_another_preset(
    store: Store, content: Path, collection: Collection
) -> None:
    phone(collection, export(store, content))
    store.set("desired_retention", "0.85")
    store.set("new_per_day", "7")
    phone(collection, export(store, content, "later.apkg"))
    used = collection.decks.config_dict_for_deck_id(collection.decks.id("MLSD"))
    assert (used["desiredRetention"], used["new"]["perDay"]) == (pytest.approx(0.85), 7)


def test_equal_bytes_all_day(store: Store, content: Path) -> None:
    store.append([review(RECALL, 3, 4, TODAY + 2), review(CLOZE, 1, 4, TODAY + 7)])
    start = (TODAY * DAY) + 4 * HOUR - EAST * MINUTE
    first = export(store, content, "a.apkg", now=start).read_bytes()
    assert export(store, content, "b.apkg", now=start + DAY - 1).read_bytes() == first


def test_numbers_beyond_ankis_do_not_refuse_the_whole_deck(
    store: Store, content: Path, collection: Collection
) -> None:
    when = (NOW - DAY, EAST)
    store.append([Draft(Kind.REVIEW, RECALL, 4, 2**40, 2**50, when=when), review(CLOZE, 1, 4, -9)])
    phone(collection, export(store, content))
    assert found(collection, RECALL).reps == found(collection, CLOZE).reps == 1
    assert found(collection, CLOZE).ivl == 1
