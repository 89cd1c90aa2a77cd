"""Answers given in the real engine come back: each once, as they were given."""

from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck
from returned import VARIANTS, export, here, import_with_progress, opened
from sample_content import CARDS, NOTES

from export.anki import collect, read_progress
from export.anki.back import plan_import, record
from export.anki.identity import guid
from mlsd_graph.cli.context import system_clock
from mlsd_graph.content import Library, load
from mlsd_graph.memory import Rating, preview
from mlsd_graph.store import Store
from mlsd_graph.store.replay import replay

STORE = "feature-store"
GIVEN = [
    (f"{STORE}/what-it-guarantees", 0, 3),
    (f"{STORE}/point-in-time-join", 1, 1),
    (f"{STORE}/point-in-time-join", 0, 4),
    (f"{STORE}/name-of-the-join", 0, 2),
    (f"{STORE}/what-it-guarantees", 0, 4),
    (f"{STORE}/point-in-time-join", 1, 3),
]


@pytest.fixture
def deck(library: Library, tmp_path: Path) -> Path:
    out = tmp_path / "deck.apkg"
    collect(library, {}).write(out, {})
    return out


def uid(key: str, ordinal: int) -> str:
    return f"{key}#c{ordinal + 1}" if key.endswith("point-in-time-join") else key


@pytest.mark.parametrize("variant", VARIANTS)
def test_exactly_the_answers_given_come_back(
    variant: str, library: Library, deck: Path, collection: Collection, tmp_path: Path
) -> None:
    collection.set_config("fsrs", True)
    import_deck(collection, deck)
    rows = [answer(collection, key, grade, ordinal=n) for key, n, grade in GIVEN]
    out = export(collection, tmp_path / variant)
    with opened(tmp_path / "home") as store:
        plan = plan_import(out, store, here(library))
        assert (plan.notes, plan.cards) == (NOTES, CARDS)
        assert (plan.reviews.new, plan.reviews.known) == (len(GIVEN), 0)
        done = record(plan, store)
        events = store.events(kinds=("review",))
        found = [(e.card, e.rating, e.at) for e in events]
        wanted = [(uid(k, n), g, row[2]) for (k, n, g), row in zip(GIVEN, rows, strict=True)]
        assert found == wanted
        assert all(e.source == "anki" and e.duration_ms is not None for e in events)
        assert done.backup is not None
        assert done.backup.exists()
        assert store.states() == replay(store.events()).states
        assert (done.drift.compared, done.drift.off) == (4, 0)


def test_due_days_are_those_that_the_phone_decided(
    library: Library, deck: Path, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, deck)
    key = GIVEN[0][0]
    answer(collection, key, 4)
    days = collection.db.scalar("select ivl from revlog")
    out = export(collection, tmp_path / "new-media.apkg")
    with opened(tmp_path / "home") as store:
        record(plan_import(out, store, here(library)), store)
        state = store.state(key)
        assert state is not None
        assert days > 0
        assert state.due - state.first_day == days


def test_a_second_import_adds_nothing(
    library: Library, deck: Path, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, deck)
    answer(collection, GIVEN[0][0], 3)
    out = export(collection, tmp_path / "new-media.apkg")
    with opened(tmp_path / "home") as store:
        record(plan_import(out, store, here(library)), store)
        before = store.events()
        plan = plan_import(out, store, here(library))
        assert (plan.reviews.new, plan.reviews.known) == (0, 1)
        done = record(plan, store)
        assert (done.recorded, done.backup) == (0, None)
        answer(collection, GIVEN[1][0], 3)
        later = export(collection, tmp_path / "legacy-media.apkg")
        assert store.events() == before
        assert plan_import(later, store, here(library)).reviews[:2] == (1, 1)


def graded(store: Store, card: str, rating: Rating) -> None:
    state, now = store.state(card), system_clock()
    shown = preview(card, state, store.settings(), *now, reviews_live=0)[rating]
    store.review(card, int(rating), duration_ms=900, due_day=shown.due_day, seen=state)


