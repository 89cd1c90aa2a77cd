"""An export says when it will replace what may have been written on the phone meanwhile."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from anki.collection import Collection
from anki_phone import answer, import_deck, next_second, note
from commands import Run, successful
from returned import export
from sample_content import NOTES, edit

from export.anki import collect
from export.anki.carried import Carried, drafts
from mlsd_graph.cli.context import system_clock
from mlsd_graph.content import load
from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Kind, Store

AWAY = "on a phone of which nothing has come since"

KEY = "feature-store/what-it-guarantees"
PAGE = "concepts/features/feature-store.md"
LOST = "My Notes and tags"
SPARED = "A phone that has taken all decks so far loses nothing"
DAY = 86_400_000
MONTH = 30 * DAY
Bring = Callable[[Collection], None]


@pytest.fixture
def said(mlsd: Run) -> Callable[..., str]:
    """What a command that succeeds says beside its result."""
    return lambda *arguments: successful(mlsd)(*arguments).stderr


@pytest.fixture
def ahead(tmp_path: Path) -> Iterator[Store]:
    """The learner's state, under a clock that is a month ahead."""

    def clock() -> tuple[int, int]:
        now, offset = system_clock()
        return now + MONTH, offset

    with Store.open(find({"MLSD_HOME": str(tmp_path / "home")}), clock) as store:
        yield store


def write(phone: Collection, text: str) -> None:
    found = note(phone, KEY)
    found["MyNotes"] = text
    phone.update_note(found)


