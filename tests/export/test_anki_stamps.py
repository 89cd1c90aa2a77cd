from hypothesis import given
from hypothesis import strategies as st

from export.anki import read_stamps
from export.anki.dating import Dating
from export.anki.stamps import FIRST_SEEN, Stamp, digest
from mlsd_graph.store import NoteStamp

NOW = 1_760_000_000


def test_a_note_first_seen_has_a_constant_date() -> None:
    seen = {"a": NoteStamp("x", NOW * 1000, changed=False, mod=NOW)}
    assert read_stamps(seen) == {"a": Stamp("x", 0)}
    assert read_stamps(seen)["a"].mod == FIRST_SEEN


def test_a_changed_note_has_the_date_that_was_noticed() -> None:
    seen = {"a": NoteStamp("x", NOW * 1000, changed=True, mod=NOW + 5)}
    assert read_stamps(seen)["a"].mod == NOW + 5


@given(st.integers(0, 2**33), st.builds(Stamp, st.text(), st.integers(0, 2**33)))
def test_a_changed_note_is_always_newer(now: int, known: Stamp) -> None:
    texts = {"a": f"not {known.digest}", "new": "x"}
    date = Dating({}, {}).dates(texts, {"a": known}, now)
    assert date.keys() == {"a"}
    assert date["a"] > known.mod
    assert date["a"] >= now


@given(st.integers(0, 2**33), st.builds(Stamp, st.text(), st.integers(0, 2**33)))
def test_a_note_that_is_out_is_only_just_newer_unless_all_are_wanted_anew(
    now: int, known: Stamp
) -> None:
    texts, before = {"a": known.digest}, {"a": known}
    assert Dating({}, {}).dates(texts, before, now) == {"a": known.mod + 1}
    assert Dating({}, {}).dates(texts, before, now, anew=True) == {"a": max(now, known.mod + 1)}


def test_moving_text_between_parts_changes_the_digest() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
