"""What the graph's credit says today: from grades and ticked items before today, then kept.

The log is read as a whole for it (100,000 reviews take about 2 s), so it is made once a study day,
and only where the setting lets it delay reviews or somebody looks at the numbers.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, cast

from mlsd_graph.content.records import CardHead
from mlsd_graph.graph import Graph
from mlsd_graph.memory import CardState, Phase, Settings, study_day
from mlsd_graph.quantity import quantity
from mlsd_graph.scheduling import Overlay, Reason, reasons
from mlsd_graph.scheduling.overlay import PLAIN
from mlsd_graph.store import Store
from mlsd_graph.store.grades import Grade
from mlsd_graph.study import keyed_cache
from mlsd_graph.study.credit_key import credit_key
from mlsd_graph.study.given import Given
from mlsd_graph.study.ticked import Ticked, ticked

_LARGE = 1e6
"""Evidence beyond this is written as this."""
_LONGEST = 100_000_000
"""Characters of what is kept: more than a hundred for each of many cards."""


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
    ticked: int = 0
    """Items ticked in mock interviews that it takes as evidence."""
    expected: Mapping[str, tuple[int, float, float]] = {}  # never changed
    """Card → study day of its last review, its recall by its own reviews, and with credit."""


def standing(  # noqa: PLR0913, PLR0917  a pure function of the whole log
    graph: Graph,
    cards: Mapping[str, CardHead],
    grades: Mapping[str, Sequence[Grade]],
    ticks: Sequence[Ticked],
    settings: Settings,
    today: int,
) -> Standing:
    """Go through all grades and ticked items before today."""
    from mlsd_graph.credit import Grade as Step  # noqa: PLC0415  numpy: 100 ms
    from mlsd_graph.credit import Ledger  # noqa: PLC0415  numpy: 100 ms
    from mlsd_graph.credit.edges import Edges, cards_of  # noqa: PLC0415  numpy: 100 ms

    rows: list[tuple[int, str, Grade | Ticked]]
    rows = [(grade.at, uid, grade) for uid, each in grades.items() for grade in each]
    rows += [(tick.at, tick.concept, tick) for tick in ticks]
    ledger, last, said = Ledger(Edges(graph, cards), settings), dict[str, int](), 0
    for _, name, row in sorted(rows, key=itemgetter(0, 1)):
        day = row.day if isinstance(row, Ticked) else study_day(row.at, row.offset)
        if day >= today:
            continue
        if isinstance(row, Ticked):
            ledger.vouch(cards_of(graph, name, row.weight), day)
            said += 1
        else:
            ledger.take(Step(name, row.rating, day, row.due_day))
            last[name] = day
    ledger.turn(today)
    trust = ledger.trust
    expected = {uid: (last[uid], *pair) for uid, pair in ledger.expected().items()}
    evidence = min(trust.evidence, _LARGE)
    return Standing(evidence, trust.observed, ledger.saved, trust.is_earned, said, expected)


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
    """Today's standing, from the cache if it was made from the same, else made and kept."""
    path, ticks = store.paths.cache / "credit.json", ticked(store, graph)
    name = credit_key(store, graph, ticks, settings, day)
    found = _from(keyed_cache.read(path, name, _LONGEST))
    if found is None:
        found = standing(graph, cards, store.grades(), ticks, settings, day)
        keyed_cache.write(path, name, found._asdict())
    return found


def told(found: Standing) -> str:
    """Say in one line what credit would have been worth and how well it is borne out."""
    reviews = quantity(found.saved, "review")
    line = f"graph credit would have saved {reviews}; your evidence {found.evidence:.1f}:1"
    said = f"; with {quantity(found.ticked, 'item')} ticked in interviews"
    return line + said if found.ticked else line


def _waits(given: Given, state: CardState | None, day: int, recall: tuple[float, float]) -> bool:
    """Whether a review is due that has not been made since, and may wait."""
    from mlsd_graph.credit import may_wait  # noqa: PLC0415  not before the first card

    if state is None or state.phase != Phase.REVIEW or state.due > given.now.day:
        return False
    same = study_day(state.last, state.offset) == day
    return same and may_wait(*recall, given.settings.desired_retention)


def _reason(graph: Graph, page: str, expected: float) -> Reason:
    return reasons.waits(expected, page, graph.used_by.get(page, ()))


def _from(raw: Mapping[str, Any] | None) -> Standing | None:
    """Take what was kept, if it makes sense."""
    try:
        if raw is None:
            return None
        rows = cast("dict[str, list[float]]", raw["expected"])
        expected = {str(uid): (int(d), float(r), float(t)) for uid, (d, r, t) in rows.items()}
        return Standing(
            float(raw["evidence"]),
            int(raw["observed"]),
            int(raw["saved"]),
            bool(raw["earned"]),
            int(raw["ticked"]),
            expected,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
