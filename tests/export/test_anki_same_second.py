"""Anki dates notes in whole seconds: what is written in the second of a deck is no less kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from returned import bring_back, opened
from sample_content import edit

from export.anki import Stamp, collect, read_stamps
from export.anki.back.written import Written
from export.anki.carried import Carried, drafts, read_carried
from export.anki.dating import read_dating
from mlsd_graph.content import Library, load
from mlsd_graph.store import Store, note_stamps

KEY = "feature-store/what-it-guarantees"
PAGE = "concepts/features/feature-store.md"


def known(store: Store) -> dict[str, Stamp]:
    """Give what the log knows of each note, as an export reads it."""
    return read_stamps(note_stamps(store.noted()))


def send(store: Store, library: Library, file: Path) -> None:
    """Write a deck and record its texts, each a second after the one before."""
    deck, before = collect(library, {}), known(store)
    fresh = deck.unknown(before)
    store.stamp_notes(fresh, {name: before[name].mod + 1 for name in fresh if name in before})
    deck.write(file, known(store))


class Sent(NamedTuple):
    """A log that two decks were written from, with the library and the file of the newer one."""

    store: Store
    library: Library
    deck: Path


@pytest.fixture
def sent(content: Path, library: Library, tmp_path: Path, collection: Collection) -> Iterator[Sent]:
    """Two decks; the phone has the first, and a text was edited between them."""
    with opened(tmp_path / "home") as store:
        send(store, library, tmp_path / "first.apkg")
        import_deck(collection, tmp_path / "first.apkg")
        edit(content, PAGE, "Skew. **One**", "Skew: **one**")
        newer = load((content,), cache=None)
        send(store, newer, tmp_path / "second.apkg")
        yield Sent(store, newer, tmp_path / "second.apkg")


def write(phone: Collection, field: str, text: str, second: int) -> None:
    """Write a field of the note, and put that into one second."""
    found = note(phone, KEY)
    found[field] = text
    phone.update_note(found)
    assert phone.db is not None
    phone.db.execute("update notes set mod = ? where id = ?", second, found.id)


@pytest.mark.parametrize("has_newest", [False, True], ids=["an old deck", "the newest deck"])
def test_my_notes_of_the_second_of_a_deck_are_kept(
    has_newest: bool,  # noqa: FBT001  a parameter of the test
    sent: Sent,
    tmp_path: Path,
    collection: Collection,
) -> None:
    if has_newest:
        import_deck(collection, sent.deck)
    write(collection, "MyNotes", "mine", known(sent.store)[KEY].mod)
    plan = bring_back(sent.store, sent.library, collection, tmp_path / "new-media.apkg")
    assert plan.noted == (KEY,)
    assert read_carried(sent.store.noted()) == {KEY: Carried("mine")}


def test_a_note_touched_in_the_second_of_a_deck_that_never_came_gets_its_words(
    sent: Sent, tmp_path: Path, collection: Collection
) -> None:
    import_deck(collection, sent.deck)
    stamp = known(sent.store)[KEY]
    sent.store.append(list(drafts(KEY, Carried("mine"), {"mod": stamp.mod, "base": []})))
    sent.store.stamp_notes({KEY: stamp.digest}, {KEY: stamp.mod + 1})
    write(collection, "MyNotes", "", stamp.mod + 1)
    bring_back(sent.store, sent.library, collection, tmp_path / "new-media.apkg")
    events = sent.store.noted()
    assert read_carried(events) == {KEY: Carried("mine")}
    assert read_dating(events).outdated(KEY, stamp.digest, stamp.mod + 1)


def test_an_edit_of_our_text_in_the_second_of_a_deck_is_seen(
    sent: Sent, tmp_path: Path, collection: Collection
) -> None:
    import_deck(collection, sent.deck)
    write(collection, "Back", "edited by me", known(sent.store)[KEY].mod)
    plan = bring_back(sent.store, sent.library, collection, tmp_path / "new-media.apkg")
    assert (plan.noted, list(plan.touched)) == ((), [KEY])
    (seen,) = Written(sent.store.noted()).elsewhere[KEY].values()
    assert seen.edited


def test_a_note_that_nobody_touched_is_not_taken_for_written(
    content: Path, library: Library, tmp_path: Path, collection: Collection
) -> None:
    with opened(tmp_path / "home") as store:
        for place in range(3):
            send(store, library, tmp_path / "deck.apkg")
            import_deck(collection, tmp_path / "deck.apkg")
            answer(collection, KEY, 3)
            plan = bring_back(store, library, collection, tmp_path / "new-media.apkg")
            assert (plan.noted, dict(plan.touched)) == ((), {})
            edit(content, PAGE, "Skew" + "," * place, "Skew" + "," * (place + 1))
            library = load((content,), cache=None)
