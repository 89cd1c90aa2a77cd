"""What the graph's credit says today: from all grades before today, kept in the cache until then.

The log is read as a whole for it (100,000 reviews take about 2 s), so it is made once a study day,
and only where the setting lets it delay reviews or somebody looks at the numbers.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, cast

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph
from mlsd_graph.memory import CardState, Phase, Settings, study_day
from mlsd_graph.scheduling import Overlay, Reason, reasons
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.store import Store
from mlsd_graph.store.grades import Grade
from mlsd_graph.study.overlaying import Given

_LARGE = 1e6
"""Evidence beyond this is written as this."""


class Standing(NamedTuple):
    """How credit stands as a study day begins."""

    evidence: float = 1.0
    """How often likelier the learner's answers are with credit than without."""
    observed: int = 0
    """Answers that it rests on."""
    saved: int = 0
    """Due reviews that could have waited so far."""
    earned: bool = False
    """Whether the evidence lets it delay reviews."""
    expected: Mapping[str, tuple[int, float, float]] = {}  # never changed
    """Card → study day of its last review, its recall by its own reviews, and with credit."""


def standing(
    graph: Graph,
    cards: Mapping[str, CardHead],
    grades: Mapping[str, Sequence[Grade]],
    settings: Settings,
    today: int,
) -> Standing:
    """Go through all grades before today."""
    from mlsd_graph.credit import Grade as Step  # noqa: PLC0415  numpy: 100 ms
    from mlsd_graph.credit import Ledger  # noqa: PLC0415
    from mlsd_graph.credit.edges import Edges  # noqa: PLC0415

    rows = [(grade.at, uid, grade) for uid, each in grades.items() for grade in each]
    ledger = Ledger(Edges(graph, cards), settings)
    for _, uid, grade in sorted(rows):
        day = study_day(grade.at, grade.offset)
        if day < today:
            ledger.take(Step(uid, grade.rating, day, grade.due_day))
    ledger.turn(today)
    last = {uid: study_day(each[-1].at, each[-1].offset) for uid, each in grades.items()}
    trust = ledger.trust
    expected = {uid: (last[uid], *pair) for uid, pair in ledger.expected().items()}
    return Standing(
        min(trust.evidence, _LARGE), trust.observed, ledger.saved, trust.is_earned, expected
    )


def overlay(given: Given) -> Overlay:
    """Let due reviews wait that credit vouches for, if the learner's answers vouch for credit."""
    cards, day = given.library.cards, given.now.day
    found = kept(given.store, given.graph, cards, given.settings, day)
    if not found.earned:
        return PLAIN
    held = {
        uid: _reason(given.graph, cards[uid].page, expected)
        for uid, (last, explicit, expected) in found.expected.items()
        if uid in cards and _waits(given, given.states.get(uid), last, (explicit, expected))
    }
    return Overlay(held=held)


def kept(
    store: Store, graph: Graph, cards: Mapping[str, CardHead], settings: Settings, day: int
) -> Standing:
    """Today's standing, from the cache if it was made today, else made and kept."""
    path = store.paths.cache / "credit.json"
    key = sha256(repr((1, day, settings.parameters, settings.desired_retention)).encode())
    found = _read(path, key.hexdigest())
    if found is None:
        found = standing(graph, cards, store.grades(), settings, day)
        _write(path, key.hexdigest(), found)
    return found


def told(found: Standing) -> str:
    """Say in one line what credit would have been worth and how well it is borne out."""
    reviews = reasons.counted(found.saved, "review")
    return f"graph credit would have saved {reviews}; your evidence {found.evidence:.1f}:1"


def _waits(given: Given, state: CardState | None, day: int, recall: tuple[float, float]) -> bool:
    """Whether a review is due that has not been made since, and may wait."""
    from mlsd_graph.credit import may_wait  # noqa: PLC0415  not before the first card

    if state is None or state.phase != Phase.REVIEW or state.due > given.now.day:
        return False
    same = study_day(state.last, state.offset) == day
    return same and may_wait(*recall, given.settings.desired_retention)


def _reason(graph: Graph, page: str, expected: float) -> Reason:
    return reasons.waits(expected, page, graph.used_by.get(page, ()))


def _read(path: Path, key: str) -> Standing | None:
    """Read what was kept; None where there is nothing of today that makes sense."""
    try:
        raw: Any = json.loads(path.read_bytes())
        if raw["key"] != key:
            return None
        rows = cast("dict[str, list[float]]", raw["expected"])
        expected = {str(uid): (int(d), float(r), float(t)) for uid, (d, r, t) in rows.items()}
        return Standing(
            float(raw["evidence"]),
            int(raw["observed"]),
            int(raw["saved"]),
            bool(raw["earned"]),
            expected,
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _write(path: Path, key: str, found: Standing) -> None:
    """Keep it; a disk that refuses costs the time to make it again."""
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"key": key, **found._asdict()}), encoding="utf-8")
        new.replace(path)
    except OSError:
        return
