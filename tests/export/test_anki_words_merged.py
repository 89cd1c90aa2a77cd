"""My Notes and tags of two devices, merged by what each had before it wrote."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect, listening
from anki_phone import answer, import_deck, next_second, note, write
from commands import Run, successful
from returned import export, opened

from export.anki.carried import Carried, read_carried

KEY, OTHER = "key-value-store/access", "feature-store/say-it"
DAY = 86_400


class Phones(NamedTuple):
    """Two phones with one deck, and the program between them."""

    mlsd: Run
    home: Path
    one: Collection
    two: Collection

    def write(self, phone: Collection, text: str, *tags: str) -> None:
        next_second()
        write(phone, KEY, text, *tags)

    def bring(self, phone: Collection) -> Path:
        """Bring an export of its own, which is kept."""
        file = export(phone, self.home / f"new-{len(list(self.home.glob('*.colpkg')))}.colpkg")
        self.take(file)
        return file

    def take(self, file: Path) -> dict[str, list[str]]:
        return json.loads(self.mlsd("import", "anki", str(file), "--json").stdout)

    def deck(self, *phones: Collection) -> None:
        self.mlsd("export", "anki")
        for phone in phones:
            import_deck(phone, self.home / "mlsd.apkg")

    @property
    def carried(self) -> Carried:
        with opened(self.home / "home") as store:
            return read_carried(store.noted()).get(KEY, Carried())


@pytest.fixture
def phones(mlsd: Run, tmp_path: Path) -> Iterator[Phones]:
    one, two = (Collection(str(tmp_path / f"{name}.anki2")) for name in ("one", "two"))
    two.db.execute("update col set crt = crt - ?", 10 * DAY)
    found = Phones(successful(mlsd), tmp_path, one, two)
    found.deck(one, two)
    for phone in (one, two):
        answer(phone, OTHER, 3)
    yield found
    one.close()
    two.close()


def again(phones: Phones, file: Path) -> None:
    assert phones.take(file)["notes_edited"] == []


def newer(phones: Phones, _file: Path) -> None:
    answer(phones.two, KEY, 3)
    phones.bring(phones.two)


@pytest.mark.parametrize("later", [again, newer])
def test_a_phone_that_only_tags_never_empties_the_words_of_another(
    later: Callable[[Phones, Path], None], phones: Phones
) -> None:
    phones.write(phones.one, "precious", "from-one")
    phones.write(phones.two, "", "from-two")
    phones.bring(phones.one)
    later(phones, phones.bring(phones.two))
    assert phones.carried == Carried("precious", ("from-one", "from-two"))
    phones.deck(phones.one)
    assert note(phones.one, KEY)["MyNotes"] == "precious"


@pytest.mark.parametrize("later", [again, newer])
@pytest.mark.parametrize("both_get_it", [False, True], ids=["one", "both"])
def test_words_that_a_deck_has_joined_stay_joined(
    later: Callable[[Phones, Path], None],
    both_get_it: bool,  # noqa: FBT001  a parameter of the test
    phones: Phones,
) -> None:
    phones.write(phones.one, "words of one")
    phones.write(phones.two, "words of two")
    phones.bring(phones.one)
    file = phones.bring(phones.two)
    phones.deck(phones.one, *([phones.two] if both_get_it else []))
    later(phones, file)
    assert phones.carried.my_notes == "words of one<br><br>words of two"


@pytest.mark.parametrize("tag_first", [True, False])
def test_a_tag_of_one_and_a_text_of_the_other_are_both_kept(
    tag_first: bool,  # noqa: FBT001  a parameter of the test
    phones: Phones,
) -> None:
    one, two = phones.one, phones.two
    phones.write(one, "base", "old")
    phones.bring(one)
    phones.deck(one, two)
    if tag_first:
        phones.write(one, "base", "old", "friday")
    phones.write(two, "base and more")
    if not tag_first:
        phones.write(one, "base", "old", "friday")
    phones.bring(one)
    phones.bring(two)
    assert phones.carried == Carried("base and more", ("friday",))
    phones.deck(one, two)
    for phone in (one, two):
        assert note(phone, KEY)["MyNotes"] == "base and more"
        assert {"friday"} == {tag for tag in note(phone, KEY).tags if "mlsd" not in tag}


def test_one_takes_back_its_part_of_what_was_joined(phones: Phones) -> None:
    one, two = phones.one, phones.two
    phones.write(one, "words of one")
    phones.write(two, "words of two")
    phones.bring(one)
    phones.bring(two)
    phones.write(one, "better words")
    phones.bring(one)
    assert phones.carried.my_notes == "better words<br><br>words of two"
    phones.write(one, "")
    phones.bring(one)
    assert phones.carried.my_notes == "words of two"


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_desktop_that_does_not_sync_replaces_nothing(
    is_answered: bool,  # noqa: FBT001  a parameter of the test
    mlsd: Run,
    tmp_path: Path,
    collection: Collection,
) -> None:
    phone = Collection(str(tmp_path / "phone-of-today.anki2"))
    found = Phones(successful(mlsd), tmp_path, phone, collection)
    with listening(AnkiConnect(collection).handle) as address:
        found.mlsd("anki", "push", "--address", address)
        found.deck(phone)
        if is_answered:
            answer(phone, OTHER, 3)
        found.write(phone, "of the phone")
        found.write(collection, "of the desktop")
        found.bring(phone)
        pulled = found.mlsd("anki", "pull", "--address", address)
        assert "both are kept" in pulled.stderr
        for _ in range(2):
            assert found.carried.my_notes == "of the phone<br><br>of the desktop"
            found.mlsd("anki", "pull", "--address", address)
    phone.close()


def test_a_phone_of_the_same_day_that_has_no_answers_is_another(phones: Phones) -> None:
    three = Collection(str(phones.home / "three.anki2"))
    phones.deck(three)
    phones.write(three, "words of three")
    phones.write(phones.one, "words of one")
    for phone in (three, phones.one, three):
        phones.bring(phone)
    assert phones.carried.my_notes == "words of three<br><br>words of one"
    three.close()


def test_a_copy_that_has_not_synced_brings_nothing_deleted_back(phones: Phones) -> None:
    phones.write(phones.one, "mine")
    phones.bring(phones.one)
    date = phones.one.db.scalar("select mod from notes where sfld = ?", KEY)
    phones.write(phones.two, "mine")
    phones.two.db.execute("update notes set mod = ? where sfld = ?", date, KEY)
    phones.write(phones.one, "")
    phones.bring(phones.one)
    phones.bring(phones.two)
    assert phones.carried == Carried()


def test_words_get_to_a_phone_that_touched_the_note_after_they_went_out(phones: Phones) -> None:
    phones.write(phones.one, "mine", "friday")
    phones.bring(phones.one)
    phones.deck(phones.one)
    phones.write(phones.two, "", "leech")
    phones.bring(phones.two)
    phones.deck(phones.one, phones.two)
    for phone in (phones.one, phones.two):
        found = note(phone, KEY)
        assert (found["MyNotes"], "friday" in found.tags) == ("mine", True)
    dates = [phone.db.scalar("select max(mod) from notes") for phone in (phones.one, phones.two)]
    phones.deck(phones.one, phones.two)
    assert dates == [
        phone.db.scalar("select max(mod) from notes") for phone in (phones.one, phones.two)
    ], "what all have is not dated anew"


@pytest.mark.parametrize("told", ["x" * 9_000 + " b c", "a b " + "c" * 9_000, "a"])
def test_a_note_that_tells_nonsense_of_itself_brings_its_words(told: str, phones: Phones) -> None:
    found = note(phones.one, KEY)
    found["X4"] = told
    phones.one.update_note(found)
    phones.write(phones.one, "mine")
    phones.bring(phones.one)
    assert phones.carried == Carried("mine")
