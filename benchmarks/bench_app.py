"""The app: its first frame, its first card, and a grade until the next card.

Starts are timed from the process to the bytes that arrive at a pseudo-terminal of 120 × 40, grades
from the key to the painted screen. The peer is a Textual app with five widgets and nothing else.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from benchmarks.bench_content import write
from benchmarks.table import Row
from benchmarks.terminal import Terminal
from mlsd_graph.config import Config
from mlsd_graph.memory import Rating, study_day
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.study import Study

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.signal import Signal

    from tui.screens.review import ReviewScreen

_SIZE = (120, 40)
_OURS = [sys.executable, "-m", "mlsd_graph"]
_PEER = """
from textual.app import App
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

class Peer(App):
    BINDINGS = [("enter", "x", "Review"), ("u", "x", "Undo"), ("q", "quit", "Quit"),
                ("t", "x", "Today"), ("b", "x", "Browse"), ("question_mark", "x", "Help")]

    def compose(self):
        yield Static("mlsd")
        with VerticalScroll():
            yield Static("loading")
            with Horizontal():
                yield Static("")
                yield Static("")
        yield Footer(compact=True, show_command_palette=False)

Peer().run()
"""
_DAY_MS = 86_400_000
_PAUSE = 0.2
"""Seconds between the answer and its grade."""


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure; quick has 300 pages instead of 10,000."""
    with TemporaryDirectory() as folder:
        base = Path(folder)
        pages = 300 if quick else 10_000
        write(base / "content", pages)
        paths = Paths(base / "home/state", base / "home/config", base / "home/cache")
        cards = _learn(paths, base / "content")
        environ = {
            **os.environ,
            "MLSD_HOME": str(base / "home"),
            "MLSD_CONTENT": str(base / "content"),
        }
        # the first start of all writes the cache of the content
        _first_card(environ)
        frame, card, peer = _starts(environ, rounds=5 if quick else 9)
        of = f"{cards:,} cards"
        return [
            Row("first frame", frame, "Textual, five widgets", peer, 1.05),
            Row(f"first card answerable, {of}", card, "Textual, five widgets", peer, 1.5),
            _grades(paths, base / "content", grades=30 if quick else 100, of=of),
        ]


def _clock() -> tuple[int, int]:
    return time.time_ns() // 1_000_000, 0


def _learn(paths: Paths, content: Path) -> int:
    """Grade nine cards in ten twice; return how many cards there are."""
    study = Study.open(paths, [content], _clock, paths.cache / "content.cache")
    uids = list(study.library.cards)
    study.close()
    now = _clock()[0]
    store = Store.open(paths, _clock)
    today = study_day(now, 0)
    drafts = [
        draft
        for place, uid in enumerate(uids)
        if place % 10
        for draft in _history(uid, place, now, today)
    ]
    store.append(drafts)
    store.close()
    # As an earlier session would have left it.
    used = Study.open(paths, [content], _clock, paths.cache / "content.cache", named=str(content))
    used.care()
    used.close()
    return len(uids)


def _history(uid: str, place: int, now: int, today: int) -> list[Draft]:
    """Two reviews at many distances, so that stabilities differ; one card in ten is due."""
    ago = 1 + place % 28
    before = ago + 8 + place % 23
    return [
        Draft(
            Kind.REVIEW,
            card=uid,
            rating=rating,
            duration_ms=8000,
            due_day=today - days + interval,
            when=(now - days * _DAY_MS + place, 0),
        )
        for days, rating, interval in ((before, Rating.EASY, 8), (ago, Rating.GOOD, 26))
    ]


def _starts(environ: Mapping[str, str], rounds: int) -> tuple[float, float, float]:
    """Time first frame, first card and the peer's frame in turn; return the medians."""
    times = [(_first_frame(environ), _first_card(environ), _peer(environ)) for _ in range(rounds)]
    frame, card, peer = zip(*times, strict=True)
    return statistics.median(frame), statistics.median(card), statistics.median(peer)


