"""Diagrams in a deck: one picture, a small overlay for each card, checked by the real engine."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import body, import_deck, note, schedules
from drawn_content import ANSWERING, DRAWN, PREDICTION_MODES
from page_files import write_pages
from small_content import PAGES
from written_decks import learner, written

from export.anki import collect
from export.anki.delivery import Contents
from export.anki.identity import guid
from mlsd_graph.content import load

MODES = "prediction-modes/diagram/modes"
NAME = "concepts/serving/prediction-modes.md"


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    root = tmp_path / "drawn"
    return write_pages(root, {**PAGES, **DRAWN})


def export(root: Path, out: Path, **options: object) -> Contents:
    return collect(load([root]), {}, **options).write(out, {})


def media(deck: Path) -> dict[str, str]:
    with zipfile.ZipFile(deck) as archive:
        names = json.loads(archive.read("media"))
        return {name: archive.read(number).decode() for number, name in names.items()}


def test_a_deck_has_one_picture_for_each_diagram(drawn: Path, tmp_path: Path) -> None:
    contents = export(drawn, tmp_path / "a.apkg")
    assert contents.media == 2
    files = media(tmp_path / "a.apkg")
    assert [re.sub(r"[0-9a-f]{10}", "*", name) for name in files] == [
        "mlsd-from-question-to-answer-*.svg",
        "mlsd-modes-*.svg",
    ]
    assert all(len(svg.encode()) <= 10_240 and svg.startswith("<svg ") for svg in files.values())


def test_the_engine_finds_every_file_used_and_no_card_empty(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    contents = export(drawn, tmp_path / "a.apkg")
    counts = import_deck(collection, tmp_path / "a.apkg")
    assert counts == {"new": contents.notes, "found": contents.notes}
    checked = collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    assert collection.get_empty_cards().notes == []
    assert len(collection.find_notes(f'"Key:{MODES}*"')) == 6
    assert all(row[0] == 0 for row in schedules(collection).values())


def test_a_block_is_masked_in_front_and_shown_with_its_reason_behind(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    export(drawn, tmp_path / "a.apkg")
    import_deck(collection, tmp_path / "a.apkg")
    card = note(collection, f"{MODES}#rank").cards()[0]
    front, back = body(card.question()), body(card.answer())
    assert 'class="m"' in front
    assert ">?<" in front
    assert "Inference service" not in front
    assert "Model registry" in front
    assert "Inference service</strong>" in back
    assert "a model call per request" in back
    assert 'class="dg shown"' in back
    assert len(card.note()["Overlay"]) < 400


def test_those_who_hear_a_diagram_hear_on_the_answer_what_was_masked(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    page = drawn / NAME
    named = page.read_text("utf-8").replace("### Ahead or on request", '### "Ahead" <or> not')
    page.write_text(named, "utf-8")
    export(drawn, tmp_path / "a.apkg")
    import_deck(collection, tmp_path / "a.apkg")
    for part in ("#rank", "#lake-fs", ""):
        card = note(collection, MODES + part).cards()[0]
        front, back = body(card.question()), body(card.answer())
        (heard,) = re.findall(r'<div class="dg shown" role="img" aria-label="([^"]*)">', back)

        assert "aria-label" not in front
        assert heard.startswith("”Ahead” &lt;or&gt; not. ")
        assert "Inference service (model, in Online path)" in heard
        assert "(nightly), not waited for" in heard
        assert "?" not in heard


def test_an_arrow_is_lit_and_its_label_masked(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    export(drawn, tmp_path / "a.apkg")
    import_deck(collection, tmp_path / "a.apkg")
    card = note(collection, f"{MODES}#lake-fs").cards()[0]
    front = body(card.question())
    assert 'class="hl"' in front
    assert "nightly" not in front
    assert "nightly" in body(card.answer())


def test_a_label_is_masked_wherever_the_picture_has_room_for_it(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    case = ANSWERING.replace("- `llm`:", "- `user --> guard`: it asks. {.card}\n- `llm`:")
    (drawn / "case-studies/answering.md").write_text(case, encoding="utf-8")
    export(drawn, tmp_path / "a.apkg")
    import_deck(collection, tmp_path / "a.apkg")
    key = "answering/diagram/from-question-to-answer#user-guard"
    assert 'class="m"' in note(collection, key)["Overlay"]


def test_a_whole_diagram_hides_all_blocks(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    export(drawn, tmp_path / "a.apkg")
    import_deck(collection, tmp_path / "a.apkg")
    card = note(collection, MODES).cards()[0]
    front = body(card.question())
    assert 'class="c"' in front, "arrows and their labels are covered, too"
    assert re.search(r'class="m" d="(M[^M]+){9}"', front)
    assert "Feature store" not in front
    assert "Batch scoring job" in body(card.answer())


def test_an_export_again_is_equal_and_changes_nothing(
    drawn: Path, tmp_path: Path, collection: Collection
) -> None:
    cache = tmp_path / "cache.sqlite"
    contents = export(drawn, tmp_path / "a.apkg", cache=cache)
    export(drawn, tmp_path / "b.apkg", cache=cache)
    assert (tmp_path / "a.apkg").read_bytes() == (tmp_path / "b.apkg").read_bytes()
    import_deck(collection, tmp_path / "a.apkg")
    again = import_deck(collection, tmp_path / "b.apkg")
    assert again == {"duplicate": contents.notes, "found": contents.notes}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Inference service", "Scorer"),
        ("%% grid: fs     | lake | sched", "%% grid: fs | . | sched\n%% grid: . | lake | ."),
        ("lake -.->|nightly| fs", "lake -.->|hourly| fs"),
    ],
)
def test_a_changed_drawing_updates_its_notes_and_keeps_their_guids(
    drawn: Path, tmp_path: Path, collection: Collection, old: str, new: str
) -> None:
    owner = learner(tmp_path / "home", drawn)
    first = written(owner, tmp_path / "a.apkg").contents
    import_deck(collection, tmp_path / "a.apkg")
    assert old in PREDICTION_MODES
    (drawn / NAME).write_text(PREDICTION_MODES.replace(old, new), encoding="utf-8")
    written(owner, tmp_path / "b.apkg")
    counts = import_deck(collection, tmp_path / "b.apkg")
    assert counts == {"updated": 6, "duplicate": first.notes - 6, "found": first.notes}
    card = note(collection, f"{MODES}#rank")
    assert card.guid == guid("mlsd recall", f"{MODES}#rank")
    (name,) = re.findall(r'src="([^"]+)"', card["Diagram"])
    assert name in media(tmp_path / "b.apkg")
    assert list(collection.media.check().missing) == []


def test_one_card_brings_its_picture_alone(drawn: Path, tmp_path: Path) -> None:
    only = {f"{MODES}#rank"}
    contents = export(drawn, tmp_path / "a.apkg", only=only)
    assert (contents.notes, contents.media) == (1, 1)
    assert export(drawn, tmp_path / "b.apkg", only={"alpha/first"}).media == 0
