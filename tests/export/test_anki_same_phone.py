"""Pages made of a deck go out to the phone on which that is, and come back as this learner's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions
from returned import export, here, import_with_progress, opened
from test_anki_adopting import NOW, add, grade

from export.anki import collect, read_progress
from export.anki.adopting import adopt
from export.anki.back import ImportPlan, plan_import
from mlsd_graph.cli.context import system_clock
from mlsd_graph.content import Library, load
from mlsd_graph.store import Store

DAY = 86_400_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


@pytest.fixture
def mine(collection: Collection, store: Store, tmp_path: Path) -> Library:
    """What is made of a deck that was learned a month ago."""
    collection.set_config("fsrs", True)
    for n in range(4):
        card = add(collection, "Basic", f"Front {n}", "b")
        for rating in (3, 3):
            grade(collection, card, rating)
    collection.db.execute("update revlog set id = id - ?", 30 * DAY)
    adopt(export(collection, tmp_path / "new.colpkg"), tmp_path / "mine", store, NOW, ())
    return load((tmp_path / "mine",), cache=None)


def send(store: Store, library: Library, phone: Collection, deck: Path) -> None:
    """Write a deck with progress as the command does, and import it with all boxes ticked."""
    contents = collect(library, {}).write(deck, {}, read_progress(store, system_clock()))
    store.record("export", data={"to": "file", "reviews": contents.reviews, "progress": True})
    import_with_progress(phone, deck)


def study(phone: Collection, count: int) -> None:
    for card in phone.find_cards("deck:MLSD")[:count]:
        grade(phone, card, 3)


def export_ours(phone: Collection, out: Path) -> Path:
    """Export our deck alone, as one does on a phone."""
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True)
    limit = DeckIdLimit(phone.decks.id("MLSD"))
    phone.export_anki_package(out_path=str(out), options=options, limit=limit)
    return out


def looked_at(store: Store, library: Library, file: Path) -> ImportPlan:
    return plan_import(file, store, here(library))


@pytest.mark.parametrize("case", [(True, 2), (True, 4), (False, 2), (False, 4)])
def test_the_same_phone_is_known(
    mine: Library, store: Store, collection: Collection, tmp_path: Path, case: tuple[bool, int]
) -> None:
    whole, count = case
    send(store, mine, collection, tmp_path / "deck.apkg")
    study(collection, count)
    back = tmp_path / ("new-back.colpkg" if whole else "new-back.apkg")
    plan = looked_at(store, mine, (export if whole else export_ours)(collection, back))
    assert (plan.reviews.new, plan.reviews.known) == (count, 0)
    assert not plan.another


@pytest.mark.parametrize("whole", [True, False])
def test_a_stranger_with_the_same_pages_is_not(
    mine: Library, store: Store, collection: Collection, tmp_path: Path, *, whole: bool
) -> None:
    send(store, mine, collection, tmp_path / "deck.apkg")
    other = Collection(str(tmp_path / "other.anki2"))
    grade(other, add(other, "Basic", "Front 0", "b"), 3)
    collect(mine, {}).write(tmp_path / "plain.apkg", {})
    import_with_progress(other, tmp_path / "plain.apkg")
    study(other, 3)
    back = tmp_path / ("new-theirs.colpkg" if whole else "new-theirs.apkg")
    assert looked_at(store, mine, (export if whole else export_ours)(other, back)).another
    other.close()
