"""One deck was written while the clock was a month ahead: what changes later still arrives."""

import time
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import import_deck, note
from sample_content import edit

from export.anki import Stamp, collect
from export.anki.telling import silent
from mlsd_graph.cli.context import Context, system_clock
from mlsd_graph.cli.decks import Choice, write_deck
from mlsd_graph.config import Config
from mlsd_graph.content import load
from mlsd_graph.paths import Paths, find
from mlsd_graph.store import Store

KEY, VALUES = "key-value-store/access", "concepts/serving/key-value-store.md"
MONTH = 30 * 86_400_000


def ahead() -> tuple[int, int]:
    now, offset = system_clock()
    return now + MONTH, offset


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return find({"MLSD_HOME": str(tmp_path / "home")})


def export(paths: Paths, content: Path, deck: Path, *, refresh: bool = False) -> tuple[int, str]:
    """Write a deck as the command does, and tell how many events that took, and what it said."""
    context = Context(paths, Config(paths.config_file), (content,), named=str(content))
    study = context.open_study()
    with study.store as store:
        before = len(store.events())
        said = write_deck(context, study, deck, Choice(refresh=refresh), silent).said
        return len(store.events()) - before, "\n".join(said)


def stamps(store: Store) -> dict[str, Stamp]:
    return {
        name: Stamp(each.hash, each.mod if each.changed else 0)
        for name, each in store.notes().items()
    }


def export_ahead(paths: Paths, content: Path, deck: Path) -> None:
    """Write one that dates what has changed a month ahead."""
    collected = collect(load((content,), cache=None), {})
    with Store.open(paths, ahead) as store:
        store.stamp_notes(collected.unknown(stamps(store)))
        collected.write(deck, stamps(store))


def test_what_changes_after_the_clock_is_right_again_reaches_the_phone(
    paths: Paths, content: Path, tmp_path: Path, collection: Collection
) -> None:
    deck = tmp_path / "deck.apkg"
    export(paths, content, deck)
    import_deck(collection, deck)
    edit(content, VALUES, "its exact key", "its key of a month ahead")
    export_ahead(paths, content, deck)
    import_deck(collection, deck)
    date = note(collection, KEY).mod
    assert date > time.time() + MONTH / 1000 - 600
    edit(content, VALUES, "its key of a month ahead", "its mended key")
    events, said = export(paths, content, deck)
    assert events == 1
    assert "1 note is dated up to" in said
    assert import_deck(collection, deck)["updated"] == 1
    found = note(collection, KEY)
    assert "mended" in found["Back"]
    assert found.mod > date
    assert export(paths, content, deck)[0] == 0
    assert "updated" not in import_deck(collection, deck)
    export(paths, content, deck, refresh=True)
    assert import_deck(collection, deck)["updated"] > 1


def test_a_first_sight_ahead_is_no_change_of_the_text(
    paths: Paths, content: Path, tmp_path: Path, collection: Collection
) -> None:
    deck = tmp_path / "deck.apkg"
    export_ahead(paths, content, deck)
    import_deck(collection, deck)
    edit(content, VALUES, "its exact key", "its mended key")
    assert export(paths, content, deck) == (1, "")
    with Store.open(paths, system_clock) as store:
        stamp = store.notes()[KEY]
    assert stamp.changed
    assert stamp.mod <= time.time()
    assert import_deck(collection, deck)["updated"] == 1
    assert "mended" in note(collection, KEY)["Back"]
