"""What the real Anki engine does with our deck."""

import re
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import body, import_deck, note, schedules
from sample_content import CARDS, NOTES, ORDER, edit
from written_decks import dates, learner, written

from export.anki import collect
from export.anki.delivery import inspect
from export.anki.notetypes import NOTE_TYPES
from mlsd_graph.content import load

STORE = "concepts/features/feature-store.md"


def export(content: Path) -> Path:
    """Write a deck whose notes nobody has seen before."""
    deck = content.parent / "deck.apkg"
    collect(load([content]), ORDER).write(deck, {})
    return deck


class Owner:
    """One who writes a deck of this content again and again."""

    def __init__(self, content: Path) -> None:
        self.context = learner(content.parent / "home", content)
        self.deck = content.parent / "deck.apkg"
        self.changed: set[str] = set()

    def export(self, *, refresh: bool = False) -> Path:
        """Write it, and note which notes got another date."""
        before = dates(self.context)
        written(self.context, self.deck, refresh=refresh)
        after = dates(self.context).items()
        self.changed = {note for note, date in after if before.get(note) != date}
        return self.deck


@pytest.fixture
def owner(content: Path) -> Owner:
    return Owner(content)


def answer_some(collection: Collection, count: int) -> None:
    collection.decks.select(collection.decks.id("MLSD"))
    for _ in range(count):
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = collection.get_card(queued.card.id)
        card.start_timer()
        states = queued.states
        collection.sched.answer_card(
            collection.sched.build_answer(card=card, states=states, rating=3)
        )


def test_every_note_is_new_once_with_the_cards_we_count(
    content: Path, collection: Collection
) -> None:
    deck = export(content)
    assert import_deck(collection, deck) == {"new": NOTES, "found": NOTES}
    assert (inspect(deck).notes, inspect(deck).cards) == (NOTES, CARDS)
    assert (collection.note_count(), collection.card_count()) == (NOTES, CARDS)
    assert not collection.get_empty_cards().notes
    assert not collection.media.check().missing
    assert collection.fix_integrity()[1]


def test_decks_and_tags_mirror_the_graph(content: Path, collection: Collection) -> None:
    import_deck(collection, export(content))
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert decks == {
        *("Default", "MLSD", "MLSD::features", "MLSD::serving"),
        *("MLSD::Case studies", "MLSD::Contrasts"),
    }
    assert set(note(collection, "feature-store/online-size").tags) == {
        "mlsd::domain::features",
        "mlsd::level::core",
        "mlsd::step::data",
        "mlsd::step::serving",
        "mlsd::kind::estimate",
        "mlsd::case::ad-click-prediction",
    }
    assert len(collection.find_notes("tag:mlsd::domain::*")) == NOTES - 1
    contrast = note(collection, "contrast:feature-store~model-store")
    assert collection.decks.name(contrast.cards()[0].did) == "MLSD::Contrasts"


def test_every_card_renders_without_a_template_error(content: Path, collection: Collection) -> None:
    import_deck(collection, export(content))
    for number in collection.find_cards(""):
        card = collection.get_card(number)
        question, answer = body(card.question()), body(card.answer())
        assert "template" not in (question + answer).lower()
        assert "{{" not in question + answer
        assert len(answer) > len(question)
        assert card.note()["Key"] not in question


def test_clozes_of_one_heading_are_one_note_with_matching_ordinals(
    content: Path, collection: Collection
) -> None:
    import_deck(collection, export(content))
    found = note(collection, "feature-store/point-in-time-join")
    assert found.note_type()["name"] == "mlsd cloze"
    ordinals = {card.ord + 1 for card in found.cards()}
    assert ordinals == set(found.cloze_numbers_in_fields()) == {1, 2}
    first, second = (body(card.question()) for card in sorted(found.cards(), key=lambda c: c.ord))
    assert ">[when?]</span>" in first
    assert r"\(\frac{d}{2}\)" in first
    assert ">[...]</span>" in second
    answer = body(sorted(found.cards(), key=lambda c: c.ord)[1].answer())
    assert r'data-ordinal="2">\(\frac{d}{2}\)</span>' in answer


def test_new_cards_come_in_graph_order(content: Path, collection: Collection) -> None:
    import_deck(collection, export(content))
    rows = collection.db.all(
        "select n.sfld from cards c join notes n on n.id = c.nid order by c.due, c.ord"
    )
    keys = list(dict.fromkeys(key for (key,) in rows))
    assert keys == [
        "key-value-store/access",
        "feature-store/what-it-guarantees",
        "feature-store/point-in-time-join",
        "feature-store/name-of-the-join",
        "feature-store/online-size",
        "feature-store/roll-out",
        "feature-store/say-it",
        "model-store/rollback",
        "contrast:feature-store~model-store",
        "where-values-live/pick-one",
        "ad-click-prediction/label",
    ]


