"""The graph earns its say by first answers, and loses it by them."""

from hypothesis import given
from hypothesis import strategies as st

from mlsd_graph.scheduling.say import (
    DOUBT,
    EARNED,
    ENOUGH,
    REFUTED,
    Say,
    Seen,
    doubt,
    graph_leads,
    turned,
)

counts = st.lists(st.integers(0, 40), min_size=8, max_size=8).map(lambda each: Seen(tuple(each)))


def seen(*, ahead: tuple[int, int] = (0, 0), ready: tuple[int, int] = (0, 0)) -> Seen:
    """First answers before and after prerequisites were met, as (failed, passed)."""
    found = Seen()
    for missing, each in ((True, ahead), (False, ready)):
        for failed, times in ((True, each[0]), (False, each[1])):
            for _ in range(times):
                found = found.and_one(missing=missing, above=True, failed=failed)
    return found


def followed(*answers: Seen) -> Say:
    say = Say.CONTENT
    for each in answers:
        say = turned(say, each)
    return say


def test_before_any_answer_the_content_leads() -> None:
    assert abs(doubt(Seen()) - DOUBT) < 1e-9
    assert turned(Say.CONTENT, Seen()) is Say.CONTENT


def test_failures_before_prerequisites_alone_earn_the_graph_its_say() -> None:
    assert turned(Say.CONTENT, seen(ahead=(6, 2), ready=(1, 9))) is Say.GRAPH


def test_who_fails_everything_alike_is_not_led_by_the_graph() -> None:
    assert turned(Say.CONTENT, seen(ahead=(12, 5), ready=(12, 5))) is Say.CONTENT


def test_failures_where_what_builds_on_a_page_is_missing_say_nothing_of_prerequisites() -> None:
    turned_around = Seen((10, 1, 2, 9, 11, 1, 3, 8))
    assert doubt(turned_around) > REFUTED


def test_a_suspicion_is_looked_into_from_both_sides() -> None:
    few = seen(ahead=(3, 0), ready=(0, 1))
    assert followed(few) is Say.BOTH
    assert graph_leads(Say.BOTH, few)
    assert not graph_leads(Say.BOTH, seen(ahead=(3, 0), ready=(0, 3)))


def test_between_the_thresholds_what_was_decided_stays() -> None:
    between = seen(ahead=(4, 6), ready=(2, 10))
    assert EARNED < doubt(between) < REFUTED
    assert turned(Say.GRAPH, between) is Say.GRAPH
    assert turned(Say.BOTH, between) is Say.BOTH


def test_the_graph_loses_its_say_to_answers_that_go_as_well_without() -> None:
    assert turned(Say.GRAPH, seen(ahead=(1, 20), ready=(2, 20))) is Say.CONTENT


def test_answers_that_tell_nothing_leave_the_lead_to_the_graph() -> None:
    half = ENOUGH // 2
    assert turned(Say.CONTENT, seen(ahead=(0, half), ready=(0, half))) is Say.GRAPH
    assert turned(Say.CONTENT, seen(ahead=(half, 0), ready=(half, 0))) is Say.GRAPH
    assert turned(Say.CONTENT, seen(ready=(5, ENOUGH))) is Say.GRAPH
    assert turned(Say.CONTENT, seen(ahead=(0, half - 1), ready=(0, half))) is Say.CONTENT


@given(counts)
def test_doubt_is_a_probability_for_any_counts(found: Seen) -> None:
    assert 0.0 <= doubt(found) <= 1.0


@given(counts)
def test_what_is_summed_up_is_all_that_was_counted(found: Seen) -> None:
    assert found.answers == found.ready.answers + found.ahead.answers
    assert sum(found.counts[1::2]) == found.ready.failed + found.ahead.failed
