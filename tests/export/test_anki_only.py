"""A deck of some cards alone: what it may have brought, and what it says of others."""

from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, next_second, write
from commands import Run
from returned import card_id, import_with_progress, opened
from told import ELSE, KEY, OTHER, SET, Learner, stands_there

from mlsd_graph.store import Kind

PAGE = "concepts/features/feature-store.md"
SERVING = ("--with-progress", "--only", "domain:serving")
FEATURES = ("--with-progress", "--only", "domain:features")


@pytest.fixture
def learner(mlsd: Run, tmp_path: Path) -> Learner:
    return Learner(mlsd, tmp_path)


def touch(phone: Collection) -> None:
    """Answer the card and write in its note, which is marked there: all else stays as it came."""
    next_second()
    answer(phone, KEY, 3)
    write(phone, KEY, "mine", "marked")


def test_the_log_tells_which_cards_a_deck_was_made_of(learner: Learner, tmp_path: Path) -> None:
    learner.deck()
    learner.deck("--only", "domain:serving")
    learner.deck("--only", " ".join(["domain:serving"] * 40))
    with opened(tmp_path / "home") as store:
        whole, part, long = (event.values for event in store.events(kinds=[Kind.EXPORT]))
    assert "only" not in whole
    assert part["only"] == "domain:serving"
    assert part["cards"] < whole["cards"]
    assert long["only"].startswith("domain:serving domain:serving")
    assert len(long["only"]) == 200


def test_a_part_without_answers_may_have_been_taken_all_the_same(
    learner: Learner, collection: Collection
) -> None:
    learner.answer(ELSE)
    import_deck(collection, learner.deck("--only", "domain:features"))
    learner.set(on=True)
    import_with_progress(collection, learner.deck(*SERVING))
    learner.set(on=False)
    touch(collection)
    assert learner.bring(collection) == {}


def test_a_card_of_a_part_need_not_have_come_with_those_that_it_lacks(
    learner: Learner, content: Path, tmp_path: Path, collection: Collection
) -> None:
    def flag(number: int) -> None:
        with opened(tmp_path / "home") as store:
            store.record("flag", OTHER, {"flag": number})

    page = content / PAGE
    whole = page.read_text("utf-8")
    page.write_text(whole[: whole.index("### Say it")], "utf-8")
    learner.deck("--with-progress")
    page.write_text(whole, "utf-8")
    flag(4)
    import_with_progress(collection, learner.deck(*FEATURES))
    flag(0)
    learner.answer(KEY)
    import_with_progress(collection, learner.deck("--with-progress"))
    assert collection.get_card(card_id(collection, OTHER)).user_flag() == 4
    assert learner.bring(collection) == {}


def test_a_larger_part_need_not_have_brought_what_a_smaller_one_held(
    learner: Learner, collection: Collection
) -> None:
    learner.deck(*SERVING)
    import_with_progress(collection, learner.deck(*FEATURES))
    answer(collection, ELSE, 3)
    assert learner.bring(collection) == {}
    learner.set(on=True)
    import_with_progress(collection, learner.deck("--with-progress"))
    assert stands_there(collection) == (False, *SET[1:])
    learner.set(on=False)
    touch(collection)
    assert learner.bring(collection) == {}
