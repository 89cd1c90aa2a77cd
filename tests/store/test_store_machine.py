"""Whatever is done in whatever order: the cache is a replay, and nothing acknowledged is lost."""

import shutil
import tempfile
from pathlib import Path

from graded import DAY, HOUR, MINUTE, OFFSET, START, grade, renamed
from hand_clock import Clock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store.log import read_head
from mlsd_graph.store.replay import replay

CARDS = st.sampled_from(("a/x", "a/y", "b/z"))
_MEMORY = Path("/dev/shm")  # noqa: S108  no secrets in it


class Session(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None)
        self.clock = Clock(START, OFFSET)
        self.store = Store.open(find({"MLSD_HOME": self.folder}), self.clock)
        self.acknowledged: set[bytes] = set()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(card=CARDS, rating=st.integers(1, 4))
    def review(self, card: str, rating: int) -> None:
        self.acknowledged.add(grade(self.store, card, rating).event.id)

    @rule(card=CARDS, rating=st.integers(1, 4), days=st.integers(-40, 40))
    def review_at(self, card: str, rating: int, days: int) -> None:
        when = (self.clock.ms + days * DAY, 60)
        self.acknowledged.add(grade(self.store, card, rating, when=when).event.id)

    @rule(
        many=st.lists(
            st.tuples(
                CARDS,
                st.integers(1, 4),
                st.sampled_from((None, -40 * DAY, -DAY, -1, 0, 0, 0, HOUR)),
                st.one_of(st.none(), st.integers(20_000, 21_000)),
            ),
            min_size=1,
            max_size=8,
        ),
        again=st.booleans(),
    )
    def append(self, many: list[tuple[str, int, int | None, int | None]], *, again: bool) -> None:
        drafts = [
            Draft(Kind.REVIEW, card, rating, 10, due,
                  when=None if by is None else (self.clock.ms + by, 60))
            for card, rating, by, due in many
        ]  # fmt: skip
        if again:  # an import that was sent before, with something new
            drafts = [
                *(
                    Draft(*event[1:3], event.rating, 10, event.due_day, id=event.id)
                    for event in self.store.events(kinds=(Kind.REVIEW,))[:3]
                ),
                *drafts,
            ]
        self.acknowledged |= {event.id for event in self.store.append(drafts)}

    @rule(card=CARDS, mark=st.sampled_from(("suspend", "unsuspend", "unbury", "forget")))
    def mark(self, card: str, mark: str) -> None:
        self.acknowledged.add(self.store.record(mark, card).id)

    @rule(card=CARDS, flag=st.integers(0, 7))
    def flag(self, card: str, flag: int) -> None:
        self.acknowledged.add(self.store.record(Kind.FLAG, card, {"flag": flag}).id)

    @rule(card=CARDS, day=st.integers(20_000, 21_000))
    def bury(self, card: str, day: int) -> None:
        self.acknowledged.add(self.store.record(Kind.BURY, card, {"until_day": day}).id)

    @rule(
        change=st.sampled_from(
            (
                ("desired_retention", "0.8"),
                ("desired_retention", "0.95"),
                ("learning_steps", "none"),
                ("learning_steps", "5m 1d"),
                ("relearning_steps", "none"),
                ("maximum_interval", "30"),
                ("fuzz", "off"),
                ("new_per_day", "3"),
            )
        )
    )
    def set(self, change: tuple[str, str]) -> None:
        self.acknowledged.add(self.store.set(*change).id)

    @rule(pair=st.permutations(("a/x", "a/y", "b/z")))
    def alias(self, pair: list[str]) -> None:
        self.acknowledged.add(renamed(self.store, *pair[:2]).id)

    @rule()
    def undo(self) -> None:
        if undone := self.store.undo():
            self.acknowledged.add(undone.event.id)

    @rule()
    def redo(self) -> None:
        if redone := self.store.redo():
            self.acknowledged.add(redone.event.id)

    @rule(by=st.sampled_from((MINUTE, HOUR, DAY, 30 * DAY, -HOUR, -2 * DAY, -40 * DAY)))
    def turn_clock(self, by: int) -> None:
        self.clock.ms += by

    @rule(offset=st.sampled_from((-720, -480, 0, 345, 840)))
    def travel(self, offset: int) -> None:
        self.clock.offset = offset

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(find({"MLSD_HOME": self.folder}), self.clock)

    @precondition(lambda self: self.acknowledged)
    @rule()
    def rebuild(self) -> None:
        before = self.cached()
        self.store.rebuild()
        assert self.cached() == before

    def cached(self) -> tuple[object, ...]:
        """Read all that a rebuild makes anew; it counts itself as a change of the rules."""
        connection = self.store._connection
        devices = connection.execute("SELECT * FROM device_head ORDER BY device").fetchall()
        head = read_head(connection)._replace(rules=0)
        return self.store.states(), self.store.days(), self.store.rules(), devices, head

    @invariant()
    def cache_is_replay(self) -> None:
        events = self.store.events()
        assert {event.id for event in events} == self.acknowledged
        world = replay(events)
        assert self.store.states() == world.states
        assert {day.day: list(day[1:]) for day in self.store.days()} == world.days
        assert self.store.rules() == world.rules
        assert len({event.at for event in events}) == len(events)

    @precondition(lambda self: len(self.acknowledged) % 5 == 4)
    @invariant()
    def doctor_is_content(self) -> None:
        assert self.store.check().problems == ()


TestSession = Session.TestCase
TestSession.settings = settings(
    max_examples=60,
    stateful_step_count=30,
)
