"""A desktop Anki for tests: AnkiConnect's protocol over a collection of the real engine.

Only the actions that we use, each doing what the add-on does (version 6).
"""
# ruff: noqa: N802, N803  the add-on's own names of actions and of what they take

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

NO_KEY = "valid api key must be provided"
REVIEWS = (
    "select id, cid, usn, ease, ivl, lastIvl, factor, time, type from revlog"
    " where id > ? and cid in (select id from cards where did = ?)"
)


class AnkiConnect:
    """The add-on's actions."""

    def __init__(self, collection: Collection, key: str | None = None) -> None:
        self.collection = collection
        self.key = key
        self.asked: list[str] = []
        self.synced = 0

    def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        action = request.get("action", "")
        self.asked.append(action)
        method = getattr(self, f"do_{action}", None)
        if request.get("key") != self.key or method is None:
            wrong = "unsupported action" if request.get("key") == self.key else NO_KEY
            return {"result": None, "error": wrong}
        try:
            return {"result": method(**request.get("params", {})), "error": None}
        except Exception as error:  # noqa: BLE001  as the add-on: every failure is an answer
            return {"result": None, "error": str(error)}

    def do_version(self) -> int:
        return 6

    def do_sync(self) -> None:
        self.synced += 1

    def do_deckNames(self) -> list[str]:
        return [deck.name for deck in self.collection.decks.all_names_and_ids()]

    def do_modelNamesAndIds(self) -> dict[str, int]:
        return {each.name: each.id for each in self.collection.models.all_names_and_ids()}

    def do_modelFieldNames(self, modelName: str) -> list[str]:
        return [field["name"] for field in self._model(modelName)["flds"]]

    def do_modelTemplates(self, modelName: str) -> dict[str, dict[str, str]]:
        templates = self._model(modelName)["tmpls"]
        return {each["name"]: {"Front": each["qfmt"], "Back": each["afmt"]} for each in templates}

    def do_findCards(self, query: str) -> list[int]:
        return list(self.collection.find_cards(query))

    def do_findNotes(self, query: str) -> list[int]:
        return list(self.collection.find_notes(query))

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:
        return [self._note(self.collection.get_note(number)) for number in notes]

    def do_getDecks(self, cards: list[int]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number in cards:
            deck = self.collection.db.scalar("select did from cards where id = ?", number)
            found.setdefault(self.collection.decks.name(deck), []).append(number)
        return found

    def do_cardReviews(self, deck: str, startID: int) -> list[list[int]]:
        return self.collection.db.all(REVIEWS, startID, self.collection.decks.id(deck))

    def do_cardsInfo(self, cards: list[int]) -> list[dict[str, Any]]:
        return list(map(self._info, cards))

    def do_importPackage(self, path: str) -> bool:
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        self.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=path, options=options)
        )
        return True

    def _model(self, name: str) -> dict[str, Any]:
        model = self.collection.models.by_name(name)
        if model is None:
            raise ValueError(f"model was not found: {name}")
        return model

    def _note(self, note: Any) -> dict[str, Any]:
        fields = {
            name: {"value": value, "order": place}
            for place, (name, value) in enumerate(note.items())
        }
        return {
            "noteId": note.id,
            "profile": "User 1",
            "tags": note.tags,
            "fields": fields,
            "modelName": note.note_type()["name"],
            "mod": note.mod,
            "cards": list(note.card_ids()),
        }

    def _info(self, number: int) -> dict[str, Any]:
        card = self.collection.get_card(number)
        note, model = card.note(), card.note_type()
        fields = {
            field["name"]: {"value": note.fields[field["ord"]], "order": field["ord"]}
            for field in model["flds"]
        }
        return {
            "cardId": card.id,
            "fields": fields,
            "fieldOrder": card.ord,
            "question": card.question(),
            "answer": card.answer(),
            "modelName": model["name"],
            "ord": card.ord,
            "deckName": self.collection.decks.name(card.did),
            "css": model["css"],
            "note": card.nid,
            "type": card.type,
            "queue": card.queue,
        }


@contextmanager
def listening(handle: Any) -> Iterator[str]:
    """Serve a function from a request, or fixed bytes, on a free port; yield the address."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                body = handle if isinstance(handle, bytes) else self._answer(sent)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _answer(self, sent: bytes) -> bytes:
            assert self.headers.get("Origin") is None
            return json.dumps(handle(json.loads(sent))).encode()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
