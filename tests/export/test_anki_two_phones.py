"""Two phones with the same deck: what one never had it has not deleted, and no word is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, next_second, note, write
from returned import bring_back, card_id, export, here, opened

from export.anki import collect, read_stamps
from export.anki.back import ImportPlan, plan_import, record
from export.anki.carried import Carried, read_carried
from mlsd_graph.cli.imported import Report
from mlsd_graph.content import Library
from mlsd_graph.store import Store, note_stamps

KEY, OTHER = "key-value-store/access", "feature-store/say-it"


@pytest.fixture
def phones(library: Library, tmp_path: Path) -> Iterator[tuple[Collection, Collection]]:
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    one, two = (Collection(str(tmp_path / f"{name}.anki2")) for name in ("one", "two"))
    for phone, card in ((one, KEY), (two, "feature-store/roll-out")):
        import_deck(phone, tmp_path / "deck.apkg")
        answer(phone, card, 3)
    yield one, two
    one.close()
    two.close()


def edit(phone: Collection, text: str, *tags: str) -> None:
    next_second()
    write(phone, KEY, text, *tags)


def bring(store: Store, library: Library, phone: Collection, home: Path) -> ImportPlan:
    return bring_back(store, library, phone, home / "new.colpkg")


def carried(store: Store) -> Carried:
    return read_carried(store.noted())[KEY]


def test_a_phone_that_never_had_my_notes_deletes_none(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one, two = phones
    edit(one, "from one", "friday")
    one.sched.suspend_cards([card_id(one, OTHER)])
    one.set_user_flag_for_cards(2, [card_id(one, KEY)])
    edit(two, "", "monday")
    answer(two, KEY, 3)
    answer(two, OTHER, 3)
    with opened(tmp_path / "home") as store:
        bring(store, library, one, tmp_path)
        bring(store, library, two, tmp_path)
        assert carried(store) == Carried("from one", ("friday", "monday"))
        states = store.states()
        assert states[OTHER].suspended
        assert states[KEY].flag == 2


@pytest.mark.parametrize("first", [0, 1])
def test_different_my_notes_are_both_kept_and_said(
    first: int, phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    edit(phones[0], "from one")
    edit(phones[1], "from two")
    texts = ("from one", "from two")
    both = "<br><br>".join((texts[first], texts[1 - first]))
    with opened(tmp_path / "home") as store:
        bring(store, library, phones[first], tmp_path)
        plan = bring(store, library, phones[1 - first], tmp_path)
        assert plan.both == (KEY,)
        assert "both are kept" in Report(plan).warnings()[0]
        assert carried(store).my_notes == both
        for phone in phones:
            assert bring(store, library, phone, tmp_path).noted == ()
        edit(phones[0], "from one", "tag")
        bring(store, library, phones[0], tmp_path)
        assert carried(store) == Carried(both, ("tag",))


def test_after_a_deck_brought_them_to_both_either_may_delete_them(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one, two = phones
    edit(one, "from one")
    with opened(tmp_path / "home") as store:
        bring(store, library, one, tmp_path)
        deck = tmp_path / "later.apkg"
        fresh = collect(library, {}, carried=read_carried(store.noted()))
        again = {each.note: each.digest for each in fresh.notes}
        store.stamp_notes(again)
        store.stamp_notes(again)
        next_second()
        fresh.write(deck, read_stamps(note_stamps(store.noted())))
        import_deck(two, deck)
        assert note(two, KEY)["MyNotes"] == "from one"
        edit(two, "")
        bring(store, library, two, tmp_path)
        assert KEY not in read_carried(store.noted())


def test_one_phone_goes_on_writing_over_its_own_words(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one, two = phones
    with opened(tmp_path / "home") as store:
        for text in ("first", "second", "", "third"):
            edit(one, text)
            plan = bring(store, library, one, tmp_path)
            assert (plan.noted, plan.both) == ((KEY,), ())
            bring(store, library, two, tmp_path)
        assert carried(store) == Carried("third")


def test_two_imports_of_one_phone_at_once_say_what_each_recorded(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one = phones[0]
    edit(one, "mine")
    one.set_user_flag_for_cards(2, [card_id(one, KEY)])
    files = [export(one, tmp_path / name) for name in ("new-media.apkg", "new.colpkg")]
    with opened(tmp_path / "home") as store:
        plans = [plan_import(file, store, here(library)) for file in files]
        first, second = [record(plan, store).plan for plan in plans]
        assert (first.noted, first.reviews.new) == ((KEY,), 1)
        assert (second.noted, second.reviews.new) == ((), 0)
        again = record(plans[0], store).plan
        assert (again.noted, again.changes.flagged) == ((), {})
