"""Whole lives of a learner with given answers, and what each left behind."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hand_clock import Clock

from export.anki import collect, read_progress
from mlsd_graph.memory import CardState, Rating
from mlsd_graph.paths import Paths
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.store import Kind
from mlsd_graph.study import Study

PARTS = ("graph_order", "session_order", "probes", "contrast_pairs", "credit")
ON, OFF = dict.fromkeys((*PARTS, "earned_order"), "on"), dict.fromkeys(PARTS, "off")
Answers = Sequence[tuple[str, Rating, int]]
"""Card, grade and the days that pass before it."""
CARDS = ("alpha/first", "alpha/hidden#c1", "alpha/size", "beta/name", "beta/steps", "gamma/aloud")


@dataclass
class Life:
    """What one life left behind, and what was shown in it."""

    states: dict[str, CardState]
    log: list[tuple[Any, ...]]
    deck: bytes
    shown: set[ReasonKind] = field(default_factory=set[ReasonKind])
    """Reasons that stood in a queue."""
    waited: set[str] = field(default_factory=set[str])
    """Due reviews that were held back."""
    orders: list[list[str]] = field(default_factory=list[list[str]])


@contextmanager
def opened(root: Path, clock: Clock) -> Iterator[Study]:
    """A study of the content and state in a folder."""
    home = Paths(state=root / "state", config=root / "config", cache=root / "cache")
    study = Study.open(home, [root / "content"], clock)
    try:
        yield study
    finally:
        study.close()


def lived(begun: Path, switches: Mapping[str, str], answers: Answers) -> Life:
    """Give the answers with the queue looked at before each, as a learner would."""
    with TemporaryDirectory() as folder:
        root, clock = Path(folder) / "life", Clock()
        shutil.copytree(begun, root)
        life = Life({}, [], b"")
        with opened(root, clock) as study:
            for name, value in switches.items():
                study.configure(name, value)
            for uid, rating, days in answers:
                clock.forward(days=days, minutes=1)
                look(study, life)
                study.answer(uid, rating, duration_ms=3000)
                look(study, life)
            assert study.store.states() == dict(study.states)
            life.states = dict(study.states)
            life.log = [
                (e.kind, e.card, e.at, e.offset, e.rating, e.duration_ms, e.due_day, e.data)
                for e in study.store.events()
                if e.kind != Kind.SETTING
            ]
            life.deck = _deck(study, root / "deck.apkg")
    return life


def look(study: Study, life: Life) -> None:
    """See all that a queue says, as the app does after each act."""
    queue = study._present.line.queue(study.now())
    study.next()
    life.shown |= {item.reason.kind for item in queue.items}
    life.waited |= queue.world.overlay.held.keys()
    life.orders.append([item.uid for item in queue.items])


def _deck(study: Study, out: Path) -> bytes:
    now = study.now()
    deck = collect(study.library, study.graph.order)
    deck.write(out, {}, read_progress(study.store, (now.ms, now.offset)))
    return out.read_bytes()


def assert_same(one: Life, other: Life) -> None:
    """Nothing differs that is kept or leaves the tool."""
    assert one.states == other.states
    assert one.log == other.log
    assert one.deck == other.deck
