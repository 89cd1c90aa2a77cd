"""A file that should know some of our reviews and knows none may be another person's."""
# ruff: noqa: S608  statements of test data

from pathlib import Path

from anki.collection import Collection
from anki_phone import answer, import_deck
from crafted import AT, CARD, NOTE, old
from crafted import collection as crafted
from returned import export, here, import_with_progress, opened
from sample_content import ORDER

from export.anki import collect, read_progress
from export.anki.back import Here, plan_import, record
from mlsd_graph.cli.context import system_clock
from mlsd_graph.cli.imported import Report
from mlsd_graph.content import Library
from mlsd_graph.store import Draft, Kind, Store

KEY = "feature-store/what-it-guarantees"
UNSEEN = CARD.replace("0, 0, 0, 2, 2, 0, 3, 0, 1,", "0, 0, 0, 0, 0, 0, 0, 0, 0,")
LATER = Here(frozenset({"a-page/a-card"}), (AT + 86_400_000, 0), lambda _at: 0)


def send(store: Store, library: Library, deck: Path) -> None:
    """Write a deck with progress, and remember it as the command does."""
    contents = collect(library, ORDER).write(deck, {}, read_progress(store, system_clock()))
    store.record("export", data={"to": "file", "reviews": contents.reviews, "progress": True})


def test_the_reviews_that_went_out_are_missed_in_a_strangers_file(
    library: Library, tmp_path: Path, collection: Collection
) -> None:
    mine = Collection(str(tmp_path / "mine.anki2"))
    with opened(tmp_path / "home") as store:
        store.append([Draft(Kind.REVIEW, KEY, 3, 5000)])
        send(store, library, tmp_path / "deck.apkg")
        import_with_progress(mine, tmp_path / "deck.apkg")
        plain = tmp_path / "plain.apkg"
        collect(library, ORDER).write(plain, {})
        import_deck(collection, plain)
        for phone in (mine, collection):
            answer(phone, "key-value-store/access", 3)
        theirs = export(collection, tmp_path / "theirs.colpkg")
        assert plan_import(theirs, store, here(library)).another
        own = export(mine, tmp_path / "own.colpkg")
        assert not plan_import(own, store, here(library)).another
    mine.close()


def test_a_phone_that_had_the_cards_first_cannot_know_them(
    library: Library, tmp_path: Path, collection: Collection
) -> None:
    plain = tmp_path / "plain.apkg"
    collect(library, ORDER).write(plain, {})
    import_deck(collection, plain)
    with opened(tmp_path / "home") as store:
        store.record("export", data={"to": "file", "reviews": 0, "progress": False})
        store.append([Draft(Kind.REVIEW, KEY, 3, 5000)])
        send(store, library, tmp_path / "deck.apkg")
        import_with_progress(collection, tmp_path / "deck.apkg")
        answer(collection, "key-value-store/access", 3)
        out = export(collection, tmp_path / "own.colpkg")
        assert not plan_import(out, store, here(library)).another


def test_edits_beside_reviews_that_all_are_unknown(tmp_path: Path) -> None:
    flagged = CARD.removesuffix("0, '')") + "2, '')"
    by_hand = f"insert into revlog values ({AT - 5000}, 2, -1, 0, 4, 1, 500, 0, 5)"
    with opened(tmp_path / "home") as store:
        record(plan_import(old(tmp_path / "mine.apkg", crafted()), store, LATER), store)
        theirs = old(tmp_path / "theirs.apkg", crafted(NOTE, flagged, by_hand))
        plan = plan_import(theirs, store, LATER)
        assert plan.changes.flagged
        assert plan.reviews.new == plan.reviews.known == 0
        assert plan.another


def test_a_strangers_edits_without_any_review_are_doubted(tmp_path: Path) -> None:
    edited = NOTE.replace("1700000000, -1, ''", "1700000500, -1, ' friday '")
    with opened(tmp_path / "home") as store:
        theirs = old(tmp_path / "theirs.apkg", crafted(edited, UNSEEN))
        assert not plan_import(theirs, store, LATER).another, "nothing has come back yet"
        record(plan_import(old(tmp_path / "mine.apkg", crafted()), store, LATER), store)

        plan = plan_import(theirs, store, LATER)

        assert plan.noted
        assert plan.another
        assert "holds edits and no review" in Report(plan).doubt
