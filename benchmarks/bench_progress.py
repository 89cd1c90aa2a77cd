"""A deck with schedule and review log, against stock genanki writing the same notes alone."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import genanki

from benchmarks.table import Row, interleaved
from export.anki import Deck, read_progress
from export.anki.notes import AnkiNote
from export.anki.notetypes import RECALL
from export.anki.uncollected import uncollected
from mlsd_graph.paths import find
from mlsd_graph.store import Draft, Kind, Store

_WORDS = ("cache", "shard", "replica", "feature", "embedding", "ranker", "latency", "drift")
_DAY_MS = 86_400_000
_NOW = 1_795_000_000_000
_REVIEWS = 10


def run(quick: bool) -> list[Row]:  # noqa: FBT001  the contract of all benchmarks
    """Measure 10,000 cards with 10 reviews each, a tenth of that when quick."""
    count = 1000 if quick else 10_000
    notes = _notes(count)
    with tempfile.TemporaryDirectory(prefix="mlsd-bench-") as folder:
        base = Path(folder)
        with Store.open(find({"MLSD_HOME": folder}), lambda: (_NOW, 0)) as store:
            store.append(_log(notes))
            ours, theirs = base / "ours.apkg", base / "stock.apkg"
            with_progress = interleaved(_ours(notes, store, ours), _stock(notes, theirs), rounds=5)
            sizes = (ours.stat().st_size / 1000, theirs.stat().st_size / 1000)
    name = f"{count:,} notes with {count * _REVIEWS:,} reviews from the log → .apkg"
    alone = "stock genanki, the notes alone"
    return [
        Row(name, with_progress[0], alone, with_progress[1], 4),
        Row(f"{name}: size", sizes[0], alone, sizes[1], 1, "kB"),
    ]


def _ours(notes: list[AnkiNote], store: Store, out: Path) -> Callable[[], object]:
    deck = Deck(tuple(notes), {each.note: place for place, each in enumerate(notes)}, ())

    def export() -> None:
        with uncollected():  # as the command does
            progress = read_progress(store, (_NOW, 0))
            assert deck.write(out, {}, progress).reviews == len(notes) * _REVIEWS

    return export


def _stock(notes: list[AnkiNote], out: Path) -> Callable[[], object]:
    library: Any = genanki

    def export() -> None:
        model = library.Model(
            1_700_000_001,
            "stock",
            fields=[{"name": name} for name in RECALL.fields],
            templates=[{"name": "Card", "qfmt": RECALL.question, "afmt": RECALL.answer}],
        )
        decks = {name: library.Deck(place, name) for place, name in enumerate(_DECKS, 10**12)}
        for each in notes:
            tags = list(each.tags)
            note = library.Note(model=model, guid=each.note, fields=list(each.fields), tags=tags)
            decks[each.deck].add_note(note)
        library.Package(list(decks.values())).write_to_file(str(out))

    return export


_DECKS = tuple(f"MLSD::domain-{number}" for number in range(7))


def _notes(count: int) -> list[AnkiNote]:
    rng = random.Random(11)
    return [_note(rng, number) for number in range(count)]


def _note(rng: random.Random, number: int) -> AnkiNote:
    uid = f"concept-{number // 10:05}/card-{number % 10}"
    values = {
        "Key": uid,
        "Front": f"<p>Case {number}: why does {_some(rng, 9)} fail?</p>",
        "Back": f"<p>{_some(rng, 18)} <strong>{_some(rng, 2)}</strong></p><ul><li>{_some(rng, 6)}"
        f"</li><li>{_some(rng, 6)}</li></ul>",
        "Context": f"<p>Concept {number // 10}</p><details><summary>Summary</summary>"
        f"{_some(rng, 30)}</details>",
        "Source": f'<ul><li><a href="https://example.org/{number}">Paper</a></li></ul>',
    }
    fields = tuple(values.get(name, "") for name in RECALL.fields)
    deck = _DECKS[number // 10 % 7]
    return AnkiNote(uid, RECALL, fields, ("mlsd::level::core",), deck, (0,), uid, uid)


def _log(notes: list[AnkiNote]) -> list[Draft]:
    """Ten reviews a card with growing gaps, in order of time."""
    rng = random.Random(7)
    drafts: list[tuple[int, Draft]] = []
    for number, each in enumerate(notes):
        gaps = [int(_DAY_MS * 1.6**k * rng.uniform(0.6, 1.4)) for k in range(_REVIEWS)]
        at = _NOW - sum(gaps) - number
        for gap in gaps:
            due = at // _DAY_MS + max(1, int(gap * rng.uniform(0.7, 2.0)) // _DAY_MS)
            rating = rng.choice((1, 2, 3, 3, 3, 3, 4))
            drafts.append((at, Draft(Kind.REVIEW, each.note, rating, 5000, due, when=(at, 0))))
            at += gap
    return [draft for _, draft in sorted(drafts, key=lambda pair: pair[0])]


def _some(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(_WORDS, k=count))