def test_our_own_exported_reviews_come_back_as_none_new(
    library: Library, collection: Collection, tmp_path: Path
) -> None:
    with opened(tmp_path / "home") as store:
        for card in list(library.cards)[:5]:
            graded(store, card, Rating.GOOD)
        graded(store, next(iter(library.cards)), Rating.AGAIN)
        deck = tmp_path / "deck.apkg"
        collect(library, {}).write(deck, {}, read_progress(store, system_clock()))
        import_with_progress(collection, deck)
        out = export(collection, tmp_path / "new.colpkg")
        plan = plan_import(out, store, here(library))
        assert (plan.reviews.new, plan.reviews.known) == (0, 6)
        assert not plan.another


def test_an_undone_review_stays_undone(
    library: Library, collection: Collection, tmp_path: Path
) -> None:
    card = next(iter(library.cards))
    with opened(tmp_path / "home") as store:
        graded(store, card, Rating.GOOD)
        deck = tmp_path / "deck.apkg"
        collect(library, {}).write(deck, {}, read_progress(store, system_clock()))
        import_with_progress(collection, deck)
        store.undo()
        out = export(collection, tmp_path / "new-media.apkg")
        record(plan_import(out, store, here(library)), store)
        assert store.state(card) is None


def test_reviews_of_cards_without_a_page_wait_in_the_log(
    content: Path, library: Library, deck: Path, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, deck)
    answer(collection, GIVEN[0][0], 3)
    out = export(collection, tmp_path / "new-media.apkg")
    next(content.rglob("feature-store.md")).unlink()
    with opened(tmp_path / "home") as store:
        plan = plan_import(out, store, here(load((content,), cache=None)))
        record(plan, store)
        assert plan.orphans == (GIVEN[0][0],)
        assert list(store.states()) == [GIVEN[0][0]]


def test_a_reset_on_the_phone_forgets_here(
    library: Library, deck: Path, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, deck)
    key = GIVEN[0][0]
    _, _, row, _ = answer(collection, key, 4)
    number = collection.db.scalar("select cid from revlog where id = ?", row)
    collection.sched.set_due_date([number], "3")
    collection.sched.schedule_cards_as_new([number])
    out = export(collection, tmp_path / "new-media.apkg")
    with opened(tmp_path / "home") as store:
        plan = plan_import(out, store, here(library))
        record(plan, store)
        again = plan_import(out, store, here(library)).reviews
        assert (plan.reviews.new, plan.reviews.reset, sum(plan.by_day.values())) == (1, 1, 1)
        assert (again.new, again.known, again.reset) == (0, 1, 0)
        assert (plan.reviews.by_hand, plan.reviews.no_answer) == (1, 0)
        state = store.state(key)
        assert state is not None
        assert (state.phase, state.reps) == (0, 0)


def test_undo_passes_over_what_was_done_on_the_phone(
    library: Library, deck: Path, collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, deck)
    answer(collection, GIVEN[0][0], 3)
    out = export(collection, tmp_path / "new-media.apkg")
    with opened(tmp_path / "home") as store:
        store.set("new_per_day", "7")
        record(plan_import(out, store, here(library)), store)
        undone = store.undo()
        assert undone is not None
        assert undone.target.kind == "setting"
        assert store.undo() is None
        redone = store.redo()
        assert redone is not None


def test_guids_are_recognised_without_content_or_log() -> None:
    from export.anki.back.ours import Ours  # noqa: PLC0415

    known = guid("mlsd recall", "a-page/a-card")
    assert Ours(()).name(known, "a-page/a-card") == ("a-page/a-card", False)
    assert Ours(()).name(known, "a-page/another") is None
    assert Ours(("a-page/a-card",)).name(known, "edited away") == ("a-page/a-card", False)
