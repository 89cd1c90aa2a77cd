"""No adopted page is more than the loader reads, whatever the notes hold."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from commands import Run
from returned import export, opened
from test_anki_adopting import add, grade
from test_anki_adopting_again import adopted, reps

from export.anki.adopting.cards import Adopted
from export.anki.adopting.page import AdoptedPage, Made, Page
from export.anki.adopting.read_back import loads
from export.anki.adopting.shelf import Shelf
from export.anki.back.collection import ForeignNote
from mlsd_graph.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


def lines(count: int) -> str:
    return "<br>".join(f"line {n}" for n in range(count))


def test_long_answers_go_onto_more_pages_and_stay_there(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    for n in range(30):
        grade(collection, add(collection, "Basic", f"Question {n:02}", lines(16)), 3)
    done, before = adopted(collection, store, tmp_path)
    assert (done.cards, len(before.cards)) == (30, 30)
    assert set(reps(before, store).values()) == {1}
    collection.remove_notes(list(collection.find_notes('"Front:Question 03"')))
    edited = collection.get_note(collection.find_notes('"Front:Question 05"')[0])
    edited.fields[1] = lines(40)
    collection.update_note(edited)
    _, after = adopted(collection, store, tmp_path)
    assert {*before.cards} - {*after.cards} == {"systems-one/question-03"}
    assert set(reps(after, store).values()) == {1}


def test_what_stands_beside_gives_way_to_the_history_of_its_card(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    model = collection.models.by_name("Basic")
    assert model
    collection.models.add_field(model, collection.models.new_field("Extra"))
    collection.models.update_dict(model)
    cards = [add(collection, "Basic", f"Question {n:02}", "b", "short") for n in range(30)]
    for card in cards:
        grade(collection, card, 3)
    adopted(collection, store, tmp_path)
    for card in cards:
        note = collection.get_card(card).note()
        note["Extra"] = "word " * 2200
        collection.update_note(note)
    done, after = adopted(collection, store, tmp_path)
    assert set(reps(after, store).values()) == {1}
    assert done.shortened


def test_many_tags_are_spread(collection: Collection, store: Store, tmp_path: Path) -> None:
    named = [
        " ".join(f"topic::chapter_{n}::of_many::section_{k}" for k in range(12)) for n in range(30)
    ]
    for n in range(30):
        add(collection, "Basic", f"Q {n}", "A", tags=f"{named[n]} common")
    done, library = adopted(collection, store, tmp_path)
    assert (done.pages, done.cards, len(library.cards)) == (1, 30, 30)
    text = next((tmp_path / "mine").rglob("*.md")).read_text("utf-8").replace("\\_", "_")
    assert all(tag in text for tags in named for tag in tags.split())


def test_the_program_loads_all_that_it_says(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    for n in range(12):
        add(collection, "Basic", f"Question {n}", lines(60), tags=f"{'t' * 4_000}{n}")
    out = export(collection, tmp_path / "new.colpkg")
    done = json.loads(mlsd("import", "anki", str(out), "--as-content", "mine", "--json").stdout)
    assert (done["cards"], done["left_out"]) == (12, 0)
    assert len(json.loads(mlsd("--content", "mine", "cards", "--json").stdout)) == 12


def made(number: int, answer: str) -> Made:
    note = ForeignNote(number, f"guid{number}", 0, 1, (), ())
    card = Adopted(f"Card {number}", f"Q: which?\n\nA: {answer}\n", {0: ""}, ())
    return Made(note, 1, [card], [None])


def test_a_page_that_would_not_load_is_halved_down_to_the_note_at_fault() -> None:
    shelf = Shelf({"deck"})
    page = Page(("Deck",), "deck", 1)
    shelf.pages.append(page)
    for n in range(40):
        page.add(made(n, "\n\n".join(["part"] * 20)))
    page.add(made(40, "long " * 1_000))
    assert not loads(page.written())
    found = list(shelf.read())
    written = [each for each in found if isinstance(each, AdoptedPage)]
    assert [each.id for each in found if isinstance(each, ForeignNote)] == [40]
    assert all(map(loads, written))
    assert len({each.id for each in written}) == len(written)
    uids = [origin.uid for each in written for origin in each.origins.values()]
    assert sorted(uid.rpartition("/")[2] for uid in uids) == sorted(f"card-{n}" for n in range(40))


def test_a_file_larger_than_any_page_does_not_load() -> None:
    page = Page(("Deck",), "deck", 1)
    for n in range(10):
        page.add(made(n, "\n\n".join([f"{'long ' * 600}."] * 10)))
    assert not loads(page.written())
