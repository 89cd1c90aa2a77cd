"""Sorts foreign reviews: new ones, those the log has, and those that are no answers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from export.anki.back.answers import EARLIEST, Origin, Skipped, draft
from export.anki.back.collection import Review
from export.anki.back.plan import Counts, Here
from export.anki.back.ways import had_progress
from mlsd_graph.errors import PackageError
from mlsd_graph.memory import day_start, study_day
from mlsd_graph.store import Draft, Kind, Store
from mlsd_graph.store.answered import Answered
from mlsd_graph.store.given import Given, given

MOST = 2_000_000
"""New reviews in one import; a century of them."""
_QUARTER_MS = 900_000
_ID = itemgetter(1)


class Sorted(NamedTuple):
    """What became of the rows."""

    drafts: tuple[Draft, ...]
    """In order of time."""
    counts: Counts
    by_day: Mapping[int, int]
    cards: frozenset[str]
    """Uids with a new review."""
    any_row: bool
    """Whether the file has any review of our cards."""
    newest: int
    """Time of the newest row that was taken or known, UTC ms; 0 for none."""
    oldest: int
    """The same of the oldest; where there is none, the end of today."""
    heard: frozenset[int]
    """Those of the ids that were asked for which it has."""
    had: Mapping[str, Sequence[int]]
    """By uid, times of those rows that the log has, UTC ms; empty where no deck with progress has
    gone out, by which alone they say something."""
    has_own: bool
    """Whether any row is no answer that was given here, as a deck can have brought them there."""
    given: Callable[[], Mapping[str, Given]]
    """Reads when each card was answered, by the log."""
    another: bool
    """Whether none of its rows is known, or it has none, although some came or went before."""


def sort_reviews(
    batches: Iterable[Sequence[Review]],
    origins: Mapping[int, Origin],
    store: Store,
    here: Here,
    *,
    ask: frozenset[int] = frozenset(),
) -> Sorted:
    """Sort the rows of a log against ours; a row that comes twice counts once.

    `ask` are ids of rows by which a phone is known again.

    Raises:
        PackageError: There are more than anybody can have answered.
    """
    found = _Rows(origins, store, here, ask)
    for batch in batches:
        found.add(batch)
    return found.sorted()


class _Rows:
    """The rows so far."""

    def __init__(
        self, origins: Mapping[int, Origin], store: Store, here: Here, ask: frozenset[int]
    ) -> None:
        self._origins = origins
        self._ask = ask
        self._heard: set[int] = set()
        log, resolve = store.paths.database, store.rules().resolve
        self._answered = Answered(log, resolve, EARLIEST)
        self._given = given(log, resolve)
        self._brought = store.events(kinds=(Kind.IMPORT,))
        sent = store.events(kinds=(Kind.EXPORT,))
        self._sent_reviews = bool(sent and sent[0].values.get("reviews"))
        self._had: dict[str, list[int]] | None = {} if any(map(had_progress, sent)) else None
        day = study_day(*here.now)
        self._until = day_start(day + 1, here.now[1])
        self._zone = _Zone(here)
        self._new: dict[bytes, Draft] = {}
        self._skipped: Counter[Skipped] = Counter()
        self._known = self._known_resets = 0
        self._oldest, self._newest = self._until, 0
        self.seen = 0

    def add(self, batch: Sequence[Review]) -> None:
        """Sort some rows."""
        origins, answered, offset_at, until = (
            self._origins,
            self._answered,
            self._zone.offset,
            self._until,
        )
        self.seen += len(batch)
        if self._ask:
            self._heard |= self._ask.intersection(map(_ID, batch))
        for row in batch:
            origin = origins.get(row[0])
            if origin is None:  # of a template that the learner has added
                self._skipped[Skipped.NO_ANSWER] += 1
                continue
            at = row[1]
            if answered(origin.uid, at):
                self._known += 1
                self._known_resets += row[2] == 0
                made = None
                if self._had is not None:
                    self._had.setdefault(origin.uid, []).append(at)
            else:
                made = draft(row, origin, offset_at, until)
            if isinstance(made, Skipped):
                self._skipped[made] += 1
                continue
            self._oldest = min(self._oldest, at)
            self._newest = max(self._newest, at)
            if made is not None:
                is_double = made.id in self._new
                self._known += is_double
                self._known_resets += is_double and made.kind == Kind.FORGET
                self._new[made.id] = made
        if len(self._new) > MOST:
            raise PackageError(f"The file holds more than {MOST:,} new reviews.")

    def sorted(self) -> Sorted:
        """Take out what the log has under an id, and put the rest in order."""
        has_own = self._has_own()
        if self._brought:  # a time may have been taken: then ours is later than Anki's
            stored = self._answered.ids(self._new)
            self._known += len(stored)
            for name in stored:
                self._known_resets += self._new.pop(name).kind == Kind.FORGET
        drafts = tuple(sorted(self._new.values(), key=_time))
        answers = [made for made in drafts if made.kind == Kind.REVIEW]
        days = Counter(study_day(*made.when) for made in answers if made.when)
        skipped = self._skipped
        counts = Counts(
            new=len(answers),
            known=self._known - self._known_resets,
            no_answer=skipped[Skipped.NO_ANSWER],
            by_hand=skipped[Skipped.BY_HAND],
            future=skipped[Skipped.FUTURE],
            malformed=skipped[Skipped.MALFORMED],
            reset=len(drafts) - len(answers),
        )
        return Sorted(
            drafts=drafts,
            counts=counts,
            by_day=dict(sorted(days.items())),
            cards=frozenset(made.card for made in drafts if made.card),
            any_row=self.seen > 0,
            newest=self._newest,
            oldest=self._oldest,
            heard=frozenset(self._heard),
            had=self._had or {},
            has_own=has_own,
            given=self._given,
            another=not self._known and self._should_know(any_new=bool(drafts)),
        )

    def _has_own(self) -> bool:
        """Whether a row is no answer given here; before those are out that the log has by id."""
        if self._new or not self._had:
            return True
        given = self._given()
        here = {uid: frozenset(given[uid].here) for uid in self._had.keys() & given.keys()}
        return any(at not in here.get(uid, ()) for uid, times in self._had.items() for at in times)

    def _should_know(self, *, any_new: bool) -> bool:
        """Whether a phone of this learner would have some row that is known.

        That is one which came back before, unless all here are newer and may be of a second phone;
        or one that went out with the first deck: a later one gives no rows to cards that are there.
        """
        newest = [at for each in self._brought if isinstance(at := each.values.get("newest"), int)]
        if not self.seen:
            return self._sent_reviews or any(newest)
        if not any_new:
            return any(newest)
        return self._sent_reviews or any(self._oldest < at for at in newest)


class _Zone:
    """Offsets, asked for once in a quarter of an hour: clocks change at none else."""

    def __init__(self, here: Here) -> None:
        self._ask = here.offset_at
        self._known: dict[int, int] = {}

    def offset(self, at: int) -> int:
        """Minutes east of UTC at a time in UTC ms."""
        quarter = at // _QUARTER_MS
        found = self._known.get(quarter)
        if found is None:
            found = self._known[quarter] = self._ask(at)
        return found


def _time(made: Draft) -> tuple[int, bytes]:
    return (made.when[0] if made.when else 0), made.id
