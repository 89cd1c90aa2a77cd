"""Arranging a session: nothing is lost, and cards of one page stand apart where they can."""

from collections import Counter
from itertools import groupby, pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.scheduling import DoneToday, Queued, reasons
from mlsd_graph.scheduling.arrange import APART, apart, mixed

pages = st.lists(st.sampled_from("abcdefghij"), max_size=40)


def cards(letters: list[str]) -> list[Queued]:
    return [Queued(f"{letter}/{i}", reasons.learning(0)) for i, letter in enumerate(letters)]


def page_of(uid: str) -> str:
    return uid[0]


def closest(letters: list[str]) -> int:
    """Fewest other cards between two of one page."""
    last: dict[str, int] = {}
    gaps = [99]
    for place, letter in enumerate(letters):
        if letter in last:
            gaps.append(place - last[letter] - 1)
        last[letter] = place
    return min(gaps)


def possible(letters: list[str]) -> bool:
    """Whether any order keeps them apart: the longest lines fill the frame, the rest fits in."""
    counts = Counter(letters).values()
    longest = max(counts, default=0)
    ends = sum(count == longest for count in counts)
    return len(letters) >= (longest - 1) * (APART + 1) + ends


@given(pages, st.lists(st.sampled_from("abcdefghij"), max_size=5))
def test_nothing_is_lost_or_doubled_and_each_page_keeps_its_order(
    letters: list[str], recent: list[str]
) -> None:
    items = cards(letters)
    found = apart(items, page_of, recent)
    assert sorted(found) == sorted(items)
    for letter in set(letters):
        mine = [item for item in items if page_of(item.uid) == letter]
        assert [item for item in found if page_of(item.uid) == letter] == mine


@given(pages)
def test_cards_stand_apart_whenever_any_order_allows_it(letters: list[str]) -> None:
    found = [page_of(item.uid) for item in apart(cards(letters), page_of)]
    if possible(letters):
        assert closest(found) >= APART


@given(st.permutations(list("abcdefghij")))
def test_what_stands_apart_already_is_left_alone(letters: list[str]) -> None:
    assert apart(cards(letters), page_of) == cards(letters)


@given(st.integers(0, 60), st.integers(0, 60))
def test_new_cards_are_spread_evenly(old: int, new: int) -> None:
    reviews, fresh = cards(["a"] * old), cards(["b"] * new)
    found = mixed(reviews, fresh)
    assert [item for item in found if page_of(item.uid) == "a"] == reviews
    assert [item for item in found if page_of(item.uid) == "b"] == fresh
    places = [place for place, item in enumerate(found) if page_of(item.uid) == "b"]
    assert all(b - a <= old / new + 2 for a, b in pairwise(places))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 60))
def test_the_rest_of_a_day_is_mixed_as_the_day_was(old: int, new: int, done: int) -> None:
    whole = mixed(cards(["a"] * old), cards(["b"] * new))
    past, left = whole[:done], whole[done:]
    counts = Counter(page_of(item.uid) for item in past)
    reviews, fresh = ([item for item in left if page_of(item.uid) == letter] for letter in "ab")
    assert mixed(reviews, fresh, DoneToday(counts["b"], counts["a"])) == left


def in_row(kinds: str) -> dict[str, int]:
    """Longest row of each kind."""
    rows = [(kind, len(list(row))) for kind, row in groupby(kinds)]
    return {kind: max(n for each, n in rows if each == kind) for kind in set(kinds)}


def kept(old: int, new: int, done: DoneToday) -> str:
    found = mixed(cards(["a"] * old), cards(["b"] * new), done)
    return "".join(page_of(item.uid) for item in found)


def built_anew(old: int, new: int, done: DoneToday) -> str:
    """Kinds in turn where a queue is built after each card."""
    kinds = ""
    while old or new:
        kinds += kept(old, new, done)[0]
        if kinds[-1] == "b":
            new, done = new - 1, done._replace(new=done.new + 1)
        else:
            old, done = old - 1, done._replace(reviews=done.reviews + 1)
    return kinds


elsewhere = pytest.mark.parametrize(
    ("done", "old", "new"),
    [((0, 30), 20, 20), ((0, 100), 20, 20), ((20, 0), 40, 10), ((0, 60), 60, 7), ((3, 41), 5, 30)],
)


@elsewhere
def test_new_cards_do_not_come_in_a_row_after_reviews_done_elsewhere(
    done: tuple[int, int], old: int, new: int
) -> None:
    found = kept(old, new, DoneToday(*done))
    assert (found.count("a"), found.count("b")) == (old, new)
    rows = in_row(found)
    assert rows["b"] <= ceil(new / old)
    assert rows["a"] <= ceil(old / new)


@elsewhere
def test_what_is_left_is_mixed_as_well_where_each_card_builds_a_queue(
    done: tuple[int, int], old: int, new: int
) -> None:
    found = built_anew(old, new, DoneToday(*done))
    assert (found.count("a"), found.count("b")) == (old, new)
    rows = in_row(found)
    assert rows["b"] <= 2 * max(1, new / old)
    assert rows["a"] <= 2 * max(1, old / new)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 200), st.integers(0, 200))
def test_whatever_was_done_nothing_is_lost(old: int, new: int, seen: int, asked: int) -> None:
    reviews, fresh = cards(["a"] * old), cards(["b"] * new)
    assert sorted(mixed(reviews, fresh, DoneToday(seen, asked))) == sorted([*reviews, *fresh])


def test_ten_thousand_cards_of_one_page_take_no_quadratic_time() -> None:
    items = cards(["a"] * 10_000)
    assert apart(items, page_of) == items


def test_a_long_page_moves_up_only_as_far_as_it_must() -> None:
    singles = [f"p{i:03}" for i in range(60)]
    items = [Queued(f"{page}/0", reasons.learning(0)) for page in singles]
    items += [Queued(f"long/{i}", reasons.learning(0)) for i in range(6)]
    found = [item.uid.split("/")[0] for item in apart(items, lambda uid: uid.split("/")[0])]
    # Six cards need 21 places: the first 45 stay as they are.
    assert found[:45] == singles[:45]
    assert [page for page in found if page != "long"] == singles
    places = [place for place, page in enumerate(found) if page == "long"]
    assert all(b - a > APART for a, b in pairwise(places))


@given(pages)
def test_kin_stand_apart_where_others_are_left(letters: list[str]) -> None:
    kin = {"a": ["b"], "b": ["a"]}
    found = apart(cards(letters), page_of, kin=lambda page: kin.get(page, []))
    assert sorted(found) == sorted(cards(letters))


def test_kin_rest_with_each_other() -> None:
    kin = {"a": ["b"], "b": ["a"]}
    found = apart(cards(list("abcdef")), page_of, kin=lambda page: kin.get(page, []))
    assert [page_of(item.uid) for item in found] == list("acdebf")


def test_a_page_and_its_kin_alone_take_turns() -> None:
    kin = {"a": ["b"], "b": ["a"]}
    found = apart(cards(list("aabb")), page_of, kin=lambda page: kin.get(page, []))
    assert [page_of(item.uid) for item in found] == list("abab")
