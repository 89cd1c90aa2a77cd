"""A card becomes a cloze: its old note stays on the phone, and speaks for itself alone."""

from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import Collection
from anki.notes import Note
from anki_phone import answer, import_deck, next_second, write
from commands import Run, successful
from returned import export, opened

from export.anki.carried import Carried, read_carried

KEY = "key-value-store/access"
PAGE = "concepts/serving/key-value-store.md"
OLD, NEW = "mlsd recall", "mlsd cloze"


class Phone(NamedTuple):
    """A phone that has a card as it was and as it is, both with the words `first`."""

    mlsd: Run
    home: Path
    there: Collection

    def bring(self) -> str:
        file = export(self.there, self.home / f"new-{len(list(self.home.iterdir()))}.colpkg")
        return self.mlsd("import", "anki", str(file)).stderr

    def deck(self) -> None:
        self.mlsd("export", "anki")
        import_deck(self.there, self.home / "mlsd.apkg")
        next_second()

    def note(self, kind: str) -> Note:
        found = map(self.there.get_note, self.there.find_notes(f'"Key:{KEY}"'))
        (one,) = (each for each in found if (each.note_type() or {}).get("name") == kind)
        return one

    def write(self, kind: str, text: str, *tags: str) -> None:
        found = self.note(kind)
        found["MyNotes"] = text
        found.tags += tags
        self.there.update_note(found)
        next_second()

    @property
    def carried(self) -> Carried:
        with opened(self.home / "home") as store:
            return read_carried(store.noted()).get(KEY, Carried())


@pytest.fixture(params=[False, True], ids=["words in the log", "words in a deck"])
def phone(
    mlsd: Run,
    content: Path,
    tmp_path: Path,
    collection: Collection,
    request: pytest.FixtureRequest,
) -> Phone:
    found = Phone(successful(mlsd), tmp_path, collection)
    found.deck()
    answer(collection, KEY, 3)
    write(collection, KEY, "first")
    found.bring()
    if request.param:
        found.deck()
    page = content / PAGE
    text = page.read_text("utf-8").split("Q: Which access")[0]
    page.write_text(text + "It finds {{c1::one key}} in {{c2::a few}} ms.\n", "utf-8")
    found.deck()
    return found


@pytest.mark.parametrize("words", ["better words", ""])
def test_the_old_note_brings_no_old_words_back(words: str, phone: Phone) -> None:
    phone.write(NEW, words)
    phone.bring()
    phone.write(OLD, "first", "leech")
    assert "differ" not in phone.bring()
    assert phone.carried == Carried(words)
    phone.deck()
    assert phone.note(NEW)["MyNotes"] == words


def test_what_is_written_on_the_old_note_is_kept_beside_what_the_new_one_says(
    phone: Phone,
) -> None:
    phone.write(NEW, "better words")
    phone.bring()
    phone.write(OLD, "more words", "friday")
    phone.bring()
    assert phone.carried == Carried("better words<br><br>more words", ("friday",))
