"""What is written and set on the phone is kept, and goes out again with the next deck."""

from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, note
from returned import bring_back, card_id, import_with_progress, opened
from sample_content import edit

from export.anki import Stamp, collect, read_progress
from export.anki.back import ImportPlan
from export.anki.back.rewritten import rewritten
from export.anki.carried import LONGEST, Carried, read_carried
from mlsd_graph.cli.context import system_clock
from mlsd_graph.cli.imported import Report
from mlsd_graph.content import Library, load
from mlsd_graph.store import Store

KEY = "feature-store/what-it-guarantees"
CLOZE = "feature-store/point-in-time-join"


@pytest.fixture
def phone(library: Library, tmp_path: Path, collection: Collection) -> Collection:
    deck = tmp_path / "deck.apkg"
    collect(library, {}).write(deck, {})
    import_deck(collection, deck)
    return collection


def bring(phone: Collection, store: Store, library: Library, tmp_path: Path) -> ImportPlan:
    return bring_back(store, library, phone, tmp_path / "new-media.apkg")


def carried(store: Store) -> dict[str, Carried]:
    return read_carried(store.noted())


def write(phone: Collection, key: str, text: str, *tags: str) -> None:
    found = note(phone, key)
    found["MyNotes"] = text
    found.tags = [*found.tags, *tags]
    phone.update_note(found)


def test_my_notes_and_tags_survive_a_change_of_our_text(
    phone: Collection, content: Path, library: Library, tmp_path: Path
) -> None:
    write(phone, KEY, "Ask <b>Mei</b> about it", "interview::friday", "marked", "leech")
    answer(phone, KEY, 3)
    with opened(tmp_path / "home") as store:
        plan = bring(phone, store, library, tmp_path)
        assert plan.noted == (KEY,)
        assert carried(store) == {KEY: Carried("Ask <b>Mei</b> about it", ("interview::friday",))}
        edit(content, "concepts/features/feature-store.md", "Skew. **One**", "Skew: **one**")
        deck = tmp_path / "later.apkg"
        changed = collect(load((content,), cache=None), {}, carried=carried(store))
        changed.write(deck, {KEY: Stamp("", 4_000_000_000)})
    assert import_deck(phone, deck)["updated"] == 1
    found = note(phone, KEY)
    assert "Skew: " in found["Back"]
    assert found["MyNotes"] == "Ask <b>Mei</b> about it"
    assert "interview::friday" in found.tags