def _first_frame(environ: Mapping[str, str]) -> float:
    with Terminal(_OURS, environ, _SIZE) as app:
        return app.wait("loading")


def _peer(environ: Mapping[str, str]) -> float:
    with Terminal([sys.executable, "-c", _PEER], environ, _SIZE) as app:
        return app.wait("loading")


def _first_card(environ: Mapping[str, str]) -> float:
    """Press enter as soon as the first frame is there, and wait for the question."""
    with Terminal(_OURS, environ, _SIZE) as app:
        app.wait("loading")
        app.send("\r")
        return app.wait("space shows", 120)


def _grades(paths: Paths, content: Path, *, grades: int, of: str) -> Row:
    """Time a grade until the next card is painted; the commit itself is measured beside it."""
    study = Study.open(paths, [content], _clock, paths.cache / "content.cache")
    study.warm()
    taken = asyncio.run(_graded(study, grades))
    commit = _commit(study, grades)
    study.close()
    late = statistics.quantiles(taken, n=20)[-1] - commit
    return Row(f"grade to next card, p95 without commit, {of}", late, "50 ms", 0.05, 1.0)


async def _graded(study: Study, grades: int) -> list[float]:
    """Grade in the app without a terminal, which only writing the bytes would need."""
    from tui.app import MlsdApp  # noqa: PLC0415  textual: not for the other benchmarks
    from tui.screens.review import ReviewScreen  # noqa: PLC0415  textual: not for the other benchmarks

    app = MlsdApp(lambda: study, Config(path=study.paths.config_file))
    taken: list[float] = []
    async with app.run_test(size=_SIZE) as pilot:
        await _until(lambda: app.study is not None)
        app.start_review()
        await _until(lambda: isinstance(app.screen, ReviewScreen))
        review = cast("ReviewScreen", app.screen)
        await _until(lambda: review.is_running)
        painted = _paintings(review)
        for _ in range(grades):
            await _answered(pilot, review)
            # nobody grades faster; without it every grade would meet the look at changed files
            await asyncio.sleep(_PAUSE)
            painted.clear()
            start = time.perf_counter()
            app.simulate_key("3")
            await painted.wait()
            taken.append(time.perf_counter() - start)
    return taken


async def _answered(pilot: "Pilot[None]", review: "ReviewScreen") -> None:
    """Bring a card of any kind to its grades, key by key."""
    from tui.widgets.attempt import Attempt  # noqa: PLC0415  textual
    from tui.widgets.card_view import Stage  # noqa: PLC0415  textual

    await _until(lambda: review.stage is not Stage.WAITING)
    while review.stage is not Stage.ANSWERED:
        ends = review.stage is Stage.TICKING or isinstance(pilot.app.focused, Attempt)
        pilot.app.simulate_key("enter" if ends else "space")
        await pilot.pause()


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110  the app tells nobody when it has drawn a card
        await asyncio.sleep(0.001)


def _paintings(review: "ReviewScreen") -> asyncio.Event:
    """Set whenever a layout with a card from its front has been painted.

    To wait for the next refresh after one has seen the card would wait for a blink of the cursor.
    """
    from tui.widgets.card_view import Stage  # noqa: PLC0415  textual: not for the other benchmarks

    painted = asyncio.Event()

    def on_painted(_: object) -> None:
        if review.stage is Stage.ASKED:
            painted.set()

    signal = cast("Signal[object]", review.screen_layout_refresh_signal)  # pyright: ignore[reportUnknownMemberType]  Textual leaves the type of a screen's result open
    signal.subscribe(review, on_painted, immediate=True)
    return painted


def _commit(study: Study, grades: int) -> float:
    """Median time of the durable write of a grade."""
    taken: list[float] = []
    for _ in range(min(grades, 20)):
        shown = study.next()
        if shown is None:
            break
        start = time.perf_counter()
        study.answer(shown.card.uid, Rating.GOOD)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
