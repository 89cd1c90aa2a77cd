"""`mlsd anki`, run as a program against a desktop Anki."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import note
from sample_content import CARDS, NOTES, edit

Run = Callable[..., subprocess.CompletedProcess[str]]
KEY = "key-value-store/access"


@pytest.fixture
def anki(collection: Collection) -> AnkiConnect:
    return AnkiConnect(collection)


@pytest.fixture
def mlsd(tmp_path: Path, content: Path, anki: AnkiConnect) -> Iterator[Run]:
    env = os.environ | {"MLSD_HOME": str(tmp_path / "home"), "MLSD_CONTENT": str(content)}
    env["PYTHONWARNINGS"] = "error"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mlsd_graph", *arguments],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    with listening(anki.handle) as address:
        config = tmp_path / "home" / "config" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(f'ankiconnect = "{address}"\n')
        yield run


def test_a_first_push_brings_progress_and_preset(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    mlsd("answer", KEY, "easy")
    done = mlsd("anki", "push", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"notes": NOTES, "cards": CARDS, "new": CARDS}
    (card,) = note(collection, KEY).cards()
    assert (card.type, card.reps) == (2, 1)
    assert card.memory_state
    decks = collection.decks
    assert decks.config_dict_for_deck_id(decks.id("MLSD"))["name"] == "MLSD"
    assert not list((tmp_path / "home" / "cache").glob("push-*"))


def test_a_later_push_leaves_the_users_preset(
    mlsd: Run, anki: AnkiConnect, collection: Collection, content: Path
) -> None:
    mlsd("anki", "push")
    decks = collection.decks
    for name in ("MLSD", "MLSD::serving"):
        deck = decks.get(decks.id(name))
        deck["conf"] = 1
        decks.save(deck)
    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    done = mlsd("anki", "push", "--sync")
    assert "0 of them are new" in done.stdout
    assert "own key" in note(collection, KEY)["Back"]
    assert decks.config_dict_for_deck_id(decks.id("MLSD::serving"))["name"] == "Default"
    assert anki.synced == 1


def test_nothing_is_pushed_into_a_changed_note_type(
    mlsd: Run, anki: AnkiConnect, collection: Collection
) -> None:
    mlsd("anki", "push")
    model = collection.models.by_name("mlsd cloze")
    collection.models.add_field(model, collection.models.new_field("Mine"))
    collection.models.update_dict(model)
    anki.asked.clear()
    done = mlsd("anki", "push")
    assert done.returncode == 1
    assert "“mlsd cloze” was changed in Anki" in done.stderr
    assert "importPackage" not in anki.asked


def test_without_a_running_anki_the_command_says_so(mlsd: Run) -> None:
    done = mlsd("anki", "push", "--address", "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "No Anki listens at 127.0.0.1:9. Start Anki" in done.stderr


def test_an_address_elsewhere_is_a_usage_error(mlsd: Run) -> None:
    done = mlsd("anki", "push", "--address", "http://10.0.0.1:8765")
    assert done.returncode == 2
    assert "is not on this machine" in done.stderr
