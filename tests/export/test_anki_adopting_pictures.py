"""Pictures and sounds are no part of our cards: that is said, and nobody is asked without words."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.cards import CardId
from anki.collection import Collection
from commands import Run
from own_time import within
from returned import export, here, import_with_progress, opened
from test_anki_adopting import add, grade
from test_anki_adopting_whole import brought

from export.anki import collect
from export.anki.adopting.gaps import question
from export.anki.back import plan_import, record
from mlsd_graph.store import Store

IMAGE = '<img src="p.png">'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


@pytest.fixture
def pictures(collection: Collection) -> Collection:
    collection.media.write_data("p.png", b"\x89PNG of a picture")
    for front, back in (
        (IMAGE, "a curve"),
        (f"What is this? {IMAGE}", "a bar"),
        ("What is a ROC curve like?", IMAGE),
        ("[sound:s.mp3]", "a tone"),
        ("No picture", "none"),
    ):
        grade(collection, add(collection, "Basic", front, back), 3)
    gap = add(collection, "Cloze", f"{IMAGE} {{{{c1::a cell::what?}}}} {{{{c2::{IMAGE}}}}}")
    add(collection, "Cloze", f"{IMAGE}<br>{{{{c1::a cell}}}}")
    grade(collection, gap, 3)
    return collection


def test_a_question_without_words_is_suspended_with_its_history(
    pictures: Collection, store: Store, tmp_path: Path
) -> None:
    done, library = brought(pictures, store, tmp_path)
    assert (done.cards, len(library.cards), done.reviews.new) == (8, 8, 6)
    held = {uid for uid, state in store.states().items() if state.suspended}
    assert held == set(done.wordless)
    asked = {library.card(uid).question for uid in held}
    assert asked == {
        "[picture: p.png](../../media/p.png)",
        "♪ [s.mp3](../../media/s.mp3)",
        "[picture: p.png](../../media/p.png)\n\n{{c1::a cell}}",
    }
    assert len(done.pictured) == 7
    assert {"systems-one/what-is-this", "systems-one/s-mp3"} <= set(library.cards)
    assert sum(state.reps for state in store.states().values()) == 6


def test_a_card_that_was_suspended_there_is_so_once(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    collection.sched.suspend_cards([CardId(add(collection, "Basic", IMAGE, "x"))])
    done, _ = brought(collection, store, tmp_path)
    assert (len(done.changes.suspended), len(done.wordless)) == (1, 1)
    assert len(store.events(kinds=("suspend",))) == 1


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_what_no_screen_shows_is_said(
    dry_run: tuple[str, ...], mlsd: Run, pictures: Collection, tmp_path: Path
) -> None:
    out = export(pictures, tmp_path / "new.colpkg")
    done = mlsd("import", "anki", str(out), "--as-content", "mine", "--json", *dry_run)
    values = json.loads(done.stdout)
    assert (values["cards_with_pictures"], len(values["cards_without_words"])) == (7, 3)
    assert "7 cards need a picture or sound to be asked or answered." in done.stderr
    assert f"the files lie in {tmp_path / 'mine' / 'media'}." in done.stderr
    assert "3 cards ask with nothing else" in done.stderr
    assert all(uid in done.stderr for uid in values["cards_without_words"])


@pytest.mark.parametrize(
    "text",
    [
        f"<code>{'♪ [' * 8000}</code> {{{{c1::{IMAGE}}}}}",
        f"{IMAGE} " + " ".join(f"{{{{c{n}::{'word ' * 100}}}}}" for n in range(1, 300)),
    ],
    ids=["brackets", "gaps"],
)
def test_odd_text_is_read_in_bounded_time(
    collection: Collection, store: Store, tmp_path: Path, text: str
) -> None:
    collection.media.write_data("p.png", b"\x89PNG")
    add(collection, "Cloze", text)
    add(collection, "Basic", "Another", "note")
    with within(2):
        brought(collection, store, tmp_path)


def test_a_phone_that_never_heard_of_it_does_not_ask_again(
    pictures: Collection, store: Store, tmp_path: Path
) -> None:
    done, library = brought(pictures, store, tmp_path)
    contents = collect(library, {}).write(tmp_path / "deck.apkg", {})
    store.record(
        "export",
        data={
            "to": "file",
            "reviews": contents.reviews,
            "progress": False,
            "cards": contents.cards,
        },
    )
    phone = Collection(str(tmp_path / "other.anki2"))
    import_with_progress(phone, tmp_path / "deck.apkg")
    for card in phone.find_cards("is:new"):
        grade(phone, card, 3)
    record(plan_import(export(phone, tmp_path / "back.apkg"), store, here(library)), store)
    phone.close()
    assert done.wordless
    assert all(store.states()[uid].suspended for uid in done.wordless)


def test_a_described_picture_is_asked_again(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    add(collection, "Basic", IMAGE, "x")
    out = export(collection, tmp_path / "new.colpkg")
    told = mlsd("import", "anki", str(out), "--as-content", "mine", "--json")
    (uid,) = json.loads(told.stdout)["cards_without_words"]
    done = mlsd("--content", "mine", "unsuspend", uid)
    assert done.returncode == 0, done.stderr


def test_nothing_is_said_of_pictures_where_there_are_none(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    add(collection, "Basic", "What?", "That.")
    out = export(collection, tmp_path / "new.colpkg")
    done = mlsd("import", "anki", str(out), "--as-content", "mine")
    assert "picture" not in done.stderr + done.stdout


def test_a_field_above_the_line_of_the_answer_is_kept(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    model = collection.models.by_name("Basic")
    assert model
    collection.models.add_field(model, collection.models.new_field("Scene"))
    model["tmpls"][0]["afmt"] = "{{FrontSide}}{{Scene}}<hr id=answer>{{Back}}"
    collection.models.update_dict(model)
    collection.media.write_data("p.png", b"\x89PNG of a picture")
    add(collection, "Basic", "Front", "Back", f"seen: {IMAGE}")
    done, _ = brought(collection, store, tmp_path)
    assert done.media == 1
    text = next((tmp_path / "mine").rglob("*.md")).read_text("utf-8")
    assert "- Front: seen: [picture: p.png](../../media/p.png)" in text


def test_a_card_asks_with_its_own_gaps_closed() -> None:
    text = "{{c1::a}} of {{c2::b::hint}} and {{c1::c}}"
    assert [question(text, n) for n in (1, 2)] == [" of b and ", "a of hint and c"]


def test_the_checker_takes_the_pages(mlsd: Run, pictures: Collection, tmp_path: Path) -> None:
    add(pictures, "Basic", 'What? <img src="../no file (1).png">', f"[sound:{'s' * 900}.mp3]")
    out = export(pictures, tmp_path / "new.colpkg")
    mlsd("import", "anki", str(out), "--as-content", "mine")
    found = json.loads(mlsd("--content", "mine", "check", "--json").stdout)
    errors = {each["code"] for each in found if each["severity"] == "error"}
    assert errors == set()
