"""Content: cold, warm and after one edit, against reading, composing front matter and stat."""

import gc
import math
import os
import random
import tempfile
from pathlib import Path

import yaml

from benchmarks.table import Row, interleaved, seconds
from mlsd_graph.content import load, refresh

_WORDS = (
    "feature store embedding retrieval ranking latency shard cache online offline "
    "training serving drift label delayed feedback exploration bandit calibration "
    "candidate generation batch stream quantization distillation autoscaling canary "
    "shadow rollback monitoring skew request user item the a of and to is in that it "
    "for with when what which how one "
)[:-1].split(" ")


def _words(dice: random.Random, count: int) -> str:
    text = " ".join(dice.choices(_WORDS, k=count))
    return text[0].upper() + text[1:]


def _card(dice: random.Random, number: int) -> str:
    name = f"### {_words(dice, 3)} {number}\n"
    question = f"Q: {_words(dice, 17)}?\n\nA:"
    match number % 10:
        case 3:
            return f"{name}{question} 102 GB `= 100e6*256*4/1e9`: {_words(dice, 8)}.\n"
        case 4:
            return f"{name}{question} `as-of join`, `point-in-time join`\n"
        case 5:
            steps = "".join(f"{i}. {_words(dice, 4)}\n" for i in range(1, 5))
            return f"{name}{question}\n{steps}"
        case 6:
            items = "".join(f"- [ ] {_words(dice, 4)}\n" for _ in range(5))
            return f"{name}{question}\n{items}"
        case 7 | 8:
            start, middle = _words(dice, 7), _words(dice, 6)
            return (
                f"{name}{start} {{{{c1::log rate}}}} {middle} {{{{c2::feature store::what?}}}}.\n"
            )
        case _:
            return f"{name}{question} {_words(dice, 15)}.\n"


def concept(dice: random.Random, number: int, of: int) -> str:
    """Write one concept page of about 4 kB with ten cards; a third hold code or formulas."""

    def link() -> str:
        return f"concept-{dice.randrange(of):05d}"

    extra = ""
    if number % 6 == 0:
        extra = "```math\n\\mathcal{L} = -\\log \\frac{a}{b}\n```\n\nwith $a_i$ as `a`.\n\n"
    elif number % 6 == 1:
        extra = f"| a | b |\n|---|---|\n| `x` | [[{link()}\\|{_words(dice, 2)}]] |\n\n"
    needs = "".join(
        f"- [[concept-{other:05d}]]: {_words(dice, 12)}\n"
        for other in (dice.sample(range(number), 2) if number > 2 else ())
    )
    others = dice.sample(
        [other for other in (number + 7, number + 31) if other < of],
        k=number % 3 if number + 31 < of else 0,
    )
    pairs = "".join(f"- [[concept-{other:05d}]]: {_words(dice, 30)}.\n" for other in others)
    cards = "\n".join(_card(dice, i) for i in range(10))
    return (
        f"---\ntitle: {_words(dice, 3)} {number}\nkind: technique\nlevel: core\n"
        f"steps: [model, serving]\naliases: [{_words(dice, 2)}, {_words(dice, 1)} {number}]\n---\n"
        f"{_words(dice, 30)}.\n\n{_words(dice, 40)}, see [[{link()}|{_words(dice, 2)}]] and "
        f"[[{link()}]].\n\n{extra}## How it works\n\n{_words(dice, 50)} [[{link()}]].\n\n"
        f"- **{_words(dice, 2)}** {_words(dice, 12)}\n- {_words(dice, 12)}\n\n"
        f"## Prerequisites\n{needs}\n## Contrasts\n{pairs}\n## Sources\n"
        f"- Yi et al. (2019). [{_words(dice, 6)}](https://doi.org/10.1145/1). RecSys.\n\n"
        f"## Cards\n\n{cards}"
    )


def write(root: Path, count: int) -> None:
    """Write a content folder of concept pages in 50 domains."""
    dice = random.Random(7)
    for number in range(count):
        folder = root / "concepts" / f"domain-{number % 50:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"concept-{number:05d}.md").write_text(
            concept(dice, number, count), encoding="utf-8"
        )


def _walk_and_stat(root: Path) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    folders = [str(root)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    found.append((entry.path, status.st_mtime_ns, status.st_size))
    return found


def _read_and_compose(paths: list[str]) -> list[object]:
    """The floor of a cold start: read the bytes, compose each front matter with the C loader."""
    nodes: list[object] = []
    gc.disable()
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        data = os.read(handle, 16 * 1024)
        os.close(handle)
        front = data[4 : data.index(b"\n---\n", 3) + 1]
        nodes.append(yaml.compose(front, Loader=yaml.CSafeLoader))
    gc.enable()
    return nodes


def run(*, quick: bool) -> list[Row]:
    """Measure on generated pages."""
    count, rounds = (2_000, 3) if quick else (10_000, 5)
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "content", Path(folder) / "cache"
        write(root, count)
        files = f"{count:,} files"
        paths = [path for path, _, _ in _walk_and_stat(root)]
        cold = interleaved(lambda: load([root], None), lambda: _read_and_compose(paths), rounds)
        heads = interleaved(lambda: _heads(root, None), lambda: _read_and_compose(paths), rounds)
        _heads(root, cache)
        warm = interleaved(lambda: load([root], cache), lambda: _walk_and_stat(root), rounds)
        return [
            Row(f"content cold, {files}", cold[0], "read + compose", cold[1], 1.3),
            Row("… and the head of every card", heads[0], "read + compose", heads[1], math.inf),
            Row(f"content warm, {files}", warm[0], "walk + stat", warm[1], 2.0),
            Row(f"content after one edit, {files}", _edited(root, cache), "5 ms", 0.005, 1.0),
        ]


def _heads(root: Path, cache: Path | None) -> int:
    """What the graph and the queue need beside the pages: loading puts it off until asked."""
    return sum(len(page.cards) for page in load([root], cache).pages.values())


def _edited(root: Path, cache: Path) -> float:
    """The time that one edited file takes until its heads are fresh, in seconds."""
    library = load([root], cache)
    len(library.cards)
    path = root / "concepts" / "domain-07" / "concept-00007.md"
    turn = 0

    def edit() -> None:
        nonlocal turn
        turn += 1
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n### Added {turn}\nQ: Why?\n\nA: So.\n", encoding="utf-8")

    def fresh() -> None:
        nonlocal library
        newer = refresh(library, only=[path])
        assert newer is not None
        library = newer
        assert len(library.pages["concept-00007"].cards) > turn

    times: list[float] = []
    for _ in range(7):
        edit()
        times.append(seconds(fresh))
    return sorted(times)[3]
