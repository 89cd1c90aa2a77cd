"""Whatever a learner does, and whenever the program dies: nothing of an interview is lost."""

import tempfile
from dataclasses import replace
from pathlib import Path

from drawn_content import DRAWN
from hand_clock import Clock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from interviewing import CASE, ITEMS, Monotonic
from page_files import write_pages
from small_content import PAGES

from mlsd_graph.content.records import Step
from mlsd_graph.interview.agenda import Phase
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
from mlsd_graph.study.interviews import Terms, begin, known_attempts, notes_of, resume, under_way

STEPS = (Step.DATA, Step.SERVING)


class Interviews(RuleBasedStateMachine):
    """One interview on two steps, with a model of what it must remember."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        base = Path(self.folder.name)
        write_pages(base / "content", PAGES | DRAWN)
        self.paths = Paths(base / "state", base / "config", base / "cache")
        self.roots = [base / "content"]
        self.ticker = Monotonic()
        self.study = Study.open(self.paths, self.roots, Clock())
        self.sitting = begin(self.study, CASE, Terms(steps=STEPS), self.ticker)
        self.sitting.go_on()
        self.notes: dict[Step, str] = {}
        self.ticked: dict[Step, set[str]] = {}
        self.seconds = 0.0

    def teardown(self) -> None:
        self.study.close()
        self.folder.cleanup()

    @property
    def phase(self) -> Phase | None:
        return self.sitting.turn.phase if self.sitting.turn else None

    @rule(seconds=st.floats(0, 300))
    def wait(self, seconds: float) -> None:
        if self.sitting.run.watch.is_running:
            self.seconds += seconds
        self.ticker.seconds += seconds

    @precondition(lambda self: self.phase in (Phase.ANSWER, Phase.QUESTIONS))
    @rule(text=st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=40))
    def type(self, text: str) -> None:
        assert self.sitting.turn is not None
        self.notes[self.sitting.turn.step] = text
        self.sitting.typed(text)

    @precondition(lambda self: self.phase is Phase.MARK)
    @rule(said=st.sets(st.sampled_from(ITEMS)))
    def tick(self, said: set[str]) -> None:
        assert self.sitting.turn is not None
        self.ticked[self.sitting.turn.step] = said
        self.sitting.ticked(said)

    @precondition(lambda self: self.phase is not None)
    @rule()
    def forward(self) -> None:
        self.sitting.forward()

    @precondition(lambda self: self.phase in (Phase.ANSWER, Phase.QUESTIONS))
    @rule()
    def stop_answering(self) -> None:
        self.sitting.stop_answering()

    @precondition(lambda self: self.phase is not None)
    @rule()
    def back(self) -> None:
        self.sitting.back()

    @rule()
    def pause(self) -> None:
        self.sitting.pause()

    @precondition(lambda self: self.phase is not None)
    @rule()
    def go_on(self) -> None:
        self.sitting.go_on()

    @precondition(lambda self: self.phase is not None)
    @rule(seconds=st.integers(-600, 600))
    def extend(self, seconds: int) -> None:
        self.sitting.extend(seconds)

    @precondition(lambda self: self.phase is not None)
    @rule()
    def die_after_a_save_and_come_back(self) -> None:
        before = self.sitting
        before.save()
        self.study.close()
        self.study = Study.open(self.paths, self.roots, Clock())
        (saved,) = under_way(self.study)
        self.ticker = Monotonic(7.0)
        self.sitting = resume(self.study, saved, self.ticker)
        same = replace(before.run, watch=saved.run.watch)
        assert saved.run == same

    @invariant()
    def notes_and_ticks_are_those_of_the_learner(self) -> None:
        assert {s: text for s, text in self.sitting.run.notes.items() if text} == {
            s: text for s, text in self.notes.items() if text
        }
        assert dict(self.sitting.run.ticked) == self.ticked

    @invariant()
    def the_clock_has_counted_what_ran(self) -> None:
        assert abs(self.sitting.total() - self.seconds) < 0.1

    @invariant()
    def an_end_is_in_the_log_with_all_marks(self) -> None:
        if self.phase is not None:
            return
        (attempt,) = known_attempts(self.study.store)
        assert attempt.ended
        for step in self.sitting.run.steps:
            assert set(attempt.ticked[step]) == self.ticked.get(step, set())
        logged = notes_of(self.study.store, attempt.run)
        assert all(logged[step] == text for step, text in self.notes.items())
        assert under_way(self.study) == []


Interviews.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=30,
)
test_an_interview_survives_anything = Interviews.TestCase
