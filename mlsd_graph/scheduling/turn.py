"""Which of the cards that can be asked goes next: the first whose page has rested."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from mlsd_graph.scheduling.arrange import APART
from mlsd_graph.scheduling.day import Now
from mlsd_graph.scheduling.reasons import Queued, ReasonKind
from mlsd_graph.scheduling.world import LearningStep

_LOOKED_AT = 24


def line(
    steps: Sequence[LearningStep], items: Sequence[Queued], now: Now, ahead_ms: int
) -> Iterator[Queued]:
    """Line up due steps, then the items; where there are none the steps within learn-ahead."""
    due = [Queued(step.uid, step.reason(now)) for step in steps if step.due <= now.ms]
    return chain(due, items) if due or items else early(steps, now, ahead_ms)


def early(steps: Iterable[LearningStep], now: Now, ahead_ms: int) -> Iterator[Queued]:
    """Line up the steps that are not due yet, but will be within some time."""
    for step in steps:
        if now.ms < step.due <= now.ms + ahead_ms:
            yield Queued(step.uid, step.reason(now))


def first_rested(
    line: Iterable[Queued], recent: Sequence[str], at_once: Collection[str] = ()
) -> Queued | None:
    """Choose the first card in line that is no sibling of the `recent` ones, newest last.

    Where all are, the one whose sibling was asked longest ago. A card that is to be asked
    `at_once` waits for no page to rest, and one that is better learned later fills no gap.
    """
    tired: list[Queued] = []
    for item in islice(line, _LOOKED_AT):
        if tired and _is_ahead(item) and not _is_ahead(tired[0]):
            continue
        if item.uid in at_once or not is_tired(item.uid, recent):
            return item
        tired.append(item)
    return min(tired, key=lambda item: max(_siblings(item.uid, recent)), default=None)


def is_tired(uid: str, recent: Sequence[str]) -> bool:
    """Whether a sibling of a card was asked just now; its own last step is none."""
    return any(True for _ in _siblings(uid, recent))


def _siblings(uid: str, recent: Sequence[str]) -> Iterator[int]:
    """Places of the other cards of its page among the cards just asked, newest last."""
    page = _page(uid)
    for place, other in enumerate(recent[-APART:]):
        if other != uid and _page(other) == page:
            yield place


def _is_ahead(item: Queued) -> bool:
    return item.reason.kind is ReasonKind.AHEAD


def _page(uid: str) -> str:
    """Take the page from a uid: the first card of a day is asked before content is at hand."""
    return uid.partition("/")[0]
