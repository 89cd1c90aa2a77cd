"""What a phone says, put to what the log knows: also to what earlier releases wrote there."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from returned import opened

from export.anki.back.joining import Joined, Word, joined
from export.anki.back.voices import Speaker, Voice
from export.anki.carried import Carried, Known, read_known
from export.anki.holding import held, read_held, short_digest, tags_digest
from export.anki.notetypes import RECALL
from export.anki.own_tags import foreign_tags, in_order
from mlsd_graph.store import Draft, Kind

KEY = "key-value-store/access"
ONE, TWO = Voice(86_400, 1_000), Voice(172_800, 2_000)
NOTHING = (short_digest([""]), tags_digest(()))


def known(home: Path, *told: Mapping[str, object]) -> Known:
    """Read what some events tell, of a real log."""
    with opened(home) as store:
        store.append(
            [Draft(Kind.NOTE, data={"key": KEY, "source": "anki", **each}) for each in told]
        )
        return read_known(store.noted()).get(KEY, Known())


def old(
    text: str, by: Voice, mod: int, said: str | None = None, **more: object
) -> dict[str, object]:
    """Write an event as earlier releases did: without tags of its own, and without the deck."""
    mine = short_digest([text if said is None else said])
    return {"my_notes": text, "tags": [], "voice": list(by), "mod": mod, "said": mine, **more}


def says(text: str, mod: int, *tags: str, base: tuple[str, ...] = NOTHING) -> Word:
    return Word(Carried(text, tags), mod, short_digest([text]), base)


def put(known: Known, word: Word, by: Voice, *heard: int) -> Joined:
    return joined(known, word, Speaker(by, frozenset(heard)))


def both(tmp_path: Path) -> Known:
    """Give what an earlier release had joined, of which the log holds the last word alone."""
    return known(
        tmp_path,
        old("one", ONE, 10),
        old("one<br><br>two", TWO, 20, "two", joined=True, tags=["from-one", "from-two"]),
    )


def test_an_old_word_that_comes_again_changes_nothing(tmp_path: Path) -> None:
    before = both(tmp_path)
    again = put(before, says("two", 20, "from-two", base=NOTHING[:1]), TWO)
    assert (again.is_new, again.carried) == (False, before.carried)


@pytest.mark.parametrize("base", [NOTHING, NOTHING[:1], ()], ids=["four", "three", "none"])
def test_a_newer_word_after_an_old_one_takes_nothing_of_another(
    base: tuple[str, ...], tmp_path: Path
) -> None:
    later = put(both(tmp_path), says("two", 30, "from-two", "later", base=base), TWO)
    assert later.carried == Carried("one<br><br>two", ("from-one", "from-two", "later"))
    changed = put(both(tmp_path / "other"), says("more of two", 30, base=base), TWO)
    assert changed.carried.my_notes == "one<br><br>more of two"


def test_words_of_nobody_known_are_those_of_whoever_speaks(tmp_path: Path) -> None:
    long = "".join(f"{number} " for number in range(200))
    before = known(
        tmp_path,
        {"my_notes": long[:300], "tags": ["mine"]},
        {"my_notes": long[300:], "part": 1},
    )
    assert before.carried == Carried(long, ("mine",))
    assert put(before, says(long, 10, "mine"), ONE).carried == before.carried
    assert put(before, says("short", 10), ONE).carried == Carried("short")


def test_what_an_old_deck_brought_may_be_deleted(tmp_path: Path) -> None:
    before = known(tmp_path, old("mine", ONE, 10, tags=["friday"]))
    three = (short_digest(["mine"]),)
    assert put(before, says("", 20, "friday", base=three), TWO).carried == Carried("", ("friday",))
    assert put(before, says("", 20, base=three), TWO).carried == Carried()


def test_what_nobody_knows_to_have_been_there_is_not_deleted(tmp_path: Path) -> None:
    before = known(tmp_path, old("mine", ONE, 10, tags=["friday"]))
    for base in ((), ("unknown", "deck")):
        assert put(before, says("", 20, base=base), TWO).carried == before.carried
        assert put(before, says("own", 20, base=base), TWO).carried.my_notes == "mine<br><br>own"


def test_a_text_that_was_said_before_is_no_news_without_a_base(tmp_path: Path) -> None:
    before = known(tmp_path, old("mine", ONE, 10), old("better", ONE, 20))
    assert put(before, says("mine", 30, base=()), TWO).carried.my_notes == "better"


def test_the_longer_of_two_of_which_one_has_the_other(tmp_path: Path) -> None:
    before = known(tmp_path, old("ask Mei", ONE, 10))
    found = put(before, says("ask Mei again", 20), TWO)
    assert (found.carried.my_notes, found.both) == ("ask Mei again", False)
    assert put(before, says("Mei", 20), TWO).carried.my_notes == "ask Mei"
    assert put(before, says("a", 20), TWO).carried.my_notes == "ask Mei<br><br>a"


def test_words_are_not_taken_for_markup(tmp_path: Path) -> None:
    before = known(tmp_path, old("<b>ask</b> &amp; answer", ONE, 10))
    for text in ("b", "amp"):
        found = put(before, says(text, 20), TWO).carried.my_notes
        assert found == f"<b>ask</b> &amp; answer<br><br>{text}"
    assert put(before, says("<b>ask</b>", 20), TWO).carried == before.carried


@pytest.mark.parametrize("is_deleted_first", [True, False])
def test_what_one_deleted_and_the_other_rewrote_is_kept(
    is_deleted_first: bool,  # noqa: FBT001  a parameter of the test
    tmp_path: Path,
) -> None:
    deck = (short_digest(["mine"]), tags_digest(()))
    by, text = (ONE, "") if is_deleted_first else (TWO, "better")
    before = known(tmp_path, old("mine", ONE, 10), old(text, by, 20, base=list(deck)))
    word = says("better" if is_deleted_first else "", 30, base=deck)
    found = put(before, word, TWO if is_deleted_first else ONE)
    assert (found.carried.my_notes, found.both) == ("better", False)


def test_the_case_of_tags_does_not_matter(tmp_path: Path) -> None:
    before = known(tmp_path, old("", ONE, 10, tags=["Friday", "exam"]))
    state = (NOTHING[0], tags_digest(["EXAM", "friday"]))
    assert put(before, says("", 20, "friday", base=state), TWO).carried.tags == ("Friday",)


def test_a_phone_that_has_fewer_answers_of_the_same_day_is_another_if_it_is_newer(
    tmp_path: Path,
) -> None:
    before = known(tmp_path, old("mine", Voice(86_400, 5_000), 10))
    word, speaker = says("own", 20), Speaker(ONE)
    assert joined(before, word, speaker, late=True).both
    older = joined(before, word._replace(mod=9), speaker, late=True)
    assert not older.is_new
    assert joined(before, word._replace(mod=9), speaker, late=False).both


def test_a_file_without_the_newest_answer_is_of_the_phone_that_alone_has_spoken(
    tmp_path: Path,
) -> None:
    before = known(tmp_path, old("mine", Voice(86_400, 5_000), 10, tags=["wrong"]))
    part, without_answers = ONE, Voice(86_400, 0)
    for speaker in (part, without_answers):
        assert put(before, says("better", 20), speaker).carried == Carried("better")
        assert put(before, says("", 20), speaker).carried == Carried()


def test_what_a_deck_brought_a_second_time_is_not_taken_back(tmp_path: Path) -> None:
    once = {"base": list(NOTHING), "tags": ["exam"]}
    before = known(
        tmp_path,
        old("mine", ONE, 10, **once),
        old("", TWO, 20, base=[short_digest(["mine"]), tags_digest(["exam"])]),
        old("mine", TWO, 30, **once),
    )
    later = put(before, says("", 40, "new"), ONE)
    assert later.carried == Carried("mine", ("exam", "new"))


def test_my_notes_of_one_sign_are_compared_at_once() -> None:
    longer, long = "=" * 60_000, "=" * 30_000 + "x"
    begun = time.process_time()
    together = put(Known(states=(Carried(), Carried(longer))), says(long, 20), TWO)
    assert time.process_time() - begun < 0.5
    assert together.both
    assert together.carried.my_notes == f"{longer}<br><br>{long}"


def test_words_are_held_as_whole_words_alone() -> None:
    for text, part, is_held in (
        ("a cat sat", "cat", True),
        ("concatenate", "cat", False),
        ("a=b", "=", False),
        ("a = b", "=", True),
        ("catcat cat", "cat", True),
        ("<b>cat</b>", "cat", True),
        ("one cat", "b", False),
    ):
        base = (short_digest(["other"]), tags_digest(()))
        known = Known(states=(Carried(), Carried(part)))
        assert put(known, says(text, 20, base=base), TWO).both is not is_held


def test_a_note_of_an_earlier_release_tells_three_things_of_itself() -> None:
    empty = ("",) * len(RECALL.fields)
    fields = held("0123456789abcdef", empty, ["b", "a"])
    four = read_held(fields)
    assert four is not None
    assert four.words == (short_digest([""]), tags_digest(["A", "b"]))
    place = RECALL.fields.index("X4")
    three = (*fields[:place], fields[place].rsplit(" ", 1)[0], *fields[place + 1 :])
    found = read_held(three)
    assert found is not None
    assert (found.text, found.own, found.words) == (four.text, four.own, four.words[:1])
    for wrong in ("", "a b", "a b c d e", f"{fields[place]}0", f"a b c {'d' * 10_000}"):
        assert read_held((*fields[:place], wrong)) is None


def test_long_tags_are_kept_while_there_is_room() -> None:
    long = "::".join(["chapter"] * 30)
    assert in_order(foreign_tags([long, "mlsd::step", "Marked", "b"])) == ("b", long)
    many = [f"{number}-{'x' * 300}" for number in range(20)]
    kept = in_order([*many, "z"])
    assert "z" in kept
    assert 10 <= len(kept) < len(many)
