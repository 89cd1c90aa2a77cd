from hypothesis import given
from hypothesis import strategies as st

from export.anki.stamps import FIRST_SEEN, Stamp, changed, digest, stamp

NOW = 1_760_000_000


def test_a_note_first_seen_has_a_constant_date() -> None:
    assert stamp("a", None, NOW) == Stamp("a", 0)
    assert stamp("a", None, NOW).mod == FIRST_SEEN


def test_an_unchanged_note_keeps_its_date() -> None:
    assert stamp("a", Stamp("a", 0), NOW) == Stamp("a", 0)
    assert stamp("a", Stamp("a", 7), NOW) == Stamp("a", 7)


def test_a_changed_note_gets_the_time_it_was_noticed() -> None:
    assert stamp("b", Stamp("a", 0), NOW) == Stamp("b", NOW)


def test_going_back_to_an_old_text_is_a_change() -> None:
    later = stamp("b", Stamp("a", 0), NOW)
    assert stamp("a", later, NOW + 5) == Stamp("a", NOW + 5)


def test_refresh_dates_every_note() -> None:
    assert stamp("a", None, NOW, refresh=True) == Stamp("a", NOW)
    assert stamp("a", Stamp("a", 0), NOW, refresh=True) == Stamp("a", NOW)


@given(
    st.integers(0, 2**33), st.one_of(st.none(), st.builds(Stamp, st.text(), st.integers(0, 2**33)))
)
def test_a_changed_note_is_always_newer(now: int, known: Stamp | None) -> None:
    after = stamp("new", known, now, refresh=True)
    assert after.mod > (known.mod if known else FIRST_SEEN)


def test_only_what_the_log_does_not_know_is_to_be_recorded() -> None:
    known = {"a": Stamp("x", 0), "b": Stamp("y", 0)}
    assert changed({"a": Stamp("x", 0), "b": Stamp("z", 9), "c": Stamp("w", 0)}, known) == {
        "b": Stamp("z", 9),
        "c": Stamp("w", 0),
    }


def test_moving_text_between_parts_changes_the_digest() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
