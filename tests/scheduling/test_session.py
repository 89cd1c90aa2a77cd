"""Whole sessions, one grade after another: `Queue.after` against a queue built anew."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from written import PLAIN
from written_heads import Heads, heads_of, needs, page

from mlsd_graph.graph import build
from mlsd_graph.memory import CardState, Phase, Rating, Settings, apply, preview
from mlsd_graph.scheduling import DoneToday, Now, Queue, ReasonKind, build_queue

START = Now(1_780_000_000_000, 0)


def chain(length: int, cards: int = 2) -> Heads:
    """Each concept needs the one before; the cards of every concept share a note in pairs."""
    names = [f"c{i:02}" for i in range(length)]
    pairs = (cards + 1) // 2
    return heads_of(
        *(
            page(name, *needs(*names[max(0, i - 1) : i]), cards=cards, notes=pairs)
            for i, name in enumerate(names)
        )
    )


@dataclass
class Session:
    """Grades what the queue shows, as the study package does."""

    heads: Heads
    settings: Settings
    states: dict[str, CardState] = field(default_factory=dict)
    now: Now = START
    done: DoneToday = field(default_factory=DoneToday)
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.graph = build(self.heads)
        self.queue = self.rebuilt()

    def rebuilt(self) -> Queue:
        return build_queue(
            self.graph, self.heads.cards, self.states, self.settings, self.now, self.done
        )

    def grade(self, rating: Rating) -> bool:
        item = self.queue.next(self.now.ms)
        if item is None:
            return False
        before = self.states.get(item.uid)
        reps = before.reps if before else 0
        at, offset = self.now
        outcome = preview(item.uid, before, self.settings, at, offset, reviews_live=reps)[rating]
        self.states = self.states | {
            item.uid: apply(before, item.uid, rating, at, offset, outcome.due_day, self.settings)
        }
        reviewed = before is not None and before.phase == Phase.REVIEW
        self.done = self.done._replace(
            new=self.done.new + (before is None),
            reviews=self.done.reviews + reviewed,
            recent=(*self.done.recent[-2:], item.uid),
        )
        self.shown.append(item.uid)
        self.now = Now(at + 20_000, offset)
        self.queue = self.queue.after(item.uid, self.states, self.now, self.done)
        return True


ratings = st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=60)


@given(st.integers(1, 6), st.integers(1, 4), ratings, st.integers(0, 12), st.sampled_from("gf"))
@settings(max_examples=60)
def test_moving_on_leaves_what_a_queue_built_anew_holds(
    concepts: int, cards: int, grades: list[Rating], new: int, order: str
) -> None:
    session = Session(
        chain(concepts, cards), replace(PLAIN if order == "f" else Settings(), new_per_day=new)
    )
    for rating in grades:
        if not session.grade(rating):
            break
        anew = session.rebuilt()
        assert session.queue.steps == anew.steps
        assert (session.queue.due, session.queue.new) == (anew.due, anew.new)
        assert session.queue.minutes == anew.minutes
        assert len(session.queue.items) == len(anew.items)
        assert (session.queue.next() is None) == (anew.next() is None)
        assert session.queue.next_due == anew.next_due
        waiting = session.queue.due + session.queue.new
        assert (waiting > 0) == (session.queue.next() is not None)


@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 30))
@settings(max_examples=40)
def test_a_day_of_good_grades_uses_the_whole_budget_of_new_cards(
    concepts: int, cards: int, new: int
) -> None:
    session = Session(chain(concepts, cards), Settings(new_per_day=new))
    while session.grade(Rating.GOOD):
        pass
    assert session.done.new == min(new, concepts * cards)
    assert session.queue.steps == ()


def test_learning_a_concept_opens_what_needs_it_and_brings_it_forward() -> None:
    session = Session(chain(3, 1), Settings(learning_steps=()))
    reason = session.queue.reason("c01/0")
    assert reason is not None
    assert reason.kind is ReasonKind.AHEAD
    before = session.queue
    assert session.grade(Rating.GOOD)
    assert session.queue.opened_since(before, "c00/0") == ("c01",)
    reason = session.queue.reason("c01/0")
    assert reason is not None
    assert reason.kind is ReasonKind.OPENS
    before = session.queue
    session.now = Now(session.now.ms + 1, 0)
    assert session.grade(Rating.GOOD)
    assert session.queue.opened_since(before, "c01/0") == ("c02",)


def test_a_card_is_not_shown_again_before_its_step_unless_nothing_else_is_left() -> None:
    session = Session(chain(4, 1), Settings())
    for _ in range(4):
        assert session.grade(Rating.GOOD)
    assert session.shown == ["c00/0", "c01/0", "c02/0", "c03/0"]
    assert session.grade(Rating.GOOD)
    assert session.shown[-1] == "c00/0"


def test_burying_and_suspending_take_a_card_out() -> None:
    session = Session(chain(2, 1), Settings())
    buried = CardState("c00/0", buried_until=START.day + 1)
    after = session.queue.after("c00/0", {"c00/0": buried}, START, session.done)
    assert [item.uid for item in after.items] == ["c01/0"]
    states = {"c00/0": buried, "c01/0": CardState("c01/0", suspended=True)}
    after = after.after("c01/0", states, START, session.done)
    assert after.next() is None
    assert after.next_due is not None


def test_a_new_day_has_a_new_budget() -> None:
    session = Session(chain(6, 1), Settings(new_per_day=2))
    while session.grade(Rating.EASY):
        pass
    assert session.done.new == 2
    session.now = Now(START.ms + 86_400_000, 0)
    session.done = DoneToday()
    assert session.rebuilt().new == 2


def test_the_backlog_of_a_long_absence_keeps_to_the_limit_and_stops_new_cards() -> None:
    heads = chain(40, 2)
    last = START.ms - 300 * 86_400_000
    states = {
        uid: CardState(uid, Phase.REVIEW, 0, START.day - 200, 20.0, 5.0, last, 0, 4, 0, 1)
        for uid in list(heads.cards)[:60]
    }
    session = Session(heads, Settings(reviews_per_day=25), states)
    assert (session.queue.due, session.queue.new) == (25, 0)
    eager = replace(session.settings, new_with_backlog=True)
    assert build_queue(session.graph, heads.cards, states, eager, START).new == 20
