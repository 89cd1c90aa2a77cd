"""One deck was written while the clock was a month ahead: what changes later still arrives."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.notes import Note
from anki_phone import import_deck, note
from sample_content import edit

from export.anki import Stamp, collect, read_stamps
from export.anki.forms import read_forms, untold
from export.anki.telling import silent
from mlsd_graph.cli.context import Context, system_clock
from mlsd_graph.cli.decks import Choice, write_deck
from mlsd_graph.config import Config
from mlsd_graph.content import load
from mlsd_graph.paths import Paths, find
from mlsd_graph.store import Store, note_stamps

KEY, VALUES = "key-value-store/access", "concepts/serving/key-value-store.md"
MONTH = 30 * 86_400_000


def ahead() -> tuple[int, int]:
    now, offset = system_clock()
    return now + MONTH, offset


def stamps(store: Store) -> dict[str, Stamp]:
    return read_stamps(note_stamps(store.noted()))


@dataclass(frozen=True, slots=True)
class Learner:
    """One who writes the same file again and again, and imports it into a phone."""

    paths: Paths
    content: Path
    deck: Path
    phone: Collection

    def edit(self, old: str, new: str) -> None:
        edit(self.content, VALUES, old, new)

    def export(
        self, *, refresh: bool = False, at: tuple[int, int] | None = None
    ) -> tuple[int, str]:
        """Write a deck as the command does; tell how many events that took, and what it said."""
        named = str(self.content)
        context = Context(self.paths, Config(self.paths.config_file), (self.content,), named=named)
        study = context.open_study(at=at)
        with study.store as store:
            before = len(store.events())
            said = write_deck(context, study, self.deck, Choice(refresh=refresh), silent).said
            return len(store.events()) - before, "\n".join(said)

    def export_ahead(self) -> None:
        """Write one that dates what has changed a month ahead."""
        collected = collect(load((self.content,), cache=None), {})
        with Store.open(self.paths, ahead) as store:
            gaps = untold(collected.notes, read_forms(store.noted()))
            store.stamp_notes(collected.unknown(stamps(store)), gaps=gaps)
            collected.write(self.deck, stamps(store))

    def imported(self) -> dict[str, int]:
        return import_deck(self.phone, self.deck)

    def noted(self) -> Note:
        return note(self.phone, KEY)


@pytest.fixture
def learner(tmp_path: Path, content: Path, collection: Collection) -> Learner:
    paths = find({"MLSD_HOME": str(tmp_path / "home")})
    return Learner(paths, content, tmp_path / "deck.apkg", collection)


def test_a_deck_goes_by_the_clock_of_its_study(learner: Learner) -> None:
    learner.export()
    learner.imported()
    learner.edit("its exact key", "its key of a month ahead")
    now = ahead()
    said = learner.export(at=now)[1]
    learner.imported()
    assert "dated up to" not in said
    assert learner.noted().mod == now[0] // 1000


def test_what_changes_after_the_clock_is_right_again_reaches_the_phone(learner: Learner) -> None:
    learner.export()
    learner.imported()
    learner.edit("its exact key", "its key of a month ahead")
    learner.export_ahead()
    learner.imported()
    date = learner.noted().mod
    assert date > time.time() + MONTH / 1000 - 600
    learner.edit("its key of a month ahead", "its mended key")
    events, said = learner.export()
    assert events == 1
    assert "1 note is dated up to" in said
    assert learner.imported()["updated"] == 1
    assert "mended" in learner.noted()["Back"]
    assert learner.noted().mod > date
    assert learner.export()[0] == 0
    assert "updated" not in learner.imported()
    learner.export(refresh=True)
    assert learner.imported()["updated"] > 1


def test_a_first_sight_ahead_is_no_change_of_the_text(learner: Learner) -> None:
    learner.export_ahead()
    learner.imported()
    learner.edit("its exact key", "its mended key")
    assert learner.export() == (1, "")
    with Store.open(learner.paths, system_clock) as store:
        stamp = note_stamps(store.noted())[KEY]
    assert stamp.changed
    assert stamp.mod <= time.time()
    assert learner.imported()["updated"] == 1
    assert "mended" in learner.noted()["Back"]
