"""Twelve chains of four concepts, and ways through a test over them."""

from pathlib import Path

from hand_clock import Clock

from mlsd_graph.level import Level
from mlsd_graph.memory import Rating
from mlsd_graph.planning import Target
from mlsd_graph.scheduling import ReasonKind
from mlsd_graph.study import Study
from mlsd_graph.study.placing import answer, begin, finish, placing

CHAINS = 12


def write(root: Path, number: int, depth: int) -> Path:
    id_ = f"k{number}-{depth}"
    needs = f"## Prerequisites\n- [[k{number}-{depth - 1}]]: It builds on it.\n\n" if depth else ""
    path = root / "concepts" / f"d{number % 3}" / f"{id_}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    cards = "".join(
        f"### Card {n}\nQ: What is number {n} of {id_}?\n\nA: It is {n}.\n\n" for n in "ab"
    )
    path.write_text(
        f"---\ntitle: {id_.upper()}\nkind: concept\nlevel: core\nsteps: [serving]\n---\n"
        f"{id_} is a thing.\n\n{needs}## Sources\n- Author (2020). [X](https://x.org). V.\n\n"
        f"## Cards\n\n{cards}",
        encoding="utf-8",
    )
    return path


def ask(study: Study, clock: Clock, rating: Rating, times: int) -> None:
    """Answer some questions."""
    for _ in range(times):
        sitting = placing(study).sitting
        assert sitting is not None
        assert sitting.question is not None
        clock.forward(minutes=0.5)
        answer(study, sitting.question.uid, rating)


def placed(study: Study, clock: Clock, rating: Rating = Rating.EASY, times: int = 10) -> None:
    begin(study, Level.STAFF)
    ask(study, clock, rating, times)
    finish(study)


def aim(study: Study, days: int, minutes: int, level: Level = Level.STAFF) -> None:
    """Set a target so many days ahead."""
    today = study.now().day
    study.configure("interview", Target(today, today + days, minutes, level).text)


def checks(study: Study) -> list[str]:
    return [i.uid for i in study.today().queue if i.reason.kind is ReasonKind.CHECK]
