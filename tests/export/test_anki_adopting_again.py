"""A deck that was adopted, went on in Anki and is adopted again keeps the history of each card."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes import NoteId
from returned import export, opened
from test_anki_adopting import NOW, grade

from export.anki.adopting import Adoption, adopt
from export.anki.adopting.homes import Home, Homes, place, stem
from mlsd_graph.content import Library, load
from mlsd_graph.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


def add(phone: Collection, *fields: str, kind: str = "Basic", deck: str = "D") -> int:
    found = phone.new_note(phone.models.by_name(kind))
    for place_of, text in enumerate(fields):
        found.fields[place_of] = text
    phone.add_note(found, phone.decks.id(deck))
    return int(found.id)


def answered(phone: Collection, note: int, *ratings: int) -> int:
    """Answer the first card of a note."""
    card = phone.get_note(NoteId(note)).cards()[0].id
    for rating in ratings:
        grade(phone, card, rating)
    return note


def adopted(
    phone: Collection, store: Store, tmp_path: Path, *taken: str
) -> tuple[Adoption, Library]:
    """Adopt all that the phone has into a folder that is thrown away before."""
    folder = tmp_path / "mine"
    shutil.rmtree(folder, ignore_errors=True)
    file = export(phone, tmp_path / "new.colpkg")
    done = adopt(file, folder, store, NOW, taken)
    library = load((folder,), cache=None)
    assert [each for each in library.findings if each.severity == "error"] == []
    assert len(library.cards) == done.cards
    return done, library


def reps(library: Library, store: Store) -> dict[str, int]:
    """How often each card was answered, by its question."""
    states = store.states()
    known = {uid: states[uid].reps if uid in states else 0 for uid in library.cards}
    return {library.card(uid).question: count for uid, count in known.items()}


def test_after_a_note_was_deleted_no_other_loses_its_history(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    notes = [answered(collection, add(collection, f"Front {n:02}", "b"), 3) for n in range(65)]
    _, before = adopted(collection, store, tmp_path)
    assert sorted(before.pages) == ["d", "d-2", "d-3"]
    collection.remove_notes([NoteId(notes[3]), NoteId(notes[40])])
    answered(collection, notes[30], 3)
    fresh = add(collection, "Fresh", "b")
    done, after = adopted(collection, store, tmp_path)
    assert {*after.cards} - {*before.cards} == {"d/fresh"}
    assert after.pages["d-2"].title == "D 2"
    told = reps(after, store)
    assert told.pop("Fresh") == 0
    assert told.pop("Front 30") == 2
    assert set(told.values()) == {1}
    assert (done.reviews.new, done.reviews.known) == (1, 63)
    answered(collection, fresh, 3)
    assert set(reps(adopted(collection, store, tmp_path)[1], store).values()) == {1, 2}


def test_a_card_is_known_by_its_answers_whatever_it_says_now(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    first = answered(collection, add(collection, "same", "one"), 3)
    answered(collection, add(collection, "same", "two"), 3, 3)
    third = answered(collection, add(collection, "other", "three"), 3, 3, 3)
    adopted(collection, store, tmp_path)
    collection.remove_notes([NoteId(first)])
    found = collection.get_note(NoteId(third))
    found.fields[0] = "same"  # as the first was asked
    collection.update_note(found)
    library = adopted(collection, store, tmp_path)[1]
    states = store.states()
    told = {library.card(uid).answer: states[uid].reps for uid in library.cards}
    assert told == {"two": 2, "three": 3}


def test_a_note_that_moved_to_another_deck_keeps_its_page(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    moved = answered(collection, add(collection, "moved", "b"), 3)
    answered(collection, add(collection, "stays", "b"), 3)
    answered(collection, add(collection, "also stays", "b"), 3)
    adopted(collection, store, tmp_path)
    cards = collection.get_note(NoteId(moved)).card_ids()
    collection.set_deck(list(cards), collection.decks.id("A::B"))
    add(collection, "new there", "b", deck="A::B")
    library = adopted(collection, store, tmp_path)[1]
    assert set(library.cards) == {"d/moved", "d/stays", "d/also-stays", "b/new-there"}
    assert library.pages["d"].title == "D"


def test_gaps_and_both_directions_keep_their_history(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    for n in range(31):
        answered(collection, add(collection, f"Front {n:02}", "b"), 3)
    cloze = add(collection, "A {{c1::quorum}} of {{c2::nodes}}", kind="Cloze")
    both = add(collection, "leader", "elects", kind="Basic (and reversed card)")
    for note in (cloze, both):
        for card in collection.get_note(NoteId(note)).card_ids():
            grade(collection, card, 3)
    before = set(adopted(collection, store, tmp_path)[1].cards)
    collection.remove_notes(list(collection.find_notes('"Front:Front 00"')))
    library = adopted(collection, store, tmp_path)[1]
    assert set(library.cards) == before - {"d/front-00"}
    assert {store.states()[uid].reps for uid in library.cards} == {1}


def test_what_was_learned_here_alone_is_known_by_its_heading(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    notes = [add(collection, f"Front {n:02}", "b") for n in range(31)]
    answered(collection, add(collection, "last", "b"), 3)
    adopted(collection, store, tmp_path)
    store.review("d-2/front-30", 3, duration_ms=1, due_day=None, seen=None)
    collection.remove_notes([NoteId(notes[0])])
    library = adopted(collection, store, tmp_path)[1]
    assert {"d-2/front-30", "d-2/last"} <= set(library.cards)
    assert reps(library, store)["Front 30"] == 1


def test_pages_that_are_there_keep_their_ids(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    answered(collection, add(collection, "Front", "b"), 3)
    adopted(collection, store, tmp_path)
    library = adopted(collection, store, tmp_path, "d")[1]
    assert set(library.cards) == {"d-2/front"}


def test_a_deck_of_the_same_name_that_was_never_adopted_takes_nobodys_page(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    old = answered(collection, add(collection, "Front", "b"), 3)
    adopted(collection, store, tmp_path)
    collection.remove_notes([NoteId(old)])
    add(collection, "Other", "b", deck="E::D")
    assert set(adopted(collection, store, tmp_path)[1].cards) == {"d-2/other"}


def test_a_home_is_given_once() -> None:
    homes = Homes(
        {(1, 0): Home("d", "same")},
        [Home("d", "same"), Home("d-10", "same"), Home("d-2", "same"), Home("e", "same")],
    )
    assert homes.sure(1, (0,)) == Home("d", "same")
    assert [homes.named(("n-1", "same"), "d") for _ in range(3)] == [
        Home("d-2", "same"),
        Home("d-10", "same"),
        None,
    ]
    assert homes.pages == {"d", "d-2", "d-10", "e"}
    assert [(place(each), stem(each)) for each in ("d", "d-2", "d-x")] == [
        (1, "d"),
        (2, "d"),
        (1, "d-x"),
    ]
