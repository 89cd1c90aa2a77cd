"""`mlsd anki`, run as a program against a desktop Anki."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import answer, note
from commands import Run
from sample_content import CARDS, NOTES, edit

KEY = "key-value-store/access"


@pytest.fixture
def anki(collection: Collection) -> AnkiConnect:
    return AnkiConnect(collection)


@pytest.fixture
def mlsd(mlsd: Run, tmp_path: Path, anki: AnkiConnect) -> Iterator[Run]:
    """The program, told of an Anki that is running."""
    with listening(anki.handle) as address:
        config = tmp_path / "home" / "config" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(f'ankiconnect = "{address}"\n')
        yield mlsd


def test_a_first_push_brings_progress_and_preset(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    mlsd("answer", KEY, "easy")
    done = mlsd("anki", "push", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert {name: each for name, each in told.items() if each} == {
        "notes": NOTES,
        "cards": CARDS,
        "new": CARDS,
    }
    assert {"gone", "notes_edited", "notes_too_long", "tags_left"} <= told.keys()
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


def test_a_pull_brings_the_answers_given_there_once(
    mlsd: Run, anki: AnkiConnect, collection: Collection
) -> None:
    mlsd("answer", "model-store/rollback", "good")
    mlsd("anki", "push")
    given = [
        answer(collection, KEY, 4),
        answer(collection, "feature-store/point-in-time-join", 1, ordinal=1),
        answer(collection, "model-store/rollback", 3),
    ]
    done = mlsd("anki", "pull", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    counts = json.loads(done.stdout)
    assert (counts["reviews_new"], counts["reviews_known"]) == (3, 1)
    events = [each for each in json.loads(mlsd("log", "--json").stdout) if each["rating"]]
    cards = [KEY, "feature-store/point-in-time-join#c2", "model-store/rollback"]
    assert [(each["card"], each["rating"]) for each in events[1:]] == [
        (card, row[3]) for card, row in zip(cards, given, strict=True)
    ]
    for more in ((), ("--all",)):
        again = json.loads(mlsd("anki", "pull", "--json", *more).stdout)
        assert (again["reviews_new"], again["events"]) == (0, 0)


def test_what_went_back_and_forth_is_asked_nowhere_twice(mlsd: Run, collection: Collection) -> None:
    mlsd("anki", "push")
    answer(collection, KEY, 4)
    mlsd("anki", "pull")
    (card,) = note(collection, KEY).cards()
    shown = json.loads(mlsd("log", "--json", "--card", KEY).stdout)
    assert len(shown) == 1
    assert card.due > collection.sched.today
    assert json.loads(mlsd("next", "--json").stdout)["card"] != KEY
    assert mlsd("anki", "push").returncode == 0
    assert collection.db.scalar("select count() from revlog") == 1


def test_a_late_phone_is_still_heard(mlsd: Run, collection: Collection) -> None:
    mlsd("anki", "push")
    answer(collection, KEY, 4)
    mlsd("anki", "pull")
    (card,) = note(collection, "model-store/rollback").cards()
    ago = collection.db.scalar("select max(id) from revlog") - 9 * 86_400_000
    collection.db.execute("insert into revlog values (?, ?, 7, 3, 4, 0, 500, 900, 0)", ago, card.id)
    assert "1 imported" in mlsd("anki", "pull").stdout


def test_answers_of_a_card_whose_page_is_away_are_brought_at_once(
    mlsd: Run, collection: Collection, content: Path
) -> None:
    away = "model-store/rollback"
    page = content / "concepts/serving/model-registry.md"
    mlsd("anki", "push")
    text = page.read_text("utf-8")
    page.unlink()
    answer(collection, away, 3)
    answer(collection, away, 3)
    (card,) = note(collection, away).cards()
    collection.sched.suspend_cards([card.id])
    first = mlsd("anki", "pull").stdout
    assert "orphans    1" in first
    assert "suspended  1" in first

    answer(collection, KEY, 4)
    said = json.loads(mlsd("anki", "pull", "--json").stdout)
    assert (said["reviews_new"], said["reviews_known"], said["reviews_no_answer"]) == (1, 2, 0)
    assert said["orphans"] == []
    page.write_text(text, "utf-8")
    shown = json.loads(mlsd("log", "--json", "--card", away).stdout)
    assert [each["kind"] for each in shown] == ["review", "review", "suspend"]
    assert json.loads(mlsd("anki", "pull", "--json").stdout)["events"] == 0
