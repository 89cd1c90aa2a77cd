"""The concept map of 400 nodes: building its file, and opening it where a Chromium is installed."""

import random
import re
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

import networkx as nx

import mlsd_graph
from benchmarks.table import Row, interleaved
from export.map import Node, gather, page
from export.map.gathering import CASES, Tie

_NODES, _CASES, _DOMAINS = 400, 20, 16
_OPEN_SECONDS = 0.5
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
_TELL = """<script>addEventListener("load", () => {
  document.body.getBoundingClientRect();
  const told = document.createElement("pre");
  told.textContent = `opened in ${performance.now()} ms`;
  document.body.append(told);
});</script>"""
"""Tells the time from the start of the navigation until the map is drawn and laid out."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure building from records, from the shipped content, and opening."""
    rounds = 3 if quick else 7
    nodes = _generated()
    graph = nx.Graph([(n.id, tie.target) for n in nodes for tie in n.ties])
    spring = "networkx.spring_layout, positions alone"
    built = interleaved(lambda: page(nodes), lambda: nx.spring_layout(graph, seed=1), rounds)
    loaded = mlsd_graph.load()
    shipped = interleaved(
        lambda: page(gather(loaded.library, loaded.adjacency)),
        lambda: [loaded.library.page(name).summary for name in loaded.library.pages],
        rounds,
    )
    rows = [
        Row(f"map of {len(nodes)} nodes: build the file", built[0], spring, built[1], 2.0),
        Row("map of the shipped content", shipped[0], "parsing its pages", shipped[1], 3.0),
    ]
    browser = next(filter(None, map(shutil.which, _NAMES)), None)
    if browser:
        rows.append(_opening(browser, page(nodes), rounds))
    return rows


def _opening(browser: str, text: str, rounds: int) -> Row:
    """Open a copy that tells its time, which the policy would refuse, in fresh browsers."""
    with tempfile.TemporaryDirectory(prefix="mlsd-bench-") as folder:
        file = Path(folder) / "map.html"
        file.write_text(_POLICY.sub("", text).replace("</body>", f"{_TELL}</body>"), "utf-8")
        taken = [_opened(browser, file, Path(folder) / f"profile{i}") for i in range(rounds)]
    wait = "a wait that is not felt"
    return Row("open it in Chromium", statistics.median(taken), wait, _OPEN_SECONDS, 1.0)


def _opened(browser: str, file: Path, profile: Path) -> float:
    shown = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
            f"--user-data-dir={profile}", file.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    told = re.search(r"<pre>opened in ([\d.]+) ms", shown)
    if told is None:
        raise RuntimeError("The browser has not told when the page was open.")
    return float(told[1]) / 1000


def _generated() -> tuple[Node, ...]:
    """Make a graph as dense as the shipped one, with texts as long."""
    chance = random.Random(7)
    words = ("cache", "shard", "replica", "feature", "embedding", "ranker", "candidate", "drift")

    def text(count: int) -> str:
        return " ".join(chance.choices(words, k=count)) + "."

    def ties(i: int, count: int) -> tuple[Tie, ...]:
        near = {(i * 7 + chance.randrange(1, 40)) % (_NODES - _CASES) for _ in range(count)}
        return tuple(Tie(f"n{k}", text(11)) for k in sorted(near - {i}))

    concepts = [
        Node(
            f"n{i}", text(3), f"domain {i % _DOMAINS:02}", "core", (text(2), text(2)), text(40),
            ties(i, chance.choice((0, 1, 1, 2))), ties(i, 1), (),
        )
        for i in range(_NODES - _CASES)
    ]  # fmt: skip
    cases = [
        Node(f"c{i}", text(3), CASES, "core", (), text(40), (), (), ties(i, 45))
        for i in range(_CASES)
    ]
    return (*sorted(concepts, key=lambda node: node.domain), *cases)
