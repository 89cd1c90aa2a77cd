"""Content moves on while the phone has a deck: what the learner sees there stays right."""

import re
from pathlib import Path

from anki.collection import Collection
from anki_phone import answer, body, import_deck, note, schedules
from lived import opened
from sample_content import NOTES, ORDER, edit

from export.anki import Stamp, collect, read_progress
from export.anki.leftovers import leftovers
from export.anki.notetypes import RECALL
from export.anki.searching import search_notes
from mlsd_graph.content import load
from mlsd_graph.store import Draft

NOW = 1_800_000_000
STORE = "concepts/features/feature-store.md"
VALUES = "concepts/serving/key-value-store.md"
KEY = "key-value-store/access"


class Exporter:
    """Exports one content folder again and again, as the command does."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.known: dict[str, Stamp] = {}
        self.times = 0

    def __call__(self) -> Path:
        self.times += 1
        deck = collect(load([self.content]), ORDER)
        for each, digest in deck.unknown(self.known).items():
            self.known[each] = Stamp(digest, NOW + self.times if each in self.known else 0)
        out = self.content.parent / f"deck-{self.times}.apkg"
        deck.write(out, self.known)
        return out


def rename(content: Path) -> None:
    """Give a page another file name and title."""
    old, new = content / VALUES, content / "concepts/storage/kv.md"
    new.parent.mkdir()
    text = old.read_text().replace("title: Key-value store", "title: Keyed store")
    new.write_text(text.replace("level: core", "level: core\nformerly: [key-value-store]"))
    old.unlink()
    for path in content.rglob("*.md"):
        path.write_text(re.sub(r"\[\[key-value-store\]\]", "[[kv]]", path.read_text()))
    edit(content, "contrasts/where-values-live.md", "key-value-store,", "kv,")


def test_a_renamed_concept_keeps_its_cards_and_shows_its_new_name(
    content: Path, collection: Collection
) -> None:
    export = Exporter(content)
    import_deck(collection, export())
    answer(collection, KEY, 4)
    before = schedules(collection)
    rename(content)
    counts = import_deck(collection, export())
    assert not {"new", "conflicting"} & set(counts)
    assert "Keyed store" in note(collection, KEY)["Context"]
    assert "mlsd::domain::storage" in note(collection, KEY).tags
    assert schedules(collection) == before


def test_a_renamed_concept_brings_its_progress_to_a_new_phone(
    content: Path, collection: Collection, tmp_path: Path
) -> None:
    now = (NOW * 1000, 0)
    with opened(tmp_path / "home", *now) as store:
        ago = now[0] - 86_400_000
        store.append([Draft("review", KEY, 4, 900, ago // 86_400_000 + 9, when=(ago, 0))])
        progress = read_progress(store, now)
    rename(content)
    deck = tmp_path / "deck.apkg"
    assert collect(load([content]), ORDER).write(deck, {}, progress).reviews == 1
    import_deck(collection, deck, with_scheduling=True)
    assert note(collection, KEY).cards()[0].reps == 1


def test_a_card_moved_to_another_page_stays_the_same_card(
    content: Path, collection: Collection
) -> None:
    export = Exporter(content)
    import_deck(collection, export())
    answer(collection, KEY, 4)
    before = schedules(collection)
    page = content / VALUES
    text, moved = page.read_text().split("### Access\n")
    page.write_text(f"{text}### Speed\nQ: How fast is one read?\n\nA: Milliseconds.\n")
    registry = content / "concepts/serving/model-registry.md"
    registry.write_text(f"{registry.read_text()}\n### Access {{#{KEY}}}\n{moved}")
    counts = import_deck(collection, export())
    assert (counts["new"], counts["found"]) == (1, NOTES + 1)
    assert "conflicting" not in counts
    assert '<p class="concept">Model registry</p>' in note(collection, KEY)["Context"]
    after = schedules(collection)
    assert {name: after[name] for name in before} == before


def test_a_card_asked_in_another_way_is_updated_in_place(
    content: Path, collection: Collection
) -> None:
    export = Exporter(content)
    import_deck(collection, export())
    answer(collection, "model-store/rollback", 4)
    before = schedules(collection)
    edit(
        content,
        "concepts/serving/model-registry.md",
        "A: Serve the version before.",
        "A: `the version before`",
    )
    assert "new" not in import_deck(collection, export())
    found = note(collection, "model-store/rollback")
    assert found["Typed"] == "the version before"
    assert "[[type:Typed]]" in found.cards()[0].question()
    assert schedules(collection) == before


def test_a_card_that_becomes_a_cloze_is_a_new_card_beside_the_old(
    content: Path, collection: Collection
) -> None:
    export = Exporter(content)
    import_deck(collection, export())
    answer(collection, KEY, 4)
    page = content / VALUES
    page.write_text(page.read_text().split("Q: Which access")[0] + "It finds {{c1::one key}}.\n")
    counts = import_deck(collection, export())
    assert (counts["new"], counts["found"]) == (1, NOTES)
    assert "conflicting" not in counts
    (old,) = leftovers(load([content]).cards, export.known, [KEY], {})
    assert (old.note, old.type) == (KEY, RECALL)
    (stale,) = collection.find_notes(search_notes([old]).lines[0])
    collection.remove_notes([stale])
    left = note(collection, KEY)
    assert ">[...]</span>" in body(left.cards()[0].question())


def test_an_added_gap_is_a_new_card_and_a_removed_one_leaves_an_empty_card(
    content: Path, collection: Collection
) -> None:
    export = Exporter(content)
    import_deck(collection, export())
    answer(collection, "feature-store/point-in-time-join", 4)
    edit(content, STORE, "of delay", "of {{c3::delay}}")
    assert "updated" in import_deck(collection, export())
    found = note(collection, "feature-store/point-in-time-join")
    assert [card.ord for card in found.cards()] == [0, 1, 2]
    assert found.cards()[0].reps == 1
    edit(content, STORE, "{{c3::delay}}", "delay")
    import_deck(collection, export())
    (empty,) = collection.get_empty_cards().notes
    assert empty.note_id == found.id
