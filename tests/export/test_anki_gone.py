"""Cards that a deck lacks: what has gone is told, and what only an error hides is left alone."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import import_deck, note, write
from commands import Run, successful
from lived import write_cards
from sample_content import edit
from written_decks import learner, written

from mlsd_graph.cli.decks import WrittenDeck

VALUES = "concepts/serving/key-value-store.md"
KEY = "key-value-store/access"
SET = "contrasts/where-values-live.md"
Export = Callable[[], WrittenDeck]


@pytest.fixture
def own(content: Path) -> Path:
    """The learner's own folder, of which nothing but what is asked for has errors."""
    shutil.rmtree(content / "case-studies")
    return content


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return tmp_path / "deck.apkg"


@pytest.fixture
def export(tmp_path: Path, own: Path, deck: Path) -> Export:
    return lambda: written(learner(tmp_path / "home", own), deck)


@pytest.fixture
def edited(export: Export, deck: Path, collection: Collection) -> Collection:
    """A phone with the first deck, on which a note was edited."""
    export()
    import_deck(collection, deck)
    found = write(collection, KEY, "mine", "exam")
    found["Back"] = "edited by me"
    collection.update_note(found)
    return collection


def stays(phone: Collection, deck: Path) -> None:
    assert "updated" not in import_deck(phone, deck)
    found = note(phone, KEY)
    assert (found["MyNotes"], found["Back"]) == ("mine", "edited by me")
    assert "exam" in found.tags


@pytest.mark.parametrize("way", ["broken", "gone"])
def test_a_page_that_comes_back_as_it_was_leaves_the_phone_alone(
    way: str, own: Path, export: Export, deck: Path, edited: Collection
) -> None:
    page = own / VALUES
    text = page.read_text()
    for _ in range(2):
        if way == "gone":
            page.unlink()
        else:
            edit(own, VALUES, "level: core", "level: [")
        export()
        page.write_text(text)
        assert export().said == ()
        stays(edited, deck)


def test_an_older_log_in_which_it_was_told_as_a_text_leaves_the_phone_alone(
    tmp_path: Path, own: Path, export: Export, deck: Path, edited: Collection
) -> None:
    with learner(tmp_path / "home", own).store() as store:
        store.stamp_notes({KEY: "", "mlsd cloze model-store/rollback": ""})
    export()
    stays(edited, deck)
    (own / VALUES).unlink()
    assert "gone from the content" in export().said[0]


def test_what_is_gone_is_told_once_with_what_finds_it(own: Path, export: Export) -> None:
    assert export().said == ()
    edit(own, VALUES, "### Access", "### Keyed read")
    done = export()
    assert "gone from the content, or in another form since an earlier deck: 1 note." in (
        "".join(done.said)
    )
    assert f'"Key:{KEY}"' in "".join(done.said)
    again = export()
    assert (again.said, again.gone) == ((), (KEY,))
    edit(own, VALUES, "### Keyed read", "### Access")
    assert "key-value-store/keyed-read" in "".join(export().said)
    edit(own, VALUES, "### Access", "### Keyed read")
    assert f'"Key:{KEY}"' in "".join(export().said)


def test_what_an_error_hides_is_not_gone(own: Path, export: Export) -> None:
    export()
    text = (own / VALUES).read_text()
    (own / SET).unlink()
    edit(own, VALUES, "level: core", "level: [")
    done = export()
    told = "\n".join(done.said)
    assert f"{own / VALUES}:5: the file has errors, and its cards were left out" in told
    assert "2 notes of earlier decks have no card here" in told
    assert "delete" not in told
    assert done.gone == ()
    (own / VALUES).write_text(text)
    (told,) = export().said
    assert told.endswith('\n"Key:where-values-live/*"')


def test_a_folder_that_is_not_there_has_not_gone(
    tmp_path: Path, own: Path, export: Export, deck: Path
) -> None:
    export()
    (own / VALUES).unlink()
    done = written(learner(tmp_path / "home", own, tmp_path / "unmounted"), deck)
    assert (done.said, done.gone) == ((), ())
    assert "gone from the content" in export().said[0]


def test_the_searches_find_all_of_what_has_gone_and_nothing_else(
    own: Path, export: Export, deck: Path, collection: Collection
) -> None:
    uids = write_cards(own, 150)
    export()
    import_deck(collection, deck)
    for page in sorted(own.rglob("page-*.md")):
        kept, _, _ = page.read_text().partition("### ")
        number = page.stem.removeprefix("page-")
        page.write_text(f"{kept}### Kept\nQ: What stays of {number}?\n\nA: This.\n")
    shutil.rmtree(own / "concepts/area-2")
    (said,) = export().said
    assert ": 150 notes." in said
    _, *lines = said.splitlines()
    found = {number for line in lines for number in collection.find_notes(line)}
    assert {collection.get_note(number)["Key"] for number in found} == set(uids)


def test_other_content_names_the_files_that_it_lacks(mlsd: Run, content: Path) -> None:
    run = successful(mlsd)
    run("export", "anki")
    for name in (VALUES, "concepts/features/feature-store.md"):
        edit(content, name, "level: core", "level: [")
    done = run("export", "anki", "--json")
    assert f"{content / VALUES}:5: the file has errors" in done.stderr
    assert "feature-store.md:5: the file has errors" in done.stderr
    assert "delete" not in done.stderr
    assert json.loads(done.stdout)["gone"] == []
