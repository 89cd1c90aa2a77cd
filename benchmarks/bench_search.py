"""Search per keystroke against a rapidfuzz scan of all titles."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz, process

from benchmarks.table import Row, interleaved
from mlsd_graph.content import load, refresh
from mlsd_graph.content.records import PageHead, PageKind
from mlsd_graph.search import Index

_CONSONANTS, _VOWELS = "bcdfghklmnprstvz", "aeiou"
_QUERIES = 40
_FRAME = 0.016
_REFRESH = 0.005


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure typed queries with a typo in each word, each keystroke of one, and an update."""
    count = 10_000 if quick else 100_000
    rng = random.Random(2)
    titles = _titles(rng, count)
    pages = [
        PageHead(f"p{number}", PageKind.CONCEPT, title, "", "")
        for number, title in enumerate(titles)
    ]
    index = Index.of(pages)
    queries = [_query(rng, titles) for _ in range(_QUERIES)]

    def ours(text: str) -> list[int]:
        return [int(hit.id[1:]) for hit in index.search(text, 10)]

    def scan(text: str) -> list[int]:
        found = process.extract(text, titles, scorer=fuzz.WRatio, limit=10)
        return [number for _, _, number in found]

    texts = [text for _, text in queries]
    timed = interleaved(
        lambda: [ours(t) for t in texts], lambda: [scan(t) for t in texts], rounds=3
    )
    name = f"search, {count:,} titles"
    return [
        Row(f"{name}: a query", timed[0] / _QUERIES, "WRatio scan", timed[1] / _QUERIES, 1 / 50),
        Row(
            f"{name}: missed of {_QUERIES}",
            _missed(ours, queries),
            "WRatio scan",
            _missed(scan, queries),
            1.0,
            "",
        ),
        Row(
            f"{name}: slowest keystroke", _slowest(ours, texts[:8]), "a frame of 16 ms", _FRAME, 1.0
        ),
        Row("search: one edited page fresh", _update(min(count, 2000)), "5 ms", _REFRESH, 1.0),
    ]


def _titles(rng: random.Random, count: int) -> list[str]:
    words = sorted(
        {
            "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.randint(2, 5)))
            for _ in range(4000)
        }
    )
    return [" ".join(rng.choices(words, k=rng.randint(3, 7))) for _ in range(count)]


def _query(rng: random.Random, titles: list[str]) -> tuple[int, str]:
    wanted = rng.randrange(len(titles))
    words = titles[wanted].split()
    start = rng.randrange(len(words) - 2)
    return wanted, " ".join(_typo(rng, word) for word in words[start : start + 3])


def _typo(rng: random.Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(_CONSONANTS + _VOWELS) + word[at + 1 :]


def _missed(search: Callable[[str], list[int]], queries: list[tuple[int, str]]) -> float:
    return 1.0 + sum(wanted not in search(text) for wanted, text in queries)


def _slowest(search: Callable[[str], list[int]], texts: list[str]) -> float:
    """Type each text; return the seconds of the slowest keystroke, each the median of five."""
    slowest = 0.0
    for text in texts:
        for length in range(1, len(text) + 1):
            tries = [_seconds(search, text[:length]) for _ in range(5)]
            slowest = max(slowest, statistics.median(tries))
    return slowest


def _seconds(search: Callable[[str], list[int]], text: str) -> float:
    start = time.perf_counter()
    search(text)
    return time.perf_counter() - start


def _update(count: int) -> float:
    """Return the seconds that indexing one edited page among `count` takes."""
    rng = random.Random(3)
    with TemporaryDirectory(prefix="mlsd-bench-") as folder:
        base = Path(folder) / "concepts" / "serving"
        base.mkdir(parents=True)
        for number, title in enumerate(_titles(rng, count)):
            _page(base / f"p{number}.md", title)
        library = load([Path(folder)])
        index = Index.build(library)
        tries: list[float] = []
        for number in range(9):
            _page(base / f"p{number}.md", f"edited title {number}")
            fresh = refresh(library)
            if fresh is None:
                raise RuntimeError("the edit was not noticed")
            library = fresh
            start = time.perf_counter()
            index.update(library)
            tries.append(time.perf_counter() - start)
    return statistics.median(tries)


def _page(path: Path, title: str) -> None:
    path.write_text(
        f"---\ntitle: {title}\nkind: metric\nlevel: core\nsteps: [serving]\n---\nSummary.\n",
        "utf-8",
    )
