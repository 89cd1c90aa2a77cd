"""Flags, marks and suspension set in desktop Anki come with a pull, as they do in a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect
from anki_phone import note
from test_anki_link_commands import KEY, Run, anki, mlsd

__all__ = ["anki", "mlsd"]

CLOZE = "feature-store/point-in-time-join"
SET = ("suspended", "unsuspended", "flagged", "marked", "unmarked")


def pulled(mlsd: Run) -> dict[str, Any]:
    done = mlsd("anki", "pull", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    return {what: said[what] for what in SET if said[what]} | {"events": said["events"]}


def imports(mlsd: Run) -> int:
    return sum(each["kind"] == "import" for each in json.loads(mlsd("log", "--json").stdout))


def test_what_was_set_there_comes_once_and_is_taken_back(mlsd: Run, collection: Collection) -> None:
    mlsd("anki", "push")
    assert pulled(mlsd) == {"events": 0}
    recall, cloze = note(collection, KEY), note(collection, CLOZE)
    collection.sched.suspend_cards([recall.card_ids()[0], cloze.card_ids()[1]])
    collection.set_user_flag_for_cards(3, [cloze.card_ids()[1]])
    recall.add_tag("marked")
    collection.update_note(recall)

    assert pulled(mlsd) == {
        "suspended": [KEY, f"{CLOZE}#c2"],
        "flagged": {f"{CLOZE}#c2": 3},
        "marked": [KEY],
        "events": 6,
    }
    assert pulled(mlsd) == {"events": 0}
    assert imports(mlsd) == 1

    collection.sched.unsuspend_cards([recall.card_ids()[0], cloze.card_ids()[1]])
    collection.set_user_flag_for_cards(0, [cloze.card_ids()[1]])
    assert pulled(mlsd) == {
        "unsuspended": [KEY, f"{CLOZE}#c2"],
        "flagged": {f"{CLOZE}#c2": 0},
        "events": 4,
    }
    assert imports(mlsd) == 2


def test_a_file_and_a_pull_of_the_same_say_it_once(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    mlsd("anki", "push")
    collection.sched.suspend_cards(list(note(collection, KEY).card_ids()))
    assert pulled(mlsd)["suspended"] == [KEY]
    out = tmp_path / "phone.colpkg"
    collection.export_collection_package(str(out), include_media=False, legacy=False)
    collection.reopen()

    said = json.loads(mlsd("import", "anki", str(out), "--json").stdout)
    assert [said[what] for what in SET] == [[], [], {}, [], []]


@pytest.mark.parametrize("answer", [{}, [None], "no"])
def test_nonsense_about_cards_is_a_clear_error(
    mlsd: Run, anki: AnkiConnect, answer: object
) -> None:
    mlsd("anki", "push")
    ask = anki.do_findCards
    anki.do_findCards = lambda query: answer if "flag:" in query else ask(query)  # type: ignore[method-assign,assignment,return-value]

    done = mlsd("anki", "pull")

    assert done.returncode == 1
    assert "findCards is no list of cards" in done.stderr
