"""What may be imported when: static contracts cannot tell a deferred import from an eager one."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hand_clock import Clock

from mlsd_graph.memory import Rating
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study

ONLY_FOR_A_QUEUE = {
    "mlsd_graph.content.library", "mlsd_graph.credit", "mlsd_graph.diagrams.layout",
    "mlsd_graph.graph.build", "mlsd_graph.interview", "mlsd_graph.placement",
    "mlsd_graph.planning", "mlsd_graph.scheduling.building", "mlsd_graph.scheduling.frontier",
    "mlsd_graph.scheduling.newcards", "mlsd_graph.scheduling.queue",
    "mlsd_graph.scheduling.worth", "mlsd_graph.store.backup", "mlsd_graph.store.rebuilding",
    "mlsd_graph.study.crediting", "mlsd_graph.study.given", "mlsd_graph.study.known",
    "mlsd_graph.study.line", "mlsd_graph.study.ordering", "mlsd_graph.study.overlaying",
    "mlsd_graph.study.placed", "mlsd_graph.study.planned", "mlsd_graph.study.preparing",
    "mlsd_graph.study.probing", "mlsd_graph.study.rehearsed",
}  # fmt: skip
"""What overlays, plan and queue need, and the first card of all must not wait for."""
_FIRST_CARD = """
from pathlib import Path
import tui.app, tui.screens.today, tui.screens.review
from mlsd_graph.paths import Paths
from mlsd_graph.study import Study
base = Path({base!r})
paths = Paths(base / "state", base / "config", base / "cache")
study = Study.open(paths, [Path({content!r})], lambda: ({ms}, 0), base / "content.cache")
assert study.next(at_once=True) is not None
"""
HEAVY = {"sqlmodel", "sqlalchemy", "networkx", "numpy", "genanki", "textual", "rapidfuzz"}


def modules_after(code: str) -> set[str]:
    """Run code in a fresh interpreter and name the modules it has loaded."""
    program = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded_after(code: str) -> set[str]:
    """Name the top-level modules alone."""
    return {name.partition(".")[0] for name in modules_after(code)}


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("import mlsd_graph", {"click", "yaml", "sqlite3", "platformdirs"}),
        ("import mlsd_graph.cli", {"click", "yaml", "sqlite3", "platformdirs"}),
        ("import mlsd_graph.store.due", {"click", "yaml", "platformdirs", "pathlib"}),
        ("import mlsd_graph.cli.root", {"yaml", "markdown_it", "sqlite3"}),
        ("import mlsd_graph.content.library, mlsd_graph.content.loading", {"markdown_it"}),
        ("import mlsd_graph.study.study", {"markdown_it"}),
        ("import mlsd_graph.store.store", set[str]()),
    ],
)
def test_a_headless_module_loads_nothing_heavy(code: str, more: set[str]) -> None:
    assert not loaded_after(code) & (HEAVY | more)


@pytest.mark.parametrize("heavy", ["sqlmodel", "networkx", "numpy", "genanki", "rapidfuzz", "yaml"])
def test_the_first_frame_waits_for_nothing_heavy(heavy: str) -> None:
    assert heavy not in loaded_after("import tui.app, tui.screens.today")


def test_the_first_frame_waits_for_no_memory_and_no_schedule() -> None:
    loaded = modules_after("import tui.app, tui.screens.today")
    packages = {".".join(name.split(".")[:2]) for name in loaded}
    assert not packages & {"mlsd_graph.memory", "mlsd_graph.scheduling", "mlsd_graph.store"}


@pytest.mark.parametrize("name", sorted(ONLY_FOR_A_QUEUE))
def test_a_module_that_a_first_card_must_not_load_is_there(name: str) -> None:
    assert find_spec(name) is not None, "under another name it would be loaded unseen"


def test_the_first_card_waits_for_no_queue_and_no_overlay(
    home: Paths, content: Path, clock: Clock
) -> None:
    base = home.state.parent
    earlier = Study.open(home, [content], clock, base / "content.cache")
    asked = earlier.next()
    assert asked is not None
    earlier.answer(asked.card.uid, Rating.EASY)
    earlier.close()
    later = clock.ms + 40 * 86_400_000

    code = _FIRST_CARD.format(base=str(base), content=str(content), ms=later)
    loaded = modules_after(code)

    assert "mlsd_graph.study.first" in loaded
    assert not loaded & ONLY_FOR_A_QUEUE
    assert not {name.partition(".")[0] for name in loaded} & (HEAVY - {"textual"})


def test_the_deck_writer_never_loads_the_app() -> None:
    assert "textual" not in loaded_after("import export.anki")
