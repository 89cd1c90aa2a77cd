"""Flags, which Anki does not date: every one that a phone sets or takes back comes in, once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_desktop import AnkiConnect
from anki_phone import answer, import_deck, note
from returned import card_id, export, here, opened
from test_anki_link_commands import KEY, Run, anki, mlsd

from export.anki import collect
from export.anki.back import ImportPlan, plan_import, record
from mlsd_graph.cli.imported import Report
from mlsd_graph.content import Library, load
from mlsd_graph.store import Store

__all__ = ["anki", "mlsd"]

OTHER = "feature-store/say-it"


@pytest.fixture
def library(content: Path) -> Library:
    return load((content,), cache=None)


@pytest.fixture
def phones(library: Library, tmp_path: Path) -> Iterator[tuple[Collection, Collection]]:
    """One that has answered a card, and one that has not."""
    collect(library, {}).write(tmp_path / "deck.apkg", {})
    one, two = (Collection(str(tmp_path / f"{name}.anki2")) for name in ("one", "two"))
    for phone in (one, two):
        import_deck(phone, tmp_path / "deck.apkg")
    answer(one, KEY, 3)
    yield one, two
    one.close()
    two.close()


def flag(phone: Collection, color: int) -> None:
    before = phone.db.scalar("select mod from cards where id = ?", card_id(phone, KEY))
    phone.set_user_flag_for_cards(color, [card_id(phone, KEY)])
    after = phone.db.scalar("select mod from cards where id = ?", card_id(phone, KEY))
    assert before == after, "what this file is about"


def bring(store: Store, library: Library, phone: Collection, name: str = "a.colpkg") -> ImportPlan:
    file = Path(phone.path).parent / f"{Path(phone.path).stem}-{name}"
    if not file.exists():
        export(phone, file)
    plan = plan_import(file, store, here(library))
    record(plan, store)
    return plan


def kept(store: Store) -> int:
    states = store.states()
    return states[KEY].flag if KEY in states else 0


@pytest.mark.parametrize("form", ["colpkg", "apkg"])
def test_a_card_answered_on_one_phone_and_flagged_later_on_another(
    form: str, phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one, two = phones
    with opened(tmp_path / "home") as store:
        flag(one, 3)
        bring(store, library, one, f"1.{form}")
        assert kept(store) == 3

        flag(two, 5)
        assert bring(store, library, two, f"1.{form}").changes.flagged == {KEY: 5}
        assert kept(store) == 5

        answer(one, OTHER, 3)
        assert bring(store, library, one, f"2.{form}").changes.flagged == {}
        assert kept(store) == 5, "the first phone has said nothing new of it"
        flag(two, 0)
        two.set_user_flag_for_cards(1, [card_id(two, OTHER)])  # else an .apkg seems to lack all
        assert bring(store, library, two, f"2.{form}").changes.flagged == {KEY: 0, OTHER: 1}
        assert kept(store) == 0


def test_a_whole_collection_without_an_answer_takes_its_flag_back(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    two = phones[1]
    with opened(tmp_path / "home") as store:
        flag(two, 5)
        bring(store, library, two)
        flag(two, 0)
        plan = bring(store, library, two, "b.colpkg")
        assert (plan.changes.flagged, kept(store)) == ({KEY: 0}, 0)
        assert Report(plan).warnings() == ["the file holds no reviews."]


def test_a_flag_of_an_older_collection_stays_out_and_is_told(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one, two = phones
    two.db.execute("update col set crt = crt - 9 * 86400")
    flag(two, 5)
    export(two, tmp_path / "two-1.colpkg")

    flag(one, 3)
    with opened(tmp_path / "home") as store:
        bring(store, library, one)
        late = bring(store, library, two, "1.colpkg")
        assert (kept(store), late.changes.flagged) == (3, {})
        assert f"1 flag set there stayed out, as a newer word came from another device: {KEY}." in (
            Report(late).warnings()
        )


def test_a_phone_that_never_had_a_flag_has_not_taken_it_back(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    one, two = phones
    with opened(tmp_path / "home") as store:
        flag(one, 3)
        bring(store, library, one)
        answer(two, KEY, 3)
        answer(two, OTHER, 3)
        bring(store, library, two)
        assert kept(store) == 3


def test_a_flag_set_before_the_first_answer_is_taken_back_after_it(
    phones: tuple[Collection, Collection], library: Library, tmp_path: Path
) -> None:
    two = phones[1]
    with opened(tmp_path / "home") as store:
        flag(two, 2)
        bring(store, library, two)
        answer(two, OTHER, 3)
        flag(two, 0)
        assert bring(store, library, two, "b.colpkg").changes.flagged == {KEY: 0}
        flag(two, 2)
        bring(store, library, two, "c.colpkg")
        for name in ("b.colpkg", "a.colpkg", "c.colpkg"):
            bring(store, library, two, name)
            assert kept(store) == 2, "a file that comes again undoes nothing"


def test_a_flag_after_a_pull_comes_in_a_file(
    mlsd: Run, anki: AnkiConnect, collection: Collection, tmp_path: Path
) -> None:
    mlsd("anki", "push")
    collection.sched.suspend_cards([card_id(collection, KEY)])
    pulled = json.loads(mlsd("anki", "pull", "--json").stdout)
    assert (pulled["suspended"], pulled["flags_passed"]) == ([KEY], [])

    flag(collection, 5)
    done = mlsd("import", "anki", str(export(collection, tmp_path / "new.colpkg")), "--json")
    assert json.loads(done.stdout)["flagged"] == {KEY: 5}
    assert mlsd("anki", "pull").stdout == "reviews    0 imported, 0 known\n"
    flag(collection, 0)
    assert "unflagged  1\n" in mlsd("anki", "pull").stdout
    assert note(collection, KEY).cards()[0].user_flag() == 0
    assert anki.synced == 0
