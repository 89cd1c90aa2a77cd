"""Results as they are kept beside RESULTS.md: one record for each part, from one run."""

import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.learning.intervals import Estimate
from benchmarks.learning.verdicts import Measure, Part, Row
from mlsd_graph.memory.settings import Settings, keys

_FILE = Path(__file__).parent / "results.json"


class Record(NamedTuple):
    """One part with what it takes to run it again."""

    name: str
    """As the command takes it."""
    part: Part
    learners: int
    seed: int
    seconds: int
    """Of processor time."""
    versions: str


def versions() -> str:
    """What the numbers depend on beside the seed."""
    return f"Python {platform.python_version()}, NumPy {np.__version__}"


def load(path: Path = _FILE) -> dict[str, Record]:
    """Read what earlier runs found."""
    if not path.exists():
        return {}
    return {name: _record(name, kept) for name, kept in json.loads(path.read_text()).items()}


def save(records: Mapping[str, Record], path: Path = _FILE) -> None:
    """Write all records, one row a line."""
    parts = [f"{json.dumps(name)}: {_text(records[name])}" for name in sorted(records)]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def default_of(switch: str) -> str:
    """What a setting is when nobody set it; empty for what a learner asks for by a command."""
    return Settings().as_text()[switch] if switch in keys() else ""


def _text(record: Record) -> str:
    part = record.part
    rows = ",\n  ".join(
        json.dumps(_plain(row), ensure_ascii=False, separators=(",", ":")) for row in part.rows
    )
    head = {
        "title": part.title,
        "question": part.question,
        "switch": part.switch,
        "notes": part.notes,
        **({"despite": part.despite} if part.despite else {}),
        "learners": record.learners,
        "seed": record.seed,
        "seconds": record.seconds,
        "versions": record.versions,
    }
    return json.dumps(head, ensure_ascii=False)[:-1] + f', "rows": [\n  {rows}]}}'


def _plain(row: Row) -> list[Any]:
    measures = [
        [m.name, *(round(value, 2) for value in m.estimate), m.unit, *_limit(m)]
        for m in row.measures
    ]
    return [row.world, row.model, measures]


def _record(name: str, kept: Any) -> Record:
    rows = tuple(
        Row(world, model, tuple(_measure(*each) for each in measures))
        for world, model, measures in kept["rows"]
    )
    notes, despite = tuple(kept["notes"]), kept.get("despite", "")
    part = Part(kept["title"], kept["question"], rows, kept["switch"], notes, despite)
    return Record(name, part, kept["learners"], kept["seed"], kept["seconds"], kept["versions"])


def _limit(measure: Measure) -> tuple[float | bool, ...]:
    return () if measure.limit is None else (measure.limit, measure.at_least)


def _measure(*kept: Any) -> Measure:
    name, value, low, high, unit, *limit = kept
    return Measure(name, Estimate(value, low, high), unit, *limit)
