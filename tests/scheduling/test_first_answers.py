"""First answers, told apart by what had been met before them."""

from hypothesis import given
from hypothesis import strategies as st
from written import library
from written_heads import Heads, against, heads_of, needs, page

from mlsd_graph.content.records import PageKind
from mlsd_graph.graph import build
from mlsd_graph.scheduling.firsts import MOST, FirstAnswers
from mlsd_graph.scheduling.say import ENOUGH, Say, Seen, Share

CHAIN = library(page("a"), page("b", *needs("a")), page("c", *needs("b")))
grades = st.lists(st.tuples(st.sampled_from(sorted(CHAIN.cards)), st.integers(1, 4)), max_size=30)


def begun(heads: Heads = CHAIN) -> FirstAnswers:
    return FirstAnswers(build(heads), heads.cards)


def test_an_answer_counts_by_whether_its_prerequisites_were_met() -> None:
    firsts = begun()
    for uid, rating in (("c/0", 1), ("b/0", 1), ("a/0", 3), ("b/1", 3), ("c/1", 1)):
        firsts.take(uid, rating)
    assert firsts.seen.ahead == Share(2, 2)
    assert firsts.seen.ready == Share(1, 3)


def test_half_of_its_cards_passed_is_met_and_a_failure_is_not() -> None:
    heads = library(page("a", cards=4), page("b", *needs("a"), cards=4))
    firsts = begun(heads)
    for uid, rating in (("a/0", 3), ("a/1", 1), ("b/0", 3), ("a/1", 3), ("b/1", 3)):
        firsts.take(uid, rating)
    assert firsts.seen.ahead.answers == 1
    assert firsts.seen.ready.answers == 3


def test_later_answers_strangers_and_other_pages_are_no_first_answers() -> None:
    firsts = begun(library(page("a"), page("case", kind=PageKind.CASE_STUDY)))
    for uid in ("a/0", "a/0", "gone/0", "case/0"):
        firsts.take(uid, 1)
    assert firsts.seen.answers == 1


def test_an_answer_to_what_tells_two_concepts_apart_is_none_of_either() -> None:
    heads = heads_of(against(page("a", cards=1), "b"), page("b", *needs("a")))
    firsts = begun(heads)
    for uid in ("contrast:a~b#c1", "a/0", "b/0"):
        firsts.take(uid, 3)
    assert firsts.seen.ahead.answers == 0
    assert firsts.seen.ready.answers == 2


def test_after_enough_first_answers_nothing_counts_any_more() -> None:
    heads = heads_of(page("a", cards=MOST + 5))
    firsts = begun(heads)
    for uid in heads.cards:
        firsts.take(uid, 1)
    assert firsts.seen.answers == MOST


def test_a_log_that_ends_before_it_tells_leaves_the_lead_to_the_graph() -> None:
    firsts = begun()
    firsts.take("a/0", 3)
    assert not firsts.graph_leads
    firsts.end()
    assert firsts.say is Say.GRAPH


def test_a_log_that_has_told_enough_keeps_what_it_said() -> None:
    many = range(ENOUGH + 10)
    roots, tops = [page(f"z{n}") for n in many], [page(f"a{n}", *needs(f"z{n}")) for n in many]
    firsts = begun(library(*roots, *tops))
    for number in range(0, ENOUGH + 10, 2):
        firsts.take(f"a{number}/0", 3)
        firsts.take(f"z{number + 1}/0", 1)
    assert firsts.say is Say.CONTENT
    firsts.end()
    assert firsts.say is Say.CONTENT


@given(grades)
def test_each_first_answer_counts_by_all_that_was_passed_before_it(
    log: list[tuple[str, int]],
) -> None:
    firsts, seen = begun(), Seen()
    below, above = {"a": "", "b": "a", "c": "b"}, {"a": "b", "b": "c", "c": ""}
    for number, (uid, rating) in enumerate(log):
        firsts.take(uid, rating)
        earlier = log[:number]
        if uid in {asked for asked, _ in earlier}:
            continue
        met = {asked.partition("/")[0] for asked, grade in earlier if grade > 1} | {""}
        id_ = uid.partition("/")[0]
        missing, beyond = below[id_] not in met, above[id_] not in met
        seen = seen.and_one(missing=missing, above=beyond, failed=rating == 1)
    assert firsts.seen == seen
