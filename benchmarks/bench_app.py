"""The app in a real terminal: its first frame, its first card, and a grade until the next card.

Times are those of bytes arriving at a pseudo-terminal of 120 × 40, from the start of the process
or from the key. The peer is a Textual app with the same five widgets and nothing else.
"""

import os
import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bench_content import write
from benchmarks.table import Row
from benchmarks.terminal import Terminal
from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.study import Study

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


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure; quick has 300 pages of ten cards instead of 10,000."""
    with TemporaryDirectory() as folder:
        base = Path(folder)
        pages = 300 if quick else 10_000
        write(base / "content", pages)
        paths = Paths(base / "home/state", base / "home/config", base / "home/cache")
        _learn(paths, base / "content")
        environ = {
            **os.environ,
            "MLSD_HOME": str(base / "home"),
            "MLSD_CONTENT": str(base / "content"),
        }
        # the first start of all writes the cache of the content
        _first_card(environ)
        frame, card, peer = _starts(environ, rounds=5 if quick else 9)
        of = f"{pages * 10:,} cards"
        return [
            Row("first frame", frame, "Textual, five widgets", peer, 1.05),
            Row(f"first card answerable, {of}", card, "Textual, five widgets", peer, 1.5),
            _grades(environ, paths, base / "content", grades=30 if quick else 100, of=of),
        ]


def _clock() -> tuple[int, int]:
    return time.time_ns() // 1_000_000, 0


def _learn(paths: Paths, content: Path) -> None:
    """Grade nine cards in ten, so that a good many are due by now."""
    study = Study.open(paths, [content], _clock, paths.cache / "content.sqlite")
    uids = list(study.library.cards)
    study.close()
    now = _clock()[0]
    store = Store.open(paths, _clock)
    today = now // _DAY_MS
    drafts = [
        Draft(
            Kind.REVIEW,
            card=uid,
            rating=Rating.EASY,
            duration_ms=8000,
            due_day=today + place % 40 - 1,
            when=(now - 10 * _DAY_MS + place, 0),
        )
        for place, uid in enumerate(uids)
        if place % 10
    ]
    store.append(drafts)
    store.close()


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
    """Press enter as soon as the day is summed up, and wait for the question."""
    with Terminal(_OURS, environ, _SIZE) as app:
        app.wait("due", 120)
        app.send("\r")
        return app.wait("space shows", 120)


def _grades(
    environ: Mapping[str, str], paths: Paths, content: Path, *, grades: int, of: str
) -> Row:
    """Time a grade until the next card is painted; the commit itself is measured beside it."""
    taken: list[float] = []
    with Terminal(_OURS, environ, _SIZE) as app:
        app.wait("due", 120)
        app.send("\r")
        for _ in range(grades):
            _reveal(app)
            app.forget()
            start = time.perf_counter()
            app.send("3")
            app.wait("space")
            taken.append(time.perf_counter() - start)
    commit = _commit(paths, content, grades)
    late = statistics.quantiles(taken, n=20)[-1] - commit
    return Row(f"grade to next card, p95 without commit, {of}", late, "50 ms", 0.05, 1.0)


def _reveal(app: Terminal) -> None:
    """Bring any kind of card to its grades."""
    while "Good" not in app.text:
        if "enter ends" in app.text:
            app.forget()
            app.send("\r")
        elif "escape" in app.text:
            app.forget()
            app.send("\x1b")
            app.wait("Show")
            app.send(" ")
        elif "space" in app.text:
            app.forget()
            app.send(" ")
        app.read(0.02)


def _commit(paths: Paths, content: Path, grades: int) -> float:
    """Median time of the durable write of a grade."""
    study = Study.open(paths, [content], _clock, paths.cache / "content.sqlite")
    taken: list[float] = []
    for _ in range(min(grades, 20)):
        shown = study.next()
        if shown is None:
            break
        outcome = shown.outcomes[Rating.GOOD]
        start = time.perf_counter()
        study.store.review(
            shown.card.uid, Rating.GOOD, duration_ms=0, due_day=outcome.due_day, seen=shown.state
        )
        taken.append(time.perf_counter() - start)
    study.close()
    return statistics.median(taken)
