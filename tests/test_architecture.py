"""What may be imported when: static contracts cannot tell a deferred import from an eager one."""

import json
import subprocess
import sys

import pytest

HEAVY = {"sqlmodel", "sqlalchemy", "networkx", "numpy", "genanki", "textual", "rapidfuzz"}


def loaded_after(code: str) -> set[str]:
    """Run code in a fresh interpreter and name the top-level modules it has loaded."""
    program = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


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


def test_the_deck_writer_never_loads_the_app() -> None:
    assert "textual" not in loaded_after("import export.anki")
