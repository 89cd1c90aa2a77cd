"""Whatever two phones write, tag and delete, in whatever order it comes: no living word is lost."""

import random
import time
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from returned import export, opened

from export.anki import collect, read_stamps
from export.anki.back import Here, plan_import, record
from export.anki.carried import Carried, read_carried
from export.anki.dating import read_dating
from mlsd_graph.content import Library
from mlsd_graph.store import Event, Store, note_stamps

NOTES = ("key-value-store/access", "feature-store/say-it")
STEPS = 24
DAY = 86_400


class Learner:
    """Two phones and a log, and which words should live."""

    def __init__(self, home: Path, library: Library, store: Store, seed: int) -> None:
        self.home, self.library, self.store = home, library, store
        self.random = random.Random(seed)  # noqa: S311  repeatable, not secret
        self.clock = int(time.time())
        self.phones = [Collection(str(home / f"{number}.anki2")) for number in range(2)]
        self.words: dict[str, set[str]] = {key: set() for key in NOTES}
        self.tags: dict[str, set[str]] = {key: set() for key in NOTES}
        self.brought: dict[str, set[str]] = {key: set() for key in NOTES}
        self.writers: dict[str, set[int]] = {key: set() for key in NOTES}
        self.files: list[Path] = []
        self.count = 0

    def tick(self) -> int:
        """Begin a second of its own, as Anki dates in whole ones."""
        self.clock += 1
        return self.clock

    def token(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def save(self, phone: int, key: str, text: str, tags: list[str]) -> None:
        found = note(self.phones[phone], key)
        found["MyNotes"], found.tags = text, tags
        self.phones[phone].update_note(found)
        date = "update notes set mod = ? where id = ?"
        self.phones[phone].db.execute(date, self.tick(), found.id)
        self.writers[key].add(phone)

    def write(self, phone: int, key: str) -> None:
        found = note(self.phones[phone], key)
        before, new = found["MyNotes"], self.token("word")
        how = self.random.choice(["add", "above", "replace", "delete"])
        text = {"add": f"{before} {new}", "above": f"{new}<br><br>{before}", "replace": new}
        if how in ("replace", "delete"):
            self.words[key] -= words(before)
        if how != "delete":
            self.words[key].add(new)
        self.save(phone, key, text.get(how, "").strip(), found.tags)

    def tag(self, phone: int, key: str) -> None:
        found = note(self.phones[phone], key)
        own = [tag for tag in found.tags if tag.startswith("tag")]
        if own and self.random.random() < 0.4:
            gone = self.random.choice(own)
            self.tags[key].discard(gone)
            self.save(phone, key, found["MyNotes"], [tag for tag in found.tags if tag != gone])
        else:
            self.tags[key].add(self.token("tag"))
            self.save(phone, key, found["MyNotes"], [*found.tags, f"tag{self.count}"])

    def bring(self, phone: int) -> None:
        is_answered = self.phones[phone].db.scalar("select count() from revlog")
        stem = self.random.choice(["new", "legacy"])
        form = self.random.choice(["colpkg", "apkg"] if is_answered else ["colpkg"])
        file = export(self.phones[phone], self.home / f"{stem}-{self.token('')}.{form}")
        self.files.append(file)
        self.take(file)
        for key in NOTES:
            self.brought[key] |= words(note(self.phones[phone], key)["MyNotes"])
        self.check()
        said = self.said()
        self.take(file)
        assert self.said() == said, "a second import changes nothing"

    def again(self) -> None:
        before = self.carried()
        self.take(self.random.choice(self.files))
        assert self.carried() == before

    def take(self, file: Path) -> None:
        here = Here(frozenset(self.library.cards), (self.tick() * 1000, 0), lambda _at: 0)
        record(plan_import(file, self.store, here), self.store)

    def said(self) -> list[Event]:
        return self.store.noted()

    def carried(self) -> dict[str, Carried]:
        return read_carried(self.store.noted())

    def check(self) -> None:
        carried = self.carried()
        for key in NOTES:
            kept = words(carried.get(key, Carried()).my_notes)
            assert self.brought[key] & self.words[key] <= kept

    def deck(self, *phones: int) -> None:
        deck = collect(self.library, {}, carried=self.carried())
        events = self.store.noted()
        known = read_stamps(note_stamps(events))
        dating = read_dating(events)
        fresh = dating.fresh(deck, known)
        self.store.stamp_notes(fresh, dating.dates(fresh, known, self.tick()))
        file = self.home / "deck.apkg"
        deck.write(file, read_stamps(note_stamps(self.store.noted())))
        for phone in phones:
            import_deck(self.phones[phone], file)

    def sync(self) -> None:
        """Bring both and give both a deck: from then on they agree."""
        for phone in self.random.sample([0, 1], 2):
            self.bring(phone)
        written = {
            key: note(self.phones[min(by)], key) for key, by in self.writers.items() if len(by) == 1
        }
        self.deck(0, 1)
        carried = self.carried()
        for key in NOTES:
            now = carried.get(key, Carried())
            assert set(now.tags) == self.tags[key]
            if key in written:
                assert now.my_notes == written[key]["MyNotes"], "one phone alone has its way"
            for phone in self.phones:
                there = note(phone, key)
                assert there["MyNotes"] == now.my_notes
                assert {tag for tag in there.tags if tag.startswith("tag")} == self.tags[key]
            self.writers[key].clear()
            self.words[key] = words(now.my_notes)


def words(text: str) -> set[str]:
    return set(text.replace("<br>", " ").split())


def live(learner: Learner) -> None:
    acts = {
        "write": 6, "tag": 4, "answer": 2, "bring": 3, "again": 2, "sync": 2, "deck": 1,
    }  # fmt: skip
    chance = learner.random
    for _ in range(STEPS):
        (act,) = chance.choices(list(acts), list(acts.values()))
        phone, key = chance.randrange(2), chance.choice(NOTES)
        if act == "write":
            learner.write(phone, key)
        elif act == "tag":
            learner.tag(phone, key)
        elif act == "answer":
            answer(learner.phones[phone], key, 3)
        elif act == "bring":
            learner.bring(phone)
        elif act == "again" and learner.files:
            learner.again()
        elif act == "deck":
            learner.bring(phone)
            learner.deck(phone)
        elif act == "sync":
            learner.sync()
    learner.sync()


@pytest.mark.parametrize("seed", range(4))
def test_no_living_word_is_lost(seed: int, library: Library, tmp_path: Path) -> None:
    with opened(tmp_path / "home") as store:
        learner = Learner(tmp_path, library, store, seed)
        one, two = learner.phones
        try:
            learner.deck(0, 1)
            two.db.execute("update col set crt = crt - ?", DAY)
            for phone in learner.phones[seed % 2 :]:
                answer(phone, "feature-store/roll-out", 3)
            live(learner)
        finally:
            one.close()
            two.close()