def test_it_says_how_many_until_something_has_come_back(
    said: Callable[..., str], content: Path, tmp_path: Path, collection: Collection
) -> None:
    assert LOST not in said("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    write(collection, "mine")
    answer(collection, KEY, 3)
    assert LOST not in said("export", "anki")  # nothing has changed
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    for _ in range(2):
        words = said("export", "anki")
        assert f"1 changed note replaces {LOST}" in words
        assert "mlsd import anki" in words
    said("import", "anki", str(export(collection, tmp_path / "new-media.apkg")))
    edit(content, PAGE, "Skew: ", "Skew, ")
    for _ in range(2):  # the first deck since then, and one that changes nothing
        assert LOST not in said("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    found = note(collection, KEY)
    assert found["MyNotes"] == "mine"
    assert "Skew, " in found["Back"]


def test_all_notes_count_where_all_are_taken_anew(said: Callable[..., str]) -> None:
    said("export", "anki")
    assert f"{NOTES} changed notes replace {LOST}" in said("export", "anki", "--refresh")


@pytest.fixture
def since(said: Callable[..., str], ahead: Store) -> str:
    """Bring words back the day before yesterday, and tell that date."""
    said("export", "anki")
    now, offset = system_clock()
    then = now - 2 * DAY
    word: dict[str, object] = {"mod": then // 1000, "base": []}
    mine = [each._replace(when=(then, offset)) for each in drafts(KEY, Carried("mine"), word)]
    data = {"source": "anki", "created": 1}
    ahead.append([*mine, Draft(Kind.IMPORT, data=data, when=(then, offset))])
    return f"{datetime.fromtimestamp(then / 1000, timezone(timedelta(minutes=offset))):%Y-%m-%d}"


def test_it_says_since_when_nothing_has_come_back(
    said: Callable[..., str], content: Path, ahead: Store, since: str
) -> None:
    assert LOST not in said("export", "anki", "--only", "domain:serving")
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    for _ in range(2):
        words = said("export", "anki")
        assert (
            f"1 changed note replaces {LOST} that were written on the phone since {since}" in words
        )
        assert words.count(LOST) == 1
        assert "mlsd import anki" in words
    ahead.record(Kind.IMPORT, data={"source": "anki"}, when=system_clock())
    edit(content, PAGE, "Skew: ", "Skew, ")
    assert LOST not in said("export", "anki")


@pytest.mark.parametrize("options", [(), ("--refresh",)], ids=["changed", "refreshed"])
@pytest.mark.parametrize("minutes", [50, 70])
def test_a_return_of_this_morning_does_not_cover_what_was_written_since(
    minutes: int,
    options: tuple[str, ...],
    said: Callable[..., str],
    content: Path,
    ahead: Store,
) -> None:
    said("export", "anki")
    now, offset = system_clock()
    ahead.record(Kind.IMPORT, data={"source": "anki"}, when=(now - minutes * 60_000, offset))
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    words = said("export", "anki", *options)
    count = f"{NOTES} changed notes replace" if options else "1 changed note replaces"
    assert (f"{count} {LOST} that were written on the phone since" in words) == (minutes > 60)
    assert ("something came back last." in words) == (minutes > 60)


@pytest.mark.usefixtures("since")
def test_a_deck_with_nothing_newer_than_the_last_spares_a_phone_that_took_that(
    said: Callable[..., str], content: Path, tmp_path: Path, collection: Collection
) -> None:
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    assert SPARED not in said("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    next_second()
    write(collection, "mine")
    next_second()
    assert SPARED in said("export", "anki")
    import_deck(collection, tmp_path / "mlsd.apkg")
    assert note(collection, KEY)["MyNotes"] == "mine"
    edit(content, PAGE, "Skew: ", "Skew, ")
    assert SPARED not in said("export", "anki")


@pytest.mark.usefixtures("since")
def test_words_that_go_out_alone_replace_nothing_and_are_not_counted(
    said: Callable[..., str],
) -> None:
    for _ in range(2):
        assert LOST not in said("export", "anki")


def test_all_that_are_out_count_where_all_are_taken_anew_days_after_a_return(
    said: Callable[..., str], content: Path, since: str
) -> None:
    edit(content, PAGE, "### Say it", "### Also\nQ: What else?\n\nA: This.\n\n### Say it")
    words = said("export", "anki", "--refresh")
    assert (
        f"{NOTES} changed notes replace {LOST} that were written on the phone since {since}"
        in words
    )


def test_a_part_counts_its_own_notes(said: Callable[..., str], content: Path) -> None:
    said("export", "anki")
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    assert LOST not in said("export", "anki", "--only", "domain:serving")


def test_a_deck_of_a_clock_that_was_ahead_does_not_silence_it(
    said: Callable[..., str], content: Path, ahead: Store
) -> None:
    ahead.stamp_notes(collect(load((content,), cache=None), {}).unknown({}))
    ahead.record(Kind.EXPORT, data={"to": "file"})
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    assert f"1 changed note replaces {LOST}" in said("export", "anki")


def test_a_return_under_a_clock_that_was_ahead_does_not_silence_it(
    said: Callable[..., str], content: Path, ahead: Store
) -> None:
    said("export", "anki")
    ahead.record(Kind.IMPORT, data={"source": "anki"})
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    for _ in range(2):  # nobody knows when that was, and no date is told
        words = said("export", "anki")
        assert f"1 changed note replaces {LOST}" in words
        assert "on the phone since something came back last." in words


@pytest.fixture
def other(said: Callable[..., str], tmp_path: Path, collection: Collection) -> Iterator[Collection]:
    """A second phone, whose collection was made on another day; both have the first deck."""
    phone = Collection(str(tmp_path / "other.anki2"))
    phone.db.execute("update col set crt = crt - 864000")
    said("export", "anki")
    for each in (collection, phone):
        import_deck(each, tmp_path / "mlsd.apkg")
    yield phone
    phone.close()


@pytest.fixture
def bring(said: Callable[..., str], tmp_path: Path) -> Bring:
    """Answer on a phone, and take in what it exports."""

    def found(phone: Collection) -> None:
        answer(phone, KEY, 3)
        said("import", "anki", str(export(phone, tmp_path / "new.colpkg")), "--yes")

    return found


def test_a_phone_that_has_not_come_back_is_told_though_another_has(
    said: Callable[..., str], content: Path, collection: Collection, other: Collection, bring: Bring
) -> None:
    def change(old: str, new: str) -> str:
        edit(content, PAGE, old, new)
        return said("export", "anki")

    for phone in (collection, other):
        bring(phone)
    assert LOST not in change("Skew. **One**", "Skew: **one**")
    bring(collection)
    words = change("Skew: ", "Skew, ")
    assert f"1 changed note replaces {LOST} that were written {AWAY}" in words
    assert "another has come back" in words
    for phone in (other, collection):
        bring(phone)
    assert LOST not in change("Skew, ", "Skew; ")


def test_it_tells_that_words_of_one_phone_replace_those_of_another(
    said: Callable[..., str],
    tmp_path: Path,
    collection: Collection,
    other: Collection,
    bring: Bring,
) -> None:
    for phone in (collection, other):
        bring(phone)
    said("export", "anki")
    next_second()
    write(other, "words of one that does not come")
    next_second()
    write(collection, "words of one that comes")
    bring(collection)
    assert f"1 changed note replaces {LOST} that were written {AWAY}" in said("export", "anki")
    import_deck(other, tmp_path / "mlsd.apkg")
    assert note(other, KEY)["MyNotes"] == "words of one that comes"


@pytest.mark.parametrize(("days", "told"), [(29, True), (31, False)])
def test_a_phone_that_was_not_heard_of_for_a_month_is_told_no_more(
    days: int,
    told: bool,  # noqa: FBT001  a parameter of the test
    said: Callable[..., str],
    content: Path,
    ahead: Store,
) -> None:
    then = (system_clock()[0] - days * DAY, 0)
    said("export", "anki")
    ahead.record(Kind.IMPORT, data={"source": "anki", "created": 1}, when=then)
    edit(content, PAGE, "Skew. **One**", "Skew: **one**")
    said("export", "anki")
    ahead.record(Kind.IMPORT, data={"source": "anki", "created": 2}, when=system_clock())
    edit(content, PAGE, "Skew: ", "Skew, ")
    assert (AWAY in said("export", "anki")) == told
