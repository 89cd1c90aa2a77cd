"""What phones were never told they have not taken back, and what they were told is no news."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import answer, import_deck, next_second
from commands import Run
from returned import card_id, import_with_progress
from told import ELSE, KEY, OTHER, SET, UNSET, Learner, mark, stands_there, take_back, touch


@pytest.fixture
def learner(mlsd: Run, tmp_path: Path) -> Learner:
    """One who has answered both cards and set them here."""
    found = Learner(mlsd, tmp_path)
    found.answer(KEY, OTHER)
    found.set(on=True)
    return found


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "second.anki2"))
    yield opened
    opened.close()


def test_a_deck_whose_progress_was_not_ticked_told_nothing(
    learner: Learner, collection: Collection
) -> None:
    import_deck(collection, learner.deck("--with-progress"))
    touch(collection)
    assert learner.bring(collection) == {}
    assert learner.stands() == SET


def test_a_second_phone_with_the_plain_deck_was_told_nothing(
    learner: Learner, collection: Collection, second: Collection
) -> None:
    import_with_progress(collection, learner.deck("--with-progress"))
    answer(collection, ELSE, 3)
    assert learner.bring(collection) == {}
    import_deck(second, learner.deck())
    touch(second)
    assert learner.bring(second) == {}
    assert learner.stands() == SET


def test_a_phone_with_a_plain_file_after_a_push_was_told_nothing(
    learner: Learner, collection: Collection, second: Collection
) -> None:
    with listening(AnkiConnect(collection).handle) as address:
        learner.run("anki", "push", "--address", address)
    assert stands_there(collection) == SET
    import_deck(second, learner.deck())
    touch(second)
    assert learner.bring(second) == {}
    assert learner.stands() == SET


@pytest.mark.parametrize("first", [(), ("--with-progress",)])
def test_what_a_new_phone_was_told_and_is_taken_back_here_stays_so(
    first: tuple[str, ...], mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    learner = Learner(mlsd, tmp_path)
    learner.answer(KEY, OTHER)
    learner.deck(*first)  # of some other phone, or of none; nothing was set by then
    learner.set(on=True)
    import_with_progress(collection, learner.deck("--with-progress"))
    assert stands_there(collection) == SET
    learner.set(on=False)
    touch(collection)
    assert learner.bring(collection) == {}
    assert learner.stands() == UNSET


@pytest.mark.parametrize("answered", [(KEY, OTHER), (ELSE,)])
def test_what_was_told_is_taken_back_there(
    answered: tuple[str, ...], mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    learner = Learner(mlsd, tmp_path)
    learner.answer(*answered)  # by another card's answer it shows as well
    learner.set(on=True)
    import_with_progress(collection, learner.deck("--with-progress"))
    take_back(collection)
    assert learner.bring(collection) == {
        "unsuspended": [OTHER],
        "flagged": {KEY: 0},
        "unmarked": [KEY],
    }
    assert learner.stands() == UNSET


def test_what_was_seen_there_once_is_taken_back_there(
    mlsd: Run, tmp_path: Path, collection: Collection
) -> None:
    learner = Learner(mlsd, tmp_path)
    learner.set(on=True)  # without any answer that would show with what the deck was taken
    import_with_progress(collection, learner.deck("--with-progress"))
    answer(collection, ELSE, 3)
    assert learner.bring(collection) == {}
    take_back(collection)
    assert learner.bring(collection)["unsuspended"] == [OTHER]
    assert learner.stands() == UNSET


def test_what_a_plain_phone_sets_itself_is_taken_although_a_deck_had_told_it_once(
    learner: Learner, collection: Collection, second: Collection
) -> None:
    import_with_progress(collection, learner.deck("--with-progress"))
    learner.set(on=False)
    import_deck(second, learner.deck())
    touch(second)
    second.sched.suspend_cards([card_id(second, OTHER)])
    second.set_user_flag_for_cards(3, [card_id(second, KEY)])
    assert learner.bring(second) == {"suspended": [OTHER], "flagged": {KEY: 3}}


def test_a_card_that_came_later_without_progress_was_told_nothing(
    mlsd: Run, content: Path, tmp_path: Path, collection: Collection
) -> None:
    learner = Learner(mlsd, tmp_path)
    page = content / "concepts/features/feature-store.md"
    whole = page.read_text("utf-8")
    page.write_text(whole[: whole.index("### Say it")], "utf-8")
    learner.answer(KEY)
    import_with_progress(collection, learner.deck("--with-progress"))
    page.write_text(whole, "utf-8")
    learner.set(on=True)
    import_deck(collection, learner.deck("--with-progress"))
    touch(collection)
    assert learner.bring(collection) == {}
    assert learner.stands() == SET


@pytest.mark.parametrize("heard", [False, True])
def test_a_deck_that_went_out_since_a_phone_was_heard_explains_nothing_that_it_sets(
    mlsd: Run, tmp_path: Path, collection: Collection, *, heard: bool
) -> None:
    learner = Learner(mlsd, tmp_path)
    learner.answer(KEY, OTHER)
    import_with_progress(collection, learner.deck("--with-progress"))
    answer(collection, ELSE, 3)
    if heard:
        assert learner.bring(collection) == {}
    learner.set(on=True)
    import_with_progress(collection, learner.deck("--with-progress"))
    assert stands_there(collection) == UNSET, "Anki takes progress for new cards alone"
    learner.set(on=False)
    touch(collection)
    collection.sched.suspend_cards([card_id(collection, OTHER)])
    collection.set_user_flag_for_cards(3, [card_id(collection, KEY)])
    mark(collection, on=True)
    told = {"suspended": [OTHER], "flagged": {KEY: 3}, "marked": [KEY]}
    assert learner.bring(collection) == (told if heard else {}), "it may have come so"


def test_a_second_phone_that_has_the_answers_of_the_first_was_not_heard_before_it_came(
    learner: Learner, collection: Collection, second: Collection
) -> None:
    learner.set(on=False)
    import_with_progress(collection, learner.deck("--with-progress"))
    answer(collection, ELSE, 3)
    assert learner.bring(collection) == {}
    learner.answer(KEY)  # which the first phone lacks
    learner.set(on=True)
    import_with_progress(second, learner.deck("--with-progress"))
    assert stands_there(second) == SET
    learner.set(on=False)
    touch(second)
    assert learner.bring(second) == {}
    assert learner.stands() == UNSET


def test_a_phone_with_answers_of_a_deck_alone_is_no_copy_of_one_that_has_more(
    mlsd: Run, tmp_path: Path, collection: Collection, second: Collection
) -> None:
    learner = Learner(mlsd, tmp_path)
    learner.answer(KEY)
    deck = learner.deck("--with-progress")
    import_deck(collection, deck)
    import_with_progress(second, deck)
    answer(collection, ELSE, 3)
    collection.sched.suspend_cards([card_id(collection, OTHER)])
    assert learner.bring(collection) == {"suspended": [OTHER]}
    next_second()
    second.sched.suspend_cards([card_id(second, OTHER)])
    second.sched.unsuspend_cards([card_id(second, OTHER)])
    assert learner.bring(second) == {}
    assert learner.stands() == (True, 0, False)
