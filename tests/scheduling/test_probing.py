"""Probes: a failure asks for its most suspect prerequisite, and writes nothing."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from written import NOW, learned, library
from written_heads import against, needs, page

from mlsd_graph.content.records import PageHead
from mlsd_graph.graph import build
from mlsd_graph.memory import Answer, CardState, Phase, fsrs6
from mlsd_graph.scheduling import Inquiry, Probes, ReasonKind, probes

CHAIN = (page("a"), page("b", *needs("a")), page("c", *needs("b")))
SHAKY = learned("a/0", "a/1", "b/0", "b/1", "c/0", "c/1", stability=5, ago=8)


class Day:
    """The answers of one day, and the states that they leave."""

    def __init__(self, *pages: PageHead, states: Mapping[str, CardState] = SHAKY) -> None:
        self.heads = library(*(pages or CHAIN))
        self.graph = build(self.heads)
        self.states = dict(states)
        self.answers: list[Answer] = []
        self.inquiry = Inquiry(self.graph, self.heads.cards, self.states, fsrs6())

    def answer(self, uid: str, rating: int, phase: Phase = Phase.RELEARNING) -> "Day":
        at, before = NOW.ms + 20_000 * len(self.answers), self.states.get(uid)
        self.answers.append(Answer(uid, rating, at, NOW.offset, before))
        known = before or CardState(uid)
        after = phase if rating == 1 else Phase.REVIEW
        due = at + 600_000 if after == Phase.RELEARNING else NOW.day + 3
        self.states[uid] = known._replace(phase=after, last=at, due=due, stability=3.0)
        self.inquiry.follow(self.answers[-1])
        return self

    def followed(self) -> Probes:
        return self.inquiry.found(NOW)

    def found(self) -> Probes:
        known = (self.heads.cards, self.states, self.answers, NOW, fsrs6())
        return probes(self.graph, *known)

    def asks(self) -> list[str]:
        return [item.uid for item in self.found().first]


def test_a_lapse_asks_the_most_suspect_prerequisite_and_says_why() -> None:
    (asked,) = Day().answer("c/0", 1).found().first
    assert asked.uid == "b/0"
    assert asked.reason.kind is ReasonKind.PROBE
    assert asked.reason.text == "a probe: C may have failed because B is shaky"
    assert asked.reason.edges == (("b", "c"),)


def test_the_card_least_likely_recalled_is_asked() -> None:
    shakier = SHAKY | learned("b/1", stability=3, ago=8)
    assert Day(states=shakier).answer("c/0", 1).asks() == ["b/1"]


def test_a_pass_asks_nothing_and_neither_does_a_first_failure() -> None:
    assert Day().answer("c/0", 3).asks() == []
    unseen = {uid: state for uid, state in SHAKY.items() if uid != "c/0"}
    assert Day(states=unseen).answer("c/0", 1).asks() == []


def test_what_tells_a_prerequisite_from_another_concept_is_no_probe_for_it() -> None:
    pages = (CHAIN[0], against(CHAIN[1], "z"), CHAIN[2], page("z"))
    shakier = SHAKY | learned("contrast:b~z#c1", stability=3, ago=8)
    assert Day(*pages, states=shakier).answer("c/0", 1).asks() == ["b/0"]


def test_firm_unlearned_and_hidden_prerequisites_are_let_alone() -> None:
    firm = SHAKY | learned("a/0", "a/1", "b/0", "b/1", stability=500)
    assert Day(states=firm).answer("c/0", 1).asks() == []
    assert Day(states=learned("c/0", stability=5, ago=8)).answer("c/0", 1).asks() == []
    gone = {uid: state._replace(suspended=uid[0] == "b") for uid, state in SHAKY.items()}
    assert "b/0" not in Day(states=gone).answer("c/0", 1).asks()


def test_a_concept_asked_today_is_not_asked_again() -> None:
    assert "b/0" not in Day().answer("b/1", 3).answer("c/0", 1).asks()


def test_a_probe_that_passes_ends_it() -> None:
    assert Day().answer("c/0", 1).answer("b/0", 3).found() == Probes()


def test_a_probe_that_fails_goes_one_level_down_once() -> None:
    day = Day()
    for _ in range(4):  # room for a second probe
        day.answer("x/0", 3).answer("x/1", 3).answer("x/0", 3)
    day.answer("c/0", 1).answer("b/0", 1)
    assert day.asks() == ["a/0"]
    day.answer("a/0", 1)
    assert day.asks() == []


def test_what_failed_comes_again_after_its_probe() -> None:
    assert Day().answer("c/0", 1).answer("b/0", 1).found().after == {"c/0": "b/0"}


def test_without_relearning_steps_too() -> None:
    day = Day().answer("c/0", 1, Phase.REVIEW).answer("b/0", 1, Phase.REVIEW)
    (again,) = day.found().first
    assert again.uid == "c/0"
    assert again.reason.text == "again, now that B was asked, which it rests on"
    assert day.answer("c/0", 3).found() == Probes()


def test_probes_take_a_tenth_of_the_session() -> None:
    pages = [p for i in range(40) for p in (page(f"a{i}", cards=1), _needing(i))]
    uids = [uid for p in pages for uid in (p.cards[0].uid,)]
    day = Day(*pages, states=learned(*uids, stability=5, ago=8))
    for i in range(40):
        day.answer(f"b{i}/0", 1)
    assert len(day.asks()) == 1 + 40 // 10


def test_the_answers_before_a_failure_alone_decide_so_a_restart_restores_it() -> None:
    day = Day().answer("c/0", 1)
    assert day.found() == day.found()
    undone = Day()
    assert undone.asks() == []


def _needing(i: int) -> PageHead:
    return page(f"b{i}", *needs(f"a{i}"), cards=1)


uids = st.sampled_from([*sorted(SHAKY), "gone/0"])


@given(st.lists(st.tuples(uids, st.integers(1, 4)), max_size=30))
def test_any_day_is_followed_within_the_bounds(answers: Sequence[tuple[str, int]]) -> None:
    day = Day()
    for uid, rating in answers:
        day.answer(uid, rating)
        found = day.found()
        assert day.followed() == found  # as it happened, and from the log afterwards
        asked = [item.uid for item in found.first if item.reason.text.startswith("a probe")]
        assert len(asked) <= 1 + len(day.answers) // 10
        assert len(set(day.asks())) == len(day.asks())
        assert set(day.asks()) <= set(day.heads.cards)
