"""What a study leaves behind: `mlsd due` and the first card say what the whole queue will."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from drawn_content import DRAWN
from hand_clock import Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from interviewing import Monotonic, begun, finish
from letters import aim
from small_content import PAGES

from mlsd_graph.content.records import Step
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.store.due import Due, due_line
from mlsd_graph.study import Study

CARDS = ("alpha/first", "alpha/hidden#c1", "beta/name", "beta/steps", "gamma/aloud", "alpha/size")
BEFORE_ALL = {
    ReasonKind.LEARNING, ReasonKind.PROBE, ReasonKind.REHEARSED, ReasonKind.CHECK,
}  # fmt: skip


class Life:
    """A learner's content, state and clock, opened as often as wanted."""

    def __init__(self, root: Path) -> None:
        self.clock = Clock()
        self.content = root / "content"
        for name, text in (PAGES | DRAWN).items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.home = Paths(state=root / "state", config=root / "config", cache=root / "cache")

    def opened(self, *, write: bool = True) -> Study:
        cache = self.home.cache / "content.cache"
        return Study.open(self.home, [self.content], self.clock, cache, write=write)

    def due(self) -> Due:
        """What `mlsd due` says."""
        return due_line(self.home.database, *self.clock())


@contextmanager
def life() -> Iterator[Life]:
    with TemporaryDirectory() as folder:
        yield Life(Path(folder))


def act(study: Study, clock: Clock, what: str, uid: str, rating: Rating) -> None:
    """Do one thing, a minute before the next."""
    if what == "grade" and study.settings.interview:
        what = "next"  # what is asked beside a plan moves its choice the next time it is made
    if what == "next":
        shown = study.next()
        if shown is not None:
            study.answer(shown.card.uid, rating, duration_ms=7000)
    elif what == "grade":
        state = study.store.state(uid)
        if state is None or not state.suspended:
            study.answer(uid, rating, duration_ms=7000)
    else:
        _without_grade(study, what, uid)
    clock.forward(minutes=1)


def _without_grade(study: Study, what: str, uid: str) -> None:
    match what:
        case "bury":
            study.bury(uid)
        case "suspend":
            study.suspend(uid)
        case "undo":
            study.undo()
        case "probes":
            study.configure("probes", "off" if study.settings.probes else "on")
        case "limit":
            study.configure("new_per_day", "3")
        case "few":
            study.configure("reviews_per_day", "1")
        case "plan":
            aim(study)
        case "short plan":
            aim(study, minutes=1)
        case _:
            finish(begun(study, Monotonic(), steps=(Step.SERVING,)), "alpha")


acts = st.tuples(
    st.sampled_from(
        ("next", "next", "next", "grade", "grade", "grade", "bury", "suspend", "undo", "probes",
         "limit", "few", "plan", "short plan", "missed")
    ),
    st.sampled_from(CARDS),
    st.sampled_from((Rating.AGAIN, Rating.AGAIN, Rating.GOOD, Rating.EASY)),
    st.sampled_from((0, 0, 0, 0, 9, 25, 1440, 12_960)),
)  # fmt: skip


def agrees(here: Life) -> None:
    """Compare what was left with a queue that is built now."""
    whole, cold = here.opened(write=False), here.opened(write=False)
    told, today, queue = here.due(), whole.today(), whole._present.line.queue(whole.now())
    assert (told.due, told.new, told.beyond) == (today.due, today.new, today.beyond)
    assert told.beyond == 0 or told.next_due_ms is today.next_due is None
    first, at_once = whole.next(), cold.next(at_once=True)
    if first is None or at_once is None:
        assert first is at_once
    elif at_once.card.uid != first.card.uid:
        # The log knows no order by value, and no new cards among the reviews: any review will do.
        reviews = {item.uid for item in (*queue.reviews, *queue.siblings)}
        assert first.reason.kind not in BEFORE_ALL
        assert at_once.card.uid in reviews
    whole.close()
    cold.close()


@given(st.lists(acts, max_size=14))
@settings(max_examples=12)
def test_due_and_the_first_card_agree_with_the_queue_while_a_study_is_open(
    done: list[tuple[str, str, Rating, int]],
) -> None:
    with life() as here:
        study = here.opened()
        study.care()
        for what, uid, rating, wait in done:
            act(study, here.clock, what, uid, rating)
            here.clock.forward(minutes=wait)
            if wait >= 720:
                study.care()
            else:
                study.today()
            agrees(here)
        study.close()


@given(st.lists(acts, max_size=8))
@settings(max_examples=12)
def test_due_and_the_first_card_agree_with_the_queue_after_single_commands(
    done: list[tuple[str, str, Rating, int]],
) -> None:
    with life() as here:
        for what, uid, rating, wait in done:
            study = here.opened()
            act(study, here.clock, what, uid, rating)
            study.settle()
            study.close()
            agrees(here)
            here.clock.forward(minutes=wait)
            if wait >= 720:
                study = here.opened()
                study.care()
                study.close()


def test_a_grade_that_was_taken_back_lets_its_siblings_be_asked() -> None:
    with life() as here:
        study = here.opened()
        study.care()
        act(study, here.clock, "next", "", Rating.AGAIN)
        act(study, here.clock, "undo", "", Rating.AGAIN)
        act(study, here.clock, "grade", "alpha/hidden#c1", Rating.AGAIN)

        shown = study.next()
        agrees(here)
        study.close()

    assert shown is not None
    assert shown.card.uid == "alpha/hidden#c1"
