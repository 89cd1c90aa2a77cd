"""A card that became a cloze or stopped being one, and a gap that has gone: each is told once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import body, import_deck, note
from sample_content import edit
from written_decks import learner, written

from export.anki import collect, read_stamps
from export.anki.forms import read_forms
from export.anki.leftovers import Leftover, leftovers
from mlsd_graph.cli.context import Context
from mlsd_graph.cli.decks import WrittenDeck
from mlsd_graph.content import load
from mlsd_graph.content.records import CardHead, CardKind
from mlsd_graph.store import Event, Kind, note_stamps

STORE = "concepts/features/feature-store.md"
VALUES = "concepts/serving/key-value-store.md"
JOIN, ACCESS = "feature-store/point-in-time-join", "key-value-store/access"
SECOND = r", less {{c2::$\frac{d}{2}$}} of delay"
RECALL = "Q: Which access does a key-value store make cheap?\n\nA: One value by its exact key."
CLOZE = "Cheap is one value by its {{c1::exact key}}, not {{c2::a range}}."
Export = Callable[[], WrittenDeck]


@pytest.fixture
def context(tmp_path: Path, content: Path) -> Context:
    (content / "case-studies/ad-click-prediction.md").unlink()  # it has errors of its own
    return learner(tmp_path / "home", content)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return tmp_path / "deck.apkg"


@pytest.fixture
def export(context: Context, deck: Path) -> Export:
    return lambda: written(context, deck)


def found(phone: Collection, said: str) -> list[tuple[str, str, int]]:
    """What the searches find that an export says: key, note type and ordinal of each card."""
    _, *lines = said.splitlines()
    cards = [phone.get_card(number) for line in lines for number in phone.find_cards(line)]
    told = [(card.note(), card.ord) for card in cards]
    return [(note["Key"], str((note.note_type() or {})["name"]), ord_) for note, ord_ in told]


def test_a_gap_that_has_gone_is_told_once_with_what_removes_its_card(
    content: Path, export: Export, deck: Path, collection: Collection
) -> None:
    assert export().said == ()
    import_deck(collection, deck)
    edit(content, STORE, SECOND, "")
    done = export()
    (said,) = done.said
    assert "1 gap. " in said
    assert "Tools → Empty Cards" in said
    assert "AnkiDroid" in said
    assert "do not delete the note" in said
    assert done.gone == (f"{JOIN}#c2",)
    import_deck(collection, deck)
    assert found(collection, said) == [(JOIN, "mlsd cloze", 1)]
    second = note(collection, JOIN).cards()[1]
    assert "No cloze \u20682\u2069 found" in body(second.question())
    again = export()
    assert (again.said, again.gone) == ((), done.gone)
    (empty,) = collection.get_empty_cards().notes
    assert list(empty.card_ids) == [second.id]


def test_a_gap_that_came_back_and_went_again_is_told_again(content: Path, export: Export) -> None:
    export()
    for _ in range(2):
        edit(content, STORE, SECOND, "")
        assert "1 gap. " in export().said[0]
        edit(content, STORE, "already readable::when?}}", "already readable::when?}}" + SECOND)
        done = export()
        assert (done.said, done.gone) == ((), ())


@pytest.mark.parametrize("way", [(RECALL, CLOZE), (CLOZE, RECALL)], ids=["became", "was"])
def test_a_card_of_another_form_is_told_though_nobody_graded_it(
    way: tuple[str, str], content: Path, export: Export, deck: Path, collection: Collection
) -> None:
    before, after = way
    page = content / VALUES
    page.write_text(page.read_text().replace(RECALL, before))
    export()
    import_deck(collection, deck)
    edit(content, VALUES, before, after)
    done = export()
    (said,) = done.said
    assert "in another form since an earlier deck: 1 note. " in said
    assert done.gone == (ACCESS,)
    import_deck(collection, deck)
    was = "mlsd recall" if before == RECALL else "mlsd cloze"
    assert {(key, kind) for key, kind, _ in found(collection, said)} == {(ACCESS, was)}
    assert len(collection.find_notes(f'"Key:{ACCESS}"')) == 2
    again = export()
    assert (again.said, again.gone) == ((), (ACCESS,))


def test_gaps_of_several_notes_are_found_and_no_other_card(
    content: Path, export: Export, deck: Path, collection: Collection
) -> None:
    before = "{{c1::one}} {{c2::two}} {{c3::three}}"
    edit(content, VALUES, RECALL, before)
    export()
    import_deck(collection, deck)
    edit(content, STORE, SECOND, "")
    edit(content, VALUES, before, "one {{c2::two}} three")
    (said,) = export().said
    assert "3 gaps. " in said
    import_deck(collection, deck)
    told = sorted((key, ord_) for key, _, ord_ in found(collection, said))
    assert told == [(JOIN, 1), (ACCESS, 0), (ACCESS, 2)]
    empty = {number for note in collection.get_empty_cards().notes for number in note.card_ids}
    assert len(empty) == 3


def test_whole_notes_and_gaps_are_told_apart(
    content: Path, export: Export, deck: Path, collection: Collection
) -> None:
    export()
    import_deck(collection, deck)
    edit(content, STORE, SECOND, "")
    edit(content, VALUES, "### Access", "### Keyed read")
    notes, gaps = export().said
    assert [key for key, *_ in found(collection, notes)] == [ACCESS]
    assert [(key, number) for key, _, number in found(collection, gaps)] == [(JOIN, 1)]


def test_a_gap_that_an_error_may_hide_is_not_gone(content: Path, export: Export) -> None:
    export()
    edit(content, STORE, SECOND, "")
    edit(content, VALUES, "level: core", "level: [")
    done = export()
    assert any("1 note and 1 gap of earlier decks have no card here" in each for each in done.said)
    assert not any("Empty Cards" in each for each in done.said)
    assert done.gone == ()


def test_an_older_log_learns_the_forms_of_notes_without_dating_them_anew(
    content: Path, context: Context, export: Export, deck: Path, collection: Collection
) -> None:
    library = load((content,), cache=None)
    with context.store() as store:
        store.stamp_notes(collect(library, {}).unknown({}))
    export()
    import_deck(collection, deck)
    with context.store() as store:
        assert not any(each.changed for each in note_stamps(store.noted()).values())
        stamps = read_stamps(note_stamps(store.noted()))
        assert len({each.mod for each in stamps.values()}) == 1
        events = len(store.events())
    export()
    with context.store() as store:
        assert len(store.events()) == events
    edit(content, STORE, SECOND, "")
    edit(content, VALUES, RECALL, CLOZE)
    assert export().gone == (JOIN + "#c2", ACCESS)


def test_an_older_log_tells_what_was_graded(
    content: Path, context: Context, export: Export, deck: Path, collection: Collection
) -> None:
    library = load((content,), cache=None)
    with context.store() as store:
        store.stamp_notes(collect(library, {}).unknown({}))
        store.review(f"{JOIN}#c2", 3, duration_ms=1, due_day=None, seen=None)
    edit(content, STORE, SECOND, "")
    assert export().gone == (f"{JOIN}#c2",)


def test_a_recall_card_says_its_form_but_once(
    content: Path, context: Context, export: Export
) -> None:
    export()
    edit(content, VALUES, "its exact key", "its own key")
    edit(content, STORE, "already readable", "already written")
    export()
    with context.store() as store:
        told = [each.values for each in store.events(kinds=(Kind.NOTE,))]
    for key in (ACCESS, JOIN):
        forms = [each.get("gaps") for each in told if each["key"] == key and "hash" in each]
        assert forms == [[] if key == ACCESS else [1, 2], None]


def test_a_block_called_c2_is_no_gap_of_its_diagram() -> None:
    whole, block = "rate/diagram/path", "rate/diagram/path#c2"
    heads = {whole: CardHead(whole, whole, CardKind.DIAGRAM, "rate", 9, "Path")}
    found = leftovers(heads, {whole, block}, {block}, {whole: [()], block: [()]})
    assert found == [Leftover(block, None)]


def test_forms_that_make_no_sense_are_passed_over() -> None:
    def told(gaps: str) -> Event:
        data = f'{{"key":"a/x","gaps":{gaps}}}'
        return Event(bytes(16), Kind.NOTE, None, 1, 0, "here", 1, data=data)

    odd = ["3", '["1"]', "[0]", "[-1]", "[1000]", "[true]", "[null]", '{"1":2}']
    assert read_forms([told(each) for each in odd]) == {}
    assert read_forms([told("[]"), told("[2,1]")]) == {"a/x": [(), (2, 1)]}
