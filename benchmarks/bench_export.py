"""Markdown → .apkg against the loop that one would write: genanki, markdown-it-py, pygments."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import genanki
from markdown_it import MarkdownIt
from pygments import formatters, highlight, lexers

from benchmarks.table import Row, interleaved
from export.anki import collect
from mlsd_graph.content import load

_WORDS = (
    *("cache", "shard", "replica", "feature", "embedding", "ranker", "candidate", "latency"),
    *("quorum", "drift", "batch", "stream", "retrieval", "calibration", "label", "skew"),
)
_PER_PAGE = 5
_BASELINE = "genanki + markdown-it-py + pygments"


@dataclass(frozen=True, slots=True)
class Written:
    """The same notes as files of our format, and one file per note for the baseline."""

    content: Path
    notes: Path
    order: dict[str, int]


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure a first export, an unchanged one, and the bytes."""
    count = 200 if quick else 1000
    with tempfile.TemporaryDirectory(prefix="mlsd-bench-") as folder:
        base = Path(folder)
        files = written_notes(base, count)
        theirs, ours = base / "stock.apkg", base / "ours.apkg"
        stock = stock_export(files.notes, theirs)
        first = interleaved(our_export(files, ours), stock, rounds=5)
        warm = our_export(files, base / "warm.apkg", base / "html.sqlite", base / "content.cache")
        again = interleaved(warm, stock, rounds=5)
        sizes = (ours.stat().st_size / 1000, theirs.stat().st_size / 1000)
    name = f"{count:,} notes, Markdown → .apkg"
    return [
        Row(f"{name}: first", first[0], _BASELINE, first[1], 1.2),
        Row(f"{name}: unchanged, from the caches", again[0], _BASELINE, again[1], 0.5),
        Row(f"{name}: size", sizes[0], _BASELINE, sizes[1], 0.35, "kB"),
    ]


def our_export(
    files: Written, out: Path, html: Path | None = None, parsed: Path | None = None
) -> Callable[[], object]:
    """Export with mlsd, from the caches where it is told of them."""

    def export() -> None:
        collect(load([files.content], parsed), files.order, cache=html).write(out, {})

    return export


def stock_export(folder: Path, out: Path) -> Callable[[], object]:
    """Export with the loop that one would write."""
    html: Any = formatters
    known: Any = lexers
    formatter = html.HtmlFormatter(nowrap=True)

    def colored(code: str, language: str, _attributes: str) -> str:
        return highlight(code, known.get_lexer_by_name(language or "text"), formatter)

    markdown: Any = MarkdownIt("commonmark", {"highlight": colored}).enable("table")
    library: Any = genanki

    def export() -> None:
        model = library.Model(
            1_700_000_001,
            "stock",
            fields=[{"name": "Key"}, {"name": "Front"}, {"name": "Back"}],
            templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
        )
        deck = library.Deck(1_700_000_002, "Stock")
        for path in sorted(folder.iterdir()):
            front, _, back = path.read_text("utf-8").partition("\n")
            fields = [path.stem, markdown.render(front[2:]), markdown.render(back)]
            deck.add_note(library.Note(model=model, guid=path.stem, fields=fields, tags=["a::b"]))
        library.Package(deck).write_to_file(str(out))

    return export


def written_notes(base: Path, count: int) -> Written:
    """Write notes below a folder; the same for the same count."""
    content, notes = base / "content", base / "notes"
    notes.mkdir()
    rng = random.Random(11)
    cards = [_card(rng, number) for number in range(count)]
    for number, (question, answer) in enumerate(cards):
        (notes / f"{number:05d}.md").write_text(f"# {question}\n\n{answer}", "utf-8")
    order: dict[str, int] = {}
    for first in range(0, count, _PER_PAGE):
        name = f"concept-{first}"
        path = content / "concepts" / f"domain-{first % 7}" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(rng, first, cards[first : first + _PER_PAGE]), "utf-8")
        order[name] = first
    return Written(content, notes, order)


def _card(rng: random.Random, number: int) -> tuple[str, str]:
    question = f"Case {number}: why does {_some(rng, 9)} fail at {rng.randrange(90)} ms?"
    answer = f"{_some(rng, 18)} **{_some(rng, 2)}** and `{rng.choice(_WORDS)}`."
    answer += f"\n\n- {_some(rng, 6)}\n- {_some(rng, 6)}\n\n"
    code = f"```python\ndef f{number}(x):\n    return x + {number}\n```\n"
    return question, answer + (code if number % 2 else f"The cost is $O(n^{number % 9})$.\n")


def _page(rng: random.Random, first: int, cards: list[tuple[str, str]]) -> str:
    needs = (
        f"## Prerequisites\n- [[concept-{first - _PER_PAGE}]]: {_some(rng, 8)}\n\n" if first else ""
    )
    asked = "\n".join(
        f"### Card {number}\nQ: {question}\n\nA: {answer}"
        for number, (question, answer) in enumerate(cards)
    )
    return (
        f"---\ntitle: Concept {first}\nkind: technique\nlevel: core\nsteps: [model]\n---\n"
        f"{_some(rng, 30)}.\n\n{_some(rng, 120)}\n\n{needs}"
        f"## Sources\n- Author (2020). [Paper](https://example.org/{first}).\n\n## Cards\n\n{asked}"
    )


def _some(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(_WORDS, k=count))
