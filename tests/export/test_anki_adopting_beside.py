"""What no side of a card shows comes along, with its pictures and sounds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from commands import Run
from returned import export, opened
from test_anki_adopting import add
from test_anki_adopting_whole import brought

from export.anki.adopting.beside import beside
from mlsd_graph.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "home") as found:
        yield found


def page(folder: Path) -> str:
    return next((folder / "mine").rglob("*.md")).read_text("utf-8")


def test_files_beside_a_gap_are_copied_and_linked(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    picture = collection.media.write_data("a cell.png", b"\x89PNG of a picture")
    sound = collection.media.write_data("say.mp3", b"ID3 of a sound")
    extra = f'Look: <img src="{picture}"> [sound:{sound}] <img src="lost.png">'
    add(collection, "Cloze", "The {{c1::mitochondrion}} makes ATP", extra)
    done, _ = brought(collection, store, tmp_path)
    assert {each.name for each in (tmp_path / "mine/media").iterdir()} == {picture, sound}
    assert (done.media, done.missing) == (2, ("lost.png",))
    assert "Look: [picture: a cell.png](../../media/a%20cell.png)" in page(tmp_path)
    assert "♪ [say.mp3](../../media/say.mp3)" in page(tmp_path)


def test_files_of_a_field_that_no_side_shows_are_copied(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    picture = collection.media.write_data("p.png", b"\x89PNG of a picture")
    model = collection.models.by_name("Basic")
    assert model
    collection.models.add_field(model, collection.models.new_field("Source"))
    collection.models.update_dict(model)
    add(collection, "Basic", "Front", "Back", f'<img src="{picture}">')
    done, _ = brought(collection, store, tmp_path)
    assert done.media == 1
    assert "- Front: [picture: p.png](../../media/p.png)" in page(tmp_path)


def test_long_text_beside_stays_whole_and_in_lines(
    collection: Collection, store: Store, tmp_path: Path
) -> None:
    facts = [f"fact {n}: something that one wrote oneself, at some length" for n in range(200)]
    listed = "<ul><li>one</li></ul><ol><li>two</li></ol><pre>if x:\n  y</pre>1. - <b>END</b>"
    add(collection, "Cloze", "The {{c1::cell}} lives", "<br>".join(facts) + listed)
    done, library = brought(collection, store, tmp_path)
    text = page(tmp_path)
    assert all(f"{fact}\\\n" in text or f"{fact}\n\n" in text for fact in facts)
    told = ["• one\\", "1\\. two\\", "`if x:`\\", "\u00a0\u00a0`y`\\", "1\\. - **END**"]
    assert "\n".join(f"  {each}" for each in told) in text
    assert (done.shortened, len(library.cards)) == ((), 1)


def test_what_a_page_does_not_hold_is_said(
    mlsd: Run, collection: Collection, tmp_path: Path
) -> None:
    add(collection, "Cloze", "The {{c1::cell}} lives", "word " * 40_000)
    out = export(collection, tmp_path / "new.colpkg")
    done = mlsd("import", "anki", str(out), "--as-content", "mine", "--json")
    assert json.loads(done.stdout)["shortened"] == ["The … lives"]
    assert "The … lives: what its note says beside its cards is longer than a page" in done.stderr
    text = page(tmp_path)
    assert 95_000 < len(text) < 110_000
    assert "characters more stayed in Anki." in text
    assert len(json.loads(mlsd("--content", "mine", "cards", "--json").stdout)) == 1


@pytest.mark.parametrize(
    "text", ["x" * 20_000, r"\[" + "x+" * 1_900 + r"x\]", "* _ - [[x]] | " * 900]
)
def test_no_paragraph_is_longer_than_the_parser_takes(text: str) -> None:
    found = beside({"Extra": text, "Other": "<pre>" + "y " * 9_000 + "</pre>"}, (), "")
    assert max(map(len, found.paragraphs)) < 3_900
    assert found.left == 0