def test_the_same_edit_is_brought_once_and_its_removal_too(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    write(phone, KEY, "mine")
    with opened(tmp_path / "home") as store:
        assert bring(phone, store, library, tmp_path).noted == (KEY,)
        assert bring(phone, store, library, tmp_path).noted == ()
        write(phone, KEY, "")
        assert bring(phone, store, library, tmp_path).noted == (KEY,)
        assert carried(store) == {}


def test_an_old_deck_on_a_second_phone_deletes_nothing(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    second = Collection(str(tmp_path / "second.anki2"))
    deck = tmp_path / "deck.apkg"
    import_deck(second, deck)
    write(phone, KEY, "mine")
    answer(second, KEY, 3)
    with opened(tmp_path / "home") as store:
        bring(phone, store, library, tmp_path)
        assert bring(second, store, library, tmp_path).noted == ()
        assert carried(store) == {KEY: Carried("mine")}
    second.close()


def test_scripts_in_my_notes_stay_behind(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    write(
        phone,
        KEY,
        '<script>steal()</script><img src="https://x/y.png"><img src="paste-1.png" onerror="x()">'
        '<a href="javascript:x()">a</a> 1 < 2',
    )
    with opened(tmp_path / "home") as store:
        bring(phone, store, library, tmp_path)
        assert carried(store)[KEY].my_notes == '<img src="paste-1.png"><a>a</a> 1 &lt; 2'


def test_long_notes_come_in_parts_and_endless_ones_stay_on_the_phone(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    long = "".join(f"{n} 𝛼 ± " for n in range(900))
    write(phone, KEY, long)
    write(phone, "feature-store/name-of-the-join", "x" * (LONGEST + 1))
    with opened(tmp_path / "home") as store:
        plan = bring(phone, store, library, tmp_path)
        assert carried(store) == {KEY: Carried(long)}
        assert plan.too_long == ("feature-store/name-of-the-join",)
        assert "until a deck replaces the note" in Report(plan).warnings()[-1]


def test_tags_for_which_there_is_no_room_are_told(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    long = [f"{number}::{'chapter::' * 30}end" for number in range(30)]
    write(phone, KEY, "", *long, "own")
    with opened(tmp_path / "home") as store:
        plan = bring(phone, store, library, tmp_path)
        (kept,) = (each.tags for each in carried(store).values())
        assert "own" in kept
        assert plan.tags_left == {KEY: len(long) + 1 - len(kept)}
        assert f"{KEY}: {plan.tags_left[KEY]} tags more than we keep" in Report(plan).warnings()[-1]
        write(phone, KEY, "", "added")
        assert bring(phone, store, library, tmp_path).noted == (KEY,)


def test_suspended_flagged_and_marked_cards_come_back(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    phone.sched.suspend_cards([card_id(phone, CLOZE, 1)])
    phone.set_user_flag_for_cards(4, [card_id(phone, KEY)])
    write(phone, CLOZE, "", "marked")
    answer(phone, KEY, 3)
    with opened(tmp_path / "home") as store:
        changes = bring(phone, store, library, tmp_path).changes
        assert changes.suspended == (f"{CLOZE}#c2",)
        assert changes.flagged == {KEY: 4}
        assert changes.marked == (f"{CLOZE}#c1",)
        states = store.states()
        assert states[f"{CLOZE}#c2"].suspended
        assert states[KEY].flag == 4
        assert states[f"{CLOZE}#c1"].marked


def test_what_was_set_here_is_not_undone_by_a_phone_that_never_knew(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    answer(phone, KEY, 3)
    with opened(tmp_path / "home") as store:
        store.record("suspend", CLOZE + "#c1")
        store.record("flag", KEY, {"flag": 2})
        bring(phone, store, library, tmp_path)
        assert store.states()[CLOZE + "#c1"].suspended
        assert store.states()[KEY].flag == 2


def test_taken_back_on_the_phone_is_taken_back_here(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    number = card_id(phone, CLOZE, 1)
    answer(phone, KEY, 3)
    with opened(tmp_path / "home") as store:
        phone.sched.suspend_cards([number])
        bring(phone, store, library, tmp_path)
        phone.sched.unsuspend_cards([number])
        changes = bring(phone, store, library, tmp_path).changes
        assert changes.unsuspended == (f"{CLOZE}#c2",)
        assert not store.states()[f"{CLOZE}#c2"].suspended


def test_what_went_out_with_progress_is_no_change_when_it_comes_back(
    library: Library, tmp_path: Path, collection: Collection
) -> None:
    with opened(tmp_path / "home") as store:
        store.record("suspend", KEY)
        store.record("flag", CLOZE + "#c1", {"flag": 3})
        deck = tmp_path / "deck.apkg"
        collect(library, {}).write(deck, {}, read_progress(store, system_clock()))
        import_with_progress(collection, deck)
        changes = bring(collection, store, library, tmp_path).changes
        assert (changes.suspended, dict(changes.flagged)) == ((), {})
        collection.sched.unsuspend_cards([card_id(collection, KEY)])
        assert bring(collection, store, library, tmp_path).changes.unsuspended == (KEY,)


def test_our_text_edited_there_is_told_with_its_place(
    phone: Collection, library: Library, tmp_path: Path
) -> None:
    found = note(phone, KEY)
    found["Back"] = "A better answer"
    phone.update_note(found)
    write(phone, "feature-store/name-of-the-join", "only mine")
    with opened(tmp_path / "home") as store:
        plan = bring(phone, store, library, tmp_path)
        (told,) = rewritten(library, plan.touched)
        assert (told.note, told.fields) == (KEY, ("Back",))
        assert told.path.endswith("feature-store.md")
        assert told.line > 1