def test_each_kind_fills_its_fields(content: Path, collection: Collection) -> None:
    import_deck(collection, export(content))
    typed = note(collection, "feature-store/name-of-the-join")
    assert typed["Typed"] == "as-of join"
    assert "<code>point-in-time join</code>" in typed["Back"]
    assert "[[type:Typed]]" in typed.cards()[0].question()
    ordered = note(collection, "feature-store/roll-out")
    assert ordered["Back"].startswith("<ol><li>Register it</li>")
    explain = note(collection, "feature-store/say-it")
    assert explain["Back"].count("<li>") == 4
    assert explain["Rubric"].startswith("4 said: easy · 3: good")
    estimate = note(collection, "feature-store/online-size")
    assert estimate["Rubric"] == "Right within 2×: from 80 to 320 GB"
    contrast = note(collection, "contrast:feature-store~model-store")
    assert "Feature store" in contrast["Front"]
    assert "Model registry" in contrast["Front"]
    assert "rolled back" in contrast["Back"]


def test_the_back_shows_where_a_card_belongs(content: Path, collection: Collection) -> None:
    import_deck(collection, export(content))
    found = note(collection, "feature-store/online-size")
    assert '<p class="concept">Feature store</p>' in found["Context"]
    assert "returns the value of one key" in found["Context"]
    assert (
        "Used in: Ad click prediction (requirements, framing, data, evaluation)" in found["Links"]
    )
    assert "Compare: Model registry" in found["Links"]
    assert '<a href="https://docs.feast.dev/">' in found["Source"]


def test_the_same_deck_again_changes_nothing(collection: Collection, owner: Owner) -> None:
    import_deck(collection, owner.export())
    answer_some(collection, 3)
    before = schedules(collection)
    assert import_deck(collection, owner.deck) == {"duplicate": NOTES, "found": NOTES}
    again = owner.export()
    assert owner.changed == set()
    assert import_deck(collection, again) == {"duplicate": NOTES, "found": NOTES}
    assert schedules(collection) == before


def test_one_edited_concept_updates_exactly_its_notes_and_keeps_their_schedule(
    content: Path, collection: Collection, owner: Owner
) -> None:
    import_deck(collection, owner.export())
    answer_some(collection, 6)
    before = schedules(collection)
    edit(content, STORE, "serves it twice", "serves it three times")
    every = set(owner.changed)
    second = owner.export()
    own = {key for key in every if key.startswith(("feature-store/", "contrast:"))}
    assert owner.changed == own
    counts = import_deck(collection, second)
    assert counts == {"updated": len(own), "duplicate": NOTES - len(own), "found": NOTES}
    assert "three times" in note(collection, "feature-store/online-size")["Context"]
    assert schedules(collection) == before


def test_one_edited_card_updates_one_note(
    content: Path, collection: Collection, owner: Owner
) -> None:
    import_deck(collection, owner.export())
    edit(content, STORE, "Backfill **history**", "Backfill all history")
    counts = import_deck(collection, owner.export())
    assert owner.changed == {"feature-store/roll-out"}
    assert counts == {"updated": 1, "duplicate": NOTES - 1, "found": NOTES}


def test_an_edit_on_the_phone_survives_unless_we_changed_that_note(
    content: Path, collection: Collection, owner: Owner
) -> None:
    import_deck(collection, owner.export())
    edited = {}
    for key in ("model-store/rollback", "feature-store/roll-out"):
        mine = note(collection, key)
        mine["MyNotes"] = "my own words"
        mine["Back"] += "<p>and mine</p>"
        mine.tags.append("mine")
        collection.update_note(mine)
        edited[key] = mine
    edit(content, STORE, "Backfill **history**", "Backfill all history")
    import_deck(collection, owner.export())
    kept = note(collection, "model-store/rollback")
    assert kept["MyNotes"] == "my own words"
    assert kept["Back"].endswith("<p>and mine</p>")
    assert "mine" in kept.tags
    assert "Backfill all history" in note(collection, "feature-store/roll-out")["Back"]


def test_refresh_makes_anki_take_every_note_anew(collection: Collection, owner: Owner) -> None:
    import_deck(collection, owner.export())
    fresh = owner.export(refresh=True)
    assert import_deck(collection, fresh) == {"updated": NOTES, "found": NOTES}
    after = owner.export()
    assert owner.changed == set()
    assert import_deck(collection, after) == {"duplicate": NOTES, "found": NOTES}


def test_a_moved_or_renamed_page_keeps_its_notes(content: Path, collection: Collection) -> None:
    import_deck(collection, export(content))
    old = content / "concepts/serving/key-value-store.md"
    new = content / "concepts/storage/kv.md"
    new.parent.mkdir()
    new.write_text(
        old.read_text().replace("level: core", "level: core\nformerly: [key-value-store]")
    )
    old.unlink()
    for path in content.rglob("*.md"):
        path.write_text(re.sub(r"\[\[key-value-store\]\]", "[[kv]]", path.read_text()))
    path = content / "contrasts/where-values-live.md"
    path.write_text(path.read_text().replace("key-value-store,", "kv,"))
    counts = import_deck(collection, export(content))
    assert "new" not in counts
    assert counts["found"] == NOTES


def test_a_deck_of_the_released_note_types_never_conflicts(
    collection: Collection, owner: Owner
) -> None:
    import_deck(collection, Path(__file__).with_name("release-1.apkg"))
    counts = import_deck(collection, owner.export(refresh=True))
    assert "conflicting" not in counts
    assert "missing_notetype" not in counts
    assert counts["updated"] == NOTES
    names = {each.name for each in collection.models.all_use_counts() if each.use_count}
    assert names == {kind.name for kind in NOTE_TYPES}
