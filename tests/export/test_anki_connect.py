"""Push and pull against AnkiConnect's protocol over the real engine, and against strangers."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import answer, note
from sample_content import CARDS, NOTES, ORDER, edit
from written_decks import learner, written

from export.anki import collect
from export.anki.connect import Desktop, client, pull, push, refuse_changed_types
from export.anki.identity import guid
from mlsd_graph.content import load
from mlsd_graph.errors import DesktopError, UsageError


@pytest.fixture
def anki(collection: Collection) -> AnkiConnect:
    return AnkiConnect(collection)


@pytest.fixture
def desktop(anki: AnkiConnect) -> Iterator[Desktop]:
    with listening(anki.handle) as address:
        yield Desktop(address)


def export(content: Path) -> Path:
    out = content.parent / "push.apkg"
    collect(load([content]), ORDER).write(out, {})
    return out


def test_a_push_brings_all_notes_with_our_guids(
    desktop: Desktop, collection: Collection, content: Path
) -> None:
    desktop.greet()
    refuse_changed_types(desktop)
    assert push(desktop, export(content)) == (CARDS, CARDS)
    assert collection.note_count() == NOTES
    found = note(collection, "key-value-store/access")
    assert found.guid == guid("mlsd recall", "key-value-store/access")
    refuse_changed_types(desktop)
    assert push(desktop, export(content)) == (CARDS, 0)


def test_a_push_updates_changed_notes_and_keeps_their_schedule(
    desktop: Desktop, collection: Collection, content: Path, tmp_path: Path
) -> None:
    owner, deck = learner(tmp_path / "home", content), tmp_path / "push.apkg"
    written(owner, deck)
    push(desktop, deck)
    answer(collection, "key-value-store/access", 4)
    before = collection.db.first("select due, ivl from cards where reps > 0")
    edit(content, "concepts/serving/key-value-store.md", "exact key", "own key")
    written(owner, deck)
    push(desktop, deck)
    assert "own key" in note(collection, "key-value-store/access")["Back"]
    assert collection.db.first("select due, ivl from cards where reps > 0") == before


@pytest.mark.parametrize("change", ["field", "template"])
def test_a_note_type_changed_there_is_not_pushed_to(
    desktop: Desktop, anki: AnkiConnect, collection: Collection, content: Path, change: str
) -> None:
    push(desktop, export(content))
    model = collection.models.by_name("mlsd recall")
    if change == "field":
        collection.models.add_field(model, collection.models.new_field("Mine"))
    else:
        model["tmpls"][0]["name"] = "Mine"
    collection.models.update_dict(model)
    with pytest.raises(DesktopError, match="“mlsd recall” was changed in Anki"):
        refuse_changed_types(desktop)


def test_a_pull_returns_exactly_the_answers_given(
    desktop: Desktop, collection: Collection, content: Path
) -> None:
    push(desktop, export(content))
    assert pull(desktop, 0) == ((), 0, 0)
    given = [
        answer(collection, "key-value-store/access", 3),
        answer(collection, "feature-store/point-in-time-join", 1, ordinal=1),
        answer(collection, "key-value-store/access", 4),
    ]
    pulled = pull(desktop, 0)
    assert [(row.guid, row.ord, row.id, row.ease) for row in pulled.rows] == given
    assert pulled.rows[0].guid == guid("mlsd recall", "key-value-store/access")
    assert pulled.rows[1].guid == guid("mlsd cloze", "feature-store/point-in-time-join")
    assert pulled.last == given[-1][2]
    stored = collection.db.all(
        "select id, ease, ivl, lastIvl, factor, time, type from revlog order by id"
    )
    assert [list(row[2:]) for row in pulled.rows] == stored
    assert [row.id for row in pull(desktop, given[0][2]).rows] == [row[2] for row in given[1:]]
    assert pull(desktop, pulled.last).rows == ()


def test_cards_moved_to_another_deck_or_type_renamed_are_found(
    desktop: Desktop, collection: Collection, content: Path
) -> None:
    push(desktop, export(content))
    row = answer(collection, "model-store/rollback", 3)
    collection.set_deck([card.id for card in note(collection, "model-store/rollback").cards()], 1)
    model = collection.models.by_name("mlsd recall")
    model["name"] = "my own name"
    collection.models.update_dict(model)
    refuse_changed_types(desktop)
    assert [(each.guid, each.id) for each in pull(desktop, 0).rows] == [(row[0], row[2])]


def test_reviews_of_other_decks_and_of_a_lost_key_stay_there(
    desktop: Desktop, collection: Collection, content: Path
) -> None:
    push(desktop, export(content))
    other = collection.new_note(collection.models.by_name("Basic"))
    other["Front"] = "not ours"
    collection.add_note(other, collection.decks.id("MLSD::serving"))
    collection.db.execute(
        "insert into revlog values (?, ?, -1, 3, 1, 0, 500, 1, 0)", 10**12, other.cards()[0].id
    )
    answer(collection, "model-store/rollback", 3)
    lost = note(collection, "model-store/rollback")
    lost["Key"] = ""
    collection.update_note(lost)
    pulled = pull(desktop, 0)
    assert (pulled.rows, pulled.nameless) == ((), 1)


def test_a_key_of_the_api_is_sent(collection: Collection) -> None:
    with listening(AnkiConnect(collection, "secret").handle) as address:
        Desktop(address, "secret").greet()
        with pytest.raises(DesktopError, match="MLSD_ANKICONNECT_KEY"):
            Desktop(address).greet()


def test_nobody_listening_says_what_to_start() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(DesktopError, match="Start Anki with the AnkiConnect add-on"):
        Desktop(f"http://127.0.0.1:{port}").greet()


@pytest.mark.parametrize(
    "address",
    [
        *("http://192.168.1.2:8765", "http://example.org:8765", "http://0.0.0.0:8765"),
        *("https://127.0.0.1:8765", "127.0.0.1:8765", "http://127.0.0.1:99999", "http://[::1"),
        *("http://user@127.0.0.1:8765", "http://127.0.0.1:8765/path", "http://127.0.0.1.evil:1"),
    ],
)
def test_only_this_machine_is_spoken_to(address: str) -> None:
    with pytest.raises(UsageError):
        Desktop(address)


@pytest.mark.parametrize("address", ["http://localhost:8765", "http://[::1]:8765/"])
def test_other_names_of_this_machine_are_known(address: str) -> None:
    Desktop(address)


def test_a_proxy_of_the_environment_is_passed_by(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with listening(AnkiConnect(collection).handle) as address:
        Desktop(address).greet()


@pytest.mark.parametrize(
    "said",
    [
        *(b"", b"AnkiConnect v.6", b"[]", b"6", b'{"result": 6}', b"\xff\xfe"),
        b"[" * 100_000,
        json.dumps({"result": None, "error": "\x1b[2Jno"}).encode(),
        json.dumps({"result": "6", "error": None}).encode(),
        json.dumps({"result": 5, "error": None}).encode(),
    ],
)
def test_a_strange_answer_is_a_clear_error(said: bytes) -> None:
    with listening(said) as address, pytest.raises(DesktopError) as caught:
        Desktop(address).greet()
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("action", "result"),
    [
        ("findCards", {"a": 1}),
        ("findCards", ["1"]),
        ("getDecks", [1]),
        ("cardReviews", [[1, 2, 3]]),
        ("cardReviews", [[1, 2, -1, "3", 1, 1, 1, 1, 1]]),
        ("cardReviews", [[2**60, 2, -1, 3, 1, 1, 1, 1, 1]]),
        ("cardsInfo", 3),
        ("modelNamesAndIds", []),
    ],
)
def test_nonsense_in_an_answer_is_a_clear_error(
    anki: AnkiConnect, collection: Collection, content: Path, action: str, result: object
) -> None:
    AnkiConnect(collection).do_importPackage(str(export(content)))
    answer(collection, "model-store/rollback", 3)

    def lying(request: dict[str, object]) -> dict[str, object]:
        if request["action"] == action:
            return {"result": result, "error": None}
        return anki.handle(request)

    with listening(lying) as address, pytest.raises(DesktopError, match="answer"):
        pull(Desktop(address), 0)


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LONGEST_ANSWER", 1 << 20)
    with listening(b" " * (2 << 20)) as address, pytest.raises(DesktopError, match="1 MB"):
        Desktop(address).greet()


def test_a_silent_anki_is_not_waited_for_forever() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(DesktopError, match="does not answer"):
            Desktop(address).ask("version", patience_s=0.2)
