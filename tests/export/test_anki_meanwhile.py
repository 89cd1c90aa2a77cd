"""What is written on a phone between its export and the next deck is there when that has come."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, next_second, note, write
from commands import Run, successful
from returned import export, opened
from sample_content import edit

KEY, OTHER = "key-value-store/access", "feature-store/say-it"
PAGE = "concepts/serving/key-value-store.md"
FIRST, MORE = "first line", "first line<br>second line, written at noon"


class Out(NamedTuple):
    """A phone that has brought its first words, and the program."""

    mlsd: Run
    home: Path
    phone: Collection

    def bring(self, phone: Collection | None = None) -> None:
        file = export(
            phone or self.phone, self.home / f"new-{len(list(self.home.iterdir()))}.colpkg"
        )
        self.mlsd("import", "anki", str(file))

    def deck(self, phone: Collection, *options: str) -> None:
        self.mlsd("export", "anki", *options)
        import_deck(phone, self.home / "mlsd.apkg")


@pytest.fixture
def out(mlsd: Run, tmp_path: Path, collection: Collection) -> Out:
    found = Out(successful(mlsd), tmp_path, collection)
    found.deck(collection)
    answer(collection, OTHER, 3)
    next_second()
    write(collection, KEY, FIRST)
    found.bring()
    next_second()
    return found


@pytest.fixture
def other(out: Out) -> Iterator[Collection]:
    """A second phone, with the first deck and an answer of its own."""
    phone = Collection(str(out.home / "other.anki2"))
    import_deck(phone, out.home / "mlsd.apkg")
    answer(phone, KEY, 3)
    yield phone
    phone.close()


def test_words_and_tags_of_noon_stay_and_come_back(out: Out) -> None:
    write(out.phone, KEY, MORE, "friday")
    next_second()
    out.deck(out.phone)
    for _ in range(2):
        found = note(out.phone, KEY)
        assert (found["MyNotes"], "friday" in found.tags) == (MORE, True)
        out.bring()
        out.deck(out.phone)


def test_a_correction_and_a_mark_of_noon_stay(out: Out) -> None:
    found = note(out.phone, KEY)
    found["Back"] = "my correction"
    found.tags.append("marked")
    out.phone.update_note(found)
    next_second()
    out.deck(out.phone)
    found = note(out.phone, KEY)
    assert (found["Back"], "marked" in found.tags) == ("my correction", True)


def test_another_phone_takes_the_words_all_the_same(out: Out, other: Collection) -> None:
    write(out.phone, KEY, MORE)
    next_second()
    out.deck(other)
    assert note(other, KEY)["MyNotes"] == FIRST
    out.bring()
    out.deck(other)
    assert note(other, KEY)["MyNotes"] == MORE


@pytest.mark.parametrize("tag", ["leech", "marked"])
def test_a_phone_that_has_touched_the_note_since_takes_words_of_another(
    tag: str, out: Out, other: Collection
) -> None:
    write(out.phone, OTHER, MORE)
    next_second()
    touched = note(other, OTHER)
    touched.tags.append(tag)
    other.update_note(touched)
    with opened(out.home / "home") as store:
        before = len(store.noted())
        for _ in range(2):
            out.bring(other)
            assert len(store.noted()) == before + 1  # since when it is as it is, once
    out.bring()
    out.deck(other)
    assert note(other, OTHER)["MyNotes"] == MORE


@pytest.mark.parametrize("options", [(), ("--refresh",)], ids=["changed", "refreshed"])
def test_a_text_that_is_new_or_wanted_anew_wins_as_before(
    options: tuple[str, ...], out: Out, content: Path
) -> None:
    if not options:
        edit(content, PAGE, "exact key", "own key")
    found = note(out.phone, KEY)
    found["Back"] = "my correction"
    out.phone.update_note(found)
    next_second()
    out.deck(out.phone, *options)
    assert note(out.phone, KEY)["Back"] != "my correction"
